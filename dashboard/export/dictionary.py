"""The columns of the open data: what each is called, what kind of cell it has and what it means, once for all files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column of a table. kind: "string", "code", "date", "double", "integer", "boolean", or "list" of codes."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table of the open data. key: the columns that name a row. refers: column -> the table whose key it names."""

    name: str
    meaning: str
    columns: tuple[OpenColumn, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str], ...] = ()


def _columns(said: tuple[tuple[str, str, str], ...]) -> tuple[OpenColumn, ...]:
    return tuple(OpenColumn(*one) for one in said)


_VALUE = (
    ("value", "double", "the figure at full precision; empty if it is suppressed or missing"),
    ("lower", "double", "lower end of the 95% interval, empty if there is none"),
    ("upper", "double", "upper end of the 95% interval"),
    ("count", "double", "events counted, where they are known"),
    ("denominator", "double", "people, births and so on that the count is of"),
)
_STATUS = (
    "published; sum (added up exactly); estimate (mean of rates weighted by population); derived; modelled (by the "
    "publisher); definition (England is 100); suppressed (small numbers); missing"
)
_NOTE = "what to say with the figure wherever it is quoted"

#: The columns of the figures of one view, as CSV, Excel and JSON have them.
VIEW_COLUMNS = _columns(
    (
        ("area_code", "code", "code of the area: that of the Office for National Statistics where there is one"),
        ("area_name", "string", "name of the area"),
        ("level", "string", "what the area is: its level"),
        ("within", "string", "the area that says where it lies: the largest around it; of small areas the next larger"),
        ("indicator_id", "code", "id of the indicator: one definition, one unit, one publisher"),
        ("title", "string", "what is measured"),
        ("period", "string", "the years; files for spreadsheets write financial years in full, as 2009/2010"),
        ("sex", "string", "persons, male or female"),
        ("ages", "string", "the ages that are counted"),
        *_VALUE,
        ("unit", "string", "unit of the value"),
        ("status", "string", f"{_STATUS}; not published"),
        ("interval", "string", "where the limits come from: published, or approximate, which is only likely"),
        ("comparison_with_england", "string", "how the area stands against England, or that it is not compared"),
        ("comparison_basis", "string", "what the comparison rests on: an interval, or the publisher's own verdict"),
        ("place_in_england", "integer", "place among all areas of England that have a figure, 1 for the highest"),
        ("places_in_england", "integer", "how many areas of England have a figure"),
        ("note", "string", _NOTE),
        ("imd_score", "double", "mean deprivation score of the area, where deprivation lies over the map"),
        ("row", "string", "area: it stands on the map; comparison: a larger area beside it"),
    )
)

_FIGURES = OpenTable(
    "figures",
    "Every figure: one row for each indicator, area and period.",
    _columns(
        (
            ("indicator_id", "code", "id of indicators.csv"),
            ("area_code", "code", "code of areas.csv"),
            ("period", "string", "the years, financial ones in full: 2018, 2016 to 2018, 2018/2019"),
            ("first_year", "integer", "year in which the period begins"),
            ("last_year", "integer", "year in which the period ends"),
            *_VALUE,
            ("status", "string", _STATUS),
            ("extent", "string", "of which land the figure is, if not of this very area: county, district, part ..."),
            ("verdict", "string", "what the publisher itself says of the figure beside England's; empty if nothing"),
            ("interval", "string", "empty: the limits are published or exact; approximate: only likely"),
            ("few_events", "boolean", "whether the figure rests on fewer than 20 events"),
            ("note", "string", _NOTE),
        )
    ),
    key=("indicator_id", "area_code", "period"),
    refers=(("indicator_id", "indicators"), ("area_code", "areas")),
)
_INDICATORS = OpenTable(
    "indicators",
    "What is measured: one definition, one unit and one publisher in each row, with its licence and its limits.",
    _columns(
        (
            ("id", "code", "id of the indicator"),
            ("condition", "code", "slug of conditions.csv"),
            ("family", "code", "shared by the indicators of one question"),
            ("part_of", "code", "id of the indicator of which this is a part"),
            ("measure", "code", "its word in addresses"),
            ("measure_name", "string", "name in the menu"),
            ("title", "string", "what is measured"),
            ("title_short", "string", "what a part is called beside the other parts"),
            ("noun", "string", "the same inside a sentence"),
            ("unit", "string", "unit in words"),
            ("unit_short", "string", "unit after a figure"),
            ("per", "integer", "number of people, births and so on that a rate is per; of ranks how many there are"),
            ("standardised", "string", "age: people of other ages make no difference; none: they do"),
            ("event", "string", "what is counted"),
            ("decimals", "integer", "decimals to print"),
            ("kind", "string", "rate, ratio (England is 100), share, years, score, rank, minutes or count"),
            ("direction", "string", "high is worse, low is worse, neutral or never compared"),
            ("reliable", "boolean", "whether the order of areas is more than chance"),
            ("sex", "string", "persons, male or female"),
            ("ages", "string", "the ages that are counted"),
            ("levels", "list", "levels with figures, by their key in levels.csv"),
            ("definition", "string", "what is counted and how"),
            ("publisher", "string", "who publishes the figures"),
            ("source", "string", "title of the publication"),
            ("link", "string", "page of the publication"),
            ("licence", "string", "under which the figures may be used"),
            ("credit", "string", "the line to print with them"),
            ("limits", "string", "what to mind"),
            ("data_as_of", "date", "day of the newest import of its figures; empty where that was not recorded"),
        )
    ),
    key=("id",),
    refers=(("condition", "conditions"),),
)
_AREAS = OpenTable(
    "areas",
    "Every area of every level.",
    _columns(
        (
            ("code", "code", "code of the area: that of the Office for National Statistics where there is one"),
            ("name", "string", "full name"),
            ("short_name", "string", "name for a map"),
            ("levels", "list", "keys of levels.csv; some areas are of two levels"),
            ("parents", "list", "codes of all areas that hold this one whole, nearest last"),
            ("same_boundary", "code", "code of the area with the very same boundary"),
            (
                "part_of_larger",
                "string",
                "county, district or neighbourhood, if only this part of one lies in the system",
            ),
            ("ods_code", "code", "code of the health service"),
            ("note", "string", "what to say with the area"),
        )
    ),
    key=("code",),
)
_CONDITIONS = OpenTable(
    "conditions",
    "What the indicators are about.",
    _columns(
        (
            ("slug", "code", "its word in addresses"),
            ("name", "string", "name"),
            ("group", "string", "group in the menu"),
            ("note", "string", "why nothing is published"),
        )
    ),
    key=("slug",),
)
_LEVELS = OpenTable(
    "levels",
    "The levels of areas.",
    _columns(
        (
            ("key", "code", "its word in addresses"),
            ("role", "string", "what it is to the others"),
            ("short", "string", "short name"),
            ("in_full", "string", "name in full"),
            ("singular", "string", "one of them in a sentence"),
            ("plural", "string", "several of them"),
        )
    ),
    key=("key",),
)

#: The tables of all figures, those first that the others name.
OPEN_TABLES = (_LEVELS, _AREAS, _CONDITIONS, _INDICATORS, _FIGURES)
