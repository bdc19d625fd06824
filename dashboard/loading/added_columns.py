"""The columns that a table of an older edition lacks, and what to put there."""

from __future__ import annotations

#: Column -> what it says, and what to write in it.
ADDED: dict[str, tuple[str, str]] = {
    "part_of_larger": (
        "of what an area is only a part",
        "county, district or neighbourhood where only a part of a whole one lies in the system, nothing for all "
        "others; take “(part)” out of the short name",
    ),
    "extent": (
        "of which land a figure is",
        "county, district or neighbourhood for a figure of a whole one that only partly lies in the system, "
        "part for a figure of that part, nothing for all others; take those words, and “Estimate:”, out of the note",
    ),
    "verdict": (
        "what the publisher itself says of a figure beside England's",
        "worse, similar, better, higher or lower where it says so, and nothing elsewhere",
    ),
    "interval": (
        "where the limits come from",
        "approximate where they were worked out from a rate and a population, else nothing",
    ),
    "family": ("which question it answers", "one word for the indicators of one question, such as stroke-deaths"),
    "part_of": (
        "of which indicator it is a part that counts no event of another part",
        "the id of that one, or nothing",
    ),
    "title_short": ("what a part is called beside the others", "a few words such as: stroke; else nothing"),
    "per": ("per how many a rate, ratio or share is", "100000, 1000 or 100; of ranks how many there are; else nothing"),
    "standardised": (
        "whether people of other ages make a difference",
        "age if it is standardised, none if not, else nothing",
    ),
    "event": ("what is counted", "a plural such as deaths or admissions; nothing where nothing is counted"),
    "reliable": ("whether the order of areas can be trusted", "yes, or no where a handful of events decides it"),
}
