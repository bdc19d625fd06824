"""Plausible mistakes, put into a copy of the shipped atlas in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND
from dashboard.core.value import Value

Change = Callable[[Atlas], Atlas]
Cells = dict[tuple[str, str], Value | None]


def with_cells(atlas: Atlas, indicator: str, cells: Cells) -> Atlas:
    """The atlas with other figures of an indicator: (period, area) -> figure, or None to take it out."""
    periods = {period: dict(known) for period, known in atlas.values[indicator].items()}
    for (period, code), value in cells.items():
        known = periods.setdefault(period, {})
        if value is None:
            del known[code]
        else:
            known[code] = value
    kept = {period: known for period, known in sorted(periods.items()) if known}
    return replace(atlas, values={**atlas.values, indicator: kept})


def times(indicator: str, code: str, period: str, factor: float) -> Change:
    """A figure and its limits times a factor: a lost decimal point, a fraction in place of a percentage."""

    def change(atlas: Atlas) -> Atlas:
        own = atlas.values[indicator][period][code]
        scaled = {n: getattr(own, n) and getattr(own, n) * factor for n in ("value", "lower", "upper")}
        return with_cells(atlas, indicator, {(period, code): replace(own, **scaled)})

    return change


def column_times(indicator: str, period: str, factor: float) -> Change:
    """All figures of a period but England's times a factor."""

    def change(atlas: Atlas) -> Atlas:
        for code, value in atlas.values[indicator][period].items():
            if code != ENGLAND and value.value is not None:
                atlas = times(indicator, code, period, factor)(atlas)
        return atlas

    return change


def cell(indicator: str, code: str, period: str, **cells: object) -> Change:
    """Other cells in a row."""

    def change(atlas: Atlas) -> Atlas:
        own = atlas.values[indicator][period][code]
        return with_cells(atlas, indicator, {(period, code): replace(own, **cells)})  # type: ignore[arg-type]

    return change


def nought(indicator: str, code: str, period: str) -> Change:
    return cell(indicator, code, period, value=0.0, lower=None, upper=None)


def count_times(indicator: str, code: str, period: str, factor: float) -> Change:
    def change(atlas: Atlas) -> Atlas:
        count = atlas.values[indicator][period][code].count
        assert count
        return cell(indicator, code, period, count=count * factor)(atlas)

    return change


def swapped(indicator: str, one: str, other: str, *periods: str) -> Change:
    """The rows of two areas change places, in some periods or in all."""

    def change(atlas: Atlas) -> Atlas:
        known = atlas.values[indicator]
        cells: Cells = {}
        for period in periods or known:
            if one in known[period] and other in known[period]:
                cells |= {(period, one): known[period][other], (period, other): known[period][one]}
        return with_cells(atlas, indicator, cells)

    return change


def each(indicator: str, rewrite: Callable[[Value], Value], periods: Collection[str] = (), code: str = "") -> Change:
    """All rows of an indicator rewritten, or those of some periods, or of an area."""

    def change(atlas: Atlas) -> Atlas:
        rows = {
            (period, area): rewrite(value)
            for period, known in atlas.values[indicator].items()
            for area, value in known.items()
            if period in (periods or [period]) and area == (code or area)
        }
        return with_cells(atlas, indicator, {**rows})

    return change


def scaled(factor: float) -> Callable[[Value], Value]:
    """A figure and its limits times a factor; what stands beside them stays."""

    def rewrite(own: Value) -> Value:
        numbers = {name: getattr(own, name) for name in ("value", "lower", "upper")}
        return replace(own, **{name: number and number * factor for name, number in numbers.items()})

    return rewrite


def of_other(indicator: str, other: str, periods: Collection[str] = ()) -> Change:
    """The figures of another indicator in the place of its own."""

    def change(atlas: Atlas) -> Atlas:
        shared = {period: known for period, known in atlas.values[other].items() if period in (periods or [period])}
        own = atlas.values[indicator]
        rows = {(p, c): v for p, known in shared.items() if p in own for c, v in known.items() if c in own[p]}
        return with_cells(atlas, indicator, {**rows})

    return change


def of_period(indicator: str, code: str, period: str, other: str) -> Change:
    """An area's figure of another period."""
    return lambda atlas: with_cells(atlas, indicator, {(period, code): atlas.values[indicator][other][code]})


