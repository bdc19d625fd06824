"""The keys of an address, and how an address is read that mail programs, people or campaign tools have changed.

What can be mended without doubt is mended, and said; what cannot is a fault: a notice on the page, and no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import translate
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote_plus

from dashboard.core.atlas import Atlas
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.presenting import PRESENT_KEY, SLIDES_KEY, FrameColour
from dashboard.core.spelling import UNSEEN, letters, spellings
from dashboard.core.view import BESIDE_KEYS, FROM_KEY, STEP_KEYS, Against, Colour, Overlay, ProfileOrder, Shape
from dashboard.views.shows import SHOWS

MAP_KEYS = ("area", "by", "condition", "measure", "period", "overlay")
#: Those of which the page says what it shows instead, wherever a link starts.
CHOSEN_KEYS = ("by", "measure", "period")
#: Those that say something in every address of the atlas; a link that was cut off may end before it.
_NEVER_EMPTY = ("area", "by", "condition", "measure")
#: What an address of a file may say besides; the page passes over it, for it changes nothing that the page shows.
FILE_KEYS = ("size", "scale", "conditions", "chart", "highlight", "labels", "theme", "template")
#: The same, with words of the reader's own, which stay as they are.
TEXT_KEYS = ("title", "subtitle", "note")
#: What a frame on another page may have besides its map: for the browser alone.
FRAME_KEY = "controls"
#: The keys of a view.
VIEW_KEYS = {*MAP_KEYS, *BESIDE_KEYS}
KEYS = (
    *MAP_KEYS,
    *sorted(BESIDE_KEYS),
    *(FROM_KEY, FRAME_KEY, PRESENT_KEY, SLIDES_KEY),
    *FILE_KEYS,
    *TEXT_KEYS,
)
#: The marks that mail and campaign tools hang on every link; they say nothing about the view.
MARKS = (
    *("utm_*", "mtm_*", "pk_*", "piwik_*", "matomo_*", "hsa_*", "mc_*", "_hs*", "__hs*", "hsctatracking", "at_*"),
    *("fbclid", "fb_*", "mibextid", "gclid", "gclsrc", "gbraid", "wbraid", "gad_*", "dclid", "srsltid", "_ga", "_gl"),
    *("_gac", "msclkid", "yclid", "ymclid", "_openstat", "igshid", "igsh", "twclid", "ttclid", "li_fat_id", "epik"),
    *("mkt_tok", "elq*", "sfmc_*", "et_rid", "dm_i", "vero_*", "oly_*", "ck_subscriber_id", "ml_subscriber*"),
    *("_branch_match_id", "wickedid", "rb_clickid", "s_cid", "trk", "cmpid", "bsft_*", "_kx", "sc_*", "s_kwcid"),
    *("trkid", "trk_*", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "wt.mc_*", "cm_mmc*"),
    *("xtor", "ito", "ocid", "cvid", "hss_channel", "emci", "emdi", "ceid", "_cldee", "esid", "recipientid"),
    *("vgo_ee", "ef_id", "spm", "__cf_chl_*", "data", "sdata", "reserved", "usg", "ust", "ved"),
)
_MARK = re.compile("|".join(map(translate, MARKS)))
#: Longer than any address that the atlas writes; the rest of a hostile one is not even parsed.
LONGEST, MOST_PARTS = 2_000, 50
#: How often an address may have been percent-encoded once too much.
_MOST_CODINGS = 3
_ANY_KEY = rf"(?:{'|'.join(KEYS)})\s*="
#: Before a key a semicolon separates where it is not the end of "&amp;"; a question mark where a program has hung more
#: on a link; and all else that no value ends with. In a reader's own words only the first two. A few at most are looked
#: for at once: an address of nothing else would be read in the square of its length.
_MARKS_BETWEEN = r"(?:(?<!amp);|\?)\s*"
_ALL_BETWEEN = r"(?:(?<!amp);|[?,|#/:.\s]){1,4}"


def _separators(between: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is between two parts, and what it is known by."""
    key = rf"(?:{_ANY_KEY}|utm_)"
    return (
        re.compile(rf"&|{between}(?={key})", re.IGNORECASE),
        re.compile(rf"(?:&(?:\s|amp;?)*|{between}){key}", re.IGNORECASE),
    )


