"""Element ids: a public surface, for people link to them and style them in frames. Keep them."""

from __future__ import annotations

REQUEST = "request"
PAGE = "page"
MAP = "map"
PLOT = "plot"

#: Parts of the page whose HTML the server writes for each view.
NOTICE = "notice"
BREADCRUMB = "breadcrumb"
BY = "by"
CONDITION = "condition"
MEASURE = "measure"
PERIOD = "period"
OVERLAY = "overlay"
HEADING = "heading"
LEGEND = "legend"
CAPTION = "caption"
LOCATOR = "locator"
TABLE = "table"
PROFILE = "profile"
EXPORT = "export"

FRAGMENTS = (
    NOTICE,
    BREADCRUMB,
    BY,
    CONDITION,
    MEASURE,
    PERIOD,
    OVERLAY,
    HEADING,
    LEGEND,
    CAPTION,
    LOCATOR,
    TABLE,
    PROFILE,
    EXPORT,
)
