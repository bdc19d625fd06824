"""The command new-edition on squares: a year later two places are one, and a third of the system is no more in it."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import geopandas
import pytest
import shapely
import synthetic

from dashboard.__main__ import main
from dashboard.importers.vintages.area_table import area_rows
from dashboard.importers.vintages.lookups import membership, read_lookups
from dashboard.importers.vintages.retold import without_sentences_of
from dashboard.loading.load import load

#: The two places of the first board became one; the third board keeps one of its two places.
MERGED, GONE = "L00000012", synthetic.LOCATIONS[5]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cells() -> list[tuple[str, int, int]]:
    """Every ward with its column and row in the grid."""
    return [(code, number % 6, number // 6) for number, code in enumerate(synthetic.WARDS)]


def _place(column: int, row: int) -> str:
    return MERGED if column < 2 else synthetic.LOCATIONS[column // 2 * 2 + row // 3]


def _sources(folder: Path) -> None:
    """A lookup and outlines as they are published, in a folder."""
    header = ("LSOA21CD", "MSOA21CD", "MSOA21NM", "SICBL24CD", "SICBL24NM", "ICB24CD", "ICB24NM", "LAD24CD", "LAD24NM")
    with (folder / "lookup.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for ward, column, row in _cells():
            place, council = _place(column, row), synthetic.COUNCILS[column * 2 + row // 3]
            system = "elsewhere" if place == GONE else synthetic.SYSTEM
            names = (f"NHS Merged {place} CCG", system, "Southland", council, f"Council {council}")
            writer.writerow((f"E{ward}", ward, f"Ward {ward}", place, *names))
    squares = [
        shapely.box(*(300_000 + 10_000 * c, 200_000 + 10_000 * r), 310_000 + 10_000 * c, 210_000 + 10_000 * r)
        for _, c, r in _cells()
    ]
    codes = [f"E{ward}" for ward, _, _ in _cells()]
    geopandas.GeoDataFrame({"LSOA21CD": codes}, geometry=squares, crs=27700).to_file(folder / "lsoa.geojson")


RECIPES = '[[recipes]]\nindicator = "people"\nform = "ons"\ncolumns = { value = "People" }\n'


def _count_people(data: Path) -> None:
    """An indicator of a thousand people in each ward, with the sums that the edition before has of them."""
    path = data / "indicators.csv"
    rows = rows_of(path)
    people = {**rows[0], "id": "people", "measure": "people", "family": "people", "kind": "count", "per": ""}
    people |= {"levels": "region board location unitary ward", "standardised": "", "unit": "people"}
    people["limits"] = "Made up. The figure of Location 6 is of more than it. Counted once."
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, people])
    wards = {synthetic.SYSTEM: 36, **dict.fromkeys(synthetic.BOARDS, 12), **dict.fromkeys(synthetic.LOCATIONS, 6)}
    wards |= {**dict.fromkeys(synthetic.COUNCILS, 3), **dict.fromkeys(synthetic.WARDS, 1)}
    lines = [f"people,{code},2020,{1000 * number},,,{1000 * number},,sum,,,," for code, number in wards.items()]
    header = "indicator,area_code,period,value,lower,upper,count,denominator,status,extent,note,verdict,interval"
    (data / "values" / "people.csv").write_text("\n".join([header, *lines, ""]), encoding="utf-8")


#: What documents say of the boards: the first has one place for two, the second stays, the third lost a place.
FACTS = [
    *((board, "locations", "Two places make it up.", "A list") for board in synthetic.BOARDS),
    *((board, "population", "About 12,000 people.", "A list") for board in synthetic.BOARDS),
]


def _state(data: Path) -> None:
    with (data / "facts.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(FACTS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of the new edition, and what the command printed."""
    folder = tmp_path_factory.mktemp("editions")
    data, shapes = synthetic.edition(folder / "before")
    _count_people(data)
    _state(data)
    (data / "recipes.toml").write_text(RECIPES, encoding="utf-8")
    sources = folder / "sources"
    sources.mkdir()
    _sources(sources)
    options = ["--system", synthetic.SYSTEM, "--vintage", "2024", "--out", str(folder / "new")]
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setenv("ATLAS_DATA", str(data))
        patch.setenv("ATLAS_BOUNDARIES", str(shapes))
        patch.setattr("builtins.print", lambda *words, **_: said.extend(map(str, words)))
        main(["new-edition", *options, "--lookups", str(sources), "--boundaries", str(sources)])
    return folder / "new", "\n".join(said)


def test_a_new_edition_loads_and_has_the_areas_of_its_year(made: tuple[Path, str]) -> None:
    atlas = load(made[0] / "data", made[0] / "boundaries")
    assert [len(atlas.level(level)) for level in atlas.edition.levels] == [1, 1, 3, 4, 10, 0, 30, 1]
    assert GONE not in atlas.areas
    assert (made[0] / "data" / "recipes.toml").read_text(encoding="utf-8") == RECIPES
    assert atlas.areas[MERGED].name == "Merged L00000012"
    assert atlas.areas[MERGED].parents == (synthetic.SYSTEM, synthetic.BOARDS[0])


