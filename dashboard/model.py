"""The nouns of the atlas: levels, areas, conditions, indicators, values and the view.

Everything here is frozen and needs only the standard library, so that every other module may use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote


class Level(StrEnum):
    """A tier of geography, from the whole country down to neighbourhoods (MSOAs)."""

    COUNTRY = "country"
    ICS = "ics"
    ICP = "icp"
    CCG = "ccg"
    COUNCIL = "council"
    DISTRICT = "district"
    NEIGHBOURHOOD = "neighbourhood"
    AUTHORITY = "authority"  # combined authorities: a layer over maps, never a map of their own


#: The levels that a map can be shown by, largest areas first.
MAP_LEVELS = (Level.ICP, Level.CCG, Level.COUNCIL, Level.DISTRICT, Level.NEIGHBOURHOOD)

#: The condition and the measure that have charts of their own.
LIFE_EXPECTANCY = "life-expectancy"
YEARS_LOST = "yll"
#: Sex -> the measures of life and of healthy life that the chart of life expectancy sets side by side.
LIFE_MEASURES = {sex: (f"{LIFE_EXPECTANCY}-{sex}", f"healthy-{LIFE_EXPECTANCY}-{sex}") for sex in ("male", "female")}

#: The condition whose maps are of deprivation itself.
DEPRIVATION = "deprivation"
DEPRIVATION_MEASURE = "imd-score"

ENGLAND = "E92000001"
ICS = "E54000049"

#: The levels that readers cannot go to.
NO_PAGE = (Level.COUNTRY, Level.AUTHORITY)


class Status(StrEnum):
    """Where a figure comes from, or why there is none (rules 2 and 6 of the statistics)."""

    PUBLISHED = "published"
    SUM = "sum"  # exact: counts added up, or a share of sums
    ESTIMATE = "estimate"  # population-weighted mean of rates: no interval, never compared
    DERIVED = "derived"  # computed by a published method from small areas
    MODELLED = "modelled"  # the publisher itself modelled it
    DEFINITION = "definition"  # England = 100 for a standardised ratio
    SUPPRESSED = "suppressed"
    MISSING = "missing"


class Direction(StrEnum):
    """Which way is bad, if any."""

    HIGH_IS_WORSE = "high is worse"
    LOW_IS_WORSE = "low is worse"
    NEUTRAL = "neutral"
    #: England's figure is of another kind, as the gap across a country is beside the gap inside a place.
    NEVER_COMPARED = "never compared"


class Kind(StrEnum):
    """What sort of number an indicator is; it decides what may be computed from it."""

    RATE = "rate"
    RATIO = "ratio"  # SMR, SIR, SAR: England = 100, never averaged
    SHARE = "share"
    YEARS = "years"
    SCORE = "score"
    MINUTES = "minutes"
    COUNT = "count"  # never mapped


@dataclass(frozen=True, slots=True)
class Area:
    """One area of any tier.

    ``levels`` has two entries for the twelve single-tier councils, which are both a council and a
    district. ``parents`` are the codes of all areas that hold this one whole, nearest last.
    ``same_boundary`` is the code of a CCG or council with the very same boundary, or "".
    """

    code: str
    name: str
    short_name: str
    levels: tuple[Level, ...]
    parents: tuple[str, ...] = ()
    same_boundary: str = ""
    ods_code: str = ""
    note: str = ""

    @property
    def level(self) -> Level:
        """The tier that the area is first of all."""
        return self.levels[0]


@dataclass(frozen=True, slots=True)
class PostcodeDistrict:
    """The first half of a postcode, and the area that holds most of the postcodes that begin with it.

    ``postcodes`` are those in the area, ``all_postcodes`` those anywhere.
    """

    district: str
    area_code: str
    postcodes: int
    all_postcodes: int
    note: str = ""


class SiteKind(StrEnum):
    """What a place on the map is."""

    HOSPITAL = "hospital"
    STROKE_UNIT = "stroke-unit"


@dataclass(frozen=True, slots=True)
class Site:
    """A hospital or a stroke unit; ``easting`` and ``northing`` are metres of the British National Grid."""

    code: str
    name: str
    short_name: str
    kind: SiteKind
    easting: int
    northing: int
    trust: str
    source: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that readers filter by, in a group of the menu."""

    slug: str
    name: str
    group: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """A joint priority of the system, and the conditions of the atlas that belong to it."""

    name: str
    statement: str
    conditions: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of indicators.csv: one definition, one unit, one publisher."""

    id: str
    condition: str
    measure: str
    measure_name: str
    title: str
    noun: str
    unit: str
    unit_short: str
    decimals: int
    kind: Kind
    direction: Direction
    sex: str
    ages: str
    levels: tuple[Level, ...]
    definition: str
    publisher: str
    source: str
    link: str
    licence: str
    credit: str
    limits: str

    @property
    def mapped(self) -> bool:
        """Whether it may be drawn as a map: counts never are (rule 15)."""
        return self.kind is not Kind.COUNT


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of one indicator, area and period; ``value`` is None only if suppressed or missing."""

    value: float | None
    lower: float | None = None
    upper: float | None = None
    count: float | None = None
    denominator: float | None = None
    status: Status = Status.PUBLISHED
    note: str = ""


