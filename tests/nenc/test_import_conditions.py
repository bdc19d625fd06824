"""Registers, ratios, stroke, lung cancer, deprivation and population: the converters, and the tables that are shipped.

The first half works on tables small enough to check by hand. The second half reads the official files with the csv
module and openpyxl only, works out every figure anew and holds it against data/values, in both directions.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pytest
import scipy.stats  # type: ignore[import-untyped]
from shipped import Level

from dashboard.core.indicator import Kind
from dashboard.core.value import Status
from dashboard.importers import IMPORTS, deprivation, nomis, population, qof, stroke, table
from dashboard.importers.reading import read_csv
from tests.official import official_folder

REPO = Path(__file__).parents[2]
VALUES = REPO / "data" / "values"
SHIPPED_AREAS = REPO / "data" / "areas.csv"
MINE = ("deprivation", "nomis", "population", "qof", "stroke")

# --- tables small enough to check by hand ---

AREAS = """code,name,levels,parents
ics,The ICS,ics,
icp-a,A,icp,ics
icp-b,B,icp,ics
c1,One,ccg,ics icp-a
c2,Two,ccg,ics icp-a
c3,Three,ccg,ics icp-b
d1,Council one,council district,ics icp-a c1
"""
WHOLES = {"icp-a": ("c1", "c2"), "icp-b": ("c3",), "ics": ("c1", "c2", "c3")}

Save = Callable[[str, str], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write a small file and give its path."""

    def _save(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return _save


def rows(*cells: tuple[str, float | None, float | None, float | None]) -> pd.DataFrame:
    """One indicator and period: area, value, count, denominator."""
    names = ("area_code", "value", "count", "denominator")
    return table.frame(
        {"indicator": "i", "period": "2018", "status": "published"} | dict(zip(names, cell, strict=True))
        for cell in cells
    )


def column(result: pd.DataFrame, name: str, indicator: str | None = None) -> dict[str, object]:
    """One column by area, of one indicator."""
    chosen = result if indicator is None else result[result["indicator"] == indicator]
    return dict(zip(chosen["area_code"], chosen[name], strict=True))


THREE = rows(("c1", 10, 20, 200), ("c2", 1, 3, 300), ("c3", 4, 20, 500))


def test_the_areas_of_a_level_are_the_parts_of_the_icps_and_the_ics(save: Save) -> None:
    assert table.parts(Level.CCG, save("areas.csv", AREAS)) == WHOLES


def test_a_council_that_is_also_a_district_is_a_part_at_both_levels(save: Save) -> None:
    areas = save("areas.csv", AREAS)
    assert table.parts(Level.COUNCIL, areas) == table.parts(Level.DISTRICT, areas) == {"ics": ("d1",), "icp-a": ("d1",)}


def test_a_share_of_sums_is_exact_and_no_mean_of_shares() -> None:
    total = table.add_up(THREE, WHOLES, Kind.SHARE, per=100)
    assert column(total, "value") == {"icp-a": 4.6, "icp-b": 4.0, "ics": 4.3}  # 23/500, 20/500, 43/1000
    assert column(total, "count") == {"icp-a": 23, "icp-b": 20, "ics": 43}
    assert column(total, "denominator") == {"icp-a": 500, "icp-b": 500, "ics": 1000}
    assert set(total["status"]) == {"sum"}


def test_counts_add_up() -> None:
    assert column(table.add_up(THREE, WHOLES, Kind.COUNT), "value") == {"icp-a": 11, "icp-b": 4, "ics": 15}


def test_rates_are_averaged_by_people_and_marked_as_estimates() -> None:
    mean = table.weighted_estimate(THREE, WHOLES, {"c1": 1, "c2": 2, "c3": 5}, Kind.RATE)
    assert column(mean, "value") == {"icp-a": 4.0, "icp-b": 4.0, "ics": 4.0}  # (10+2)/3, 4, (10+2+20)/8
    assert set(mean["status"]) == {"estimate"}
    assert mean[["lower", "upper", "count", "denominator"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "incomplete",
    [
        THREE[THREE["area_code"] != "c2"],
        rows(("c1", 10, 20, 200), ("c2", None, None, None), ("c3", 4, 20, 500)),
        THREE.assign(extent=["", "county", ""]),
    ],
    ids=["no row", "blank value", "figure of a larger area"],
)
def test_there_is_no_aggregate_if_a_part_has_no_value(incomplete: pd.DataFrame) -> None:
    people = {"c1": 1.0, "c2": 1.0, "c3": 1.0}
    assert list(table.add_up(incomplete, WHOLES, Kind.SHARE, per=100)["area_code"]) == ["icp-b"]
    assert list(table.add_up(incomplete, WHOLES, Kind.COUNT)["area_code"]) == ["icp-b"]
    assert list(table.weighted_estimate(incomplete, WHOLES, people, Kind.RATE)["area_code"]) == ["icp-b"]


def test_the_wholes_of_each_period_are_judged_alone() -> None:
    later = THREE[THREE["area_code"] != "c3"].assign(period="2019")
    total = table.add_up(pd.concat([THREE, later]), WHOLES, Kind.COUNT)
    assert set(zip(total["period"], total["area_code"], strict=True)) == {
        *(("2018", whole) for whole in WHOLES),
        ("2019", "icp-a"),
    }


@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.RATE, Kind.YEARS, Kind.SCORE])
def test_what_does_not_add_up_is_refused(kind: Kind) -> None:
    with pytest.raises(ValueError, match="does not add up"):
        table.add_up(THREE, WHOLES, kind)


@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.SHARE, Kind.YEARS, Kind.COUNT])
def test_what_is_no_rate_is_never_averaged(kind: Kind) -> None:
    with pytest.raises(ValueError, match="never averaged"):
        table.weighted_estimate(THREE, WHOLES, {"c1": 1, "c2": 1, "c3": 1}, kind)


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("  ", None), ("0", 0), ("-1.5", -1.5), ("1,254", 1254), ("1,234,567.5", 1234567.5), (" 12 ", 12)],
)
def test_a_cell_is_a_number_or_empty(text: str, value: float | None) -> None:
    assert table.parsed_number(text) == value


@pytest.mark.parametrize("text", ["N/A", "nan", "inf", "*", "-", "1,23", "12,3456", "1 234", "12%", "1.2.3"])
def test_anything_else_in_a_cell_is_refused_by_its_text(text: str) -> None:
    with pytest.raises(ValueError, match="not a number") as refused:
        table.parsed_number(text)
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize(
    ("figure", "text"),
    [(0.1 + 0.2, "0.3"), (100.0, "100"), (1e-7, "0.0000001"), (56286961.0, "56286961"), (float("nan"), "")],
)
def test_a_number_is_written_plainly(figure: float, text: str) -> None:
    assert table.plain_cell(figure) == text


