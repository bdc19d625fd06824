"""Places among all areas of England: official ranks, shown beside a figure and never as a verdict."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from official import official_folder
from openpyxl import load_workbook
from shipped import EDITION, Level
from small import NEWCASTLE, edition

from dashboard.core.atlas import Atlas
from dashboard.core.national import NationalRank
from dashboard.core.value import Comparison, Value
from dashboard.export.writers.tables import csv as figures_csv
from dashboard.export.writers.tables import profile_csv
from dashboard.importers import national_places
from dashboard.loading.load import DataError, load
from dashboard.stats.comparison import NO_VERDICT, Basis, Verdict
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.wording import captions
from dashboard.wording.verdicts import national_rank_words, standing

DATA = Path(__file__).parents[2] / "data"
MIDDLESBROUGH = "E06000002"
SUNDERLAND, TEES_VALLEY_PART = "E38000176", "E38000042"
STROKE = "by=council&condition=stroke&measure=deaths-smr"


def _place(rank: int, of: int = 150, level: str = "council") -> NationalRank:
    return NationalRank(rank, of, next(own for own in EDITION.levels if own == level))


# Words


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (1, "highest of 150 councils"),
        (2, "2nd highest of 150 councils"),
        (3, "3rd highest of 150 councils"),
        (4, "4th highest of 150 councils"),
        (11, "11th highest of 150 councils"),
        (12, "12th highest of 150 councils"),
        (21, "21st highest of 150 councils"),
        (112, "112th highest of 150 councils"),
        (123, "123rd highest of 150 councils"),
    ],
)
def test_a_place_is_said_as_an_ordinal(rank: int, words: str) -> None:
    assert national_rank_words(_place(rank)) == words


def test_a_place_alone_says_why_there_is_no_verdict_and_not_that_none_was_published() -> None:
    bare = standing(Value(140.8), NO_VERDICT, _place(2))
    assert bare == "2nd highest of 150 councils; this edition holds no interval"
    judged = standing(Value(140.8, verdict=Comparison.WORSE), Verdict(Comparison.WORSE, Basis.PUBLISHER), _place(2))
    assert judged == "2nd highest of 150 councils"
    assert standing(Value(140.8), NO_VERDICT, None) == national_rank_words(None) == ""


# The shipped places


def test_middlesbrough_is_second_for_stroke_and_first_for_small_areas_of_most_deprivation(atlas: Atlas) -> None:
    stroke, share = (atlas.indicators[id] for id in ("stroke-deaths-smr", "deprivation-imd-share"))
    assert atlas.national_rank(stroke, MIDDLESBROUGH, "2015-19") == _place(2)
    assert atlas.national_rank(share, MIDDLESBROUGH, "2019", Level.DISTRICT) == _place(1, 317, "district")
    assert atlas.national_rank(share, MIDDLESBROUGH, "2019", Level.COUNCIL) == _place(1, 151)
    assert atlas.national_rank(stroke, MIDDLESBROUGH, "2014-18") is None


def test_places_by_domain_of_deprivation_and_by_cancer_are_known(atlas: Atlas) -> None:
    """Printed in File 10 and 13, or worked out from the counts of all CCGs of 2021, of which two are one area."""
    low, crime, lung = (
        atlas.indicators[id] for id in ("income-deprived-people", "crime-deprived-areas", "lung-cancer-deaths-smr")
    )
    assert atlas.national_rank(low, MIDDLESBROUGH, "2019", Level.DISTRICT) == _place(1, 317, "district")
    assert atlas.national_rank(crime, MIDDLESBROUGH, "2019", Level.COUNCIL) == _place(3, 151)
    assert atlas.national_rank(low, "E10000006", "2019") is None
    assert atlas.national_rank(lung, SUNDERLAND, "2016-18") == _place(5, 105, "ccg")
    value = atlas.value(lung, "2016-18", SUNDERLAND)
    assert value is not None
    assert (round(value.value or 0, 1), round(value.lower or 0), round(value.upper or 0)) == (159.7, 148, 172)
    assert atlas.national_rank(lung, TEES_VALLEY_PART, "2016-18") is None, "a figure of more than the CCG has no place"


def test_a_part_of_a_county_has_no_place_of_the_whole(atlas: Atlas) -> None:
    score = atlas.indicators["deprivation-imd-score"]
    assert atlas.national_rank(score, "E10000006", "2019") is None
    assert atlas.national_rank(score, "E07000029", "2019") is None


def test_map_table_and_files_show_the_place_and_no_verdict(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, STROKE).view)
    row = next(row for row in what.rows if row.area.code == MIDDLESBROUGH)
    said = "2nd highest of 150 councils; this edition holds no interval"
    assert captions.of_area(what, row) == f"Middlesbrough: 140.8 (England = 100), {said}"
    assert what.verdict(row.value) == NO_VERDICT
    lines = list(csv.DictReader(StringIO(figures_csv(atlas, what).decode("utf-8-sig"), newline="")))
    line = next(line for line in lines if line["area_code"] == MIDDLESBROUGH)
    assert (line["place_in_england"], line["places_in_england"]) == ("2", "150")
    assert (line["comparison_with_england"], line["comparison_basis"]) == ("not compared", "")


#: The ids of the profile of Middlesbrough before there were any verdicts of publishers, places or new figures.
BEFORE = frozenset(
    [
        "avoidable-u75-council",
        "avoidable-u75-district",
        "preventable-u75-council",
        "deaths-u75",
        "all-causes-deaths-smr",
        "all-causes-deaths-u75-smr",
        "all-causes-preventable-smr",
        "deaths-rate",
        "all-causes-emergency-admissions",
        "preventable-u75-rebased",
        "all-causes-population",
        "all-causes-population-u75",
        "life-expectancy-male",
        "life-expectancy-female",
        "healthy-life-expectancy-male",
        "healthy-life-expectancy-female",
        "years-in-poor-health-male",
        "years-in-poor-health-female",
        "slope-index-male",
        "slope-index-female",
        "life-expectancy-male-2015-19",
        "life-expectancy-female-2015-19",
        "le-rebased-male",
        "le-rebased-female",
        "hle-interim-male",
        "hle-interim-female",
        "infant-mortality-rate",
        "limiting-long-term-illness-share",
        "deprivation-imd-score",
        "deprivation-imd-share",
        "cancer-preventable",
        "cancer-deaths-u75",
        "cancer-deaths-smr",
        "cancer-deaths-u75-smr",
        "cancer-new-cases-sir",
        "cancer-register-modelled",
        "lung-cancer-new-cases-sir",
        "lung-cancer-deaths-count",
        "colorectal-cancer-new-cases-sir",
        "breast-cancer-new-cases-sir",
        "prostate-cancer-new-cases-sir",
        "circulatory-preventable",
        "circulatory-deaths-u75",
        "circulatory-deaths-smr",
        "circulatory-deaths-u75-smr",
        "circulatory-preventable-2016-definition",
        "coronary-heart-disease-deaths-smr",
        "coronary-heart-disease-emergency-admissions",
        "coronary-heart-disease-heart-attack-admissions",
        "coronary-heart-disease-register-modelled",
        "stroke-deaths-smr",
        "stroke-emergency-admissions",
        "stroke-admissions-rate",
        "stroke-travel-minutes",
        "stroke-register-modelled",
        "hypertension-register-modelled",
        "atrial-fibrillation-register-modelled",
        "heart-failure-register-modelled",
        "peripheral-arterial-disease-register-modelled",
        "respiratory-deaths-smr",
        "copd-emergency-admissions",
        "copd-register-modelled",
        "asthma-register-modelled",
        "suicide-rate",
        "self-harm-hospital-stays",
        "serious-mental-illness-excess-deaths",
        "serious-mental-illness-register-modelled",
        "depression-register-modelled",
        "dementia-register-modelled",
        "learning-disability-register-modelled",
        "alcohol-deaths",
        "drugs-deaths",
        "diabetes-register-modelled",
        "chronic-kidney-disease-register-modelled",
        "obesity-register-modelled",
        "epilepsy-register-modelled",
        "osteoporosis-register-modelled",
        "rheumatoid-arthritis-register-modelled",
        "hip-fracture-emergency-admissions",
        "palliative-care-register-modelled",
    ]
)


def test_half_of_the_profile_has_a_verdict_or_a_place(atlas: Atlas) -> None:
    """The rest are registers that were modelled, counts, gaps, and figures without limits, or without England's.

    No file at hand has a verdict on them, or the figures of all councils of England.
    """
    made = profile_csv(atlas, atlas.areas[MIDDLESBROUGH]).decode("utf-8-sig")
    lines = {line["indicator_id"]: line for line in csv.DictReader(StringIO(made, newline=""))}
    assert lines.keys() >= BEFORE
    told = [id for id in BEFORE if lines[id]["comparison_basis"] or lines[id]["place_in_england"]]
    assert (len(BEFORE), len(told)) == (80, 41)
    every = [line for line in lines.values() if line["comparison_basis"] or line["place_in_england"]]
    assert (len(lines), len(every)) == (101, 62)


@pytest.mark.official
def test_every_place_is_an_official_rank_and_none_is_lacking() -> None:
    with (DATA / "national_places.csv").open(encoding="utf-8", newline="") as file:
        shipped = {
            (row["indicator"], row["area_code"], row["period"], row["level"]): (int(row["rank"]), int(row["of"]))
            for row in csv.DictReader(file)
        }
    assert shipped == {**_councils(), **_deprived(), **_cancers()}
    assert len(shipped) == 1010


#: Indicator, area, period and level.
Key = tuple[str, str, str, str]


@cache
def _codes() -> set[str]:
    with (DATA / "areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


def _councils() -> dict[Key, tuple[int, int]]:
    """By the value: the ranks of one measure must run against its figures in values/local_health.csv."""
    with (official_folder() / "conditions/DERIVED_localhealth_2021_ranks_utla.csv").open(encoding="utf-8") as file:
        ranks = list(csv.DictReader(file))
    with (DATA / "values/local_health.csv").open(encoding="utf-8") as file:
        figures = {
            (row["area_code"], round(float(row["value"]), 4)): row["indicator"]
            for row in csv.DictReader(file)
            if row["value"]
        }
    names: dict[str, set[str]] = {}
    for row in ranks:
        found = figures.get((row["Code"], round(float(row["value"]), 4)))
        names.setdefault(row["measure"], set()).update({found} - {None})
    series = national_places.local_health(DATA)
    known = {name: series[name] for name in names}
    assert all(known[name][0] in found for name, found in names.items())
    return {
        (known[row["measure"]][0], row["Code"], known[row["measure"]][1], "council"): (
            int(row["rank_1_highest"]),
            int(row["of_areas"]),
        )
        for row in ranks
    }


def _cancers() -> dict[Key, tuple[int, int]]:
    """By the value again: each place must stand beside the very ratio and limits of values/cancer.csv."""
    with (DATA / "values/cancer.csv").open(encoding="utf-8") as file:
        figures = {
            (row["indicator"], row["area_code"], row["period"]): [float(row[name]) for name in LIMITS]
            for row in csv.DictReader(file)
            if row["extent"] == "" and row["lower"]
        }
    found = {}
    with (official_folder() / "new-2026-11/DERIVED_cancer_ratios_ccg21.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            site = {"pancreas": "pancreatic", "oesophagus": "oesophageal"}.get(row["site"], row["site"])
            name = f"{site}-cancer-{'deaths-smr' if row['measure'] == 'deaths' else 'new-cases-sir-ccg'}"
            key = (name, row["ccg21cd"], row["period"])
            whole = row["sex"] == {"breast": "Female", "prostate": "Male"}.get(site, "Persons")
            if key in figures and whole and row["age"] == "all ages" and row["rank_of_105_1_highest"]:
                printed = [float(row[column]) for column in ("ratio_england_100", "ratio_lci95", "ratio_uci95")]
                assert figures[key] == pytest.approx(printed, abs=0.051)
                found[(*key, "ccg")] = (int(row["rank_of_105_1_highest"]), 105)
    return found


LIMITS = ("value", "lower", "upper")


def _deprived() -> dict[Key, tuple[int, int]]:
    files = {
        "district": "deprivation/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx",
        "council": "deprivation/File_11_-_IoD2019_Local_Authority_District_Summaries__upper-tier__.xlsx",
        "ccg": "conditions/File_13_IoD2019_clinical_commissioning_group_summaries.xlsx",
    }
    found: dict[Key, tuple[int, int]] = {}
    for level, name in files.items():
        with closing(load_workbook(official_folder() / name, read_only=True)) as book:
            for sheet in book:
                if sheet.title in DOMAINS:
                    found |= _of_sheet(sheet.title, list(sheet.iter_rows(values_only=True)), level)
    return found


CUT = {"E10000006", "E10000023", "E07000029", "E07000164", "E07000168"}
#: Sheet -> our indicators of the average score, if it is one of people, and of the share of small areas.
DOMAINS = {
    "IMD": ("deprivation-imd-score", "deprivation-imd-share"),
    "Income": ("income-deprived-people", "income-deprived-areas"),
    "Employment": ("employment-deprived-people", "employment-deprived-areas"),
    "Education": ("", "education-deprived-areas"),
    "Health": ("", "health-deprived-areas"),
    "Crime": ("", "crime-deprived-areas"),
    "Barriers": ("", "housing-deprived-areas"),
    "Living": ("", "surroundings-deprived-areas"),
    "IDACI": ("", "child-income-deprived-areas"),
    "IDAOPI": ("", "older-income-deprived-areas"),
}


def _of_sheet(title: str, lines: list[tuple[Any, ...]], level: str) -> Iterator[tuple[Key, tuple[int, int]]]:
    heads = [str(head).strip() for head in lines[0]]
    for what, indicator in zip(("average score", SHARE), DOMAINS[title], strict=True):
        at = next(number for number, head in enumerate(heads) if head.endswith(f" - Rank of {what}"))
        for line in lines[1:] if indicator else []:
            if line[0] in _codes() - CUT:
                yield (indicator, line[0], "2019", level), (int(line[at]), len(lines) - 1)


SHARE = "proportion of LSOAs in most deprived 10% nationally"


# What a table of places must not hold

HEAD = "indicator,area_code,period,level,rank,of\n"
GOOD = f"lung-cancer-deaths-count,{NEWCASTLE},2023,council,2,150\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            GOOD.replace("2023", "2022"),
            "found no figure of lung-cancer-deaths-count for E08000021, 2022, expected a figure",
        ),
        (
            GOOD.replace("council", "ccg"),
            "column level: found 'ccg', expected a level of the area and of the indicator",
        ),
        (GOOD.replace("2,150", "151,150"), "column rank: found '151', expected a rank from 1 to the number of areas"),
        (GOOD.replace("2,150", "0,150"), "column rank: found '0', expected a whole number from 1 up"),
        (GOOD.replace(NEWCASTLE, "E99"), "column area_code: found 'E99', expected a key of data/areas.csv"),
        (GOOD.replace("lung-cancer", "liver"), "expected a key of data/indicators.csv"),
        (GOOD + GOOD, "row 3, column area_code: found 'E08000021' again"),
    ],
)
def test_a_place_of_nothing_is_a_fault(tmp_path: Path, row: str, said: str) -> None:
    data, shapes = edition(tmp_path)
    (data / "national_places.csv").write_text(HEAD + GOOD)
    assert len(load(data, shapes).national_ranks) == 1
    (data / "national_places.csv").write_text(HEAD + row)
    with pytest.raises(DataError) as refused:
        load(data, shapes)
    assert len(refused.value.faults) == 1
    assert said in str(refused.value)
