"""The day is that of readers in England, whatever the clock of the server says."""

from __future__ import annotations

import locale
import re
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import dashboard
from dashboard.core import today as module
from dashboard.core.today import in_words, today


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 23, 1, tzinfo=UTC), date(2026, 3, 30)),
    ],
)
def test_the_day_is_that_of_london(monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date):
    _at(monkeypatch, moment)
    assert today() == day


def test_a_file_of_a_summer_evening_carries_londons_date(client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    _at(monkeypatch, datetime(2027, 7, 1, 23, 30, tzinfo=UTC))
    assert b"2 July 2027" in client.get("/snapshot.html?area=E02001682&by=neighbourhood").data


def _at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return moment.astimezone(tz)

    monkeypatch.setattr(module, "datetime", Clock)


def test_no_other_module_asks_for_the_day():
    """Moments of the log and of a reload are in universal time, and say so."""
    asks = re.compile(r"date\.today|datetime\.now(?!\(UTC\))|utcnow")
    sources = [path for path in Path(dashboard.__file__).parent.rglob("*.py") if path.name != "today.py"]
    assert len(sources) > 300
    assert [path.name for path in sources if asks.search(path.read_text(encoding="utf-8"))] == []


def test_a_date_in_words_is_english_under_any_locale():
    before = locale.setlocale(locale.LC_TIME)
    for name in ("C", "de_DE.UTF-8"):
        try:
            locale.setlocale(locale.LC_TIME, name)
        except locale.Error:
            continue
        assert in_words(date(2026, 3, 1)) == "1 March 2026"
    locale.setlocale(locale.LC_TIME, before)
