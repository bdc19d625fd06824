"""What a new edition of a table would change: pure, from the cells of both.

A table is a mapping of key -> cells. What counts as lost is a row that is gone, and a number that is now empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isnan

Key = tuple[str, ...]
Cells = Mapping[str, str]
Rows = Mapping[Key, Cells]

#: Changes of one group that are written out; the rest are counted.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One row that says something else; ``column`` is the cell that moved most, relative to what it was."""

    key: Key
    column: str
    before: str
    after: str

    @property
    def size(self) -> float:
        """How far the number moved, as a share of what it was; 0 for words, infinite for what was nought."""
        before, after = _number(self.before), _number(self.after)
        if before is None or after is None:
            return 0.0
        return abs(after - before) / abs(before) if before else inf


@dataclass(frozen=True, slots=True)
class TableDifference:
    """The rows of one group that are new, changed (largest first), lost, and how many are as they were."""

    group: str
    added: tuple[Key, ...]
    changed: tuple[FigureChange, ...]
    vanished: tuple[Key, ...]
    same: int

    @property
    def largest(self) -> float:
        """The size of its largest change."""
        return max((change.size for change in self.changed), default=0.0)


def between(old: Rows, new: Rows, group: str = "") -> list[TableDifference]:
    """The differences of each group, those with losses first, then by the size of their largest change.

    group: the name of the one group that all rows belong to; if "", the first part of a key is its group.
    """
    names = dict.fromkeys(group or key[0] for key in (*old, *new))
    parts = [_difference(name, _of(old, name, group), _of(new, name, group)) for name in names]
    return sorted(parts, key=lambda part: (not part.vanished, -part.largest, part.group))


def lines(part: TableDifference) -> Iterator[str]:
    """The difference of one group in words, the largest changes first."""
    if not (part.added or part.changed or part.vanished):
        return
    yield f"  {part.group}: {counts([part])}"
    yield from _some("vanished", [_named(key, part.group) for key in part.vanished])
    yield from _some("changed", [_told(change, part.group) for change in part.changed])


def counts(parts: Sequence[TableDifference]) -> str:
    """How many rows are new, changed, lost and the same."""
    added, changed, vanished = (
        sum(len(getattr(part, name)) for part in parts) for name in ("added", "changed", "vanished")
    )
    same = sum(part.same for part in parts)
    return f"{added:,} added, {changed:,} changed, {vanished:,} vanished, {same:,} as before"


def _of(rows: Rows, name: str, group: str) -> Rows:
    return rows if group else {key: cells for key, cells in rows.items() if key[0] == name}


def _difference(group: str, old: Rows, new: Rows) -> TableDifference:
    vanished = [key for key, cells in old.items() if key not in new or _has_lost(cells, new[key])]
    added = [key for key, cells in new.items() if key not in old or (_is_bare(old[key]) and not _is_bare(cells))]
    aside = {*vanished, *added}
    changed = [_change(key, old[key], cells) for key, cells in new.items() if key not in aside and old[key] != cells]
    changed.sort(key=lambda change: (-change.size, change.key))
    same = sum(key not in aside and old[key] == cells for key, cells in new.items())
    return TableDifference(group, tuple(sorted(added)), tuple(changed), tuple(sorted(vanished)), same)


def _change(key: Key, old: Cells, new: Cells) -> FigureChange:
    columns = dict.fromkeys((*old, *new))
    moved = [FigureChange(key, column, old.get(column, ""), new.get(column, "")) for column in columns]
    return max((change for change in moved if change.before != change.after), key=lambda change: change.size)


def _has_lost(old: Cells, new: Cells) -> bool:
    return any(_number(cell) is not None and not new.get(column, "") for column, cell in old.items())


def _is_bare(cells: Cells) -> bool:
    return all(_number(cell) is None for cell in cells.values())


def _number(cell: str) -> float | None:
    try:
        found = float(cell)
    except ValueError:
        return None
    return None if isnan(found) else found


def _named(key: Key, group: str) -> str:
    """A key without the name of its group, which stands above it."""
    return " ".join(key[1:] if key[0] == group else key)


def _told(change: FigureChange, group: str) -> str:
    share = f" ({change.size:.1%})" if 0 < change.size < inf else ""
    before, after = (cell or "nothing" for cell in (change.before, change.after))
    return f"{_named(change.key, group)}: {change.column} {before} -> {after}{share}"


def _some(word: str, found: Sequence[str]) -> Iterator[str]:
    yield from (f"    {word}: {text}" for text in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"    {word}: {len(found) - SHOWN:,} more"
