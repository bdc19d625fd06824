"""What is hatched: the most deprived third, figures of more land or of few events, and the rows of the 3 by 3 map."""

from __future__ import annotations

from dashboard.core.view import Overlay
from dashboard.maps.hatch_looks import HatchKind
from dashboard.views.scene import Scene

#: The third of deprivation that is hatched.
_MOST_DEPRIVED = 2
_ROWS = {HatchKind.MIDDLE_ROW: 1, HatchKind.DEPRIVED_ROW: 2}


def hatchings(scene: Scene) -> tuple[tuple[HatchKind, tuple[str, ...]], ...]:
    """Each hatching of a scene with the codes of its areas, from below."""
    found = [
        *((kind, _row(scene, third)) for kind, third in _ROWS.items()),
        (HatchKind.DEPRIVED, hatched(scene)),
        (HatchKind.WHOLE, wholes(scene)),
        (HatchKind.FEW, of_few_events(scene)),
    ]
    return tuple((kind, codes) for kind, codes in found if codes)


def hatched(scene: Scene) -> tuple[str, ...]:
    """The codes of the most deprived third, which the deprivation overlay hatches."""
    if scene.view.overlay is not Overlay.DEPRIVATION or scene.deprivation is None:
        return ()
    return tuple(code for code in scene.deprivation.scores if scene.deprivation.third(code) == _MOST_DEPRIVED)


def wholes(scene: Scene) -> tuple[str, ...]:
    """The areas on which a figure of more land is drawn than is theirs (rule 20)."""
    if scene.indicator is None or not scene.indicator.mapped:
        return ()
    return tuple(row.area.code for row in scene.shown if row.value and row.value.extent.reaches_beyond)


def of_few_events(scene: Scene) -> tuple[str, ...]:
    """The areas whose figures rest on so few events that they are unreliable (rule 8)."""
    if scene.indicator is None or not scene.indicator.mapped:
        return ()
    return tuple(row.area.code for row in scene.shown if row.value and row.value.rests_on_few)


def _row(scene: Scene, third: int) -> tuple[str, ...]:
    """The areas of a row of the 3 by 3 map."""
    scores = scene.deprivation if scene.view.overlay is Overlay.BIVARIATE else None
    if scores is None or scene.indicator is None or not scene.indicator.mapped:
        return ()
    return tuple(row.area.code for row in scene.shown if scores.third(row.area.code) == third)
