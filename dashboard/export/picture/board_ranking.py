"""The ranking of a scene for print: every row as words and as places on a scale from 0 to 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from dashboard.charts.dot_scale import Scale
from dashboard.core import labels, numbers
from dashboard.core.area import Row
from dashboard.core.atlas import Atlas
from dashboard.core.level import LevelRole
from dashboard.core.value import is_approximate
from dashboard.views.scene import Scene
from dashboard.views.surroundings import references
from dashboard.wording import notices, sentences, verdicts

Json = dict[str, Any]

#: More rows than this are shortened to the highest and the lowest.
_MOST_ROWS, _HIGHEST, _LOWEST = 20, 10, 5
#: The ends of a shorter scale need decimals.
_SHORT = 20
#: A caveat of more letters that so many rows have is said once, under the table: it would make each row two lines high.
_LONG_CAVEAT, _SHARED_BY = 24, 3
#: One of more letters, which would make its row three lines high, is said there in any case.
_TALL_CAVEAT = 50


def printed_ranking(atlas: Atlas, shown: Scene) -> Json:
    """The rows of a scene in the order of the page, the larger areas below; of many rows the highest and the lowest.

    A count of a larger area is no point on the scale of its parts, so it stands there in figures only.
    """
    what = shown.indicator
    above = references(atlas, shown)
    drawn = above if what and what.mapped else ()
    scale = Scale.over([row.value for row in (*shown.rows, *drawn)])
    high, low, between = _shortened(shown)
    decimals = what.decimals if what and scale.high - scale.low < _SHORT else 0
    england = shown.benchmark.value if drawn and shown.benchmark else None
    marks = _marked_caveats((*high, *low, *above))
    return {
        "level": labels.level_heading(shown.view.by),
        "unit": labels.unit_heading(what) if what else "",
        "highest": [_row(shown, row, scale, marks) for row in high],
        "between": _between(shown, len(high), between) if between else "",
        "lowest": [_row(shown, row, scale, marks) for row in low],
        "references": [_row(shown, row, scale if drawn else None, marks) for row in above],
        "intervals": shown.has_intervals,
        "verdicts": shown.has_verdicts,
        "scores": shown.deprivation is not None,
        "score": shown.edition.score_heading,
        "england": scale.position(england),
        "ends": [numbers.number(end, decimals) for end in (scale.low, scale.high)],
        "notes": [
            *_notes(shown, england is not None),
            *(f"({mark}) {labels.capitalised(said)}." for said, mark in marks.items()),
        ],
    }


def _shortened(shown: Scene) -> tuple[tuple[Row, ...], tuple[Row, ...], int]:
    """The rows at the top, those at the bottom, and how many are left out between them."""
    rows = shown.listed
    if len(rows) <= _MOST_ROWS:
        return rows, (), 0
    known = rows[: len(shown.shown)] if len(shown.shown) > _MOST_ROWS else rows
    top, bottom = known[:_HIGHEST], known[-_LOWEST:]
    return top, bottom, len(known) - len(top) - len(bottom)


def _between(shown: Scene, first: int, count: int) -> str:
    """What stands for the rows that are left out; the place that the view is about is named if it is one of them."""
    words = f"… {labels.plural(shown.view.by, count)} between"
    left_out = shown.listed[first : first + count]
    own = [row for row in left_out if shown.place and row.area.code == shown.place.code]
    if not own or shown.indicator is None:
        return words
    return f"{words}, among them {own[0].area.name} ({numbers.figure_of(own[0].value, shown.indicator)})"


def _marked_caveats(rows: Sequence[Row]) -> dict[str, str]:
    """The caveats that are said under the table -> the letters that stand for them beside the names of areas."""
    times = Counter(caveat.words for row in rows for caveat in sentences.each_caveat(row.value))
    below = (
        said for said, count in times.items() if len(said) > (_LONG_CAVEAT if count >= _SHARED_BY else _TALL_CAVEAT)
    )
    return dict(zip(below, ascii_lowercase, strict=False))


def _caveat(row: Row, marks: Mapping[str, str]) -> str:
    """What is said beside the name of an area: "whole county (a, b)"."""
    said = [caveat.words for caveat in sentences.each_caveat(row.value)]
    letters = ", ".join(marks[words] for words in said if words in marks)
    alone = "; ".join(words for words in said if words not in marks)
    return " ".join(filter(None, (alone, f"({letters})" if letters else "")))


def _row(shown: Scene, row: Row, scale: Scale | None, marks: Mapping[str, str]) -> Json:
    value, what = row.value, shown.indicator
    score = shown.deprivation.scores.get(row.area.code) if shown.deprivation else None
    own = row.area.level.role is LevelRole.COUNTRY
    return {
        "name": row.area.name,
        "here": bool(shown.place and row.area.code == shown.place.code),
        "caveat": _caveat(row, marks),
        "figure": numbers.figure_of(value, what) if what else numbers.NOT_PUBLISHED,
        "interval": numbers.interval_of(value, what) if what else "",
        "comparison": "" if own else verdicts.verdict_words(shown.verdict(value), shown.publisher),
        "score": numbers.number(score, 1) if score is not None else "",
        "dot": scale.position(value.value) if scale and value else None,
        "from": scale.position(value.lower) if scale and value else None,
        "to": scale.position(value.upper) if scale and value else None,
        "about": is_approximate(value),
    }


def _notes(shown: Scene, has_line: bool) -> list[str]:
    what = shown.indicator
    if what is None:
        return []
    line = "Dashed line: England." if has_line else ""
    cautions = (sentences.interval_notice(shown.rows, shown.publisher), sentences.ranking_caution(what, shown.view.by))
    counted = "" if what.mapped else f"{labels.capitalised(notices.COUNTS_NOT_MAPPED)}."
    return [note for note in (line, counted, *cautions) if note]
