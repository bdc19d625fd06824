"""From the text of an answer to the figures that are wanted of it; pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence

from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers.layouts import merged
from dashboard.importers.refresh.sources import WantedSeries
from dashboard.importers.table import SUCCESSOR_NOTE, SUCCESSORS, parsed_number, whole_extent
from dashboard.loading.table_rules import row_span

#: The columns of an answer that are read; it has some more, and their names vary.
ANSWER_COLUMNS = (
    *("Indicator ID", "Area Code", "Sex", "Age", "Category Type", "Time period", "Value"),
    *("Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator", "Value note"),
)
_NUMBERS = ("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator")

Line = Mapping[str, str]


def decoded(content: bytes, name: str) -> str:
    """The text of an answer. Raises ValueError if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(
            f"{name} is not UTF-8 text: if it was opened and saved in Excel, download it again and leave it "
            "as it came; else the service has changed."
        ) from None


def wanted_figures(text: str, name: str, series: WantedSeries, known: Collection[str]) -> list[dict[str, object]]:
    """The figures of one series in an answer: the sex and ages asked for, no deprivation deciles, our areas.

    name: what to call the answer. known: codes of the areas that are wanted. An answer that has figures of none of
    them but England is empty: the areas of its kind have other codes. Raises ValueError if it is no answer about the
    indicator, or says two things.
    """
    ours = [line for line in _lines(text, name) if _is_about(line, series, known)]
    chosen = [line for line in ours if (line["Sex"], line["Age"]) == (series.sex, series.age)]
    if ours and not chosen:
        raise ValueError(_other_people(ours, series, name))
    rows = [_figure(line, _area(line, known), series.indicator.id) for line in _longest(chosen, name)]
    try:
        found = merged(rows)
    except ValueError:
        raise ValueError(
            f"{name} says two things {_contested(rows)}: look which is right, and tell the publisher."
        ) from None
    has_any = any(row["value"] is not None for row in found if row["area_code"] != ENGLAND)
    return found if has_any else []


def _lines(text: str, name: str) -> list[dict[str, str]]:
    """The lines of an answer by column. Raises ValueError if it is not a table of the service, or not a whole one."""
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    lacking = [column for column in ANSWER_COLUMNS if column not in (reader.fieldnames or ())]
    if lacking:
        raise ValueError(
            f"{name} begins with {text.strip()[:40]!r} and has no column {lacking[0]!r}, so it is no table of figures "
            "that is understood: look at it in a browser; a proxy or a change of the service may be the cause."
        )
    lines = list(reader)
    for number, line in enumerate(lines, 2):
        if "" in line or None in line.values():
            raise ValueError(
                f"{name} has a line {number} that is not as wide as its header, so it was cut off or is damaged: "
                "fetch it again."
            )
    return lines


def _is_about(line: Line, series: WantedSeries, known: Collection[str]) -> bool:
    """Whether a line is a figure itself, not one of its breakdowns, for one of our areas."""
    return (
        line["Indicator ID"] == str(series.number) and not line["Category Type"].strip() and _area(line, known) in known
    )


def _area(line: Line, known: Collection[str]) -> str:
    """The code of the area: our own, where a council of later has the very same boundary."""
    code = line["Area Code"]
    return code if code in known else SUCCESSORS.get(code, code)


def _other_people(ours: Sequence[Line], series: WantedSeries, name: str) -> str:
    there = "; ".join(sorted({f"{line['Sex']}, {line['Age']}" for line in ours}))
    return (
        f"{name} has figures of {there}, and none of {series.sex}, {series.age}: if one of them is meant, correct "
        f"sex and age of series {series.number} in data/sources.toml."
    )


def _longest(chosen: Sequence[Line], name: str) -> list[Line]:
    """The lines of the longest period: single years and pools of years are never mixed, and pools vary less by chance.

    Raises ValueError for a period that the atlas does not know.
    """
    spans = {line["Time period"]: row_span(_period(line)) for line in chosen}
    unknown = sorted(period for period, length in spans.items() if length is None)
    if unknown:
        raise ValueError(f"{name} has a period that the atlas does not know: {unknown[0]!r}; report it as a fault.")
    longest = max(filter(None, spans.values()), key=lambda length: (length[1], not length[2]), default=None)
    return [line for line in chosen if spans[line["Time period"]] == longest]


def _period(line: Line) -> str:
    """The service writes "2016 - 18"."""
    return line["Time period"].replace(" ", "")


def _contested(rows: Sequence[Mapping[str, object]]) -> str:
    """Of which area and period the first two figures are that differ."""
    first: dict[object, object] = {}
    for row in rows:
        key = (row["area_code"], row["period"])
        if first.setdefault(key, row["value"]) != row["value"]:
            return f"of {row['area_code']}, {row['period']} ({first[key]} and {row['value']})"
    return "of one area and period"


def _figure(line: Line, own: str, indicator: str) -> dict[str, object]:
    """One row in the form of values/NAME.csv; what is left of an interval or beside no value is left out."""
    value, lower, upper, count, people = (parsed_number(line[column]) for column in _NUMBERS)
    if value is None:
        count = people = None
    if value is None or lower is None or upper is None:
        lower = upper = None
    code, note = line["Area Code"], line["Value note"].strip()
    return {
        "indicator": indicator,
        "area_code": own,
        "period": _period(line),
        "value": value,
        "lower": lower,
        "upper": upper,
        "count": count,
        "denominator": people,
        "status": Status.PUBLISHED if value is not None else _reason(note),
        "extent": whole_extent(own),
        "note": note if own == code else "; ".join(filter(None, (note, SUCCESSOR_NOTE))),
    }


def _reason(note: str) -> Status:
    """Why a figure is empty, as far as the service says."""
    small = any(word in note.lower() for word in ("suppress", "too small", "small number"))
    return Status.SUPPRESSED if small else Status.MISSING
