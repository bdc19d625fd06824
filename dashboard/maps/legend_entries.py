"""What stands in the legend of a scene: its classes, kinds of empty, outlines, layers and sites, with their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.core import labels, numbers
from dashboard.core.area import Row, SiteKind
from dashboard.core.rounding import printed
from dashboard.core.value import Comparison, Direction
from dashboard.core.view import Overlay
from dashboard.maps.hatch_looks import HatchKind
from dashboard.maps.hatching import hatched, of_few_events, wholes
from dashboard.maps.legend import EntryMark, Legend, LegendEntry
from dashboard.maps.symbology import colours, fill_class, is_by_comparison, kind_of_empty, verdict_class
from dashboard.stats import classification
from dashboard.stats.comparison import NO_VERDICT, Basis, Verdict
from dashboard.views.scene import SCORE_DECIMALS, Scene
from dashboard.wording import legend_words
from dashboard.wording.verdicts import verdict_words

#: From where to below where a class goes.
ClassEdges = tuple[float, float]

#: What stands against England in a legend, the darkest first.
_JUDGED = (Comparison.WORSE, Comparison.SIMILAR, Comparison.BETTER)
_NEUTRAL = (Comparison.HIGHER, Comparison.SIMILAR, Comparison.LOWER)

EMPTY_WORDS = {
    "not-published": "not published",
    "suppressed": "suppressed (small numbers)",
    "missing": "missing",
    "not-mapped": "counts are not mapped",
    "not-compared": "not compared",
}


def legend(scene: Scene, figure_edges: Sequence[float], still: bool = False) -> Legend:
    """The legend of a scene. A mark of what has no figure stands in it only where there is such an area (rule 21).

    still: of a picture, which shows one period: a class that is empty in it is left out (rule 15).
    """
    indicator = scene.indicator
    grid = classification.bivariate(indicator.is_low_worse) if indicator and _is_bivariate(scene) else ()
    has_classes = bool(indicator and indicator.mapped and not grid and scene.shown)
    kinds = dict.fromkeys(kind_of_empty(scene, row) for row in scene.rows if _is_empty(row))
    if indicator and not indicator.mapped and scene.shown:
        kinds["not-mapped"] = None
    if is_by_comparison(scene) and any(fill_class(scene, row, ()) is None for row in scene.shown):
        kinds["not-compared"] = None
    return Legend(
        title=_legend_title(scene),
        entries=_entries(scene, still) if has_classes else (),
        empties=tuple((kind, EMPTY_WORDS[kind]) for kind in kinds),
        outlines=_outline_words(scene),
        grid=grid,
        hatches=tuple(_hatches(scene)),
        notes=(
            *(_third_words(scene, figure_edges) if grid else _notes(scene, still) if has_classes else ()),
            *((legend_words.EQUAL_SIZES,) if scene.view.drawn_as.is_equal else ()),
        ),
        layers=tuple((level, labels.outline_mark(level)) for level, _ in scene.borders),
        sites=tuple(
            (kind, labels.SITE_MARKS[kind]) for kind in SiteKind if kind in {site.kind for site in scene.sites}
        ),
    )


def _entries(scene: Scene, still: bool) -> tuple[LegendEntry, ...]:
    if is_by_comparison(scene):
        return tuple(_verdicts(scene, still))
    return tuple(_with_england(scene, _classes(scene, still)))


def _verdicts(scene: Scene, still: bool) -> Iterator[LegendEntry]:
    """What stands against England, the worst first; of a still picture only what is in it."""
    found = [verdict for row in scene.shown if (verdict := scene.verdict(row.value)) != NO_VERDICT]
    classes, certainties = {verdict_class(verdict) for verdict in found}, {verdict.likely for verdict in found}
    neutral = scene.indicator is not None and scene.indicator.direction is Direction.NEUTRAL
    for comparison in _NEUTRAL if neutral else _JUDGED:
        for basis in (Basis.INTERVAL, Basis.APPROXIMATE):
            verdict = Verdict(comparison, basis)
            number = verdict_class(verdict)
            if number is not None and (number in classes if still else verdict.likely in certainties):
                yield LegendEntry(classification.COMPARED[number], verdict_words(verdict, ""))


def _classes(scene: Scene, still: bool) -> list[tuple[ClassEdges, LegendEntry]]:
    """The classes with their bounds, lowest first."""
    said = legend_words.class_labels(scene.classes, scene.indicator) if scene.indicator else ()
    rows = zip(scene.classes.bounds, colours(scene), said, strict=bool(said))
    used = {fill_class(scene, row, ()) for row in scene.shown}
    return [(b, LegendEntry(colour, words)) for k, (b, colour, words) in enumerate(rows) if k in used or not still]


def _with_england(scene: Scene, classes: Sequence[tuple[ClassEdges, LegendEntry]]) -> Iterator[LegendEntry]:
    """The entries of classes with England's mark at its place among them, if its figure is known (rule 16)."""
    england, is_due = _england(scene), True
    if england is None or scene.indicator is None:
        yield from (entry for _, entry in classes)
        return
    words = legend_words.england_mark(england, scene.indicator.decimals)
    for (low, high), entry in classes:
        if is_due and england <= low:
            yield LegendEntry("", words, EntryMark.ENGLAND)
            is_due = False
        if is_due and england < high:
            said = entry.words if scene.classes.diverges else f"{entry.words}; {words}"
            entry, is_due = LegendEntry(entry.colour, said, EntryMark.WITHIN), False
        yield entry
    if is_due:
        yield LegendEntry("", words, EntryMark.ENGLAND)


