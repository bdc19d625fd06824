"""Addresses and bodies that nobody sends by mistake get a page or a sentence, and cost little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import hostile
import pytest
from atlas_server import Ask, Server, page, running

#: ``make soak`` sends ten thousand.
SAMPLE, SEED = 300, 14
#: What a worker may grow by in kB while somebody tries to fill it; a bomb that goes off would take 60,000.
SPARE_KB = 30_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("log") / "log", workers=1) as server:
        yield server
        assert server.deaths() == 0


def highest_kb(server: Server) -> int:
    """The most memory that the worker has had."""
    (worker,) = server.workers()
    status = Path(f"/proc/{worker}/status").read_text(encoding="utf-8")
    return int(re.findall(r"^VmHWM:\s+(\d+) kB$", status, flags=re.MULTILINE)[0])


def test_what_is_packed_small_is_not_unpacked(server: Server) -> None:
    assert server.ask(page("", (760, 520))) == 200
    before = highest_kb(server)
    for coding in ("gzip", "br", "deflate", "gzip, gzip"):
        headers = {"Content-Type": "application/json", "Content-Encoding": coding}
        assert hostile.sent(server.port, hostile.Attack("POST", hostile.CALLBACK, hostile.BOMB, headers)) == 400
    assert highest_kb(server) < before + SPARE_KB


def test_ten_thousand_keys_are_read_as_far_as_an_address_goes(server: Server) -> None:
    keys = urlencode({f"k{number}": "x" for number in range(8_000)})
    assert len(keys) < 64_000
    assert server.ask(Ask(f"/?{keys}&by=council")) == 200
    assert server.ask(Ask(f"/?{keys}{keys}")) == 414
    body = b"{" + b",".join(b'"%d":1' % number for number in range(6_500)) + b"}"
    assert server.ask(Ask(hostile.CALLBACK, body)) == 400


def test_a_sample_of_hostile_requests_is_held(server: Server) -> None:
    assert hostile.not_held(server.port, SEED, SAMPLE) == []
    assert server.ask(page("?by=council", (760, 520))) == 200
    assert "Traceback" not in server.log.read_text(encoding="utf-8", errors="replace")
