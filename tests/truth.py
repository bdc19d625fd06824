"""The truth crawl: what headlines, captions, alternative texts, trends and findings claim, worked out again.

``make truth`` reads every address; ``test_truth.py`` a fixed tenth of them. The sentences come from the atlas, all that
they are held against from ``truth_tables``, which reads the tables by itself. A sentence without a pattern is wrong.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from truth_findings import check_finding
from truth_tables import (
    ENGLAND,
    Figure,
    Tables,
    Way,
    bare,
    differ,
    england,
    percent_apart,
    rank_tie,
    shown,
    side,
    verdict,
    way,
)

from dashboard.charts.trend import trend
from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.loading.load import load
from dashboard.views.area_profile import profile_entries
from dashboard.views.staging import scene
from dashboard.wording import captions
from dashboard.wording.key_findings import standouts

ROOT = Path(__file__).parent.parent
WORDS = {
    "years": ("longest", "shortest", "longer", "shorter"),
    "minutes": ("longest", "shortest", "longer", "shorter"),
    "gap": ("widest", "narrowest", "wider", "narrower"),
    "yll": ("most", "fewest", "more", "fewer"),
}
NUM = r"[−\d.,]*\d"
SMALL = ("neighbourhood", "lsoa")


@dataclass(frozen=True)
class Address:
    """One map or place: an indicator at a level and period, in an area."""

    indicator: str
    level: str
    period: str
    area: str


@dataclass
class Claimed:
    """What the tables say of an address."""

    tables: Tables
    address: Address
    faults: list[str] = field(default_factory=list)

    @cached_property
    def row(self) -> dict[str, str]:
        return self.tables.indicators[self.address.indicator]

    @cached_property
    def decimals(self) -> int:
        return int(self.row["decimals"])

    @cached_property
    def figures(self) -> dict[str, Figure | None]:
        values = self.tables.values[self.address.indicator][self.address.period]
        return {code: values.get(code) for code in self.tables.on_map(self.address.area, self.address.level)}

    @cached_property
    def known(self) -> dict[str, Figure]:
        return {code: f for code, f in self.figures.items() if f is not None and f.value is not None}

    @cached_property
    def sound(self) -> dict[str, Figure]:
        return {code: f for code, f in self.known.items() if not f.few and not f.merged}

    @cached_property
    def alone(self) -> str:
        """The area that a map of one sound figure is about; without one the highest of a larger area's."""
        merged = [code for code, f in self.known.items() if not f.few]
        order = sorted(
            self.sound or merged, key=lambda c: (-(self.known[c].value or 0.0), self.tables.areas[c]["name"])
        )
        return self.address.area if self.is_place else order[0]

    @cached_property
    def england(self) -> float | None:
        return england(self.tables, self.address.indicator, self.address.period)

    @cached_property
    def verdicts(self) -> Counter[tuple[str, bool]]:
        a = self.address
        return Counter(verdict(self.tables, a.indicator, a.period, f) for f in self.sound.values())

    @cached_property
    def is_place(self) -> bool:
        return self.address.level in self.tables.areas[self.address.area]["levels"].split()

    @cached_property
    def words(self) -> tuple[str, ...]:
        kind = "gap" if self.row["direction"] == "never compared" else self.row["kind"]
        return WORDS.get("yll" if self.row["measure"] == "yll" else kind, ("highest", "lowest", "higher", "lower"))

    @cached_property
    def last_of_tenth(self) -> float:
        """The last rank of the most deprived tenth, where the figures are ranks or tenths; else 0."""
        is_order = self.row["kind"] == "rank" and self.row["direction"] == "low is worse"
        return int(self.row["per"]) / 10 if is_order and self.row["per"] else 0

    @property
    def counts_above(self) -> bool:
        """Whether areas above England are counted: most lie there, or as a share they are worse."""
        mark = self.england or 0.0
        found = Counter(side(f.value or 0.0, mark, self.decimals) for f in self.sound.values())
        worse = {"high is worse": 1, "low is worse": -1}.get(self.row["direction"], 0)
        worse = worse if self.row["kind"] == "share" else 0
        return worse == 1 if worse and found[worse] else found[1] >= found[-1]

    def print(self, figure: float | None) -> str:
        return shown(figure, self.decimals) if figure is not None else ""

    def printed(self) -> dict[str, str]:
        return {code: self.print(f.value) for code, f in self.sound.items()}

    @cached_property
    def ends(self) -> tuple[set[str], set[str]]:
        values = {code: f.value or 0.0 for code, f in self.sound.items()}
        found = (self.print(end(values.values())) for end in (max, min))
        high, low = ({c for c, text in self.printed().items() if text == end} for end in found)
        return high, low

    @cached_property
    def tie(self) -> float | None:
        """The rank correlation of small areas with deprivation, where a sentence may have one."""
        if self.address.level not in SMALL or self.row["standardised"] == "none":
            return None
        if self.row["condition"] == "deprivation":
            return None
        scores = self.tables.values["deprivation-imd-score"]["2019"]
        pairs = [(scores[c].value or 0.0, f.value or 0.0) for c, f in self.sound.items() if c in scores]
        rho = rank_tie(pairs)
        clear = rho is not None and round(abs(rho), 2) > round(1.959964 / (len(pairs) - 1) ** 0.5, 2)
        return rho if clear and rho is not None and round(abs(rho), 2) >= 0.40 else None

    @cached_property
    def kind(self) -> str:
        """The finding that comes first, by rules 8, 10 and 11."""
        if self.is_place:
            return "own"
        if self.row["kind"] == "count":
            return "counts"
        if self.address.level in SMALL and 2 * sum(f.few for f in self.known.values()) > len(self.known):
            return "few"
        if len(self.sound) < 2:
            some = any(not f.few for f in self.known.values())
            return "own" if some else "few" if self.known else "none"
        if self.last_of_tenth:
            return "tenth"
        if len(set(self.printed().values())) == 1:
            return "same"
        mark = self.england
        sides = {side(f.value or 0.0, mark, self.decimals) for f in self.sound.values()} if mark is not None else {0, 1}
        if sides in ({1}, {-1}):
            return "one side"
        judged = sum(n for (word, _), n in self.verdicts.items() if word)
        if mark is not None and judged >= 0.8 * len(self.figures):
            return "verdicts"
        if self.address.level in SMALL:
            return "sides" if mark is not None else "range"
        if self.row["reliable"] == "no" or any(f.status == "modelled" for f in self.sound.values()):
            return "range"
        return self._ends_kind()

    def _ends_kind(self) -> str:
        if len(self.sound) < 4:
            return "figures"
        a = self.address
        values = sorted(
            self.sound.items(), key=lambda pair: (-(pair[1].value or 0.0), self.tables.areas[pair[0]]["name"])
        )
        top, low = (next(f for c, f in values if c in end) for end in self.ends)
        apart = differ(self.row["kind"], top, low, 1.959964)
        both = all(verdict(self.tables, a.indicator, a.period, f)[0] == "similar" for f in (top, low))
        return "alike" if apart is False or (apart is None and both) else "ends"

    def fault(self, what: str, said: str) -> None:
        self.faults.append(f"{self.address}: {what}: {said}")


