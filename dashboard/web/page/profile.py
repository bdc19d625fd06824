"""The place view as words: the spine of all its figures, and what matching England would mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.labels import level_heading, listed
from dashboard.core.level import LevelRole
from dashboard.core.value import Comparison
from dashboard.core.view import ProfileOrder, View
from dashboard.views.area_profile import ProfileEntry, Section, by_condition, entry_at, profile_entries, sections
from dashboard.views.definitions import newest, older_definitions
from dashboard.views.scene import Scene
from dashboard.web.page.profile_lines import REFERENCES, ProfileLine, profile_line
from dashboard.wording import excess_events, sentences
from dashboard.wording.profile_page import group_heading, sorted_by

#: How wide the columns are that can be left out, and that of the place's own figure: on a screen and on paper, where
#: what stands beside a figure takes the room of those that are not drawn.
_SCREEN = {"partnership": 9.5, "system": 9.5, "england": 9.5, "spine": 22.0, "trend": 9.5}
_PAPER = {"partnership": 4.5, "system": 4.5, "england": 2.9, "spine": 5.0, "trend": 2.0}
_HERE = (15.0, 14.2)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading, with the marks that they have on the spine."""

    title: str
    looks: tuple[Comparison, ...]
    lines: tuple[ProfileLine, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that stands in the card of a place. borrowed: what is said beside a figure of its twin, if any.

    entries: of all figures, also for the brief before them. count: of those by the newest definitions.
    columns: key and heading of those beside the place's own figure in which some line has one. widths: of all columns.
    beside: the larger areas among them, as words.

    orders: how the lines can be sorted, as words and views. order: how they are.
    """

    place: Area
    entries: tuple[ProfileEntry, ...]
    matches: tuple[str, ...]
    caution: str
    method: str
    orders: tuple[tuple[ProfileOrder, str, View], ...]
    order: ProfileOrder
    groups: tuple[Group, ...]
    borrowed: str
    columns: Mapping[str, str]
    widths: Mapping[str, str]
    beside: str
    count: int


def profile(atlas: Atlas, scene: Scene) -> Profile:
    """The profile of the place that a scene shows; the chosen measure comes first under "if it matched England"."""
    place, view = scene.area, scene.view
    found = profile_entries(atlas, place)
    chosen = entry_at(atlas, place, scene.indicator, view.by, view.period) if scene.indicator else None
    matches = excess_events.matches(atlas, found, chosen)
    current, older = newest(found), older_definitions(found)
    groups = tuple(_group(atlas, view, section, older) for section in _SORTED[view.order](current))
    columns = dict(_columns(atlas, [line for group in groups for line in group.lines]))
    return Profile(
        place=place,
        entries=found,
        matches=tuple(excess_events.words(match) for match in matches),
        caution=excess_events.caution(matches),
        method=excess_events.method(matches),
        orders=tuple((order, sorted_by(order), replace(view, order=order)) for order in ProfileOrder),
        order=view.order,
        groups=groups,
        borrowed=next(filter(None, (sentences.owner_words(entry.area, entry.borrowed) for entry in found)), ""),
        columns=columns,
        widths=_widths(columns),
        beside=listed([f"the {h}" if k != "england" else h for k, h in columns.items() if k in REFERENCES]),
        count=len(current),
    )


_SORTED = {ProfileOrder.ENGLAND: sections, ProfileOrder.CONDITION: by_condition}


def _group(atlas: Atlas, view: View, section: Section, older: Mapping[str, tuple[ProfileEntry, ...]]) -> Group:
    is_likely = any(entry.verdict.likely for entry in section.entries)
    about = [group_heading(comparison, is_likely) for comparison in section.comparisons[:1]]
    lines = tuple(line for entry in section.entries for line in _lines(atlas, view, entry, older))
    title = ": ".join(filter(None, (*about, section.group)))
    return Group(f"{title} ({len(section.entries)})", section.comparisons, lines)


def _lines(
    atlas: Atlas, view: View, entry: ProfileEntry, older: Mapping[str, tuple[ProfileEntry, ...]]
) -> Iterator[ProfileLine]:
    """The line of an entry, then those of its older definitions, which fold under it."""
    before = older.get(entry.indicator.id, ())
    yield replace(profile_line(atlas, view, entry), older=len(before))
    for one in before:
        yield replace(profile_line(atlas, view, one), under=entry.indicator.id)


def _columns(atlas: Atlas, lines: Sequence[ProfileLine]) -> Iterator[tuple[str, str]]:
    """The columns in which anything stands, with their headings."""
    roles = (LevelRole.PARTNERSHIP, LevelRole.SYSTEM, LevelRole.COUNTRY)
    for key, role in zip(REFERENCES, roles, strict=True):
        if any(line.beside[key].figure for line in lines):
            yield key, level_heading(atlas.tier(role))
    if any(line.spine for line in lines):
        yield "spine", ""
    if any(line.trend for line in lines):
        yield "trend", "Trend"


def _widths(columns: Mapping[str, str]) -> dict[str, str]:
    """The widths of all columns of the table, as the style sheets read them."""
    screen, paper = _HERE
    paper += sum(width for key, width in _PAPER.items() if key not in columns and key in REFERENCES)
    return {
        "screen": " ".join(("minmax(0,1fr)", f"{screen:g}%", *(f"{_SCREEN[key]:g}%" for key in columns))),
        "paper": " ".join(("minmax(0,1fr)", f"{paper:g}rem", *(f"{_PAPER[key]:g}rem" for key in columns))),
    }
