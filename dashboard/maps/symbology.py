"""Which colour or mark each area of a scene has: the same on the page, in pictures, on slides and in the snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.core.area import Row
from dashboard.core.rounding import printed
from dashboard.core.value import Comparison, Status
from dashboard.core.view import Colour, Overlay
from dashboard.stats import classification
from dashboard.stats.comparison import Verdict
from dashboard.views.scene import Scene

BORDER = "#5a7184"

#: The place of each comparison among the colours, and of its "likely" shade.
_COMPARED = {
    **dict.fromkeys((Comparison.BETTER, Comparison.LOWER), (0, 1)),
    Comparison.SIMILAR: (2, 3),
    **dict.fromkeys((Comparison.HIGHER, Comparison.WORSE), (5, 4)),
}


def is_by_comparison(scene: Scene) -> bool:
    """Whether the colours say how areas stand against England (rule 17)."""
    return scene.view.colour is Colour.COMPARISON and scene.indicator is not None and scene.indicator.mapped


def verdict_class(verdict: Verdict) -> int | None:
    """The place of a verdict among the colours of comparison; None for none."""
    classes = _COMPARED.get(verdict.comparison)
    return classes[verdict.likely] if classes else None


def fill_class(scene: Scene, row: Row, figure_edges: Sequence[float]) -> int | None:
    """The class of an area in the colours of the scene, or None if it stays empty.

    The printed figure decides. With the 3 by 3 overlay: 3 x third of deprivation + third of the figure.
    """
    if row.value is None or row.value.value is None or scene.indicator is None or not scene.indicator.mapped:
        return None
    if is_by_comparison(scene):
        return verdict_class(scene.verdict(row.value))
    figure = printed(row.value.value, scene.indicator.decimals)
    if scene.view.overlay is not Overlay.BIVARIATE or scene.deprivation is None:
        return classification.class_of(figure, scene.edges)
    third = scene.deprivation.third(row.area.code)
    return None if third is None else classification.field(third, classification.third_of(figure, figure_edges))


def colours(scene: Scene) -> tuple[str, ...]:
    """The colours of the scene's classes, of the lowest first."""
    if is_by_comparison(scene):
        return classification.COMPARED
    is_low_worse = scene.indicator is not None and scene.indicator.is_low_worse
    if scene.view.overlay is Overlay.BIVARIATE and scene.deprivation is not None:
        return classification.nine(is_low_worse)
    if scene.classes.diverges:
        side = -1 if is_low_worse else 1
        return tuple(classification.diverging(side * steps) for steps in scene.classes.distances)
    ramp = classification.ramp(len(scene.edges) + 1, scene.edition.palette.ramp or classification.RAMP)
    return ramp[::-1] if is_low_worse else ramp


def fills_of(scene: Scene, figure_edges: Sequence[float]) -> Mapping[str, str]:
    """Area code -> colour of every area that has a class."""
    palette = colours(scene)
    classes = ((row.area.code, fill_class(scene, row, figure_edges)) for row in scene.rows)
    return {code: palette[index] for code, index in classes if index is not None}


def kind_of_empty(scene: Scene, row: Row) -> str:
    """Why an area has no colour: it has no figure, or none that is compared, or a count, which is never mapped."""
    if row.value is None:
        return "not-published"
    if row.value.value is not None:
        return "not-compared" if is_by_comparison(scene) else "not-mapped"
    return "suppressed" if row.value.status is Status.SUPPRESSED else "missing"
