"""The memory of the server: bounded by bytes, made once, and shared by threads."""

from __future__ import annotations

from threading import Barrier, Event, Thread
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.core.remembered import remembered
from dashboard.web.caching import Store


def never() -> bytes:
    pytest.fail("it was made again")


def test_what_was_made_is_not_made_again() -> None:
    store = Store(10_000)
    assert store.made("a", lambda: b"first") == b"first"
    assert store.made("a", never) == b"first"
    assert store.get("b") is None


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 5_000)), max_size=60))
def test_a_store_never_holds_more_than_its_bytes_and_counts_them_right(made) -> None:
    store = Store(10_000)
    for name, size in made:
        store.made(name, lambda size=size: bytes(size))
        assert store.held <= store.most
        assert store.held == sum(len(content) + len(name) + 250 for name, content in store._entries.items())


def test_what_was_used_last_is_kept() -> None:
    store = Store(4_000)
    for name in "abcd":
        store.made(name, lambda: bytes(700))
    assert store.get("a")
    store.made("e", lambda: bytes(700))
    assert [name for name in "abcde" if store.get(name)] == ["a", "c", "d", "e"]


def test_one_large_thing_does_not_drive_out_the_others() -> None:
    store = Store(4_000)
    store.made("a", lambda: bytes(100))
    assert len(store.made("large", lambda: bytes(3_000))) == 3_000
    assert store.get("large") is None
    assert store.get("a")


def test_sixteen_equal_requests_at_once_make_a_thing_once() -> None:
    store, made, found, start = Store(10_000), [], [], Barrier(16)

    def make() -> bytes:
        made.append("once")
        return b"thing"

    def ask() -> None:
        start.wait(30)
        found.append(store.made("a", make))

    threads = [Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (made, found) == (["once"], [b"thing"] * 16)
    assert store._making == {}


def test_two_different_things_are_made_at_the_same_time() -> None:
    store, other_is_made = Store(10_000), Event()

    def slow() -> bytes:
        assert other_is_made.wait(30)
        return b"slow"

    thread = Thread(target=store.made, args=("slow", slow))
    thread.start()
    store.made("quick", lambda: b"quick")
    other_is_made.set()
    thread.join(30)
    assert store.made("slow", never) == b"slow"


def test_after_a_maker_that_failed_the_next_one_tries() -> None:
    store = Store(10_000)
    with pytest.raises(ZeroDivisionError):
        store.made("a", lambda: bytes(1 // 0))
    assert store._making == {}
    assert store.made("a", lambda: b"made") == b"made"


def test_what_is_worked_out_of_an_atlas_is_remembered_with_it_up_to_a_number_and_not_by_another() -> None:
    asked: list[tuple[str, str]] = []

    @remembered(2)
    def joined(atlas: SimpleNamespace, word: str) -> str:
        asked.append((atlas.name, word))
        return f"{atlas.name} {word}"

    north, south = SimpleNamespace(name="north"), SimpleNamespace(name="south")
    assert [joined(north, "a"), joined(north, "a"), joined(south, "a")] == ["north a", "north a", "south a"]
    assert asked == [("north", "a"), ("south", "a")]
    # With the third all are forgotten.
    assert [joined(north, word) for word in "bca"] == ["north b", "north c", "north a"]
    assert asked[2:] == [("north", "b"), ("north", "c"), ("north", "a")]
    assert joined(north, "c") == "north c"
    assert len(asked) == 5
