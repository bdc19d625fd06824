"""What the service is asked for: `data/sources.toml`, read strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from dashboard.core.indicator import Indicator, Kind, Standardised
from dashboard.core.level import Level
from dashboard.core.value import Direction


@dataclass(frozen=True)
class AreaType:
    """A set of areas of the service, by its number."""

    number: int
    level: str
    name: str


@dataclass(frozen=True)
class WantedSeries:
    """An indicator of the service, the sex and the ages that are wanted of it, and what it is called here."""

    number: int
    level: str
    sex: str
    age: str
    indicator: Indicator


@dataclass(frozen=True)
class Sources:
    """The service, its sets of areas, each before its successor, and the series that are wanted."""

    address: str
    england: int
    pause_s: float
    area_types: tuple[AreaType, ...]
    series: tuple[WantedSeries, ...]

    def types_of(self, level: str) -> list[AreaType]:
        """The sets of areas of a level, the wanted one first."""
        return [area_type for area_type in self.area_types if area_type.level == level]

    def question(self, number: int, area_type: int) -> str:
        """The address at which the service has an indicator by a set of areas, as CSV."""
        query = {"indicator_ids": number, "child_area_type_id": area_type, "parent_area_type_id": self.england}
        return f"{self.address.rstrip('/')}/all_data/csv/by_indicator_id?{urlencode(query)}"


def load_sources(path: Path, address: str | None = None) -> Sources:
    """The sources of a folder. address: another one of the service, such as a mirror.

    Raises OSError if the file cannot be read and ValueError, naming the entry, if it is not in the form that
    data/README.md describes.
    """
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        service, kinds, texts = dict(read["service"]), read["kinds"], read["texts"]
        sources = Sources(
            **{**service, **({"address": address} if address else {})},
            area_types=tuple(AreaType(**entry) for entry in read["area_types"]),
            series=tuple(_series(entry, kinds, texts) for entry in read["series"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} is not as data/README.md describes it: {error}.") from None
    return _checked(sources, path.name)


def _checked(sources: Sources, file: str) -> Sources:
    if urlsplit(sources.address).scheme not in ("http", "https"):
        raise ValueError(
            f"The address of the service must begin with http:// or https://, and {sources.address!r} does not."
        )
    homeless = sorted({series.level for series in sources.series if not sources.types_of(series.level)})
    if homeless:
        raise ValueError(f"{file} has series by {homeless[0]!r}, and no area type of that level.")
    return sources


def _series(entry: Mapping[str, Any], kinds: Mapping[str, Any], texts: Mapping[str, str]) -> WantedSeries:
    """One series. Raises KeyError, TypeError or ValueError, which names the entry, if a key lacks or is unknown."""
    own = dict(entry)
    try:
        number, level, sex, age = (own.pop(key) for key in ("number", "level", "sex", "age"))
        told = {"per": None, "reliable": True, "part_of": "", "title_short": ""} | kinds[own.pop("kind")] | texts | own
        told |= {"sex": sex.lower(), "levels": _keys(level), "source": f"Fingertips, indicator {number}"}
        told["kind"], told["direction"] = Kind(told["kind"]), Direction(told["direction"])
        told["standardised"] = Standardised(told["standardised"])
        return WantedSeries(number, level, sex, age, Indicator(**told))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"series {entry.get('number')} {entry.get('id', '')}: {error}") from None


def _keys(level: str) -> tuple[Level, ...]:
    """A key in the place of a level: a row of indicators.csv needs no more of it."""
    return cast(tuple[Level, ...], (level,))
