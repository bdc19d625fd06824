"""Compression of what the server sends. What is linked for ever is packed once and remembered."""

from __future__ import annotations

import gzip
from functools import partial

import brotli
from flask import Flask, Response, request

from dashboard.web.caching import Store
from dashboard.web.headers import FOR_EVER
from dashboard.web.metrics import METRICS, Tally

_WORTH_PACKING = 500
#: The assets, Dash's scripts and all boundaries take 2 MB in both encodings.
_KEPT_BYTES = 4_000_000
_TEXTS = {
    "text/html",
    "text/css",
    "text/csv",
    "text/plain",
    "text/javascript",
    "text/xml",
    "application/javascript",
    "application/json",
    "application/geo+json",
    "application/manifest+json",
    "application/xml",
    "image/svg+xml",
    "image/x-icon",
    "image/vnd.microsoft.icon",
}


def compress(server: Flask) -> None:
    """Compress every text that a server sends, in an encoding that the browser takes."""
    kept = Store(_KEPT_BYTES, partial(METRICS.board.put, Tally.PACKED_BYTES))

    def pack(response: Response) -> Response:
        encoding = wanted_encoding()
        if encoding is None or response.status_code != 200 or response.mimetype not in _TEXTS:
            return response
        if response.headers.get("Content-Encoding"):
            return response
        response.direct_passthrough = False
        content = response.get_data()
        if len(content) >= _WORTH_PACKING:
            lasting = FOR_EVER in response.headers.get("Cache-Control", "")
            name = f"{encoding} {request.path}"
            packed = kept.made(name, lambda: encoded(content, encoding, 9)) if lasting else encoded(content, encoding)
            response.set_data(packed)
            response.headers["Content-Encoding"] = encoding
        elif content or request.method != "HEAD":
            return response
        _negotiated(response)
        return response

    server.after_request(pack)


def wanted_encoding() -> str | None:
    """The encoding to answer the request in; none if the browser takes neither."""
    return request.accept_encodings.best_match(["br", "gzip"])


def encoded(content: bytes, encoding: str, effort: int = 4) -> bytes:
    """The content in an encoding; files that last are worth more effort than one answer."""
    if encoding == "br":
        return bytes(brotli.compress(content, quality=effort))
    return gzip.compress(content, compresslevel=effort, mtime=0)


def _negotiated(response: Response) -> None:
    """Say that the body depends on what the browser takes: it is the same in meaning, not in bytes."""
    response.vary.add("Accept-Encoding")
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)
