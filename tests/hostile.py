"""Addresses and bodies that nobody sends by mistake, drawn by chance from a seed: each is the same in every run."""

from __future__ import annotations

import gzip
import http.client
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

PATHS = (
    *("/", "/embed", "/about", "/open-data", "/accessibility", "/nowhere", "/_dash-layout", "/_dash-dependencies"),
    *("/map.png", "/map.svg", "/chart.svg", "/post.svg", "/data.csv", "/data.json", "/data.geojson", "/profile.csv"),
    *("/geo/{}", "/search/{}", "/assets/{}", "/_dash-component-suites/{}", "/{}", "/.well-known/{}", "//{}"),
)
KEYS = (
    *("area", "by", "condition", "measure", "period", "overlay", "layers", "show", "against", "size", "scale", "with"),
    *("conditions", "chart", "present", "sort", "x", "__proto__", "", "area[]", "by\0"),
)
SOUND = (
    *("E54000049", "E38000116", "icp-south", "ccg", "council", "neighbourhood", "stroke", "all-causes", "2016-18"),
    *("ranking", "trend", "scatter", "system", "square", "0.2", "deprivation", "all"),
)
SCRAPS = (
    *(
        "",
        " ",
        "\0",
        "\r\nSet-Cookie: a=b",
        "\x1b[31m",
        "\u202e",
        "\ud7ff",
        "\ufeff",
        "٣",
        "İ",
        "ﷺ",
        "\U0001d56c" * 40,
        "é" * 500,
    ),
    *("<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}", "${7*7}"),
    *("' OR 1=1 --", '=HYPERLINK("x")', "../../../../etc/passwd", "..\\..\\app.py", "%2e%2e%2f", "%00", "%", "%zz"),
    *("-1", "0", "1e309", "-1e-309", "NaN", "Infinity", "9" * 400, "0x41", "1_000", "null", "true", "[]", "{}"),
    *("constructor", "__class__", "a" * 3_000, ".".join(["stroke"] * 300), "&" * 200, "=" * 200, ";" * 200, "#", "?"),
)
METHODS = ("GET", "GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")
CALLBACK = "/_dash-update-component"


@dataclass(frozen=True)
class Attack:
    """A request."""

    method: str
    target: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def attacks(seed: int, count: int) -> Iterator[Attack]:
    """So many of them; four of ten are bodies."""
    chance = random.Random(seed)
    for _ in range(count):
        yield _body(chance) if chance.random() < 0.4 else _address(chance)


def _address(chance: random.Random) -> Attack:
    path = chance.choice(PATHS).format(_quoted(chance, chance.choice(SCRAPS)))
    pairs = [f"{_quoted(chance, chance.choice(KEYS))}={_value(chance)}" for _ in range(chance.choice((0, 1, 2, 5, 60)))]
    headers = {chance.choice(_HEADERS): _printed(chance.choice(SCRAPS)) for _ in range(chance.randrange(3))}
    return Attack(chance.choice(METHODS), f"{path}?{'&'.join(pairs)}", headers=headers)


_HEADERS = (
    *("Accept", "Accept-Encoding", "Accept-Language", "Cookie", "If-None-Match", "If-Modified-Since", "Range"),
    *("X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Request-ID", "Referer", "User-Agent"),
)


def _value(chance: random.Random) -> str:
    return _quoted(chance, chance.choice(SOUND if chance.random() < 0.5 else SCRAPS))


def _quoted(chance: random.Random, words: str) -> str:
    """As browsers write it, or nearly as it is; bytes that no address may have are always quoted."""
    safe = chance.choice(("", "%&=+;/?:@,!$'()*[]<>{}|\\^`\""))
    return quote(words.encode("utf-8", "surrogatepass"), safe=safe).replace("<", "%3C")


def _printed(words: str) -> str:
    return "".join(letter for letter in words if " " <= letter <= "~")[:400]


def _body(chance: random.Random) -> Attack:
    body = chance.choice(_BODIES)(chance)
    kinds = ("application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
    headers = {"Content-Type": chance.choice(kinds)}
    if body[:2] == b"\x1f\x8b" and chance.random() < 0.8:
        headers["Content-Encoding"] = chance.choice(("gzip", "br", "deflate"))
    return Attack("POST", CALLBACK, body, headers)


def _asked(value: object, **other: object) -> bytes:
    """The form that the page sends, with something in it or changed."""
    sound = {
        "output": "page.data",
        "outputs": {"id": "page", "property": "data"},
        "inputs": [{"id": "request", "property": "data", "value": value}],
        "changedPropIds": ["request.data"],
    }
    return json.dumps({**sound, **other}).encode()


def _strange(chance: random.Random) -> object:
    made: tuple[object, ...] = (None, True, -1, 1e308, 10**400, "", [], {}, [[]], {"search": {}}, chance.choice(SCRAPS))
    return chance.choice(made)


def _request(chance: random.Random) -> object:
    search = f"?{chance.choice(KEYS)}={chance.choice(SCRAPS + SOUND)}&{chance.choice(KEYS)}={chance.choice(SOUND)}"
    frames: tuple[object, ...] = (
        [760, 520],
        [0, 0],
        [-1, 1e9],
        [1e308, 1e308],
        ["a", None],
        {},
        None,
        7,
        [760],
        "760x520",
    )
    return {"search": chance.choice((search, _strange(chance))), "frame": chance.choice(frames), "x": _strange(chance)}


_BODIES: tuple[Callable[[random.Random], bytes], ...] = (
    lambda chance: _asked(_request(chance)),
    lambda chance: _asked(_request(chance)),
    lambda chance: _asked(_strange(chance)),
    lambda chance: _asked(
        {}, **{chance.choice(("output", "outputs", "inputs", "changedPropIds", "state")): _strange(chance)}
    ),
    lambda chance: json.dumps(_strange(chance)).encode(),
    lambda chance: bytes(chance.randrange(256) for _ in range(chance.randrange(200))),
    lambda chance: _asked({})[: chance.randrange(1, 180)],
    lambda chance: b"[" * 60_000,
    lambda chance: b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
    lambda chance: json.dumps({f"key{number}": number for number in range(3_000)}).encode(),
    lambda chance: b'{"output":' + b"9" * 5_000 + b"}",
    lambda chance: b"\xef\xbb\xbf" + _asked({}),
    lambda chance: _asked({}).decode().encode("utf-16"),
    lambda chance: gzip.compress(_asked({}), mtime=0),
    lambda chance: BOMB,
)
#: Sixty thousand bytes that are sixty million.
BOMB = gzip.compress(bytes(60_000_000), 9, mtime=0)


def sent(port: int, attack: Attack) -> int:
    """The status of the answer. Raises what the connection raises where there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(attack.method, attack.target, attack.body or None, attack.headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def not_held(port: int, seed: int, count: int) -> list[tuple[object, Attack]]:
    """The attacks that got no answer, with what happened, or one that is a fault of ours.

    A file that is asked to wait (503) is none.
    """
    found: list[tuple[object, Attack]] = []
    for number, attack in enumerate(attacks(seed, count)):
        try:
            status = sent(port, attack)
        except (OSError, http.client.HTTPException) as error:
            found.append((f"{number}: {error!r}", attack))
        else:
            found += [(status, attack)] if status >= 500 and status != 503 else []
    return found