def test_a_table_is_written_sorted_with_lf_and_in_the_fixed_columns(tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    table.write_table(THREE.iloc[::-1].assign(note="café, whole"), path)
    assert path.read_bytes().decode("utf-8").split("\n") == [
        ",".join(table.COLUMNS),
        'i,c1,2018,10,,,20,200,published,,"café, whole",,',
        'i,c2,2018,1,,,3,300,published,,"café, whole",,',
        'i,c3,2018,4,,,20,500,published,,"café, whole",,',
        "",
    ]


def test_cells_are_read_as_text_and_other_encodings_refused(tmp_path: Path) -> None:
    path = tmp_path / "source.csv"
    path.write_bytes("\ufeffcode,n\n007,\nNA,1\n".encode())
    assert read_csv(path).to_dict("list") == {"code": ["007", "NA"], "n": ["", "1"]}
    path.write_bytes("code\ncafé\n".encode("cp1252"))
    with pytest.raises(ValueError, match=r"source.csv, row 2, column code: found 'café', saved as Windows text"):
        read_csv(path)


def test_two_rows_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="more than one row"):
        rows(("c1", 1, 1, 1), ("c1", 2, 2, 2))


@pytest.mark.parametrize("count", [0, 2])
def test_a_file_that_is_lost_or_given_twice_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} files with the columns code, n"):
        table.find([pd.DataFrame(columns=["code", "n"])] * count, "code", "n")


@pytest.mark.parametrize("name", MINE)
def test_every_converter_is_registered_under_the_name_of_its_module(name: str) -> None:
    assert IMPORTS[name].__module__ == f"dashboard.importers.{name}"


# Two ICPs of one CCG each. CCG c1 = council E10000006 = district d1 = neighbourhoods m1 and m2; c2 = u2 = d2 = m3.
SMALL_AREAS = """code,name,levels,parents
ics,The ICS,ics,
icp-a,A,icp,ics
icp-b,B,icp,ics
c1,One,ccg,ics icp-a
c2,Two,ccg,ics icp-b
"""
LOOKUPS = {
    "ccg.csv": "LSOA11CD,CCG19CD,LAD19CD\nl1,c1,d1\nl2,c1,d1\nl3,c2,d2\n",
    "utla.csv": "LSOA11CD,UTLA19CD\nl1,E10000006\nl2,E10000006\nl3,d2\n",
    "msoa.csv": "lsoa11_code,msoa11_code\nl1,m1\nl2,m2\nl3,m3\n",
    "people.csv": 'lsoa,pop\nl1,"1,000"\nl2,"3,000"\nl3,"6,000"\n',
}
ADMISSIONS = "LSOA11CD,area,admissions\nl1,L1,0.333333333\nl2,L2,2\nl3,L3,1.666666667\n"
#: Two people of each age from 0 to 74, hundreds of 75 and over; and in the year after one more newborn.
AGES = ",".join(["name,code,year", *(f"Age {age}" for age in range(90)), "Aged 90+"])
BY_AGE = f"""{AGES}
D1,d1,2018,{"2," * 75}{"100," * 15}900
D1,d1,2019,3,{"2," * 74}{"100," * 15}900
Copeland,E07000029,2018,{"1," * 75}{"100," * 15}900
"""
MINUTES = "LSOA11CD,LSOA,P1,P2,P3\nl1,L1,10,20,1\nl2,L2,40,30,1\nl3,L3,15.5,16,1\n"
UNITS = "postcode,use_ivt\nP1,1\nP2,1\nP3,0\nP4,0\n"


def small(save: Save, **files: str) -> tuple[list[Path], Path]:
    """The three lookups, the populations and further files; and areas.csv."""
    named = LOOKUPS | {f"{name}.csv": text for name, text in files.items()}
    return [save(name, text) for name, text in named.items()], save("areas.csv", SMALL_AREAS)


def test_people_add_up_to_every_area_and_a_single_tier_council_comes_once(save: Save) -> None:
    result = population.convert(*small(save, ages=BY_AGE))
    assert column(result, "value", population.INDICATOR) == {
        "m1": 1000,
        "m2": 3000,
        "m3": 6000,
        "d1": 4000,
        "d2": 6000,
        "E10000006": 4000,
        "c1": 4000,
        "c2": 6000,
        "icp-a": 4000,
        "icp-b": 6000,
        "ics": 10000,
        "E92000001": 56286961,
    }
    extents = column(result, "extent", population.INDICATOR)
    assert {code: extent for code, extent in extents.items() if extent} == {"E10000006": "part"}


def test_people_under_75_are_those_aged_0_to_74_of_each_year(save: Save) -> None:
    result = population.convert(*small(save, ages=BY_AGE))
    under_75 = result[result["indicator"] == population.UNDER_75]
    keys = zip(under_75["area_code"], under_75["period"], strict=True)
    assert dict(zip(keys, under_75["value"], strict=True)) == {
        ("d1", "2018"): 150,
        ("d1", "2019"): 151,
        ("E07000029", "2018"): 75,
    }
    assert list(under_75["count"]) == list(under_75["value"])
    assert set(under_75["status"]) == {"sum"}
    assert column(under_75, "extent") == {"d1": "", "E07000029": "district"}


def test_a_file_of_ages_that_lacks_one_of_them_is_refused(save: Save) -> None:
    with pytest.raises(ValueError, match=r"expected the columns .* code, year, Age 0"):
        population.convert(*small(save, ages=BY_AGE.replace("Age 74", "Age 74+")))
    with pytest.raises(ValueError, match="found an empty cell, expected a number"):
        population.convert(*small(save, ages=BY_AGE.replace("2019,3,2", "2019,3,")))


def test_a_stroke_rate_is_admissions_over_person_years(save: Save) -> None:
    result = stroke.convert(*small(save, admissions=ADMISSIONS, minutes=MINUTES, units=UNITS))
    rates = column(result, "value", stroke.ADMISSIONS)
    counts = column(result, "count", stroke.ADMISSIONS)
    assert (counts["c1"], counts["c2"], counts["ics"]) == (7, 5, 12)
    assert rates["c1"] == pytest.approx(7 / 12000 * 100000)
    assert rates["ics"] == 12 / 30000 * 100000
    assert column(result, "denominator", stroke.ADMISSIONS)["c2"] == 18000
    assert rates["E92000001"] == pytest.approx(80958 / 56286961 * 100000)


