"""The page "Open data and API": the addresses of the data, what they hold, and how Excel, R and Python read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.core.atlas import Atlas
from dashboard.export.dictionary import OPEN_TABLES, VIEW_COLUMNS
from dashboard.export.export_format import ExportFormat
from dashboard.views import resolve
from dashboard.web.page.templating import template

#: Stands in the examples where the atlas does not know its own address.
_UNKNOWN_SITE = "https://address-of-the-atlas"


def open_data_html(
    atlas: Atlas, files: Sequence[ExportFormat], prefix: str, asset: Callable[[str], str], site: str
) -> str:
    """The whole page as HTML. files: those that are open data. site: the address of the first page, or its path."""
    view = resolve.resolve(atlas, "").view
    return template(
        "open_data",
        edition=atlas.edition,
        files=files,
        example=view,
        keys=_keys(atlas),
        columns=VIEW_COLUMNS,
        tables=OPEN_TABLES,
        prefix=prefix,
        asset=asset,
        base=f"{_UNKNOWN_SITE}{site}" if site.startswith("/") else site,
    )


def _keys(atlas: Atlas) -> tuple[tuple[str, str], ...]:
    """The keys of an address that decide which figures they are, and what they may say."""
    levels = ", ".join(atlas.edition.map_levels)
    return (
        ("area", "code of an area, as areas.csv has it; the whole system without it"),
        ("by", f"level of the areas inside: {levels}"),
        ("condition", "slug of a condition, as conditions.csv has it"),
        ("measure", "word of a measure, as indicators.csv has it"),
        ("period", "such as 2018, 2016-18 or 2018/19; the latest without it"),
        ("overlay", "deprivation, for the score of each area besides"),
    )
