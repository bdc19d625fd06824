"""Cancer by CCG: standardised figures with known answers, the converter on small tables, and the shipped table.

The last part reads the official files with the csv module alone, works every figure out anew in another way, and holds
it against data/values, in both directions.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import scipy.stats  # type: ignore[import-untyped]

from dashboard.importers import cancer
from dashboard.importers.mergers import CCGS_OF_2020, made_of
from dashboard.importers.table import write_table
from dashboard.stats.standardisation import Stratum, expected_events, standardised_rate, standardised_ratio
from tests.official import official_folder

REPO = Path(__file__).parents[2]
SHIPPED = REPO / "data" / "values" / "cancer.csv"
AREAS = REPO / "data" / "areas.csv"
ENGLAND = "E92000001"

# --- the arithmetic ---


def test_a_ratio_has_the_limits_of_its_count() -> None:
    """80 x (1 - 1/720 - 1.96/(3 x 8.944))^3 = 63.43 and 81 x (1 - 1/729 + 1.96/27)^3 = 99.57, of 50 expected."""
    assert standardised_ratio(80, 50) == pytest.approx((160, 2 * 63.43, 2 * 99.57), abs=0.01)


def test_what_is_expected_is_the_rate_of_the_standard_in_each_group() -> None:
    standard = {"young": Stratum(10, 1_000), "old": Stratum(50, 500)}
    assert expected_events({"young": 300, "old": 20}, standard) == pytest.approx(300 * 0.01 + 20 * 0.1)


def test_a_rate_weighs_each_group_by_the_standard_population() -> None:
    """0.6 x 10/1,000 + 0.4 x 20/500 = 22 per 1,000; 30 events have the limits 20.24 and 42.83.

    The variance is 0.36 x 10/1,000^2 + 0.16 x 20/500^2 = 0.0000164, so a reach of 0.0007394 for each event.
    """
    found = standardised_rate([Stratum(10, 1_000), Stratum(20, 500)], [60, 40], 1_000)
    assert found == pytest.approx((22, 14.78, 31.49), abs=0.01)


def test_there_is_no_figure_of_nothing() -> None:
    with pytest.raises(ValueError, match="no rate of no events"):
        standardised_rate([Stratum(0, 1_000)], [1], 1_000)
    with pytest.raises(ValueError, match="no ratio"):
        standardised_ratio(3, 0)


def test_the_six_groups_have_the_people_of_the_standard_population() -> None:
    """By hand from the European Standard Population of 2013, in five-year groups."""
    assert list(cancer.WEIGHTS.values()) == [27_500, 33_500, 13_500, 11_500, 9_000, 5_000]


SOURCES = {"x": ("a",), "y": ("b", "c"), "z": ("d", "e")}


@pytest.mark.parametrize(
    ("whole", "found"),
    [("a", ("x",)), ("abc", ("x", "y")), ("ab", ()), ("abcd", ()), ("abcde", ("x", "y", "z")), ("f", ())],
)
def test_an_area_has_a_figure_only_if_what_is_counted_makes_it_up_exactly(whole: str, found: tuple[str, ...]) -> None:
    assert made_of(whole, SOURCES) == found


# --- the converter on tables small enough to check by hand ---

COUNT_HEADER = "Region,Year,Gender,Age.group,ICD10_code,Count\n"
SUNDERLAND = "E38000176"
COUNTED = (ENGLAND, *CCGS_OF_2020)
YEARS = range(2016, 2021)
#: The age groups with deaths -> the people of England and of each other area.
OLD = {"60 to 69": (2_000_000, 10_000), "80 and over": (1_000_000, 1_000)}


def counts(england: int, elsewhere: int) -> str:
    """Men of 60 to 69 and of 80 and over, every year alike; England's lung cancers of a year are twice ``england``."""
    lines = [
        f"{area},{year},Male,{age},{code},{(england if area == ENGLAND else elsewhere) if age in OLD else 0}"
        for code in cancer.CONDITIONS
        for area in COUNTED
        for year in YEARS
        for age in cancer.WEIGHTS
    ]
    return COUNT_HEADER + "\n".join(lines) + "\n"


