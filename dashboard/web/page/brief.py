"""The brief of a place with where each of its lines leads, as the page has it before all figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.level import NO_PAGE
from dashboard.core.view import View
from dashboard.views import steps
from dashboard.views.area_profile import ProfileEntry
from dashboard.views.foremost import most_deprived
from dashboard.web.page.profile_lines import ProfileLine, entry_view, profile_line
from dashboard.wording import foremost_words
from dashboard.wording.area_brief import AreaBrief, area_brief, brief_caveat


@dataclass(frozen=True, slots=True)
class DeprivedPart:
    """The most deprived smallest areas of a place in words, and the map of all of them, which leads to each."""

    heading: str
    tenth: str
    see_all: str
    view: View
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefPart:
    """A brief, the lines of its headline measures, and where its lists and its areas lead.

    deprived: the most deprived of its smallest areas; None without any.
    """

    said: AreaBrief
    headlines: tuple[ProfileLine, ...]
    leads: dict[str, View]
    areas: dict[str, View]
    deprived: DeprivedPart | None = None


def brief_part(atlas: Atlas, view: View, found: Sequence[ProfileEntry]) -> BriefPart:
    """The brief of the place of a view, from all entries of its profile."""
    area = atlas.areas[view.area]
    said = area_brief(atlas, area, found)
    listed = (item.entry for one in said.lists for item in one.items)
    named: tuple[Area, ...] = tuple(other for one in said.responsible for other, _ in one.areas)
    return BriefPart(
        said,
        tuple(replace(profile_line(atlas, view, entry), caveat=brief_caveat(entry)) for entry in said.headlines),
        {entry.indicator.id: entry_view(atlas, view, entry) for entry in listed},
        {other.code: steps.open_area(atlas, view, other) for other in named if other.level.role not in NO_PAGE},
        _deprived(atlas, area),
    )


def _deprived(atlas: Atlas, area: Area) -> DeprivedPart | None:
    found = most_deprived(atlas, area)
    if found is None or not found.first:
        return None
    return DeprivedPart(
        foremost_words.most_deprived_heading(found, area),
        foremost_words.tenth_words(found, atlas.edition.deprivation_index),
        foremost_words.SEE_ALL,
        found.view,
        tuple(
            foremost_words.rank_said(row, around, found.indicator)
            for row, around in zip(found.first, found.within, strict=True)
        ),
    )
