"""A small line through the figures of some periods, with a gap where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from dashboard.core import periods
from dashboard.core.value import Value

_WIDTH, _HEIGHT = 56, 18

_Run = list[tuple[int, int]]


def sparkline(history: Sequence[tuple[str, Value | None]], said: str) -> Markup:
    """The line as an inline picture, its last figure as a dot. said: the same in words, for those who do not see it."""
    runs = _runs(history)
    x, y = runs[-1][-1]
    return Markup(
        f'<svg viewBox="-3 -3 {_WIDTH + 6} {_HEIGHT + 6}" role="img" aria-label="{escape(said)}">'
        f'<path d="{"".join(map(_path, runs))}"/><path d="M{x} {y}h0"/></svg>'
    )


def _runs(history: Sequence[tuple[str, Value | None]]) -> list[_Run]:
    """The places of the figures of each run without a gap; years go to the right, higher figures up."""
    figures = [value.value for _, value in history if value and value.value is not None]
    low, height = min(figures), (max(figures) - min(figures)) or 1.0
    years = [periods.year_position(period) for period, _ in history]
    width = (years[-1] - years[0]) or 1.0
    runs: list[_Run] = [[]]
    for year, (_, value) in zip(years, history, strict=True):
        if value is None or value.value is None:
            runs.append([])
        else:
            across = round(_WIDTH * (year - years[0]) / width)
            runs[-1].append((across, round(_HEIGHT * (1 - (value.value - low) / height))))
    return [run for run in runs if run]


def _path(run: _Run) -> str:
    """ "M0 9 3 8 6 7": after the first pair of a move SVG draws lines; a figure alone is a dot."""
    return f"M{' '.join(f'{x} {y}' for x, y in run)}{'' if len(run) > 1 else 'h0'}"
