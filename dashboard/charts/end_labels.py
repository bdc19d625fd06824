"""Labels at the ends of lines: kept apart, and cut to what fits beside a drawing."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.collisions import isotonic


def apart(wished: Sequence[float], least: float, low: float, high: float) -> tuple[float, ...]:
    """Places as near as can be to the wished ones, each at least ``least`` from the next, between two ends.

    The order of the wishes is kept; equal ones keep the order in which they come. Labels that push each other share the
    way. If there is no room for all, the last ones stand beyond ``high``.
    """
    order = sorted(range(len(wished)), key=lambda k: wished[k])
    starts = isotonic(wished[k] - number * least for number, k in enumerate(order))
    latest = max(low, high - (len(order) - 1) * least)
    found = {k: min(max(starts[number], low), latest) + number * least for number, k in enumerate(order)}
    return tuple(found[k] for k in range(len(wished)))


def cut_label(name: str, letters: int) -> str:
    """A name of at most so many letters, cut between words if it is too long: "Durham Dales…"."""
    if len(name) <= letters:
        return name
    return f"{name[:letters].rpartition(' ')[0].rstrip(',& ') or name[: letters - 1]}…"
