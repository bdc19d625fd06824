"""The land itself: each level covers the system without gap or overlap, and each area lies in its larger ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.level import MAPPED_ROLES, Level, LevelRole
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds
from dashboard.plausibility.oddity import Oddity

_KM2 = 1e6
#: Levels that leave no land of the system out.
_COVERING = MAPPED_ROLES


def holes_and_overlaps(grounds: Grounds) -> Iterator[Oddity]:
    """Land of the system that no area of a level has, that two have, or that lies outside the system."""
    for level in grounds.atlas.edition.levels:
        shapes = grounds.atlas.shapes.get(level, {})
        if level.role in _COVERING and shapes:
            yield from _gaps(grounds, level, shapes)
            yield from _strays(grounds, level, shapes)
        if level.role in (*_COVERING, LevelRole.OVERLAY):
            yield from _overlaps(grounds, level, shapes)


def _system(grounds: Grounds) -> BaseGeometry:
    atlas = grounds.atlas
    return atlas.shapes[atlas.tier(LevelRole.SYSTEM)][atlas.edition.system]


def _gaps(grounds: Grounds, level: Level, shapes: Mapping[str, BaseGeometry]) -> Iterator[Oddity]:
    left = _wide(_system(grounds).difference(shapely.union_all(list(shapes.values()))))
    for piece in [] if left.is_empty else shapely.get_parts(left):
        beside = min(shapes, key=lambda code: shapes[code].distance(piece))
        found = (
            f"the {level.plural} leave {piece.area / _KM2:,.1f} km² of the system out, at {_at(piece)}, "
            f"beside {grounds.named(beside)}"
        )
        yield Oddity("gap", found, piece.area / _KM2, area=beside, level=level.key)


def _strays(grounds: Grounds, level: Level, shapes: Mapping[str, BaseGeometry]) -> Iterator[Oddity]:
    system = _system(grounds)
    shapely.prepare(system)
    for code, shape in shapes.items():
        outside = _wide(shape.difference(system)) if not system.covers(shape) else None
        if outside is not None and not outside.is_empty:
            found = f"{outside.area / _KM2:,.1f} km² of {grounds.named(code)} lie outside the system, at {_at(outside)}"
            yield Oddity("outside the system", found, outside.area / _KM2, area=code, level=level.key)


def _overlaps(grounds: Grounds, level: Level, shapes: Mapping[str, BaseGeometry]) -> Iterator[Oddity]:
    codes, drawn = list(shapes), np.array(list(shapes.values()), dtype=object)
    if not codes:
        return
    for a, b in zip(*shapely.STRtree(drawn).query(drawn, predicate="intersects"), strict=True):
        common = _wide(drawn[a].intersection(drawn[b])) if a < b else None
        if common is not None and not common.is_empty:
            found = (
                f"{grounds.named(codes[a])} and {grounds.named(codes[b])} have {common.area / _KM2:,.1f} km² "
                f"in common, at {_at(common)}"
            )
            yield Oddity("overlap", found, common.area / _KM2, area=f"{codes[a]}+{codes[b]}", level=level.key)


def _wide(shape: BaseGeometry) -> BaseGeometry:
    """The parts of a shape that are more than slivers; an empty shape if none is."""
    pieces = [part for part in shapely.get_parts(shape) if part.area >= at.SLIVER_KM2 * _KM2]
    wide = [part for part in pieces if not part.buffer(-at.SLIVER_M / 2, join_style="mitre").is_empty]
    return shapely.union_all(wide)


def _at(shape: BaseGeometry) -> str:
    """Where a piece of land is, on the National Grid, in whole kilometres."""
    middle = shape.representative_point()
    return f"{middle.x / 1000:.0f} km east, {middle.y / 1000:.0f} km north"


def outside_larger(grounds: Grounds) -> Iterator[Oddity]:
    """Areas that do not lie in what areas.csv calls their parents: moved, swapped, or under the wrong one."""
    for code, (around, share) in grounds.astray.items():
        area, larger = grounds.atlas.areas[code], grounds.atlas.areas[around]
        around_it = f"{grounds.named(around)}, its {larger.level.singular}"
        found = f"{share:.0%} of {grounds.named(code)} lie outside {around_it}"
        yield Oddity("outside its larger area", found, share, area=code, level=area.level.key)


def no_union(grounds: Grounds) -> Iterator[Oddity]:
    """Areas whose outline is not that of their parts together."""
    for area, level, parts in grounds.made_up():
        own, pieces = grounds.outline(area), [grounds.outline(part) for part in parts]
        if own is None or None in pieces:
            continue
        together = shapely.union_all([grounds.atlas.shapes[level][part.code] for part in parts])
        apart = own.symmetric_difference(together).area / own.area
        if apart > at.OUTLINE_SHARE:
            found = f"{grounds.named(area.code)} and its {len(parts)} {level.plural} differ by {apart:.1%} of its land"
            yield Oddity("not the union of its parts", found, apart, area=area.code, level=area.level.key)


def two_outlines(grounds: Grounds) -> Iterator[Oddity]:
    """Areas with two outlines, on two levels or as a twin of another, that are not the same."""
    atlas = grounds.atlas
    for area in atlas.areas.values():
        twin = atlas.areas.get(area.same_boundary)
        drawn = [(area, level) for level in area.levels] + (
            [(twin, twin.level)] if twin and area.code < twin.code else []
        )
        shapes = [shape for one, level in drawn if (shape := atlas.shapes.get(level, {}).get(one.code)) is not None]
        for other, (one, level) in zip(shapes[1:], drawn[1:], strict=False):
            apart = shapes[0].symmetric_difference(other).area / shapes[0].area
            if apart > at.OUTLINE_SHARE:
                other_one = f"{grounds.named(one.code)} as {level.singular}"
                found = f"{grounds.named(area.code)} and {other_one} differ by {apart:.1%}"
                yield Oddity("two outlines", found, apart, area=area.code, level=level.key)
