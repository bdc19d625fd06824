"""Notices in words: why something cannot be had, and what is shown instead. Both halves stand apart.

The page says both, a download and the command line the first alone, and a control gives a short hint.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.core.area import Area
from dashboard.core.condition import Condition
from dashboard.core.indicator import Indicator
from dashboard.core.labels import called, count_in_words, in_sentence, level_heading, listed, shortened
from dashboard.core.level import Level
from dashboard.core.notice import Notice, NoticeCode, Subject, Way
from dashboard.core.periods import period_words

COUNTS_NOT_MAPPED = "a count: shown in the table, never mapped"
_HELD_ONLY = "this edition holds it for {levels} only"
_CHARTS = {
    NoticeCode.NO_CHART: "This edition does not hold this measure here, so there is no chart of it.",
    NoticeCode.ONE_PERIOD: "This edition holds this measure for one period only, so there is no trend.",
    NoticeCode.NO_SCATTER: "There is nothing to set against deprivation here.",
    NoticeCode.NO_MATRIX: "There are too many of these areas for one screen of all conditions.",
    NoticeCode.TOO_MANY: "There are too many of these areas for one chart. Open a place on the map for those in it.",
    NoticeCode.NO_LIFE_CHART: "This chart belongs to the condition “Life expectancy”.",
    NoticeCode.NO_CAUSES_CHART: "This chart belongs to the measure “Years of life lost”.",
}
#: Why something cannot be had.
_REASONS = {
    NoticeCode.MENDED: "The address was damaged on its way, as some mail programs do. It has been mended.",
    NoticeCode.LONG_ADDRESS: "The address is longer than {shown} characters.",
    NoticeCode.MANY_PARTS: "The address has more than {shown} parts.",
    NoticeCode.UNKNOWN_KEY: "The atlas knows nothing called “{asked}” in an address.",
    NoticeCode.MISSPELT_KEY: "The atlas knows nothing called “{asked}” in an address. Did you mean “{key}”?",
    NoticeCode.REPEATED_KEY: "The address says more than one thing for “{key}”.",
    NoticeCode.EMPTY_KEY: "The address says nothing behind “{key}”; perhaps its end is lost.",
    NoticeCode.MANY_SLIDES: "The list has more than {shown} slides.",
    NoticeCode.EMPTY_SLIDE: "A slide of the list is empty.",
    NoticeCode.UNKNOWN: "There is no {noun} “{asked}” in the atlas.",
    NoticeCode.NO_FIGURES: "{asked}: {note}",
    NoticeCode.NO_SUCH_AREAS: "{asked} holds no {levels}.",
    NoticeCode.NOT_FOR_LEVEL: "This edition holds {figures} for {levels} only.",
    NoticeCode.NOT_FOR_AREA: "This edition holds this measure for {levels} only.",
    NoticeCode.NOT_OF_PLACE: "{place} has no {figure} in this edition.",
    NoticeCode.NO_SUCH_PERIOD: "No figures for “{asked}” with this measure and level.",
    NoticeCode.DEPRIVATION_ITSELF: "This map shows deprivation itself, which is not laid over it once more.",
    NoticeCode.NO_SCORES: "There are no scores of deprivation for {levels}.",
    NoticeCode.NINE_COLOURS: "The map of nine colours shows deprivation and the figure together.",
    NoticeCode.NOT_JUDGED: "No area of this map can be compared with England.",
    NoticeCode.NO_EQUAL_SHAPES: "There are no equal shapes for {levels}.",
    NoticeCode.ON_LAND_ONLY: "Borders and hospitals have no place on a map of equal shapes.",
    **_CHARTS,
    NoticeCode.OF_PACKS: "“{asked}” in an address chooses those of a pack. A map is of one “{key}”.",
    NoticeCode.SAYS_LESS: "This address names no measure.",
    NoticeCode.NOTHING_HERE: (
        "{place} has no {figure} in this edition; the nearest is that of {there} ({by}), {period}."
    ),
    NoticeCode.NOTHING_AROUND: (
        "{place} has no {figure} in this edition; the nearest are those of the {by_plural} in {there}, {period}."
    ),
    NoticeCode.OTHER_QUESTION: "This edition holds “{asked}” for {levels} only.",
    NoticeCode.OTHER_FIGURES: "For {by_plural} the figures are from another source or by another definition.",
    NoticeCode.OTHER_PERIOD: "This edition holds no figures of {asked} for {by_plural} here.",
    NoticeCode.OTHER_AREA: "The {figure} is that of {there}, which has the same boundary as {place}.",
}
#: What is shown instead.
_SHOWN = {
    NoticeCode.LONG_ADDRESS: "what its beginning says",
    NoticeCode.MANY_PARTS: "what the first {shown} say",
    NoticeCode.UNKNOWN_KEY: "what the rest says",
    NoticeCode.MISSPELT_KEY: "what the rest says",
    NoticeCode.REPEATED_KEY: "the first, “{shown}”",
    NoticeCode.EMPTY_KEY: "what the rest says",
    NoticeCode.MANY_SLIDES: "the first {shown}",
    NoticeCode.EMPTY_SLIDE: "the others",
    NoticeCode.UNKNOWN: "{instead}",
    NoticeCode.NO_FIGURES: "{shown}",
    NoticeCode.NO_SUCH_AREAS: "it by {shown}",
    NoticeCode.NOT_FOR_LEVEL: "{them} by {shown}{of_period}",
    NoticeCode.NOT_FOR_AREA: "{shown}{of_period}",
    NoticeCode.NOT_OF_PLACE: "its {count} {parts}{of_period}",
    NoticeCode.NO_SUCH_PERIOD: "{shown}",
    NoticeCode.DEPRIVATION_ITSELF: "no overlay",
    NoticeCode.NO_SCORES: "no overlay",
    NoticeCode.NINE_COLOURS: "those",
    NoticeCode.NOT_JUDGED: "the figures by colour",
    NoticeCode.NO_EQUAL_SHAPES: "their land",
    NoticeCode.ON_LAND_ONLY: "the areas alone",
    **dict.fromkeys(_CHARTS, "the table"),
    NoticeCode.OF_PACKS: "{shown}",
    NoticeCode.SAYS_LESS: "{about}: {shown}{of_period}, by {by}",
    NoticeCode.OTHER_QUESTION: "“{shown}” for {by_plural}{of_period}",
    NoticeCode.OTHER_FIGURES: "those of “{source}”{of_period}",
    NoticeCode.OTHER_PERIOD: "{shown}",
}
#: The same beside a choice: why it leads elsewhere or nowhere.
_HINTS = {
    NoticeCode.NO_FIGURES: "{note}",
    NoticeCode.NOT_FOR_LEVEL: _HELD_ONLY,
    NoticeCode.OTHER_MEASURE: "this edition does not hold this measure for {levels}",
    NoticeCode.OTHER_LEVEL: "by {shown}",
    NoticeCode.COUNTS_NOT_MAPPED: COUNTS_NOT_MAPPED,
    NoticeCode.DEPRIVATION_ITSELF: "this map shows deprivation itself",
    NoticeCode.NO_SCORES: "there are no scores of deprivation for {levels}",
    NoticeCode.NINE_COLOURS: "the map has nine colours already",
    NoticeCode.NOT_JUDGED: "no area of this map can be compared with England",
    NoticeCode.NO_EQUAL_SHAPES: "there are none for {levels}",
    NoticeCode.ON_LAND_ONLY: "not on equal shapes",
    **_CHARTS,
}
#: What a value of a key is called, where it is not called as the key.
_NOUNS = {
    **{"by": "level", "areas": "area", "benchmark": "area"},
    **{"show": "chart", "against": "comparison", "layers": "layer", "from": "view"},
    **{"present": "frame", "slides": "slide"},
}
#: What stands in for an unknown value of a key, where it is always the same.
_INSTEAD = {
    "overlay": "no overlay",
    "show": "the table",
    "benchmark": "England as the benchmark",
    "areas": "the others",
    "against": "the map alone",
    "layers": "the others",
    "order": "the furthest from England first",
    "colour": "the figures by colour",
    "shape": "the land of the areas",
    "from": "what the rest says",
    "present": "the page as usual",
    "slides": "the others",
}


def notice_words(notices: Iterable[Notice]) -> tuple[str, ...]:
    """What the page says, each once: why, and what is shown instead."""
    return tuple(f"{why} Showing {shown}." if shown else why for why, shown in _halves(notices))


def notice_lines(notices: Iterable[Notice]) -> tuple[tuple[str, Way | None], ...]:
    """The same, each with where its link leads."""
    told = ((said, notice.way) for notice in notices for said in notice_words([notice]))
    return tuple(dict.fromkeys(told))


def way_words(way: Way) -> str:
    """ "Back to Darlington", "Show County Durham by district"."""
    by = "" if way.by in way.area.levels else f" by {way.by.short}"
    return f"{'Back to' if way.is_back else 'Show'} {called(way.area)}{by}"


def refusal_words(notices: Iterable[Notice]) -> tuple[str, ...]:
    """What is said where nothing is shown instead."""
    return tuple(why for why, _ in _halves(notices))


def hint_words(notice: Notice | None) -> str:
    """The hint at a choice; "" for one that leads where it says."""
    return _filled(_HINTS[notice.code], notice) if notice else ""


def _halves(notices: Iterable[Notice]) -> tuple[tuple[str, str], ...]:
    told = ((_REASONS[notice.code], _SHOWN.get(notice.code, ""), notice) for notice in notices)
    return tuple(dict.fromkeys((_filled(why, notice), _filled(shown, notice)) for why, shown, notice in told))


def _filled(words: str, notice: Notice) -> str:
    """A sentence with what the notice is about."""
    return words.format(
        key=notice.key,
        noun=_NOUNS.get(notice.key, notice.key),
        asked=_name(notice.asked),
        shown=_shown(notice),
        instead=_INSTEAD.get(notice.key) or _shown(notice),
        levels=_plurals(notice.levels),
        note=notice.asked.note if isinstance(notice.asked, Condition) else "",
        **_told_of_shown(notice),
    )


def _told_of_shown(notice: Notice) -> dict[str, str]:
    """What is said of a figure that is shown or missing, and of the areas that it is of."""
    about = notice.about
    subject = in_sentence(about.name) if isinstance(about, Condition) else ""
    period = period_words(notice.period)
    return {
        "place": called(notice.asked) if isinstance(notice.asked, Area) else "",
        "there": called(notice.shown) if isinstance(notice.shown, Area) else "",
        "about": about.name if isinstance(about, Condition) else "",
        "figures": f"{subject} figures" if subject else "this measure",
        "figure": _figure(notice.about),
        "them": "them" if subject else "it",
        "count": count_in_words(notice.count),
        "parts": _parts(notice),
        "by": notice.by.singular if notice.by else "",
        "by_plural": notice.by.plural if notice.by else "",
        "period": period,
        "of_period": f", {period}" if period else "",
        "source": notice.shown.source if isinstance(notice.shown, Indicator) else "",
    }


def _figure(about: Condition | Indicator | None) -> str:
    """ "figure of lung cancer", "figure of “Preventable early deaths”"."""
    if isinstance(about, Indicator):
        return f"figure of “{about.title}”"
    return f"figure of {in_sentence(about.name)}" if about else "figure"


def _parts(notice: Notice) -> str:
    level = notice.shown
    return (level.singular if notice.count == 1 else level.plural) if isinstance(level, Level) else ""


def _shown(notice: Notice) -> str:
    """What is shown, as it is called in a control of its key, else in a sentence."""
    match notice.code, notice.shown:
        case NoticeCode.UNKNOWN, Level() as level:
            return level_heading(level)
        case NoticeCode.NO_SUCH_PERIOD | NoticeCode.OTHER_PERIOD, str() as period:
            return period_words(period)
        case _:
            return _name(notice.shown)


def _name(subject: Subject) -> str:
    match subject:
        case Area() | Condition():
            return subject.name
        case Indicator():
            return subject.measure_name
        case Level():
            return subject.singular
        case int():
            return f"{subject:,}"
        case _:
            return shortened(subject)


def _plurals(levels: Sequence[Level]) -> str:
    return listed([level.plural for level in levels])
