"""The mortality converters: every official cell arrives, nothing else does, and estimates can be done by hand."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest
from official import official_folder

from dashboard.core.indicator import Kind
from dashboard.importers import IMPORTS, fingertips, fingertips_rebased, health_index, ons_avoidable, ons_other, pyll
from dashboard.importers.estimates import estimates
from dashboard.importers.layouts import three_years
from dashboard.importers.table import frame, weighted_estimate, write_table

VALUES = Path(__file__).parents[2] / "data" / "values"
SHIPPED_AREAS = VALUES.parent / "areas.csv"

# --- tiny files written by hand ---

AREAS = """\
code,name,short_name,part_of_larger,levels,parents,same_boundary,ods_code,note
E92000001,England,England,,country,,,,
E54000049,ICS,ICS,,ics,,,,
icp-a,A,A,,icp,E54000049,,,
icp-b,B,B,,icp,E54000049,,,
E38000130,One,One,,ccg,E54000049 icp-a,,00L,
E38000212,Newcastle Gateshead,NG,,ccg,E54000049 icp-a,,13T,
E38000215,North Cumbria,NC,,ccg,E54000049 icp-b,,01H,
E06000001,Hartlepool,Hartlepool,,council district,E54000049,,,
E10000006,Cumbria,Cumbria,county,council,E54000049,,,
E07000029,Copeland,Copeland,district,district,E54000049,,,
"""
TRAFFORD = "area_code,area_name,period,value,indicator,measure,unit,significance\n"
EXCESS = "Excess under 75 mortality rate in adults with serious mental illness"
PREVENTABLE = '"Under 75 mortality rate from causes considered preventable (per 100,000 population)"'
CCG = "ods_code,ccg19cd,CCG_Name,year,avoidable_mortality_rate,treatable_mortality_rate,preventable_mortality_rate"
CCG_HEAD = f"{CCG},treatable_mortality_deaths,CCGpop\n"
DISTRICT = "LAD19CD,LAD19NM,threeyears,Treatable_mortality_rate,Preventable_mortality_rate\n"
ENGLAND = "area_code,area_name,area_type,period,indicator,measure,unit,value,compared_to_England,inequality\n"
PYLL = (
    "Reporting period,Breakdown,Level,Level description,Condition,Gender,DSR,CI lower,CI upper,"
    "Registered patients,Years of life lost,Observed deaths\n"
)
COUNTED = (
    "Area_code,source_file,Indicator ID,Time period,Area_name,Name,Value,Lower_CI,Upper_CI,Numerator,Denominator\n"
)
SNAPSHOT = "ctyua19cd,ctyua19nm,LE_Male,LE_Female,Mortality_all,Mortality_Cardio,Mortality_Cancer\n"

Write = Callable[..., list[Path]]


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    path = tmp_path / "areas.csv"
    path.write_text(AREAS, encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> Write:
    def written(*texts: str) -> list[Path]:
        paths = [tmp_path / f"file{number}.csv" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return paths

    return written


def cells(table: pd.DataFrame, indicator: str, area: str, period: str) -> pd.Series:
    """The one row of a key."""
    chosen = table[(table["indicator"] == indicator) & (table["area_code"] == area) & (table["period"] == period)]
    assert len(chosen) == 1
    return chosen.iloc[0]


def codes(table: pd.DataFrame) -> set[str]:
    return set(table["area_code"])


def ccg_file(*rows: str) -> str:
    return CCG_HEAD + "".join(f"{row}\n" for row in rows)


def avoidable(files: Write, areas: Path, *rows: str) -> pd.DataFrame:
    """The avoidable table of these CCG rows beside one district and one English figure."""
    district = f"{DISTRICT}E07000029,Copeland,X2016.2018,90.7,150.0\n"
    england = (
        f"{ENGLAND}E92000001,England,Country,2018,{PREVENTABLE},Age-standardised rate,Persons,143.5,Not compared,\n"
    )
    return ons_avoidable.convert(files(ccg_file(*rows), district, england), areas)


THREE_CCGS = (
    "00L,E38000130,ONE,2018,100.0,40.0,60.0,20.5,1000",
    "13T,E38000212,NG,2018,200.0,80.0,120.0,30.0,3000",
    "01H,E38000215,NC,2018,300.0,90.0,210.0,10.0,4000",
)


def test_three_years_are_named_by_their_last() -> None:
    assert [three_years(2018), three_years(2001), three_years(2010)] == ["2016-18", "1999-01", "2008-10"]


def test_an_icp_is_the_population_weighted_mean_of_its_ccgs_and_marked_so(files: Write, areas: Path) -> None:
    row = cells(avoidable(files, areas, *THREE_CCGS), "avoidable-u75-ccg", "icp-a", "2018")
    assert row["value"] == 175.0  # (100 x 1,000 + 200 x 3,000) / 4,000
    assert (row["status"], row["note"]) == ("estimate", "population-weighted mean of its CCGs")
    assert row[["lower", "upper", "denominator"]].isna().all()


def test_the_ics_is_the_weighted_mean_of_all_ccgs(files: Write, areas: Path) -> None:
    row = cells(avoidable(files, areas, *THREE_CCGS), "avoidable-u75-ccg", "E54000049", "2018")
    assert row["value"] == 237.5  # (100,000 + 600,000 + 1,200,000) / 8,000


def test_an_estimate_says_no_more_than_two_decimals(files: Write, areas: Path) -> None:
    rows = ("00L,E38000130,ONE,2018,100.0,1,1,1,1", "13T,E38000212,NG,2018,200.1,1,1,1,2")
    assert cells(avoidable(files, areas, *rows), "avoidable-u75-ccg", "icp-a", "2018")["value"] == 166.73


def test_treatable_deaths_belong_to_the_treatable_rate_and_add_up_with_halves(files: Write, areas: Path) -> None:
    table = avoidable(files, areas, *THREE_CCGS)
    assert cells(table, "treatable-u75-ccg", "E38000130", "2018")["count"] == 20.5
    assert cells(table, "treatable-u75-ccg", "icp-a", "2018")["count"] == 50.5
    assert pd.isna(cells(table, "avoidable-u75-ccg", "E38000130", "2018")["count"])
    assert pd.isna(cells(table, "preventable-u75-ccg", "icp-a", "2018")["count"])


def test_the_population_of_all_ages_is_no_denominator_of_a_rate_under_75(files: Write, areas: Path) -> None:
    assert avoidable(files, areas, *THREE_CCGS)["denominator"].isna().all()


@pytest.mark.parametrize(
    "rows",
    [THREE_CCGS[:1] + THREE_CCGS[2:], (THREE_CCGS[0], THREE_CCGS[1].replace(",3000", ","), THREE_CCGS[2])],
    ids=["no figure of a CCG", "no population of a CCG"],
)
def test_without_every_part_there_is_no_aggregate(files: Write, areas: Path, rows: Sequence[str]) -> None:
    table = avoidable(files, areas, *rows)
    assert not {"icp-a", "E54000049"} & codes(table)
    assert cells(table, "avoidable-u75-ccg", "icp-b", "2018")["value"] == 300.0


def test_2019_has_the_ccgs_that_had_not_merged_and_no_estimate_without_the_others(files: Write, areas: Path) -> None:
    table = avoidable(files, areas, *THREE_CCGS, "00L,E38000130,ONE,2019,90.0,40.0,50.0,20,1000")
    assert set(table["area_code"][table["period"] == "2019"]) == {"E38000130"}


def test_england_has_only_a_preventable_rate_and_says_whose_it_is(files: Write, areas: Path) -> None:
    table = avoidable(files, areas, *THREE_CCGS)
    england = table[table["area_code"] == "E92000001"]
    assert list(england["indicator"]) == ["preventable-u75-ccg"]
    assert "93721" in england.iloc[0]["note"]


def pyll_row(level: str, rate: float, patients: str, deaths: int, *, period: str = "2014", sex: str = "Person") -> str:
    breakdown = "National" if level == "National" else "CCG"
    condition = "All conditions" if len(period) == 4 else "Cerebrovascular diseases"
    limits = f"{rate - 1},{rate + 1}"
    return f'{period},{breakdown},{level},name,{condition},{sex},{rate},{limits},"{patients}",9,{deaths}\n'


def lost_years(files: Write, areas: Path, *extra: str) -> pd.DataFrame:
    rows = [
        pyll_row("National", 2064.5, "56,442,593", 49090),
        pyll_row("00F", 100, "1,000", 10),
        pyll_row("00G", 200, "1,000", 20),
        pyll_row("00H", 400, "2,000", 30),
        pyll_row("00L", 575, "4,000", 50),
        pyll_row("01H", 825, "8,000", 60),
    ]
    return pyll.convert(files(PYLL + "".join([*rows, *extra])), areas)


def test_thousands_separators_are_read(files: Write, areas: Path) -> None:
    assert cells(lost_years(files, areas), "yll", "E92000001", "2014")["denominator"] == 56442593


def test_newcastle_gateshead_is_estimated_from_the_three_ccgs_before_it(files: Write, areas: Path) -> None:
    row = cells(lost_years(files, areas), "yll", "E38000212", "2014")
    assert row["value"] == 275.0  # (100 x 1 + 200 x 1 + 400 x 2) / 4
    assert (row["count"], row["denominator"], row["status"]) == (60, 4000, "estimate")
    assert row[["lower", "upper"]].isna().all()
    assert not {"00F", "00G", "00H"} & codes(lost_years(files, areas))


def test_an_icp_with_newcastle_gateshead_is_weighted_by_patients(files: Write, areas: Path) -> None:
    assert cells(lost_years(files, areas), "yll", "icp-a", "2014")["value"] == 425.0  # (275 x 4 + 575 x 4) / 8
    assert cells(lost_years(files, areas), "yll", "E54000049", "2014")["value"] == 625.0  # (425 x 8 + 825 x 8) / 16


@pytest.mark.parametrize("area", ["E38000215", "icp-b", "E54000049"])
def test_the_old_cumbria_ccg_is_named_wherever_it_is_counted(files: Write, areas: Path, area: str) -> None:
    assert "old Cumbria CCG, larger than North Cumbria" in cells(lost_years(files, areas), "yll", area, "2014")["note"]
    assert "Cumbria" not in cells(lost_years(files, areas), "yll", "icp-a", "2014")["note"]


def test_years_of_life_lost_are_of_persons_and_each_sex_and_of_our_areas(files: Write, areas: Path) -> None:
    extra = (pyll_row("00L", 1, "1", 1, sex="Female"), pyll_row("99Z", 1, "1", 1))
    pooled = pyll_row("00L", 236, "964,218", 134, period="2012-2014")
    table = lost_years(files, areas, *extra, pooled)
    assert cells(table, "yll-female", "E38000130", "2014")["value"] == 1
    assert "yll-male" not in set(table["indicator"])
    assert cells(table, "yll", "E38000130", "2014")["value"] == 575
    assert cells(table, "stroke-yll", "E38000130", "2012-14")["denominator"] == 964218
    assert "99Z" not in codes(table)


def test_a_figure_of_a_larger_area_says_so(files: Write, areas: Path) -> None:
    rows = "".join(
        f"{area},name,2014/15,{value},{EXCESS},ratio,Persons,\n"
        for area, value in (("E10000006", 300), ("E07000029", 310), ("E06000001", 320))
    )
    table = fingertips.convert(files(TRAFFORD + rows), areas)
    extents = dict(zip(table["area_code"], table["extent"], strict=True))
    assert extents == {"E10000006": "county", "E07000029": "district", "E06000001": ""}


def test_an_empty_cell_is_missing_and_never_zero(files: Write, areas: Path) -> None:
    rows = f"E06000001,x,2013/14,,{EXCESS},r,Persons,\nE06000001,x,2014/15,300,{EXCESS},r,Persons,\n"
    row = cells(
        fingertips.convert(files(TRAFFORD + rows), areas),
        "serious-mental-illness-excess-deaths",
        "E06000001",
        "2013/14",
    )
    assert pd.isna(row["value"])
    assert row["status"] == "missing"


def test_an_area_for_which_nothing_was_ever_published_has_no_row(files: Write, areas: Path) -> None:
    rows = f"E07000029,x,2013/14,,{EXCESS},r,Persons,\nE06000001,x,2014/15,300,{EXCESS},r,Persons,\n"
    assert codes(fingertips.convert(files(TRAFFORD + rows), areas)) == {"E06000001"}


@pytest.mark.parametrize("area", ["E12000001", "E06000063", "E06000065"])
def test_regions_and_the_councils_of_2023_are_left_out(files: Write, areas: Path, area: str) -> None:
    rows = f"{area},x,2014/15,1,{EXCESS},r,Persons,\nE06000001,x,2014/15,300,{EXCESS},r,Persons,\n"
    assert codes(fingertips.convert(files(TRAFFORD + rows), areas)) == {"E06000001"}


def test_a_council_that_followed_a_county_within_the_same_boundary_has_its_code(files: Write) -> None:
    rows = f"E06000065,x,2014/15,321,{EXCESS},r,Persons,\n"
    found = cells(
        fingertips.convert(files(TRAFFORD + rows), SHIPPED_AREAS),
        "serious-mental-illness-excess-deaths",
        "E10000023",
        "2014/15",
    )
    assert (found["value"], found["extent"]) == (321, "county")
    assert found["note"] == "published for the council that followed, which has the same boundary"


def test_each_sex_is_an_indicator_of_its_own_where_it_stands_in_the_unit(files: Write, areas: Path) -> None:
    rows = "".join(
        f"E06000001,x,UA,2018,{PREVENTABLE},rate,{sex},{value},Worse,\n"
        for sex, value in (("Male", 1), ("Female", 2), ("Persons", 3))
    )
    known = "".join(
        f"E06000002,x,UA,2018,{PREVENTABLE},rate,{sex},{value},Worse,\n"
        for sex, value in (("Male", 298.6), ("Female", 186.7))
    )
    table = fingertips.convert(files(preventable("E92000001", 143.5) + rows + known), areas)
    own = table[table["area_code"] == "E06000001"]
    names = ["preventable-u75-council-male", "preventable-u75-council-female", "preventable-u75-council"]
    assert dict(zip(own["indicator"], own["value"], strict=True)) == dict(zip(names, (1, 2, 3), strict=True))


def test_the_same_file_is_another_indicator_once_it_is_rebased(files: Write, areas: Path) -> None:
    first = files(preventable("E92000001", 143.5))
    assert set(fingertips.convert(first, areas)["indicator"]) == {"preventable-u75-council"}
    with pytest.raises(ValueError, match=r"row 2: found 143.5 .* expected 143.8"):
        fingertips_rebased.convert(first, areas)
    rebased = files(preventable("E92000001", 143.8))
    assert set(fingertips_rebased.convert(rebased, areas)["indicator"]) == {"preventable-u75-rebased"}
    with pytest.raises(ValueError, match=r"row 2: found 143.8 for .* E92000001, 2018, expected 143.5; .*edition"):
        fingertips.convert(rebased, areas)


def preventable(area: str, value: float) -> str:
    return f"{ENGLAND}{area},x,UA,2018,{PREVENTABLE},rate,Persons,{value},Worse,\n"


ALCOHOL = "E06000001,x,2017,60,Alcohol related mortality,r,Persons,"


@pytest.mark.parametrize(
    ("cell", "verdict"),
    [("Worse", "worse"), ("Similar", "similar"), ("Better", "better"), ("Not compared", ""), ("", "")],
)
def test_what_the_publisher_says_of_a_figure_is_kept(files: Write, areas: Path, cell: str, verdict: str) -> None:
    table = fingertips.convert(files(f"{TRAFFORD}{ALCOHOL}{cell}\n"), areas)
    assert cells(table, "alcohol-deaths", "E06000001", "2017")["verdict"] == verdict


def test_a_verdict_in_other_words_stops_the_import(files: Write, areas: Path) -> None:
    with pytest.raises(ValueError, match=r"found 'Bad', expected one of: Worse, Similar, Better"):
        fingertips.convert(files(f"{TRAFFORD}{ALCOHOL}Bad\n"), areas)


def test_two_verdicts_on_one_figure_stop_the_import(files: Write, areas: Path) -> None:
    paths = files(f"{TRAFFORD}{ALCOHOL}Worse\n", f"{TRAFFORD}{ALCOHOL}Better\n")
    found, known = "found better for alcohol-deaths, E06000001, 2017", "expected worse"
    said = f"{paths[1].name}, row 2: {found}, {known}, as in {paths[0].name}, row 2; "
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        fingertips.convert(paths, areas)


def test_a_figure_that_is_worked_out_here_has_no_verdict_of_a_publisher(files: Write, areas: Path) -> None:
    rows = (
        f"E06000001,x,UA,2016 - 18,{name} at birth,r,Years,{years},Worse,Male\n"
        for name, years in (("Healthy life expectancy", 57.8), ("Life expectancy", 75.3))
    )
    stated = f"{SNAPSHOT}E06000001,Hartlepool,76.8,81.3,425.3,96.3,165.5\n"
    table = fingertips.convert(files(ENGLAND + "".join(rows), stated), areas)
    assert cells(table, "healthy-life-expectancy-male", "E06000001", "2016-18")["verdict"] == "worse"
    assert cells(table, "years-in-poor-health-male", "E06000001", "2016-18")["verdict"] == ""


def test_a_file_that_does_not_show_its_edition_is_refused(files: Write, areas: Path) -> None:
    for converter in (fingertips, fingertips_rebased):
        with pytest.raises(ValueError, match="expected one of the figures that tell its edition, such as"):
            converter.convert(files(preventable("E06000001", 150)), areas)


def counted(value: str, lower: str, upper: str) -> str:
    name = "Under 75 mortality rate from cancer"
    return f"{COUNTED}E06000001,f.json,40501,2016 - 18,Hartlepool,{name},{value},{lower},{upper},100.0,2000.0\n"


def test_a_second_file_adds_the_interval_whatever_the_order(files: Write, areas: Path) -> None:
    paths = files(f"{SNAPSHOT}E06000001,Hartlepool,76.8,81.3,425.3,96.3,165.5\n", counted("165.5", "155.1", "176.4"))
    for order in (paths, paths[::-1]):
        row = cells(fingertips.convert(order, areas), "cancer-deaths-u75", "E06000001", "2016-18")
        assert (row["value"], row["lower"], row["upper"], row["count"]) == (165.5, 155.1, 176.4, 100)


def test_limits_of_zero_are_no_interval(files: Write, areas: Path) -> None:
    row = cells(
        fingertips.convert(files(counted("165.5", "0.0", "0.0")), areas), "cancer-deaths-u75", "E06000001", "2016-18"
    )
    assert row[["lower", "upper"]].isna().all()


def test_two_files_that_disagree_stop_the_import(files: Write, areas: Path) -> None:
    paths = files(f"{SNAPSHOT}E06000001,Hartlepool,76.8,81.3,425.3,96.3,165.5\n", counted("165.7", "155.1", "176.4"))
    found, known = "found 165.7 for cancer-deaths-u75, E06000001, 2016-18", "expected 165.5"
    said = f"{paths[1].name}, row 2: {found}, {known}, as in {paths[0].name}, row 2; "
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        fingertips.convert(paths, areas)


@pytest.mark.parametrize(
    "code",
    ["", "E06000001 ", "e06000001", "E6000001", "Hartlepool", "E\uff10\uff16\uff10\uff10\uff10\uff10\uff10\uff11"],
)
def test_a_figure_without_a_code_is_told_and_does_not_vanish(files: Write, areas: Path, code: str) -> None:
    """It would be taken for that of an area that the edition does not have."""
    with pytest.raises(ValueError, match=r"row 2, column area_code: found .*, expected the code of an area"):
        fingertips.convert(files(f"{TRAFFORD}{ALCOHOL}Worse\n".replace("E06000001", code)), areas)


@pytest.mark.parametrize("number", ["\uff16\uff10", "\u0666\u0660", "6\u00b2", "0x3c", "60%", "1e", "inf"])
def test_a_number_in_other_digits_is_none(files: Write, areas: Path, number: str) -> None:
    with pytest.raises(ValueError, match=r"row 2, column value: found .*, expected a number such as"):
        fingertips.convert(files(f"{TRAFFORD}{ALCOHOL}Worse\n".replace(",60,", f",{number},")), areas)


def test_an_unknown_header_stops_the_import(files: Write, areas: Path) -> None:
    with pytest.raises(ValueError, match="unknown header: a, b"):
        fingertips.convert(files("a,b\n1,2\n"), areas)


def test_avoidable_mortality_of_2021_repeats_2020_and_is_left_out(files: Write, areas: Path) -> None:
    rows = "".join(
        f"E07000029,{year},{indicator},250.0\n"
        for year in (2020, 2021)
        for indicator in ("Avoidable mortality", "Mortality from all causes")
    )
    table = health_index.convert(files(f"ltla21_code,year,indicator,value\n{rows}"), areas)
    kept = {(str(name), str(period)) for name, period in zip(table["indicator"], table["period"], strict=True)}
    assert kept == {("avoidable-u75-district", "2018-20"), ("deaths-rate", "2020"), ("deaths-rate", "2021")}


def test_drug_deaths_are_counts_by_year(files: Write, areas: Path) -> None:
    table = ons_other.convert(files("code,name,2020,1993\nE06000001,Hartlepool,32,0\n"), areas)
    row = cells(table, "drugs-deaths", "E06000001", "1993")
    assert (row["value"], row["count"]) == (0, 0)


def test_a_ratio_is_never_averaged() -> None:
    key = {"indicator": "excess", "period": "2014/15", "status": "published", "note": ""}
    rows = frame([key | {"area_code": "a", "value": 300.0}, key | {"area_code": "b", "value": 400.0}])
    with pytest.raises(ValueError, match="never averaged"):
        weighted_estimate(rows, {"whole": ("a", "b")}, {"a": 1.0, "b": 1.0}, Kind.RATIO)


def test_weights_are_those_of_the_same_period() -> None:
    key = {"indicator": "rate", "status": "published", "note": ""}
    rows = frame(
        key | {"area_code": area, "period": period, "value": value}
        for period in ("2017", "2018")
        for area, value in (("a", 100.0), ("b", 200.0))
    )
    people = {("a", "2017"): 1.0, ("b", "2017"): 1.0, ("a", "2018"): 3.0, ("b", "2018"): 1.0}
    table = estimates(rows, {"whole": ("a", "b")}, people)
    assert dict(zip(table["period"], table["value"], strict=True)) == {"2017": 150.0, "2018": 125.0}


# --- the shipped tables against the official files, read without the converters ---

ENG = "E92000001"
COUNCILS = [f"E0600000{digit}" for digit in range(1, 6)] + ["E06000047", "E06000057"]
COUNCILS += ["E08000021", "E08000022", "E08000023", "E08000024", "E08000037"]
COUNTIES = ["E10000006", "E10000023"]
SHIRES = ["E07000026", "E07000028", "E07000029", "E07000030", "E07000164", "E07000166", "E07000168"]
#: It stands beside England where it has limits, as everything has that these files hold.
REGION = "E12000001"
OURS = {ENG, *COUNCILS, *COUNTIES, *SHIRES}
ODS = {
    "00L": "E38000130",
    "99C": "E38000127",
    "13T": "E38000212",
    "00N": "E38000163",
    "00P": "E38000176",
    "00J": "E38000116",
    "00D": "E38000047",
    "00K": "E38000075",
    "00C": "E38000042",
    "00M": "E38000162",
    "03D": "E38000069",
    "01H": "E38000215",
}
ICPS = {
    "icp-north": "00L 99C 13T",
    "icp-central": "00N 00P 00J 00D",
    "icp-south": "00K 00C 00M 03D",
    "icp-north-cumbria": "01H",
    "E54000049": " ".join(ODS),
}

Key = tuple[str, str, str]
Figures = tuple[str, str, str, str, str]
Expected = dict[Key, Figures]


def mortality(name: str) -> list[dict[str, str]]:
    """The lines of a file, with the council of 2023 under the code of the county that has its boundary."""
    with (official_folder() / "mortality" / name).open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return [{column: cell.replace("E06000065", "E10000023") for column, cell in line.items()} for line in lines]


def shipped(name: str) -> list[dict[str, str]]:
    with (VALUES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def only(value: str) -> Figures:
    return (value, "", "", "", "")


def years(last: str | int) -> str:
    return f"{int(last) - 2}-{str(last)[2:]}"


def fingertips_cells(
    file: str, indicator: str, column: str | None = None, wanted: str = "", areas: Sequence[str] | None = None
) -> Iterator[tuple[Key, Figures]]:
    for line in mortality(file):
        chosen = column is None or line[column] == wanted
        if chosen and line["area_code"] in (OURS if areas is None else areas):
            yield (indicator, line["area_code"], line["period"].replace(" - ", "-")), only(line["value"])


def official_avoidable() -> Expected:
    found: Expected = {}
    for line in mortality("ons_avoidable_mortality_ccg_2004_2019.csv"):
        area, year = ODS[line["ods_code"]], line["year"]
        found["avoidable-u75-ccg", area, year] = only(line["avoidable_mortality_rate"])
        found["preventable-u75-ccg", area, year] = only(line["preventable_mortality_rate"])
        deaths = line["treatable_mortality_deaths"]
        found["treatable-u75-ccg", area, year] = (line["treatable_mortality_rate"], "", "", deaths, "")
    preventable = "fingertips_93721_u75_preventable_2010_2021.csv"
    for (name, area, year), figures in fingertips_cells(preventable, "preventable-u75-ccg", "unit", "Persons", [ENG]):
        if int(year) <= 2019:
            found[name, area, year] = figures
    for line in mortality("ons_avoidable_mortality_districts_3yr.csv"):
        period = f"{line['threeyears'][1:5]}-{line['threeyears'][-2:]}"
        found["treatable-u75-district-3yr", line["LAD19CD"], period] = only(line["Treatable_mortality_rate"])
        found["preventable-u75-district-3yr", line["LAD19CD"], period] = only(line["Preventable_mortality_rate"])
    return found


LOST = {
    "All conditions": "yll",
    "Cerebrovascular diseases": "stroke-yll",
    "Ischaemic heart diseases": "coronary-heart-disease-yll",
    "Neoplasms": "cancer-yll",
    "Respiratory diseases": "respiratory-yll",
}


def lost_lines() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Indicator, CCG or "National", period and line: one year for all conditions, three for a group, and of persons."""
    for line in mortality("nhsdigital_ccgois_1_1_pyll_amenable_2009_2014.csv"):
        indicator, period = LOST.get(line["Condition"]), line["Reporting period"]
        pooled, persons = "-" in period, line["Gender"] == "Person"
        if indicator and pooled == (indicator != "yll") and (persons or not pooled):
            name = indicator if persons else f"{indicator}-{line['Gender'].lower()}"
            yield name, line["Level"], period.replace("-20", "-"), line


