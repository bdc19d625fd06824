"""A folder with brand.toml and logo.png -> the house style, with every fault of it by its key."""

from __future__ import annotations

import re
import struct
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from dashboard.core.colours import READABLE, VISIBLE, WHITE, contrast
from dashboard.core.house_style import AS_THE_ATLAS, HouseStyle, Logo
from dashboard.loading.csv_table import label
from dashboard.loading.validation import Expectation, Fault, report, shown

STYLE_FILE, LOGO_FILE = "brand.toml", "logo.png"
_LONGEST_FOOTER, _LONGEST_LOGO_WORDS = 120, 80
_LARGEST_LOGO_BYTES, _LARGEST_SIDE = 200_000, 2_000
_PNG_HEAD = struct.Struct(">8s8xII")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"

_THERE = Expectation("a folder with brand.toml", "put the file there, or correct ATLAS_BRAND")
_TOML = Expectation("TOML in UTF-8", "correct the line")
_KNOWN = Expectation("one of: footer, heading, band, logo_words", "correct the key, or take it out")
_COLOUR = Expectation("a colour such as #0b3f86", "correct it")
_DARK = Expectation(f"a contrast of {READABLE} or more on white", "take a darker colour")
_SEEN = Expectation(f"a contrast of {VISIBLE:g} or more beside white", "take a darker colour")
_LINE = Expectation(f"text in one line of at most {_LONGEST_FOOTER} letters", "shorten it")
_NAMED = Expectation(f"what the logo is, in at most {_LONGEST_LOGO_WORDS} letters", "say whose logo it is")
_LOGO = Expectation(
    f"a PNG of at most {_LARGEST_LOGO_BYTES // 1000} kB and {_LARGEST_SIDE} pixels a side", "save it anew, smaller"
)


class HouseStyleError(ValueError):
    """The folder is wrong; the message lists all its faults."""


def load_house_style(folder: Path | None) -> HouseStyle:
    """The house style of a folder, that of the atlas without one. Raises HouseStyleError with every fault."""
    if folder is None:
        return AS_THE_ATLAS
    told, faults = _told(folder / STYLE_FILE)
    logo = _logo(folder / LOGO_FILE, told, faults) if (folder / LOGO_FILE).exists() else None
    faults += _key_faults(label(folder / STYLE_FILE), told)
    if faults:
        raise HouseStyleError(report(faults))
    return HouseStyle(told.get("footer", ""), told.get("heading", ""), told.get("band", ""), logo)


def _told(path: Path) -> tuple[Mapping[str, Any], list[Fault]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except OSError as error:
        return {}, [Fault(label(path), None, "", error.strerror or "no file", _THERE)]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [Fault(label(path), None, "", str(error), _TOML)]


def _key_faults(file: str, told: Mapping[str, Any]) -> Iterator[Fault]:
    for key, said in told.items():
        if key in ("heading", "band"):
            yield from _colour_faults(file, key, said)
        elif key == "footer":
            yield from [] if _is_line(said, _LONGEST_FOOTER) else [Fault(file, None, key, shown(str(said)), _LINE)]
        elif key != "logo_words":
            yield Fault(file, None, key, shown(str(said)), _KNOWN)


def _colour_faults(file: str, key: str, said: object) -> Iterator[Fault]:
    if not isinstance(said, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", said):
        yield Fault(file, None, key, shown(str(said)), _COLOUR)
        return
    least, rule = (READABLE, _DARK) if key == "heading" else (VISIBLE, _SEEN)
    if (apart := contrast(said, WHITE)) < least:
        yield Fault(file, None, key, f"{said} with a contrast of {apart:.1f}", rule)


def _is_line(said: object, longest: int) -> bool:
    return isinstance(said, str) and said.isprintable() and len(said) <= longest


def _logo(path: Path, told: Mapping[str, Any], faults: list[Fault]) -> Logo | None:
    png, words = path.read_bytes(), told.get("logo_words", "")
    if not _is_line(words, _LONGEST_LOGO_WORDS) or not words.strip():
        faults.append(Fault(label(path.with_name(STYLE_FILE)), None, "logo_words", shown(str(words)), _NAMED))
    width, height = _pixels(png)
    if not 0 < width <= _LARGEST_SIDE or not 0 < height <= _LARGEST_SIDE or len(png) > _LARGEST_LOGO_BYTES:
        found = f"{len(png):,} bytes, {width} by {height} pixels" if width else "another file"
        faults.append(Fault(label(path), None, "", found, _LOGO))
        return None
    return Logo(png, width, height, words, sha256(png).hexdigest()[:16])


def _pixels(png: bytes) -> tuple[int, int]:
    """Width and height, 0 for what is no PNG."""
    if len(png) < _PNG_HEAD.size:
        return 0, 0
    signature, width, height = _PNG_HEAD.unpack_from(png)
    return (width, height) if signature == _SIGNATURE else (0, 0)
