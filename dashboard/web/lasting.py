"""Files whose names have a hash of their content, so that a browser may keep them for ever: outlines and the search.

A page that was opened before the data were read anew still asks for the files that it was told of, so those of the
editions before are served on.
"""

from __future__ import annotations

from flask import Flask, Response, abort

from dashboard.web.headers import FOR_EVER

#: Where a Flask application keeps them.
LASTING = "atlas.lasting"
#: Editions whose files are served. A reader whose page is older than that loads it anew.
_EDITIONS = 3


class LastingFiles:
    """The files of an edition by their paths, and those of the editions before it."""

    def __init__(self) -> None:
        self._editions: list[dict[str, bytes]] = [{}]
        self._prefix, self._folders = "/", set[str]()

    def add(self, server: Flask, prefix: str, folder: str, files: dict[str, bytes]) -> None:
        """Serve files of this edition under a folder."""
        self._prefix = prefix
        self._folders.add(folder)
        self._editions[0] |= {f"{folder}/{name}": content for name, content in files.items()}

        def file(name: str) -> Response:
            content = self._found(f"{folder}/{name}")
            if content is None:
                abort(404)
            return Response(content, mimetype="application/json", headers={"Cache-Control": FOR_EVER})

        server.add_url_rule(f"{prefix}{folder}/<name>", folder, file)

    def follow(self, former: LastingFiles) -> None:
        """Serve those of the editions before too. What an edition has in common with the next is not kept twice."""
        own = self._editions[0]
        older = ({path: file for path, file in edition.items() if path not in own} for edition in former._editions)
        self._editions = [own, *(edition for edition in older if edition)][:_EDITIONS]

    def lacks(self, path: str) -> bool:
        """Whether an address is that of such a file, but of none that is here."""
        below = path.removeprefix(self._prefix)
        return below.partition("/")[0] in self._folders and self._found(below) is None

    def _found(self, path: str) -> bytes | None:
        return next((edition[path] for edition in self._editions if path in edition), None)