Check = Callable[[Claimed, "re.Match[str]"], bool]


def _areas_said(c: Claimed, said: str, count: int) -> bool:
    """ "12 CCGs", "12 councils", "12", "both CCGs"."""
    known = c.tables.levels[c.address.level]
    names = {known["plural"], known.get("plural_short", ""), known["singular"] if count == 1 else ""}
    return any(
        said
        in {
            f"{count:,} {n}",
            f"all {count:,} {n}",
            *({f"both {n}", f"either {known['singular']}"} if count == 2 else ()),
        }
        for n in names
        if n
    ) or said in {str(count), f"all {count}"}


def _one_side(c: Claimed, m: re.Match[str]) -> bool:
    assert c.england is not None
    above = all(side(f.value or 0.0, c.england, c.decimals) == 1 for f in c.sound.values())
    sound = (
        " with sound figures"
        if len(c.sound) < len(c.known)
        else " with figures"
        if len(c.sound) < len(c.figures)
        else ""
    )
    right = _areas_said(c, m["areas"], len(c.sound)) and (m["sound"] or "") == sound
    return right and (m["side"] == "above") == above and _tail(c, m["tail"] or "")


def _counts(c: Claimed) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (word, _), n in c.verdicts.items():
        found[word] += n
    return dict(found)


