"""Years of life lost by cause, one bar for each place and one for England."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dashboard.charts.axes import linear, named_ticks
from dashboard.charts.model import Chart, ChartForm, ChartTable, Column, Point, Series
from dashboard.core import labels, numbers, periods
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import YEARS_LOST
from dashboard.core.headline import Headline
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level, LevelRole
from dashboard.core.numbers import interval_words
from dashboard.core.value import Status, Value
from dashboard.views.definitions import latest_common
from dashboard.views.gist import FEWEST_RANKED
from dashboard.views.scene import Scene
from dashboard.views.surroundings import areas_around
from dashboard.wording import sentences
from dashboard.wording.fitting import fitted, headline_names, names_around
from dashboard.wording.scales import scale_words

#: The colours of the stack in its order, told apart with all kinds of colour vision and by their place.
COLOURS = ("#0b3f86", "#3079bd", "#d98324", "#8f5a2e", "#7fb2d9", "#5b5b5b")
_ROW_PX, _ENDS_PX = 26, 66


@dataclass(frozen=True, slots=True)
class Stack:
    """The figures of an area by cause, in the order of the stack: rates per 100,000, which add up."""

    area: Area
    values: tuple[Value, ...]

    @property
    def total(self) -> float:
        """The sum of the causes."""
        return sum(value.value or 0.0 for value in self.values)


def causes(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """The stacked bars of the places of a scene; none without an area that has all causes."""
    level = atlas.tier(LevelRole.PLACE)
    indicators = _parts(atlas, level)
    period = latest_common(atlas, indicators, level)
    stacks = _stacks(atlas, scene, indicators, period) if period else ()
    places = tuple(stack for stack in stacks if stack.area.level.role is LevelRole.PLACE)
    return (_chart(scene, indicators, period, stacks, places),) if places else ()


def _parts(atlas: Atlas, level: Level) -> tuple[Indicator, ...]:
    """The parts of the years lost to all causes, in an order that no rename of a cause changes."""
    found = (i for i in atlas.indicators.values() if i.part_of and i.measure == YEARS_LOST and level in i.levels)
    return tuple(sorted(found, key=lambda indicator: indicator.condition))


def _stacks(atlas: Atlas, scene: Scene, indicators: Sequence[Indicator], period: str) -> tuple[Stack, ...]:
    """Places and England, highest sum first; an area that lacks a cause is left out."""
    areas = (*areas_around(atlas, scene.area, atlas.tier(LevelRole.PLACE)), *atlas.level(atlas.tier(LevelRole.COUNTRY)))
    found = ((area, [atlas.value(indicator, period, area.code) for indicator in indicators]) for area in areas)
    whole = (Stack(area, tuple(v for v in values if v and v.value is not None)) for area, values in found)
    return tuple(sorted((s for s in whole if len(s.values) == len(indicators)), key=lambda stack: -stack.total))


def _chart(
    scene: Scene, indicators: Sequence[Indicator], period: str, stacks: Sequence[Stack], places: Sequence[Stack]
) -> Chart:
    first, level = indicators[0], scene.edition.level(LevelRole.PLACE)
    return Chart(
        key="causes",
        headline=_title(places, scene, indicators),
        subtitle=f"Years of life lost to causes that healthcare could avoid (amenable), {first.unit}. "
        f"{sentences.where(scene.area, level)}, {periods.period_words(period)} together.",
        series=tuple(_series(k, indicator, stacks) for k, indicator in enumerate(indicators)),
        x=linear(labels.unit_heading(first), [stacks[0].total], zero=True),
        y=named_ticks([labels.called(stack.area) for stack in stacks]),
        alternative=f"Stacked bars for {labels.plural(level, len(places))} and England. {_ends(stacks, first)}",
        table=_table(indicators, stacks),
        notes=tuple(note for note in _notes(indicators, stacks) if note),
        height=_ENDS_PX + _ROW_PX * len(stacks),
        form=ChartForm.BARS,
    )


def _title(places: Sequence[Stack], scene: Scene, indicators: Sequence[Indicator]) -> Headline:
    """Where the sum is highest, of four places and more (rule 11); of fewer from where to where it runs."""
    topic = f"years of life lost to {labels.count_in_words(len(indicators))} causes"
    first, level = indicators[0], scene.edition.level(LevelRole.PLACE)
    holds = scene.area.plays(LevelRole.SYSTEM, LevelRole.PARTNERSHIP)
    where = headline_names(scene.area, scene) if holds else names_around(scene.area, level)
    sums = [numbers.number(stack.total, first.decimals) for stack in places]
    highest = [_called(stack) for stack, total in zip(places, sums, strict=True) if total == sums[0]]
    span = f"{sums[-1]} to {sums[0]} {first.unit_short}" if len(places) > 1 else f"{sums[0]} {first.unit_short}"
    most = (f"{scale_words(first).most} in {labels.listed(highest)}",) if len(places) >= FEWEST_RANKED else ()
    return fitted(topic, (_called(places[0]),) if len(places) == 1 else where, (*most, span))


def _called(stack: Stack) -> str:
    return f"{labels.called(stack.area)}{' (estimate)' if _is_estimate(stack) else ''}"


def _is_estimate(stack: Stack) -> bool:
    return any(value.status is Status.ESTIMATE for value in stack.values)


def _ends(stacks: Sequence[Stack], first: Indicator) -> str:
    said = [f"{_called(s)} {numbers.number(s.total, first.decimals)}" for s in (stacks[0], stacks[-1])]
    return f"The sums go from {said[0]} to {said[1]} {first.unit_short}."


def _series(cause: int, indicator: Indicator, stacks: Sequence[Stack]) -> Series:
    points = tuple(_bar(cause, at, stack, indicator) for at, stack in enumerate(stacks))
    return Series(_cause(indicator), points, COLOURS[cause % len(COLOURS)], symbol="", spread="bar")


def _cause(indicator: Indicator) -> str:
    """ "Coronary heart disease"."""
    return labels.capitalised(indicator.title_short)


def _bar(cause: int, at: int, stack: Stack, indicator: Indicator) -> Point:
    ends = (0.0, *accumulate(value.value or 0.0 for value in stack.values))
    value = stack.values[cause]
    words = (
        stack.area.name,
        f"{_cause(indicator)}: {numbers.figure_of(value, indicator)} {indicator.unit_short}",
        interval_words(value, indicator),
        sentences.caveats(value),
    )
    low, high = ends[cause], ends[cause + 1]
    return Point((low + high) / 2, float(at), low, high, stack.area.code, tuple(line for line in words if line))


def _table(indicators: Sequence[Indicator], stacks: Sequence[Stack]) -> ChartTable:
    decimals = indicators[0].decimals
    headings = ("", ", lower 95% limit", ", upper 95% limit")
    columns = (
        Column("Area"),
        *(Column(f"{_cause(indicator)}{heading}", decimals) for indicator in indicators for heading in headings),
        Column("Sum", decimals),
        Column("Note"),
    )
    return ChartTable(columns, tuple((s.area.name, *_figures(s), s.total, _caveat(s)) for s in stacks))


def _figures(stack: Stack) -> Iterator[float | None]:
    for value in stack.values:
        yield from (value.value, value.lower, value.upper)


def _caveat(stack: Stack) -> str:
    return "; ".join(dict.fromkeys(filter(None, map(sentences.caveats, stack.values))))


def _notes(indicators: Sequence[Indicator], stacks: Sequence[Stack]) -> tuple[str, ...]:
    estimates = [labels.called(s.area) for s in stacks if _is_estimate(s)]
    few = [
        f"{indicator.title_short} in {labels.called(s.area)}"
        for s in stacks
        for indicator, value in zip(indicators, s.values, strict=True)
        if value.rests_on_few
    ]
    return (
        "“Amenable” deaths are those, up to an age limit for each cause, that timely and good healthcare could avoid. "
        "Not every stroke or cancer death counts.",
        f"{labels.capitalised(labels.listed([i.title_short for i in indicators]))} are not all causes; their rates "
        "have the same standard population and no death counts twice, so they add up. The sums have no interval: not "
        "compared.",
        f"Estimates: {labels.listed(estimates)}." if estimates else "",
        f"Unreliable, from fewer than 20 deaths: {labels.listed(few)}." if few else "",
        indicators[0].limits,
    )
