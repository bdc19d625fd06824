"""Where the atlas is, as its files print it. Nothing that a stranger wrote into a request stands in a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

#: Names that only the machine itself knows itself by.
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
SECURITY_TXT = ".well-known/security.txt"
_HALF_A_YEAR = timedelta(days=180)
_HOST = re.compile(
    r"(?P<name>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[(?:[0-9a-f.]*:){2,}[0-9a-f.:]*\])(?::\d{1,5})?", re.IGNORECASE
)
_PATH = re.compile(r"(/[\w.~-]+)*/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hosts:
    """What the operator says of the atlas's address. The defaults are those of a laptop.

    public_url: the whole address, which then decides alone. allowed: names that may be printed. proxies: how many
    proxies in a row are trusted to say where the reader asked. any_forwarded: whether every name that they say counts,
    because no list was given. frames: who may frame the page for frames, as a content policy says it. contact: whom to
    tell of a weakness.
    """

    public_url: str = ""
    allowed: frozenset[str] = LOCAL
    proxies: int = 0
    any_forwarded: bool = True
    frames: str = "*"
    contact: str = ""


LAPTOP = Hosts()


@dataclass(frozen=True, slots=True)
class AskedHost:
    """Where a request says that it went, after the trusted proxies were heard."""

    scheme: str
    host: str
    path: str = ""
    is_forwarded: bool = False


def forwarded(words: str, proxies: int) -> str:
    """What a header of the trusted proxies says; "" if it did not come through all of them."""
    told = [word.strip() for word in words.split(",")]
    return told[-proxies] if 0 < proxies <= len(told) else ""


def site(hosts: Hosts, prefix: str, asked: AskedHost) -> str:
    """The address of the first page, with a slash at the end: the path alone if the host is not to be trusted.

    prefix: the path that the atlas is served under; it begins and ends with a slash.
    """
    if hosts.public_url:
        return _joined(hosts.public_url, prefix)
    path = _joined(asked.path if _PATH.fullmatch(asked.path) else "", prefix)
    scheme = "https" if asked.scheme == "https" else "http"
    return f"{scheme}://{asked.host}{path}" if _may_be_printed(hosts, asked) else path


def _may_be_printed(hosts: Hosts, asked: AskedHost) -> bool:
    name = host_name(asked.host)
    return bool(name) and (name in hosts.allowed or (asked.is_forwarded and hosts.any_forwarded))


def host_name(host: str) -> str:
    """The name in a Host header without its port, in small letters; nothing if the header has another form."""
    found = _HOST.fullmatch(host)
    return found["name"].strip("[]").lower() if found else ""


def security_txt(hosts: Hosts, prefix: str, day: date) -> str:
    """Whom to tell of a weakness, in the form of RFC 9116, which wants a date after which to look again."""
    lines = [
        f"Contact: {hosts.contact}",
        f"Expires: {day + _HALF_A_YEAR}T00:00:00.000Z",
        "Preferred-Languages: en",
        *([f"Canonical: {_joined(hosts.public_url, prefix)}{SECURITY_TXT}"] if hosts.public_url else []),
    ]
    return "\n".join(lines) + "\n"


def _joined(base: str, prefix: str) -> str:
    """A base with the prefix behind it, once: the operator or the proxy may have named it already."""
    base = f"{base.rstrip('/')}/"
    return base if base.endswith(prefix) else f"{base}{prefix.lstrip('/')}"
