"""The headers that every answer carries, by what is answered and by how the reader came."""

from __future__ import annotations

from enum import Enum, auto

#: A year, for this name alone: of others under it the atlas knows nothing.
_HTTPS_ONLY = "max-age=31536000"
#: What the page never asks a browser for, so that no part of it can.
_NOT_ASKED_FOR = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"),
    *("payment", "usb"),
)
#: A browser asks each time whether it still is as it was; what failed or changes with each request it does not keep.
_ASK, _KEEP_NOT = "no-cache", "no-store"
#: A file whose name changes with its content is kept without asking again.
FOR_EVER = "public, max-age=31536000, immutable"


class Reach(Enum):
    """Who may show an answer inside a page of their own."""

    OWN = auto()
    #: Pictures and open data may stand in any page.
    ANY_PAGE = auto()
    #: A page for frames, in the pages that the operator names.
    FRAMES = auto()


def security_headers(policy: str, reach: Reach, frames: str, is_https: bool) -> dict[str, str]:
    """What a browser is told about an answer. policy: what the page may load; frames: who may frame what is for frames.

    HTTPS is demanded only where the reader came by it: on a laptop it would lock the reader out.
    """
    framed = frames if reach is Reach.FRAMES else "'self'"
    told = {
        "Content-Security-Policy": f"{policy}; frame-ancestors {framed}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _NOT_ASKED_FOR),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin" if reach is Reach.OWN else "cross-origin",
    }
    return told | ({"Strict-Transport-Security": _HTTPS_ONLY} if is_https else {})


def keeping(method: str, status: int) -> str:
    """How long an answer may be kept that does not say so itself."""
    return _ASK if method in ("GET", "HEAD") and status in (200, 304) else _KEEP_NOT