def _likely_word(c: Claimed) -> str:
    judged = sum(n for (word, _), n in c.verdicts.items() if word)
    likely = sum(n for (word, is_likely), n in c.verdicts.items() if word and is_likely)
    return "" if not likely else "likely " if likely == judged else "clearly or likely "


def _tail(c: Claimed, tail: str) -> bool:
    """What is said after all on one side, or after the sides of small areas: sizes, verdicts, far ones, the pattern."""
    if m := re.fullmatch(r"(?P<main>.*?)(?:, (?P<left>\d+) not compared)?", tail):
        judged = sum(n for word, n in _counts(c).items() if word)
        if m["left"] and int(m["left"]) != len(c.figures) - judged:
            return False
        tail = m["main"]
    pattern = re.search(r"; (\w+) where more deprived$", tail)
    if pattern:
        if c.tie is None or pattern[1] != c.words[2 if c.tie > 0 else 3]:
            return False
        tail = tail[: pattern.start()]
    if not tail:
        return True
    if m := re.fullmatch(r", (\d+) by 20% or more", tail):
        mark = c.england or 0.0
        far = [
            (f.value or 0) >= 1.2 * mark if c.counts_above else (f.value or 0) <= 0.8 * mark for f in c.sound.values()
        ]
        return int(m[1]) == sum(far)
    if m := re.fullmatch(rf", by (less than 1%|{NUM}%?)(?: to)? ?(.*)", tail):
        mark = c.england or 0.0
        far = sorted(c.sound.values(), key=lambda f: abs((f.value or 0.0) - mark))
        low, high = (percent_apart(c.row, f.value or 0.0, mark) for f in (far[0], far[-1]))
        unit = f" {c.row['unit_short']}" if c.row["kind"] == "years" else ""
        return tail == (f", by {high}" if low == high else f", by {low.removesuffix(unit)} to {high}")
    counts, words = _counts(c), _likely_word(c)
    moved = {w: counts[w] for w in ("worse", "better", "higher", "lower") if counts.get(w)}
    if tail == ", none of them clearly":
        return not moved
    each = [f"{'all' if n == len(c.sound) else n} {words}{w}" for w, n in moved.items()]
    return tail == f", {' and '.join(each)}"


def _verdict_counts(c: Claimed, m: re.Match[str]) -> bool:
    said = m[0]
    counts, likely = _counts(c), _likely_word(c)
    moved = {w: counts[w] for w in ("worse", "better", "higher", "lower") if counts.get(w)}
    judged = sum(n for word, n in counts.items() if word)
    left = re.search(r"[,;] (\d+) (?:not compared|uncompared)$", said)
    if (int(left[1]) if left else 0) != len(c.figures) - judged:
        return False
    said = said[: left.start()] if left else said
    if re.search(r"none of|no clear difference", said):
        count = re.search(r"(?:any of|none of|in) (either \w[\w ]*|\d+ [\w ]+?)(?: clearly differs)?$", said)
        return not moved and (count is None or _areas_said(c, count[1], judged))
    return said in set(_verdict_forms(c, moved, likely, judged))


def _verdict_forms(c: Claimed, moved: dict[str, int], likely: str, judged: int) -> Iterator[str]:
    """Every wording of some counts; each of them is true."""
    if not moved:
        return
    (first, most), *rest = moved.items()
    known = c.tables.levels[c.address.level]
    for name in {
        known["plural"],
        known.get("plural_short", known["plural"]),
        known["singular"] if judged == 1 else known["plural"],
        "",
    }:
        areas = f"{judged} {name}".strip()
        every = f"both {name}" if judged == 2 else f"all {areas}"
        if most == judged:
            yield f"{likely}{first} than England in {every}"
            yield from (f"all {areas} {likely}{first}{than}" for than in (" than England", ""))
            continue
        yield f"{likely}{first} than England in {most}{''.join(f' and {w} in {n}' for w, n in rest)} of {areas}"
        yield f"{likely}{first} than England in {most} of {areas}{''.join(f', {w} in {n}' for w, n in rest)}"
        for word in {likely, "(likely) " if likely.startswith("clearly") else likely}:
            for than in (" than England", ""):
                yield f"{most} of {areas} {word}{first}{than}{''.join(f', {n} {w}' for w, n in rest)}"


