"""What the ways to show deprivation on a map and the layers over a map are called where readers choose them."""

from __future__ import annotations

from dashboard.core.labels import capitalised, level_heading
from dashboard.core.level import Layer, LevelRole, SiteLayer
from dashboard.core.view import Colour, Overlay, Shape

OVERLAYS = {
    Overlay.NONE: "No",
    Overlay.DEPRIVATION: "Stripes",
    Overlay.BIVARIATE: "Nine colours",
}
COLOURS = {Colour.VALUE: "Figures", Colour.COMPARISON: "Comparison"}
SHAPES = {Shape.LAND: "Their land", Shape.EQUAL: "Equal shapes"}
_SITE_LAYERS = {SiteLayer.HOSPITALS: "Acute hospitals", SiteLayer.STROKE_UNITS: "Acute stroke units"}


def layer_name(layer: Layer) -> str:
    """ "Council boundaries", "Combined authorities", "Acute hospitals"."""
    if isinstance(layer, SiteLayer):
        return _SITE_LAYERS[layer]
    return capitalised(layer.plural) if layer.role is LevelRole.OVERLAY else f"{level_heading(layer)} boundaries"
