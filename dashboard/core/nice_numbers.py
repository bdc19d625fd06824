"""The steps that people read easily: 1, 2 and 5 times a power of ten. For class edges and for axes."""

from __future__ import annotations

from math import floor, log10


def step_up_to(target: float) -> float:
    """The largest readable step that is at most the target, which is above 0."""
    return max(step for step in _steps(target) if step <= target)


def step_from(target: float) -> float:
    """The smallest readable step that is at least the target, which is above 0."""
    return next(step for step in _steps(target) if step >= target * (1 - 1e-9))


def _steps(target: float) -> tuple[float, ...]:
    """The readable steps around a figure, ascending."""
    power: float = 10.0 ** floor(log10(target))
    return tuple(power * factor for factor in (1, 2, 5, 10))