def _sides(c: Claimed, m: re.Match[str]) -> bool:
    mark = c.england or 0.0
    found = Counter(side(f.value or 0.0, mark, c.decimals) for f in c.sound.values())
    above = c.counts_above
    right = int(m["n"]) == found[1 if above else -1] and (m["side"] == "above") == above
    return right and _areas_said(c, m["areas"], len(c.sound)) and _tail(c, m["tail"] or "")


def _in_tenth(c: Claimed, m: re.Match[str]) -> bool:
    first = sum((f.value or 0.0) <= c.last_of_tenth for f in c.sound.values())
    every = first == len(c.sound) and _areas_said(c, m["areas"], len(c.sound))
    some = (m["n"] or "").removesuffix(" of ").replace(",", "")
    return every or (some == (str(first) if first else "none") and _areas_said(c, m["areas"], len(c.sound)))


def _names_are(c: Claimed, said: str, codes: set[str]) -> bool:
    if len(codes) > 2:
        return _areas_said(c, said, len(codes))
    names = {c.tables.plain(code) for code in codes}
    return (
        bare(said) in names
        if len(codes) == 1
        else bare(said) in {" and ".join(p) for p in (sorted(names), sorted(names, reverse=True))}
    )


def _ends(c: Claimed, m: re.Match[str]) -> bool:
    most, least = c.words[:2]
    high, low = c.ends
    said = bare(m[0])
    if found := re.fullmatch(rf"{most} in (.+), {least} in (.+)", said):
        return _names_are(c, found[1], high) and _names_are(c, found[2], low)
    if found := re.fullmatch(rf"({most}|{least}) in (.+)", said):
        return _names_are(c, found[2], high if found[1] == most else low)
    return _range(c, m)


def _range(c: Claimed, m: re.Match[str]) -> bool:
    said = m[0]
    if pattern := re.search(r"; (\w+) where more deprived$", said):
        if c.tie is None or pattern[1] != c.words[2 if c.tie > 0 else 3]:
            return False
        said = said[: pattern.start()]
    found = re.fullmatch(rf"({NUM})%? to ({NUM})%?(?: (.*?))?(?: in ([\d,]+ [\w ]+))?", said)
    if not found:
        return False
    values = [f.value or 0.0 for f in c.sound.values()]
    ends = (found[1], found[2]) == (c.print(min(values)), c.print(max(values)))
    return ends and found[3] in (None, c.row["unit_short"]) and (not found[4] or _areas_said(c, found[4], len(c.sound)))


def _figures(c: Claimed, m: re.Match[str]) -> bool:
    said = bare(m[0])
    pairs = [f"{c.tables.plain(code)} {text}" for code, text in c.printed().items()]
    if all(pair in said for pair in pairs):
        mark = re.search(rf"England ({NUM})", said)
        return not mark or mark[1] == c.print(c.england)
    return _range(c, m)


def _own(c: Claimed, m: re.Match[str]) -> bool:
    """One area: not published, few events, or its figure beside England's, with verdict and place in England."""
    code = c.alone
    figure, said = c.figures[code], bare(m[0])
    if figure is None or figure.value is None:
        status = figure.status if figure else ""
        return said in {
            "no figure",
            {"suppressed": "suppressed (small numbers)", "missing": "missing"}.get(status, "not published"),
        }
    if figure.few:
        return said.startswith("too few ")
    own = c.print(figure.value)
    if c.last_of_tenth:
        place = re.fullmatch(r"(?:in England's )?(?:([\d,]+)\w\w )?most deprived (?:tenth|of ([\d,]+).*)", said)
        told = place and (place[1] or "1", place[2] or "10")
        return told == (own, f"{int(c.row['per']):,}")
    if c.row["kind"] == "count" or c.england is None:
        return said in {f"{own} {c.row['unit_short']}", own, f"{own}%"}
    return _beside(c, code, figure, said)


