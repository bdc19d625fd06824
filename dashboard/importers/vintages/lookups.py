"""Official lookups of any year -> which areas each of the smallest areas (LSOAs) lies in, told by their columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dashboard.importers.reading import read_csv
from dashboard.importers.vintages.footprint import own_code

#: What the columns of the lookups begin with, by what such areas are to an edition: the later name first.
KINDS: Mapping[str, tuple[str, ...]] = {
    "system": ("icb", "stp"),
    "place": ("sicbl", "ccg"),
    "council": ("ctyua", "utla"),
    "district": ("ltla", "lad"),
    "small": ("msoa",),
}
_LSOA = "lsoa"
_NAMED = re.compile(rf"({'|'.join([_LSOA, *(kind for kinds in KINDS.values() for kind in kinds)])})(\d\d)_?(\w+)")
_WHAT = {"cd": "code", "code": "code", "nm": "name", "name": "name", "hclnm": "name", "cdh": "ods", "code_nhs": "ods"}

#: Health bodies that went into a larger one of another system: a lookup that was cut to the system of the year before
#: holds only those parts of them that lay in it, and cannot tell.
ELSEWHERE = {"E38000241": "North Yorkshire CCG (42D), which belongs to Humber, Coast and Vale (E54000051)"}


class LookupColumn(NamedTuple):
    """What a column of a lookup holds: "code", "name" or "ods" of a kind of area in a year of this century."""

    kind: str
    year: int
    what: str


class Lookups(NamedTuple):
    """The tables of a folder, each with what its columns hold, by file name."""

    tables: Mapping[str, pd.DataFrame]

    def having(self, *columns: LookupColumn) -> pd.DataFrame | None:
        """The first table with all these columns, without repeated rows."""
        for table in self.tables.values():
            if set(columns) <= set(table.columns):
                return table[list(columns)].drop_duplicates()
        return None

    def codes(self) -> set[LookupColumn]:
        """Every column with codes."""
        return {
            one
            for table in self.tables.values()
            for one in map(LookupColumn._make, table.columns)
            if one.what == "code"
        }


class Membership(NamedTuple):
    """Who lies where: ``inside`` has a row for each LSOA of the system, ``outside`` for each other LSOA of the lookups.

    Columns: for each role of ``kinds`` its code, ROLE_name its name; place_ods is the code that the NHS uses.
    kinds: role -> the kind and year that its areas are of. left: sentences about what is left out.
    """

    inside: pd.DataFrame
    outside: pd.DataFrame
    kinds: Mapping[str, LookupColumn]
    census: int
    left: Sequence[str]


def read_lookups(folder: Path) -> Lookups:
    """Every CSV of a folder that has a column of an area. Raises ValueError if there is none."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        table = read_csv(path)
        known = {name: column for name in table.columns if (column := _column(name))}
        if known and len(set(known.values())) == len(known):
            found[path.name] = table[list(known)].rename(columns=known)
    if not found:
        raise ValueError(f"{folder}: no lookup, such as a CSV with the columns LSOA11CD and CCG19CD")
    return Lookups(found)


def _column(name: str) -> LookupColumn | None:
    match = _NAMED.fullmatch(name.lower())
    if not match or match[3] not in _WHAT:
        return None
    return LookupColumn(match[1], int(match[2]), _WHAT[match[3]])


def membership(lookups: Lookups, system: str, vintage: int) -> Membership:
    """The LSOAs of a system as it stood in a year, and of what else the lookups tell.

    Raises ValueError with a sentence if a lookup lacks.
    """
    places = [column for column in _newest(lookups, "place", vintage) if _lsoa_of(lookups, column)]
    if not places:
        raise ValueError(f"no lookup from LSOAs to CCGs or sub-ICB locations of {vintage} or before")
    place = places[0]
    lsoa = _lsoa_of(lookups, place)
    assert lsoa is not None
    table, kinds = _with_names(lookups, _base(lookups, lsoa, place), "place", place), {"place": place}
    for role in ("district", "council", "small"):
        for column in _newest(lookups, role, vintage if role != "small" else lsoa.year):
            joined = _joined(lookups, table, lsoa, column)
            if joined is not None:
                table, kinds[role] = _with_names(lookups, joined, role, column), column
                break
    if "district" not in kinds and "council" not in kinds:
        raise ValueError(f"no lookup from LSOAs to councils of {vintage} or before")
    if "small" not in kinds:
        raise ValueError(f"no lookup from LSOAs to MSOAs of 20{lsoa.year}")
    table, kinds = _one_tier(table, kinds)
    inside, column, left = _in_system(lookups, table, lsoa, system, vintage)
    names = _names(lookups, column)
    table = table.set_index(lsoa).assign(system=system, system_name=names.get(system, system)).sort_index()
    is_inside = inside.loc[table.index].to_numpy()
    return Membership(table[is_inside], table[~is_inside], {**kinds, "system": column}, lsoa.year, left)


def _newest(lookups: Lookups, role: str, vintage: int) -> list[LookupColumn]:
    """The columns of codes of a role up to a year, the newest first."""
    known = [one for one in lookups.codes() if one.kind in KINDS[role] and one.year <= vintage % 100]
    return sorted(known, key=lambda one: (-one.year, KINDS[role].index(one.kind)))


def _lsoa_of(lookups: Lookups, column: LookupColumn) -> LookupColumn | None:
    """The codes of the LSOAs that a table has beside a column; of two the later ones."""
    lsoas = sorted((one for one in lookups.codes() if one.kind == _LSOA), key=lambda one: -one.year)
    return next((one for one in lsoas if lookups.having(one, column) is not None), None)