def official_pyll() -> Expected:
    found: Expected = {}
    for indicator, level, period, line in lost_lines():
        if level not in ("00F", "00G", "00H"):
            found[indicator, ENG if level == "National" else ODS[level], period] = (
                line["DSR"],
                line["CI lower"],
                line["CI upper"],
                line["Observed deaths"],
                line["Registered patients"],
            )
    return found


def counted_cells(names: dict[str, str]) -> Iterator[tuple[Key, Figures]]:
    for line in mortality("phe_fingertips_2016_18_with_counts_some_areas.csv"):
        if line["Name"] in names:
            lower, upper = line["Lower_CI"], line["Upper_CI"]
            no_limits = lower == upper == "0.0"
            limits = ("", "") if no_limits else (lower, upper)
            figures = (line["Value"], *limits, line["Numerator"], line["Denominator"])
            yield (names[line["Name"]], line["Area_code"], "2016-18"), figures


def each_sex(indicator: str) -> dict[str, str]:
    """The indicators of persons, men and women, by how the publisher names the sex."""
    return {"Persons": indicator, "Male": f"{indicator}-male", "Female": f"{indicator}-female"}


def preventable_cells(file: str, indicator: str) -> Iterator[tuple[Key, Figures]]:
    for sex, name in each_sex(indicator).items():
        yield from fingertips_cells(file, name, "unit", sex)


