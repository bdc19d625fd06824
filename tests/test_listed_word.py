"""One word of an address out of a list: what is taken, and what is said where it cannot be had."""

from __future__ import annotations

import pytest

from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.view import Shape
from dashboard.views.listed_word import listed_word

IMPOSSIBLE = Notice(NoticeCode.NO_EQUAL_SHAPES, "shape", "equal")


def _lack(shape: Shape) -> Notice | None:
    return IMPOSSIBLE if shape is Shape.EQUAL else None


@pytest.mark.parametrize(
    ("asked", "shape", "said"),
    [
        ({}, Shape.LAND, []),
        ({"shape": "equal"}, Shape.EQUAL, []),
        ({"colour": "round"}, Shape.LAND, []),
        ({"shape": "round"}, Shape.LAND, [Notice(NoticeCode.UNKNOWN, "shape", "round", "land")]),
        ({"shape": ""}, Shape.LAND, [Notice(NoticeCode.UNKNOWN, "shape", "", "land")]),
    ],
    ids=["not asked", "known", "another key", "unknown", "empty"],
)
def test_a_word_of_the_list_is_taken_and_any_other_is_said(asked, shape, said):
    notices: list[Notice] = []
    assert listed_word(asked, "shape", Shape, Shape.LAND, notices) is shape
    assert notices == said


@pytest.mark.parametrize(("wanted", "said"), [("land", []), ("equal", [IMPOSSIBLE])])
def test_a_word_that_something_speaks_against_is_not_taken_and_the_reason_is_said(wanted, said):
    notices: list[Notice] = []
    assert listed_word({"shape": wanted}, "shape", Shape, Shape.LAND, notices, _lack) is Shape.LAND
    assert notices == said