def _beside(c: Claimed, code: str, figure: Figure, said: str) -> bool:
    a = c.address
    if place := re.search(r", (?:(\d+)(?:st|nd|rd|th) )?highest of (\d+) [\w ]+$", said):
        if c.tables.places.get((a.indicator, code, a.period, a.level)) != (int(place[1] or 1), int(place[2])):
            return False
        said = said[: place.start()]
    mark, value = c.england or 0.0, figure.value or 0.0
    apart = percent_apart(c.row, value, mark)
    where = {1: "above", -1: "below", 0: "the same as"}[side(value, mark, c.decimals)]
    word, likely = verdict(c.tables, a.indicator, a.period, figure)
    if not word:
        return said in {f"{apart} {where} England".strip(), f"{where} England"}
    if word == "similar":
        start = "not clearly different from England" if likely else "similar to England"
        return said in {start, f"{start}, {apart} {where}", "no clear difference"}
    start = f"{'likely ' if likely else ''}{word}"
    return said in {start, f"{start} than England", f"{start} than England by {apart}"}


ANY = r".+"
HEADLINES: dict[str, tuple[str, Check]] = {
    "own": (ANY, _own),
    "counts": (r"numbers(?: for (?P<areas>.+))?, which are not ranked|not ranked", lambda c, m: True),
    "none": (
        r"no figure(?: for (?P<areas>.+))?",
        lambda c, m: not m["areas"] or _areas_said(c, m["areas"], len(c.figures)),
    ),
    "few": (r"too few .+", lambda c, m: True),
    "same": (
        r"the same everywhere|the same in (?P<areas>.+?)(?P<sound> with .*)?",
        lambda c, m: m["areas"] in ("all", None) or _areas_said(c, m["areas"], len(c.sound)),
    ),
    "one side": (
        r"(?P<areas>(?:all|both)[\w ]*?)(?P<sound> with (?:sound )?figures)? (?P<side>above|below) England(?P<tail>.*)",
        _one_side,
    ),
    "verdicts": (ANY, _verdict_counts),
    "tenth": (
        r"(?P<n>[\d,]+ of |none of )?(?P<areas>.+) in (?:England's |the )?most deprived (?:tenth|10%)",
        _in_tenth,
    ),
    "sides": (r"(?P<n>\d+) of (?P<areas>\d+[a-z ]*?) (?P<side>above|below) England(?P<tail>.*)", _sides),
    "figures": (ANY, _figures),
    "ends": (ANY, _ends),
    "alike": (
        r"\w+ and \w+ of (?P<areas>.+) cannot be told apart|no clear difference among (?P<other>.+)",
        lambda c, m: _areas_said(c, m["areas"] or m["other"], len(c.sound)),
    ),
    "range": (ANY, _range),
}


def check_headline(c: Claimed, said: str) -> None:
    topic = c.row["noun"][:1].upper() + c.row["noun"][1:]
    rest = said.removeprefix(f"{topic} in ")
    if rest == said or len(said) > 90 or ": " not in rest:
        c.fault("not topic, place and finding in 90 letters", said)
        return
    place, finding = rest.split(": ", 1)
    code = c.alone if c.kind == "own" else c.address.area
    own = c.figures.get(code)
    system = c.tables.edition["atlas"]["system"]
    names = {c.tables.plain(code), *({c.tables.edition["atlas"]["system_short"]} if code == system else ())}
    names |= {f"whole {own.note.split('; ')[0]}"} if own and own.merged else set()
    if bare(place) not in names:
        c.fault(f"the place is {names}", said)
    pattern, holds = HEADLINES[c.kind]
    match = re.fullmatch(pattern, finding)
    if match is None or not holds(c, match):
        c.fault(f"the tables say “{c.kind}”", said)


