"""What a new table would change, against answers worked out by hand."""

from __future__ import annotations

import pytest

from dashboard.importers.difference import FigureChange, Rows, between, counts, lines


def row(value: str, note: str = "", count: str = "") -> dict[str, str]:
    return {"value": value, "count": count, "note": note}


OLD: Rows = {
    ("deaths", "A", "2018"): row("100"),
    ("deaths", "B", "2018"): row("200"),
    ("deaths", "C", "2018"): row("50", count="5"),
    ("deaths", "D", "2018"): row("", note="too few"),
    ("births", "A", "2018"): row("10"),
    ("births", "B", "2018"): row("10"),
}
NEW: Rows = {
    ("deaths", "A", "2018"): row("101"),
    ("deaths", "B", "2018"): row("150"),
    ("deaths", "C", "2018"): row("50"),
    ("deaths", "D", "2018"): row("7"),
    ("births", "A", "2018"): row("10", note="whole county"),
    ("births", "C", "2018"): row("12"),
    ("weddings", "A", "2018"): row("3"),
}


def test_each_group_knows_what_is_new_changed_lost_and_the_same() -> None:
    found = {part.group: part for part in between(OLD, NEW)}
    deaths = found["deaths"]
    assert deaths.added == (("deaths", "D", "2018"),)
    assert deaths.vanished == (("deaths", "C", "2018"),)
    assert [change.key[1] for change in deaths.changed] == ["B", "A"]
    assert [change.size for change in deaths.changed] == pytest.approx([0.25, 0.01])
    assert (found["births"].added, found["births"].vanished) == ((("births", "C", "2018"),), (("births", "B", "2018"),))
    assert found["births"].changed == (FigureChange(("births", "A", "2018"), "note", "", "whole county"),)
    assert found["weddings"].added == (("weddings", "A", "2018"),)


def test_groups_with_losses_come_first_and_then_those_that_changed_most() -> None:
    assert [part.group for part in between(OLD, NEW)] == ["deaths", "births", "weddings"]


def test_a_table_that_is_as_it_was_has_nothing_to_tell() -> None:
    (births, deaths) = sorted(between(OLD, OLD), key=lambda part: part.group)
    assert (births.same, deaths.same) == (2, 4)
    assert [*lines(births), *lines(deaths)] == []


def test_all_rows_are_one_group_if_it_is_named() -> None:
    (part,) = between({("a",): row("1")}, {("b",): row("1")}, "sites.csv")
    assert (part.group, part.added, part.vanished) == ("sites.csv", (("b",),), (("a",),))


def test_the_largest_changes_are_written_first_and_the_rest_are_counted() -> None:
    old = {("deaths", f"A{n}", "2018"): row("100") for n in range(8)}
    new = {key: row(str(100 + n)) for n, key in enumerate(old)}
    (part,) = between(old, new)
    told = list(lines(part))
    assert told[0] == "  deaths: 0 added, 7 changed, 0 vanished, 1 as before"
    assert told[1] == "    changed: A7 2018: value 100 -> 107 (7.0%)"
    assert told[-1] == "    changed: 2 more"
    assert len(told) == 7


def test_what_was_nought_or_a_word_has_no_share() -> None:
    (part,) = between({("i", "A"): row("0")}, {("i", "A"): row("4")})
    assert list(lines(part))[1] == "    changed: A: value 0 -> 4"


def test_counts_are_added_up_over_the_groups() -> None:
    assert counts(between(OLD, NEW)) == "3 added, 3 changed, 2 vanished, 0 as before"
    assert counts([]) == "0 added, 0 changed, 0 vanished, 0 as before"
