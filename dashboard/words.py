"""What is said about a whole scene: headline, subtitle, title, announcement. ``text`` has the sentences."""

from __future__ import annotations

from dashboard import text
from dashboard.model import Indicator
from dashboard.scene import Scene


def headline(scene: Scene) -> str:
    """The finding of a map; the name of the place in a place view."""
    if scene.place:
        return scene.place.name
    if scene.indicator is None:
        return scene.area.name
    return text.headline(scene.rows, scene.indicator, scene.view.by)


def subtitle(scene: Scene) -> str:
    """The statistical title."""
    if scene.indicator is None:
        return f"{scene.condition.name}: this measure is not published for {text.level_plural(scene.view.by)}."
    return text.subtitle(scene.indicator, scene.area, scene.view.by, scene.view.period)


def announcement(scene: Scene) -> str:
    """What a screen reader is told after a change."""
    return text.announcement(scene.area, scene.view.by, scene.indicator, scene.view.period, len(scene.rows))


def document_title(scene: Scene) -> str:
    """The title of the browser's tab: what, where, when."""
    what: Indicator | None = scene.indicator
    words = f"{what.title}, {text.period_words(scene.view.period)}" if what else scene.condition.name
    return f"{words}: {scene.area.name} – {text.ATLAS}"