class Overlay(StrEnum):
    """What is laid over the map."""

    NONE = "none"
    DEPRIVATION = "deprivation"
    BIVARIATE = "bivariate"


class Show(StrEnum):
    """What stands beside the map; the table becomes the profile in a place view."""

    TABLE = "table"
    RANKING = "ranking"
    TREND = "trend"
    SCATTER = "scatter"
    COMPARE = "compare"
    SYSTEM = "system"
    LIFE = "life"
    CAUSES = "causes"


class Order(StrEnum):
    """How the figures of a place are sorted: by their distance from England, or as the menu has its conditions."""

    ENGLAND = "england"
    CONDITION = "condition"


class Layer(StrEnum):
    """What can be switched on over any map."""

    ICP = "icp"
    CCG = "ccg"
    COUNCIL = "council"
    AUTHORITY = "authority"
    HOSPITALS = "hospitals"
    STROKE_UNITS = "stroke-units"


@dataclass(frozen=True, slots=True)
class View:
    """What the reader looks at. Two equal views draw the same page and the same picture.

    benchmark: code of the area that others are compared with. chosen: codes of the areas in ranking and trend, all
    of the map if empty. against: what the map is compared with, "period:2012", "area:E06000002" or
    "condition:stroke/deaths-smr"; "" for nothing. order: of the figures of a place.
    """

    area: str
    by: Level
    condition: str
    measure: str
    period: str
    overlay: Overlay = Overlay.NONE
    show: Show = Show.TABLE
    benchmark: str = ENGLAND
    chosen: tuple[str, ...] = ()
    against: str = ""
    layers: tuple[Layer, ...] = ()
    order: Order = Order.ENGLAND

    def to_query(self) -> str:
        """The query string of the view in a fixed order, without the question mark.

        What lies beside the map stands in it only if it is not as usual. Only a period may hold a character to
        quote: codes and slugs are letters, digits and hyphens, which loading makes sure of.
        """
        return (
            f"area={self.area}&by={self.by}&condition={self.condition}&measure={self.measure}"
            f"&period={quote(self.period, safe='/')}&overlay={self.overlay}{self._beside_query()}"
        )

    def _beside_query(self) -> str:
        return "".join(f"&{key}={quote(value, safe='/:.')}" for key, value in self._beside().items())

    def _beside(self) -> dict[str, str]:
        """The keys and values of all that is not as usual beside the map."""
        usual = {"show": Show.TABLE, "benchmark": ENGLAND, "order": Order.ENGLAND}
        if (self.show, self.benchmark, self.order) == tuple(usual.values()) and not (
            self.chosen or self.against or self.layers
        ):
            return {}
        asked = {
            "show": str(self.show),
            "benchmark": self.benchmark,
            "areas": ".".join(self.chosen),
            "against": self.against,
            "layers": ".".join(self.layers),
            "order": str(self.order),
        }
        return {key: value for key, value in asked.items() if value != usual.get(key, "")}

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
