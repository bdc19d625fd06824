"""The forms in which publishers publish: by which columns a file is known, and what its columns hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.core.level import ENGLAND

#: What a column may hold; a recipe may name another column for each.
ROLES = ("area", "period", "value", "lower", "upper", "count", "denominator", "note", "verdict")

_LOWER = ("Lower confidence limit*", "Lower CI*", "Lower 95%*", "LCI*", "Lower limit*")
_UPPER = ("Upper confidence limit*", "Upper CI*", "Upper 95%*", "UCI*", "Upper limit*")
_PERIODS = ("Year", "Years", "Period", "Time period", "Reporting period", "Year of registration", "Date")


@dataclass(frozen=True)
class Form:
    """A form. Columns are compared without case and notes, and ``*`` stands for any text.

    needs: columns by which it is known, besides one of areas. columns: role -> names that the column may have, the
    best first. where: what must stand in a column so that a row counts, unless a recipe says otherwise. series: the
    columns that tell one series from another, for the report. codes: what stands for an area besides its code.
    """

    key: str
    name: str
    columns: Mapping[str, Sequence[str]]
    needs: Sequence[str] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    series: Sequence[str] = ()
    codes: Mapping[str, str] = field(default_factory=dict)


#: The key of the workbook that is filled in by hand.
BY_HAND = "by-hand"

#: The forms, from the most particular to the most general: a table has the first that fits.
FORMS = (
    Form(
        "fingertips",
        "a Fingertips download (OHID)",
        {
            "area": ["Area Code"],
            "period": ["Time period"],
            "value": ["Value"],
            "lower": ["Lower CI 95.0 limit", "Lower CI limit"],
            "upper": ["Upper CI 95.0 limit", "Upper CI limit"],
            "count": ["Count"],
            "denominator": ["Denominator"],
            "note": ["Value note"],
            "verdict": ["Compared to England value or percentiles", "Compared to England*"],
        },
        needs=("Indicator ID", "Time period", "Value"),
        where={"Category Type": ""},
        series=("Indicator ID", "Indicator Name", "Sex", "Age", "Category Type"),
    ),
    Form(
        BY_HAND,
        "a template of this atlas, filled in",
        {
            "area": ["Area code"],
            "period": ["Period"],
            "value": ["Value"],
            "lower": ["Lower limit"],
            "upper": ["Upper limit"],
            "count": ["Count"],
            "denominator": ["Denominator"],
            "note": ["Note"],
        },
        needs=("Indicator of the atlas", "Area code"),
    ),
    Form(
        "nomis-api",
        "a Nomis download through its API (ONS)",
        {"area": ["GEOGRAPHY_CODE"], "period": ["DATE_NAME", "DATE"], "value": ["OBS_VALUE"]},
        needs=("GEOGRAPHY_CODE", "OBS_VALUE"),
        series=("CAUSE_OF_DEATH_NAME", "C_AGE_NAME", "GENDER_NAME", "AGE_NAME", "MEASURE_NAME", "MEASURES_NAME"),
    ),
    Form("nomis-table", "a Nomis table (ONS)", {"area": ["mnemonic"], "period": ["date"]}, needs=("mnemonic",)),
    Form(
        "qof-practices",
        "practice registers of the Quality and Outcomes Framework (NHS Digital)",
        {"area": ["CCG_CODE"], "period": ["Period"], "count": ["REGISTER"], "denominator": ["LIST_SIZE"]},
        needs=("CCG_CODE", "GROUP_CODE", "REGISTER", "LIST_SIZE", "PRACTICES"),
        series=("GROUP_CODE",),
    ),
    Form(
        "qof-workbook",
        "a workbook of the Quality and Outcomes Framework (NHS Digital)",
        {
            "area": [
                "CCG ONS code",
                "CCG code",
                "CCG ODS code",
                "Sub ICB Location ONS code",
                "Sub-ICB Location ONS code",
            ]
        },
        needs=("*Register*",),
        series=("Sheet",),
    ),
    Form(
        "ccg-outcomes",
        "a table of the CCG Outcomes Indicator Set (NHS Digital)",
        {
            "area": ["ONS code", "Level"],
            "period": ["Reporting period", "Period of coverage", "Year"],
            "value": ["Indicator value", "DSR"],
            "lower": ["CI lower", "Lower CI"],
            "upper": ["CI upper", "Upper CI"],
            "count": ["Numerator", "Observed deaths"],
            "denominator": ["Denominator", "Registered patients"],
        },
        needs=("Breakdown", "Level"),
        series=("Condition", "Gender", "Breakdown"),
        codes={"National": ENGLAND, "England": ENGLAND},
    ),
    Form(
        "commons-library",
        "registers that the House of Commons Library shared out",
        {"area": ["lad_code", "lsoa_code", "msoa_code"], "count": ["register"], "denominator": ["list"]},
        needs=("group_code", "prevalence"),
        series=("group_code",),
    ),
    Form(
        "deprivation",
        "a file of the English indices of deprivation (MHCLG)",
        {
            "area": [
                "LSOA code (20*)",
                "Local Authority District code (20*)",
                "Upper Tier Local Authority District code (20*)",
                "Clinical Commissioning Group code (20*)",
                "*Sub ICB Location code*",
                "*Integrated Care Board code*",
            ]
        },
    ),
    Form("local-health", "an export of Local Health (OHID)", {"area": ["Code"]}, needs=("Label",)),
    Form(
        "local-health",
        "a table with codes and names of areas, as Local Health (OHID) exports it",
        {"area": ["Code"]},
        needs=("Name",),
    ),
    Form(
        "ons",
        "a table of areas as ONS publishes it",
        {
            "area": ["Area code", "Area codes", "AREACD", "Geography code", "Local authority code", "LAD code", "Code"],
            "period": _PERIODS,
            "lower": _LOWER,
            "upper": _UPPER,
            "count": ["Number of deaths*", "Deaths", "Count"],
            "denominator": ["Population*"],
        },
        series=("Sheet", "Sex", "Age*", "Cause*", "Measure", "Indicator"),
    ),
)

#: What a table with codes of areas has if it has none of them.
NO_FORM = Form("", "a table of no known form", {"area": ()})

#: The headings by which a table is found below its titles.
NEEDS = tuple(
    tuple(name.casefold() for name in form.needs) for form in FORMS if form.needs and "*" not in form.needs[0]
)
KEYS = tuple(dict.fromkeys(form.key for form in FORMS))
