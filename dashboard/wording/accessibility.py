"""What the accessibility statement says, in the model form for public bodies of the United Kingdom.

Each sentence holds for every edition, and a test or a measurement stands behind what it claims. What is
mended leaves the list of faults, and the dates are those of the last look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.core.edition import Edition
from dashboard.core.labels import listed
from dashboard.core.today import in_words

_WRITTEN, _REVIEWED = in_words(date(2026, 11, 28)), in_words(date(2026, 11, 29))


@dataclass(frozen=True, slots=True)
class StatementPart:
    """A heading, paragraphs, the points of a list, and the paragraphs after it."""

    heading: str
    paragraphs: Sequence[str]
    points: Sequence[str] = ()
    rank: int = 2


def statement(edition: Edition) -> tuple[StatementPart, ...]:
    """The accessibility statement of an edition, after its title."""
    return (
        _introduction(edition),
        _known(edition),
        _feedback(edition),
        _enforcement(),
        *_technical(edition),
        _tested(),
    )


def _introduction(edition: Edition) -> StatementPart:
    runs = (
        f"It is run by {edition.publisher}." if edition.publisher else "It is run by whoever serves it at this address."
    )
    return StatementPart(
        "Using this website",
        (
            f"This statement applies to the {edition.title} and to the pictures, documents and tables that it makes. "
            f"{runs}",
            "As many people as possible should be able to use it. For example, you can:",
        ),
        (
            "zoom in up to 400% without the text running off the screen",
            "reach every area of a map and every mark of a chart with the keyboard",
            "go to the map, the figures and the export by one key each, and turn these keys off",
            "hear the name and the figure of each of them with a screen reader",
            "read all figures of a map as a table, also without scripts",
            "tell the colours of a map apart without seeing red and green",
        ),
    )


def _known(edition: Edition) -> StatementPart:
    return StatementPart(
        "How accessible this website is",
        ("Some parts of it are not fully accessible:",),
        (
            f"on a map of {_small_areas(edition)} the areas are hard to hit with a finger: the table and the search "
            "lead to the same pages",
            "the slides and workbooks that it makes were not tried with a screen reader",
            "on a place page dozens of links come between the map and the end of the profile",
        ),
    )


def _small_areas(edition: Edition) -> str:
    """What the levels of small areas are called: "neighbourhoods or small areas"."""
    return listed([level.plural for level in edition.map_levels if level.is_small], "or")


def _feedback(edition: Edition) -> StatementPart:
    if edition.contact:
        words = (
            f"If you find a problem that is not listed here, or need what is shown here in another form, write to "
            f"{edition.contact}."
        )
    else:
        words = (
            "This copy names no contact. If you find a problem, or need what is shown here in another form, tell "
            "whoever "
            "gave you this address: they know who runs the server behind it."
        )
    return StatementPart("Feedback and contact information", (words,))


def _enforcement() -> StatementPart:
    return StatementPart(
        "Enforcement procedure",
        (
            "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies "
            "(Websites "
            "and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the “accessibility regulations”). If "
            "you are not "
            "happy with how a public body responds to your complaint, contact the Equality Advisory and Support "
            "Service (EASS).",
        ),
    )


def _technical(edition: Edition) -> tuple[StatementPart, StatementPart]:
    compliance = (
        f"The {edition.title} is partially compliant with the Web Content Accessibility Guidelines (WCAG) version 2.2, "
        "level AA, due to the non-compliances listed below."
    )
    return (
        StatementPart("Technical information about this website\u2019s accessibility", (compliance,)),
        StatementPart(
            "Non-accessible content",
            (
                f"The areas of a map of {_small_areas(edition)} can be smaller than 24 by 24 pixels. The same pages "
                "are reached from the table beside the map, so this is within the exception of success criterion "
                "2.5.8 (target size).",
                "Whether the slides and workbooks meet success criterion 1.3.1 (info and relationships) in every "
                "reader is "
                "not known.",
            ),
            rank=3,
        ),
    )


def _tested() -> StatementPart:
    return StatementPart(
        "Preparation of this accessibility statement",
        (
            f"This statement was prepared on {_WRITTEN}. It was last reviewed on {_REVIEWED}.",
            f"The website was last tested on {_REVIEWED}, by the automatic tests that belong to it: axe-core on "
            "maps, charts, profiles and the pages of words, on a wide and on a narrow screen, and tests that "
            "use them with the "
            "keyboard alone in a browser. The PDFs are "
            "checked against PDF/UA-1 with veraPDF.",
            "It has not been tested by an independent auditor or with people who use assistive technology.",
        ),
    )