def check_texts(c: Claimed, caption: str, longer: str, alternative: str, headline: str) -> None:
    """The figures and verdicts in the sentences of captions and alternative text."""
    if len(caption) > 280 or not caption.startswith(f"{headline}. ") or not longer.startswith(f"{headline}. "):
        c.fault("a caption of 280 letters that begins with the headline", caption)
    for said in (longer, alternative):
        if c.row["kind"] != "count" and len(c.known) > 1:
            _check_range(c, said)
    mark = c.tables.values[c.address.indicator][c.address.period].get(ENGLAND)
    for number in re.findall(rf"England(?::| has) ({NUM})", f"{caption} {longer} {alternative}"):
        if mark is None or mark.value is None or number.rstrip(".,") != c.print(mark.value):
            c.fault("England's figure", caption)
    _check_regions(c, longer, alternative)
    empty = sum(f is None for f in c.figures.values())
    missing = re.search(r"This edition holds no figure for (\d+) of", alternative)
    if (int(missing[1]) if missing else 0) != empty:
        c.fault(f"{empty} areas without a figure", alternative)
    own = c.figures.get(c.address.area) if c.is_place else None
    if own and own.value is not None and c.row["kind"] != "count":
        _check_own(c, own, longer.removeprefix(headline))


def _check_regions(c: Claimed, *texts: str) -> None:
    """A region with a figure stands beside England's in each text that has the range; none stands where it has none."""
    values = c.tables.values[c.address.indicator][c.address.period]
    regions = {region["code"]: region["name"] for region in c.tables.regions}
    known = {regions[code]: values[code] for code in c.tables.regions_of(c.address.area) if code in values}
    for said in (text for text in texts if "England has" in text):
        pattern = rf"the ([\w ]+) has ({NUM}) \(95% interval ({NUM}) to ({NUM})\)"
        if re.findall(pattern, said) != [
            (name, *(c.print(end) for end in (f.value, f.low, f.high))) for name, f in known.items()
        ]:
            c.fault(f"regions {known}", said)
    own = c.figures.get(c.address.area) if c.is_place else None
    for name, figure in known.items() if own else ():
        apart = differ(c.row["kind"], own, figure, 1.959964)
        worse = ((own.value or 0.0) > (figure.value or 0.0)) == (c.row["direction"] == "high is worse")
        word = "worse than" if worse else "better than"
        place = c.tables.areas[c.address.area]["short_name"]
        stands = f"{word} that" if apart else "not clearly different"
        said = f"), and {place} is {stands} (tested at 5%)."
        if (said in texts[0]) != (apart is not None) or texts[0].count("(tested at 5%)") != (apart is not None):
            c.fault(f"a test against {name}", texts[0])


def _check_range(c: Claimed, said: str) -> None:
    values = {code: f.value or 0.0 for code, f in c.known.items()}
    low, high = (c.print(end(values.values())) for end in (min, max))
    found = re.search(rf"The figures run from (.+?) \(({NUM})\) to (.+?) \(({NUM})\)", said)
    if found:
        right = (found[2], found[4]) == (low, high) and all(
            any(bare(name) == c.tables.plain(code) for code, v in values.items() if c.print(v) == end)
            for name, end in ((found[1], low), (found[3], high))
        )
    else:
        right = low == high and f"All figures are {low}" in said
    if not right:
        c.fault(f"the figures run from {low} to {high}", said)


def _check_own(c: Claimed, own: Figure, said: str) -> None:
    start = f"{c.tables.areas[c.address.area]['name']}: {c.print(own.value)} {c.row['unit_short']}"
    found = re.search(rf"{re.escape(start)}(.*?)\. ", f"{said} ")
    if not found:
        c.fault(f"own figure {start}", said)
        return
    interval = re.search(rf"95% interval ({NUM}) to ({NUM})", found[1])
    if (interval.groups() if interval else ("", "")) != (c.print(own.low), c.print(own.high)):
        c.fault("own interval", said)
    word, likely = verdict(c.tables, c.address.indicator, c.address.period, own)
    spoken = re.search(
        r"(likely )?(worse|better|higher|lower|similar|not clearly different) (?:than|to|from) England", found[1]
    )
    told = (
        ("similar" if spoken[2].startswith("not") else spoken[2], bool(spoken[1]) or spoken[2].startswith("not"))
        if spoken
        else ("", False)
    )
    if told != (word, likely and bool(word)):
        c.fault(f"own verdict {word, likely}", said)


# Trends


