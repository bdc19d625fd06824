"""On which areas white is read better than ink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.core.colours import WHITE, ink_on
from dashboard.maps.hatching import hatched
from dashboard.maps.symbology import fills_of
from dashboard.views.scene import Scene


def dark_grounds(scene: Scene, figure_edges: Sequence[float]) -> Mapping[str, str]:
    """Area code -> colour of every area on which white is read better than ink; on hatching it is not."""
    fills, striped = fills_of(scene, figure_edges), set(hatched(scene))
    return {code: fill for code, fill in fills.items() if ink_on(fill) == WHITE and code not in striped}
