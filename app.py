"""The front door: ``server`` for gunicorn, ``python app.py`` for a laptop."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from dashboard.export.version import data_version
from dashboard.loading.apart import Loading, NotLoadedError
from dashboard.web.app import create_app
from dashboard.web.settings import SettingsError, settings

HERE = Path(__file__).parent

try:
    chosen = settings(os.environ)
except SettingsError as error:
    sys.exit(str(error))
logging.basicConfig(level=chosen.log_level, format="%(levelname)s %(name)s: %(message)s")

data = Path(os.environ.get("ATLAS_DATA") or HERE / "data")
boundaries = Path(os.environ.get("ATLAS_BOUNDARIES") or HERE / "boundaries")
try:
    atlas = Loading(data, boundaries).atlas()
except NotLoadedError as error:
    sys.exit(f"The atlas does not start, because its data are not right:\n{error}")

app = create_app(atlas, str(HERE / "assets"), chosen.prefix, data_version(data, boundaries), chosen.hosts)
server = app.server
# Dash finishes its set-up in the first request; of several at once the later ones would find half of it.
server.test_client().get(chosen.prefix)

if __name__ == "__main__":
    app.run(host=chosen.host, port=chosen.port)
