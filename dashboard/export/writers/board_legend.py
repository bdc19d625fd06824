"""The legend of a page of the board pack, as its template sets it."""

from __future__ import annotations

from typing import Any

from dashboard.core.atlas import Atlas
from dashboard.core.colours import EMPTY_FILLS, ink_on
from dashboard.maps.legend import LegendEntry
from dashboard.maps.legend_entries import legend
from dashboard.views.scene import Scene
from dashboard.views.thirds import figure_edges
from dashboard.wording.legend_words import ACROSS

Json = dict[str, Any]


def board_legend(atlas: Atlas, shown: Scene) -> Json:
    """Title, notes, the colours of the 3 by 3 map, and the entries with their marks."""
    what = legend(shown, figure_edges(atlas, shown), still=True)
    return {
        "title": what.title,
        "notes": what.notes,
        "grid": what.grid,
        "across": ACROSS,
        "entries": [
            *map(_class, what.entries),
            *({"fill": "", "kind": kind, "words": words} for kind, words in what.hatches),
            *(_empty(kind, entry) for kind, entry in what.empties),
            {"fill": "", "kind": "line", "words": what.outlines},
        ],
    }


def _class(one: LegendEntry) -> Json:
    return {"fill": one.colour, "ink": ink_on(one.colour), "kind": one.mark or "fill", "words": one.words}


def _empty(kind: str, entry: str) -> Json:
    return {"fill": EMPTY_FILLS[kind], "kind": "dots" if kind == "not-published" else "fill", "words": entry}
