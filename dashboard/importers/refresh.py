"""Figures that this edition lacks, fetched from the Fingertips service of OHID.

The service could not be reached where this was written. Addresses, indicator ids, area types and the header of the
answer are those of the publisher's public code and of an index of indicators of June 2020; the tests run against a
small server of their own that answers in that form. So the first run against the live service is a trial: an answer in
another form ends with one sentence, and nothing is written unless everything was understood.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, build_opener

import pandas as pd

from dashboard.core.area import ENGLAND
from dashboard.core.indicator import Direction, Indicator, Kind, Standardised
from dashboard.core.value import Status
from dashboard.importers.layouts import merged
from dashboard.importers.reading import read_csv
from dashboard.importers.table import frame, parsed_number, whole_extent
from dashboard.importers.tiers import Tier, as_levels
from dashboard.loading.validation import NO, YES, row_span

SERVICE = "https://fingertips.phe.org.uk/api"
#: Upper-tier councils as from April 2020 to March 2021. Ours were the same from April 2009 to March 2023.
COUNCILS = 302
ENGLAND_AS_PARENT = 15
TIMEOUT_S = 60.0
LARGEST_ANSWER = 50_000_000

#: The columns of an answer that are read; it has some more.
COLUMNS = (
    *("Indicator ID", "Area Code", "Sex", "Age", "Category Type", "Time period", "Value"),
    *("Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator", "Value note"),
)

_LINK = "https://fingertips.phe.org.uk/"
_LICENCE = "Open Government Licence v3.0"
_PUBLISHER = "Office for Health Improvement and Disparities"
_CREDIT = f"Source: {_PUBLISHER}, Fingertips. Contains public sector information licensed under the {_LICENCE}."
_LIMITS = (
    "Fetched by the command refresh, after this edition was made. Figures for Cumbria and North Yorkshire are for the "
    "whole county, of which only a part lies in the ICS. Later releases may rest on newer populations."
)


@dataclass(frozen=True)
class WantedSeries:
    """An indicator of the service: its number and the age group that is ours, under the name of our indicator."""

    number: int
    age: str
    indicator: Indicator


def _wanted(number: int, age: str, extra: str, **texts: str) -> WantedSeries:
    """An age-standardised death rate of both sexes by council."""
    indicator = Indicator(
        **texts,
        unit="age-standardised rate per 100,000 people",
        unit_short="per 100,000",
        part_of="",
        title_short="",
        per=100_000,
        standardised=Standardised.AGE,
        event="deaths",
        reliable=True,
        decimals=1,
        kind=Kind.RATE,
        direction=Direction.HIGH_IS_WORSE,
        sex="persons",
        levels=as_levels(Tier.COUNCIL),
        publisher=_PUBLISHER,
        source=f"Fingertips, indicator {number}",
        link=_LINK,
        licence=_LICENCE,
        credit=_CREDIT,
        limits=f"{extra} {_LIMITS}",
    )
    return WantedSeries(number, age, indicator)


WANTED = (
    _wanted(
        40601,
        "<75 yrs",
        "All diseases of the liver, of which chronic ones are the most.",
        id="liver-deaths-u75",
        condition="chronic-liver-disease",
        family="chronic-liver-disease-deaths-u75",
        measure="deaths-u75",
        measure_name="Liver disease deaths under 75 (rate)",
        title="Deaths under 75 from liver disease",
        noun="mortality under 75 from liver disease",
        ages="under 75",
        definition="Deaths before the age of 75 with liver disease as the underlying cause, per 100,000 people under "
        "75. Age-standardised: areas with older and younger populations can be compared.",
    ),
    _wanted(
        93640,
        "All ages",
        "Deaths with pneumonia as the underlying cause only; it contributes to many others.",
        id="pneumonia-deaths",
        condition="pneumonia",
        family="pneumonia-deaths",
        measure="deaths",
        measure_name="Pneumonia deaths (rate)",
        title="Deaths from pneumonia",
        noun="mortality from pneumonia",
        ages="all ages",
        definition="Deaths at any age with pneumonia as the underlying cause, per 100,000 people. "
        "Age-standardised: areas with older and younger populations can be compared.",
    ),
)


def fetch(base: str, area_type: int, timeout: float, areas: Path) -> pd.DataFrame:
    """All wanted figures of our councils and England, form of values/NAME.csv.

    base: address of the service or of a mirror. area_type: the service's number of a set of councils.
    areas: areas.csv; every other area of the answer is left out.
    Raises OSError if the service cannot be reached and ValueError for an unexpected answer, in one sentence.
    """
    if urlsplit(base).scheme not in ("http", "https"):
        raise ValueError(f"The address of the service must begin with http:// or https://, and {base!r} does not.")
    table = read_csv(areas)
    wanted_levels = {Tier.COUNCIL, Tier.COUNTRY}
    known = frozenset(table.loc[[bool(wanted_levels & set(cell.split())) for cell in table["levels"]], "code"])
    return frame(row for wanted in WANTED for row in rows(_get(wanted, base, area_type, timeout), wanted, known))


def rows(answer: str, wanted: WantedSeries, known: Iterable[str]) -> list[dict[str, object]]:
    """The figures of one answer: both sexes, the age group asked for, no deprivation deciles, our areas.

    Raises ValueError if the answer is no table of the service or holds none of our councils.
    """
    ours = _longest([cells for cells in _table(answer, wanted) if _is_ours(cells, wanted, frozenset(known))])
    found = merged(_figure(cells, wanted.indicator.id) for cells in ours)
    if all(row["value"] is None for row in found if row["area_code"] != ENGLAND):
        raise ValueError(f"The answer about indicator {wanted.number} has no figure for any council of the atlas.")
    return found


def _table(answer: str, wanted: WantedSeries) -> list[dict[str, str]]:
    """The lines of an answer by column. Raises ValueError if it is not a table of the service."""
    reader = csv.DictReader(io.StringIO(answer.removeprefix("\ufeff")), restval="")
    lacking = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if lacking:
        raise ValueError(
            f"The answer about indicator {wanted.number} begins with {answer.strip()[:40]!r} and has no column "
            f"{lacking[0]!r}, so it is no table of figures; a proxy or a change of the service may be the cause."
        )
    return list(reader)


def append_indicators(path: Path) -> str:
    """The text of indicators.csv with a row for each wanted indicator that it lacks; the rest stays as it is."""
    text = path.read_text(encoding="utf-8")
    present = {row["id"] for row in csv.DictReader(io.StringIO(text))}
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerows(_cells(w.indicator) for w in WANTED if w.indicator.id not in present)
    return text + ("" if text.endswith("\n") else "\n") + lines.getvalue()


def _cells(indicator: Indicator) -> Iterator[str]:
    for cell in astuple(indicator):
        if isinstance(cell, bool):
            yield YES if cell else NO
        else:
            yield " ".join(cell) if isinstance(cell, tuple) else str(cell)


def _get(wanted: WantedSeries, base: str, area_type: int, timeout: float) -> str:
    """The answer of the service as text. Raises OSError or ValueError with one sentence."""
    query = {
        "indicator_ids": wanted.number,
        "child_area_type_id": area_type,
        "parent_area_type_id": ENGLAND_AS_PARENT,
    }
    address = f"{base.rstrip('/')}/all_data/csv/by_indicator_id?{urlencode(query)}"
    host = urlsplit(base).netloc
    request = Request(address, headers={"Accept": "text/csv", "User-Agent": "nenc-health-atlas"})
    try:
        with build_opener().open(request, timeout=timeout) as response:
            content: bytes = response.read(LARGEST_ANSWER + 1)
    except HTTPError as error:
        error.close()
        raise OSError(_refusal(error.code, host, wanted.number)) from error
    except (URLError, HTTPException, OSError) as error:
        raise OSError(_unreachable(error, host, timeout)) from error
    if len(content) > LARGEST_ANSWER:
        raise ValueError(
            f"The answer of {host} is larger than {LARGEST_ANSWER // 1_000_000} MB, which it should not be."
        )
    return _decoded(content, host)


def _decoded(content: bytes, host: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"The answer of {host} is not UTF-8 text.") from None


def _refusal(status: int, host: str, number: int) -> str:
    if status == 407:
        return "The proxy wants a user name and a password: put them into HTTPS_PROXY, or ask whoever runs the network."
    if status in (401, 403, 451):
        return f"The way to {host} is blocked (status {status}), most likely by a proxy: ask whoever runs the network."
    return f"{host} answered the question about indicator {number} with status {status}; try again later."


def _unreachable(error: Exception, host: str, timeout: float) -> str:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, TimeoutError):
        return f"{host} did not answer within {timeout:g} seconds; try again later or raise --timeout."
    if "Tunnel connection failed" in str(reason):
        return f"The proxy does not let the atlas through to {host} ({reason}): ask whoever runs the network."
    return f"{host} cannot be reached ({reason}): check the network and the proxy (HTTPS_PROXY)."


def _is_ours(cells: Mapping[str, str], wanted: WantedSeries, known: frozenset[str]) -> bool:
    """Whether a row is the figure itself, not one of its breakdowns, for one of our areas."""
    return (
        cells["Indicator ID"] == str(wanted.number)
        and cells["Area Code"] in known
        and cells["Sex"] == "Persons"
        and cells["Age"] == wanted.age
        and not cells["Category Type"]
    )


def _longest(found: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The rows of the longest period: single years and pools of years are never mixed, and pools vary less by chance.

    Raises ValueError for a period that the atlas does not know.
    """
    spans = {cells["Time period"]: row_span(_period(cells)) for cells in found}
    unknown = sorted(period for period, length in spans.items() if length is None)
    if unknown:
        raise ValueError(f"The service names a period that the atlas does not know: {unknown[0]!r}.")
    longest = max(filter(None, spans.values()), key=lambda length: (length[1], not length[2]), default=None)
    return [cells for cells in found if spans[cells["Time period"]] == longest]


def _period(cells: Mapping[str, str]) -> str:
    """The service writes "2016 - 18"."""
    return cells["Time period"].replace(" ", "")


def _figure(cells: Mapping[str, str], indicator: str) -> dict[str, object]:
    """One row in the form of values/NAME.csv; what is left of an interval or beside no value is left out."""
    value, lower, upper, count, people = (parsed_number(cells[column]) for column in _NUMBERS)
    if value is None:
        count = people = None
    if value is None or lower is None or upper is None:
        lower = upper = None
    note = cells["Value note"].strip()
    return {
        "indicator": indicator,
        "area_code": cells["Area Code"],
        "period": _period(cells),
        "value": value,
        "lower": lower,
        "upper": upper,
        "count": count,
        "denominator": people,
        "status": Status.PUBLISHED if value is not None else _reason(note),
        "extent": whole_extent(cells["Area Code"]),
        "note": note,
    }


_NUMBERS = ("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator")


def _reason(note: str) -> Status:
    """Why a figure is empty, as far as the service says."""
    small = any(word in note.lower() for word in ("suppress", "too small", "small number"))
    return Status.SUPPRESSED if small else Status.MISSING