_IN_WORDS, _IN_VALUES = _separators(_MARKS_BETWEEN), _separators(_ALL_BETWEEN)
_ENTITIES = re.compile(r"(?:amp;)+|^amp(?=.)")
#: A sign as HTML writes it by its number, with or without another coding of the marks around it.
_NUMBERED = re.compile(r"(?:&|%26)(?:amp;)*(?:#|%23)(x[0-9a-f]{1,6}|[0-9]{1,7})(?:;|%3b)", re.IGNORECASE)
#: How programs write "&" and "=" inside their own texts: JSON and scripts.
_WRITTEN = {"26": "&", "3d": "="}
_IN_SCRIPTS = re.compile(r"\\(?:u00|x)(26|3d)", re.IGNORECASE)
#: An address that stands whole inside another, as programs wrap links that they guard, or copied without its protocol:
#: what is before its query.
_HOST = r"(?:localhost|[\w-]+(?:\.[\w-]+)+)?(?::\d+)?(?:/[\w.-]*)*"
_WRAPPED = re.compile(rf"(?:\w{{1,20}}=)?https?://[^?&=\s]*|{_HOST}", re.IGNORECASE)
_ESCAPE = r"(?:amp|lt|gt|quot|apos|nbsp|#x?[0-9a-f]+)"
#: What is left of the escapes of HTML after a link: "&gt;", "&quot;", a lost "&amp;"; and such an escape in a value.
_REMAINS = re.compile(rf"{_ESCAPE}(?:;{_ESCAPE})*", re.IGNORECASE)
_ESCAPES = re.compile(rf"&{_ESCAPE};", re.IGNORECASE)
#: Line breaks (also those of quoted-printable mail, behind "="), spaces, what cannot be seen or read, and the strokes
#: by which programs mark signs as plain ones: none of them stands in any key or value.
_UNSEEN = re.compile(rf"(?:=\r?\n|[\s\\\ufffc\ufffd{UNSEEN}])+")
#: How programs write the keys of a list of values.
_BRACKETS = re.compile(r"\[\d*\]$")
#: What writing programs make of a hyphen.
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
#: The marks of a sentence around a link; no key and no value begins or ends with one.
_AROUND = "<>()[]{}.,;:!?*|/\\\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb&="
#: Where the rest of a page or of another address begins; no value has one. And what besides no value ends with.
_REST, _AFTER = re.compile('[<>"#]'), _AROUND + "_$^%-"
#: An equals sign as quoted-printable mail writes it has left this at the beginning of the value.
_QUOTED_EQUALS = "3d"
_LONGEST_KEY = 40
#: The words in a value of several, and the marks between them, with which none ends.
_PIECES, _BETWEEN = re.compile(r"[^.:/~]+:?|[.:/~]"), "./~"