def check_trend(tables: Tables, address: Address, title: str, notes: str, chosen: Way | None) -> list[str]:
    """The title of a trend of one area against the way that the tables give; the sizes of its reading."""
    row = tables.indicators[address.indicator]
    finding = title.split(": ", 1)[1]
    values = tables.values[address.indicator]
    figure = {p: values[p][address.area].value or 0.0 for p in values if address.area in values[p]}
    if chosen is None:
        return []
    said = finding.replace("–", "-")
    moved = ("rose", "fell")

    def size(one: str, two: str) -> str:
        return percent_apart(row, figure[two], figure[one])

    def short(period: str) -> str:
        return re.sub(
            r"^(\d\d)(\d\d)-(\d\d)$",
            lambda m: f"{m[1]}{m[2]}-{m[3]}" if int(m[3]) > int(m[2]) else f"{m[1]}{m[2]}-{int(m[1]) + 1}{m[3]}",
            period,
        )

    w, f, last, b = chosen, short(chosen.first), short(chosen.last), short(chosen.best)
    if w.whole and w.best and w.until in moved:
        forms = {f"{w.until} until {b}{',' if w.since in moved else ';'} {w.since} since"}
        forms |= {
            f"{w.until} until {b}, {w.since if w.since in moved else 'not'} since",
            f"{w.until}, {w.since if w.since in moved else 'not'} since {b}",
        }
        if w.since in moved:
            forms.add(f"{w.until} by {size(w.first, w.best)} until {b}, {w.since} by {size(w.best, w.last)} since")
    elif w.whole and w.best and w.since in moved:
        forms = {f"{w.whole} from {f}, {w.since} since {b}", f"{w.since} since {b}"}
    elif w.whole:
        forms = {f"{w.whole} from {f} to {last}", f"{w.whole} since {f}", w.whole}
        forms |= {f"{w.whole} by {size(w.first, w.last)} from {f} to {last}"} if w.whole in moved else set()
    else:
        one, two = (shown(figure[p], int(row["decimals"])) for p in (w.first, w.last))
        forms = {
            f"{one} {row['unit_short']} in {f}, {two} in {last}",
            f"{one} in {f}, {two} in {last}",
            f"{one}, then {two}",
        }
    faults = [] if said in forms else [f"{address}: trend {w}: {title}"]
    if w.best and w.until in moved and w.since in moved:
        reading = f"{w.until} by {size(w.first, w.best)} until then, {w.since} by {size(w.best, w.last)} since"
        faults += [] if reading in notes else [f"{address}: sizes {reading}: {notes}"]
    return faults


def check_counted(tables: Tables, address: Address, title: str) -> list[str]:
    """The title of a trend of many areas: how many rose and fell, and how many stand past their best."""
    row, periods = tables.indicators[address.indicator], tables.periods(address.indicator, address.level)
    values = tables.values[address.indicator]
    areas = [
        c
        for c in tables.on_map(address.area, address.level)
        if any(c in values[p] and values[p][c].value is not None for p in periods)
    ]
    ways = []
    for code in areas:
        history = [(p, values[p].get(code)) for p in periods]
        both = all(f is not None and f.value is not None for _, f in (history[0], history[-1]))
        ways.append(way(row, history) if both else None)
    counts = Counter(w.whole if w else "" for w in ways)
    said = {w: int(n) for w, n in re.findall(r"(rose|fell) in (?:all )?(\d+)", title.replace("both", "2"))}
    faults = []
    if re.search(r"rose in|fell in", title) and said != {w: counts[w] for w in ("rose", "fell") if counts[w]}:
        faults.append(f"{address}: moved {dict(counts)}: {title}")
    if m := re.search(r"no clear change in (?:(\d+) of|any of (\d+)|(either))", title):
        unclear = counts["no clear change"] + counts["little changed"]
        if int(m[1] or m[2] or 2) != unclear or counts["rose"] or counts["fell"]:
            faults.append(f"{address}: unclear {dict(counts)}: {title}")
    best = sum(bool(w and w.best) for w in ways)
    if m := re.search(r", (\d+)(?: now)? (above|below) their best", title):
        if int(m[1]) != best or (m[2] == "below") != (row["direction"] == "low is worse"):
            faults.append(f"{address}: {best} past their best: {title}")
    elif best and re.search(r"(fell|rose) in (all|both)", title):
        faults.append(f"{address}: hides that {best} are past their best: {title}")
    return faults


