"""Who lies where -> the areas of a new edition: their names, levels, parents, parts of larger areas, and twins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.core.area import Area
from dashboard.core.level import ENGLAND, LevelRole
from dashboard.core.value import Extent
from dashboard.importers.mergers import NAMES
from dashboard.importers.tiers import as_levels
from dashboard.importers.vintages.footprint import Footprint, Words, own_code

_LOCAL = (LevelRole.COUNCIL, LevelRole.DISTRICT, LevelRole.SMALL)
_PARTS = {"council": Extent.COUNTY, "district": Extent.DISTRICT, "small": Extent.NEIGHBOURHOOD}
PART_NOTE = "Only the part of the {0} in the {1} is drawn; published figures are for the whole {0}."
OWN_NOTE = "The code of this area is ours: the lookups at hand do not have the official one."

Cells = Mapping[str, str]
Table = Mapping[str, Cells]


def with_partnerships(members: pd.DataFrame, known: Table, levels: Sequence[Words]) -> pd.DataFrame:
    """The members with the partnership and the layers that the present edition of the same system has them in.

    A place is in the partnership that holds all small areas of it that the present edition knows; nobody publishes it.
    """
    found = members.copy()
    for level in (one for one in levels if one["role"] in (LevelRole.PARTNERSHIP, LevelRole.OVERLAY)):
        own = {code for code, cells in known.items() if level["key"] in cells["levels"].split()}
        by = "small" if level["role"] == LevelRole.PARTNERSHIP else "council"
        column = _column(level)
        found[column] = [_first_of(own, known.get(code)) for code in members[by]]
        if level["role"] == LevelRole.PARTNERSHIP:
            found[column] = _one_each(found[column], found["place"])
        found[f"{column}_name"] = [known[code]["name"] if code else "" for code in found[column]]
    return found


def _column(level: Words) -> str:
    return str(level["role"]) if level["role"] != LevelRole.OVERLAY else f"overlay:{level['key']}"


def _first_of(own: set[str], cells: Cells | None) -> str:
    return next((code for code in (cells["parents"].split() if cells else ()) if code in own), "")


def _one_each(partnerships: pd.Series[str], places: pd.Series[str]) -> list[str]:
    """The one partnership of each place, or "" where its small areas lie in several."""
    pairs = pd.DataFrame({"place": places.to_numpy(), "whole": partnerships.to_numpy()})
    of = {place: set(whole) - {""} for place, whole in pairs.groupby("place")["whole"]}
    return [next(iter(of[place])) if len(of[place]) == 1 else "" for place in places]


def grounds(members: pd.DataFrame, levels: Sequence[Words]) -> dict[str, Footprint]:
    """Every area of the members by code, larger levels first."""
    found: dict[str, Footprint] = {}
    for level in sorted(levels, key=lambda one: int(one["rung"])):
        column = _column(level)
        if column not in members:
            continue
        for code, lsoas in members[members[column] != ""].groupby(column).groups.items():
            before = found.get(str(code))
            roles = (*(before.roles if before else ()), column)
            found[str(code)] = Footprint(roles, before.rung if before else int(level["rung"]), frozenset(lsoas))
    return found


def area_rows(members: pd.DataFrame, levels: Sequence[Words], known: Table, cut: Mapping[str, bool]) -> list[Area]:
    """England and all areas, by level and code. cut: code -> whether the area reaches beyond the system."""
    ground = grounds(members, levels)
    names = area_names(members, known)
    ods = dict(zip(members["place"], members["place_ods"], strict=True))
    by_role = {_column(level): level for level in levels}
    rows = [Area(ENGLAND, "England", "England", as_levels(by_role[LevelRole.COUNTRY]["key"]))]
    for code, one in ground.items():
        part = _PARTS[one.roles[0]] if cut.get(code) else Extent.OWN
        rows.append(
            Area(
                code=code,
                name=names[code][0],
                short_name=names[code][1],
                levels=as_levels(*(by_role[role]["key"] for role in one.roles)),
                parents=tuple(other for other, outer in ground.items() if other != code and _holds(outer, one)),
                part_of_larger=part,
                same_boundary=_twin(code, ground, cut),
                ods_code=ods.get(code, ""),
                note=_part_note(by_role, one) if part else _note(code, known, members),
            )
        )
    return rows


def _holds(outer: Footprint, inner: Footprint) -> bool:
    """Whether one area holds another whole; of two with the same land only the one on a higher rung does."""
    layers = [one.roles[0].startswith("overlay") for one in (outer, inner)]
    if (layers[0] and inner.roles[0] not in _LOCAL) or (layers[1] and outer.roles[0] != LevelRole.SYSTEM):
        return False
    return outer.rung < inner.rung if outer.lsoas == inner.lsoas else outer.lsoas > inner.lsoas


def _twin(code: str, ground: Mapping[str, Footprint], cut: Mapping[str, bool]) -> str:
    """The place of a council or the council of a place; never of a part, whose figures are of more than its land."""
    pair = {"place": "council", "council": "place"}
    own = ground[code]
    other = pair.get(own.roles[0])
    twins = (one for one, land in ground.items() if land.roles[0] == other and land.lsoas == own.lsoas)
    twin = next(twins, "")
    return "" if cut.get(code) or cut.get(twin) else twin


def area_names(members: pd.DataFrame, known: Table) -> dict[str, tuple[str, str]]:
    """Code -> name and short name: those of the present edition, else the official ones without what all have."""
    names: dict[str, tuple[str, str]] = {}
    columns = [column for column in members if f"{column}_name" in members]
    for column in columns:
        for code, name in zip(members[column], members[f"{column}_name"], strict=True):
            if code in known:
                names[code] = known[code]["name"], known[code]["short_name"]
            elif code not in names:
                plain = _plain(code, str(name), members)
                names[code] = plain, plain.replace(" and ", " & ") if column != "small" else plain
    return names | _told_apart(members, names)


def _plain(code: str, name: str, members: pd.DataFrame) -> str:
    """A name as people say it. A sub-ICB location, published under a code, is called as its council if it is one."""
    bare = name.removeprefix("NHS ").removesuffix(" CCG").removesuffix(" Integrated Care Board")
    if " - " not in bare:
        return bare
    councils = set(members.loc[members["place"] == code, "council_name"])
    alone = len(councils) == 1 and set(members.loc[members["council_name"].isin(councils), "place"]) == {code}
    return NAMES.get(code) or (next(iter(councils)) if alone else bare.rpartition(" - ")[2])


def _told_apart(members: pd.DataFrame, names: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Small areas that share a name get their council in brackets."""
    small = members.drop_duplicates("small")
    called = small["small"].map(lambda code: names[code][0])
    twice = small[called.duplicated(keep=False)]
    pairs = zip(twice["small"], twice["council_name"], strict=True)
    return {code: (f"{names[code][0]} ({council})",) * 2 for code, council in pairs}


def _part_note(by_role: Mapping[str, Words], one: Footprint) -> str:
    return PART_NOTE.format(by_role[one.roles[0]]["singular"], by_role[LevelRole.SYSTEM]["short"])


def _note(code: str, known: Table, members: pd.DataFrame) -> str:
    if code in set(members["small"]) and code == own_code(code):
        return OWN_NOTE
    return "" if code not in known or known[code]["part_of_larger"] else known[code]["note"]