def test_a_stroke_rate_has_the_interval_of_its_admissions(save: Save) -> None:
    """Of 7 admissions the exact limits 2.814 and 14.423 of the printed tables; of 12 Byar's 6.1936 and 20.963."""
    result = stroke.convert(*small(save, admissions=ADMISSIONS, minutes=MINUTES, units=UNITS))
    lower, upper = (column(result, name, stroke.ADMISSIONS) for name in ("lower", "upper"))
    assert (lower["c1"], upper["c1"]) == pytest.approx((2.814 / 0.12, 14.423 / 0.12), rel=1e-3)
    assert (lower["ics"], upper["ics"]) == pytest.approx((6.1936 / 0.3, 20.963 / 0.3), rel=1e-4)
    travel = result[result["indicator"] == stroke.TRAVEL]
    assert travel[["lower", "upper"]].isna().all(axis=None)


def test_no_crude_rate_is_given_from_fewer_than_three_admissions(save: Save) -> None:
    result = stroke.convert(*small(save, admissions=ADMISSIONS, minutes=MINUTES, units=UNITS))
    m1 = result[(result["indicator"] == stroke.ADMISSIONS) & (result["area_code"] == "m1")].iloc[0]
    assert m1["status"] == Status.SUPPRESSED
    assert m1[list(table.NUMBERS)].isna().all()


