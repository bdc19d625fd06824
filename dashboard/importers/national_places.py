"""Where areas stand among all areas of England: Local Health 2021, cancer by CCG, the indices of deprivation 2019."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.periods import parse_period
from dashboard.importers import cancer, table
from dashboard.importers.deprivation import INDICATORS as DEPRIVATION
from dashboard.importers.deprivation import SUMMARY, summary_sheet
from dashboard.importers.deprivation_domains import PERIOD, SHARES
from dashboard.importers.forms.recipes import FILE, read_recipes
from dashboard.importers.mergers import UNCHANGED
from dashboard.importers.reading import SourceError, known_columns, read_csv, read_own
from dashboard.importers.tiers import Tier
from dashboard.loading.national_places import COLUMNS
from dashboard.loading.validation import Expectation, Fault

Row = Mapping[str, Any]

#: The columns by which the ranks of councils in Local Health, and those of CCGs by cancer, are known.
_OF_COUNCILS = ("Code", "measure", "rank_1_highest", "of_areas")
_OF_CCGS = ("ccg21cd", "measure", "icd10", "sex", "age", "period", "rank_of_105_1_highest")
FORMS = (_OF_COUNCILS, _OF_CCGS)
_CCGS = 105
_OF_ONE_SEX = {"C50": "Female", "C61": "Male"}
#: The ratios of the atlas are of three years; the file has some of five.
_YEARS = 3
_RECIPES = Expectation("recipes of Local Health, which name its measures", "correct them, as data/README.md says")
#: The number of areas of a summary of the indices -> which areas they are.
_TIERS = {317: Tier.DISTRICT, 151: Tier.COUNCIL, 191: Tier.CCG}
_SCORE = "{} - Rank of average score"
_SHARE = "{} - Rank of proportion of LSOAs in most deprived 10% nationally"
#: How the summaries shorten the names of two of the domains.
_SHORT = {
    "Income Deprivation Affecting Children Index (IDACI)": "IDACI",
    "Income Deprivation Affecting Older People (IDAOPI)": "IDAOPI",
}
_DOMAINS = {_SHORT.get(domain, domain): indicator for domain, indicator in SHARES.items()}
#: Sheet, named by the first word of its domain -> column of ranks -> our indicator. The average score of two domains is
#: a share of people.
_RANKS: dict[str, dict[str, str]] = {
    "IMD": {_SCORE.format("IMD"): DEPRIVATION["score"], _SHARE.format("IMD"): DEPRIVATION["share"]},
    **{domain.split()[0].rstrip(","): {_SHARE.format(domain): indicator} for domain, indicator in _DOMAINS.items()},
}
_RANKS["Income"][_SCORE.format("Income")] = "income-deprived-people"
_RANKS["Employment"][_SCORE.format("Employment")] = "employment-deprived-people"


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """The places of our areas, a row for each indicator, area, period and level; 1 is the highest, ties share a rank.

    paths: the ranks of the councils in Local Health 2021 and those of the CCGs of 2021 by deaths from cancer and new
    cases, both worked out from the files of all England, and Files 10, 11 and 13 of the indices of deprivation, which
    print ranks. Of an area that only partly lies in the ICS the deprivation is that of the part, of which no rank is
    printed.
    """
    workbooks = [path for path in paths if path.suffix.lower() == ".xlsx"]
    ranks = read_own([path for path in paths if path not in workbooks], *FORMS)
    known = set(read_csv(areas)["code"])
    whole = known - table.PARTS.keys()
    rows = [row for found in ranks for row in _worked_out(found, areas.parent) if row["area_code"] in known]
    rows += [row for path in workbooks for row in _printed(path) if row["area_code"] in whole]
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(list(COLUMNS[:4])).reset_index(drop=True)


def local_health(data: Path) -> dict[str, tuple[str, str]]:
    """Column of an export of Local Health -> indicator and period, as the recipes of an edition have them."""
    faults: list[Fault] = []
    recipes = [recipe for recipe in read_recipes(data / FILE, faults) if recipe.form == "local-health"]
    if faults or not recipes:
        raise SourceError(FILE, _RECIPES, str(faults[0]) if faults else "none")
    return {recipe.columns["value"]: (recipe.indicator, recipe.period) for recipe in recipes}


def _worked_out(ranks: pd.DataFrame, data: Path) -> Iterator[Row]:
    rows = ranks.to_dict("records")
    return _councils(rows, local_health(data)) if set(_OF_COUNCILS) <= set(ranks.columns) else _ccgs(rows)


def _councils(rows: Sequence[Mapping[Any, Any]], series: Mapping[str, tuple[str, str]]) -> Iterator[Row]:
    for cells in rows:
        indicator, period = known_columns(series, cells["measure"], "a measure of Local Health")
        key = {"indicator": indicator, "area_code": str(cells["Code"]), "period": period, "level": Tier.COUNCIL}
        yield key | {"rank": table.whole(cells["rank_1_highest"]), "of": table.whole(cells["of_areas"])}


def _ccgs(rows: Sequence[Mapping[Any, Any]]) -> Iterator[Row]:
    """The places of the CCGs that are as in 2019, for the years and the people that the atlas has ratios of."""
    for cells in rows:
        condition = known_columns(cancer.CONDITIONS, cells["icd10"], "a cancer")
        ours = (
            cells["ccg21cd"] in UNCHANGED
            and cells["age"] == "all ages"
            and parse_period(cells["period"]).years == _YEARS
        )
        if ours and cells["sex"] == _OF_ONE_SEX.get(cells["icd10"], "Persons"):
            name = cancer.ratio_of(condition, cells["measure"])
            key = {"indicator": name, "area_code": str(cells["ccg21cd"]), "period": str(cells["period"])}
            yield key | {"level": Tier.CCG, "rank": table.whole(cells["rank_of_105_1_highest"]), "of": _CCGS}


def _printed(path: Path) -> Iterator[Row]:
    """The ranks of one summary."""
    for name, columns in _RANKS.items():
        sheet = summary_sheet(path, name, tuple(columns))
        if len(sheet) not in _TIERS:
            raise SourceError(path.name, SUMMARY, f"{len(sheet)} areas in the sheet {name}")
        for column, indicator in columns.items():
            for code, rank in sheet[column].items():
                key = {"indicator": indicator, "area_code": str(code), "period": PERIOD}
                yield key | {"level": _TIERS[len(sheet)], "rank": int(rank), "of": len(sheet)}
