"""An indicator beside its kin: the same question elsewhere, what it is a part of, and the counts of larger areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from dashboard.core.indicator import Kind
from dashboard.core.level import ENGLAND
from dashboard.core.value import Value
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds, as_printed, times
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel, median


def unlike_kin(grounds: Grounds) -> Iterator[Oddity]:
    """Indicators that are many times those of the same question: per 1,000 in place of per 100,000."""
    families: defaultdict[tuple[object, ...], list[Panel]] = defaultdict(list)
    for panel in grounds.panels.values():
        own = panel.indicator
        if own.kind is not Kind.COUNT and panel.is_wide:
            families[own.family, own.kind, own.per, own.sex, own.standardised].append(panel)
    for kin in families.values():
        middles = np.array([_middle(panel) for panel in kin])
        for panel, apart in zip(kin, middles - median(middles), strict=True):
            if abs(apart) > at.KIN_FACTOR / (2 if len(kin) == 2 else 1):
                yield _of_all(panel, float(apart))


def _middle(panel: Panel) -> float:
    """The middle of England's figures, or of all where it has none."""
    if ENGLAND in panel.codes and np.isfinite(england := panel.scaled[panel.codes.index(ENGLAND)]).any():
        return float(median(england))
    return float(median(panel.scaled))


def _of_all(panel: Panel, apart: float) -> Oddity:
    found = f"{panel.indicator.title}: {times(apart)} the indicators of the same question have it"
    return Oddity("unlike its kin", found, abs(apart), indicator=panel.indicator.id)


def more_than_whole(grounds: Grounds) -> Iterator[Oddity]:
    """Events and people of an area that are more than those of a larger one in which it lies."""
    for panel in grounds.panels.values():
        place = {code: n for n, code in enumerate(panel.codes)}
        for name, column in (("events", panel.counts), ("people", panel.people)):
            if not np.isfinite(column).any() or (name == "people" and panel.indicator.per is None):
                continue
            for code, a in place.items():
                for whole in _wholes(grounds, code, place):
                    more = column[a] > column[place[whole]] * (1 + at.SUM_SHARE) + 1
                    yield from _told(grounds, panel, name, (a, place[whole]), more)


def _wholes(grounds: Grounds, code: str, place: Mapping[str, int]) -> Iterator[str]:
    around = (*grounds.areas[code].parents, ENGLAND)
    return (whole for whole in dict.fromkeys(around) if whole in place and whole != code)


def _told(grounds: Grounds, panel: Panel, name: str, pair: tuple[int, int], more: np.ndarray) -> Iterator[Oddity]:
    a, b = pair
    for p in np.flatnonzero(more):
        rows: tuple[Value | None, ...] = (panel.rows[a][p], panel.rows[b][p])
        if all(row is not None and not row.extent.reaches_beyond for row in rows):
            said = f"with fewer {name} than {grounds.named(panel.codes[a])}, which lies in it"
            yield grounds.of_figure(
                "less than a part of it", said, 1.0, panel.indicator, panel.codes[b], panel.periods[int(p)]
            )


def parts_beyond(grounds: Grounds) -> Iterator[Oddity]:
    """Figures of a part of something that are higher than the whole of it ever was."""
    for panel in grounds.panels.values():
        whole = grounds.panels.get(panel.indicator.part_of)
        if whole is None or whole.indicator.kind is not panel.indicator.kind:
            continue
        highest = {code: max(filter(np.isfinite, row), default=np.inf) for code, row in _rows_of(whole)}
        for code, period, a, p in panel.cells(np.isfinite(panel.values)):
            if panel.values[a, p] > highest.get(code, np.inf):
                said = f"while {whole.indicator.title}, of which it is a part, was never more than"
                printed = as_printed(highest[code], whole.indicator)
                yield grounds.of_figure("more than its whole", f"{said} {printed}", 1.0, panel.indicator, code, period)


def _rows_of(panel: Panel) -> Iterator[tuple[str, list[float]]]:
    return zip(panel.codes, panel.values.tolist(), strict=True)