def test_travel_time_is_to_the_nearest_unit_that_gives_thrombolysis_weighted_by_people(save: Save) -> None:
    result = column(
        stroke.convert(*small(save, admissions=ADMISSIONS, minutes=MINUTES, units=UNITS)), "value", stroke.TRAVEL
    )
    assert (result["m1"], result["m2"], result["m3"]) == (10, 30, 15.5)
    assert result["c1"] == 25  # (10 x 1,000 + 30 x 3,000) / 4,000
    assert result["ics"] == 19.3  # (100,000 + 93,000) / 10,000
    assert "E92000001" not in result


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"units": UNITS.replace("P4,0", "P4,1")}, r"no travel times to the units \['P4'\]"),
        ({"admissions": ADMISSIONS.replace("1.666666667", "1.6")}, "no multiple of a third"),
        ({"admissions": ADMISSIONS.replace("l3,L3", "l9,L9")}, "1 LSOAs have no figure, the first is l3"),
    ],
)
def test_a_stroke_file_that_is_not_what_it_says_is_refused(save: Save, changed: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        stroke.convert(*small(save, **{"admissions": ADMISSIONS, "minutes": MINUTES, "units": UNITS} | changed))


def test_lookups_of_other_lsoas_are_refused(save: Save) -> None:
    paths, areas = small(save)
    save("msoa.csv", "lsoa11_code,msoa11_code\nl1,m1\n")
    with pytest.raises(ValueError, match="the same LSOAs"):
        population.convert(paths, areas)


def test_deprivation_is_weighted_by_people_and_counts_ranks_up_to_3284() -> None:
    figures = pd.DataFrame({"score": [80, 20, 50], "rank": [3284, 3285, 1], "people": [100, 300, 600]}, index=[*"abc"])
    member = pd.DataFrame({"lsoa": [*"ababc"], "area_code": ["m", "m", "all", "all", "all"]})
    result = deprivation.from_lsoas(figures.astype("float64"), member)
    assert dict(result["score"]) == {"m": 35, "all": 44}  # (8,000 + 6,000) / 400; (14,000 + 30,000) / 1,000
    assert dict(result["share"]) == pytest.approx({"m": 50, "all": 200 / 3})


def imd_workbook(path: Path, code: str, score: float, share: float, space: str) -> Path:
    """An official summary of one area; the column names of some files end in a space."""
    book = openpyxl.Workbook()
    book.active.title = "IMD"
    names = ("IMD - Average score", "IMD - Proportion of LSOAs in most deprived 10% nationally")
    book.active.append(["Code (2019)", *(name + space for name in names)])
    book.active.append([code, score, share])
    book.save(path)
    return path


def test_the_printed_deprivation_of_a_whole_area_wins_over_ours(save: Save, tmp_path: Path) -> None:
    ranks = 'LSOA code (2011),Index of Multiple Deprivation (IMD) Rank\nl1,"3,284"\nl2,"32,844"\nl3,9\n'
    people = 'LSOA code (2011),Total population: mid 2015 (excluding prisoners)\nl1,"1,000"\nl2,"1,000"\nl3,500\n'
    scores = "nation,lsoa,overall_local_score\nE,l1,40\nE,l2,10\nE,l3,70\n"
    paths, areas = small(save, ranks=ranks, file6=people, scores=scores)
    paths = [path for path in paths if path.name != "people.csv"]
    paths.append(imd_workbook(tmp_path / "10.xlsx", "d1", 25.004, 0.5001, " "))
    paths.append(imd_workbook(tmp_path / "11.xlsx", "E10000006", 11, 0.01, " "))
    paths.append(imd_workbook(tmp_path / "13.xlsx", "c1", 25.003, 0.5, ""))
    result = deprivation.convert(paths, areas)
    score, share = (column(result, "value", indicator) for indicator in deprivation.INDICATORS.values())
    assert (score["d1"], score["c1"], score["icp-a"], score["E10000006"]) == (25.004, 25.003, 25, 25)
    assert (share["d1"], share["c1"], share["icp-a"], share["E92000001"]) == (50.01, 50, 50, 10)
    assert column(result, "status")["d1"] == "published"
    assert (column(result, "status")["E10000006"], column(result, "extent")["E10000006"]) == ("derived", "part")
    assert "E92000001" not in score


def test_two_official_figures_for_one_area_are_refused(tmp_path: Path) -> None:
    books = [imd_workbook(tmp_path / f"{n}.xlsx", "d1", n, 0.5, " ") for n in (10, 11)]
    with pytest.raises(ValueError, match="two official figures for d1"):
        deprivation._official(books)


LUNG = (
    'mnemonic,"C33-C34 Malignant neoplasm of trachea, bronchus and lung",date\nE06000057,215,2023\n'
    "E08000021,186,2023\nE08000037,149,2023\nE06000065,335,2023\nE06000063,194,2023\nColumn Total,27870,2023\n"
)
LUNG_AREAS = """code,name,levels,parents
icp-a,A,icp,
icp-b,B,icp,
E08000021,Newcastle,council district,icp-a
E08000037,Gateshead,council district,icp-a
E06000057,Northumberland,council district,icp-b
E10000023,North Yorkshire,council,icp-b
"""


def test_lung_cancer_deaths_add_up_only_where_whole_councils_make_up_the_area(save: Save) -> None:
    result = nomis.convert([save("lung.csv", LUNG)], save("areas.csv", LUNG_AREAS))
    assert column(result, "value") == {
        "E06000057": 215,
        "E08000021": 186,
        "E08000037": 149,
        "E10000023": 335,
        "E38000130": 215,
        "E38000212": 335,
        "icp-a": 335,
    }
    assert column(result, "extent")["E10000023"] == "county"
    assert column(result, "status")["E38000212"] == "sum"


def test_a_zero_that_may_be_a_suppressed_cell_is_refused(save: Save) -> None:
    with pytest.raises(ValueError, match="found '0', expected a count from 1 up, as a zero may be a suppressed cell"):
        nomis.convert([save("lung.csv", LUNG.replace(",186,", ",0,"))], save("areas.csv", LUNG_AREAS))


CCG_REGISTERS = """qof_year,group_code,ccg_ons_code,list_size_column,list_size,register,prevalence_pct
2018-19,STIA,c1,List size,1000,30,3.0
2018-19,STIA,c2,List size,3000,30,1.0
2018-19,CVD-PP,c1,List size ages 30-74,500,5,1.0
2019-20,STIA,c1,List size,1000,40,4.0
"""
ENGLAND_REGISTERS = """qof_year,group_code,ccgs_summed,list_size,register
2018-19,STIA,191,10000,150
2019-20,STIA,135,20000,360
"""
MODELLED = "lad_code,group_code,register,list,prevalence\nE07000029,CVDPP,1,2,0.5\nE07000029,STIA,1.5,100,0.015\n"


def test_registers_are_shares_in_per_cent_and_add_up(save: Save) -> None:
    paths = [save("ccg.csv", CCG_REGISTERS), save("england.csv", ENGLAND_REGISTERS), save("hcl.csv", MODELLED)]
    result = qof.convert(paths, save("areas.csv", SMALL_AREAS))
    stroke_register = result[result["indicator"] == "stroke-register"]
    assert set(stroke_register["area_code"][stroke_register["period"] == "2019/20"]) == {"c1", "icp-a", "E92000001"}
    result = result[(result["period"] == "2018/19") | (result["indicator"] != "stroke-register")]
    assert column(result, "value", "stroke-register") == {
        "c1": 3,
        "c2": 1,
        "icp-a": 3,
        "icp-b": 1,
        "ics": 1.5,
        "E92000001": 1.5,
    }
    assert column(result, "value", "stroke-register-modelled") == {"E07000029": 1.5, "E92000001": 1.8}
    assert column(result, "extent", "stroke-register-modelled") == {"E07000029": "district", "E92000001": ""}
    assert column(result, "status", "stroke-register-modelled") == {"E07000029": "modelled", "E92000001": "sum"}
    assert set(result["indicator"]) == {"stroke-register", "stroke-register-modelled"}


def test_what_was_counted_has_an_interval_and_what_was_modelled_has_none(save: Save) -> None:
    """Of 30 patients in 1,000: (60 + 3.8415 -/+ 1.96 x 10.9655) / (2,000 + 7.683) = 0.02109 and 0.04250."""
    paths = [save("ccg.csv", CCG_REGISTERS), save("england.csv", ENGLAND_REGISTERS), save("hcl.csv", MODELLED)]
    result = qof.convert(paths, save("areas.csv", SMALL_AREAS))
    modelled = result[result["indicator"] == "stroke-register-modelled"]
    assert modelled[["lower", "upper"]].isna().all(axis=None)
    result = result[result["period"] == "2018/19"]
    lower, upper = (column(result, name, "stroke-register") for name in ("lower", "upper"))
    assert (lower["c1"], upper["c1"]) == pytest.approx((2.109, 4.250), abs=0.0005)
    assert (lower["icp-a"], upper["icp-a"]) == (lower["c1"], upper["c1"])
    values = column(result, "value", "stroke-register")
    assert all(lower[area] < value < upper[area] for area, value in values.items())


def test_the_ccgs_of_2020_count_where_they_make_up_an_area_of_ours(save: Save) -> None:
    """Central: Sunderland, South Tyneside and County Durham, two CCGs of 2019. Tees Valley is not all of South."""
    codes = ("E38000163", "E38000176", "E38000234", "E38000247", "E38000127")
    lines = "".join(f"2019-20,STIA,{code},List size,1000,{20 + n},0\n" for n, code in enumerate(codes))
    paths = [save("ccg.csv", CCG_REGISTERS.splitlines()[0] + "\n" + lines)]
    paths += [save("england.csv", ENGLAND_REGISTERS), save("hcl.csv", MODELLED)]
    result = qof.convert(paths, SHIPPED_AREAS)
    result = result[(result["period"] == "2019/20") & (result["indicator"] == "stroke-register")]
    expected = {"E38000163": 2.0, "E38000176": 2.1, "E38000127": 2.4, "icp-central": 2.1, "E92000001": 1.8}
    assert column(result, "value") == pytest.approx(expected)


def test_an_unknown_register_is_refused(save: Save) -> None:
    paths = [save("ccg.csv", CCG_REGISTERS.replace("CVD-PP", "NEW"))]
    paths += [save("england.csv", ENGLAND_REGISTERS), save("hcl.csv", MODELLED)]
    with pytest.raises(ValueError, match="NEW"):
        qof.convert(paths, save("areas.csv", SMALL_AREAS))


# --- the official files, cell by cell, worked out anew ---


class Figure(NamedTuple):
    """What one shipped row must say."""

    value: float | None
    events: float | None
    denominator: float | None
    status: str
    note: str
    limits: tuple[float, float] | None = None


Key = tuple[str, str, str]
Figures = dict[Key, Figure]

#: From the table of the slide deck, not from areas.csv.
ICP = {
    "icp-north": ("E38000130", "E38000127", "E38000212"),
    "icp-central": ("E38000163", "E38000176", "E38000116", "E38000047"),
    "icp-south": ("E38000075", "E38000042", "E38000162", "E38000069"),
    "icp-north-cumbria": ("E38000215",),
}
EXTENTS = {
    **dict.fromkeys(("E10000006", "E10000023"), "county"),
    **dict.fromkeys(("E07000029", "E07000164", "E07000168"), "district"),
    **dict.fromkeys(("E02004007", "E02005798"), "neighbourhood"),
}
REGISTERS = {
    "STIA": "stroke",
    "CHD": "coronary-heart-disease",
    "COPD": "copd",
    "CAN": "cancer",
    "DEM": "dementia",
    "DM": "diabetes",
    "HYP": "hypertension",
    "DEP": "depression",
    "MH": "serious-mental-illness",
    "LD": "learning-disability",
    "CKD": "chronic-kidney-disease",
    "AST": "asthma",
    "AF": "atrial-fibrillation",
    "HF": "heart-failure",
    "PAD": "peripheral-arterial-disease",
    "EP": "epilepsy",
    "OB": "obesity",
    "OST": "osteoporosis",
    "RA": "rheumatoid-arthritis",
    "PC": "palliative-care",
}


@pytest.fixture(scope="module")
def official() -> Path:
    return official_folder()


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def decimal(cell: str) -> float:
    return float(cell.replace(",", ""))


def shipped(name: str) -> Figures:
    """The shipped rows by key; every one of them, with no key twice."""
    table_rows = read(VALUES / f"{name}.csv")
    found = {}
    for row in table_rows:
        value, events, people = (float(row[name]) if row[name] else None for name in ("value", "count", "denominator"))
        key = (row["indicator"], row["area_code"], row["period"])
        limits = (float(row["lower"]), float(row["upper"])) if row["lower"] or row["upper"] else None
        note = "; ".join(filter(None, (row["extent"], row["note"])))
        found[key] = Figure(value, events, people, row["status"], note, limits)
    assert len(found) == len(table_rows)
    return found


def assert_same(found: Figures, expected: Figures) -> None:
    """Both directions: no row too few, no row too many, and every cell the same to 12 digits."""
    assert found.keys() == expected.keys()
    wrong = [(key, found[key], expected[key]) for key in expected if not _alike(found[key], expected[key])]
    assert not wrong


def _alike(one: Figure, other: Figure) -> bool:
    pairs = (one.limits or (None, None), other.limits or (None, None))
    numbers = zip((*one[:3], *pairs[0]), (*other[:3], *pairs[1]), strict=True)
    return one[3:5] == other[3:5] and all(
        a is b is None or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-11)) for a, b in numbers
    )


