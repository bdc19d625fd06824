"""The ports that tests give to their servers."""

from __future__ import annotations

import socket

from ports import EACH, FIRST, LAST, free_port, ports_of


def test_processes_that_were_started_together_have_no_port_in_common() -> None:
    given = [port for process in range(32_700, 32_800) for port in ports_of(process)]
    assert len(given) == len(set(given)) == 100 * EACH
    assert FIRST <= min(given) <= max(given) < LAST


def test_a_port_that_somebody_listens_on_is_not_given() -> None:
    with socket.socket() as listening:
        taken = free_port()
        listening.bind(("127.0.0.1", taken))
        listening.listen()
        assert taken not in {free_port() for _ in range(2 * EACH)}
