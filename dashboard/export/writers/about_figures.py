"""What the figures of a workbook are, for its second sheet."""

from __future__ import annotations

from dashboard.core import labels, periods
from dashboard.core.today import in_words
from dashboard.export.picture.primitives import Stamp
from dashboard.views.scene import Scene
from dashboard.wording import titles


def about_figures(scene: Scene, stamp: Stamp, version: str) -> tuple[tuple[str, str], ...]:
    """What the figures are, as names and contents; what has nothing to say is left out."""
    what = scene.indicator
    lines = [("Title", titles.document_title(scene)), ("Subtitle", titles.subtitle(scene))]
    if what:
        lines += [
            ("Definition", what.definition),
            ("Unit", what.unit),
            ("Sex and ages", f"{labels.capitalised(what.sex)}, {what.ages}"),
            ("Period", periods.period_words(scene.view.period)),
            ("Source", what.source),
            ("Publisher", what.publisher),
            ("Page of the publisher", what.link),
            ("Licence", what.licence),
            ("Credit", what.credit),
            ("Limits", what.limits),
            ("Data as of", in_words(scene.data_as_of) if scene.data_as_of else ""),
        ]
    lines += [
        ("Boundaries", scene.edition.boundaries),
        ("Address", stamp.address),
        ("Made on", stamp.date),
        ("Data version", version),
    ]
    return tuple((name, content) for name, content in lines if content)