Z = scipy.stats.norm.ppf(0.975)


def wilson(register: float, people: float) -> tuple[float, float]:
    """Limits in per cent, in the textbook's form: the share, moved towards a half, and the reach beside it."""
    share, spread = register / people, Z**2 / people
    reach = Z * math.sqrt(share * (1 - share) / people + spread / (4 * people))
    low, high = ((share + spread / 2 + sign * reach) / (1 + spread) for sign in (-1, 1))
    return 100 * low, 100 * high


def poisson(events: float, person_years: float) -> tuple[float, float]:
    """Limits per 100,000: exact by the chi-square distribution below 10 events, Byar's from 10 on."""
    if events < 10:
        low, high = scipy.stats.chi2.ppf(0.025, 2 * events) / 2, scipy.stats.chi2.ppf(0.975, 2 * events + 2) / 2
    else:
        low = events * (1 - 1 / (9 * events) - Z / (3 * math.sqrt(events))) ** 3
        high = (events + 1) * (1 - 1 / (9 * (events + 1)) + Z / (3 * math.sqrt(events + 1))) ** 3
    return 100_000 * low / person_years, 100_000 * high / person_years


def lsoas_by_area(official: Path) -> dict[str, list[str]]:
    """LSOAs of every area but England, from the ONS lookups."""
    found: dict[str, set[str]] = {}
    for row in read(official / "lookups" / "lsoa11_ccg19_lad19.csv"):
        icp = next(icp for icp, ccgs in ICP.items() if row["CCG19CD"] in ccgs)
        for area in (row["CCG19CD"], row["LAD19CD"], icp, "E54000049"):
            found.setdefault(area, set()).add(row["LSOA11CD"])
    for row in read(official / "lookups" / "lsoa11_utla19.csv"):
        found.setdefault(row["UTLA19CD"], set()).add(row["LSOA11CD"])
    for row in read(official / "lookups" / "lsoa11_msoa11.csv"):
        found.setdefault(row["msoa11_code"], set()).add(row["lsoa11_code"])
    assert len(found["E54000049"]) == 1959
    assert len(found) == 1 + 4 + 12 + 12 + 2 + 7 + 399
    return {area: sorted(codes) for area, codes in found.items()}


def part_note(area: str) -> str:
    return "part" if area in EXTENTS else ""


def people_by_lsoa(official: Path) -> dict[str, float]:
    return {row["lsoa"]: decimal(row["pop"]) for row in read(official / "lookups" / "lsoa11_population_mid2019.csv")}


def by_age(official: Path) -> list[dict[str, str]]:
    return read(official / "mortality" / "ons_midyear_population_la_by_age_2016_2019.csv")


@pytest.mark.official
def test_the_people_under_75_are_part_of_the_people_that_the_small_areas_add_up_to(official: Path) -> None:
    """Two publications: of every council that lies whole in the ICS, the ages of 2019 add up to its small areas."""
    found, compared = shipped("population"), 0
    for line in by_age(official):
        old = sum(float(line[f"Age {age}"]) for age in range(75, 90)) + float(line["Aged 90+"])
        if line["year"] == "2019" and line["code"] not in EXTENTS:
            young = found["all-causes-population-u75", line["code"], "2019"].value
            assert young is not None
            assert young + old == found["all-causes-population", line["code"], "2019"].value
            compared += 1
    assert compared == 12 + 4


@pytest.mark.official
def test_shipped_populations_are_the_sums_of_the_official_small_areas(official: Path) -> None:
    people = people_by_lsoa(official)
    expected = {("all-causes-population", "E92000001", "2019"): Figure(56286961, 56286961, None, "published", "")}
    for area, codes in lsoas_by_area(official).items():
        total = sum(people[code] for code in codes)
        expected["all-causes-population", area, "2019"] = Figure(total, total, None, "sum", part_note(area))
    for line in by_age(official):
        total = sum(float(line[f"Age {age}"]) for age in range(75))
        key = ("all-causes-population-u75", line["code"], line["year"])
        expected[key] = Figure(total, total, None, "sum", EXTENTS.get(line["code"], ""))
    assert len(expected) == 438 + 4 * 19
    assert_same(shipped("population"), expected)
    assert expected["all-causes-population", "E54000049", "2019"].value == 3143155


@pytest.mark.official
def test_shipped_registers_are_the_official_ones(official: Path) -> None:
    folder = official / "conditions"
    expected = dict(
        chain(
            _ccg_registers(read(folder / "qof_ccg_prevalence_2016_17_to_2019_20.csv")),
            _england_registers(read(folder / "DERIVED_qof_england_totals.csv")),
            _modelled_registers(read(folder / "hcl_qof_2019_20_districts.csv")),
        )
    )
    assert_same(shipped("qof"), expected)
    assert len(expected) == 20 * (3 * (12 + 4 + 1 + 1) + 6 + 3 + 1 + 19 + 1)