def official_fingertips() -> Expected:
    found: Expected = {}
    found |= preventable_cells("fingertips_93721_u75_preventable_2010_2021.csv", "preventable-u75-council")
    found |= fingertips_cells("fingertips_40502_u75_preventable_cancer_2001_2017.csv", "cancer-preventable")
    found |= fingertips_cells("fingertips_91382_alcohol_related_mortality_2008_2017.csv", "alcohol-deaths")
    found |= fingertips_cells(
        "fingertips_91096_smi_excess_u75_mortality_2009_2014.csv", "serious-mental-illness-excess-deaths"
    )
    upper_tier = [ENG, *COUNCILS, *COUNTIES]
    for sex in ("Male", "Female"):
        healthy, slope = f"healthy-life-expectancy-{sex.lower()}", f"slope-index-{sex.lower()}"
        for file, column, areas in (
            ("fingertips_90362_hle_2009_2018_incl_counties.csv", "group", upper_tier),
            ("fingertips_90362_hle_2010_2020.csv", "inequality", [ENG, *COUNCILS]),
        ):
            found |= fingertips_cells(file, healthy, column, sex, areas)
        for file, column in (
            ("fingertips_92901_sii_2010_2017_incl_counties.csv", "group"),
            ("fingertips_92901_sii_2010_2020.csv", "inequality"),
        ):
            found |= fingertips_cells(file, slope, column, sex)
    for line in mortality("ons_subnational_indicators_cvd_preventable_2016_18_hle_2018_20.csv"):
        sex = line["Indicator"].split()[0].lower()
        if line["Period"] == "201618" and line["AREACD"] in OURS:
            found["circulatory-preventable-2016-definition", line["AREACD"], "2016-18"] = only(line["Value"])
        if line["Period"] == "201820" and line["AREACD"] in COUNTIES:
            found[f"healthy-life-expectancy-{sex}", line["AREACD"], "2018-20"] = only(line["Value"])
    for line in mortality("phe_fingertips_utla_u75_2016_18.csv"):
        area = line["ctyua19cd"]
        found["deaths-u75", area, "2016-18"] = only(line["Mortality_all"])
        found["circulatory-deaths-u75", area, "2016-18"] = only(line["Mortality_Cardio"])
        found["cancer-deaths-u75", area, "2016-18"] = only(line["Mortality_Cancer"])
        for sex in ("Male", "Female"):
            found[f"life-expectancy-{sex.lower()}", area, "2016-18"] = only(line[f"LE_{sex}"])
            if area in COUNTIES:
                found[f"slope-index-{sex.lower()}", area, "2016-18"] = only(line[f"LEInequality_{sex}"])
    names = {
        "Under 75 mortality rate from all cardiovascular diseases": "circulatory-deaths-u75",
        "Under 75 mortality rate from cancer": "cancer-deaths-u75",
        "Male life expectancy at birth": "life-expectancy-male",
        "Female life expectancy at birth": "life-expectancy-female",
        "Male slope index of inquality in life expectancy at birth": "slope-index-male",
        "Female slope index of inquality in life expectancy at birth": "slope-index-female",
    }
    for key, figures in counted_cells(names):
        assert key not in found or float(found[key][0]) == float(figures[0])
        found[key] = figures
    stated = {
        "Under-75 mortality, all causes": "deaths-u75",
        "Under-75 mortality, liver disease considered preventable": "chronic-liver-disease-preventable",
    }
    for line in mortality("published_statements.csv"):
        if line["measure"] in stated and line["area_code"] in OURS and line["period"] == "2016-18":
            found[stated[line["measure"]], line["area_code"], "2016-18"] = only(line["value"])
    return found | years_in_poor_health(found)


