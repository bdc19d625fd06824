"""What the card beside an area of a map says, in lines of HTML; a screen reader hears the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from dashboard.core import numbers
from dashboard.core.area import Row
from dashboard.core.indicator import Indicator
from dashboard.core.periods import period_words
from dashboard.core.value import Value
from dashboard.stats.comparison import Basis, Verdict
from dashboard.views.map_ranks import map_ranks
from dashboard.views.scene import Scene
from dashboard.wording import captions, sentences, verdicts

_OVERLAPPING = "Where intervals overlap, the order may be chance."
_NO_INTERVAL = "Without intervals, the order may be chance."
_CRUDE = "It takes no account of age."


def card_lines(scene: Scene, rows: Sequence[Row]) -> tuple[str, ...]:
    """The card of each row: lines with <br> between them."""
    ranks = map_ranks(scene)
    return tuple("<br>".join(_lines(scene, row, ranks)) for row in rows)


def _lines(scene: Scene, row: Row, ranks: Mapping[str, int]) -> Iterator[str]:
    yield f"<b>{_plain(row.area.name)}</b>"
    what, value = scene.indicator, row.value
    if what is None or value is None or value.value is None:
        yield numbers.figure_of(value, what) if what else numbers.NOT_PUBLISHED
        yield from _third(scene, row)
        return
    yield f"{numbers.figure_of(value, what)} {_plain(what.unit_short)}"
    yield from _judged(scene, value, what)
    if row.area.code in ranks:
        yield f"{verdicts.nth_highest(ranks[row.area.code])} of {len(ranks)} {_plain(scene.view.by.plural)} on this map"
    if rank := scene.national_rank(row.area):
        yield _plain(verdicts.standing(value, scene.verdict(value), rank))
    yield from _third(scene, row)
    if caveats := sentences.caveats(value):
        yield f"<i>{_plain(caveats)}</i>"


def _judged(scene: Scene, value: Value, what: Indicator) -> Iterator[str]:
    """Interval and verdict; a verdict has a mark."""
    verdict = scene.verdict(value)
    interval = numbers.interval_words(value, what)
    if not interval and verdict.basis is Basis.NONE:
        return
    yield _plain(", ".join(filter(None, (interval, verdicts.verdict_against(verdict, scene.publisher)))))


def card_marks(scene: Scene, rows: Sequence[Row]) -> str:
    """The mark before the third line of each card, in one letter: "w" for worse, "W" for likely worse, "-" for none.

    There are hundreds of areas on some maps, and the page knows what the marks look like.
    """
    return "".join(_letter(scene.verdict(row.value)) for row in rows)


def _letter(verdict: Verdict) -> str:
    if verdict.basis is Basis.NONE:
        return "-"
    letter = verdict.comparison[0]
    return letter.upper() if verdict.likely else letter


def _third(scene: Scene, row: Row) -> Iterator[str]:
    yield from filter(None, [captions.third_words(scene, row.area.code)])


def common_lines(scene: Scene) -> tuple[str, ...]:
    """What the cards of all areas of a map end with: England's figure, the period, and how far the order goes."""
    what = scene.indicator
    if what is None:
        return ()
    england = sentences.england(scene.benchmark, what) if what.mapped else ""
    return tuple(filter(None, (england, period_words(scene.view.period), _order_caution(scene, what))))


def _order_caution(scene: Scene, what: Indicator) -> str:
    """What is to be minded of the order of areas; "" where none is said."""
    if not map_ranks(scene):
        return sentences.ranking_caution(what, scene.view.by)
    return " ".join([*([_CRUDE] if what.is_crude else []), _OVERLAPPING if scene.has_intervals else _NO_INTERVAL])


def _plain(words: str) -> str:
    """Text from the data inside HTML."""
    return escape(words, quote=False)
