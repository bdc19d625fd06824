"""The front door: ``server`` for gunicorn, ``python app.py`` for a laptop."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from dashboard.export.version import data_version
from dashboard.load import DataError, load
from dashboard.web import create_app

HERE = Path(__file__).parent

level = os.environ.get("LOG_LEVEL", "INFO").upper()
if level not in logging.getLevelNamesMapping():
    sys.exit(f"LOG_LEVEL is {level!r}; it may be DEBUG, INFO, WARNING or ERROR.")
logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")

data = Path(os.environ.get("ATLAS_DATA") or HERE / "data")
boundaries = Path(os.environ.get("ATLAS_BOUNDARIES") or HERE / "boundaries")
try:
    atlas = load(data, boundaries)
except DataError as error:
    sys.exit(f"The atlas does not start, because its data are not right:\n{error}")

prefix = f"/{os.environ.get('URL_PREFIX', '').strip('/')}/".replace("//", "/")
app = create_app(atlas, str(HERE / "assets"), prefix, data_version(data, boundaries))
server = app.server
# Dash finishes its set-up in the first request; of several at once the later ones would find half of it.
server.test_client().get(prefix)

if __name__ == "__main__":
    app.run(host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "8050")))