# The crawl


def addresses(tables: Tables, atlas: Atlas) -> list[Address]:
    """Every indicator, level and period for the whole system; the newest for all areas that have a map or are one."""
    found: dict[Address, None] = {}
    mapped = [level.key for level in atlas.edition.map_levels]
    system = tables.edition["atlas"]["system"]
    for name, row in tables.indicators.items():
        for level in (key for key in row["levels"].split() if key in mapped):
            periods = tables.periods(name, level)
            found |= dict.fromkeys(Address(name, level, period, system) for period in periods)
            holders = [
                code for key in ("icp", "ccg", "council") for code in tables.of_level(key) if tables.inside(code, level)
            ]
            places = tables.of_level(level)
            step = {"neighbourhood": 13, "lsoa": 131}.get(level, 1)
            few = places[len(name) % step :: step]
            found |= dict.fromkeys(Address(name, level, periods[-1], code) for code in (*holders, *few))
    return list(found)


def faults_of(atlas: Atlas, tables: Tables, address: Address) -> list[str]:
    """What is wrong at an address."""
    what, level = atlas.indicators[address.indicator], next(x for x in atlas.edition.levels if x.key == address.level)
    view = View(address.area, level, what.condition, what.measure, address.period)
    shown_scene = scene(atlas, view)
    claimed = Claimed(tables, address)
    headline = captions.finding(shown_scene)
    check_headline(claimed, headline)
    texts = (captions.caption(shown_scene), captions.long_caption(shown_scene), captions.alternative(shown_scene))
    check_texts(claimed, *texts, headline)
    return [*claimed.faults, *(_trend_faults(atlas, tables, address, view) if _newest(tables, address) else [])]


def _newest(tables: Tables, address: Address) -> bool:
    periods = tables.periods(address.indicator, address.level)
    return len(periods) > 1 and address.period == periods[-1]


def _trend_faults(atlas: Atlas, tables: Tables, address: Address, view: View) -> list[str]:
    what = scene(atlas, view)
    if what.indicator is None:
        return []
    chart = trend(atlas, what, what.indicator)
    row, periods = tables.indicators[address.indicator], tables.periods(address.indicator, address.level)
    values = tables.values[address.indicator]
    history = [(p, values[p].get(address.area)) for p in periods]
    own = way(row, history)
    is_place = address.level in tables.areas[address.area]["levels"].split()
    if own and (own.whole or is_place) and (row["kind"] != "count" or is_place):
        return check_trend(tables, address, chart.title, " ".join(chart.notes), own)
    return [] if is_place else check_counted(tables, address, chart.title)


def finding_faults(atlas: Atlas, tables: Tables, code: str) -> list[str]:
    """What is wrong in the findings of a place."""
    found = standouts(profile_entries(atlas, atlas.areas[code]))
    return [fault for finding in found for fault in check_finding(tables, code, finding.words)]


def crawl(atlas: Atlas, tables: Tables, every: int = 1) -> tuple[int, list[str]]:
    """How many addresses and places were read, and all faults; every: read each so manieth."""
    maps = addresses(tables, atlas)[::every]
    places = [code for code in tables.areas if code in atlas.areas and "country" not in tables.areas[code]["levels"]][
        ::every
    ]
    places = [code for code in places if "authority" not in tables.areas[code]["levels"]]
    smallest = [code for code in places if tables.areas[code]["levels"] == "lsoa"]
    places = [code for code in places if code not in set(smallest)] + smallest[::131]
    faults = [fault for address in maps for fault in faults_of(atlas, tables, address)]
    faults += [fault for code in places for fault in finding_faults(atlas, tables, code)]
    return len(maps) + len(places), faults


if __name__ == "__main__":
    started = time.monotonic()
    read, wrong = crawl(
        load(ROOT / "data", ROOT / "boundaries"), Tables(), int(sys.argv[1]) if len(sys.argv) > 1 else 1
    )
    for fault in wrong:
        print(fault)
    took = time.monotonic() - started
    print(f"{read} addresses and places read in {took:.0f} seconds: {len(wrong)} claims are not true.")
    sys.exit(bool(wrong))