def years_in_poor_health(found: Expected) -> Expected:
    """Life expectancy less healthy life expectancy, where both are published for an area and period."""
    return {
        (f"years-in-poor-health-{sex}", area, period): only(
            str(float(figures[0]) - float(found[f"healthy-life-expectancy-{sex}", area, period][0]))
        )
        for sex in ("male", "female")
        for (indicator, area, period), figures in found.items()
        if indicator == f"life-expectancy-{sex}" and (f"healthy-life-expectancy-{sex}", area, period) in found
    }


def official_rebased() -> Expected:
    found: Expected = {}
    life = "fingertips_90366_life_expectancy_rebased_2015_2025.csv"
    found |= preventable_cells("fingertips_93721_u75_preventable_rebased_2014_2024.csv", "preventable-u75-rebased")
    found |= fingertips_cells(life, "le-rebased-male", "inequality", "Male")
    found |= fingertips_cells(life, "le-rebased-female", "inequality", "Female")
    return found | dict(
        explored("fingertips_93722_u75_preventable_cvd_2001_2024.csv", lambda _: "circulatory-preventable")
    )


def explored(file: str, indicator: Callable[[str], str]) -> Iterator[tuple[Key, Figures]]:
    for line in mortality(file):
        if line["areacd"] in {*OURS, REGION}:
            key = (indicator(line["indicator"]), line["areacd"], years(int(line["period"][:4]) + 2))
            yield key, (line["observation"], line["lci_95"], line["uci_95"], "", "")


