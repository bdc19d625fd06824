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
from dashboard.web.page.profile_lines import ProfileLine, entry_view, profile_line
from dashboard.wording.area_brief import AreaBrief, area_brief, brief_caveat


@dataclass(frozen=True, slots=True)
class BriefPart:
    """A brief, the lines of its headline measures, and where its lists and its areas lead."""

    said: AreaBrief
    headlines: tuple[ProfileLine, ...]
    leads: dict[str, View]
    areas: dict[str, View]


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
    )