def _england(scene: Scene) -> float | None:
    """England's figure of the period as printed; None if it is not known or of another kind."""
    what, england = scene.indicator, scene.benchmark
    if what is None or england is None or england.value is None or what.direction is Direction.NEVER_COMPARED:
        return None
    return printed(england.value, what.decimals)


def _notes(scene: Scene, still: bool) -> tuple[str, ...]:
    """How the colours go, and what a comparison rests on; of a still picture only the colours that are in it."""
    if is_by_comparison(scene):
        bases = dict.fromkeys(scene.verdict(row.value).basis for row in scene.shown)
        return legend_words.sources(tuple(bases), scene.publisher)
    what, classes = scene.indicator, scene.classes
    if what is None or len(classes.bounds) == 1:
        return ()
    side = -1 if what.is_low_worse else 1
    used = {fill_class(scene, row, ()) for row in scene.shown} if still else range(len(classes.bounds))
    sides = [side * classes.distances[k] for k in used if k is not None] if classes.diverges else []
    other = classes.england if classes.england != _england(scene) else None
    steps = (legend_words.steps_from(other, what.decimals),) if other is not None else ()
    is_plain = classes.diverges and not any(sides)
    return (*(() if is_plain else (legend_words.direction(what.direction, sides),)), *steps)


def _legend_title(scene: Scene) -> str:
    if _is_bivariate(scene):
        return "Figure and deprivation, in thirds"
    if is_by_comparison(scene):
        return legend_words.AGAINST_ENGLAND
    return labels.unit_heading(scene.indicator) if scene.indicator else ""


def _third_words(scene: Scene, figure_edges: Sequence[float]) -> tuple[str, ...]:
    """The edges of the thirds, so that the 3 by 3 map can be read in numbers too."""
    if scene.indicator is None or scene.deprivation is None:
        return ()
    decimals = max(scene.indicator.decimals, SCORE_DECIMALS)
    figures = [numbers.number(edge, decimals) for edge in figure_edges]
    scores = [numbers.number(edge, SCORE_DECIMALS) for edge in scene.deprivation.edges]
    return (
        legend_words.third_limits("Figures", figures, scene.indicator.unit_short),
        legend_words.third_limits("Deprivation", scores, f"({scene.edition.score_heading})"),
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
    return f"{labels.level_heading(level)} boundary"


def _hatches(scene: Scene) -> Iterator[tuple[str, str]]:
    """The hatchings that an entry explains; the rows of the 3 by 3 map have their words beside it."""
    if hatched(scene) and scene.deprivation is not None:
        edge = numbers.number(scene.deprivation.edges[1], SCORE_DECIMALS)
        yield HatchKind.DEPRIVED, f"most deprived third ({scene.edition.deprivation_score} {edge} or more)"
    if wholes(scene):
        yield HatchKind.WHOLE, legend_words.whole_figures(scene.shown)
    if of_few_events(scene) and scene.indicator is not None:
        yield HatchKind.FEW, legend_words.few_events(scene.indicator)
