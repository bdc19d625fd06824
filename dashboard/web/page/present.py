"""The board room: what a presenter can do from a view, and the list of slides that the address holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.core.atlas import Atlas
from dashboard.core.labels import capitalised
from dashboard.core.presenting import MOST_SLIDES, FrameColour, Presenting
from dashboard.core.view import View
from dashboard.views.presenter_ways import bare, ways, with_slide
from dashboard.views.scene import Scene
from dashboard.web.page.templating import template
from dashboard.wording import captions
from dashboard.wording.slide_words import slide_position, slide_title


@dataclass(frozen=True, slots=True)
class SlideLine:
    """A slide of the list: its words, where it leads, and the same address without it, and with it one place up."""

    words: str
    query: str
    without: str
    earlier: str


@dataclass(frozen=True, slots=True)
class WayLine:
    """One step of a presenter. key: of its link, which the script presses. words: what is there."""

    key: str
    words: str
    query: str


def present_part(atlas: Atlas, scene: Scene, shown: Presenting) -> str:
    """What stands below the cards, or around the map while it is presented."""
    view = scene.view
    if shown.frame:
        return template(
            "presenter",
            lines=_steps(atlas, view, shown),
            said=position(atlas, view, shown),
            scene=scene,
            alternative=captions.alternative(scene),
        )
    longer, usual = with_slide(view, shown), replace(shown, frame=FrameColour.SYSTEM)
    return template(
        "slides",
        start=usual.address_of(view),
        lines=[_line(atlas, view, shown, at) for at in range(len(shown.slides))],
        add=longer.address_of(view) if longer else "",
        is_listed=bare(view) in shown.slides,
        most=MOST_SLIDES,
        first=usual.address_of(shown.slides[0]) if shown.slides else "",
        deck=shown.address_of(view),
    )


def position(atlas: Atlas, view: View, shown: Presenting) -> str:
    """ "Slide 2 of 5", "" beside the list or without one."""
    return slide_position(ways(atlas, view, shown.slides).at, len(shown.slides)) if shown.frame else ""


def _line(atlas: Atlas, view: View, shown: Presenting, at: int) -> SlideLine:
    slides = shown.slides
    others = slides[:at] + slides[at + 1 :]
    earlier = (*others[: at - 1], slides[at], *others[at - 1 :]) if at else ()
    return SlideLine(
        slide_title(atlas, slides[at]),
        shown.address_of(slides[at]),
        replace(shown, slides=others).address_of(view),
        replace(shown, slides=earlier).address_of(view) if earlier else "",
    )


def _steps(atlas: Atlas, view: View, shown: Presenting) -> list[WayLine]:
    way = ways(atlas, view, shown.slides)
    there = {
        "previous": ("Previous", way.before),
        "next": ("Next", way.after),
        "area-before": ("Area before", way.area_before),
        "area-after": ("Area after", way.area_after),
    }
    known = ((key, words, to) for key, (words, to) in there.items() if to)
    lines = [WayLine(key, f"{words}: {slide_title(atlas, to)}", shown.address_of(to)) for key, words, to in known]
    other = FrameColour.LIGHT if shown.frame is FrameColour.DARK else FrameColour.DARK
    return [
        *lines,
        WayLine("frame", f"{capitalised(other)} frame", replace(shown, frame=other).address_of(view)),
        WayLine("leave", "Leave the presentation", replace(shown, frame=FrameColour.NONE).address_of(view)),
    ]
