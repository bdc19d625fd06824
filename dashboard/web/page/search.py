"""What the search box knows: every place that a reader can go to, in a small file that is fetched when first used.

The browser does the matching, so that nothing that is typed leaves it. Pure: an Atlas in, bytes out.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from hashlib import sha256

from dashboard.core.area import Area, PostcodeDistrict
from dashboard.core.atlas import Atlas
from dashboard.core.level import LevelRole

#: Among equally good matches larger areas come first, and councils, whose names readers know, before places.
_ORDER = (
    *(LevelRole.SYSTEM, LevelRole.PARTNERSHIP, LevelRole.COUNCIL),
    *(LevelRole.DISTRICT, LevelRole.PLACE, LevelRole.SMALL),
)
_HASH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One place to find: ``kind`` tells places of one name apart, ``code`` is the area to go to."""

    label: str
    kind: str
    code: str
    postcode: bool = False


def search_entries(atlas: Atlas) -> tuple[SearchEntry, ...]:
    """Every area that readers can go to, by level and name, then every postcode district."""
    areas = sorted((a for a in atlas.areas.values() if a.level.role in _ORDER), key=_rank)
    districts = sorted(atlas.postcodes.values(), key=_natural)
    return (*(_of_area(atlas, area) for area in areas), *(_of_postcodes(atlas, district) for district in districts))


def index_file(atlas: Atlas) -> tuple[str, bytes]:
    """The name of the file, with a hash of its content so that it may be kept for ever, and the content as JSON.

    Two lists of [label, kind, area code]: ``places`` and ``postcodes``.
    """
    known = search_entries(atlas)
    lists = {
        "places": [astuple(entry)[:3] for entry in known if not entry.postcode],
        "postcodes": [astuple(entry)[:3] for entry in known if entry.postcode],
    }
    content = json.dumps(lists, ensure_ascii=False, separators=(",", ":")).encode()
    return f"places.{sha256(content).hexdigest()[:_HASH_LENGTH]}.json", content


def _rank(area: Area) -> tuple[int, str]:
    return _ORDER.index(area.level.role), area.name


def _natural(district: PostcodeDistrict) -> tuple[str, int, str]:
    """NE2 before NE10."""
    letters = district.district.rstrip("0123456789")
    return letters, len(district.district), district.district


def _of_area(atlas: Atlas, area: Area) -> SearchEntry:
    return SearchEntry(area.name, area.level.found_as.format(_within(atlas, area)), area.code)


def _within(atlas: Atlas, area: Area) -> str:
    """The district or council that holds an area, the smallest that there is."""
    parents = [atlas.areas[code] for code in area.parents]
    holding = [p for p in parents if p.plays(LevelRole.COUNCIL, LevelRole.DISTRICT)]
    return min(holding, key=lambda parent: not parent.plays(LevelRole.DISTRICT)).name if holding else ""


def _of_postcodes(atlas: Atlas, district: PostcodeDistrict) -> SearchEntry:
    name = atlas.areas[district.area_code].name
    return SearchEntry(
        district.district, f"postcode district {_share(district)} {name}", district.area_code, postcode=True
    )


def _share(district: PostcodeDistrict) -> str:
    """How much of a postcode district lies in its area, in words that go before the name of the area."""
    if district.note:
        return f"{district.note}, partly in"
    return "in" if district.postcodes == district.all_postcodes else "mostly in"
