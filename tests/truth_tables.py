"""A second reading of the tables, and a second way to what may be said of them: it shares no code with the atlas.

Written anew from the rules (8 to 13 of docs/statistics.md) with the csv module alone.
"""

from __future__ import annotations

import csv
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent.parent / "data"
ENGLAND = "E92000001"


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Figure(NamedTuple):
    value: float | None
    low: float | None
    high: float | None
    count: float | None
    status: str
    extent: str
    verdict: str
    approximate: bool
    note: str = ""

    @property
    def merged(self) -> bool:
        """Whether it is the figure of a larger area that this one went into: no finding rests on it."""
        return self.extent == "merged"

    @property
    def few(self) -> bool:
        return self.count is not None and self.count < 20 and self.count != self.value

    @property
    def tested(self) -> bool:
        """Whether its interval may be tested with: a published one, no estimate, and of ten events or more."""
        too_few = self.few and self.count is not None and self.count < 10
        barred = self.status == "estimate" or self.approximate or self.merged or too_few
        return None not in (self.low, self.high) and not barred


def _number(text: str) -> float | None:
    return float(text) if text else None


def _figure(row: dict[str, str]) -> Figure:
    numbers = (_number(row[name]) for name in ("value", "lower", "upper", "count"))
    return Figure(*numbers, row["status"], row["extent"], row["verdict"], row["interval"] == "approximate", row["note"])