#: The CCGs of April 2020 that are no area of the atlas -> the ICP that holds them, if they make it up with others.
MERGED = {"E38000234": "icp-central", "E38000247": "icp-south"}


def _ccg_registers(source: Iterable[Mapping[str, str]]) -> Iterable[tuple[Key, Figure]]:
    sums: dict[Key, list[float]] = {}
    for row in source:
        if row["group_code"] == "CVD-PP":
            continue
        indicator, period = f"{REGISTERS[row['group_code']]}-register", row["qof_year"].replace("-", "/")
        register, people = float(row["register"]), float(row["list_size"])
        assert 100 * register / people == pytest.approx(float(row["prevalence_pct"]), abs=1e-6)
        ccg = row["ccg_ons_code"]
        if ccg not in MERGED:
            yield (indicator, ccg, period), _share(register, people, "published")
        icp = MERGED.get(ccg) or next(icp for icp, ccgs in ICP.items() if ccg in ccgs)
        for whole in (icp, "E54000049"):
            total = sums.setdefault((indicator, whole, period), [0, 0, 0])
            total[:] = [total[0] + register, total[1] + people, total[2] + 1]
    for key, (register, people, parts) in sums.items():
        of_2020 = key[2] == "2019/20"
        if of_2020 and key[1] in ("icp-south", "E54000049"):
            continue
        wanted = len(ICP.get(key[1], "all twelve  "))
        assert parts == (3 if of_2020 and key[1] == "icp-central" else wanted)
        yield key, _share(register, people, "sum")


def _share(register: float, people: float, status: str) -> Figure:
    return Figure(100 * register / people, register, people, status, "", wilson(register, people))


def _england_registers(source: Iterable[Mapping[str, str]]) -> Iterable[tuple[Key, Figure]]:
    for row in source:
        if row["group_code"] != "CVD-PP":
            register, people = float(row["register"]), float(row["list_size"])
            key = (f"{REGISTERS[row['group_code']]}-register", "E92000001", row["qof_year"].replace("-", "/"))
            yield key, _share(register, people, "sum")
            if row["qof_year"] == "2019-20":
                note = "counted in all practices of England, not modelled"
                beside = _share(register, people, "sum")._replace(note=note, limits=None)
                yield (f"{key[0]}-modelled", *key[1:]), beside


def _modelled_registers(source: Iterable[Mapping[str, str]]) -> Iterable[tuple[Key, Figure]]:
    for row in source:
        if row["group_code"] != "CVDPP":
            key = (f"{REGISTERS[row['group_code']]}-register-modelled", row["lad_code"], "2019/20")
            register, people = float(row["register"]), float(row["list"])
            note = EXTENTS.get(row["lad_code"], "")
            yield key, Figure(100 * float(row["prevalence"]), register, people, "modelled", note)


DEATHS, CASES, STAYS = "2015-19", "2014-18", "2015/16-2019/20"
LOCAL_HEALTH = {
    "Deaths from causes considered preventable, under 75 years, SMR": ("all-causes-preventable-smr", DEATHS),
    "Deaths from respiratory diseases, all ages": ("respiratory-deaths-smr", DEATHS),
    "Deaths from stroke, all ages": ("stroke-deaths-smr", DEATHS),
    "Deaths from coronary heart disease, all ages": ("coronary-heart-disease-deaths-smr", DEATHS),
    "Deaths from circulatory disease,  under 75 years": ("circulatory-deaths-u75-smr", DEATHS),
    "Deaths from circulatory disease, all ages": ("circulatory-deaths-smr", DEATHS),
    "Deaths from all cancer,  under 75 years": ("cancer-deaths-u75-smr", DEATHS),
    "Deaths from all causes,  under 75 years": ("all-causes-deaths-u75-smr", DEATHS),
    "Deaths from all cancer, all ages": ("cancer-deaths-smr", DEATHS),
    "Deaths from all causes, all ages": ("all-causes-deaths-smr", DEATHS),
    "Life expectancy at birth for females": ("life-expectancy-female-2015-19", DEATHS),
    "Life expectancy at birth for males": ("life-expectancy-male-2015-19", DEATHS),
    "Hospital stays for alcohol related harm (Broad definition)": ("alcohol-hospital-stays-broad", STAYS),
    "Hospital stays for alcohol related harm (Narrow definition)": ("alcohol-hospital-stays-narrow", STAYS),
    "Limiting long-term illness or disability": ("limiting-long-term-illness-share", "2011"),
    "Hospital stays for self harm": ("self-harm-hospital-stays", STAYS),
    "Incidence of prostate cancer": ("prostate-cancer-new-cases-sir", CASES),
    "Incidence of lung cancer": ("lung-cancer-new-cases-sir", CASES),
    "Incidence of colorectal cancer": ("colorectal-cancer-new-cases-sir", CASES),
    "Incidence of breast cancer": ("breast-cancer-new-cases-sir", CASES),
    "Incidence of all cancer": ("cancer-new-cases-sir", CASES),
    "Emergency hospital admissions for hip fracture in 65+": ("hip-fracture-emergency-admissions", STAYS),
    "Emergency hospital admissions for Chronic Obstructive Pulmonary Disease (COPD)": (
        "copd-emergency-admissions",
        STAYS,
    ),
    "Emergency hospital admissions for Myocardial Infarction (heart attack)": (
        "coronary-heart-disease-heart-attack-admissions",
        STAYS,
    ),
    "Emergency hospital admissions for stroke": ("stroke-emergency-admissions", STAYS),
    "Emergency hospital admissions for coronary heart disease": (
        "coronary-heart-disease-emergency-admissions",
        STAYS,
    ),
    "Emergency hospital admissions for all causes": ("all-causes-emergency-admissions", STAYS),
}
NOT_SHIPPED = {"area_type", "Code", "Label", "Severe back pain prevalence, 2012", "Back pain prevalence, 2012"}


@pytest.mark.official
def test_shipped_ratios_are_the_official_ones(official: Path) -> None:
    expected: Figures = {}
    for name in ("localhealth_2021_councils_districts.csv", "localhealth_2021_msoa.csv"):
        for row in read(official / "conditions" / name):
            for source in row.keys() - NOT_SHIPPED:
                indicator, period = LOCAL_HEALTH[source]
                value, status = (None, "missing") if row[source] == "N/A" else (float(row[source]), "published")
                note = EXTENTS.get(row["Code"], "")
                expected[indicator, row["Code"], period] = Figure(value, None, None, status, note)
    for indicator, period in LOCAL_HEALTH.values():
        if not indicator.startswith(("life", "limiting")):
            expected[indicator, "E92000001", period] = Figure(100, None, None, "definition", "")
    assert_same(shipped("local_health"), expected)
    assert sum(figure.status == "missing" for figure in expected.values()) == 4


