"""GP disease registers: NHS Digital's Quality and Outcomes Framework by CCG, the Commons Library's model by council.

Those of 2019/20 are of the CCGs of April 2020: of six CCGs of April 2019, and of what all of those add up to.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.indicator import Kind
from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers import table
from dashboard.importers.mergers import CCGS_OF_2020, UNCHANGED, made_of
from dashboard.importers.reading import known_columns, read_own
from dashboard.importers.tiers import Tier
from dashboard.stats.intervals import wilson_interval

YEARS = ("2016-17", "2017-18", "2018-19", "2019-20")
MODELLED_YEAR = "2019-20"
ENGLAND_NOTE = "counted in all practices of England, not modelled"

#: The columns by which the registers of CCGs, the totals of England and the modelled registers are known.
FORMS = (("ccg_ons_code", "register"), ("ccgs_summed", "register"), ("lad_code", "register"))

#: Sheet of the workbook -> our condition. Primary prevention of cardiovascular disease is no condition and is left out.
CONDITIONS = {
    "AF": "atrial-fibrillation",
    "AST": "asthma",
    "CAN": "cancer",
    "CHD": "coronary-heart-disease",
    "CKD": "chronic-kidney-disease",
    "COPD": "copd",
    "DEM": "dementia",
    "DEP": "depression",
    "DM": "diabetes",
    "EP": "epilepsy",
    "HF": "heart-failure",
    "HYP": "hypertension",
    "LD": "learning-disability",
    "MH": "serious-mental-illness",
    "OB": "obesity",
    "OST": "osteoporosis",
    "PAD": "peripheral-arterial-disease",
    "PC": "palliative-care",
    "RA": "rheumatoid-arthritis",
    "STIA": "stroke",
}
LEFT_OUT = frozenset({"CVD-PP", "CVDPP"})


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Recorded and modelled registers as shares of the patients of the right age, in per cent.

    paths: CCG registers, England totals and the modelled council registers. ICPs and the ICS are exact sums. What was
    counted has an interval, worked out here; what was modelled has none, because nobody counted those patients.
    """
    tables = read_own(paths, *FORMS)
    ccgs = _registers(table.find(tables, *FORMS[0]), "ccg_ons_code", Status.PUBLISHED)
    england = table.find(tables, *FORMS[1]).assign(code=ENGLAND)
    wholes = table.parts(Tier.CCG, areas)
    later = {
        whole: made_of(codes, CCGS_OF_2020) for whole, codes in wholes.items() if not {*UNCHANGED}.issuperset(codes)
    }
    sums = [table.add_up(ccgs, parts, Kind.SHARE, per=100) for parts in (wholes, later)]
    own = ccgs[~ccgs["area_code"].isin(CCGS_OF_2020.keys() - {*UNCHANGED})]
    counted = pd.concat([own, *sums, _registers(england, "code", Status.SUM)])
    modelled = [_modelled(table.find(tables, *FORMS[2])), _beside_modelled(england)]
    return pd.concat([_with_intervals(counted), *modelled], ignore_index=True)


def _with_intervals(counted: pd.DataFrame) -> pd.DataFrame:
    """Counted registers with the 95 % limits of their shares, in per cent (Wilson score method)."""
    pairs = zip(counted["count"], counted["denominator"], strict=True)
    limits = [wilson_interval(register, people) for register, people in pairs]
    return counted.assign(lower=[100 * low for low, _ in limits], upper=[100 * high for _, high in limits])


def _registers(source: pd.DataFrame, code: str, status: Status) -> pd.DataFrame:
    """The rows of the years and conditions of the atlas; ``code`` names the column of area codes."""
    chosen = source[source["qof_year"].isin(YEARS) & ~source["group_code"].isin(LEFT_OUT)]
    return table.frame(
        _row(group, "register", area, year.replace("-", "/"), (register, people), status)
        for group, area, year, register, people in zip(
            *(chosen[column] for column in ("group_code", code, "qof_year", "register", "list_size")), strict=True
        )
    )


def _modelled(source: pd.DataFrame) -> pd.DataFrame:
    """Practice registers of 2019/20 that the Commons Library shared out to small areas and added up to councils."""
    chosen = source[~source["group_code"].isin(LEFT_OUT)]
    return table.frame(
        _row(group, "register-modelled", area, MODELLED_YEAR.replace("-", "/"), (register, people), Status.MODELLED)
        for group, area, register, people in zip(
            *(chosen[column] for column in ("group_code", "lad_code", "register", "list")), strict=True
        )
    )


def _beside_modelled(england: pd.DataFrame) -> pd.DataFrame:
    """England's registers of the year that is modelled for councils: they are shared out there, and added up here."""
    chosen = england[(england["qof_year"] == MODELLED_YEAR) & ~england["group_code"].isin(LEFT_OUT)]
    return table.frame(
        _row(group, "register-modelled", ENGLAND, MODELLED_YEAR.replace("-", "/"), (register, people), Status.SUM)
        | {"note": ENGLAND_NOTE}
        for group, register, people in zip(
            *(chosen[column] for column in ("group_code", "register", "list_size")), strict=True
        )
    )


def _row(
    group: str, measure: str, area: str, period: str, register_and_list: tuple[str, str], status: Status
) -> dict[str, Any]:
    """One register as a share; raises ValueError for a register that the atlas does not know."""
    register, people = map(table.required, register_and_list)
    return {
        "indicator": f"{known_columns(CONDITIONS, group, 'a register of the atlas')}-{measure}",
        "area_code": area,
        "period": period,
        "value": 100 * register / people,
        "count": register,
        "denominator": people,
        "status": status,
        "extent": table.whole_extent(area),
    }
