"""The findings of a place, found again by their titles and periods and worked out from the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from truth_tables import ENGLAND, Figure, Tables, compared_with_england, differ, shown, verdict, way, years

NUM = r"[−\d.,]*\d"
_TENTH = re.compile(r"In the most deprived tenth of England's [a-z ]+, (?P<period>\d{4}), by (?P<nouns>.+)\.")
#: What no single figure is behind: how many were compared, and that none was.
_OVERALL = re.compile(r"None of the \d+ figures|No figure that has a better and a worse side")
_SIDE = re.compile(
    rf"(?P<title>.+), (?P<period>\d{{4}}[^:]*?)(?: \(.*?\))?: (?P<figure>{NUM}) .*?"
    rf"England (?P<england>{NUM}); (?P<rest>.*)"
)
_MOVE = re.compile(
    rf"(?P<title>.+) (?P<how>rose|fell) from (?P<then>{NUM}) \((?P<first>[^)]+)\) to (?P<now>{NUM}) .*?"
    rf"\((?P<last>\d{{4}}[^)]*)\), beyond chance(?P<turn>.*)"
)
_END = re.compile(
    rf"(?P<title>.+), (?P<period>\d{{4}}[^:]*?)(?: \(.*?\))?: (?P<figure>{NUM}) .*?, "
    r"the (?P<end>highest|lowest) of (?P<of>\d+) "
)


def spoken(period: str) -> str:
    first, last = years(period)
    return f"{first} to {last}" if "/" not in period and first != last else period.replace("-", " to ")


def check_finding(tables: Tables, area: str, said: str) -> list[str]:
    """What is wrong with a finding; one that no pattern knows is wrong, too."""
    if _OVERALL.match(said):
        return []
    if match := _TENTH.fullmatch(said):
        return [] if _by_what(tables, area, match["period"]) == match["nouns"] else [f"{area}: {said}"]
    for pattern, holds in ((_MOVE, _moved), (_SIDE, _sided), (_END, _ended)):
        if match := pattern.match(said):
            fitting = _titled(tables, area, match["title"])
            return [] if any(holds(tables, name, code, match) for name, code in fitting) else [f"{area}: {said}"]
    return [f"{area}: no pattern for: {said}"]


def _by_what(tables: Tables, area: str, period: str) -> str:
    """By which ranks an area is in the first tenth, as a sentence lists them: in the order of the menu."""
    orders = [(name, row) for name, row in tables.indicators.items() if row["kind"] == "rank" and row["per"]]
    orders.sort(key=lambda pair: tables.menu.index(pair[1]["condition"]))
    figures = ((row, tables.values[name].get(period, {}).get(area)) for name, row in orders)
    nouns = dict.fromkeys(
        row["noun"] for row, f in figures if f is not None and f.value is not None and 10 * f.value <= int(row["per"])
    )
    *most, last = nouns or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _titled(tables: Tables, area: str, title: str) -> Iterator[tuple[str, str]]:
    """The indicators of a title, with the area and the one of the same boundary."""
    for name, row in tables.indicators.items():
        if row["title"] == title:
            yield from ((name, code) for code in (area, tables.areas[area]["same_boundary"]) if code)


def _history(tables: Tables, name: str, code: str) -> list[tuple[str, Figure | None]]:
    found = ((period, figures.get(code)) for period, figures in tables.values[name].items())
    known = [(period, figure) for period, figure in found if figure is not None and figure.value is not None]
    return sorted(known, key=lambda pair: years(pair[0])[1])


def _at(tables: Tables, name: str, code: str, match: re.Match[str]) -> tuple[str, Figure] | None:
    decimals = int(tables.indicators[name]["decimals"])
    for period, figure in _history(tables, name, code):
        if figure and spoken(period) == match["period"] and shown(figure.value or 0.0, decimals) == match["figure"]:
            return period, figure
    return None


def _sided(tables: Tables, name: str, code: str, match: re.Match[str]) -> bool:
    """The verdict, its source and England's figure."""
    row, found = tables.indicators[name], _at(tables, name, code, match)
    if found is None or not compared_with_england(row):
        return False
    period, figure = found
    word, likely = verdict(tables, name, period, figure)
    told = re.search(r"(likely )?(worse|better|higher|lower|similar|not clearly)", match["rest"])
    mark = tables.values[name][period][ENGLAND].value or 0.0
    return (
        told is not None
        and told[2].replace("not clearly", "similar") == word
        and (bool(told[1]) or told[2] == "not clearly") == likely
        and shown(mark, int(row["decimals"])) == match["england"]
        and not figure.few
        and ("beyond chance" not in match["rest"] or figure.tested)
    )


def _moved(tables: Tables, name: str, code: str, match: re.Match[str]) -> bool:
    """The way from the first to the last figure, and the turn."""
    row, history = tables.indicators[name], _history(tables, name, code)
    found = way(row, history)
    if found is None or found.whole != match["how"]:
        return False
    figures = {period: shown(f.value or 0.0, int(row["decimals"])) for period, f in history if f}
    ends = (figures[found.first], spoken(found.first), figures[found.last], spoken(found.last))
    if ends != (match["then"], match["first"], match["now"], match["last"]):
        return False
    if not found.best or not found.since:
        return "since" not in match["turn"] and "; it " not in match["turn"]
    best = f"{figures[found.best]} ({spoken(found.best)})"
    moved = found.since in ("rose", "fell")
    turn = f"; it {found.since} from {best}" if moved else f"; the best was {best}, with {found.since} since"
    return match["turn"].startswith(turn)


def _ended(tables: Tables, name: str, code: str, match: re.Match[str]) -> bool:
    """That the area alone prints the highest or lowest figure of so many areas of its level."""
    row, found = tables.indicators[name], _at(tables, name, code, match)
    if found is None:
        return False
    period, figure = found
    mine = [key for key in tables.areas[code]["levels"].split() if key in row["levels"].split()]
    others = [tables.values[name][period].get(other) for other in tables.of_level(mine[0])] if mine else []
    printed = [round(f.value, int(row["decimals"])) for f in others if f is not None and f.value is not None]
    own = round(figure.value or 0.0, int(row["decimals"]))
    end = max(printed) if match["end"] == "highest" else min(printed)
    alone = own == end and printed.count(own) == 1 and len(printed) == int(match["of"]) and not figure.few
    return alone and _are_apart(tables, name, period, [f for f in others if f is not None and f.value is not None])


def _are_apart(tables: Tables, name: str, period: str, figures: list[Figure]) -> bool:
    """Rule 11: the two ends differ by a test, or without intervals are not both similar to England."""
    low, high = (end(figures, key=lambda f: f.value or 0.0) for end in (min, max))
    apart = differ(tables.indicators[name]["kind"], low, high, 1.959964)
    if apart is None:
        return any(verdict(tables, name, period, f)[0] != "similar" for f in (low, high))
    return apart