def test_no_sum_outlives_its_parts(made: tuple[Path, str]) -> None:
    """The third board had 12,000 people and has 6,000; nobody's figure of the year before stands under its name."""
    people = {row["area_code"]: row["value"] for row in rows_of(made[0] / "data" / "values" / "people.csv")}
    assert people[synthetic.SYSTEM] == "30000"
    assert [people[board] for board in synthetic.BOARDS] == ["12000", "12000", "6000"]
    assert people[MERGED] == "12000"
    assert sum(people[ward] == "1000" for ward in synthetic.WARDS if ward in people) == 30


def test_a_rate_of_an_area_with_other_land_is_left_out_and_that_of_the_same_land_stays(made: tuple[Path, str]) -> None:
    """Board 3 lost half of its land, so what was published for that name is of other people."""
    figures = {row["area_code"] for row in rows_of(made[0] / "data" / "values" / "figures.csv")}
    assert {*synthetic.BOARDS} & figures == {*synthetic.BOARDS[:2]}
    assert synthetic.SYSTEM not in figures
    assert MERGED not in figures
    assert GONE not in figures


def test_what_was_said_of_other_parts_is_not_said_of_those_of_now(made: tuple[Path, str]) -> None:
    told = {(row["area_code"], row["topic"]) for row in rows_of(made[0] / "data" / "facts.csv")}
    first, second, _ = synthetic.BOARDS
    assert told == {(first, "trusts"), (first, "population"), (second, "population"), (second, "locations")}
    words = tomllib.loads((made[0] / "data" / "edition.toml").read_text(encoding="utf-8"))
    assert words["documents"]["members"] == "Lookups from small areas to larger ones, 2024"
    assert words["about"]["whole_areas"].startswith(
        f"“{words['extents']['county'].capitalize()}” marks a figure of an area"
    )


def test_limits_do_not_speak_of_areas_that_are_no_more(made: tuple[Path, str]) -> None:
    limits = {row["id"]: row["limits"] for row in rows_of(made[0] / "data" / "indicators.csv")}
    assert limits.pop("people") == "Made up. Counted once."
    assert set(limits.values()) == {"True of squares only."}
    assert "Left out: what the limits of 1 indicator say of areas that are no more." in made[1].splitlines()


def test_an_area_that_is_gone_is_not_meant_where_its_name_is_a_part_of_another() -> None:
    said = "North Cumbria is small. Cumbria is whole. So is the rest, about 1.5 times as large."
    left = "North Cumbria is small. So is the rest, about 1.5 times as large."
    assert without_sentences_of({"Cumbria"}, {"North Cumbria"}, said) == left


def test_it_says_what_is_left_out_and_signs_nothing_that_was_odd_before(made: tuple[Path, str]) -> None:
    """Five years of deaths, hardship, three of years of life lost, and people: ten. Made-up figures are odd already."""
    assert f"Left out: 10 figures of Location 6 ({GONE})." in made[1].splitlines()
    assert any(line.startswith("No faults: 50 areas") for line in made[1].splitlines())
    assert not any(line.startswith("Accepted") for line in made[1].splitlines())


def test_a_place_that_no_lookup_has_whole_in_the_system_is_left_out_with_its_reason(tmp_path: Path) -> None:
    """The lookup of systems is a year older than that of places: one place reaches beyond the system of then."""
    (tmp_path / "places.csv").write_text(
        "LSOA11CD,CCG20CD,CCG20NM,LAD20CD,LAD20NM,MSOA11CD,MSOA11NM\n"
        "E1,C1,First,D1,One,M1,Ward\nE2,C2,Second,D1,One,M2,Ward\nE3,C2,Second,D2,Two,M3,Ward\n",
        encoding="utf-8",
    )
    (tmp_path / "systems.csv").write_text(
        "LSOA11CD,CCG19CD,STP19CD,STP19NM\nE1,B1,S1,The System\nE2,B1,S1,The System\nE3,B2,S2,Another\n",
        encoding="utf-8",
    )
    found = membership(read_lookups(tmp_path), "S1", 2020)
    assert list(found.inside.index) == ["E1"]
    assert found.left == ["C2 is left out: only a part of Second lies in the system."]
    roles = ("country", "system", "place", "council", "district", "small")
    levels = [
        {"key": role, "role": role, "rung": rung, "singular": role, "short": role}
        for rung, role in zip((0, 1, 3, 3, 4, 5), roles, strict=True)
    ]
    cut = {"D1": "D1" in set(found.outside["council"])}
    rows = {row.code: row for row in area_rows(found.inside, levels, {}, cut)}
    assert rows["D1"].part_of_larger == "county"
    assert rows["D1"].levels == ("council",)
    assert rows["C1"].same_boundary == ""
    assert rows["M1"].parents == ("S1", "C1", "D1")
