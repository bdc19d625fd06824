"""What every picture has around its drawing: headline and subtitle above it, sources, address and date below it.

What is drawn, a map or a chart, stands in the room between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from dashboard.core.colours import QUIET
from dashboard.export.picture.house_style import kept_for
from dashboard.export.picture.primitives import LINE, Box, Size, Stamp, Text
from dashboard.export.picture.text_metrics import width, wrap

#: Between the parts of a drawing, in design units.
GAP = 28
#: The part of the width that the last line of a headline takes at least, if it can.
_LEAST_LAST = 0.35


def head_of(headline: str, subtitle: str, size: Size) -> tuple[Text, ...]:
    """The headline, as large as it fits, and the statistical title below it."""
    unit, margin = size.unit, _margin(size)
    room = size.width - 2 * margin
    most = 2 if size.wide else 4
    large, lines = _fitted(headline, [44 * unit, 38 * unit, 32 * unit], room, most)
    title = Text(_no_word_alone(lines, large, room), margin, margin, large, bold=True)
    small = 23 * unit
    sub = wrap(subtitle, small, room, most=2 if size.wide else 4)
    return title, Text(sub, margin, margin + title.height + 6 * unit, small, colour=QUIET)


def _no_word_alone(lines: tuple[str, ...], size: float, room: float) -> tuple[str, ...]:
    """Lines of a headline of which the last is not much shorter than the others, in as many lines."""
    least, words = _LEAST_LAST * room, " ".join(lines)
    narrower = (wrap(words, size, room * part / 100, bold=True) for part in range(98, 48, -2))
    tries = takewhile(lambda found: len(found) == len(lines), narrower)
    return next((found for found in (lines, *tries) if len(lines) < 2 or width(found[-1], size, True) >= least), lines)


def _fitted(headline: str, sizes: Sequence[float], room: float, most: int) -> tuple[float, tuple[str, ...]]:
    """The largest size at which a headline takes at most so many lines; at the smallest the rest is cut."""
    for size in sizes:
        lines = wrap(headline, size, room, bold=True)
        if len(lines) <= most:
            return size, lines
    return sizes[-1], wrap(headline, sizes[-1], room, bold=True, most=most)


def foot_of(credits: Sequence[str], size: Size, stamp: Stamp) -> tuple[Text, ...]:
    """Sources and licences, the address and the date, at the lower edge."""
    margin, small = _margin(size), size.small(14.5)
    room = size.width - 2 * margin - kept_for(stamp.house, size)
    lines = [line for part in (*credits, stamp.house.footer) if part for line in wrap(part, small, room)]
    lines += wrap(f"{stamp.address} · made {stamp.date}", small, room)
    height = len(lines) * small * LINE
    return (Text(tuple(lines), margin, size.height - margin * 0.7 - height, small, colour=QUIET),)


def body_between(size: Size, head: Sequence[Text], foot: Sequence[Text]) -> Box:
    """The room between head and foot."""
    margin = _margin(size)
    top = head[-1].y + head[-1].height + 18 * size.unit
    bottom = foot[0].y - 18 * size.unit
    return Box(margin, top, size.width - 2 * margin, bottom - top)


def _margin(size: Size) -> float:
    return 48 * size.unit
