"""imports.csv: what the last import of each table left. What is wrong in it stops no start, and a check tells of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from dashboard.core.provenance import ImportRecord, Origin
from dashboard.loading.named import columns_of

FILE = "imports.csv"
#: The first columns protect the number of rows; a folder of before has these alone.
SIZES = ("name", "indicator", "rows", "figures")
ORIGIN = tuple(columns_of(Origin))
COLUMNS = (*SIZES, *ORIGIN)
#: Tables beside values/ that an import may write; national places are of indicators, and yet no figures.
BESIDE = ("areas.csv", "national_places.csv", "postcodes.csv", "sites.csv")


def read_imports(data: Path) -> tuple[ImportRecord, ...]:
    """All rows of a folder; none if it was made by hand."""
    path = data / FILE
    return parse_imports(path.read_text(encoding="utf-8", errors="replace")) if path.exists() else ()


def figure_imports(data: Path) -> tuple[ImportRecord, ...]:
    """Those of figures, that is of indicators in values/."""
    return tuple(one for one in read_imports(data) if one.indicator and f"{one.name}.csv" not in BESIDE)


def parse_imports(text: str) -> tuple[ImportRecord, ...]:
    """The rows of a text; one without numbers of rows is left out."""
    return tuple(
        ImportRecord(cells["name"], cells["indicator"], int(cells["rows"]), int(cells["figures"]), _origin(cells))
        for cells in csv.DictReader(io.StringIO(text))
        if set(SIZES) <= set(cells) and f"{cells['rows']}{cells['figures']}".isdecimal()
    )


def _origin(cells: Mapping[str, str | None]) -> Origin:
    """What a row says of where it came from; a row that is cut short, or of before, says less."""
    return Origin(**{name: cells.get(name) or "" for name in ORIGIN})
