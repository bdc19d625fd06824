"""One thing that is odd: what, where and by how much; and the rules by name, with their harm and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Harm(IntEnum):
    """What comes of it if it is wrong, the worst first."""

    WRONG_FIGURE = 1  # a reader repeats a wrong number
    WRONG_PLACE = 2  # a right number stands on the wrong land, or at the wrong time
    WRONG_BASE = 3  # what stands beside the number is wrong: count, people, status
    WRONG_MAP = 4  # the land itself is wrong
    LACKING = 5  # something is no longer there
    DOUBT = 6  # names, and signatures that fit nothing


#: Stands between the two areas of a swap.
AND = "+"


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing that is odd.

    rule: a key of ``RULES``. found: what is odd and by how much, a sentence without its end. size: how odd, to order
    those of one harm. Of indicator, area, period and level those are filled in that it is about; of a swap ``area``
    has two codes.
    """

    rule: str
    found: str
    size: float
    indicator: str = ""
    area: str = ""
    period: str = ""
    level: str = ""

    @property
    def subject(self) -> str:
        """What a signature names it by: "suicide-rate@E06000005@2016-18", "council@E06000005", "ccg"."""
        return "@".join(filter(None, (self.indicator or self.level, self.area, self.period)))

    @property
    def first_area(self) -> str:
        """Its area; of a swap the first one."""
        return self.area.partition(AND)[0]


@dataclass(frozen=True, slots=True)
class Advice:
    """How much harm a rule keeps away, and what to do about what it finds."""

    harm: Harm
    mend: str


_PUBLISHED = "compare it with the publication"
_OUTLINE = "build the boundaries anew, or correct the codes of the shapefile"
_BACK = "import the table again, or put the rows back"

#: Every rule. A signature in accepted.csv names one of these.
RULES: dict[str, Advice] = {
    "outside its kind": Advice(Harm.WRONG_FIGURE, "look for a lost factor of 10 or 100, or correct the kind"),
    "jump": Advice(Harm.WRONG_FIGURE, f"{_PUBLISHED}; look for a lost factor of 10"),
    "nought": Advice(Harm.WRONG_FIGURE, "empty the cell and set the status to missing, if nothing was published"),
    "far from England": Advice(Harm.WRONG_FIGURE, f"{_PUBLISHED}; look for a fraction in place of a percentage"),
    "far from the areas": Advice(Harm.WRONG_FIGURE, f"{_PUBLISHED}; look for a fraction in place of a percentage"),
    "far from its siblings": Advice(Harm.WRONG_FIGURE, f"{_PUBLISHED}, and with the other measures of the area"),
    "beyond its parts": Advice(Harm.WRONG_FIGURE, "compare the whole and its parts with the publication"),
    "differs from its twin": Advice(Harm.WRONG_FIGURE, "correct one of the two: they are the same land"),
    "all leap": Advice(Harm.WRONG_FIGURE, f"{_PUBLISHED}; look for a lost factor, or a column of another measure"),
    "unlike its kin": Advice(Harm.WRONG_FIGURE, "look whether it is per 1,000 or per 100,000, or correct the unit"),
    "another order": Advice(Harm.WRONG_FIGURE, "look at which end 1 stands, and for rows that are one off"),
    "more than its whole": Advice(Harm.WRONG_FIGURE, "look whether a column of another cause was taken"),
    "a row twice": Advice(Harm.WRONG_PLACE, "look whether one row was copied over another"),
    "two equal areas": Advice(Harm.WRONG_PLACE, "look whether one area was copied over the other"),
    "two equal indicators": Advice(Harm.WRONG_PLACE, "look whether one column was taken for the other"),
    "sexes swapped": Advice(Harm.WRONG_PLACE, "look whether the figures of men and women changed places"),
    "swapped": Advice(Harm.WRONG_PLACE, "look whether the two rows changed places"),
    "two equal periods": Advice(Harm.WRONG_PLACE, "look whether an old file was imported as a new year"),
    "not over yet": Advice(Harm.WRONG_PLACE, "correct the period"),
    "a period apart": Advice(Harm.WRONG_PLACE, "correct the period, or add the years between"),
    "figure of a larger area": Advice(Harm.WRONG_PLACE, "take the area's own figure, or write the extent"),
    "extent not said": Advice(Harm.WRONG_PLACE, "write in extent of which land the figure is"),
    "count beside its rate": Advice(Harm.WRONG_BASE, "compare value, count and denominator with the publication"),
    "no whole number": Advice(
        Harm.WRONG_BASE, "compare it with the publication; look for a lost separator of thousands"
    ),
    "width of its interval": Advice(Harm.WRONG_BASE, "compare both limits with the publication, and their level"),
    "less than a part of it": Advice(Harm.WRONG_BASE, "look for a separator of thousands that was read as a point"),
    "verdict against the figure": Advice(Harm.WRONG_BASE, "compare both, and England's figure, with the publication"),
    "people jump": Advice(Harm.WRONG_BASE, "compare the denominator with the publication"),
    "sum of parts": Advice(Harm.WRONG_BASE, "add the parts up again"),
    "nobody published it": Advice(Harm.WRONG_BASE, "write sum, estimate or derived as the status"),
    "status of its own": Advice(Harm.WRONG_BASE, "write the status that the others of its kind have"),
    "gap": Advice(Harm.WRONG_MAP, _OUTLINE),
    "overlap": Advice(Harm.WRONG_MAP, _OUTLINE),
    "outside the system": Advice(Harm.WRONG_MAP, _OUTLINE),
    "outside its larger area": Advice(Harm.WRONG_MAP, f"correct parents in areas.csv, or {_OUTLINE}"),
    "not the union of its parts": Advice(Harm.WRONG_MAP, _OUTLINE),
    "two outlines": Advice(Harm.WRONG_MAP, _OUTLINE),
    "name of another": Advice(Harm.WRONG_MAP, "correct the code or the name in areas.csv or the shapefile"),
    "England gone": Advice(Harm.LACKING, _BACK),
    "area gone": Advice(Harm.LACKING, _BACK),
    "lonely period": Advice(Harm.WRONG_PLACE, "correct the period, or import the other areas too"),
    "fewer than imported": Advice(Harm.LACKING, f"{_BACK}, or correct imports.csv if that is as it should be"),
    "same name": Advice(Harm.DOUBT, "correct one of the two names in areas.csv"),
    "other words": Advice(Harm.DOUBT, "correct name or short_name in areas.csv"),
    "fits nothing": Advice(Harm.DOUBT, "take the row out of accepted.csv"),
}
