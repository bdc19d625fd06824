"""The domains of deprivation: the converter on a table that is worked out by hand, and the shipped table.

The shipped shares are worked out anew from the official files, and held against the printed summaries.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from dashboard.importers import deprivation_domains
from dashboard.importers.table import write_table
from tests.official import official_folder

REPO = Path(__file__).parents[2]
SHIPPED = REPO / "data" / "values" / "deprivation_domains.csv"
AREAS = REPO / "data" / "areas.csv"
ENGLAND = "E92000001"
PEOPLE = ("income-deprived-people", "employment-deprived-people")

# --- a table small enough to check by hand ---

CODE, RANK = "LSOA code (2011)", "Rank (where 1 is most deprived)"
DOMAINS = (
    *("Income", "Employment", "Education, Skills and Training", "Health Deprivation and Disability", "Crime"),
    *("Barriers to Housing and Services", "Living Environment"),
)
AGES = ("Income Deprivation Affecting Children Index (IDACI)", "Income Deprivation Affecting Older People (IDAOPI)")
WORKING = "Working age population 18-59/64: for use with Employment Deprivation Domain (excluding prisoners)"
#: LSOA -> rank in every domain, people, people of working age, per cent on low incomes and out of work.
SMALL = {"L1": (3284, 1000, 400, 30.0, 20.0), "L2": (3285, 3000, 1600, 10.0, 5.0), "L3": (1, 2000, 900, 50.0, 40.0)}
LOOKUPS = {
    "ccg": "LSOA11CD,CCG19CD,LAD19CD\nL1,c1,d1\nL2,c1,d1\nL3,c2,d2\n",
    "utla": "LSOA11CD,UTLA19CD\nL1,u1\nL2,u1\nL3,u2\n",
    "msoa": "lsoa11_code,msoa11_code\nL1,m1\nL2,m2\nL3,m3\n",
    "areas": "code,name,levels,parents\nics,The ICS,ics,\nc1,One,ccg,ics\nc2,Two,ccg,ics\n",
}


def ranks(names: tuple[str, ...]) -> str:
    header = ",".join((CODE, *(f'"{name} {RANK}"' for name in names)))
    return f"{header}\n" + "".join(f"{code}{f',{row[0]}' * len(names)}\n" for code, row in SMALL.items())


def test_shares_are_of_small_areas_up_to_rank_3284_and_of_people_by_their_number(tmp_path: Path) -> None:
    denominators = f'{CODE},Total population: mid 2015 (excluding prisoners),"{WORKING}"\n'
    texts = {
        **LOOKUPS,
        "domains": ranks(DOMAINS),
        "ages": ranks(AGES),
        "people": denominators + "".join(f'{code},"{row[1]:,}",{row[2]}\n' for code, row in SMALL.items()),
        "scores": "lsoa,income_score,employment_score\n"
        + "".join(f"{code},{row[3]},{row[4]}\n" for code, row in SMALL.items()),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    paths = [tmp_path / f"{name}.csv" for name in texts if name != "areas"]
    table = deprivation_domains.convert(paths, tmp_path / "areas.csv")
    found = {(i, a): v for i, a, v in zip(table["indicator"], table["area_code"], table["value"], strict=True)}
    for indicator in deprivation_domains.SHARES.values():
        shares = {area: found[indicator, area] for area in ("c1", "c2", "ics", "m1", "m2", ENGLAND)}
        assert shares == pytest.approx({"c1": 50, "c2": 100, "ics": 200 / 3, "m1": 100, "m2": 0, ENGLAND: 10})
    assert found["income-deprived-people", "c1"] == pytest.approx((30 * 1000 + 10 * 3000) / 4000)
    assert found["employment-deprived-people", "u1"] == pytest.approx((20 * 400 + 5 * 1600) / 2000)
    assert (PEOPLE[0], ENGLAND) not in found


# --- the official files, worked out anew ---

FILES = (
    "deprivation/File_2_IoD2019_domains.csv",
    "deprivation/File_3_IoD2019_idaci_idaopi.csv",
    "deprivation/File_6_IoD2019_population_denominators.csv",
    "deprivation/mysociety_UK_IMD_E_lsoa11.csv",
    "lookups/lsoa11_ccg19_lad19.csv",
    "lookups/lsoa11_utla19.csv",
    "lookups/lsoa11_msoa11.csv",
)
INDICATORS = dict(
    zip(
        (*DOMAINS, *AGES),
        (
            *("income-deprived-areas", "employment-deprived-areas", "education-deprived-areas"),
            *("health-deprived-areas", "crime-deprived-areas", "housing-deprived-areas", "surroundings-deprived-areas"),
            *("child-income-deprived-areas", "older-income-deprived-areas"),
        ),
        strict=True,
    )
)
ICP = {
    "icp-north": ("E38000130", "E38000127", "E38000212"),
    "icp-central": ("E38000163", "E38000176", "E38000116", "E38000047"),
    "icp-south": ("E38000075", "E38000042", "E38000162", "E38000069"),
    "icp-north-cumbria": ("E38000215",),
}
#: Areas of which only a part lies in the ICS, so that the printed figures are of other land.
CUT = {"E10000006", "E10000023", "E07000029", "E07000164", "E07000168", "E02004007", "E02005798"}
SHEETS = {
    **{"Income": "Income", "Employment": "Employment", "Education": DOMAINS[2], "Health": DOMAINS[3]},
    **{"Crime": "Crime", "Barriers": DOMAINS[5], "Living": DOMAINS[6], "IDACI": AGES[0], "IDAOPI": AGES[1]},
}
WORKBOOKS = (
    "deprivation/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx",
    "deprivation/File_11_-_IoD2019_Local_Authority_District_Summaries__upper-tier__.xlsx",
    "conditions/File_13_IoD2019_clinical_commissioning_group_summaries.xlsx",
)


def read(name: str) -> list[dict[str, str]]:
    with (official_folder() / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def members() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in read(FILES[4]):
        icp = next(icp for icp, ccgs in ICP.items() if row["CCG19CD"] in ccgs)
        for area in {row["CCG19CD"], row["LAD19CD"], icp, "E54000049"}:
            found.setdefault(area, []).append(row["LSOA11CD"])
    for row in read(FILES[5]):
        if row["UTLA19CD"].startswith("E10"):
            found.setdefault(row["UTLA19CD"], []).append(row["LSOA11CD"])
    for row in read(FILES[6]):
        found.setdefault(row["msoa11_code"], []).append(row["lsoa11_code"])
    return found


def expected() -> Iterator[tuple[tuple[str, str], float]]:
    places = members()
    for names, file in ((DOMAINS, FILES[0]), (AGES, FILES[1])):
        lines = {row[CODE]: row for row in read(file)}
        for name in names:
            deprived = {code for code, row in lines.items() if float(row[f"{name} {RANK}"]) <= 3284}
            yield (INDICATORS[name], ENGLAND), 10
            for area, codes in places.items():
                yield (INDICATORS[name], area), 100 * len(deprived.intersection(codes)) / len(codes)
    people = {row[CODE]: row for row in read(FILES[2])}
    scores = {row["lsoa"]: row for row in read(FILES[3])}
    for indicator, score, of in (
        (PEOPLE[0], "income_score", "Total population: mid 2015 (excluding prisoners)"),
        (PEOPLE[1], "employment_score", WORKING),
    ):
        for area, codes in places.items():
            numbers = [float(people[code][of].replace(",", "")) for code in codes]
            deprived = sum(number * float(scores[code][score]) for code, number in zip(codes, numbers, strict=True))
            yield (indicator, area), deprived / sum(numbers)


def shipped() -> dict[tuple[str, str], float]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return {(row["indicator"], row["area_code"]): float(row["value"]) for row in csv.DictReader(file)}


@pytest.mark.official
def test_every_shipped_share_is_that_of_the_small_areas_and_none_is_lacking() -> None:
    known, found = dict(expected()), shipped()
    assert found.keys() == known.keys()
    assert len(found) == 9 * (437 + 1) + 2 * 437
    assert [key for key, share in known.items() if found[key] != pytest.approx(share, rel=1e-10, abs=1e-9)] == []


@pytest.mark.official
def test_the_printed_summaries_are_given_back_to_their_last_digit() -> None:
    """Printed with four decimals (shares of areas) and three (shares of people, from scores of LSOAs with three)."""
    found, checked = shipped(), 0
    for file in WORKBOOKS:
        for sheet, name in SHEETS.items():
            for code, share, score in printed(official_folder() / file, sheet):
                if (INDICATORS[name], code) in found and code not in CUT:
                    assert found[INDICATORS[name], code] == pytest.approx(share, abs=0.00501)
                    checked += 1
                    if sheet in ("Income", "Employment"):
                        assert found[f"{sheet.lower()}-deprived-people", code] == pytest.approx(score, abs=0.06)
    assert checked == 9 * (16 + 12 + 12)


def printed(path: Path, sheet: str) -> Iterator[tuple[str, float, float]]:
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        header, *rows = book[sheet].iter_rows(values_only=True)
    names = [" ".join(str(name).split()) for name in header]
    share = next(n for n, name in enumerate(names) if "- Proportion of LSOAs" in name)
    score = next(n for n, name in enumerate(names) if name.endswith("- Average score"))
    yield from ((str(row[0]), 100 * float(row[share]), 100 * float(row[score])) for row in rows if row[0])


@pytest.mark.official
def test_importing_the_official_files_gives_the_shipped_bytes(tmp_path: Path) -> None:
    paths = [official_folder() / name for name in FILES]
    write_table(deprivation_domains.convert(paths[::-1], AREAS), tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == SHIPPED.read_bytes()
