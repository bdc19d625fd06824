"""The place view: the figures of one area for every condition, beside its partnership, the system and England."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard import text
from dashboard.atlas import Atlas
from dashboard.compare import Comparison, compare
from dashboard.model import ENGLAND, ICS, Area, Condition, Indicator, Level, Status, Value, View
from dashboard.navigation import valid


@dataclass(frozen=True, slots=True)
class Reference:
    """The figure of a larger area beside that of the place; empty if none is published."""

    figure: str = ""
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of a place at its latest period, as words."""

    condition: Condition
    indicator: Indicator
    period: str
    figure: str
    interval: str
    caveat: str
    partnership: Reference
    system: Reference
    england: Reference
    comparison: str
    view: View


def profile(atlas: Atlas, area: Area) -> dict[str, list[Entry]]:
    """The entries of an area by group of conditions, in the order of the menu."""
    groups: dict[str, list[Entry]] = {}
    for condition in atlas.conditions.values():
        for indicator in atlas.measures(condition.slug):
            for entry in _entry(atlas, area, condition, indicator):
                groups.setdefault(condition.group, []).append(entry)
    return groups


def _entry(atlas: Atlas, area: Area, condition: Condition, indicator: Indicator) -> Iterator[Entry]:
    """One entry, or none if nobody published a figure for the area or for one with the same boundary."""
    found = _latest(atlas, area, indicator)
    if found is None:
        return
    level, period, value, caveat = found
    partnership = next((c for c in (area.code, *area.parents) if Level.ICP in atlas.areas[c].levels), "")
    benchmark = atlas.benchmark(indicator, period)
    yield Entry(
        condition=condition,
        indicator=indicator,
        period=text.period_words(period),
        figure=text.figure_of(value, indicator),
        interval=text.interval_of(value, indicator),
        caveat=caveat,
        partnership=_reference(atlas, indicator, period, partnership),
        system=_reference(atlas, indicator, period, ICS),
        england=_reference(atlas, indicator, period, ENGLAND),
        comparison=_comparison(value, benchmark, indicator),
        view=valid(atlas, View(_map_area(atlas, area, level), level, condition.slug, indicator.measure, period)),
    )


def _latest(atlas: Atlas, area: Area, indicator: Indicator) -> tuple[Level, str, Value, str] | None:
    """Level, period, figure and caveat of the newest figure that holds for the area."""
    twin = atlas.areas.get(area.same_boundary)
    for candidate in (area, twin) if twin else (area,):
        for period, values in reversed(list(atlas.values[indicator.id].items())):
            value = values.get(candidate.code)
            level = next((level for level in candidate.levels if level in indicator.levels), None)
            if value and value.value is not None and level:
                borrowed = f"figure of the {text.LEVELS[candidate.level]} with the same boundary"
                caveat = "; ".join(filter(None, (text.caveats(value), borrowed if candidate is twin else "")))
                return level, period, value, caveat
    return None


def _map_area(atlas: Atlas, area: Area, level: Level) -> str:
    """Where the map of an entry is: the council for a neighbourhood, else the whole system."""
    if level is not Level.NEIGHBOURHOOD:
        return ICS
    return next(code for code in area.parents if Level.COUNCIL in atlas.areas[code].levels)


def _reference(atlas: Atlas, indicator: Indicator, period: str, code: str) -> Reference:
    value = atlas.value(indicator, period, code)
    if value is None or value.value is None:
        return Reference()
    return Reference(text.number(value.value, indicator.decimals), value.status is Status.ESTIMATE)


def _comparison(value: Value, benchmark: Value | None, indicator: Indicator) -> str:
    word = compare(value, benchmark, indicator.direction)
    return "" if word is Comparison.NOT_COMPARED else word