Spellings = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: known keys with their values. faults: what could not be mended."""

    values: Mapping[str, str]
    is_mended: bool = False
    faults: tuple[Notice, ...] = ()


def read(atlas: Atlas, query: str) -> Asked:
    """The keys and values of a query string (with or without the question mark). Never raises."""
    faults: list[Notice] = []
    values: dict[str, str] = {}
    mended = False
    for part, is_torn in _parts(query.removeprefix("?"), faults):
        name, _, found = part.partition("=")
        key = _key(name)
        if (not found and _REMAINS.fullmatch(key)) or (is_torn and _WRAPPED.fullmatch(part.strip())):
            mended = True
            continue
        if key not in KEYS:
            faults += _unknown(key)
            continue
        plain = unquote_plus(found)
        value = _value(atlas, key, plain)
        if not value:
            faults += [Notice(NoticeCode.EMPTY_KEY, key)] if key in _NEVER_EMPTY else []
            continue
        mended = mended or is_torn or unquote_plus(name) != key or plain != value
        if values.setdefault(key, value) != value:
            # The word as it stands in the address, where a level has another name on the page.
            faults.append(Notice(NoticeCode.REPEATED_KEY, key, shown=str(values[key])))
    return Asked(values, mended, tuple(dict.fromkeys(faults)))


def _parts(query: str, faults: list[Notice]) -> list[tuple[str, bool]]:
    """The parts of a query, as many as are read, each with whether it was found inside another."""
    if len(query) > LONGEST:
        faults.append(Notice(NoticeCode.LONG_ADDRESS, shown=LONGEST))
        # The last part is cut off and means nothing; one that is too long alone is told for its value, too.
        query = query[:LONGEST].rpartition("&")[0] or query[:LONGEST]
    plain = _NUMBERED.sub(lambda found: unescape(f"&#{found[1]};"), query)
    torn = ((part, is_torn or plain != query) for field in plain.split("&") for part, is_torn in _torn(field))
    parts = [(part, is_torn) for part, is_torn in torn if part.strip()]
    if len(parts) > MOST_PARTS:
        faults.append(Notice(NoticeCode.MANY_PARTS, shown=MOST_PARTS))
    return parts[:MOST_PARTS]


def _torn(field: str) -> Iterator[tuple[str, bool]]:
    """A field alone, or the parts inside one that was encoded with the marks that separate them."""
    decoded, key = field, _key(field.partition("=")[0])
    separator, next_key = _IN_WORDS if key in TEXT_KEYS else _IN_VALUES
    for _ in range(0 if is_mark(key) else _MOST_CODINGS + 1):
        decoded = _IN_SCRIPTS.sub(lambda found: _WRITTEN[found[1].lower()], decoded)
        if next_key.search(decoded) or ("=" in decoded and "=" not in field):
            yield from ((part, True) for part in separator.split(decoded))
            return
        if (plain := unquote_plus(decoded)) == decoded:
            break
        decoded = plain
    yield field, False


def _key(name: str) -> str:
    """A key without what damage has put around it."""
    plain = _UNSEEN.sub("", normalize("NFKC", unquote_plus(name))).casefold()
    bare = _BRACKETS.sub("", plain).strip(_AROUND)
    return _ENTITIES.sub("", bare) if bare not in KEYS else bare


def is_mark(key: str) -> bool:
    """Whether a key is one that others hang on links."""
    return _MARK.match(key) is not None


def _unknown(key: str) -> list[Notice]:
    """The notice of an unknown key; none of the mark of a campaign."""
    if is_mark(key):
        return []
    nearest = get_close_matches(key[:_LONGEST_KEY], KEYS, 1)
    if not nearest:
        return [Notice(NoticeCode.UNKNOWN_KEY, asked=key)]
    return [Notice(NoticeCode.MISSPELT_KEY, nearest[0], key)]


def _value(atlas: Atlas, key: str, value: str) -> str:
    """A value as the atlas writes it if it is one without doubt, else as it was asked for."""
    if key in TEXT_KEYS:
        return value.strip()
    if key in FILE_KEYS or key == FRAME_KEY:
        return _bare(value).casefold()
    known = _known(atlas, key)
    return next(filter(None, map(known, _candidates(value))), value.strip())


def _candidates(value: str) -> Iterator[str]:
    """What a damaged value may have been, the least changed first."""
    yield value
    decoded = value
    for _ in range(_MOST_CODINGS):
        bare = _bare(decoded)
        yield bare
        yield _REST.split(bare)[0].strip(_AFTER)
        if bare.casefold().startswith(_QUOTED_EQUALS):
            yield bare[len(_QUOTED_EQUALS) :]
        decoded = unquote_plus(decoded)


def _bare(value: str) -> str:
    return _ESCAPES.sub("", _UNSEEN.sub("", normalize("NFKC", value))).translate(_DASHES).strip(_AROUND)


def _known(atlas: Atlas, key: str) -> Callable[[str], str]:
    """The question how the atlas spells a value of a key; "" for one that it does not know."""
    words = [_spellings(atlas, name) for name in _KINDS.get(key, (key,))]

    def spelt(word: str) -> str:
        forms = (word.casefold(), letters(word))
        return next((found for known in words for form in forms if (found := known.get(form))), "")

    def known(value: str) -> str:
        pieces = _PIECES.findall(value)
        found = [piece if piece in _BETWEEN else spelt(piece) for piece in pieces]
        whole = all(found) and bool(pieces) and (pieces[-1] not in _BETWEEN or _has_no_period(key, value))
        return spelt(value) or ("".join(found) if whole else "")

    return known


def _has_no_period(key: str, value: str) -> bool:
    """Whether a value ends with the word of a view without figures: nothing stands behind its last mark."""
    return key in (FROM_KEY, SLIDES_KEY) and value.rpartition("~")[2].count(".") == len(STEP_KEYS) - 1


def _spellings(atlas: Atlas, kind: str) -> Spellings:
    return _WORDS[kind] if kind in _WORDS else atlas.spellings[kind]


#: The words of a key that are no part of the data.
_WORDS: Mapping[str, Spellings] = {
    "overlay": spellings(Overlay),
    "show": spellings(SHOWS),
    "order": spellings(ProfileOrder),
    "colour": spellings(Colour),
    "shape": spellings(Shape),
    PRESENT_KEY: spellings(frame for frame in FrameColour if frame),
    "kind": {kind: kind for kind in (f"{kind}:" for kind in Against)},
}
#: The kinds of words in the values of a key, where they are others than the key says.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "areas": ("area",),
    "benchmark": ("area",),
    FROM_KEY: STEP_KEYS,
    SLIDES_KEY: (*STEP_KEYS, "overlay", "colour", "shape"),
    "against": ("kind", "area", "condition", "measure", "period"),
}
