"""The tables beside the figures: of each the rows that are still about something that the new edition has."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Set
from typing import NamedTuple

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry


class KeptParts(NamedTuple):
    """What the new edition has: areas by code, figures as INDICATOR@AREA@PERIOD, conditions; and its levels and land.

    levels: level of the present edition -> the level in its place. is_same_system: whether documents still speak of it.
    renounced: the areas and topics of facts that are no more so.
    """

    areas: Collection[str]
    figures: Collection[str]
    conditions: Collection[str]
    levels: Mapping[str, str]
    land: BaseGeometry
    is_same_system: bool
    renounced: Collection[tuple[str, str]]


def retold(name: str, rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    """The rows of a table of data/ that hold of the new edition; what documents say of another system is left out."""
    return _TABLES[name](rows, kept)


def _conditions(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    return rows[rows["slug"].isin(list(kept.conditions)) | (rows["note"] != "")]


def without_sentences_of(gone: Set[str], kept: Collection[str], text: str) -> str:
    """A text without the sentences that name an area that is gone; its name may be a part of one that is kept."""
    longest_first = sorted({*gone, *kept}, key=len, reverse=True)
    named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in longest_first))
    return " ".join(one for one in re.split(r"(?<=\.)\s+", text) if gone.isdisjoint(named.findall(one)))


def _facts(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    held = _of_areas(rows, kept)
    return held.loc[[pair not in kept.renounced for pair in zip(held["area_code"], held["topic"], strict=True)]]


def _of_areas(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    return rows.loc[[area in kept.areas and kept.is_same_system for area in rows["area_code"]]]


def _claims(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    rests = [set(cell.split()) <= set(kept.figures) for cell in rows["evidence"]]
    return _of_areas(rows.loc[rests], kept)


def _places(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    keys = ["@".join(cells) for cells in zip(rows["indicator"], rows["area_code"], rows["period"], strict=True)]
    held = rows.loc[[key in kept.figures for key in keys]]
    return held.assign(level=[kept.levels[level] for level in held["level"]])


def _postcodes(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    return rows[rows["area_code"].isin(list(kept.areas))]


def _sites(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    points = shapely.points(rows["easting"].astype(float), rows["northing"].astype(float))
    near = [bool(shapely.distance(point, kept.land) < _NEAR_M) for point in points]
    return rows.loc[near]


#: A hospital on the shore may lie beside a simplified outline.
_NEAR_M = 1_000


def _priorities(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    held = rows.loc[[kept.is_same_system] * len(rows)]
    left = [" ".join(word for word in cell.split() if word in kept.conditions) for cell in held["conditions"]]
    return held.assign(conditions=left)


def _synonyms(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    known = [(not area or area in kept.areas) for area in rows["area_code"]]
    treated = [(not condition or condition in kept.conditions) for condition in rows["condition"]]
    return rows.loc[[one and other for one, other in zip(known, treated, strict=True)]]


def _accepted(rows: pd.DataFrame, kept: KeptParts) -> pd.DataFrame:
    return rows[rows["subject"].isin(list(kept.figures))]


_TABLES: Mapping[str, Callable[[pd.DataFrame, KeptParts], pd.DataFrame]] = {
    "conditions": _conditions,
    "facts": _facts,
    "claims": _claims,
    "national_places": _places,
    "postcodes": _postcodes,
    "sites": _sites,
    "priorities": _priorities,
    "synonyms": _synonyms,
    "accepted": _accepted,
}
TABLES = tuple(_TABLES)