def official_health_index() -> Expected:
    found: Expected = {}
    for line in mortality("ons_health_index_beta_utla_2015_2018.csv"):
        area, period = line["Area code"], years(line["year"])
        found["avoidable-u75-council", area, period] = only(line["avoid_mort"])
        if area in COUNTIES:
            found["suicide-rate", area, period] = only(line["suicide"])
            found["infant-mortality-rate", area, period] = only(line["inf_mort"])
    names = {"Avoidable mortality": "avoidable-u75-district", "Suicides": "suicide-rate"}
    names |= {"Infant mortality": "infant-mortality-rate", "Mortality from all causes": "deaths-rate"}
    for line in mortality("ons_health_index_ltla_mortality_2015_2021.csv"):
        indicator, year = names.get(line["indicator"]), line["year"]
        if indicator and (indicator, year) != ("avoidable-u75-district", "2021"):
            period = year if indicator == "deaths-rate" else years(year)
            found[indicator, line["ltla21_code"], period] = only(line["value"])
    for key, figures in counted_cells({"Infant mortality rate": "infant-mortality-rate"}):
        value = found.get(key, figures)[0]
        assert float(value) == pytest.approx(float(figures[0]), abs=0.0001)
        found[key] = (value, *figures[1:])
    return found


def official_other() -> Expected:
    def healthy(name: str) -> str:
        return f"hle-interim-{name.split()[0].lower()}"

    found = dict(explored("ons_hle_interim_method_2011_2024.csv", healthy))
    for line in mortality("ons_drug_poisoning_deaths_la_1993_2020.csv"):
        for year in range(1993, 2021):
            if line["code"] in OURS:
                deaths = line[str(year)]
                found["drugs-deaths", line["code"], str(year)] = (deaths, "", "", deaths, "")
    return found


