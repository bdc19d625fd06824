"""From LSOAs, the small areas that figures come for, to every area of the atlas that they make up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dashboard.core.value import Extent
from dashboard.importers import table
from dashboard.importers.tiers import Tier

#: The columns by which the three lookups, and the populations, are known.
CCGS = ("LSOA11CD", "CCG19CD", "LAD19CD")
COUNCILS = ("LSOA11CD", "UTLA19CD")
NEIGHBOURHOODS = ("lsoa11_code", "msoa11_code")
PEOPLE = ("lsoa", "pop")
LOOKUPS = (CCGS, COUNCILS, NEIGHBOURHOODS)
#: 3,284 is a tenth of the 32,844 LSOAs of England.
LAST_OF_MOST_DEPRIVED_TENTH = 3284


def members(tables: Sequence[pd.DataFrame], areas: Path) -> pd.DataFrame:
    """Which LSOA lies in which area, of every level: columns lsoa and area_code, one row per pair.

    tables: among others the three ONS lookups LSOA to CCG and district, to upper-tier council, and to MSOA.
    areas: areas.csv, which says which CCGs make up an ICP. A single-tier council is also a district and comes once.
    Raises ValueError if the lookups do not hold the same LSOAs.
    """
    ccgs = table.find(tables, *CCGS)
    councils = table.find(tables, *COUNCILS)
    neighbourhoods = table.find(tables, *NEIGHBOURHOODS)
    by_ccg = _pairs(ccgs, "LSOA11CD", "CCG19CD")
    one_each = [
        by_ccg,
        _pairs(ccgs, "LSOA11CD", "LAD19CD"),
        _pairs(councils, "LSOA11CD", "UTLA19CD"),
        _pairs(neighbourhoods, "lsoa11_code", "msoa11_code"),
    ]
    if any(set(pairs["lsoa"]) != set(by_ccg["lsoa"]) for pairs in one_each):
        raise ValueError("the lookups do not hold the same LSOAs")
    wholes = [
        by_ccg[by_ccg["area_code"].isin(codes)].assign(area_code=whole)
        for whole, codes in table.parts(Tier.CCG, areas).items()
    ]
    return pd.concat([*one_each, *wholes], ignore_index=True).drop_duplicates()


def people(tables: Sequence[pd.DataFrame]) -> pd.Series[float]:
    """Mid-2019 population, all ages, index LSOA code (ONS small area population estimates)."""
    source = table.find(tables, *PEOPLE)
    return pd.Series(source["pop"].map(table.required).to_numpy(), index=source["lsoa"], dtype="float64")


def by_area(figures: pd.DataFrame, member: pd.DataFrame) -> pd.DataFrame:
    """Add up figures of LSOAs to areas: index LSOA code in, index area code out, the same columns.

    Raises ValueError if an LSOA of an area has no figure: then there is no sum (rule 6).
    """
    lost = sorted(set(member["lsoa"]) - set(figures.dropna().index))
    if lost:
        raise ValueError(f"{len(lost)} LSOAs have no figure, the first is {lost[0]}")
    return figures.loc[member["lsoa"]].groupby(member["area_code"].to_numpy()).sum()


def extent(code: str) -> Extent:
    """Of what a figure is that is added up from the LSOAs in the ICS."""
    return Extent.PART if code in table.PARTS else Extent.OWN


def _pairs(source: pd.DataFrame, lsoa: str, area: str) -> pd.DataFrame:
    """Two columns of a lookup under our names."""
    return pd.DataFrame({"lsoa": source[lsoa], "area_code": source[area]})