@pytest.mark.official
def test_middlesbrough_is_where_the_official_ranks_have_it(official: Path) -> None:
    ranks = read(official / "conditions" / "DERIVED_localhealth_2021_ranks_utla.csv")
    found = shipped("local_health")
    for row in ranks:
        indicator, period = LOCAL_HEALTH[row["measure"]]
        assert found[indicator, row["Code"], period].value == float(row["value"])
    assert found["stroke-deaths-smr", "E06000002", DEATHS].value == 140.8


@pytest.mark.official
def test_shipped_stroke_figures_are_the_sums_of_the_official_small_areas(official: Path) -> None:
    folder = official / "conditions"
    people = people_by_lsoa(official)
    three_years = {
        row["LSOA11CD"]: round(3 * float(row["admissions"]))
        for row in read(folder / "stroke_admissions_lsoa11_2017_2019.csv")
    }
    units = [row["postcode"] for row in read(folder / "stroke_units_north.csv") if row["use_ivt"] == "1"]
    assert len(units) == 10
    minutes = {
        row["LSOA11CD"]: min(float(row[unit]) for unit in units)
        for row in read(folder / "stroke_unit_travel_minutes_lsoa11.csv")
    }
    rate = 100_000 * 80_958 / 56_286_961
    people_years = 3 * 56_286_961
    england = Figure(rate, 3 * 80_958, people_years, "derived", "", poisson(3 * 80_958, people_years))
    expected = {("stroke-admissions-rate", "E92000001", "2017-19"): england}
    for area, codes in lsoas_by_area(official).items():
        events, inhabitants = sum(three_years[code] for code in codes), sum(people[code] for code in codes)
        assert events >= 3
        rate = events / (3 * inhabitants) * 100_000
        mean = sum(minutes[code] * people[code] for code in codes) / inhabitants
        note = part_note(area)
        limits = poisson(events, 3 * inhabitants)
        admissions = Figure(rate, events, 3 * inhabitants, "derived", note, limits)
        expected["stroke-admissions-rate", area, "2017-19"] = admissions
        expected["stroke-travel-minutes", area, "2022"] = Figure(mean, None, inhabitants, "derived", note)
    assert_same(shipped("stroke"), expected)


@pytest.mark.official
def test_shipped_admissions_agree_with_the_sums_beside_the_source(official: Path) -> None:
    found = shipped("stroke")
    lookup = read(official / "lookups" / "lsoa11_ccg19_lad19.csv")
    ons_code = {row["CCG19CDH"]: row["CCG19CD"] for row in lookup}
    sums = read(official / "conditions" / "DERIVED_stroke_admissions_sums.csv")
    assert len({row["code"] for row in sums}) == 12 + 12 + 2 + 7 + 399
    for row in sums:
        figure = found["stroke-admissions-rate", ons_code.get(row["code"], row["code"]), "2017-19"]
        assert figure.events == float(row["admissions_2017_2019_total"])
        assert figure.denominator == 3 * float(row["population_mid2019"])
    assert found["stroke-admissions-rate", "E54000049", "2017-19"].events == 17365


@pytest.mark.official
def test_shipped_lung_cancer_deaths_are_the_official_counts(official: Path) -> None:
    source = read(official / "conditions" / "nomis_lung_cancer_and_all_deaths_la_2023.csv")
    deaths = {row["mnemonic"]: float(row["C33-C34 Malignant neoplasm of trachea, bronchus and lung"]) for row in source}
    same = "published for the council, which has the same boundary"
    by_area = {code: (n, "published", "") for code, n in deaths.items() if code.startswith(("E08", "E0600000"))}
    for code in ("E06000047", "E06000057"):
        by_area[code] = (deaths[code], "published", "")
    by_area["E10000023"] = (deaths["E06000065"], "published", "county")
    for ccg, council in {
        "E38000130": "E06000057",
        "E38000127": "E08000022",
        "E38000163": "E08000023",
        "E38000176": "E08000024",
        "E38000042": "E06000005",
    }.items():
        by_area[ccg] = (deaths[council], "published", same)
    for whole, councils in {
        "E38000212": ("E08000021", "E08000037"),
        "E38000075": ("E06000001", "E06000004"),
        "E38000162": ("E06000002", "E06000003"),
        "icp-north": ("E06000057", "E08000022", "E08000021", "E08000037"),
        "icp-central": ("E08000023", "E08000024", "E06000047"),
    }.items():
        by_area[whole] = (sum(deaths[council] for council in councils), "sum", "")
    expected = {
        ("lung-cancer-deaths-count", area, "2023"): Figure(n, n, None, status, note)
        for area, (n, status, note) in by_area.items()
    }
    assert_same(shipped("nomis"), expected)


@pytest.mark.official
def test_no_suppressed_lung_cancer_count_can_be_got_back(official: Path) -> None:
    """The twelve councils add up to the printed count of their region, so nothing among them is hidden."""
    region = read(official / "conditions" / "nomis_lung_cancer_deaths_regions_2023.csv")[0]
    assert region["region"] == "North East"
    found = shipped("nomis")
    councils = [figure for (_, area, _), figure in found.items() if area.startswith("E0")]
    assert len(councils) == 12
    assert sum(figure.value or 0 for figure in councils) == 1808
    assert float(region["C33-C34 Malignant neoplasm of trachea, bronchus and lung"]) == 1808
    assert min(figure.value or 0 for figure in found.values()) == 75


def printed_deprivation(path: Path) -> dict[str, tuple[float, float]]:
    """Average score and share in per cent from the IMD sheet of an official summary, by area code."""
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        first, *others = book["IMD"].iter_rows(values_only=True)
    header = [str(name).strip() for name in first]
    score = header.index("IMD - Average score")
    share = header.index("IMD - Proportion of LSOAs in most deprived 10% nationally")
    return {str(row[0]): (float(str(row[score])), 100 * float(str(row[share]))) for row in others}


def computed_deprivation(official: Path) -> dict[str, tuple[float, float]]:
    """Rule 7 for every area, from Files 1 and 6 and the scores of small areas."""
    folder = official / "deprivation"
    code = "LSOA code (2011)"
    rank = {
        row[code]: decimal(row["Index of Multiple Deprivation (IMD) Rank"])
        for row in read(folder / "File_1_IMD2019_rank_decile.csv")
    }
    people = {
        row[code]: decimal(row["Total population: mid 2015 (excluding prisoners)"])
        for row in read(folder / "File_6_IoD2019_population_denominators.csv")
    }
    score = {row["lsoa"]: float(row["overall_local_score"]) for row in read(folder / "mysociety_UK_IMD_E_lsoa11.csv")}
    return {
        area: (
            sum(score[lsoa] * people[lsoa] for lsoa in lsoas) / sum(people[lsoa] for lsoa in lsoas),
            100 * sum(rank[lsoa] <= 3284 for lsoa in lsoas) / len(lsoas),
        )
        for area, lsoas in lsoas_by_area(official).items()
    }


