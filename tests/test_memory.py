"""What a worker does not need goes: back to the system, and out of what the collector of rubbish looks through."""

from __future__ import annotations

import gc
import runpy
from pathlib import Path
from types import SimpleNamespace
from weakref import ref

import pytest
from test_shelf import ASSETS, in_a_worker

from dashboard.core.atlas import Atlas
from dashboard.web import memory
from dashboard.web.app import create_app

ROOT = Path(__file__).parent.parent


def test_what_making_a_file_leaves_free_goes_back_to_the_system(tiny: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor, given = create_app(tiny, ASSETS).server.test_client(), list[int]()
    monkeypatch.setattr(memory, "_TRIM", given.append)
    assert visitor.get("/data.xlsx").status_code == 200
    assert given == [0], "all of it"
    assert visitor.get("/data.xlsx").status_code == 200
    assert given == [0], "nothing was made"


def without_library(_: None) -> object:
    raise OSError


@pytest.mark.parametrize("library", [lambda _: object(), without_library], ids=["another one", "none"])
def test_a_system_that_takes_nothing_back_is_left_alone(library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory.ctypes, "CDLL", library)
    monkeypatch.setattr(memory, "_TRIM", memory._found())
    assert memory._TRIM is None
    memory.hand_back()


def test_a_worker_does_not_look_for_rubbish_among_what_it_has_from_the_first_process() -> None:
    served = runpy.run_path(str(ROOT / "gunicorn.conf.py"))

    def born() -> None:
        # What the front door put aside, if another test of this process has opened it.
        gc.unfreeze()
        served["post_fork"](None, SimpleNamespace(row=1))
        assert gc.get_freeze_count() > 100_000

    in_a_worker(born)


class Former:
    """An application that knows itself, as each does."""

    def __init__(self) -> None:
        self.itself = self


def test_what_served_before_the_data_were_read_anew_is_not_kept() -> None:
    on_reload = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["on_reload"]
    server = SimpleNamespace(app=SimpleNamespace(app_uri="gc:server", callable=Former()), log=None)
    former = ref(server.app.callable)

    def fresh(*_: object) -> str:
        gc.freeze()
        return "fresh"

    def reloaded() -> None:
        on_reload.__globals__["renewed"] = fresh
        on_reload(server)
        assert server.app.callable == "fresh"
        assert former() is None

    in_a_worker(reloaded)
