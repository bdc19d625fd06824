"""What the search box knows: every place and condition, in a small file that is fetched when first used.

The browser does the matching, so that nothing that is typed leaves it. Pure: an Atlas in, bytes out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

import shapely

from dashboard.core import labels
from dashboard.core.area import Area, PostcodeDistrict, SiteKind
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition
from dashboard.core.level import LevelRole

#: Among equally good matches larger areas come first, and councils, whose names readers know, before places.
_ORDER = (
    *(LevelRole.SYSTEM, LevelRole.PARTNERSHIP, LevelRole.COUNCIL),
    *(LevelRole.DISTRICT, LevelRole.PLACE, LevelRole.SMALL),
)
_HASH_LENGTH = 12


class SearchList(StrEnum):
    """What is looked through: what a link of each kind leads to is another key of an address."""

    CONDITIONS = "conditions"
    PLACES = "places"
    POSTCODES = "postcodes"
    SITES = "sites"
    SMALLEST = "smallest"


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One thing to find.

    listed: among which others. kind: tells those of one name apart. code: the area to go to, or the slug of the
    condition. words: by which it is found besides its name and kind.
    """

    listed: SearchList
    label: str
    kind: str
    code: str
    words: str = ""

    @property
    def cells(self) -> list[str]:
        """The entry in the file."""
        return [self.label, self.kind, self.code, *([self.words] if self.words else [])]


def search_entries(atlas: Atlas) -> tuple[SearchEntry, ...]:
    """Every condition with figures, every area that has a page, every postcode district, every hospital.

    The smallest areas are a list of their own: they are found by code or number, and not among the places.
    """
    conditions = (one for one in atlas.conditions.values() if atlas.measures(one.slug))
    areas = sorted((a for a in atlas.areas.values() if a.level.role in _ORDER), key=_rank)
    smallest = sorted((a for a in atlas.areas.values() if a.plays(LevelRole.SMALLEST)), key=lambda area: area.name)
    districts = sorted(atlas.postcodes.values(), key=_natural)
    return (
        *(_of_condition(atlas, condition) for condition in conditions),
        *(_of_area(atlas, area) for area in areas),
        *(_of_postcodes(atlas, district) for district in districts),
        *_hospitals(atlas),
        *(replace(_of_area(atlas, area), listed=SearchList.SMALLEST) for area in smallest),
    )


def index_file(atlas: Atlas) -> tuple[str, bytes]:
    """The name of the file, with a hash of its content so that it may be kept for ever, and the content as JSON.

    Lists of [label, kind, code] and, where there are any, more words.
    """
    known = search_entries(atlas)
    lists = {name: [entry.cells for entry in known if entry.listed is name] for name in SearchList}
    content = json.dumps(lists, ensure_ascii=False, separators=(",", ":")).encode()
    return f"places.{sha256(content).hexdigest()[:_HASH_LENGTH]}.json", content


def _rank(area: Area) -> tuple[int, str]:
    return _ORDER.index(area.level.role), area.name


def _natural(district: PostcodeDistrict) -> tuple[str, int, str]:
    """NE2 before NE10."""
    letters = district.district.rstrip("0123456789")
    return letters, len(district.district), district.district


def _of_condition(atlas: Atlas, condition: Condition) -> SearchEntry:
    words = " ".join(one.synonym for one in atlas.synonyms if one.condition == condition.slug)
    return SearchEntry(SearchList.CONDITIONS, condition.name, "condition", condition.slug, words)


def _of_area(atlas: Atlas, area: Area) -> SearchEntry:
    """An area is found by its tree, level and code in the health service, too, as people write them."""
    synonyms = (one.synonym for one in atlas.synonyms if one.area_code == area.code)
    others = (area.level.tree, area.level.short, area.ods_code) if area.ods_code else ()
    kind = area.level.found_as.format(_within(atlas, area))
    return SearchEntry(SearchList.PLACES, area.name, kind, area.code, " ".join(filter(None, (*others, *synonyms))))


def _within(atlas: Atlas, area: Area) -> str:
    """The district or council that holds an area, the smallest that there is; a smallest area's neighbourhood."""
    parents = [atlas.areas[code] for code in area.parents]
    if area.plays(LevelRole.SMALLEST):
        return next((parent.name for parent in parents if parent.plays(LevelRole.SMALL)), "")
    holding = [p for p in parents if p.plays(LevelRole.COUNCIL, LevelRole.DISTRICT)]
    return min(holding, key=lambda parent: not parent.plays(LevelRole.DISTRICT)).name if holding else ""


def _hospitals(atlas: Atlas) -> Iterator[SearchEntry]:
    """Each hospital leads to the district that it lies in, and is found by its trust, too."""
    level = atlas.tier(LevelRole.DISTRICT)
    for site in (one for one in atlas.sites if one.kind is SiteKind.HOSPITAL):
        point = shapely.Point(site.easting, site.northing)
        for area in (one for one in atlas.level(level) if atlas.shapes[level][one.code].intersects(point)):
            kind = f"{labels.SITES[site.kind]} in {area.name}"
            yield SearchEntry(SearchList.SITES, site.name, kind, area.code, site.trust)


def _of_postcodes(atlas: Atlas, district: PostcodeDistrict) -> SearchEntry:
    name = atlas.areas[district.area_code].name
    kind = f"postcode district {_share(district)} {name}"
    return SearchEntry(SearchList.POSTCODES, district.district, kind, district.area_code)


def _share(district: PostcodeDistrict) -> str:
    """How much of a postcode district lies in its area, in words that go before the name of the area."""
    if district.note:
        return f"{district.note}, partly in"
    return "in" if district.postcodes == district.all_postcodes else "mostly in"
