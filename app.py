"""The front door: ``server`` for gunicorn, ``python app.py`` for a laptop."""

from __future__ import annotations

import gc
import logging
import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.core.version import data_version
from dashboard.loading.apart import Loading, NotLoadedError
from dashboard.loading.house_style import HouseStyleError, load_house_style
from dashboard.web.settings import SettingsError, settings

if TYPE_CHECKING:
    from flask import Flask

    from dashboard.core.atlas import Atlas

HERE = Path(__file__).parent

try:
    chosen = settings(os.environ)
except SettingsError as error:
    sys.exit(str(error))
logging.basicConfig(level=chosen.log_level, format="%(levelname)s %(name)s: %(message)s")

#: What a page asks first.
FIRST = {
    "output": "page.data",
    "outputs": {"id": "page", "property": "data"},
    "inputs": [{"id": "request", "property": "data", "value": {}}],
    "changedPropIds": ["request.data"],
}
#: How often the data are read if somebody changes them meanwhile.
TRIES = 3
#: What serves. It is imported while another process reads the data, for each takes its second, so nothing here may
#: import it before.
WEB = "dashboard.web.app"


def read(data: Path, boundaries: Path) -> tuple[Atlas, str]:
    """The atlas and the version of exactly these data. Raises NotLoadedError."""
    for _ in range(TRIES):
        version, coming = data_version(data, boundaries), Loading(data, boundaries)
        import_module(WEB)
        atlas = coming.atlas()
        if version == data_version(data, boundaries):
            return atlas, version
    raise NotLoadedError("The files were changed while they were read. Try again when that is done.")


def tried(server: Flask, prefix: str) -> Flask:
    """A server whose first page was drawn: an edition that cannot be drawn is not served.

    Dash finishes its set-up in the first request, too; of several at once the later ones would find half of it.
    """
    from dashboard.web.guard import CALLBACKS

    visitor = server.test_client()
    answers = (visitor.get(prefix), visitor.post(f"{prefix}{CALLBACKS}", json=FIRST))
    if wrong := [answer.status for answer in answers if answer.status_code != 200]:
        raise NotLoadedError(f"The first map cannot be drawn ({', '.join(wrong)}); the log says why.")
    return server


data = Path(os.environ.get("ATLAS_DATA") or HERE / "data")
boundaries = Path(os.environ.get("ATLAS_BOUNDARIES") or HERE / "boundaries")
brand = os.environ.get("ATLAS_BRAND")
try:
    style = load_house_style(Path(brand) if brand else None)
except HouseStyleError as error:
    sys.exit(f"The atlas does not start, because its house style is not right:\n{error}")
# Hardly anything that is made until it serves is thrown away, and all of it stays: to look for rubbish among it took a
# tenth of the start, and the first look afterwards as long again.
gc.disable()
try:
    atlas, version = read(data, boundaries)
    atlas = replace(atlas, edition=replace(atlas.edition, house=style))
    app = import_module(WEB).create_app(atlas, str(HERE / "assets"), chosen.prefix, version, chosen.hosts)
    server = tried(app.server, chosen.prefix)
except NotLoadedError as error:
    sys.exit(f"The atlas does not start, because its data are not right:\n{error}")
finally:
    gc.freeze()
    gc.enable()

if __name__ == "__main__":
    from dashboard.web.laptop import serve_alone

    serve_alone(server, chosen.host, chosen.port)
