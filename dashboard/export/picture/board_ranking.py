"""The ranking of a scene for print: every row as words and as places on a scale from 0 to 1."""

from __future__ import annotations

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
    return {
        "level": labels.level_heading(shown.view.by),
        "unit": labels.unit_heading(what) if what else "",
        "highest": [_row(shown, row, scale) for row in high],
        "between": _between(shown, len(high), between) if between else "",
        "lowest": [_row(shown, row, scale) for row in low],
        "references": [_row(shown, row, scale if drawn else None) for row in above],
        "intervals": shown.has_intervals,
        "verdicts": shown.has_verdicts,
        "scores": shown.deprivation is not None,
        "score": shown.edition.score_heading,
        "england": scale.position(england),
        "ends": [numbers.number(end, decimals) for end in (scale.low, scale.high)],
        "notes": _notes(shown, england is not None),
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


def _row(shown: Scene, row: Row, scale: Scale | None) -> Json:
    value, what = row.value, shown.indicator
    score = shown.deprivation.scores.get(row.area.code) if shown.deprivation else None
    own = row.area.level.role is LevelRole.COUNTRY
    return {
        "name": row.area.name,
        "here": bool(shown.place and row.area.code == shown.place.code),
        "caveat": sentences.caveats(value),
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
