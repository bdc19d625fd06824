"""Periods of figures: the one parser of them, how long they are, and what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_YEAR, _SHORT = "(?:19|20)[0-9]{2}", "[0-9]{2}"
_CALENDAR = re.compile(f"(?P<first>{_YEAR})(-(?P<last>{_YEAR}|{_SHORT}))?")
_FINANCIAL = re.compile(f"(?P<first>{_YEAR})/(?P<half>{_SHORT})(-(?P<last>{_YEAR})/(?P<end>{_SHORT}))?")
_MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class Period:
    """The years of a figure, calendar or financial: those in which its first and its last year begin."""

    first: int
    last: int
    financial: bool = False

    @property
    def years(self) -> int:
        """How many years are pooled in it."""
        return self.last - self.first + 1

    @property
    def end(self) -> int:
        """The year in which it ends: 2018 of "2016-18", 2019 of "2018/19"."""
        return self.last + self.financial

    def __str__(self) -> str:
        """As our tables write it: "2018", "2016-18", "2018/19" or "2015/16-2019/20"."""
        if self.financial:
            first, last = (f"{year}/{(year + 1) % 100:02d}" for year in (self.first, self.last))
            return first if self.years == 1 else f"{first}-{last}"
        return f"{self.first}" if self.years == 1 else f"{self.first}-{self.last % 100:02d}"


@lru_cache(maxsize=1024)
def period_of(period: str) -> Period | None:
    """A period as publishers write it, "2016-2018" too; None for what is none, runs backward or pools over 20 years."""
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


def period_years(period: str) -> int:
    """How many years are pooled: 1 in "2018" and "2018/19", 3 in "1999-01". Raises ValueError for what is no period."""
    return parse_period(period).years


def period_words(period: str) -> str:
    """ "2016 to 2018" of "2016-18"; a financial year and a single year stay, and so does what is no period."""
    found = period_of(period)
    if found is None or found.financial or found.years == 1:
        return period.replace("-", " to ")
    return f"{found.first} to {found.last}"


def last_year(period: str) -> int:
    """The last year of a period: 2018 of "2016-18", 2019 of "2018/19", 2001 of "1999-01"."""
    return parse_period(period).end
