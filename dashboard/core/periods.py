"""Periods of figures: the one parser of them, how long they are, and what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

_YEAR, _SHORT = "(?:19|20)[0-9]{2}", "[0-9]{2}"
_CALENDAR = re.compile(f"(?P<first>{_YEAR})(-(?P<last>{_YEAR}|{_SHORT}))?")
_FINANCIAL = re.compile(f"(?P<first>{_YEAR})/(?P<half>{_SHORT})( ?[-–] ?(?P<last>{_YEAR}|{_SHORT})/(?P<end>{_SHORT}))?")
_QUARTER = re.compile(f"(?P<year>{_YEAR}(/{_SHORT})?)[ -]?Q(?P<quarter>[1-4])", re.IGNORECASE)
_QUARTER_FIRST = re.compile(f"Q(?P<quarter>[1-4]) (?P<year>{_YEAR}(/{_SHORT})?)", re.IGNORECASE)
_MONTHS, _OF_A_QUARTER, _APRIL = 12, 3, 3
_MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class Period:
    """The years of a figure, calendar or financial: those in which its first and its last year begin.

    quarter: 1 to 4 for a quarter of one year; the first is January to March of a calendar year, April to June of a
    financial one. 0 for whole years.
    """

    first: int
    last: int
    financial: bool = False
    quarter: int = 0

    @property
    def years(self) -> int:
        """How many years are pooled in it: 1 in "2018" and "2018/19", 3 in "1999-01"; 1 too in a quarter."""
        return self.last - self.first + 1

    @property
    def months(self) -> range:
        """Its months, counted from January of the year 0."""
        start = self.first * _MONTHS + (_APRIL if self.financial else 0) + _OF_A_QUARTER * max(self.quarter - 1, 0)
        return range(start, start + (_OF_A_QUARTER if self.quarter else self.years * _MONTHS))

    @property
    def end(self) -> int:
        """The year in which it ends: 2018 of "2016-18", 2019 of "2018/19", 2001 of "1999-01"."""
        return self.months[-1] // _MONTHS

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        year, month = divmod(self.months.stop, _MONTHS)
        return date(year, month + 1, 1) - timedelta(days=1)

    @property
    def position(self) -> float:
        """Where it stands on a line of years: at the year in which it ends; 2025.25 for the first quarter of 2026."""
        return self.months.stop / _MONTHS - 1 if self.quarter else float(self.end)

    def __str__(self) -> str:
        """As our tables write it: "2018", "2016-18", "2018/19", "2015/16-2019/20", "2026 Q1" or "2025/26 Q4"."""
        if self.financial:
            first, last = (f"{year}/{(year + 1) % 100:02d}" for year in (self.first, self.last))
            whole = first if self.years == 1 else f"{first}-{last}"
        else:
            whole = f"{self.first}" if self.years == 1 else f"{self.first}-{self.last % 100:02d}"
        return f"{whole} Q{self.quarter}" if self.quarter else whole


@lru_cache(maxsize=1024)
def period_of(period: str) -> Period | None:
    """A period as publishers write it, "2016-2018", "2018/19 - 20/21" and "Q1 2026" too.

    None for what is none, runs backward or pools over 20 years.
    """
    if match := _QUARTER.fullmatch(period) or _QUARTER_FIRST.fullmatch(period):
        whole = period_of(match["year"])
        return whole and replace(whole, quarter=int(match["quarter"]))
    if match := _CALENDAR.fullmatch(period):
        return _running(match, financial=False)
    match = _FINANCIAL.fullmatch(period)
    return _running(match, financial=True) if match and _are_years(match) else None


def _running(match: re.Match[str], financial: bool) -> Period | None:
    """The period if it runs forward; two figures of a year are those of the century of the first or of the next one."""
    first, last = int(match["first"]), match["last"]
    if not last:
        return Period(first, first, financial)
    after = int(last) - first if len(last) == 4 else (int(last) - first) % 100
    return Period(first, first + after, financial) if 0 < after < _MOST_YEARS else None


def _are_years(match: re.Match[str]) -> bool:
    """Whether the halves of each financial year follow each other."""
    pairs = ((match["first"], match["half"]), (match["last"], match["end"]))
    return all((int(year) + 1) % 100 == int(half) for year, half in pairs if half)


def parse_period(period: str) -> Period:
    """The same. Raises ValueError for what is no period."""
    found = period_of(period)
    if found is None:
        raise ValueError(f"not a period: {period!r}")
    return found


def period_words(period: str) -> str:
    """ "2016 to 2018" of "2016-18"; a year, a financial year and a quarter stay, and so does what is no period."""
    found = period_of(period)
    if found is None or found.financial or found.years == 1:
        return period.replace("-", " to ")
    return f"{found.first} to {found.last}"


def year_position(period: str) -> float:
    """Where a period stands on a line of years: 2018 of "2016-18", 2025.25 of "2026 Q1"."""
    return parse_period(period).position
