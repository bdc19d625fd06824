"""Files to Atlas, or one DataError that names every fault of every file.

Nothing is guessed and nothing is left out: a wrong file stops the start. ``csv_table`` knows the form of a table
and ``table_rules`` what its rows must satisfy; here they come together with the boundaries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from dashboard.core.area import Area, PostcodeDistrict, Site, SiteKind
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition, Priority
from dashboard.core.edition import Edition
from dashboard.core.fact import Fact
from dashboard.core.indicator import Indicator, Kind, Standardised
from dashboard.core.level import ENGLAND, Level
from dashboard.core.value import Direction, Extent
from dashboard.loading import pending, table_rules, validation
from dashboard.loading.claims import read_claims
from dashboard.loading.csv_table import UNREADABLE, CsvTable, label
from dashboard.loading.edition import load_edition
from dashboard.loading.equal_shapes import read_equal_shapes
from dashboard.loading.import_records import figure_imports
from dashboard.loading.ledger import read_figures
from dashboard.loading.named import Named, columns_of, named
from dashboard.loading.national_places import read_national_ranks
from dashboard.loading.shapes import land_around, shapes_of
from dashboard.loading.strays import tables_in
from dashboard.loading.synonyms import read_synonyms
from dashboard.loading.tiles import first_faults, tile_faults
from dashboard.loading.validation import Expectation, Fault

_ROW = Expectation("a row with this code", "add the row")
_SOME = Expectation("at least one indicator, as there is nothing to show without", "add its row")
_OTHERS = Expectation("other areas, each once", "take out what is repeated")
_FINISHED = Expectation(
    "the files of one edition", "give the folder to who may write it and run: python -m dashboard check"
)


class DataError(Exception):
    """The files are wrong; the message lists ``faults``, all that was found in all files."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(validation.report(faults))
        self.faults = tuple(faults)


def load(data: Path, boundaries: Path) -> Atlas:
    """Read everything once. Raises DataError with every fault of every file."""
    faults = _unfinished(data)
    edition = load_edition(data / "edition.toml", faults)
    if edition is None:
        raise DataError([*faults, *_absent(data, boundaries)])
    areas = _areas(data / "areas.csv", edition, faults)
    conditions = named(data / "conditions.csv", Condition, table_rules.CONDITION_CELLS, _condition, faults)
    indicators = _indicators(data / "indicators.csv", edition, conditions, faults)
    faults += first_faults(label(data / "edition.toml"), edition, conditions, indicators)
    values = read_figures(data / "values", edition, areas, indicators, faults)
    facts = _facts(data / "facts.csv", areas, faults)
    claims = read_claims(data / "claims.csv", edition, areas, indicators, values, faults)
    national_ranks = read_national_ranks(data / "national_places.csv", edition, areas, indicators, values, faults)
    postcodes = _postcodes(data / "postcodes.csv", areas, faults)
    sites = named(data / "sites.csv", Site, table_rules.SITE_CELLS, _site, faults)
    priorities = _priorities(data / "priorities.csv", conditions, faults)
    synonyms = read_synonyms(data / "synonyms.csv", areas, conditions, faults)
    shapes = {level: shapes_of(boundaries, level, areas, faults) for level in edition.levels}
    around = land_around(boundaries, faults)
    equal = read_equal_shapes(data / "equal_shapes.csv", edition, areas, faults)
    # What rests on faulty tables is not judged.
    faults = faults or list(tile_faults(label(data / "edition.toml"), edition, indicators, values))
    if faults:
        raise DataError(faults)
    return Atlas(
        edition,
        areas.items,
        conditions.items,
        indicators.items,
        values,
        shapes,
        facts,
        postcodes.items,
        tuple(sites.items.values()),
        tuple(priorities.items.values()),
        claims,
        national_ranks,
        synonyms,
        around,
        equal,
        figure_imports(data),
    )


def _absent(data: Path, boundaries: Path) -> Iterator[Fault]:
    """What is not there: all that can be said of the other files where nobody knows the levels."""
    tables = ("areas", "conditions", "indicators", "facts", "postcodes", "sites", "priorities")
    paths = [*(data / f"{name}.csv" for name in tables), *(tables_in(data / "values") or [data / "values"]), boundaries]
    yield from (Fault(label(path), None, "", "nothing", UNREADABLE) for path in paths if not path.exists())


def _unfinished(data: Path) -> list[Fault]:
    """Put in place what an import agreed on before it was killed; a fault if that cannot be done."""
    try:
        pending.finish(data)
    except (OSError, ValueError) as error:
        return [Fault(label(data), None, "", f"an import that was cut short ({error})", _FINISHED)]
    return []


def _texts(cells: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: cells[name] for name in names}


def _levels(edition: Edition, cell: str) -> tuple[Level, ...]:
    known = {str(level): level for level in edition.levels}
    return tuple(known[key] for key in cell.split())


def _area(edition: Edition, cells: Mapping[str, str]) -> Area:
    parsed: dict[str, Any] = {
        **_texts(cells, *columns_of(Area)),
        "levels": _levels(edition, cells["levels"]),
        "parents": tuple(cells["parents"].split()),
        "part_of_larger": Extent(cells["part_of_larger"]),
    }
    return Area(**parsed)


def _condition(cells: Mapping[str, str]) -> Condition:
    return Condition(**_texts(cells, *columns_of(Condition)))


