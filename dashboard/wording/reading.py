"""How to read the map at hand, for readers who were never told: from what the indicator and its classes are."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator, Kind, Standardised
from dashboard.core.labels import capitalised
from dashboard.core.value import Direction
from dashboard.stats.class_edges import ENGLAND_IS, Classes
from dashboard.views.scene import Scene
from dashboard.wording.legend_words import NO_DIFFERENCE
from dashboard.wording.sentences import interval_notice

HEADING, GLOSSARY = "How to read this map", "What the words mean"
_SIDES = {
    Direction.HIGH_IS_WORSE: "A high figure is worse.",
    Direction.LOW_IS_WORSE: "A low figure is worse.",
    Direction.NEUTRAL: "Neither side is the bad one.",
    Direction.NEVER_COMPARED: "England's figure is of another kind, so nothing is compared with it.",
}
_KINDS = {
    Kind.RATIO: "100 is what would be expected at England's rates for people of the same ages: 120 is 20% more.",
    Kind.SHARE: "The figure is a part of all, in per cent.",
    Kind.SCORE: "A score has no unit: it only puts areas in an order.",
    Kind.RANK: "A place in an order says who comes before whom, and not by how much.",
    Kind.COUNT: "These are numbers: larger areas have more, so the map has no colours and no order.",
}
_AGES = {
    Standardised.AGE: "It is worked out as if every area had people of the same ages.",
    Standardised.NONE: "It takes no account of age: areas with more old people often have a higher figure.",
}
_INTERVAL = "The 95% interval says between which limits the underlying figure probably lies."
_DIFFERS = "An area is called different from England only if England's figure lies outside it."
_FIXED = "The colours keep their meaning in all periods."


def how_to_read(scene: Scene) -> tuple[str, ...]:
    """Short sentences: what the measure is, what a high figure means, what the interval and the colours mean."""
    what = scene.indicator
    if what is None:
        return ()
    return (what.definition, " ".join(_figure(what)), *filter(None, (_interval(scene, what), _colours(scene, what))))


def _figure(what: Indicator) -> Iterator[str]:
    if what.kind in _KINDS:
        yield _KINDS[what.kind]
    elif what.standardised in _AGES:
        yield _AGES[what.standardised]
    if what.mapped:
        yield _SIDES[what.direction]


def _interval(scene: Scene, what: Indicator) -> str:
    """What the limits are, and what is compared without any."""
    if not what.mapped:
        return ""
    notice, england = interval_notice(scene.rows, scene.publisher), scene.benchmark
    differs = _DIFFERS if not notice and england and england.value is not None else ""
    return " ".join(filter(None, (_INTERVAL if scene.has_intervals else "", notice, differs)))


def _colours(scene: Scene, what: Indicator) -> str:
    """How the classes were made."""
    if not what.mapped or not scene.shown:
        return ""
    return f"{_steps(scene.classes)} {_FIXED}"


def _steps(classes: Classes) -> str:
    if classes.is_chance:
        return f"The map has one colour: {NO_DIFFERENCE}."
    if len(classes.bounds) == 1:
        return "The map has one colour: all figures are in one step."
    if classes.diverges:
        return f"The colours change at round steps away from {ENGLAND_IS:.0f}, which is England."
    if classes.england is not None:
        return "The colours change in equal steps from England's figure."
    return "The colours change at round figures, so that each step holds areas that are alike."


def glossary(edition: Edition) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """The glossary: a heading and its entries, each a word, what it is short for, and what it means."""
    short = edition.abbreviations
    levels = [(_name(level.short, level.in_full), level.meaning) for level in edition.levels if level.meaning]
    areas = tuple((name, in_full, meaning) for (name, in_full), meaning in levels)
    terms = tuple((one.term, capitalised(short.get(one.term, "")), one.meaning) for one in edition.terms)
    parts = (("Kinds of area", areas), ("Figures and what is said of them", terms))
    return tuple((heading, entries) for heading, entries in parts if entries)


def _name(short: str, in_full: str) -> tuple[str, str]:
    """A name that is short for something and what; one that is short for nothing stands alone."""
    return (short, capitalised(in_full)) if short.isupper() else (capitalised(in_full), "")