PEOPLE = "Region,Year,Gender,Age.group,population\n" + "".join(
    f"{area},{year},{sex},{age},{people if area == ENGLAND else own}\n"
    for area in COUNTED
    for year in YEARS
    for sex in ("Male", "Female")
    for age in cancer.WEIGHTS
    for people, own in (OLD.get(age, (5_000_000, 20_000)),)
)
ALL = "Code,Year,Gender,Population,Count_All,Deaths_All\n" + "".join(
    f"{area},{year},{sex},50000,1,100\n" for area in COUNTED for year in YEARS for sex in ("Male", "Female")
)

Files = Callable[..., list[Path]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    def _files(deaths: str = counts(13_758, 40), people: str = PEOPLE) -> list[Path]:
        texts = {"deaths": deaths, "cases": counts(20_158, 60), "people": people, "all": ALL}
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return [tmp_path / f"{name}.csv" for name in texts]

    return _files


def row(table: pd.DataFrame, indicator: str, area: str, period: str = "2017-19") -> dict[str, Any]:
    key = (indicator, area, period)
    (found,) = (
        cells for cells in table.to_dict("records") if (cells["indicator"], cells["area_code"], cells["period"]) == key
    )
    return found


def test_a_ccg_has_its_deaths_beside_those_that_england_s_rates_would_mean(files: Files) -> None:
    """Expected a year: 10,000 x 13,758/2,000,000 + 1,000 x 13,758/1,000,000 = 82.548; 40 + 40 were counted."""
    found = row(cancer.convert(files(), AREAS), "lung-cancer-deaths-smr", SUNDERLAND)
    assert found["value"] == pytest.approx(100 * 80 / 82.548)
    assert (found["count"], found["status"]) == (240, "derived")
    assert found["lower"] < found["value"] < found["upper"]


def test_the_rate_is_of_all_three_years_and_weighs_the_six_groups(files: Files) -> None:
    """11.5 % of 40 men of 10,000, and 5 % of 40 of 1,000, as only men have this cancer here."""
    found = row(cancer.convert(files(), AREAS), "lung-cancer-deaths-rate", SUNDERLAND)
    assert found["value"] == pytest.approx(100_000 * (0.115 * 40 / 10_000 + 0.05 * 40 / 1_000))
    assert found["denominator"] == 3 * (4 * 20_000 + 11_000)


def test_an_icp_is_worked_out_from_all_counts_in_it_and_never_from_ratios(files: Files) -> None:
    table = cancer.convert(files(), AREAS)
    found = row(table, "lung-cancer-deaths-smr", "icp-central")
    assert found["count"] == 3 * 240
    assert found["value"] == pytest.approx(100 * 80 / 82.548)
    assert (row(table, "lung-cancer-deaths-smr", "E38000047")["count"], found["extent"]) == (240, "")
    assert "icp-south" not in set(table["area_code"])
    assert "E54000049" not in set(table["area_code"])


def test_england_is_100_by_definition_with_its_count(files: Files) -> None:
    found = row(cancer.convert(files(), AREAS), "lung-cancer-deaths-smr", ENGLAND)
    assert (found["value"], found["count"], found["status"]) == (100, 3 * 27_516, "definition")
    assert math.isnan(found["lower"])


def test_2020_is_left_out_as_its_people_are_not_the_published_ones(files: Files) -> None:
    assert set(cancer.convert(files(), AREAS)["period"]) == {"2016-18", "2017-19"}


def test_no_standardised_figure_is_given_from_fewer_than_ten_deaths(files: Files) -> None:
    """Three years of 1 and 1 are 6 deaths; 2 and 2 are 12."""
    few = cancer.convert(files(counts(13_758, 1)), AREAS)
    assert row(few, "lung-cancer-deaths-smr", SUNDERLAND)["status"] == "suppressed"
    assert row(few, "lung-cancer-deaths-rate", SUNDERLAND)["status"] == "suppressed"
    assert row(few, "lung-cancer-deaths-smr", "icp-central")["count"] == 18
    assert row(cancer.convert(files(counts(13_758, 2)), AREAS), "lung-cancer-deaths-smr", SUNDERLAND)["count"] == 12


def test_a_crude_rate_is_deaths_over_person_years(files: Files) -> None:
    found = row(cancer.convert(files(), AREAS), "cancer-deaths-crude-rate", "icp-central")
    assert (found["value"], found["count"], found["denominator"]) == (200, 1_800, 900_000)


def test_deaths_and_new_cases_are_told_by_england_and_others_are_refused(files: Files) -> None:
    with pytest.raises(ValueError, match=r"deaths\.csv: found 20,000, expected 27,516 deaths or 40,316 new cases"):
        cancer.convert(files(counts(10_000, 40)), AREAS)


def test_counts_that_lack_a_year_of_a_group_are_refused(files: Files) -> None:
    lacking = counts(13_758, 40).replace(f"{SUNDERLAND},2018,Male,80 and over,C50,40\n", "")
    with pytest.raises(ValueError, match=r"deaths\.csv: found fewer, expected every sex, age group and year"):
        cancer.convert(files(lacking), AREAS)


# --- the official files, worked out anew ---

CODES = {"C33-C34": "lung", "C18-C20": "colorectal", "C50": "breast", "C61": "prostate"}
CODES |= {"C25": "pancreatic", "C22": "liver", "C15": "oesophageal"}
UNCHANGED = ("E38000127", "E38000130", "E38000163", "E38000176", "E38000212", "E38000215")
MADE_OF = {ENGLAND: (ENGLAND,), **{code: (code,) for code in UNCHANGED}}
MERGED = {**dict.fromkeys(("E38000047", "E38000116"), ("E38000234", "County Durham"))}
MERGED |= dict.fromkeys(("E38000042", "E38000075", "E38000162"), ("E38000247", "Tees Valley"))
MADE_OF |= {code: (source,) for code, (source, _) in MERGED.items()}
MADE_OF |= {
    "icp-north": ("E38000130", "E38000127", "E38000212"),
    "icp-central": ("E38000163", "E38000176", "E38000234"),
    "icp-north-cumbria": ("E38000215",),
}
FILES = (
    "ndrs_cancer_deaths_ccg21_2001_2020.csv",
    "ndrs_cancer_cases_ccg21_2001_2020.csv",
    "ons_population_ccg21_age6_2001_2020.csv",
    "ndrs_all_cancer_ccg21_2002_2019.csv",
)
#: Age group of the source -> its people of the European Standard Population of 2013.
STANDARD = {"Under 25": 27_500, "25 to 49": 33_500, "50 to 59": 13_500}
STANDARD |= {"60 to 69": 11_500, "70 to 79": 9_000, "80 and over": 5_000}
Key = tuple[str, str, str]
Cells = tuple[float | None, ...]


def read(name: str) -> list[dict[str, str]]:
    with (official_folder() / "new-2026-11" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def byar(count: float) -> tuple[float, float]:
    z = scipy.stats.norm.ppf(0.975)
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    return low, (count + 1) * (1 - 1 / (9 * (count + 1)) + z / (3 * math.sqrt(count + 1))) ** 3


def expected_ratios(file: str, name: str) -> Iterator[tuple[Key, Cells]]:
    """Every ratio, from totals that are summed for each period separately."""
    people = {(r["Region"], r["Year"], r["Gender"], r["Age.group"]): int(r["population"]) for r in read(FILES[2])}
    number: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for line in read(file):
        number[line["ICD10_code"], line["Region"], line["Year"], line["Gender"], line["Age.group"]] = int(line["Count"])
    groups = {code: sorted({key[3:] for key in number if key[0] == code}) for code in CODES}
    for code, site in CODES.items():
        for last in range(2003, 2020):
            span = [str(year) for year in (last - 2, last - 1, last)]
            for area, sources in MADE_OF.items():
                observed, hoped = 0, 0.0
                for group in groups[code]:
                    national = sum(number[code, ENGLAND, year, *group] for year in span)
                    rate = national / sum(people[ENGLAND, year, *group] for year in span)
                    hoped += rate * sum(people[source, year, *group] for source in sources for year in span)
                    observed += sum(number[code, source, year, *group] for source in sources for year in span)
                limits = (None, None) if area == ENGLAND else tuple(100 * limit / hoped for limit in byar(observed))
                key = (f"{site}-cancer-{name}", area, f"{last - 2}-{last % 100:02}")
                yield key, (100 * observed / hoped, *limits, observed, None)


def expected_rates() -> Iterator[tuple[Key, Cells]]:
    """Every rate of deaths: a mean over 100,000 people of the standard population, one weight each."""
    people = {(r["Region"], r["Year"], r["Gender"], r["Age.group"]): int(r["population"]) for r in read(FILES[2])}
    lines = read(FILES[0])
    for code, site in CODES.items():
        sexes = {line["Gender"] for line in lines if line["ICD10_code"] == code}
        own = [line for line in lines if line["ICD10_code"] == code]
        deaths = {(r["Region"], r["Year"], r["Gender"], r["Age.group"]): int(r["Count"]) for r in own}
        for area, sources in MADE_OF.items():
            for last in range(2003, 2020):
                years = [str(year) for year in range(last - 2, last + 1)]
                each = [(source, year, sex) for source in sources for year in years for sex in sexes]
                died = {age: sum(deaths[*part, age] for part in each) for age in STANDARD}
                lived = {age: sum(people[*part, age] for part in each) for age in STANDARD}
                rate = sum(STANDARD[age] * died[age] / lived[age] for age in STANDARD)
                spread = math.sqrt(sum((STANDARD[age] / lived[age]) ** 2 * died[age] for age in STANDARD))
                total = sum(died.values())
                scale = spread / math.sqrt(total)
                low, high = (rate + scale * (limit - total) for limit in byar(total))
                key = (f"{site}-cancer-deaths-rate", area, f"{last - 2}-{last % 100:02}")
                yield key, (rate, low, high, total, sum(lived.values()))


def expected_crude() -> Iterator[tuple[Key, Cells]]:
    lines = read(FILES[3])
    for area, sources in MADE_OF.items():
        for last in range(2004, 2020):
            own = [r for r in lines if r["Code"] in sources and last - 2 <= int(r["Year"]) <= last]
            deaths, people = (sum(int(r[name]) for r in own) for name in ("Deaths_All", "Population"))
            low, high = (100_000 * limit / people for limit in byar(deaths))
            key = ("cancer-deaths-crude-rate", area, f"{last - 2}-{last % 100:02}")
            yield key, (100_000 * deaths / people, low, high, deaths, people)


def shipped() -> dict[Key, Cells]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ("value", "lower", "upper", "count", "denominator")
    found = {
        (r["indicator"], r["area_code"], r["period"]): tuple(float(r[n]) if r[n] else None for n in names) for r in rows
    }
    assert len(found) == len(rows)
    return found


def alike(one: Cells, other: Cells) -> bool:
    """The same cells are empty, and the others agree to ten digits."""
    pairs = list(zip(one, other, strict=True))
    return all((a is None) == (b is None) and math.isclose(a or 0, b or 0, rel_tol=1e-10) for a, b in pairs)


@pytest.mark.official
def test_every_shipped_figure_is_that_of_the_counts_and_none_is_lacking() -> None:
    expected = {
        **dict(expected_ratios(FILES[0], "deaths-smr")),
        **dict(expected_ratios(FILES[1], "new-cases-sir-ccg")),
        **dict(expected_rates()),
        **dict(expected_crude()),
    }
    found = shipped()
    assert found.keys() == expected.keys()
    assert [key for key, cells in expected.items() if not alike(found[key], cells)] == []


@pytest.mark.official
def test_importing_the_official_files_gives_the_shipped_bytes(tmp_path: Path) -> None:
    paths = [official_folder() / "new-2026-11" / name for name in FILES]
    write_table(cancer.convert(paths[::-1], AREAS), tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == SHIPPED.read_bytes()


def test_a_ccg_that_went_into_a_larger_one_has_its_figure_and_says_of_what_it_is() -> None:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        said = {(r["area_code"], r["extent"], r["note"]) for r in csv.DictReader(file)}
    merged = {(code, "merged", name) for code, (_, name) in MERGED.items()}
    assert said == merged | {(code, "", "") for code in MADE_OF.keys() - MERGED.keys()}
    assert "E38000069" not in MADE_OF  # its part of North Yorkshire cannot be told apart, and is a small one


def test_sunderland_has_three_lung_cancer_deaths_for_two_expected() -> None:
    """Known from elsewhere: 159.7 (148 to 172) in 2016-18, from 710 deaths."""
    value, lower, upper, count, _ = shipped()["lung-cancer-deaths-smr", SUNDERLAND, "2016-18"]
    assert (round(value or 0, 1), round(lower or 0), round(upper or 0), count) == (159.7, 148, 172, 710)
