"""``python app.py`` serves the atlas where gunicorn cannot be: as on Windows, as far as Linux can look like it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from atlas_server import Ask, Server, page, started
from ports import free_port
from test_windows import LACKING

#: Runs app.py as ``py app.py`` would. What others wrote is loaded first, as it finds its own way on either system.
AS_WINDOWS = """
import multiprocessing.connection, os, runpy, socket, sys, types, zoneinfo
import brotli, click, dash, flask, numpy, openpyxl, pandas, PIL.ImageFont, pptx, shapely, typst, xlsxwriter
import waitress.server
sys.platform = "win32"
for name in {lacking}:
    sys.modules[name] = None
for name in ("fork", "forkpty", "posix_spawn"):
    delattr(os, name)
sys.modules["msvcrt"] = types.ModuleType("msvcrt")
sys.path.insert(0, os.getcwd())
runpy.run_path("app.py", run_name="__main__")
"""


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The atlas in one process."""
    port = free_port()
    command = [sys.executable, "-c", AS_WINDOWS.format(lacking=sorted(LACKING - {"posix"}))]
    said = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
    with started(command, tmp_path_factory.mktemp("log") / "log", port, said, workers=0) as server:
        yield server


def test_the_atlas_and_its_files_are_there_without_gunicorn(laptop: Server) -> None:
    asked = ["/", "/healthz", "/about", "/map.png", "/map.pdf", "/map.pptx", "/data.xlsx", "/brief.pdf"]
    asked.append("/pack.pdf?conditions=stroke&area=E38000116")
    assert {path: laptop.ask(Ask(path)) for path in asked} == dict.fromkeys(asked, 200)
    assert laptop.ask(page("?by=council", (760, 520))) == 200
    assert laptop.workers() == set(), "files are made in this process"
    assert laptop.log.read_text(encoding="utf-8") == f"INFO waitress: Serving on http://127.0.0.1:{laptop.port}\n"
