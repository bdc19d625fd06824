"""What the environment says about serving the atlas: read once, and refused in a sentence where it makes no sense."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from dashboard.web.site import LOCAL, Hosts, host_name

_LEVELS = ("info", "debug", "warning", "error", "critical")
_EVERYWHERE = ("0.0.0.0", "::")
_FRAMER = re.compile(r"\*|self|none|https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.IGNORECASE | re.ASCII)
_CONTACT = re.compile(r"mailto:[\w.+-]+@[\w-]+(\.[\w-]+)+|https://[\w.-]+(/[\w./~-]*)?", re.ASCII)
_PART_OF_PATH = re.compile(r"[\w~-][\w.~-]*", re.ASCII)
_MOST_WORKERS, _MOST_PROXIES = 64, 10


class Addresses(StrEnum):
    """How much of a reader's address the log keeps."""

    SHORT = "short"
    FULL = "full"
    NONE = "none"


class SettingsError(ValueError):
    """A variable whose value makes no sense; the message says what it may be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the atlas is served. prefix begins and ends with a slash."""

    host: str
    port: int
    workers: int
    log_level: str
    prefix: str
    hosts: Hosts
    logs_requests: bool
    addresses: Addresses


def settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; an empty value is none. Raises SettingsError with every wrong variable."""
    said = {name: value.strip() for name, value in environment.items() if value.strip()}
    faults: list[str] = []
    host = said.get("HOST", "127.0.0.1").strip("[]")
    read = Settings(
        host=host,
        port=_number(said, "PORT", 8050, (1, 65_535), faults),
        workers=_number(said, "WEB_CONCURRENCY", 2, (1, _MOST_WORKERS), faults),
        log_level=_one_of(said, "LOG_LEVEL", _LEVELS, faults).upper(),
        prefix=_prefix(said, faults),
        hosts=_hosts(said, host, faults),
        logs_requests=_one_of(said, "ACCESS_LOG", ("on", "off"), faults) == "on",
        addresses=Addresses(_one_of(said, "LOG_ADDRESSES", tuple(Addresses), faults)),
    )
    if host not in _EVERYWHERE and host.lower() not in (host_name(host), host_name(f"[{host}]")):
        faults.append(f"HOST is {host!r}; it may be a name or an address without a port, such as 127.0.0.1 or 0.0.0.0.")
    if faults:
        raise SettingsError("\n".join(faults))
    return read


def _prefix(said: Mapping[str, str], faults: list[str]) -> str:
    """The path below which the atlas is, which stands in routes, addresses and links as it is."""
    asked = said.get("URL_PREFIX", "")
    parts = asked.strip("/").split("/")
    if parts != [""] and not all(_PART_OF_PATH.fullmatch(part) for part in parts):
        faults.append(f"URL_PREFIX is {asked!r}; it may be a path of plain letters, such as atlas or health/atlas.")
    return "/".join(("", *filter(None, parts), ""))


def _hosts(said: Mapping[str, str], host: str, faults: list[str]) -> Hosts:
    """Without a list a server for the whole network prints no name, for it cannot know its own."""
    listed = [name.strip() for name in said.get("ALLOWED_HOSTS", "").split(",") if name.strip()]
    names = [host_name(name) or host_name(f"[{name}]") for name in listed]
    if not all(names):
        wrong = next(name for name, understood in zip(listed, names, strict=True) if not understood)
        faults.append(
            f"ALLOWED_HOSTS has {wrong!r}; it may have names with commas between them, such as a.example,b.example."
        )
    usual = frozenset() if host in _EVERYWHERE else LOCAL | {host.lower()}
    return Hosts(
        public_url=_public_url(said, faults),
        allowed=frozenset(names) if listed else usual,
        proxies=_number(said, "TRUSTED_PROXIES", 0, (0, _MOST_PROXIES), faults),
        any_forwarded=not listed,
        frames=_frames(said, faults),
        contact=_contact(said, faults),
    )


def _frames(said: Mapping[str, str], faults: list[str]) -> str:
    """Who may frame the page for frames. The sources of a content policy, without any that could end it."""
    asked = said.get("FRAME_ANCESTORS", "*").split()
    if not all(_FRAMER.fullmatch(one) for one in asked) or (len(asked) > 1 and {"*", "none"} & set(asked)):
        faults.append(
            f"FRAME_ANCESTORS is {' '.join(asked)!r}; it may be * for anybody, none, or origins with spaces between "
            "them, such as self https://intranet.example https://*.trust.example."
        )
    return " ".join(f"'{one}'" if one in ("self", "none") else one for one in asked)


def _contact(said: Mapping[str, str], faults: list[str]) -> str:
    contact = said.get("SECURITY_CONTACT", "")
    if contact and not _CONTACT.fullmatch(contact):
        faults.append(
            f"SECURITY_CONTACT is {contact!r}; it may be an address such as mailto:security@trust.example or "
            "https://trust.example/security."
        )
    return contact


def _public_url(said: Mapping[str, str], faults: list[str]) -> str:
    url = said.get("PUBLIC_URL", "")
    if url and not _is_address(url):
        faults.append(
            f"PUBLIC_URL is {url!r}; it may be a whole address without a query, such as https://atlas.example/health."
        )
    return url


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = host_name(parts.netloc)
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and not set(url) & set(' ?#<>"\\')
    return plain and parts.scheme in ("http", "https") and bool(host)


def _number(said: Mapping[str, str], name: str, usual: int, bounds: tuple[int, int], faults: list[str]) -> int:
    asked, (lowest, highest) = said.get(name, str(usual)), bounds
    if asked.isascii() and asked.isdigit() and len(asked) < 10 and lowest <= int(asked) <= highest:
        return int(asked)
    faults.append(f"{name} is {asked!r}; it may be a whole number from {lowest} to {highest}.")
    return usual


def _one_of(said: Mapping[str, str], name: str, words: tuple[str, ...], faults: list[str]) -> str:
    """One of some words; the first is the usual one."""
    asked = said.get(name, words[0]).lower()
    if asked in words:
        return str(asked)
    faults.append(f"{name} is {asked!r}; it may be {', '.join(words[:-1])} or {words[-1]}.")
    return words[0]