OFFICIAL: dict[str, Callable[[], Expected]] = {
    "fingertips": official_fingertips,
    "fingertips_rebased": official_rebased,
    "health_index": official_health_index,
    "ons_avoidable": official_avoidable,
    "ons_other": official_other,
    "pyll": official_pyll,
}
FIGURES = ("value", "lower", "upper", "count", "denominator")


#: Of approximate limits the publisher has none.
WORKED_OUT = ("lower", "upper", "denominator")


def worked_out(row: dict[str, str]) -> tuple[str, ...]:
    """The columns that the publisher does not have: test_approximate and test_import_infant_deaths hold them."""
    if row["note"] == "deaths and births worked out from the rate":
        return ("lower", "upper", "count", "denominator")
    return WORKED_OUT if row["interval"] == "approximate" else ()


def same(cell: str, official: str) -> bool:
    """Whether a shipped cell is the official one, to the 12 digits that are written."""
    if "" in (cell, official):
        return cell == official
    return float(cell) == float(f"{float(official):.12g}")


def estimated(name: str) -> dict[Key, dict[str, str]]:
    rows = [row for row in shipped(name) if row["status"] == "estimate"]
    return {(row["indicator"], row["area_code"], row["period"]): row for row in rows}


@pytest.mark.official
@pytest.mark.parametrize("name", OFFICIAL)
def test_every_shipped_figure_is_the_official_one_and_none_is_lacking(name: str) -> None:
    official = OFFICIAL[name]()
    published = [row for row in shipped(name) if row["status"] != "estimate"]
    keys = [(row["indicator"], row["area_code"], row["period"]) for row in published]
    assert set(keys) == set(official)
    assert len(keys) == len(official)
    wrong = [
        (key, column, row[column], figure)
        for key, row in zip(keys, published, strict=True)
        for column, figure in zip(FIGURES, official[key], strict=True)
        if not same(row[column], figure) and column not in worked_out(row)
    ]
    assert wrong == []


