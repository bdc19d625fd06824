"""The CCGs of April 2020 and later beside those of April 2019, and what they make up exactly (rule 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.core.value import Extent

#: The CCGs of 2020 that lie in the system -> those of 2019 in them. Six stayed as they were. North Yorkshire is left
#: out: it is far larger than the one of 2019 that went into it.
CCGS_OF_2020: Mapping[str, Sequence[str]] = {
    "E38000127": ("E38000127",),
    "E38000130": ("E38000130",),
    "E38000163": ("E38000163",),
    "E38000176": ("E38000176",),
    "E38000212": ("E38000212",),
    "E38000215": ("E38000215",),
    "E38000234": ("E38000047", "E38000116"),  # County Durham
    "E38000247": ("E38000042", "E38000075", "E38000162"),  # Tees Valley
}
#: What those are called that several CCGs went into.
NAMES = {"E38000234": "County Durham", "E38000247": "Tees Valley"}
UNCHANGED = tuple(code for code, parts in CCGS_OF_2020.items() if len(parts) == 1)


def marks(area: str) -> dict[str, str]:
    """What the row of an area says that stands under the figure of the one that it went into (rules 4 and 20)."""
    whole = next((name for source, name in NAMES.items() if area in CCGS_OF_2020[source]), "")
    return {"extent": Extent.MERGED, "note": whole} if whole else {}


def made_of(codes: Iterable[str], sources: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The sources that make up an area exactly; none if they lack a part of it or reach beyond it.

    codes: the areas of one level that the area consists of. sources: what is counted -> the areas of that level in it.
    """
    whole = set(codes)
    inside = tuple(source for source, parts in sources.items() if whole.issuperset(parts))
    return inside if {part for source in inside for part in sources[source]} == whole else ()