def sexes_changed(male: str, female: str, periods: Collection[str] = (), code: str = "") -> Change:
    """The figures of men in the place of those of women, and the other way round."""

    def change(atlas: Atlas) -> Atlas:
        own, other = atlas.values[male], atlas.values[female]
        where = [
            (period, area)
            for period in (periods or [*own])
            for area in own[period]
            if period in other and area in other[period] and area == (code or area)
        ]
        men = with_cells(atlas, male, {(p, c): other[p][c] for p, c in where})
        return with_cells(men, female, {(p, c): own[p][c] for p, c in where})

    return change


def renamed(indicator: str, new: str) -> Change:
    """No mistake: another id."""

    def change(atlas: Atlas) -> Atlas:
        own = replace(atlas.indicators[indicator], id=new)
        kept = {id: one for id, one in atlas.indicators.items() if id != indicator}
        values = {id: known for id, known in atlas.values.items() if id != indicator}
        return replace(atlas, indicators={**kept, new: own}, values={**values, new: {**atlas.values[indicator]}})

    return change


def copied(indicator: str, code: str, other: str, *periods: str) -> Change:
    """The rows of an area over those of another, in some periods or in all."""

    def change(atlas: Atlas) -> Atlas:
        known = {period: rows for period, rows in atlas.values[indicator].items() if period in (periods or [period])}
        return with_cells(atlas, indicator, {(p, other): rows[code] for p, rows in known.items() if code in rows})

    return change


def one_row_off(indicator: str, period: str) -> Change:
    """A column that was moved by one row beside its areas."""

    def change(atlas: Atlas) -> Atlas:
        known = atlas.values[indicator][period]
        codes = [*known]
        moved_on = zip(codes, [*codes[1:], codes[0]], strict=True)
        return with_cells(atlas, indicator, {(period, code): known[after] for code, after in moved_on})

    return change


def gone(indicator: str, code: str, *periods: str) -> Change:
    def change(atlas: Atlas) -> Atlas:
        there = (period for period in periods or atlas.values[indicator] if code in atlas.values[indicator][period])
        return with_cells(atlas, indicator, {(period, code): None for period in there})

    return change


def relabelled(indicator: str, period: str, new: str, code: str = "", keep: bool = False) -> Change:
    """The figures of a period, or one of them, under another one; ``keep``: and under their own too."""

    def change(atlas: Atlas) -> Atlas:
        known = {c: v for c, v in atlas.values[indicator][period].items() if c == code or not code}
        taken: Cells = {} if keep else {(period, c): None for c in known}
        return with_cells(atlas, indicator, taken | {(new, c): v for c, v in known.items()})

    return change


def of_larger(indicator: str, code: str, whole: str, period: str) -> Change:
    """The row of a larger area in the place of the area's own."""

    def change(atlas: Atlas) -> Atlas:
        known = atlas.values[indicator][period]
        copied = replace(known[whole], extent=known[code].extent)
        return with_cells(atlas, indicator, {(period, code): copied})

    return change


def redrawn(level: str, outlines: Callable[[dict[str, BaseGeometry]], dict[str, BaseGeometry]]) -> Change:
    """Other outlines at one level."""

    def change(atlas: Atlas) -> Atlas:
        drawn = {own: dict(shapes) for own, shapes in atlas.shapes.items()}
        key = next(own for own in drawn if own == level)
        return replace(atlas, shapes={**drawn, key: {**drawn[key], **outlines(drawn[key])}})

    return change


def moved(level: str, code: str, metres: float) -> Change:
    return redrawn(level, lambda shapes: {code: translate(shapes[code], metres, 0)})


def codes_swapped(level: str, one: str, other: str) -> Change:
    return redrawn(level, lambda shapes: {one: shapes[other], other: shapes[one]})


def cut_back(level: str, code: str, metres: float) -> Change:
    """An outline that leaves a strip of so many metres on its west side."""

    def west(shape: BaseGeometry) -> BaseGeometry:
        return shape.intersection(translate(shape, metres, 0))

    return redrawn(level, lambda shapes: {code: west(shapes[code])})


def grown(level: str, code: str, other: str, metres: float) -> Change:
    """An outline that reaches so many metres into that of its neighbour."""
    return redrawn(
        level,
        lambda shapes: {code: shapely.union(shapes[code], shapes[other].intersection(shapes[code].buffer(metres)))},
    )


def area_with(code: str, **fields: object) -> Change:
    """Another row in areas.csv."""

    def change(atlas: Atlas) -> Atlas:
        return replace(atlas, areas={**atlas.areas, code: replace(atlas.areas[code], **fields)})  # type: ignore[arg-type]

    return change


def all_of(*changes: Change) -> Change:
    def change(atlas: Atlas) -> Atlas:
        for one in changes:
            atlas = one(atlas)
        return atlas

    return change