@pytest.mark.official
def test_shipped_estimates_of_avoidable_deaths_are_the_weighted_means_of_the_official_rates() -> None:
    lines = {(line["ods_code"], line["year"]): line for line in mortality("ons_avoidable_mortality_ccg_2004_2019.csv")}
    rows = estimated("ons_avoidable")
    rates = ("avoidable", "treatable", "preventable")
    spans = [str(year) for year in range(2012, 2019)]
    wholes = {(whole, year) for whole in ICPS for year in spans}
    # In 2019 six CCGs had not merged: all those of two ICPs.
    wholes |= {("icp-north", "2019"), ("icp-north-cumbria", "2019")}
    assert set(rows) == {(f"{rate}-u75-ccg", whole, year) for rate in rates for whole, year in wholes}
    for (indicator, whole, year), row in rows.items():
        column = f"{indicator.split('-')[0]}_mortality_rate"
        chosen = [lines[ods, year] for ods in ICPS[whole].split()]
        people = [int(line["CCGpop"]) for line in chosen]
        mean = sum(float(line[column]) * weight for line, weight in zip(chosen, people, strict=True)) / sum(people)
        deaths = sum(float(line["treatable_mortality_deaths"]) for line in chosen)
        assert float(row["value"]) == pytest.approx(mean, abs=0.00501)
        assert row["count"] == (f"{deaths:g}" if "treatable" in indicator else "")
        is_about = year in ("2016", "2017", "2018", "2019")
        assert row["interval"] == ("approximate" if is_about else "")
        assert {bool(row[column]) for column in WORKED_OUT} == {is_about}


@pytest.mark.official
def test_shipped_estimates_of_lost_years_are_the_weighted_means_of_the_official_rates() -> None:
    lines = {(indicator, level, period): line for indicator, level, period, line in lost_lines()}
    periods = {(indicator, period) for indicator, _, period in lines}
    wholes = {"E38000212": "13T"} | ICPS
    rows = estimated("pyll")
    assert set(rows) == {(indicator, whole, period) for indicator, period in periods for whole in wholes}
    for (indicator, whole, period), row in rows.items():
        levels = wholes[whole].replace("13T", "00F 00G 00H").split()
        chosen = [lines[indicator, level, period] for level in levels]
        people = [int(line["Registered patients"]) for line in chosen]
        mean = sum(float(line["DSR"]) * weight for line, weight in zip(chosen, people, strict=True)) / sum(people)
        assert float(row["value"]) == pytest.approx(mean, abs=0.00501)
        assert int(row["denominator"]) == sum(people)
        assert int(row["count"]) == sum(int(line["Observed deaths"]) for line in chosen)
        assert row["lower"] == row["upper"] == ""


