"""All figures of the atlas as one ZIP file: tidy tables, a dictionary, and metadata for programs (CSV on the Web)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any

from dashboard.core.atlas import Atlas
from dashboard.core.periods import parse_period, period_words
from dashboard.core.provenance import data_as_of
from dashboard.core.value import Value
from dashboard.export.cells import plain_words, whole_years
from dashboard.export.dictionary import OPEN_TABLES, OpenColumn, OpenTable
from dashboard.export.writers.tables import csv_file
from dashboard.export.writers.zipped import zipped
from dashboard.wording.sentences import note_of

Cells = Mapping[str, Any]

_METADATA = "csv-metadata.json"
_DICTIONARY = OpenTable(
    "dictionary",
    "Every column of every table.",
    (
        OpenColumn("table", "string", "name of the table, without .csv"),
        OpenColumn("column", "string", "name of the column"),
        OpenColumn(
            "type",
            "string",
            "string, code, date, double, integer, boolean (yes or no), or list of codes with spaces",
        ),
        OpenColumn("meaning", "string", "what it holds"),
    ),
    key=("table", "column"),
)
_RIGHTS = (
    "The figures stay under the licences of their publishers, which indicators.csv names with the line to print. "
    "Say so when you quote one, with what stands in its note."
)
_README = """{title}: all figures

figures.csv        every figure: one row for each indicator, area and period
indicators.csv     definition, unit, publisher, licence and limits of each indicator
areas.csv          every area; parents are the areas that hold it
conditions.csv     what the indicators are about
levels.csv         the levels of areas
dictionary.csv     every column of these tables
csv-metadata.json  the same for programs (W3C: CSV on the Web)

All tables are UTF-8 with a byte order mark, as Excel wants it, commas between cells and one header row.
An empty cell means that nothing is known, never zero.
A text that a spreadsheet would change begins with an apostrophe; codes never do.

{rights}

{boundaries}

Version of the data: {version}
"""


def open_zip(atlas: Atlas, version: str) -> bytes:
    """Every table of the open data. The bytes depend on the data alone, not on the day."""
    return zipped(_files(atlas, version))


def _files(atlas: Atlas, version: str) -> Iterator[tuple[str, bytes]]:
    edition = atlas.edition
    said = _README.format(title=edition.title, rights=_RIGHTS, boundaries=edition.boundaries, version=version)
    yield "README.txt", said.replace("\n", "\r\n").encode()
    for table in (*OPEN_TABLES, _DICTIONARY):
        yield f"{table.name}.csv", _csv(table, _ROWS[table.name](atlas))
    yield _METADATA, json.dumps(_metadata(atlas, version), ensure_ascii=False, indent=1).encode()


def _csv(table: OpenTable, rows: Iterable[Cells]) -> bytes:
    cells = ([_cell(row[column.name], column.kind) for column in table.columns] for row in rows)
    return csv_file((column.name for column in table.columns), cells)


def _cell(content: Any, kind: str) -> Any:
    """A code stays as it is, or no two tables could be joined by it, and a day is one to spreadsheets, too.

    Other texts are written so that spreadsheets leave them alone.
    """
    if kind in ("code", "date"):
        return content
    if kind == "list":
        return " ".join(content)
    if kind == "boolean":
        return "yes" if content else "no"
    return plain_words(str(content) if isinstance(content, Enum) else content)


# The rows of each table.


def _figures(atlas: Atlas) -> Iterator[Cells]:
    for indicator, by_period in atlas.values.items():
        for period, by_area in by_period.items():
            years = parse_period(period)
            shared = {
                "indicator_id": indicator,
                "period": whole_years(period_words(period)),
                "first_year": years.first,
                "last_year": years.end,
            }
            for code, value in by_area.items():
                yield {**shared, "area_code": code, **_figure(value)}


def _figure(value: Value) -> Cells:
    return {
        "value": value.value,
        "lower": value.lower,
        "upper": value.upper,
        "count": value.count,
        "denominator": value.denominator,
        "status": value.status,
        "extent": value.extent,
        "verdict": value.verdict,
        "interval": value.interval,
        "few_events": value.rests_on_few,
        "note": note_of(value),
    }


def _indicators(atlas: Atlas) -> Iterator[Cells]:
    for indicator in atlas.indicators.values():
        day = data_as_of(atlas.imports, indicator.id)
        said = {field.name: getattr(indicator, field.name) for field in fields(indicator)}
        yield {**said, "data_as_of": day.isoformat() if day else ""}


def _things(table: str, found: Callable[[Atlas], Iterable[object]]) -> Callable[[Atlas], Iterator[Cells]]:
    """The rows of a table whose columns are called as the fields of its things."""
    names = next([column.name for column in one.columns] for one in OPEN_TABLES if one.name == table)
    return lambda atlas: ({name: getattr(thing, name) for name in names} for thing in found(atlas))


def _levels(atlas: Atlas) -> Iterable[object]:
    return (*atlas.edition.levels, *(region.level for region in atlas.edition.regions))


def _dictionary(_: Atlas) -> Iterator[Cells]:
    for table in (*OPEN_TABLES, _DICTIONARY):
        for column in table.columns:
            yield {"table": table.name, "column": column.name, "type": column.kind, "meaning": column.meaning}


_ROWS: Mapping[str, Callable[[Atlas], Iterator[Cells]]] = {
    "figures": _figures,
    "indicators": _indicators,
    "areas": _things("areas", lambda atlas: (*atlas.areas.values(), *atlas.regions.values())),
    "conditions": _things("conditions", lambda atlas: atlas.conditions.values()),
    "levels": _things("levels", _levels),
    "dictionary": _dictionary,
}


# Metadata: https://www.w3.org/TR/tabular-metadata/.

_DATATYPES: Mapping[str, Any] = {"boolean": {"base": "boolean", "format": "yes|no"}, "list": "string", "code": "string"}


def _metadata(atlas: Atlas, version: str) -> Cells:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": f"{atlas.edition.title}: all figures",
        "dc:rights": _RIGHTS,
        "dc:source": sorted({indicator.publisher for indicator in atlas.indicators.values()}),
        "dc:license": sorted({indicator.licence for indicator in atlas.indicators.values()}),
        "dc:identifier": version,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_table(table) for table in (*OPEN_TABLES, _DICTIONARY)],
    }


def _table(table: OpenTable) -> Cells:
    references = [
        {"columnReference": column, "reference": {"resource": f"{other}.csv", "columnReference": _key_of(other)}}
        for column, other in table.refers
    ]
    return {
        "url": f"{table.name}.csv",
        "dc:description": table.meaning,
        "tableSchema": {
            "columns": [_column(column, column.name in table.key) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": references} if references else {}),
        },
    }


def _key_of(name: str) -> str:
    return next(table.key[0] for table in OPEN_TABLES if table.name == name)


def _column(column: OpenColumn, required: bool) -> Cells:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": _DATATYPES.get(column.kind, column.kind),
        **({"required": True} if required else {}),
        **({"separator": " "} if column.kind == "list" else {}),
    }