@pytest.fixture(scope="module")
def printed(official: Path) -> dict[str, tuple[float, float]]:
    """The official figures of the areas of which the whole lies in the ICS."""
    (districts,) = (official / "deprivation").glob("File_10_*.xlsx")
    (councils,) = (official / "deprivation").glob("File_11_*.xlsx")
    (ccgs,) = (official / "conditions").glob("File_13_*.xlsx")
    by_file = [printed_deprivation(path) for path in (districts, councils, ccgs)]
    assert [len(areas) for areas in by_file] == [317, 151, 191]
    ours = lsoas_by_area(official).keys() - EXTENTS.keys()
    return {area: figures for areas in by_file for area, figures in areas.items() if area in ours}


@pytest.mark.official
def test_shipped_deprivation_is_official_where_printed_and_rule_7_elsewhere(
    official: Path, printed: dict[str, tuple[float, float]]
) -> None:
    expected = {("deprivation-imd-share", "E92000001", "2019"): Figure(10, None, None, "definition", "")}
    for area, computed in computed_deprivation(official).items():
        status = "published" if area in printed else "derived"
        for measure, value in zip(("score", "share"), printed.get(area, computed), strict=True):
            expected[f"deprivation-imd-{measure}", area, "2019"] = Figure(value, None, None, status, part_note(area))
    assert_same(shipped("deprivation"), expected)


@pytest.mark.official
def test_rule_7_gives_back_the_printed_figures_that_are_shipped(
    official: Path, printed: dict[str, tuple[float, float]]
) -> None:
    """16 whole districts and 12 CCGs; of Copeland, Hambleton and Scarborough only a part lies in the ICS."""
    assert len(printed) == 16 + 12
    found, computed = shipped("deprivation"), computed_deprivation(official)
    for area in printed:
        score = found["deprivation-imd-score", area, "2019"].value
        share = found["deprivation-imd-share", area, "2019"].value
        assert score == pytest.approx(computed[area][0], abs=0.0006)
        assert share == pytest.approx(computed[area][1], abs=0.00501)  # printed as a fraction with four decimals


@pytest.mark.official
def test_the_areas_that_are_cut_are_those_whose_printed_deprivation_is_not_that_of_their_small_areas(
    official: Path,
) -> None:
    """The score finds them: it agrees to 0.0006 for every area that lies whole in the ICS, and for no other."""
    computed = computed_deprivation(official)
    cut = set()
    for pattern in ("File_10_*.xlsx", "File_11_*.xlsx"):
        (path,) = (official / "deprivation").glob(pattern)
        summary = printed_deprivation(path)
        cut |= {area for area in summary.keys() & computed.keys() if abs(summary[area][0] - computed[area][0]) > 0.0006}
    assert cut == {area for area in table.PARTS if not area.startswith("E02")}


def test_every_area_that_is_cut_says_so_wherever_it_is_shown() -> None:
    notes = {row["code"]: row["note"] for row in read(REPO / "data" / "areas.csv")}
    assert [area for area in table.PARTS if "part" not in notes[area]] == []


@pytest.mark.official
def test_the_part_of_a_county_has_not_the_deprivation_of_the_whole(official: Path) -> None:
    (councils,) = (official / "deprivation").glob("File_11_*.xlsx")
    whole, found = printed_deprivation(councils), shipped("deprivation")
    for county in ("E10000006", "E10000023"):
        part = found["deprivation-imd-score", county, "2019"]
        assert part.value is not None
        assert abs(part.value - whole[county][0]) > 0.1


# --- the shipped tables by themselves, and the import once more ---


def test_every_interval_is_that_of_the_counts_beside_it() -> None:
    registers = [figure for (name, *_), figure in shipped("qof").items() if not name.endswith("-modelled")]
    admissions = [figure for (name, *_), figure in shipped("stroke").items() if name == stroke.ADMISSIONS]
    assert (len(registers), len(admissions)) == (1280, 438)
    assert min(figure.events or 0 for figure in admissions) < 10  # so both methods are seen
    for limits, figures in ((wilson, registers), (poisson, admissions)):
        for figure in figures:
            assert None not in (figure.value, figure.events, figure.denominator, figure.limits)
            assert figure.limits == pytest.approx(limits(figure.events, figure.denominator), rel=1e-10)  # type: ignore
            assert figure.limits[0] < figure.value < figure.limits[1]  # type: ignore


@pytest.mark.parametrize("name", [*MINE, "local_health"])
def test_no_other_figure_has_an_interval(name: str) -> None:
    with_interval = {(key[0], figure.status) for key, figure in shipped(name).items() if figure.limits}
    registers = {(f"{name}-register", status) for name in REGISTERS.values() for status in ("published", "sum")}
    assert with_interval == {"qof": registers, "stroke": {(stroke.ADMISSIONS, "derived")}}.get(name, set())


LOOKUP_FILES = (
    "lookups/lsoa11_ccg19_lad19.csv",
    "lookups/lsoa11_utla19.csv",
    "lookups/lsoa11_msoa11.csv",
    "lookups/lsoa11_population_mid2019.csv",
)
FILES = {
    "population": (*LOOKUP_FILES, "mortality/ons_midyear_population_la_by_age_2016_2019.csv"),
    "qof": (
        "conditions/qof_ccg_prevalence_2016_17_to_2019_20.csv",
        "conditions/DERIVED_qof_england_totals.csv",
        "conditions/hcl_qof_2019_20_districts.csv",
    ),
    "stroke": (
        *LOOKUP_FILES,
        "conditions/stroke_admissions_lsoa11_2017_2019.csv",
        "conditions/stroke_unit_travel_minutes_lsoa11.csv",
        "conditions/stroke_units_north.csv",
    ),
}


@pytest.mark.official
@pytest.mark.parametrize("step", [1, -1], ids=["in order", "in reverse"])
@pytest.mark.parametrize("name", FILES)
def test_importing_the_official_files_gives_the_shipped_bytes(
    name: str, step: int, official: Path, tmp_path: Path
) -> None:
    paths = [official / file for file in FILES[name]]
    table.write_table(IMPORTS[name](paths[::step], SHIPPED_AREAS), tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == (VALUES / f"{name}.csv").read_bytes()
