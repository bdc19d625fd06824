"""Count, people and rate of one figure beside each other: a count three times too high does not fit its own rate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Kind, Standardised
from dashboard.core.periods import period_of
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds, times
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel, by_series, logarithms, median, wideness


def unfitting_counts(grounds: Grounds) -> Iterator[Oddity]:
    """Counts that do not fit the rate beside them, by the people of the row or, without any, of the area."""
    for panel in grounds.panels.values():
        if panel.indicator.kind is Kind.COUNT:
            yield from _named_otherwise(grounds, panel)
        elif panel.is_wide and np.isfinite(panel.counts).any():
            yield from _unfitting(grounds, panel)


def _unfitting(grounds: Grounds, panel: Panel) -> Iterator[Oddity]:
    """How many people a count and its rate let expect is held against the others, and against the area's own series."""
    people = panel.people
    apart_land = panel.merged
    if not np.isfinite(people).any():
        apart_land = panel.larger
        people = np.array([[grounds.people.get(code, np.nan)] * len(panel.periods) for code in panel.codes])
    implied = logarithms(np.where(apart_land, np.nan, panel.counts)) - logarithms(panel.values) - logarithms(people)
    across = implied - median(implied, axis=0)
    along = implied - by_series(implied)
    yield from _lost_factor(panel, implied + np.log(panel.indicator.per or 1))
    by_chance = 1 / np.sqrt(np.maximum(panel.counts, 1))
    limit = np.maximum(at.BASE_FACTOR, at.BASE_SPREADS * np.maximum(wideness(across), _rounding(panel)))
    odd = (np.abs(along) > np.maximum(at.BASE_FACTOR, _rounding(panel) + by_chance)) | (np.abs(across) > limit)
    for code, period, a, p in panel.cells(odd & (panel.counts > _FEWEST)):
        apart = float(along[a, p] if np.isfinite(along[a, p]) else across[a, p])
        said = f"with {panel.counts[a, p]:,.0f} {panel.indicator.event}, {times(apart)} its rate and people let expect"
        yield grounds.of_figure("count beside its rate", said, abs(apart), panel.indicator, code, period)


def _lost_factor(panel: Panel, apart: Floats) -> Iterator[Oddity]:
    """Whether all counts are so many times what their rates and people let expect: a rate that is per another number.

    A crude rate is the count by the people; a standardised one is near it, unless it counts years and not events.
    """
    if panel.indicator.per is None or not np.isfinite(panel.people).any() or panel.indicator.kind is Kind.RATIO:
        return
    middle = -float(median(apart))
    is_crude = panel.indicator.standardised is not Standardised.AGE
    if abs(middle) > at.CRUDE_FACTOR if is_crude else any(abs(abs(middle) - n) < at.NEAR for n in _factors(panel)):
        found = f"{panel.indicator.title}: {times(middle)} the counts and the people of its rows let expect"
        yield Oddity("count beside its rate", found, abs(middle), indicator=panel.indicator.id)


def _factors(panel: Panel) -> list[float]:
    """What is lost by mistake: years of a period, tens."""
    years = {parsed.years for period in panel.periods if (parsed := period_of(period))}
    return [float(np.log(n)) for n in (*years, 10, 100, 1000, 10_000) if n > 1]


#: Of fewer events a rate is rounded too much to say anything of its count.
_FEWEST = 3


def _rounding(panel: Panel) -> Floats:
    """How far off a rate may be for its last printed digit."""
    digit: float = 10.0**-panel.indicator.decimals
    share: Floats = np.where(panel.values > 0, digit / np.maximum(panel.values, digit), 0.0)
    return share


def _named_otherwise(grounds: Grounds, panel: Panel) -> Iterator[Oddity]:
    """Of an indicator that is a count: figures that are not the count beside them."""
    for code, period, a, p in panel.cells(np.abs(panel.values - panel.counts) > 0.5):
        apart = float(abs(np.log((panel.values[a, p] + 1) / (panel.counts[a, p] + 1))))
        said = f"while the count beside it says {panel.counts[a, p]:,.0f}"
        yield grounds.of_figure("count beside its rate", said, apart, panel.indicator, code, period)


def noughts_with_events(grounds: Grounds) -> Iterator[Oddity]:
    """Rates and shares of nought beside a count that is none."""
    for panel in grounds.panels.values():
        for code, period, a, p in panel.cells((panel.values == 0) & (panel.counts >= 1)):
            said = f"with {panel.counts[a, p]:,.0f} {panel.indicator.event}"
            yield grounds.of_figure("nought", said, at.NOUGHT_SIZE, panel.indicator, code, period)


def people_jumps(grounds: Grounds) -> Iterator[Oddity]:
    """Denominators that leap from one period to the next: no area grows so fast."""
    for panel in grounds.panels.values():
        logs = logarithms(panel.people)
        apart = logs - by_series(logs)
        for code, period, a, p in panel.cells(np.abs(apart) > at.PEOPLE_FACTOR):
            said = f"of {panel.people[a, p]:,.0f} people, {times(float(apart[a, p]))} its own series has them"
            yield grounds.of_figure("people jump", said, abs(float(apart[a, p])), panel.indicator, code, period)


def broken_counts(grounds: Grounds) -> Iterator[Oddity]:
    """Counts that are no whole numbers where nearly all others of their indicator are: what is modelled has many."""
    for panel in grounds.panels.values():
        counts = panel.values if panel.indicator.kind is Kind.COUNT else panel.counts
        known = int(np.isfinite(counts).sum())
        broken = np.isfinite(counts) & (counts != np.round(counts))
        if known >= at.FEWEST_COUNTS and broken.sum() <= at.BROKEN_SHARE * known:
            for code, period, a, p in panel.cells(broken):
                said = f"with {counts[a, p]:,g} {panel.indicator.event}, while the other counts are whole"
                yield grounds.of_figure(
                    "no whole number", said, abs(float(counts[a, p])), panel.indicator, code, period
                )
