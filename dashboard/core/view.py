"""What the reader looks at: the whole state, and its address."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote

from dashboard.core.level import ENGLAND, DrawnAs, Layer, Level

#: What stands beside the map unless another thing is asked for; ``views.shows`` has all that can.
TABLE = "table"
#: The keys that are about what lies beside the map.
BESIDE_KEYS = {"show", "benchmark", "areas", "against", "layers", "order", "colour", "shape"}
#: Where a link starts: a page says what has changed on the way, and a file is the same without.
FROM_KEY = "from"
#: The parts of a view in the word for where a link starts, and the marks in it that need no quoting.
STEP_KEYS = ("area", "by", "condition", "measure", "period")
_IN_STEPS = "/."


class Overlay(StrEnum):
    """What is laid over the map."""

    NONE = "none"
    DEPRIVATION = "deprivation"
    BIVARIATE = "bivariate"


class Colour(StrEnum):
    """What the colours of a map say of its areas (rule 17)."""

    VALUE = "value"
    COMPARISON = "comparison"


class Shape(StrEnum):
    """What the areas of a map are drawn as."""

    LAND = "land"
    EQUAL = "equal"


class Against(StrEnum):
    """What a map can be compared with: the first word of ``View.against``, before the colon."""

    PERIOD = "period"
    AREA = "area"
    CONDITION = "condition"


class ProfileOrder(StrEnum):
    """How the figures of a place are sorted: by their distance from England, or as the menu has its conditions."""

    ENGLAND = "england"
    CONDITION = "condition"


#: What is beside a map unless another thing is asked for.
_USUAL = {
    **{"show": TABLE, "benchmark": ENGLAND, "order": ProfileOrder.ENGLAND},
    **{"colour": Colour.VALUE, "shape": Shape.LAND},
}
_USUALLY = tuple(_USUAL.values())
#: A page has some three hundred addresses of a few periods.
_quoted = lru_cache(1_024)(quote)


@dataclass(frozen=True, slots=True)
class View:
    """What the reader looks at. Two equal views draw the same page and the same picture.

    benchmark: code of the area that others are compared with. chosen: codes of the areas in ranking and trend, all
    of the map if empty. against: what the map is compared with, "period:2012", "area:E06000002" or
    "condition:stroke/deaths-smr"; "" for nothing. order: of the figures of a place. colour: what
    the colours say. shape: what the areas are drawn as. origin: where a link to the view starts, if more changes on the
    way than the reader chose; the page says what, and it is no part of the view.
    """

    area: str
    by: Level
    condition: str
    measure: str
    period: str
    overlay: Overlay = Overlay.NONE
    show: str = TABLE
    benchmark: str = ENGLAND
    chosen: tuple[str, ...] = ()
    against: str = ""
    layers: tuple[Layer, ...] = ()
    order: ProfileOrder = ProfileOrder.ENGLAND
    colour: Colour = Colour.VALUE
    shape: Shape = Shape.LAND
    origin: View | None = field(default=None, compare=False, repr=False)

    def to_query(self) -> str:
        """The query string of the view in a fixed order, without the question mark.

        What lies beside the map stands in it only if it is not as usual. Only a period may hold a character to
        quote: codes and slugs are letters, digits and hyphens, which loading makes sure of.
        """
        return (
            f"area={self.area}&by={self.by}&condition={self.condition}&measure={self.measure}"
            f"&period={_quoted(self.period, safe='/')}&overlay={self.overlay}{self._beside_query()}"
            f"{f'&{FROM_KEY}={quote(self.origin.step, safe=_IN_STEPS)}' if self.origin else ''}"
        )

    @property
    def step(self) -> str:
        """The view in one word, as an address names the one that a link starts from."""
        return ".".join((self.area, self.by, self.condition, self.measure, self.period))

    @property
    def drawn_as(self) -> DrawnAs:
        """What the areas of the map are drawn as."""
        return DrawnAs(self.by, self.shape is Shape.EQUAL)

    def _beside_query(self) -> str:
        beside = self._beside()
        return "".join(f"&{key}={quote(value, safe='/:.')}" for key, value in beside.items()) if beside else ""

    def _beside(self) -> dict[str, str]:
        """The keys and values of all that is not as usual beside the map."""
        if (self.show, self.benchmark, self.order, self.colour, self.shape) == _USUALLY and not (
            self.chosen or self.against or self.layers
        ):
            return {}
        asked = {
            "show": self.show,
            "benchmark": self.benchmark,
            "areas": ".".join(self.chosen),
            "against": self.against,
            "layers": ".".join(self.layers),
            "order": str(self.order),
            "colour": str(self.colour),
            "shape": str(self.shape),
        }
        return {key: value for key, value in asked.items() if value != _USUAL.get(key, "")}

    def choices(self) -> dict[str, str]:
        """The view as the keys and values of its address."""
        return {
            "area": self.area,
            "by": self.by,
            "condition": self.condition,
            "measure": self.measure,
            "period": self.period,
            "overlay": self.overlay,
            **self._beside(),
        }
