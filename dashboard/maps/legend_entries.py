"""What stands in the legend of a scene: its classes, kinds of empty, outlines, layers and sites, with their words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core import labels, numbers
from dashboard.core.area import SiteKind
from dashboard.core.atlas import Row
from dashboard.core.view import Overlay
from dashboard.maps.legend import Legend
from dashboard.maps.symbology import colours, hatched, kind_of_empty
from dashboard.stats import classification
from dashboard.views.scene import SCORE_DECIMALS, Scene
from dashboard.wording import legend_words

EMPTY_WORDS = {
    "not-published": "not published",
    "suppressed": "suppressed (small numbers)",
    "missing": "missing",
    "not-mapped": "counts are not mapped",
}


def legend(scene: Scene, figure_edges: Sequence[float]) -> Legend:
    """The legend of a scene. A mark of what has no figure stands in it only where there is such an area (rule 21)."""
    indicator = scene.indicator
    grid = classification.BIVARIATE if _is_bivariate(scene) else ()
    entries: tuple[tuple[str, str], ...] = ()
    if indicator and indicator.mapped and not grid and scene.shown:
        entries = tuple(zip(colours(scene), legend_words.class_labels(scene.classes), strict=True))
    kinds = dict.fromkeys(kind_of_empty(row) for row in scene.rows if _is_empty(row))
    if indicator and not indicator.mapped and scene.shown:
        kinds["not-mapped"] = None
    return Legend(
        title=_legend_title(scene),
        entries=entries,
        empties=tuple((kind, EMPTY_WORDS[kind]) for kind in kinds),
        outlines=_outline_words(scene),
        grid=grid,
        hatch=_hatch_words(scene),
        notes=_third_words(scene, figure_edges) if grid else (),
        layers=tuple((level, labels.outline_mark(level)) for level, _ in scene.borders),
        sites=tuple(
            (kind, labels.SITE_MARKS[kind]) for kind in SiteKind if kind in {site.kind for site in scene.sites}
        ),
    )


def _legend_title(scene: Scene) -> str:
    if _is_bivariate(scene):
        return "Figure and deprivation, in thirds"
    return labels.unit_heading(scene.indicator) if scene.indicator else ""


def _third_words(scene: Scene, figure_edges: Sequence[float]) -> tuple[str, ...]:
    """The edges of the thirds, so that the 3 by 3 map can be read in numbers too."""
    if scene.indicator is None or scene.deprivation is None:
        return ()
    decimals = max(scene.indicator.decimals, SCORE_DECIMALS)
    figures = labels.listed([numbers.number(edge, decimals) for edge in figure_edges])
    scores = labels.listed([numbers.number(edge, SCORE_DECIMALS) for edge in scene.deprivation.edges])
    return (
        f"Figure: thirds at {figures} {scene.indicator.unit_short}." if figures else "Figure: all are equal.",
        f"Deprivation: thirds at {scene.edition.score_heading}s {scores}."
        if scores
        else "Deprivation: all scores are equal.",
    )


def _is_bivariate(scene: Scene) -> bool:
    mapped = scene.indicator is not None and scene.indicator.mapped
    return scene.view.overlay is Overlay.BIVARIATE and scene.deprivation is not None and mapped


def _is_empty(row: Row) -> bool:
    return row.value is None or row.value.value is None


def _outline_words(scene: Scene) -> str:
    if scene.place:
        return labels.called(scene.place)
    level = scene.outlines[0].level
    return f"{level.heading} boundary"


def _hatch_words(scene: Scene) -> str:
    if not hatched(scene) or scene.deprivation is None:
        return ""
    edge = numbers.number(scene.deprivation.edges[1], SCORE_DECIMALS)
    return f"most deprived third ({scene.edition.deprivation_score} {edge} or more)"
