"""The figure by tenth of neighbourhoods, from the least to the most deprived, and the gap between the outer fifths."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.axes import linear
from dashboard.charts.cautions import not_standardised, whole_areas
from dashboard.charts.model import BLUE, Axis, Chart, ChartTable, Column, Point, ReferenceLine, Series
from dashboard.core import labels, numbers
from dashboard.core.atlas import Atlas
from dashboard.core.edition import Edition
from dashboard.core.headline import Headline
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import Level, LevelRole
from dashboard.core.rounding import printed
from dashboard.stats.inequality import FifthGap, Spread, by_tenth, fifth_gap
from dashboard.views.scene import Deprivation, Scene
from dashboard.views.thirds import deprivation
from dashboard.wording import sentences
from dashboard.wording.fitting import fitted, ground_names

#: With fewer neighbourhoods than these a tenth would be one or two of them.
FEWEST = 30
_FEW_IN_A_FIFTH = 10
_HEIGHT_PX = 270


def tenths(atlas: Atlas, scene: Scene, indicator: Indicator) -> Chart | None:
    """Median and quartiles of the figure in each tenth of the neighbourhoods of a scene, by their deprivation scores.

    None if the map is not by neighbourhood, or fewer than 30 of them have a figure.
    """
    figures = figures_of(scene)
    if scene.view.by.role is not LevelRole.SMALL or len(figures) < FEWEST:
        return None
    scores = scores_of(atlas, scene).scores
    spreads = by_tenth(scores, figures)
    gap = fifth_gap(scores, figures)
    england = scene.benchmark.value if scene.benchmark else None
    ends = [end for s in spreads if s for end in (s.low_quartile, s.high_quartile)]
    return Chart(
        key="tenths",
        headline=_title(gap, scene, indicator),
        subtitle=f"Tenths of the {scene.view.by.plural}. "
        f"{sentences.statistical_title(indicator, scene.area, scene.view.by, scene.view.period)}",
        series=(Series("median and quartiles", _points(spreads, indicator, scene.view.by), BLUE, size=10, spread="y"),),
        x=Axis("Tenths, from the least (1) to the most deprived (10)", 0.4, 10.6, _TENTHS, grid=False),
        y=linear(labels.unit_heading(indicator), [*ends, england]),
        alternative=_alternative(spreads, indicator, scene.view.by),
        table=_table(spreads, indicator, scene.view.by),
        notes=_notes(scene, indicator, len(scores), gap),
        rules=(ReferenceLine("y", england, england_words(scene, indicator)),) if england is not None else (),
        height=_HEIGHT_PX,
    )


_TENTHS = tuple((float(k), str(k)) for k in range(1, 11))


def figures_of(scene: Scene) -> dict[str, float]:
    """Area code -> figure, of the areas that have one."""
    return {row.area.code: row.value.value for row in scene.shown if row.value and row.value.value is not None}


def scores_of(atlas: Atlas, scene: Scene) -> Deprivation:
    """The deprivation scores of the areas on the map; none if the level has none."""
    found = scene.deprivation or deprivation(atlas, scene.view.by, (row.area for row in scene.rows))
    return found or Deprivation({}, ())


def england_words(scene: Scene, indicator: Indicator) -> str:
    """The words at the line of England's figure."""
    return f"England {numbers.figure_of(scene.benchmark, indicator)}"


def gap_sentence(gap: FifthGap, indicator: Indicator, small: Level) -> str:
    """ "In the most deprived fifth of neighbourhoods the median is 131.2, in the least deprived fifth 72.4 years"."""
    most, least = (numbers.number(s.median, indicator.decimals) for s in (gap.most, gap.least))
    said = f"In the most deprived fifth of {small.plural} the median is {most}, in the least deprived fifth {least}"
    return f"{said} {indicator.unit_short}"


def gap_size(gap: FifthGap, indicator: Indicator) -> str:
    """How far the two medians lie apart as they are printed, so that a reader who subtracts them agrees."""
    most, least = (printed(s.median, indicator.decimals) for s in (gap.most, gap.least))
    if most == least:
        return "There is no gap between the two medians."
    side = "higher" if most > least else "lower"
    size = numbers.number(abs(most - least), indicator.decimals)
    return f"The gap is {size}: {side} in the most deprived fifth."


