"""Wholes beside their parts, and an area beside its twin: sums add up, and a rate lies between those of the parts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.core.area import Area
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import Level
from dashboard.core.value import Value
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds, as_printed
from dashboard.plausibility.oddity import Oddity

_ADDED = ("count", "denominator")
_WORDS = {"count": "events", "denominator": "people"}


def beside_parts(grounds: Grounds) -> Iterator[Oddity]:
    """Sums that are none, and means that the parts cannot have."""
    # Where a part lies in another whole, the figures are not at fault, and one slip is told once.
    made_up = [one for one in grounds.made_up() if grounds.astray.keys().isdisjoint(part.code for part in one[2])]
    for indicator_id, panel in grounds.panels.items():
        for period, known in grounds.atlas.values[indicator_id].items():
            for area, level, parts in made_up:
                if area.code not in known or not all(part.code in known for part in parts):
                    continue
                whole, *pieces = (known[one.code] for one in (area, *parts))
                if _are_of_one_land(whole, pieces):
                    yield from _sums(grounds, panel.indicator, period, area, level, whole, pieces)
                    yield from _mean(grounds, panel.indicator, period, area, parts, whole, pieces)


def _are_of_one_land(whole: Value, pieces: list[Value]) -> bool:
    """Whether they add up to it: a whole county's district is no part of the county that is drawn.

    The part of an area that lies in the system is made up of the parts that lie in it.
    """
    return not any(one.extent.reaches_beyond for one in (whole, *pieces))


def _sums(
    grounds: Grounds, indicator: Indicator, period: str, area: Area, level: Level, whole: Value, pieces: list[Value]
) -> Iterator[Oddity]:
    """Counts and people that do not add up."""
    for name in _ADDED:
        total, numbers = getattr(whole, name), [getattr(piece, name) for piece in pieces]
        if total is None or None in numbers or not total or (name == "denominator" and indicator.per is None):
            continue
        added = sum(numbers)
        if abs(added - total) > max(len(numbers), at.SUM_SHARE * total):
            said = f"with {total:,.0f} {_WORDS[name]}, while its {len(numbers)} {level.plural} add up to {added:,.0f}"
            size = abs(float(np.log((added + 1) / (total + 1))))
            yield grounds.of_figure("sum of parts", said, size, indicator, area.code, period)


def _mean(
    grounds: Grounds,
    indicator: Indicator,
    period: str,
    area: Area,
    parts: tuple[Area, ...],
    whole: Value,
    pieces: list[Value],
) -> Iterator[Oddity]:
    """Rates, shares and years of a whole that are far from the mean of its parts, weighted by their people."""
    numbers = [piece.value for piece in pieces]
    if indicator.kind is Kind.COUNT or whole.value is None or None in numbers or len(numbers) < 2:
        return
    weights = np.array([grounds.people.get(part.code, np.nan) for part in parts])
    figures = np.array(numbers, dtype=float)
    mean = float(np.average(figures, weights=weights if np.isfinite(weights).all() else None))
    apart = _distance(grounds, indicator, whole.value, mean)
    if apart > 1:
        said = f"while the mean of its {len(parts)} parts is {as_printed(mean, indicator)}"
        yield grounds.of_figure("beyond its parts", said, apart, indicator, area.code, period)


def _distance(grounds: Grounds, indicator: Indicator, value: float, mean: float) -> float:
    """How far a whole is from its parts; more than 1 is more than may be."""
    if grounds.panels[indicator.id].is_wide:
        return abs(float(np.log(max(value, 1e-9) / max(mean, 1e-9)))) / at.PARTS_FACTOR
    return abs(value - mean) / (at.PARTS_POINTS if indicator.kind is Kind.SHARE else at.JUMP_YEARS)


def unlike_twins(grounds: Grounds) -> Iterator[Oddity]:
    """Two areas with one boundary and two figures."""
    pairs = [(a.code, a.same_boundary) for a in grounds.atlas.areas.values() if a.code < a.same_boundary]
    for panel in grounds.panels.values():
        for period, known in grounds.atlas.values[panel.indicator.id].items():
            for code, twin in pairs:
                own, other = known.get(code), known.get(twin)
                if own and other and own.extent == other.extent and own.value != other.value:
                    yield _unlike(grounds, panel.indicator, period, code, twin, other)


def _unlike(grounds: Grounds, indicator: Indicator, period: str, code: str, twin: str, other: Value) -> Oddity:
    figure = "none" if other.value is None else as_printed(other.value, indicator)
    said = f"while {grounds.named(twin)}, which is the same land, has {figure}"
    return grounds.of_figure("differs from its twin", said, 1.0, indicator, code, period)
