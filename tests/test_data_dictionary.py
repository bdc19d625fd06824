"""data/README.md says what the tables in data/ hold; here it is held against them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from enum import StrEnum
from pathlib import Path

import pytest
from shipped import EDITION

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind
from dashboard.core.periods import period_words
from dashboard.core.value import Direction, Status
from dashboard.importers import records
from dashboard.importers.table import COLUMNS
from dashboard.loading import edition as form
from dashboard.loading import import_records

DATA = Path(__file__).parents[1] / "data"
TABLES = (
    *("areas.csv", "conditions.csv", "indicators.csv", "facts.csv", "claims.csv"),
    *("postcodes.csv", "sites.csv", "priorities.csv", "imports.csv", "national_places.csv", "synonyms.csv"),
    *("accepted.csv", "equal_shapes.csv"),
)
SETTINGS = ("edition.toml", "recipes.toml", "sources.toml")
LIMIT_BYTES = 8_000_000


def described() -> dict[str, dict[str, str]]:
    """File name -> column -> meaning, from the page."""
    tables: dict[str, dict[str, str]] = {}
    for section in re.split(r"^## ", (DATA / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, *lines = section.splitlines()
        cells = [re.split(r"\s*\|\s*", line.strip("| ")) for line in lines if line.startswith("|")]
        tables[name.strip()] = dict(cells[2:])
    return {name: columns for name, columns in tables.items() if not name.endswith(".toml")}


def keys_of_the_edition() -> set[str]:
    """What the page says of edition.toml, key by key: ".contact" behind "atlas.publisher" is "atlas.contact"."""
    page = (DATA / "README.md").read_text(encoding="utf-8").partition("## edition.toml")[2].partition("\n## ")[0]
    keys: set[str] = set()
    for row in page.splitlines():
        table = ""
        for word in row.split("|")[1].split(", ") if row.startswith("| ") else ():
            table, _, key = (
                f"{table}{word}".strip().partition(".") if word.startswith(".") else word.strip().partition(".")
            )
            keys.add(f"{table}.{key}")
    return keys - {"key.", "---."}


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def words(meaning: str) -> set[str]:
    """The allowed words that a meaning lists between backticks."""
    return set(re.findall(r"`([^`]+)`", meaning))


def test_every_key_of_the_edition_has_a_line_on_the_page_and_no_other() -> None:
    shapes = {**form._TABLES, **form._LISTS}
    known = {f"{table}.{key}" for table, shape in shapes.items() for key in shape}
    assert keys_of_the_edition() == known
    assert {"hidden.conditions", "colours.ramp", "start.by", "atlas.contact", "atlas.updated", "tiles.title"} <= known


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_of_a_table_are_those_on_the_page(name: str) -> None:
    assert header(DATA / name) == list(described()[name])


def test_the_page_describes_every_table_and_no_other() -> None:
    assert set(described()) == {*TABLES, "values/NAME.csv"}
    assert {path.name for path in DATA.iterdir()} == {*TABLES, "values", "README.md", *SETTINGS}


def test_the_record_of_imports_is_that_of_the_tables() -> None:
    assert records.parsed((DATA / import_records.FILE).read_text(encoding="utf-8")) == records.sizes(
        records.tables(DATA)
    )


def test_every_table_of_values_has_the_columns_on_the_page() -> None:
    columns = list(described()["values/NAME.csv"])
    assert columns == list(COLUMNS)
    headers = {path.name: header(path) for path in (DATA / "values").iterdir()}
    assert headers
    assert headers == dict.fromkeys(headers, columns)


@pytest.mark.parametrize(
    ("table", "column", "model"),
    [
        ("indicators.csv", "kind", Kind),
        ("indicators.csv", "direction", Direction),
        ("values/NAME.csv", "status", Status),
    ],
)
def test_the_page_lists_the_words_of_the_model(table: str, column: str, model: type[StrEnum]) -> None:
    assert words(described()[table][column]) == set(model)


def test_the_page_lists_the_levels_of_the_model() -> None:
    listed = words(described()["areas.csv"]["levels"])
    assert {level for entry in listed for level in entry.split()} == set(EDITION.levels)


def test_the_tables_are_plain_text_as_the_page_says() -> None:
    for path in DATA.rglob("*.csv"):
        content = path.read_bytes()
        assert content.decode("utf-8").endswith("\n"), path.name
        assert b"\r" not in content, path.name
        assert not content.startswith(b"\xef\xbb\xbf"), path.name


def test_the_tables_stay_small_enough_to_load_in_a_moment() -> None:
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < LIMIT_BYTES


TOLD = ("measure_name", "title", "noun", "unit", "unit_short", "definition", "limits")
#: How the name of a measure ends, by the kind of its number.
ENDINGS = {
    "rate": ("(rate)", "(crude rate)"),
    "ratio": ("(ratio, England = 100)", "(ratio, general population = 100)"),
    "count": ("(number)",),
    "rank": ("(rank)", "(decile)"),
}


def indicators() -> list[dict[str, str]]:
    with (DATA / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_title_says_the_period_that_is_said_behind_it(atlas: Atlas) -> None:
    """ "Deaths under 75, 2012 to 2014, 2012 to 2014" stood in captions, findings and subtitles."""
    spans = {
        one.id: {period_words(period) for period in atlas.values.get(one.id, {})} for one in atlas.indicators.values()
    }
    doubled = {
        (name, span) for name, found in spans.items() for span in found if f", {span}" in atlas.indicators[name].title
    }
    assert sum(map(len, spans.values())) > 500
    assert doubled == set()


def test_the_name_of_a_measure_ends_with_the_kind_of_its_number() -> None:
    named = {
        row["id"]: row["measure_name"].endswith(ENDINGS.get(row["kind"], f"({row['kind']})")) for row in indicators()
    }
    assert [indicator for indicator, right in named.items() if not right] == []


@pytest.mark.parametrize("column", ["title", "measure_name"])
def test_no_two_indicators_of_a_condition_and_level_are_called_the_same(column: str) -> None:
    called = Counter((row["condition"], level, row[column]) for row in indicators() for level in row["levels"].split())
    assert [names for names, times in called.items() if times > 1] == []


def test_readers_are_told_nothing_in_our_own_words() -> None:
    ours = re.compile(r"\b(this copy|the copy|this edition|we|our|us|rule \d+)\b", re.IGNORECASE)
    told = {row["id"]: ours.findall(" ".join(row[column] for column in TOLD)) for row in indicators()}
    assert {indicator: words for indicator, words in told.items() if words} == {}


def test_limits_are_short_enough_to_be_read_beside_a_figure() -> None:
    assert [row["id"] for row in indicators() if not 60 <= len(row["limits"]) <= 450] == []
