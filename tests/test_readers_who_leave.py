"""A reader who leaves gives the place back: in every kind of long file, and over a real socket."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from browser.conftest import serving

from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.export.formats import FORMATS
from dashboard.export.orders import Workshop
from dashboard.export.picture.map_picture import Painter
from dashboard.maps.placement.labelling import Labeller
from dashboard.views.address import read
from dashboard.web import downloads
from dashboard.web.gates import GoneError

#: An atlas whose ZIP pack is never done: it looks whether its reader is there, and that is all.
HELD = """
import time
from pathlib import Path
from dashboard.web import downloads

makers = downloads._makers

def endless(order, look):
    Path({begun!r}).touch()
    while True:
        look()
        time.sleep(0.01)

downloads._makers = lambda *a: makers(*a) | {{"pack.zip": endless, "pack.pdf": lambda *_: b"%PDF-made"}}
from app import server
"""


def test_the_place_of_a_reader_who_hung_up_goes_to_the_next_one(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    (tmp_path / "held.py").write_text(HELD.format(begun=str(begun)))
    options = ("--pythonpath", str(tmp_path), "--workers", "1")
    with serving(tmp_path / "log", "held:server", options) as (address, _):
        host, _, port = address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=30) as leaving:
            leaving.sendall(f"GET /pack.zip HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            assert _comes(begun.exists)
        with urlopen(f"{address}/pack.pdf", timeout=30) as answer:
            assert answer.read() == b"%PDF-made"


def _comes(is_so: Callable[[], bool]) -> bool:
    """Whether something becomes so within half a minute."""
    end = time.monotonic() + 30
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)
    return is_so()


@pytest.mark.parametrize("address", ["pack.zip?", "pack.pdf?", "snapshot.html?", "map.pptx?conditions=all&"])
def test_a_long_file_is_left_off_after_the_condition_at_which_its_reader_has_gone(atlas: Atlas, address: str) -> None:
    name, _, query = address.partition("?")
    looks: list[str] = []

    def gone_at_the_second_look() -> None:
        looks.append(name)
        if len(looks) == 2:
            raise GoneError

    order = downloads._order(atlas, read(atlas, f"{query}area=E02001682&by=neighbourhood&size=slide"), "/")
    shop = Workshop(atlas, Painter(atlas), Labeller(atlas), charts, "")
    with pytest.raises(GoneError):
        downloads._whole(downloads._makers(shop, FORMATS)[name](order, gone_at_the_second_look))
    assert len(looks) == 2
