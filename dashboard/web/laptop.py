"""Serving without gunicorn, which needs a system like Linux: ``python app.py``, above all on Windows."""

from __future__ import annotations

import mimetypes
from importlib.util import find_spec

from flask import Flask

#: Programs on Windows change what the system says of these, and no browser runs a script that is called a text.
_MEDIA = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
}
_THREADS = 8


def serve_alone(server: Flask, host: str, port: int) -> None:
    """Serve until the process is ended: by waitress where gunicorn cannot be installed, else by Flask alone."""
    for ending, media in _MEDIA.items():
        mimetypes.add_type(media, ending)
    if find_spec("waitress") is None:
        server.run(host, port)
        return
    import waitress

    waitress.serve(server, host=host, port=port, threads=_THREADS, ident="")
