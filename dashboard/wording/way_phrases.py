"""How the way of a figure over its periods is said: from first to last, its turn at the best period, and the sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.core.indicator import Indicator
from dashboard.core.labels import capitalised
from dashboard.core.numbers import figure_of
from dashboard.core.periods import parse_period, period_words
from dashboard.core.value import Direction, Value
from dashboard.stats.change import MOVED, Change
from dashboard.stats.turn import Turn
from dashboard.wording.scales import distance, scale_words


def way_phrases(
    turn: Turn, periods: Sequence[str], values: Sequence[Value | None], indicator: Indicator
) -> Iterator[str]:
    """What a headline says of a way, the fullest first: "fell until 2017–19; no clear change since"."""
    first, last = short_period(periods[turn.first]), short_period(periods[turn.last])
    if turn.best is not None and turn.until in MOVED:
        best = short_period(periods[turn.best])
        far, back = _size(values, turn.first, turn.best, indicator), _size(values, turn.best, turn.last, indicator)
        if turn.since in MOVED:
            yield f"{turn.until} by {far} until {best}, {turn.since} by {back} since"
        yield f"{turn.until} until {best}{',' if turn.since in MOVED else ';'} {turn.since} since"
        yield f"{turn.until} until {best}, {turn.since if turn.since in MOVED else 'not'} since"
        yield f"{turn.until}, {turn.since if turn.since in MOVED else 'not'} since {best}"
        return
    if turn.best is not None and turn.since in MOVED:
        yield f"{change_said(turn.way)} from {first}, {turn.since} since {short_period(periods[turn.best])}"
        yield f"{turn.since} since {short_period(periods[turn.best])}"
        return
    if turn.way is Change.NOT_SAID:
        figures = [figure_of(values[k], indicator) for k in (turn.first, turn.last)]
        yield f"{figures[0]} {indicator.unit_short} in {first}, {figures[1]} in {last}"
        yield f"{figures[0]} in {first}, {figures[1]} in {last}"
        yield f"{figures[0]}, then {figures[1]}"
        return
    if turn.way in MOVED:
        yield f"{turn.way} by {_size(values, turn.first, turn.last, indicator)} from {first} to {last}"
    yield f"{turn.way} from {first} to {last}"
    yield f"{turn.way} since {first}"
    yield str(turn.way)


def change_said(change: Change) -> str:
    """What stands where a change is told by itself."""
    return "not compared" if change is Change.NOT_SAID else change


def way_reading(
    name: str, turn: Turn, periods: Sequence[str], values: Sequence[Value | None], indicator: Indicator
) -> str:
    """The whole way and the turn with all sizes, as sentences."""
    ends = f"{_at(turn.first, periods, values, indicator)}, {_at(turn.last, periods, values, indicator)}"
    whole = f"{name}: {ends}: {_step(turn.way, turn.first, turn.last, values, indicator)}."
    if turn.best is None:
        return whole
    best = f"{_best_word(indicator)} {_at(turn.best, periods, values, indicator)}"
    until = _step(turn.until, turn.first, turn.best, values, indicator)
    since = _step(turn.since, turn.best, turn.last, values, indicator)
    return f"{whole} {best}: {until} until then, {since} since."


def _at(index: int, periods: Sequence[str], values: Sequence[Value | None], indicator: Indicator) -> str:
    return f"{figure_of(values[index], indicator)} in {period_words(periods[index])}"


def _best_word(indicator: Indicator) -> str:
    """ "Lowest", "Longest": the best end of the scale."""
    words = scale_words(indicator)
    return capitalised(words.most if indicator.direction is Direction.LOW_IS_WORSE else words.least)


def _step(change: Change, start: int, end: int, values: Sequence[Value | None], indicator: Indicator) -> str:
    """ "fell by 52%", "no clear change (+12%)"; where nothing was tested only how much more or less it is."""
    if change in MOVED:
        return f"{change} by {_size(values, start, end, indicator)}"
    sign = "+" if _figure(values, end) > _figure(values, start) else "−"
    signed = _size(values, start, end, indicator, sign)
    if change is Change.NOT_SAID:
        return signed or "the same"
    return f"{change} ({signed})" if signed else str(change)


def _size(values: Sequence[Value | None], start: int, end: int, indicator: Indicator, sign: str = "") -> str:
    return distance(_figure(values, end), _figure(values, start), indicator, sign)


def _figure(values: Sequence[Value | None], index: int) -> float:
    value = values[index]
    return value.value if value is not None and value.value is not None else 0.0


def short_period(period: str) -> str:
    """ "2009–11" of "2009-11", "1999–2001": "from 2009 to 2011 to 2012 to 2014" is no English."""
    years = parse_period(period)
    if years.financial or years.quarter or years.years == 1:
        return period.replace("-", "–")
    last = f"{years.last}"
    return f"{years.first}–{last if years.last // 100 != years.first // 100 else last[2:]}"
