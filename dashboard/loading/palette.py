"""The colours that an edition may choose, against what keeps every map legible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from dashboard.core.colour_vision import VISIONS, colour_distance, seen_as
from dashboard.core.colours import CONTEXT, MISSING, PAPER, READABLE, SUPPRESSED, VISIBLE, WHITE, contrast, ink_on
from dashboard.core.edition import Palette
from dashboard.core.level import Level
from dashboard.loading.validation import Expectation, Fault

#: The most contrast of the lightest shade beside white, so that borders and names stand out on it.
_PALEST = 1.5
#: Shades are looked up in a legend that they do not touch; an empty area has a pattern or a word, too.
_SHADES_DIFFER_BY, _GREYS_DIFFER_BY, _EMPTIES_DIFFER_BY = 10, 5, 5
_EMPTIES = {WHITE: "not published", SUPPRESSED: "suppressed", MISSING: "missing", CONTEXT: "land for orientation"}

_DARK = Expectation(f"a contrast of {READABLE} or more on the grey of the page", "take a darker colour")
_FALLING = Expectation("shades that darken from the first to the last for every reader", "make the later one darker")
_PALE = Expectation(f"a lightest shade with a contrast of at most {_PALEST} beside white", "take a paler first shade")
_APART = Expectation(f"any two shades {_SHADES_DIFFER_BY} or more apart for every reader", "move one of the two")
_GREY = Expectation(f"neighbours {_GREYS_DIFFER_BY} or more apart in lightness, for grey print", "move one of the two")
_LEGIBLE = Expectation(f"a contrast of {READABLE} or more of ink or white on it", "take a paler or a darker shade")
_FILLED = Expectation(
    f"shades {_EMPTIES_DIFFER_BY} or more from the fills of areas without a figure", "take another shade"
)
_LINED = Expectation(f"a contrast of {VISIBLE:g} or more of some line of every layer on it", "take another shade")


def palette_faults(file: str, palette: Palette, levels: Sequence[Level]) -> Iterator[Fault]:
    """What cannot be read or told apart in the colours of an edition; nothing of those that it leaves as they are."""
    accent = palette.accent
    if accent and (apart := contrast(accent, PAPER)) < READABLE:
        yield Fault(file, None, "colours.accent", f"{accent} with a contrast of {apart:.2f}", _DARK)
    for found, rule in _ramp_faults(palette.ramp, levels):
        yield Fault(file, None, "colours.ramp", found, rule)


def _ramp_faults(ramp: Sequence[str], levels: Sequence[Level]) -> Iterator[tuple[str, Expectation]]:
    if not ramp:
        return
    yield from _order_faults(ramp)
    if (apart := contrast(ramp[0], WHITE)) > _PALEST:
        yield f"{ramp[0]} first, with a contrast of {apart:.2f}", _PALE
    for shade in ramp:
        if (apart := contrast(ink_on(shade), shade)) < READABLE:
            yield f"{shade} with a contrast of {apart:.2f}", _LEGIBLE
        for empty, words in _EMPTIES.items():
            near = min(colour_distance(shade, empty, vision) for vision in VISIONS)
            if near < _EMPTIES_DIFFER_BY:
                yield f"{shade}, which is {near:.1f} from “{words}”", _FILLED
        for level in levels:
            best = max((contrast(stroke.colour, shade) for stroke in level.strokes), default=VISIBLE)
            if best < VISIBLE:
                yield f"{shade} under the lines of {level.plural}, with a contrast of {best:.2f}", _LINED


def _order_faults(ramp: Sequence[str]) -> Iterator[tuple[str, Expectation]]:
    """Shades that do not darken, or that some readers, or nobody in grey print, can tell apart."""
    for vision in VISIONS:
        light = [seen_as(shade, vision)[0] for shade in ramp]
        for (one, before), (other, after) in pairwise(zip(ramp, light, strict=True)):
            if after >= before:
                yield f"{one} before {other}, which is no darker with {vision}", _FALLING
        for one, other in combinations(ramp, 2):
            if (apart := colour_distance(one, other, vision)) < _SHADES_DIFFER_BY:
                yield f"{one} and {other}, which are {apart:.1f} apart with {vision}", _APART
    greys = [seen_as(shade, next(iter(VISIONS)))[0] for shade in ramp]
    for (one, before), (other, after) in pairwise(zip(ramp, greys, strict=True)):
        if abs(before - after) < _GREYS_DIFFER_BY:
            yield f"{one} and {other}, which are {abs(before - after):.1f} apart", _GREY
