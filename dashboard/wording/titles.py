"""The statistical title of a scene, which stands under its headline, that of the browser's tab, and what an area is."""

from __future__ import annotations

from dashboard.core import labels, periods
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.value import Status
from dashboard.views.scene import Scene
from dashboard.views.surroundings import holder
from dashboard.wording import sentences


def subtitle(scene: Scene) -> str:
    """The statistical title."""
    if scene.indicator is None:
        return f"{scene.condition.name}: this edition holds no such figure for {scene.view.by.plural}."
    title = sentences.statistical_title(scene.indicator, scene.area, scene.view.by, scene.view.period)
    return f"{title}{_computed(scene)}"


def _computed(scene: Scene) -> str:
    """An estimate or a modelled figure is called so wherever it is shown (rule 6)."""
    words = _computed_words(scene)
    return f" {labels.capitalised(words)}." if words else ""


def computed_clause(scene: Scene) -> str:
    """The same at the end of a sentence."""
    words = _computed_words(scene)
    return f"; {words}" if words else ""


def _computed_words(scene: Scene) -> str:
    statuses = [row.value.status for row in scene.shown if row.value]
    for status, words in ((Status.ESTIMATE, "estimates"), (Status.MODELLED, "modelled by the publisher")):
        if status in statuses:
            some = "all" if set(statuses) == {status} else "some"
            return f"{some} figures are {words}"
    return ""


def kind_of_area(atlas: Atlas, area: Area) -> str:
    """What an area is; a small one, whose name says little, also where: "Small area in Gateshead Town"."""
    around = holder(atlas, area) if area.level.is_small else None
    return labels.capitalised(area.level.found_as.format(around.name) if around else area.level.in_full)


def document_title(scene: Scene) -> str:
    """The title of the browser's tab: what, where, when."""
    what = scene.indicator
    words = f"{what.title}, {periods.period_words(scene.view.period)}" if what else scene.condition.name
    return f"{words}: {scene.area.name} – {scene.edition.title}"