class Tables:
    def __init__(self) -> None:
        self.edition = tomllib.loads((DATA / "edition.toml").read_text(encoding="utf-8"))
        self.regions = self.edition.get("regions", [])
        self.levels = {level["key"]: level for level in self.edition["levels"]}
        self.areas = {row["code"]: row for row in _table(DATA / "areas.csv")}
        self.indicators = {row["id"]: row for row in _table(DATA / "indicators.csv")}
        self.menu = [row["slug"] for row in _table(DATA / "conditions.csv")]
        self.values: dict[str, dict[str, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
        for path in sorted((DATA / "values").glob("*.csv")):
            for row in _table(path):
                self.values[row["indicator"]][row["period"]][row["area_code"]] = _figure(row)
        self.places = {
            (row["indicator"], row["area_code"], row["period"], row["level"]): (int(row["rank"]), int(row["of"]))
            for row in _table(DATA / "national_places.csv")
        }

    def regions_of(self, area: str) -> list[str]:
        """The regions that an area lies in or has a part of inside."""
        around = {area, self.areas[area]["same_boundary"], *self.areas[area]["parents"].split()}
        inside = {code for code, row in self.areas.items() if area in row["parents"].split()}
        return [region["code"] for region in self.regions if (around | inside) & set(region["areas"])]

    def of_level(self, level: str) -> list[str]:
        return [code for code, row in self.areas.items() if level in row["levels"].split()]

    def inside(self, area: str, level: str) -> list[str]:
        return [code for code in self.of_level(level) if area in self.areas[code]["parents"].split()]

    def around(self, place: str, level: str) -> list[str]:
        wanted = {"neighbourhood": "council", "lsoa": "council", "icp": "ics"}.get(level, "icp")
        parents = reversed(self.areas[place]["parents"].split())
        holder = next(
            (p for p in parents if wanted in self.areas[p]["levels"].split()), self.edition["atlas"]["system"]
        )
        return self.inside(holder, level)

    def on_map(self, area: str, level: str) -> list[str]:
        is_place = level in self.areas[area]["levels"].split()
        return self.around(area, level) if is_place else self.inside(area, level)

    def periods(self, indicator: str, level: str) -> list[str]:
        codes = set(self.of_level(level))
        known = [p for p, found in self.values[indicator].items() if codes & set(found)]
        return sorted(known, key=lambda p: (years(p)[1], p))

    def plain(self, code: str) -> str:
        row = self.areas[code]
        return bare(row["name"] if "icp" in row["levels"].split() else row["short_name"])

    def plural(self, level: str, count: int) -> set[str]:
        known = self.levels[level]
        if count == 1:
            return {f"1 {known['singular']}"}
        return {f"{count} {name}" for name in (known["plural"], known.get("plural_short", known["plural"]))}


def bare(name: str) -> str:
    """A name without what is said of its extent or its making."""
    return re.sub(r"\s\((whole[\s\u00a0][\w\s\u00a0]+|part|estimate|some estimates)\)", "", name)


def years(period: str) -> tuple[int, int]:
    """The first and the last year in which a year of the period begins."""
    found = [int(y) for y in re.findall(r"(?<![/\d])(\d{4})", period)]
    first = found[0]
    if "/" in period:
        return first, found[-1]
    if "-" not in period:
        return first, first
    tail = period.split("-")[1]
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail)
    return first, last + 100 if last < first else last


def shared(one: str, other: str) -> bool:
    (a, b), (c, d) = years(one), years(other)
    return not (b < c or d < a)


def shown(number: float, decimals: int) -> str:
    text = f"{round(number, decimals) + 0.0:,.{decimals}f}"
    return "0" + text[2:] if set(text) <= set("-0.,") and text.startswith("-") else text.replace("-", "−")


def side(figure: float, other: float, decimals: int) -> int:
    one, two = round(figure, decimals), round(other, decimals)
    return (one > two) - (one < two)


def compared_with_england(row: dict[str, str]) -> bool:
    """Whether a sentence may set a figure of the indicator beside England's (rule 13)."""
    return row["kind"] != "count" and row["direction"] != "never compared" and row["standardised"] != "none"


def england(tables: Tables, indicator: str, period: str) -> float | None:
    found = tables.values[indicator][period].get(ENGLAND)
    if found is None or found.status == "estimate" or not compared_with_england(tables.indicators[indicator]):
        return None
    return found.value


def verdict(tables: Tables, indicator: str, period: str, figure: Figure | None) -> tuple[str, bool]:
    """Rule 9: the word of the strongest source, and whether it is only likely; "" without one."""
    direction = tables.indicators[indicator]["direction"]
    mark = tables.values[indicator][period].get(ENGLAND)
    if figure is None or figure.value is None or direction == "never compared":
        return "", False
    known = mark.value if mark and mark.status != "estimate" else None
    if figure.tested and known is not None:
        return _beside(figure, known, direction), False
    if figure.verdict:
        return figure.verdict, False
    if figure.approximate and not figure.merged and figure.low is not None and known is not None:
        return _beside(figure, known, direction), True
    return "", False


def _beside(figure: Figure, known: float, direction: str) -> str:
    assert figure.low is not None
    assert figure.high is not None
    if figure.low <= known <= figure.high:
        return "similar"
    above = figure.low > known
    if direction == "neutral":
        return "higher" if above else "lower"
    return "worse" if above == (direction == "high is worse") else "better"


def differ(kind: str, one: Figure | None, two: Figure | None, z: float) -> bool | None:
    """Rule 12: a two-sample test from two intervals."""
    if not (one and two and one.tested and two.tested):
        return None
    ends = [f for figure in (one, two) for f in (figure.value, figure.low, figure.high)]
    if kind in ("rate", "ratio"):
        if any(f is None or f <= 0 for f in ends):
            return None
        ends = [math.log(f) for f in ends if f is not None]
    a, a_low, a_high, b, b_low, b_high = (f if f is not None else math.nan for f in ends)
    return abs(a - b) > z * math.hypot((a_high - a_low) / 3.92, (b_high - b_low) / 3.92)


def change(row: dict[str, str], then: Figure | None, now: Figure | None, z: float) -> str:
    clear = differ(row["kind"], then, now, z)
    if clear is None or then is None or now is None or then.value is None or now.value is None:
        return ""
    decimals = int(row["decimals"])
    gap = abs(now.value - then.value)
    least = 2.000001 if row["kind"] == "share" else 0.999999
    if gap < least * 10**-decimals or gap < 0.02 * abs(then.value):
        return "little changed"
    if not clear:
        return "no clear change"
    return "rose" if now.value > then.value else "fell"


class Way(NamedTuple):
    first: str
    last: str
    whole: str
    best: str = ""
    until: str = ""
    since: str = ""


def way(row: dict[str, str], history: Sequence[tuple[str, Figure | None]]) -> Way | None:
    """Rule 12: from first to last at 5 %, to the best and from it at 1 %; nothing between periods that share years."""
    known = [(period, f) for period, f in history if f is not None and f.value is not None]
    if len(known) < 2:
        return None
    (first, then), (last, now) = known[0], known[-1]
    whole = "" if shared(first, last) else change(row, then, now, 1.959964)
    sign = {"high is worse": -1, "low is worse": 1}.get(row["direction"], 0)
    apart = [(sign * (f.value or 0), k) for k, (p, f) in enumerate(known[:-1]) if not shared(p, last)]
    if not sign or not apart or max(apart)[1] == 0 or max(apart)[0] <= sign * (now.value or 0):
        return Way(first, last, whole)
    best, found = known[max(apart)[1]]
    until = "" if shared(first, best) else change(row, then, found, 2.575829)
    return Way(first, last, whole, best, until, change(row, found, now, 2.575829))


def rank_tie(pairs: Iterable[tuple[float, float]]) -> float | None:
    """Spearman's rho; None of fewer than 8 pairs or where one side is all equal."""
    points = list(pairs)
    if len(points) < 8:
        return None
    sides = [_ranks([p[k] for p in points]) for k in (0, 1)]
    mean = (len(points) + 1) / 2
    xs, ys = ([r - mean for r in ranks] for ranks in sides)
    spread = math.sqrt(sum(x * x for x in xs) * sum(y * y for y in ys))
    return sum(x * y for x, y in zip(xs, ys, strict=True)) / spread if spread else None


def _ranks(figures: list[float]) -> list[float]:
    order = sorted(range(len(figures)), key=figures.__getitem__)
    ranks, at = [0.0] * len(figures), 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and figures[order[end + 1]] == figures[order[at]]:
            end += 1
        for k in range(at, end + 1):
            ranks[order[k]] = (at + end) / 2 + 1
        at = end + 1
    return ranks


def percent_apart(row: dict[str, str], figure: float, other: float) -> str:
    """How far two printed figures lie apart, as sentences say it."""
    decimals = int(row["decimals"])
    one, two = round(figure, decimals), round(other, decimals)
    if one == two:
        return ""
    if row["kind"] in ("years", "share"):
        return f"{shown(abs(one - two), decimals)} {'points' if row['kind'] == 'share' else row['unit_short']}"
    size = round(100 * abs(one - two) / abs(two)) if two else None
    return "" if size is None else f"{size}%" if size else "less than 1%"
