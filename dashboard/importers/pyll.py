"""Potential years of life lost from causes amenable to healthcare (NHS Digital CCG Outcomes Indicator Set 1.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.level import ENGLAND
from dashboard.core.periods import period_of
from dashboard.core.value import Status
from dashboard.importers.estimates import NOTE, estimates
from dashboard.importers.reading import read_csv, read_own
from dashboard.importers.table import find, frame, parts, required
from dashboard.importers.tiers import Tier

#: The publisher's condition -> our indicator.
CONDITIONS = {
    "All conditions": "yll",
    "Cerebrovascular diseases": "stroke-yll",
    "Ischaemic heart diseases": "coronary-heart-disease-yll",
    "Neoplasms": "cancer-yll",
    "Respiratory diseases": "respiratory-yll",
}
#: How the publisher names a sex -> what the id of our indicator ends with.
PERSONS = "Person"
SEXES = {PERSONS: "", "Male": "-male", "Female": "-female"}
#: The columns by which the file is known.
FORM = ("Reporting period", "Condition", "DSR", "Registered patients")
#: Newcastle Gateshead was formed in April 2015 from these three CCGs, which are in the file instead of it.
NEWCASTLE_GATESHEAD = "E38000212"
FORMER = ("00F", "00G", "00H")
FORMER_NOTE = "mean of Gateshead, Newcastle North and East, and Newcastle West CCGs, weighted by registered patients"
#: 01H is Cumbria CCG in the file: its southern part left in April 2017, when it became North Cumbria CCG.
CUMBRIA = "E38000215"
CUMBRIA_NOTE = "old Cumbria CCG, larger than North Cumbria"


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Years of life lost per 100,000 registered patients, form of values/NAME.csv.

    All conditions in single years for persons and each sex; the four groups of conditions in three years together, for
    persons.
    Denominators of three years are the patient lists of the three years added up. Of Newcastle Gateshead, the ICPs and
    the ICS the value is an estimate weighted by registered patients, while deaths and patients are exact sums.
    """
    cells = find(read_own(paths, FORM), *FORM).to_dict("records")
    codes, wholes = _codes(areas), _wholes(areas)
    return pd.concat(
        [_of(sex, cells, codes, wholes) for sex in SEXES if sex in {row["Gender"] for row in cells}], ignore_index=True
    )


def _of(
    sex: str, source: Sequence[Mapping[Any, str]], codes: Mapping[str, str], wholes: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """The figures of one sex, or of persons, whose patients are the weights of the estimates."""
    rows = frame(_row(cells, codes) for cells in source if cells["Gender"] == sex and _wanted(cells, codes))
    people = {
        (code, period): patients
        for code, period, patients in zip(rows["area_code"], rows["period"], rows["denominator"], strict=True)
    }
    merger = estimates(rows, {NEWCASTLE_GATESHEAD: FORMER}, people, FORMER_NOTE)
    means = estimates(rows, wholes, people)
    means["note"] = [_note(wholes[code]) for code in means["area_code"]]
    published = rows[~rows["area_code"].isin(FORMER)]
    return pd.concat([published, merger, means], ignore_index=True)


def _codes(areas: Path) -> dict[str, str]:
    """NHS code of a CCG, or "National" -> our area code; the three former CCGs keep their NHS codes for the sums."""
    table = read_csv(areas)
    ccgs = table[table["ods_code"] != ""]
    codes = dict(zip(ccgs["ods_code"], ccgs["code"], strict=True))
    return codes | {code: code for code in FORMER} | {"National": ENGLAND}


def _wanted(cells: Mapping[Any, str], codes: Mapping[str, str]) -> bool:
    """Whether it is a figure of our areas: of one year for all conditions, of three for a group of them."""
    single = len(cells["Reporting period"]) == len("2014")
    return (
        cells["Level"] in codes
        and cells["Condition"] in CONDITIONS
        and single == (cells["Condition"] == "All conditions")
        and (single or cells["Gender"] == PERSONS)
    )


def _row(cells: Mapping[Any, str], codes: Mapping[str, str]) -> dict[str, Any]:
    """One row of our table; 2012-2014 becomes 2012-14."""
    code, period = codes[cells["Level"]], cells["Reporting period"]
    return {
        "indicator": f"{CONDITIONS[cells['Condition']]}{SEXES[cells['Gender']]}",
        "area_code": code,
        "period": str(period_of(period) or period),
        "value": required(cells["DSR"]),
        "lower": required(cells["CI lower"]),
        "upper": required(cells["CI upper"]),
        "count": required(cells["Observed deaths"]),
        "denominator": required(cells["Registered patients"]),
        "status": Status.PUBLISHED,
        "note": CUMBRIA_NOTE if code == CUMBRIA else "",
    }


def _wholes(areas: Path) -> dict[str, tuple[str, ...]]:
    """The CCGs of 2014 that make up each ICP and the ICS: the three former ones in place of Newcastle Gateshead."""
    return {
        whole: tuple(part for code in codes for part in (FORMER if code == NEWCASTLE_GATESHEAD else (code,)))
        for whole, codes in parts(Tier.CCG, areas).items()
    }


def _note(codes: Sequence[str]) -> str:
    """What is said of the estimate for an ICP or the ICS that is made up of these CCGs."""
    return f"{NOTE}; includes the {CUMBRIA_NOTE}" if CUMBRIA in codes else NOTE