def gap_method(gap: FifthGap, indicator: Indicator, count: int, edition: Edition) -> str:
    """How the gap was computed."""
    small = edition.level(LevelRole.SMALL)
    why = "standardised ratios are never averaged" if indicator.kind is Kind.RATIO else "no single one moves them far"
    few = " So few figures vary much by chance." if min(gap.least.n, gap.most.n) < _FEW_IN_A_FIFTH else ""
    return (
        f"How it was computed: the {count} {small.plural} here are put in order of their {edition.deprivation_score} "
        "(the mean of their small areas, weighted by population) and cut into five groups of equal number. "
        f"The medians are of {gap.least.n} figures in the least and {gap.most.n} in the most deprived fifth; each "
        f"{small.singular} counts once. Medians are taken, as {why}.{few}"
    )


def _title(gap: FifthGap | None, scene: Scene, indicator: Indicator) -> Headline:
    """The headline: the medians of the outer fifths, if ages make no part of the difference (rule 13)."""
    small = scene.view.by
    if gap is None or indicator.is_crude:
        return fitted(indicator.noun, ground_names(scene), (f"by tenth of {small.plural}",))
    most, least = (numbers.number(s.median, indicator.decimals) for s in (gap.most, gap.least))
    ends = (
        f"median {most} in the most deprived fifth, {least} in the least",
        f"median {most} where most deprived, {least} where least",
    )
    return fitted(indicator.noun, ground_names(scene), ends)


def _points(spreads: Sequence[Spread | None], indicator: Indicator, small: Level) -> tuple[Point, ...]:
    return tuple(
        Point(float(k), s.median, s.low_quartile, s.high_quartile, words=_words(k, s, indicator, small))
        for k, s in enumerate(spreads, 1)
        if s
    )


def _words(tenth: int, spread: Spread, indicator: Indicator, small: Level) -> tuple[str, ...]:
    low, middle, high = (
        numbers.number(figure, indicator.decimals)
        for figure in (spread.low_quartile, spread.median, spread.high_quartile)
    )
    end = {1: ", the least deprived", 10: ", the most deprived"}.get(tenth, "")
    return (
        f"Tenth {tenth}{end}",
        f"median {middle} {indicator.unit_short}",
        f"quartiles {low} and {high}, {labels.plural(small, spread.n)}",
    )


def _alternative(spreads: Sequence[Spread | None], indicator: Indicator, small: Level) -> str:
    known = [(k, s) for k, s in enumerate(spreads, 1) if s]
    said = ["; ".join(_words(k, s, indicator, small)) for k, s in (known[0], known[-1])]
    return f"Dots with lines for {len(known)} tenths of {small.plural}. {'. '.join(said)}."


def _table(spreads: Sequence[Spread | None], indicator: Indicator, small: Level) -> ChartTable:
    decimals = indicator.decimals
    columns = (
        Column("Tenth, 1 is the least deprived", 0),
        Column(f"{labels.capitalised(small.plural)} with a figure", 0),
        Column("Lower quartile", decimals),
        Column(f"Median, {indicator.unit_short.strip('()')}", decimals),
        Column("Upper quartile", decimals),
    )
    rows = (
        (k, s.n, s.low_quartile, s.median, s.high_quartile) if s else (k, 0, None, None, None)
        for k, s in enumerate(spreads, 1)
    )
    return ChartTable(columns, tuple(rows))


def _gap_note(gap: FifthGap | None, scene: Scene, indicator: Indicator, count: int) -> str:
    if gap is None or indicator.is_crude:
        return not_standardised(indicator)
    return f"{gap_size(gap, indicator)} {gap_method(gap, indicator, count, scene.edition)}"


def _notes(scene: Scene, indicator: Indicator, count: int, gap: FifthGap | None) -> tuple[str, ...]:
    where = f"around {scene.place.name}" if scene.place else f"of {scene.area.name}"
    sizes = dict.fromkeys((count // 10, -(-count // 10)))
    each = labels.listed([str(size) for size in sizes], "or")
    notes = [
        f"Tenths of the {scene.view.by.plural} {where}, not of England: each has {each}. "
        "Half of a tenth's figures lie within the line, a quarter above it and a quarter below.",
        _gap_note(gap, scene, indicator, count),
        *whole_areas(scene.shown, scene.view.by, scene.edition),
    ]
    return tuple(note for note in notes if note)
