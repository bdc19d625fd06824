"""The day as readers in England have it, whatever the clock of the server says."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """The date in England now."""
    return datetime.now(LONDON).date()


def in_words(day: date) -> str:
    """Such as "1 March 2019"; the names of the months are English under any locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
