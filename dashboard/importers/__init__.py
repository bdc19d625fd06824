"""Official files in, tables of the atlas out: one module per publisher, each with a pure ``convert``.

``python -m dashboard import NAME FILE...`` looks NAME up here and converts the files; ``transaction`` does the rest.
NAME is the name of the module. ``convert`` recognises a file by its header, so the order of the files does not matter.
Without a NAME ``forms`` recognises files as they are published and takes out of them what recipes ask for.
``import sites FILE...`` writes data/sites.csv. ``import postcodes`` needs no file: it reads an installed package and
writes data/postcodes.csv.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from dashboard.importers import (
    cancer,
    circulatory_deaths,
    deprivation,
    deprivation_2025,
    deprivation_domains,
    fingertips,
    fingertips_rebased,
    health_index,
    national_places,
    nomis,
    ons_avoidable,
    ons_other,
    population,
    postcodes,
    pyll,
    qof,
    sites,
    small_areas,
    stroke,
)

#: Official files and areas.csv of the folder that is imported into -> a table in the form of values/NAME.csv.
IMPORTS: dict[str, Callable[[Sequence[Path], Path], pd.DataFrame]] = {
    # --- conditions, admissions, deprivation and people ---
    "cancer": cancer.convert,
    "deprivation": deprivation.convert,
    "deprivation_2025": deprivation_2025.convert,
    "deprivation_domains": deprivation_domains.convert,
    "nomis": nomis.convert,
    "population": population.convert,
    "qof": qof.convert,
    "small_areas": small_areas.convert,
    "stroke": stroke.convert,
    # --- mortality ---
    "circulatory_deaths": circulatory_deaths.convert,
    "fingertips": fingertips.convert,
    "fingertips_rebased": fingertips_rebased.convert,
    "health_index": health_index.convert,
    "ons_avoidable": ons_avoidable.convert,
    "ons_other": ons_other.convert,
    "pyll": pyll.convert,
}

#: Tables beside values/, made from official files and areas.csv.
TABLES: dict[str, Callable[[Sequence[Path], Path], pd.DataFrame]] = {
    "sites": lambda paths, _: sites.convert(paths),
    "national_places": national_places.convert,
}

#: Tables beside values/, made from an installed package and the shapefile of the districts.
PACKAGED: dict[str, Callable[[Path], pd.DataFrame]] = {"postcodes": postcodes.convert}

NAMES = ", ".join([*IMPORTS, *TABLES, *PACKAGED])