FILES = {
    "fingertips": (
        "fingertips_40502_u75_preventable_cancer_2001_2017.csv",
        "fingertips_90362_hle_2009_2018_incl_counties.csv",
        "fingertips_90362_hle_2010_2020.csv",
        "fingertips_91096_smi_excess_u75_mortality_2009_2014.csv",
        "fingertips_91382_alcohol_related_mortality_2008_2017.csv",
        "fingertips_92901_sii_2010_2017_incl_counties.csv",
        "fingertips_92901_sii_2010_2020.csv",
        "fingertips_93721_u75_preventable_2010_2021.csv",
        "ons_subnational_indicators_cvd_preventable_2016_18_hle_2018_20.csv",
        "phe_fingertips_2016_18_with_counts_some_areas.csv",
        "phe_fingertips_utla_u75_2016_18.csv",
        "published_statements.csv",
        "ons_midyear_population_la_by_age_2016_2019.csv",
    ),
    "fingertips_rebased": (
        "fingertips_90366_life_expectancy_rebased_2015_2025.csv",
        "fingertips_93721_u75_preventable_rebased_2014_2024.csv",
        "fingertips_93722_u75_preventable_cvd_2001_2024.csv",
        "ons_midyear_population_la_by_age_2016_2019.csv",
    ),
    "health_index": (
        "ons_health_index_beta_utla_2015_2018.csv",
        "ons_health_index_ltla_mortality_2015_2021.csv",
        "phe_fingertips_2016_18_with_counts_some_areas.csv",
        "ons_midyear_population_la_by_age_2016_2019.csv",
    ),
    "ons_avoidable": (
        "fingertips_93721_u75_preventable_2010_2021.csv",
        "ons_avoidable_mortality_ccg_2004_2019.csv",
        "ons_avoidable_mortality_districts_3yr.csv",
        "ons_midyear_population_la_by_age_2016_2019.csv",
    ),
    "ons_other": ("ons_drug_poisoning_deaths_la_1993_2020.csv", "ons_hle_interim_method_2011_2024.csv"),
    "pyll": ("nhsdigital_ccgois_1_1_pyll_amenable_2009_2014.csv",),
}


@pytest.mark.official
@pytest.mark.parametrize("step", [1, -1], ids=["in order", "in reverse"])
@pytest.mark.parametrize("name", FILES)
def test_importing_the_official_files_gives_the_shipped_bytes(name: str, step: int, tmp_path: Path) -> None:
    paths = [official_folder() / "mortality" / file for file in FILES[name]]
    write_table(IMPORTS[name](paths[::step], SHIPPED_AREAS), tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == (VALUES / f"{name}.csv").read_bytes()


JUDGED: dict[str, tuple[tuple[str, str, str, dict[str, str]], ...]] = {
    "fingertips": (
        (FILES["fingertips"][7], "compared_to_England", "unit", each_sex("preventable-u75-council")),
        (FILES["fingertips"][0], "significance", "unit", {"Persons": "cancer-preventable"}),
        (FILES["fingertips"][4], "significance", "unit", {"Persons": "alcohol-deaths"}),
        *(
            (file, column, sex, {name: f"healthy-life-expectancy-{name.lower()}" for name in ("Male", "Female")})
            for file, column, sex in (
                (FILES["fingertips"][1], "significance", "group"),
                (FILES["fingertips"][2], "compared_to_England", "inequality"),
            )
        ),
    ),
    "fingertips_rebased": (
        (FILES["fingertips_rebased"][1], "compared_to_England", "unit", each_sex("preventable-u75-rebased")),
        (
            *(FILES["fingertips_rebased"][0], "compared_to_England", "inequality"),
            {"Male": "le-rebased-male", "Female": "le-rebased-female"},
        ),
    ),
}


def publishers_verdicts(name: str) -> dict[Key, str]:
    found = {}
    for file, column, sex, indicators in JUDGED[name]:
        for line in mortality(file):
            is_ours = line["area_code"] in OURS and line[sex] in indicators and line["value"]
            if is_ours and line[column] not in ("", "Not compared"):
                key = (indicators[line[sex]], line["area_code"], line["period"].replace(" - ", "-"))
                found[key] = line[column].lower()
    return found


@pytest.mark.official
@pytest.mark.parametrize("name", FILES)
def test_every_verdict_of_a_publisher_is_shipped_and_none_is_added(name: str) -> None:
    said = {(r["indicator"], r["area_code"], r["period"]): r["verdict"] for r in shipped(name) if r["verdict"]}
    assert said == (publishers_verdicts(name) if name in JUDGED else {})


def test_so_many_verdicts_of_publishers_are_shipped() -> None:
    said = Counter(row["verdict"] for name in FILES for row in shipped(name) if row["verdict"])
    assert said == {"worse": 1337, "similar": 660, "better": 170}


# --- the shipped tables by themselves ---


@pytest.mark.parametrize("name", OFFICIAL)
def test_every_shipped_row_says_what_it_is(name: str) -> None:
    districts = ("E07000029", "E07000164", "E07000168")
    whole = dict.fromkeys(COUNTIES, "county") | dict.fromkeys(districts, "district")
    for row in shipped(name):
        assert row["extent"] == whole.get(row["area_code"], ""), row
        assert (row["status"] == "missing") == (row["value"] == ""), row
        assert row["status"] != "estimate" or "mean of" in row["note"], row
        assert row["status"] in ("published", "missing", "estimate", "derived"), row
        assert (row["status"] == "derived") == row["indicator"].startswith("years-in-poor-health-"), row


@pytest.mark.parametrize("name", ["fingertips", "fingertips_rebased", "health_index", "ons_other"])
def test_nothing_but_ccg_rates_is_aggregated(name: str) -> None:
    assert not {row["area_code"] for row in shipped(name)} & set(ICPS)
