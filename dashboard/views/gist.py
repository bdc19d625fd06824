"""What a map or a place shows first: the finding that its figures bear (rules 8 to 13), before words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from dashboard.core.area import Row
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.numbers import figure_of
from dashboard.core.value import Comparison, Direction, Status
from dashboard.stats.change import are_alike
from dashboard.stats.sides import Side, Sides, sides
from dashboard.views.gist_model import Gist, GistKind
from dashboard.views.scene import Scene, once

#: Verdicts are counted only where so large a part of the areas has one (rule 10).
ENOUGH = 0.8
#: Highest and lowest are said of so many areas or more (rule 11).
FEWEST_RANKED = 4
#: Of small areas that rest on few events for the most part nothing is told: the others are those with many events.
MOST = 0.5
#: How far from England is far: a fifth of its figure.
FAR = 0.2


def england_of(scene: Scene) -> float | None:
    """England's figure, if figures may be set beside it in a sentence: not of crude rates and shares (rule 13)."""
    indicator, value = scene.indicator, scene.benchmark
    if indicator is None or value is None or value.status is Status.ESTIMATE or not indicator.mapped:
        return None
    if indicator.direction is Direction.NEVER_COMPARED or indicator.is_crude:
        return None
    return value.value


@once
def gist(scene: Scene) -> Gist:
    """The finding of a scene: of the place in a place view, else of the map."""
    indicator = scene.indicator
    if indicator is None:
        return Gist(GistKind.UNPUBLISHED, areas=len(scene.rows))
    if scene.place is not None:
        return own_gist(scene, next(row for row in scene.rows if row.area.code == scene.place.code))
    if not indicator.mapped:
        return Gist(GistKind.COUNTS, scene.shown, len(scene.rows), len(scene.shown))
    if not scene.shown:
        return Gist(GistKind.NO_FIGURE, areas=len(scene.rows))
    sound = tuple(row for row in scene.shown if row.value is not None and row.value.bears_a_finding)
    few = Gist(GistKind.FEW_EVENTS, areas=len(scene.rows), known=len(scene.shown))
    if scene.view.by.is_small and sum(map(_rests_on_few, scene.shown)) > MOST * len(scene.shown):
        return few
    if len(sound) < 2:
        alone = next(chain(sound, (row for row in scene.shown if not _rests_on_few(row))), None)
        return own_gist(scene, alone) if alone else few
    return _of_many(scene, indicator, sound)


def own_gist(scene: Scene, row: Row) -> Gist:
    """The finding of one area alone."""
    if row.value is None or row.value.value is None:
        return Gist(GistKind.NO_FIGURE, (row,), 1)
    if row.value.rests_on_few:
        return Gist(GistKind.FEW_EVENTS, (row,), 1, 1)
    if scene.indicator is not None and not scene.indicator.mapped:
        return Gist(GistKind.COUNTS, (row,), 1, 1)
    verdict = scene.verdict(row.value)
    return Gist(GistKind.OWN, (row,), 1, 1, verdicts={verdict.comparison: 1}, likely=int(verdict.likely))


def _of_many(scene: Scene, indicator: Indicator, rows: tuple[Row, ...]) -> Gist:
    """The first finding that holds, in the order of rule 11: one side, verdicts, then the ends."""
    top, low = ends_of(rows, indicator)
    england = england_of(scene)
    found = sides(_figures(rows), england, indicator.decimals) if england is not None else None
    judged = [scene.verdict(row.value) for row in rows] if england is not None else []
    compared = sum(verdict.comparison is not Comparison.NOT_COMPARED for verdict in judged)
    are_enough = judged and compared >= ENOUGH * len(scene.rows)
    counted = Counter(verdict.comparison for verdict in judged) if are_enough else {}
    return Gist(
        _kind(scene, indicator, rows, (top, low), found, bool(counted)),
        rows,
        len(scene.rows),
        len(scene.shown),
        top,
        low,
        found,
        _far(rows, england, told_side(found, indicator)) if england is not None and found is not None else 0,
        sum(figure <= (indicator.tenth or 0) for figure in _figures(rows)),
        counted,
        likely=sum(verdict.likely for verdict in judged) if counted else 0,
    )


Ends = tuple[tuple[Row, ...], tuple[Row, ...]]


def _kind(
    scene: Scene, indicator: Indicator, rows: Sequence[Row], ends: Ends, found: Sides | None, counted: bool
) -> GistKind:
    top, low = ends
    if indicator.tenth:
        return GistKind.IN_TENTH
    if top == low:
        return GistKind.SAME
    if found is not None and found.one is not None:
        return GistKind.ONE_SIDE
    if counted:
        return GistKind.VERDICTS
    if scene.view.by.is_small:
        return GistKind.RANGE if found is None else GistKind.SIDES
    if not indicator.reliable or any(row.value and row.value.status is Status.MODELLED for row in rows):
        return GistKind.RANGE
    if len(rows) < FEWEST_RANKED:
        return GistKind.FIGURES
    alike = are_alike(top[0].value, low[0].value, scene.benchmark, indicator)
    return GistKind.ALIKE if alike else GistKind.ENDS


def ends_of(rows: Sequence[Row], indicator: Indicator) -> Ends:
    """The rows that print the highest and the lowest figure. rows: highest first, all with a figure."""
    high, low = (figure_of(row.value, indicator) for row in (rows[0], rows[-1]))
    return tuple(row for row in rows if figure_of(row.value, indicator) == high), tuple(
        row for row in rows if figure_of(row.value, indicator) == low
    )


def _figures(rows: Sequence[Row]) -> list[float]:
    return [row.value.value for row in rows if row.value is not None and row.value.value is not None]


def told_side(found: Sides, indicator: Indicator) -> Side:
    """The side of England on which areas are counted: that of most, but of shares the bad one, if any lies there.

    A share that is nought in most places is below England's in more places than above even where it is twice as high.
    """
    most = Side.ABOVE if found.above >= found.below else Side.BELOW
    if indicator.kind is not Kind.SHARE or not indicator.has_bad_side:
        return most
    bad = Side.BELOW if indicator.is_low_worse else Side.ABOVE
    return bad if found.on(bad) else most


def _far(rows: Sequence[Row], england: float, side: Side) -> int:
    """How many lie a fifth or more from England on a side."""
    if side is Side.ABOVE:
        return sum(figure >= england * (1 + FAR) for figure in _figures(rows))
    return sum(figure <= england * (1 - FAR) for figure in _figures(rows))


def _rests_on_few(row: Row) -> bool:
    return row.value is not None and row.value.rests_on_few