def _indicator(edition: Edition, cells: Mapping[str, str]) -> Indicator:
    parsed: dict[str, Any] = {
        **_texts(cells, *columns_of(Indicator)),
        "decimals": int(cells["decimals"]),
        "per": int(cells["per"]) if cells["per"] else None,
        "standardised": Standardised(cells["standardised"]),
        "kind": Kind(cells["kind"]),
        "direction": Direction(cells["direction"]),
        "reliable": cells["reliable"] == table_rules.YES,
        "levels": _levels(edition, cells["levels"]),
    }
    return Indicator(**parsed)


def _areas(path: Path, edition: Edition, faults: list[Fault]) -> Named[Area]:
    areas = named(path, Area, table_rules.area_cells(edition.levels), partial(_area, edition), faults)
    for row in areas.rows.values():
        parents = row.cells["parents"].split()
        faults += areas.unknown(row, "parents", *parents)
        faults += areas.unknown(row, "same_boundary", *filter(None, [row.cells["same_boundary"]]))
        faults += table_rules.twin_faults(row, areas.rows)
        if len({row.cells["code"], *parents}) <= len(parents):
            faults.append(row.fault("parents", _OTHERS))
    if areas.complete:
        lacking = [code for code in (ENGLAND, edition.system) if code not in areas.rows]
        faults += [Fault(areas.file, None, "code", f"no {code}", _ROW) for code in lacking]
    return areas


def _indicators(path: Path, edition: Edition, conditions: Named[Condition], faults: list[Fault]) -> Named[Indicator]:
    indicators = named(
        path, Indicator, table_rules.indicator_cells(edition.levels), partial(_indicator, edition), faults
    )
    for row in indicators.rows.values():
        faults += conditions.unknown(row, "condition", row.cells["condition"])
        faults += indicators.unknown(row, "part_of", *filter(None, [row.cells["part_of"]]))
        faults += table_rules.scale_faults(row)
    faults += [*_claimed_twice(indicators), *_families_apart(indicators)]
    if indicators.complete and not indicators.rows:
        faults.append(Fault(indicators.file, None, "", "no rows", _SOME))
    if indicators.complete:
        covered = {row.cells["condition"] for row in indicators.rows.values()}
        for row in conditions.rows.values():
            faults += table_rules.note_faults(row, covered)
    return indicators


def _claimed_twice(indicators: Named[Indicator]) -> Iterator[Fault]:
    """Measures that would mean two indicators at one level of a condition."""
    owners: dict[tuple[str, str, Level], str] = {}
    rule = Expectation("one indicator for a condition, measure and level", "give one of the two another measure")
    for indicator in indicators.items.values():
        for level in indicator.levels:
            owner = owners.setdefault((indicator.condition, indicator.measure, level), indicator.id)
            if owner != indicator.id:
                found = f"{indicator.measure} of {indicator.condition} at {level}, which {owner} has already"
                yield indicators.rows[indicator.id].fault("measure", rule, found)


def _families_apart(indicators: Named[Indicator]) -> Iterator[Fault]:
    """Indicators of one family that belong to two conditions, so that it cannot be one question."""
    first: dict[str, Indicator] = {}
    rule = Expectation("a family whose indicators are all of one condition", "give one of the two another family")
    for indicator in indicators.items.values():
        known = first.setdefault(indicator.family, indicator)
        if known.condition != indicator.condition:
            found = f"{indicator.family} of {indicator.condition}, which {known.id} has for {known.condition}"
            yield indicators.rows[indicator.id].fault("family", rule, found)


def _facts(path: Path, areas: Named[Area], faults: list[Fault]) -> tuple[Fact, ...]:
    table, facts = CsvTable(path, columns_of(Fact)), list[Fact]()
    for row in table:
        faults += areas.unknown(row, "area_code", row.cells["area_code"])
        faults += validation.cell_faults(row, table_rules.FACT_CELLS)
        facts.append(Fact(**_texts(row.cells, *columns_of(Fact))))
    faults += table.faults
    return tuple(facts)


def _postcode(cells: Mapping[str, str]) -> PostcodeDistrict:
    inside, everywhere = (int(cells[name]) for name in table_rules.POSTCODE_COUNTS)
    return PostcodeDistrict(cells["district"], cells["area_code"], inside, everywhere, cells["note"])


def _postcodes(path: Path, areas: Named[Area], faults: list[Fault]) -> Named[PostcodeDistrict]:
    postcodes = named(path, PostcodeDistrict, table_rules.POSTCODE_CELLS, _postcode, faults)
    for row in postcodes.rows.values():
        faults += areas.unknown(row, "area_code", row.cells["area_code"])
    for key, district in postcodes.items.items():
        faults += table_rules.postcode_faults(postcodes.rows[key], district, areas.items.get(district.area_code))
    return postcodes


def _priority(cells: Mapping[str, str]) -> Priority:
    texts = _texts(cells, "name", "heading", "statement", "source")
    return Priority(conditions=tuple(cells["conditions"].split()), **texts)


def _priorities(path: Path, conditions: Named[Condition], faults: list[Fault]) -> Named[Priority]:
    priorities = named(path, Priority, table_rules.PRIORITY_CELLS, _priority, faults)
    for row in priorities.rows.values():
        faults += conditions.unknown(row, "conditions", *row.cells["conditions"].split())
    return priorities


def _site(cells: Mapping[str, str]) -> Site:
    parsed: dict[str, Any] = {
        **_texts(cells, *columns_of(Site)),
        **{name: int(cells[name]) for name in ("easting", "northing")},
        "kind": SiteKind(cells["kind"]),
    }
    return Site(**parsed)
