"""To which imports by NAME a file belongs, told by its columns, for whoever left the name out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dashboard.importers import (
    cancer,
    circulatory_deaths,
    deprivation,
    deprivation_2025,
    deprivation_domains,
    fingertips,
    fingertips_rebased,
    health_index,
    lsoa,
    national_places,
    nomis,
    ons_avoidable,
    ons_other,
    pyll,
    qof,
    sites,
    small_areas,
    stroke,
)
from dashboard.importers.ages import BY_AGE
from dashboard.importers.layouts import observations
from dashboard.importers.reading import read_csv

#: NAME -> the columns by which each of its files is known.
COLUMNS_OF: Mapping[str, Sequence[Sequence[str]]] = {
    "cancer": (cancer.COUNTS, cancer.PEOPLE, cancer.ALL_CANCERS),
    "circulatory_deaths": (circulatory_deaths.DEATHS, circulatory_deaths.PEOPLE),
    "deprivation": (*lsoa.LOOKUPS, *deprivation.FORMS),
    "deprivation_2025": deprivation_2025.FORMS,
    "deprivation_domains": (*lsoa.LOOKUPS, *deprivation_domains.FORMS),
    "national_places": national_places.FORMS,
    "nomis": (nomis.FORM,),
    "ons_avoidable": (*ons_avoidable.FORMS, BY_AGE),
    "population": (*lsoa.LOOKUPS, lsoa.PEOPLE, BY_AGE),
    "pyll": (pyll.FORM,),
    "qof": qof.FORMS,
    "sites": sites.FORMS,
    "small_areas": small_areas.FORMS,
    "stroke": (*lsoa.LOOKUPS, lsoa.PEOPLE, *stroke.FORMS),
}
#: NAME -> the series that it takes out of files in the layouts of copies.
SERIES_OF: Mapping[str, Mapping[str, str]] = {
    "fingertips": fingertips.SERIES,
    "fingertips_rebased": fingertips_rebased.SERIES,
    "health_index": health_index.SERIES,
    "ons_other": ons_other.SERIES,
}


def names_of(path: Path) -> list[str]:
    """The imports that a file may be meant for; none if it is no table that can be read."""
    try:
        table = read_csv(path)
        series = {row["series"] for row in observations([table])}
    except ValueError:
        return []
    header = set(table.columns)
    by_columns = {name for name, forms in COLUMNS_OF.items() if any(header.issuperset(form) for form in forms)}
    return sorted(by_columns | {name for name, known in SERIES_OF.items() if series & known.keys()})


def name_words(paths: Sequence[Path]) -> str:
    """Which NAME belongs before files that no form or recipe is for; "" if none does."""
    names = sorted({name for path in paths for name in names_of(path)})
    if not names:
        return ""
    known = f"It is a file of import {names[0]}" if len(names) == 1 else f"It is a file of the imports {_listed(names)}"
    return f"{known}: write the NAME first, and all files that it is made of: import {names[0]} FILE..."


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
