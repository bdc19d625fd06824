"""Which edition of its figures a file holds: told by figures that are known, as names and headers are the same.

In February 2024 Fingertips published its rates again, on populations rebased to the 2021 Census. A file does not say
which of the two it has. So a few figures of each are kept here, at places and times where the editions differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard.core.level import ENGLAND
from dashboard.importers.reading import SourceError, position_of
from dashboard.loading.validation import Expectation

#: Our indicator -> (area, period) -> its figure in the edition.
Anchors = Mapping[str, Mapping[tuple[str, str], float]]

#: Two publications of one figure differ by no more than the rounding to one decimal.
ROUNDING = 0.0501

_MIDDLESBROUGH, _NEWCASTLE = "E06000002", "E08000021"


def _series(area: str, years: Sequence[str], *figures: float) -> dict[tuple[str, str], float]:
    return {(area, year): figure for year, figure in zip(years, figures, strict=True)}


_YEARS = ("2015", "2016", "2017", "2018", "2019", "2020")
#: Deaths from preventable causes (indicator 93721) as first published, and from 2014 on as rebased.
_PREVENTABLE = {
    **_series(_MIDDLESBROUGH, ("2010", "2011", "2012", "2013", "2014"), 226.1, 260.4, 210.8, 213.2, 266),
    **_series(ENGLAND, ("2010", "2011", "2012", "2013"), 154.3, 152.7, 148, 148.5),
    **_series(ENGLAND, _YEARS[1:], 145.8, 142.7, 143.5, 140.6, 175.4),
    **_series(_MIDDLESBROUGH, _YEARS, 219.4, 245.3, 253.5, 240.8, 240.6, 286.4),
    **_series(_NEWCASTLE, _YEARS, 213.1, 218.1, 186.6, 212.4, 196.8, 224.2),
}
_PREVENTABLE_REBASED = {
    **_series(ENGLAND, _YEARS[1:], 146, 143, 143.8, 141, 176.1),
    **_series(ENGLAND, ("2022", "2023", "2024"), 155, 152.8, 145.8),
    **_series(_MIDDLESBROUGH, _YEARS, 217, 241.6, 248.2, 234.5, 233.1, 276.8),
    **_series(_NEWCASTLE, _YEARS, 211.3, 216, 184.1, 209.3, 193.9, 220.8),
}

#: The same of each sex, at a place where the editions differ by more than rounding in every year.
_BY_SEX = {
    "male": _series(_MIDDLESBROUGH, _YEARS, 272.6, 312.8, 333, 298.6, 289.4, 342.2),
    "female": _series(_MIDDLESBROUGH, _YEARS, 169.7, 181.6, 179.2, 186.7, 195.4, 233.4),
}
_BY_SEX_REBASED = {
    "male": _series(_MIDDLESBROUGH, _YEARS, 268.9, 307.4, 324.6, 288.5, 278.1, 328.7),
    "female": _series(_MIDDLESBROUGH, _YEARS, 168.2, 179.3, 176.3, 183.1, 190.7, 227.2),
}

#: The first published figures. Only 93721 is used in both editions under one name, so only it must show one of them.
FIRST: Anchors = {
    "preventable-u75-council": _PREVENTABLE,
    "preventable-u75-ccg": _PREVENTABLE,
    **{f"preventable-u75-council-{sex}": known for sex, known in _BY_SEX.items()},
    "life-expectancy-male": {(_MIDDLESBROUGH, "2016-18"): 75.2749, (_NEWCASTLE, "2016-18"): 77.8587},
    "life-expectancy-female": {(_MIDDLESBROUGH, "2016-18"): 80.0223, (_NEWCASTLE, "2016-18"): 81.7328},
    "deaths-u75": {(_MIDDLESBROUGH, "2016-18"): 508.9466},
    "circulatory-deaths-u75": {(ENGLAND, "2016-18"): 71.7, (_MIDDLESBROUGH, "2016-18"): 118.6},
    "cancer-deaths-u75": {(ENGLAND, "2016-18"): 132.3, (_MIDDLESBROUGH, "2016-18"): 184.8},
    "cancer-preventable": {(ENGLAND, "2015-17"): 78.0, (_MIDDLESBROUGH, "2015-17"): 113.9},
    "circulatory-preventable-2016-definition": {(ENGLAND, "2016-18"): 45.3, (_MIDDLESBROUGH, "2016-18"): 78.8},
    "alcohol-deaths": {(ENGLAND, "2017"): 46.2, (_MIDDLESBROUGH, "2017"): 72.7},
    "healthy-life-expectancy-male": {(_MIDDLESBROUGH, "2016-18"): 57.8, (_MIDDLESBROUGH, "2018-20"): 58.8},
    "healthy-life-expectancy-female": {(_MIDDLESBROUGH, "2016-18"): 58.5, (_MIDDLESBROUGH, "2018-20"): 60.6},
    "slope-index-male": {(_MIDDLESBROUGH, "2015-17"): 13.3, (_MIDDLESBROUGH, "2018-20"): 13.4},
    "slope-index-female": {(_MIDDLESBROUGH, "2015-17"): 11.2, (_MIDDLESBROUGH, "2018-20"): 12.2},
}
#: The figures rebased to the 2021 Census.
REBASED: Anchors = {
    "preventable-u75-rebased": _PREVENTABLE_REBASED,
    **{f"preventable-u75-rebased-{sex}": known for sex, known in _BY_SEX_REBASED.items()},
    "le-rebased-male": {
        (_MIDDLESBROUGH, "2016-18"): 75.5,
        **_series(ENGLAND, ("2020-22", "2021-23", "2022-24", "2023-25"), 78.9, 79.1, 79.5, 79.7),
    },
    "le-rebased-female": {
        (_MIDDLESBROUGH, "2016-18"): 80.2,
        **_series(ENGLAND, ("2020-22", "2021-23", "2022-24", "2023-25"), 82.8, 83.1, 83.3, 83.5),
    },
    "circulatory-preventable": {(ENGLAND, "2016-18"): 28.73814, (ENGLAND, "2018-20"): 28.46849},
}
#: Indicators of which another edition comes under the same name: a file that shows no known figure is refused.
TWINS = frozenset(
    {
        "preventable-u75-council",
        "preventable-u75-ccg",
        "preventable-u75-rebased",
        *(f"preventable-u75-{edition}-{sex}" for edition in ("council", "rebased") for sex in _BY_SEX),
        "le-rebased-male",
        "le-rebased-female",
    }
)

_OTHER = "the file is of another edition, such as figures rebased to another Census: it is no file of this import"
_TELLING = "import the file as it was published, with its rows for England"


def require(file: str, rows: Sequence[Mapping[str, Any]], anchors: Anchors) -> None:
    """Nothing if the figures of a file are of the edition of the anchors.

    rows: indicator, area_code, period and value of each. Raises SourceError if a figure is not what it is in the
    edition, or if an indicator that comes in two editions shows none of the figures by which they are told apart.
    """
    seen: defaultdict[str, int] = defaultdict(int)
    for row, figure in _known(rows, anchors):
        if abs(row["value"] - figure) > ROUNDING:
            raise _foreign(file, row, figure)
        seen[row["indicator"]] += 1
    for indicator in sorted({row["indicator"] for row in rows} & TWINS & anchors.keys()):
        if not seen[indicator]:
            wanted = ", ".join(" ".join(key) for key in list(anchors[indicator])[-3:])
            rule = Expectation(f"one of the figures that tell its edition, such as {wanted}", _TELLING)
            raise SourceError(file, rule, f"none for {indicator}")


def _known(rows: Sequence[Mapping[str, Any]], anchors: Anchors) -> Iterator[tuple[Mapping[str, Any], float]]:
    """The rows with a figure that is known, each with what it is in the edition."""
    for row in rows:
        figure = anchors.get(row["indicator"], {}).get((row["area_code"], row["period"]))
        if figure is not None and row["value"] is not None:
            yield row, figure


def _foreign(file: str, row: Mapping[str, Any], figure: float) -> SourceError:
    found = f"{row['value']:g} for {row['indicator']}, {row['area_code']}, {row['period']}"
    position = position_of(row["area_code"])
    return SourceError(file, Expectation(f"{figure:g}", _OTHER), found, position.row if position else None)
