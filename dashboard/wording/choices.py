"""What the lists of choices and the tabs of the page say."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.area import Area
from dashboard.core.labels import capitalised, listed, plural
from dashboard.core.level import Level
from dashboard.core.notice import Notice
from dashboard.wording.notices import hint_words

SHOW_BY, CONDITION, MEASURE, PERIOD, DEPRIVATION = "Show by", "Condition", "Measure", "Period", "Add deprivation"
CHOOSE, NOTHING_HERE = "Choose", "no figures here"
FIND_CONDITION = "Find a condition"
NO_CONDITION = "No condition has these letters. Try a shorter word."
TABS = "Ways to see these figures"
PROFILE_TAB = "Profile"
DRAW_OVER = "Draw over the map"
DRAW_AS = "Draw the areas as"
DRAWN_ANYWAY = "on this map already"
COLOUR_BY = "Colour the map by"
MOVE_PERIODS, OTHER_PERIOD = "Move through the periods", "Move to another period"
COMPARE = "Compare this map with another"
COMPARE_HINT = "Choose what to compare it with: a second map is drawn here."
OPEN_ONE_FIRST = "To compare two areas, open one of them first."
TAKE_AWAY = "Take the second map away"
OTHERS = {"period": "Another period", "area": "Another area", "condition": "Another condition"}
BENCHMARK, CHOSEN_AREAS, EVERY_AREA = "Compare with", "Areas", "All areas of the map"
SEE_ALSO, MAP_OF_CHART = "See also:", "The map in the colours of the chart"
MEASURE_ALONE, DEPRIVATION_ALONE, CHART_OF_BOTH = "This measure alone", "Deprivation alone", "Chart of both"
OWN_FIGURES = "Figures of their own:"
_OTHER_MEASURE = "opens another measure"
_ITALICS, _GREY = "italic ones change the measure", "grey ones have no figures"


def looks_words(italics: bool, grey: bool, why: str = "") -> str:
    """What choices in italics lead to and why grey ones lead nowhere; "" without any. why: if it is no lack of figures.

    "Italic ones change the measure, grey ones have no figures".
    """
    return capitalised(", ".join([*([_ITALICS] if italics else []), *([why or _GREY] if grey else [])]))


def own_parts_words(level: Level, area: Area) -> str:
    """Where the parts of a larger area have figures of their own: "districts of Somewhere"."""
    return f"{level.plural} of {area.short_name}"


def sites_heading(count: int) -> str:
    """Above the hospitals and stroke units of a map, which are folded away."""
    return f"Hospitals and stroke units on this map ({count})"


def detour_words(hint: Notice) -> str:
    """Beside a choice that leads to another measure: why, and that it does."""
    return f"{hint_words(hint)}; {_OTHER_MEASURE}"


def change_words(condition: str, level: str, period: str) -> str:
    """What the map shows, on the button that opens the choices: "All causes · by district · 2018: change"."""
    return f"{condition} · by {level} · {period}: change"


def layers_heading(on: int) -> str:
    """ "Layers", "Layers: 2 on"."""
    return f"Layers: {on} on" if on else "Layers"


def switch_words(on: bool) -> str:
    """What is read out behind a layer."""
    return ", on" if on else ", off"


def chosen_words(count: int) -> str:
    """Which areas a chart has: "3 chosen", "all of the map"."""
    return f"{count} chosen" if count else "all of the map"


def full_words(most: int) -> str:
    """Said where no more areas can be chosen."""
    return f"{most} areas are the most that can be told apart: take one away to add another."


def too_many_words(level: Level, larger: Sequence[Level]) -> str:
    """Said in the place of a list that would be too long. larger: levels whose areas have shorter lists."""
    around, many = listed([one.singular for one in larger], last="or"), level.plural
    return f"There are too many {many} for one list. Open a {around} on the map to choose among its {many}."


def table_heading(level: Level, areas: int, figures: int, first: str) -> str:
    """What stands above the table: "14 council areas, highest figure first"."""
    count = plural(level, areas)
    if not figures:
        return f"{count}, no figures"
    return f"{count}, {first} figure first" if areas > 1 else f"{count} and its figure"
