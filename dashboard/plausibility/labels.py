"""What is said of a figure: its period, its extent, its status."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np

from dashboard.core.area import Area
from dashboard.core.level import ENGLAND, LevelRole
from dashboard.core.periods import period_of
from dashboard.core.value import Comparison, Extent, Status, Value
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.chance import noise
from dashboard.plausibility.grounds import Grounds, as_printed
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel

_OFFICIAL = re.compile(r"[A-Z][0-9]{8}")
#: Of what a publisher says itself that it published it.
_SAID_BY_PUBLISHER = frozenset({Status.PUBLISHED, Status.MODELLED})
_EMPTY = frozenset({Status.SUPPRESSED, Status.MISSING})


def not_over(grounds: Grounds) -> Iterator[Oddity]:
    """Periods that are not over yet: nobody can have counted what is to come."""
    for panel in grounds.panels.values():
        for period in panel.periods:
            parsed = period_of(period)
            if parsed and (end := parsed.last_day) > grounds.today:
                found = f"{panel.indicator.title}: {period} ends on {end:%d %B %Y}, which is still to come"
                size = (end - grounds.today).days / 365
                yield Oddity("not over yet", found, size, indicator=panel.indicator.id, period=period)


_EVERY = {3: "every quarter", 6: "every half year", 9: "every three quarters", 12: "every year"}


def periods_apart(grounds: Grounds) -> Iterator[Oddity]:
    """Periods that leave years out between them and their neighbours, where all others follow each other."""
    for panel in grounds.panels.values():
        known = [(period, parsed) for period in panel.periods if (parsed := period_of(period))]
        steps = [later.months.stop - earlier.months.stop for (_, earlier), (_, later) in pairwise(known)]
        usual = Counter(steps).most_common(1)[0][0] if steps else 0
        for step, ((before, _), (period, _)) in zip(steps, pairwise(known), strict=True):
            if step > usual and len(steps) > 1:
                every = _EVERY.get(usual, f"every {usual // 12} years")
                found = f"{panel.indicator.title}: {period} follows {before}, while the others come {every}"
                yield Oddity("a period apart", found, step / 12, indicator=panel.indicator.id, period=period)


def extents(grounds: Grounds) -> Iterator[Oddity]:
    """Figures of an area of which only a part lies in the system that do not say of which land they are."""
    partial = {code for code, area in grounds.atlas.areas.items() if area.part_of_larger}
    for panel in grounds.panels.values():
        for period, known in grounds.atlas.values[panel.indicator.id].items():
            for code in partial & set(known):
                if known[code].extent is Extent.OWN and known[code].status not in _EMPTY:
                    said = "which may be of the whole area or of the part in the system"
                    yield grounds.of_figure("extent not said", said, 1.0, panel.indicator, code, period)


def larger_figures(grounds: Grounds) -> Iterator[Oddity]:
    """Areas that have the very figure of a larger area around them."""
    for panel in grounds.panels.values():
        apart = np.abs(panel.scaled - panel.expected)
        off = apart > at.OWN_SERIES * noise(panel, panel.scaled - panel.expected)
        for p, (period, known) in enumerate(grounds.atlas.values[panel.indicator.id].items()):
            numbers = grounds.atlas.columns[panel.indicator.id][period].numbers_of(known)
            pairs = ((code, whole) for code in numbers for whole in _equal_wholes(grounds, code, numbers))
            equal = [(code, whole) for code, whole in pairs if known[code].extent is not Extent.MERGED]
            groups = Counter((whole, grounds.areas[code].level) for code, whole in equal)
            for code, whole in equal:
                a, alike = panel.codes.index(code), groups[whole, grounds.areas[code].level]
                by_itself = off[a, p] or (not np.isfinite(apart[a, p]) and _is_one_of_few(grounds, code, known[code]))
                by_number = panel.is_wide and (alike >= at.EQUAL_TO_LARGER or by_itself)
                if by_number or off[a, p] or _is_certain(known[code], known[whole]):
                    said = f"the very figure of {grounds.named(whole)}, in which it lies"
                    yield grounds.of_figure("figure of a larger area", said, 1.0, panel.indicator, code, period)


def _is_one_of_few(grounds: Grounds, code: str, figure: Value) -> bool:
    """Whether hardly any figure of its kind is equal by chance: there are few areas, and it says that it is its own."""
    return figure.extent is Extent.OWN and not grounds.areas[code].plays(LevelRole.SMALL)


def _equal_wholes(grounds: Grounds, code: str, numbers: Mapping[str, float]) -> Iterator[str]:
    """Larger areas with the same figure, but for nought, of which the area is not all the land."""
    own = numbers[code]
    for whole in grounds.areas[code].parents if own else ():
        if numbers.get(whole) == own and not _is_all_of(grounds, code, whole):
            yield whole


def _is_all_of(grounds: Grounds, code: str, whole: str) -> bool:
    """Whether a larger area is the same land: a partnership of one place."""
    small = grounds.atlas.tier(LevelRole.SMALL)
    own, around = (grounds.atlas.children(grounds.areas[one], small) for one in (code, whole))
    return bool(around) and len(own) == len(around)


def _bases(own: Value, other: Value) -> list[tuple[float, float]]:
    """What both figures have besides the figure itself."""
    pairs = ((own.count, other.count), (own.lower, other.lower), (own.denominator, other.denominator))
    return [(mine, theirs) for mine, theirs in pairs if mine is not None and theirs is not None]


def _is_certain(own: Value, other: Value) -> bool:
    """Whether what stands beside the figures is the same too."""
    return any(mine == theirs for mine, theirs in _bases(own, other))


def verdicts_against(grounds: Grounds) -> Iterator[Oddity]:
    """Verdicts of a publisher that say one side of England where the printed figures say the other."""
    for panel in grounds.panels.values():
        if ENGLAND not in panel.codes:
            continue
        england = panel.values[panel.codes.index(ENGLAND)]
        for code, period, a, p in panel.cells(np.isfinite(panel.values - england)):
            row = panel.rows[a][p]
            verdict = row.verdict if row else None
            way = _WAYS.get(verdict) if verdict else None
            bad = -1 if panel.indicator.is_low_worse else 1
            if way and way[0] * (bad if way[1] else 1) * (panel.values[a, p] - england[p]) < 0:
                said = f"said to be {verdict}, while England has {as_printed(float(england[p]), panel.indicator)}"
                yield grounds.of_figure("verdict against the figure", said, 1.0, panel.indicator, code, period)


#: A verdict -> above or below England, and whether that is turned round where low is worse.
_WAYS = {
    Comparison.WORSE: (1, True),
    Comparison.BETTER: (-1, True),
    Comparison.HIGHER: (1, False),
    Comparison.LOWER: (-1, False),
}


def unpublished(grounds: Grounds) -> Iterator[Oddity]:
    """Figures that are said to be published for areas that have no official code, so that nobody can publish any."""
    for panel in grounds.panels.values():
        for period, known in grounds.atlas.values[panel.indicator.id].items():
            for code in known:
                if _OFFICIAL.fullmatch(code):
                    continue
                figure = known[code]
                if figure.status in _SAID_BY_PUBLISHER and not _is_one_place(grounds, grounds.areas[code]):
                    said = f"said to be {figure.status}, while the area has no official code"
                    yield grounds.of_figure("nobody published it", said, 2.0, panel.indicator, code, period)


def _is_one_place(grounds: Grounds, area: Area) -> bool:
    """Whether an area is one place of the health service, whose figures it then has."""
    places = grounds.atlas.children(area, grounds.atlas.tier(LevelRole.PLACE))
    return len(places) == 1


def odd_statuses(grounds: Grounds) -> Iterator[Oddity]:
    """Figures that are said to be published where nearly all of their level, or of their own series, are worked out."""
    for panel in grounds.panels.values():
        first = dict.fromkeys(levels[0] for levels in panel.levels)
        groups: list[Iterable[int]] = [panel.first_of(level).tolist() for level in first]
        for rows in (*groups, *([row] for row in range(len(panel.codes)))):
            cells = [
                (a, p, v.status) for a in rows for p, v in enumerate(panel.rows[a]) if v and v.status not in _EMPTY
            ]
            told = Counter(status for _, _, status in cells)
            published = sum(told[status] for status in _SAID_BY_PUBLISHER)
            if 0 < published <= max(1, (1 - at.MOST) * len(cells)) and len(cells) > at.FEW_STATUSES:
                yield from _said_published(grounds, panel, cells, told.most_common(1)[0][0])


def _said_published(
    grounds: Grounds, panel: Panel, cells: list[tuple[int, int, Status]], usual: Status
) -> Iterator[Oddity]:
    for a, p, status in cells:
        if status in _SAID_BY_PUBLISHER:
            said = f"said to be {status}, while of the others like it most are {usual}"
            yield grounds.of_figure("status of its own", said, 1.0, panel.indicator, panel.codes[a], panel.periods[p])
