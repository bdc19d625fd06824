"""Element ids: a public surface, for people link to them and style them in frames. Keep them."""

from __future__ import annotations

REQUEST = "request"
PAGE = "page"
MAP = "map"
PLOT = "plot"
#: The towns that are drawn again, beside or below the map.
INSETS = "insets"
FIGURES = "figures"

#: Parts of the page whose HTML the server writes for each view.
NOTICE = "notice"
TILES = "tiles"
BREADCRUMB = "breadcrumb"
BY = "by"
CONDITION = "condition"
MEASURE = "measure"
PERIOD = "period"
OVERLAY = "overlay"
HEADING = "heading"
LEGEND = "legend"
COLOUR = "colour"
CAPTION = "caption"
LOCATOR = "locator"
TABLE = "table"
PROFILE = "profile"
EXPORT = "export"
#: The button that opens the drawer around EXPORT, and the drawer.
SHARE = "share-open"
DRAWER = "share-drawer"
#: The way from a frame on another page to the atlas.
WHOLE = "embed-open"
SHOW = "show"
SYSTEM = "system"
LAYERS = "layers"
SHAPE = "shape"
TIMELINE = "timeline"
#: On a phone: says what the map shows, and opens the controls.
CHANGE = "change"
CONTROLS = "controls"
PRESENT = "present"
#: What stands above and below each of the two places for a chart.
CHARTS = ("chart-0", "chart-1")
CHART_HEADS = ("chart-0-head", "chart-1-head")
CHART_FEET = ("chart-0-foot", "chart-1-foot")