def _base(lookups: Lookups, lsoa: LookupColumn, place: LookupColumn) -> pd.DataFrame:
    table = lookups.having(lsoa, place)
    assert table is not None
    ods = lookups.having(place, place._replace(what="ods"))
    known = {} if ods is None else dict(ods.itertuples(index=False, name=None))
    return table.rename(columns={place: "place"}).assign(place_ods=[known.get(code, "") for code in table[place]])


def _joined(lookups: Lookups, table: pd.DataFrame, lsoa: LookupColumn, column: LookupColumn) -> pd.DataFrame | None:
    """The table with one column more: by the LSOAs, or of MSOAs by the names of the LSOAs in them."""
    role = next(role for role, kinds in KINDS.items() if column.kind in kinds)
    found = lookups.having(lsoa, column)
    if found is None and role == "small":
        found = _by_name(lookups, lsoa, column)
    if found is None or not set(table[lsoa]) <= set(found[lsoa]):
        return None
    codes = dict(found[[lsoa, column]].itertuples(index=False, name=None))
    return table.assign(**{role: table[lsoa].map(codes)})


def _by_name(lookups: Lookups, lsoa: LookupColumn, msoa: LookupColumn) -> pd.DataFrame | None:
    """An LSOA is called as its MSOA with a letter behind: "Hartlepool 008A" lies in "Hartlepool 008".

    An MSOA whose code no lookup has gets one of ours, made of its name.
    """
    lsoas = lookups.having(lsoa, lsoa._replace(what="name"))
    msoas = lookups.having(msoa, msoa._replace(what="name"))
    if lsoas is None or msoas is None or msoa.year != lsoa.year:
        return None
    codes = {str(name): str(code) for code, name in msoas.itertuples(index=False, name=None)}
    called = lsoas[lsoa._replace(what="name")].str[:-1]
    found = [codes.get(name, own_code(name)) for name in called]
    return pd.DataFrame({lsoa: lsoas[lsoa], msoa: found, msoa._replace(what="name"): called})


def _with_names(lookups: Lookups, table: pd.DataFrame, role: str, column: LookupColumn) -> pd.DataFrame:
    names = _names(lookups, column)
    return table.assign(**{f"{role}_name": [names.get(code, code) for code in table[role]]})


def _names(lookups: Lookups, column: LookupColumn) -> dict[str, str]:
    found = lookups.having(column, column._replace(what="name"))
    known = {} if found is None else dict(found.itertuples(index=False, name=None))
    lsoa = LookupColumn(_LSOA, column.year, "name")
    lsoas = lookups.having(lsoa) if column.kind in KINDS["small"] else None
    own = [] if lsoas is None else [name[:-1] for name in lsoas.iloc[:, 0]]
    return {own_code(name): name for name in own} | known


def _one_tier(table: pd.DataFrame, kinds: dict[str, LookupColumn]) -> tuple[pd.DataFrame, dict[str, LookupColumn]]:
    """Where the lookups have one tier of councils only, its areas are councils, and there are no districts."""
    if "council" in kinds:
        return table, kinds
    named = {"district": "council", "district_name": "council_name"}
    return table.rename(columns=named), {**kinds, "council": kinds["district"]}


def _in_system(
    lookups: Lookups, table: pd.DataFrame, lsoa: LookupColumn, system: str, vintage: int
) -> tuple[pd.Series[bool], LookupColumn, list[str]]:
    """Which LSOAs lie in the system, the column that says so, and what was left out.

    The newest lookup that knows the system decides; if it is older than the places, a place lies in the system only
    with all its LSOAs.
    """
    for column in _newest(lookups, "system", vintage):
        by_lsoa = _system_of(lookups, lsoa, column, table)
        if by_lsoa is not None and (by_lsoa == system).any():
            is_inside = pd.Series((by_lsoa == system).to_numpy(), index=pd.Index(table[lsoa]))
            return _whole_places(is_inside, table.set_index(lsoa), column)
    raise ValueError(f"no lookup of {vintage} or before knows the system {system}")


def _system_of(
    lookups: Lookups, lsoa: LookupColumn, column: LookupColumn, table: pd.DataFrame
) -> pd.Series[str] | None:
    """The system of each LSOA, by a lookup of LSOAs or by one of the health bodies of its year."""
    direct = lookups.having(lsoa, column)
    if direct is not None:
        return table[lsoa].map(dict(direct.itertuples(index=False, name=None)))
    bodies = [one for one in lookups.codes() if one.kind in KINDS["place"] and one.year == column.year]
    for body in bodies:
        systems, members = lookups.having(body, column), lookups.having(lsoa, body)
        if systems is not None and members is not None:
            by_body = dict(systems.itertuples(index=False, name=None))
            return table[lsoa].map(dict(members.itertuples(index=False, name=None))).map(by_body)
    return None


def _whole_places(
    is_inside: pd.Series[bool], table: pd.DataFrame, column: LookupColumn
) -> tuple[pd.Series[bool], LookupColumn, list[str]]:
    cut = set(table.loc[~is_inside, "place"]) & set(table.loc[is_inside, "place"])
    foreign = sorted(cut | (set(ELSEWHERE) & set(table.loc[is_inside, "place"])))
    left = [f"{code} is left out: {_why(code, table)}." for code in foreign]
    return is_inside & ~table["place"].isin(foreign), column, left


def _why(code: str, table: pd.DataFrame) -> str:
    name = table.loc[table["place"] == code, "place_name"].iloc[0]
    return ELSEWHERE.get(code, f"only a part of {name} lies in the system")
