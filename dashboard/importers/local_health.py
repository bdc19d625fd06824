"""PHE Local Health 2021: ratios to England, life expectancy and long-term illness for councils and neighbourhoods.

This copy has no confidence limits. A ratio compares one area with England and is never averaged, so there is no ICP.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.indicator import Kind
from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers import table
from dashboard.importers.reading import read_csv, read_own

DEATHS = "2015-19"  # stated by the source
CASES = "2014-18"  # inferred
STAYS = "2015/16-2019/20"  # inferred

#: Column of the source -> indicator, period, kind.
INDICATORS: dict[str, tuple[str, str, Kind]] = {
    "Deaths from all causes, all ages": ("all-causes-deaths-smr", DEATHS, Kind.RATIO),
    "Deaths from all cancer, all ages": ("cancer-deaths-smr", DEATHS, Kind.RATIO),
    "Deaths from circulatory disease, all ages": ("circulatory-deaths-smr", DEATHS, Kind.RATIO),
    "Deaths from coronary heart disease, all ages": ("coronary-heart-disease-deaths-smr", DEATHS, Kind.RATIO),
    "Deaths from stroke, all ages": ("stroke-deaths-smr", DEATHS, Kind.RATIO),
    "Deaths from respiratory diseases, all ages": ("respiratory-deaths-smr", DEATHS, Kind.RATIO),
    "Deaths from all causes,  under 75 years": ("all-causes-deaths-u75-smr", DEATHS, Kind.RATIO),
    "Deaths from all cancer,  under 75 years": ("cancer-deaths-u75-smr", DEATHS, Kind.RATIO),
    "Deaths from circulatory disease,  under 75 years": ("circulatory-deaths-u75-smr", DEATHS, Kind.RATIO),
    "Deaths from causes considered preventable, under 75 years, SMR": (
        "all-causes-preventable-smr",
        DEATHS,
        Kind.RATIO,
    ),
    "Incidence of all cancer": ("cancer-new-cases-sir", CASES, Kind.RATIO),
    "Incidence of lung cancer": ("lung-cancer-new-cases-sir", CASES, Kind.RATIO),
    "Incidence of colorectal cancer": ("colorectal-cancer-new-cases-sir", CASES, Kind.RATIO),
    "Incidence of breast cancer": ("breast-cancer-new-cases-sir", CASES, Kind.RATIO),
    "Incidence of prostate cancer": ("prostate-cancer-new-cases-sir", CASES, Kind.RATIO),
    "Emergency hospital admissions for all causes": ("all-causes-emergency-admissions", STAYS, Kind.RATIO),
    "Emergency hospital admissions for stroke": ("stroke-emergency-admissions", STAYS, Kind.RATIO),
    "Emergency hospital admissions for Chronic Obstructive Pulmonary Disease (COPD)": (
        "copd-emergency-admissions",
        STAYS,
        Kind.RATIO,
    ),
    "Emergency hospital admissions for coronary heart disease": (
        "coronary-heart-disease-emergency-admissions",
        STAYS,
        Kind.RATIO,
    ),
    "Emergency hospital admissions for Myocardial Infarction (heart attack)": (
        "coronary-heart-disease-heart-attack-admissions",
        STAYS,
        Kind.RATIO,
    ),
    "Emergency hospital admissions for hip fracture in 65+": ("hip-fracture-emergency-admissions", STAYS, Kind.RATIO),
    "Hospital stays for self harm": ("self-harm-hospital-stays", STAYS, Kind.RATIO),
    "Hospital stays for alcohol related harm (Broad definition)": ("alcohol-hospital-stays-broad", STAYS, Kind.RATIO),
    "Hospital stays for alcohol related harm (Narrow definition)": (
        "alcohol-hospital-stays-narrow",
        STAYS,
        Kind.RATIO,
    ),
    "Life expectancy at birth for males": ("life-expectancy-male-2015-19", DEATHS, Kind.YEARS),
    "Life expectancy at birth for females": ("life-expectancy-female-2015-19", DEATHS, Kind.YEARS),
    "Limiting long-term illness or disability": ("limiting-long-term-illness-share", "2011", Kind.SHARE),
}
#: The columns by which a file is known.
FORM = ("Code", "Label")
#: What the source prints in the few cells without a figure.
NO_FIGURE = "N/A"
#: Back pain is a model of 2012 and no condition of the atlas.
LEFT_OUT = frozenset({"area_type", "Code", "Label", "Severe back pain prevalence, 2012", "Back pain prevalence, 2012"})


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Every figure of the councils, districts and neighbourhoods, and England = 100 for the ratios.

    paths: the table of councils and districts, the table of neighbourhoods, or both.
    Raises ValueError for a column that the atlas does not know.
    """
    known = set(read_csv(areas)["code"])
    rows = [row for source in read_own(paths, FORM) for row in _areas(source) if row["area_code"] in known]
    return table.frame([*rows, *_england({row["indicator"] for row in rows})])


def _areas(source: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """One row per area and known column of one file."""
    unknown = sorted(set(source.columns) - set(INDICATORS) - LEFT_OUT)
    if unknown:
        raise ValueError(f"unknown columns: {unknown}")
    for column in [column for column in source.columns if column in INDICATORS]:
        for code, text in zip(source["Code"], source[column], strict=True):
            yield _row(column, code, text)


def _row(column: str, code: str, text: str) -> dict[str, Any]:
    """One cell; one without a figure is missing, never a zero."""
    indicator, period, _ = INDICATORS[column]
    value = None if text == NO_FIGURE else table.parsed_number(text)
    return {
        "indicator": indicator,
        "area_code": code,
        "period": period,
        "value": value,
        "status": Status.MISSING if value is None else Status.PUBLISHED,
        "extent": table.whole_extent(code),
    }


def _england(present: set[str]) -> Iterator[dict[str, Any]]:
    """England is 100 by definition of a ratio; for years and shares this copy has no figure of England."""
    for indicator, period, kind in INDICATORS.values():
        if indicator in present and kind is Kind.RATIO:
            yield {
                "indicator": indicator,
                "area_code": ENGLAND,
                "period": period,
                "value": 100,
                "status": Status.DEFINITION,
            }
