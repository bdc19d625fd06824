"""Room for exports: a line that is bounded in length and time, and a place that a reader who has gone gives back."""

from __future__ import annotations

import socket
from threading import Event, Thread

import pytest

from dashboard.web.gates import BusyError, Gate, GoneError, look_at


def nobody_leaves() -> None:
    """Of a reader who stays."""


def test_an_export_waits_for_its_turn_and_gets_it() -> None:
    gate, order, first_is_in, second_looked = Gate(1, 1, 30), [], Event(), Event()

    def first() -> None:
        with gate.turn(nobody_leaves):
            first_is_in.set()
            assert second_looked.wait(30)
            order.append("first")

    thread = Thread(target=first)
    thread.start()
    assert first_is_in.wait(30)
    with gate.turn(second_looked.set):
        order.append("second")
    thread.join(30)
    assert order == ["first", "second"]


def test_a_full_line_is_not_waited_for() -> None:
    gate = Gate(1, 0, 3600)
    with gate.turn(nobody_leaves), pytest.raises(BusyError), gate.turn(nobody_leaves):
        pass
    with gate.turn(nobody_leaves):
        pass


def test_patience_ends() -> None:
    gate = Gate(1, 1, 0.01)
    with gate.turn(nobody_leaves), pytest.raises(BusyError), gate.turn(nobody_leaves):
        pass
    with gate.turn(nobody_leaves):
        pass


def gone() -> None:
    raise GoneError


def test_a_reader_who_goes_while_waiting_gives_the_place_in_the_line_back() -> None:
    gate = Gate(1, 1, 3600)
    with gate.turn(nobody_leaves):
        for _ in range(3):
            with pytest.raises(GoneError), gate.turn(gone):
                pass


def test_a_reader_who_has_gone_before_the_turn_or_goes_in_it_gives_it_back() -> None:
    gate = Gate(1, 0, 0.01)
    with pytest.raises(GoneError), gate.turn(gone):
        pass
    with pytest.raises(GoneError), gate.turn(nobody_leaves):
        gone()
    with gate.turn(nobody_leaves):
        pass


def test_a_reader_who_waits_is_there_and_one_who_hung_up_is_gone() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        look = look_at(ours)
        look()
        theirs.send(b"GET /the-next-request")
        look()
        assert ours.recv(100) == b"GET /the-next-request"
        theirs.close()
        with pytest.raises(GoneError):
            look()
    with pytest.raises(GoneError):
        look()


def test_without_a_connection_to_look_at_the_reader_is_taken_to_be_there() -> None:
    look_at(None)()
