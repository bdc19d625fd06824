"""What many tests need: the shipped atlas, a tiny one with known answers, and the application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from kinds import pytest_collection_modifyitems, pytest_configure, pytest_fixture_setup, pytest_sessionstart
from shapely.geometry import box
from shipped import EDITION, ICS, MAP_LEVELS, Level
from small import edition
from tiny import ALPHA, BETA, CITY, COUNTY, DELTA, FIRST, GAMMA, QUARTERS, SECOND, TOWN

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition
from dashboard.core.fact import Fact
from dashboard.core.indicator import Indicator, Kind, Standardised
from dashboard.core.level import ENGLAND
from dashboard.core.value import Direction, Extent, Status, Value
from dashboard.core.view import View
from dashboard.loading.load import load
from dashboard.web.app import create_app

__all__ = ["pytest_collection_modifyitems", "pytest_configure", "pytest_fixture_setup", "pytest_sessionstart"]

ROOT = Path(__file__).parent.parent

# A slow moment of a shared machine is no fault, and the same examples on every run make a red test one that stays red.
settings.register_profile(
    "atlas", deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("atlas")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The shipped data, loaded once."""
    return load(ROOT / "data", ROOT / "boundaries")


@pytest.fixture(scope="session")
def client(atlas: Atlas) -> FlaskClient:
    """Flask's test client of the whole application."""
    return create_app(atlas, str(ROOT / "assets")).server.test_client()


Answer = Callable[..., tuple[dict[str, Any], dict[str, Any]]]


@pytest.fixture(scope="session")
def callback() -> Callable[[Any], dict[str, Any]]:
    """The body that the page posts for a request."""

    def body(request: Any) -> dict[str, Any]:
        return {
            "output": "page.data",
            "outputs": {"id": "page", "property": "data"},
            "inputs": [{"id": "request", "property": "data", "value": request}],
            "changedPropIds": ["request.data"],
        }

    return body


@pytest.fixture(scope="session")
def answer(client: FlaskClient, callback: Callable[[Any], dict[str, Any]]) -> Answer:
    """What the server answers to a view: figure and page, asked once for each view and frame."""
    known: dict[tuple[str, tuple[int, int]], tuple[dict[str, Any], dict[str, Any]]] = {}

    def ask(view: View | str, frame: tuple[int, int] = (760, 520)) -> tuple[dict[str, Any], dict[str, Any]]:
        search = view if isinstance(view, str) else f"?{view.to_query()}"
        if (search, frame) not in known:
            posted = client.post("/_dash-update-component", json=callback({"search": search, "frame": list(frame)}))
            assert posted.status_code == 200, (search, posted.status_code, posted.text)
            page = posted.get_json()["response"]["page"]["data"]
            known[search, frame] = (page["figure"], page)
        return known[search, frame]

    return ask


@pytest.fixture(scope="session")
def every_view(atlas: Atlas) -> tuple[View, ...]:
    """Every indicator, map level and period that has figures, for the whole system."""
    return tuple(
        View(ICS, level, indicator.condition, indicator.measure, period)
        for indicator in atlas.indicators.values()
        for level in indicator.levels
        if level in MAP_LEVELS
        for period in atlas.periods(indicator, level)
    )


@pytest.fixture(scope="session")
def latest_views(atlas: Atlas, every_view: tuple[View, ...]) -> tuple[View, ...]:
    """The period of each of them in which a map opens."""
    indicators = {view: atlas.indicator(view.condition, view.measure, view.by) for view in every_view}
    return tuple(v for v, i in indicators.items() if i is not None and atlas.newest_period(i, v.by) == v.period)


# A tiny atlas: two partnerships, four CCGs in a row from west to east, two councils and a county of two districts,
# four neighbourhoods in the first council. Each CCG is a square of 10 km.


def _areas() -> dict[str, Area]:
    north, south = (ICS, "icp-north"), (ICS, "icp-south")
    single = (Level.COUNCIL, Level.DISTRICT)
    areas = [
        Area(ENGLAND, "England", "England", (Level.COUNTRY,)),
        Area(ICS, "The System", "System", (Level.ICS,)),
        Area("icp-north", "North ICP", "North", (Level.ICP,), (ICS,)),
        Area("icp-south", "South ICP", "South", (Level.ICP,), (ICS,)),
        Area(ALPHA, "NHS Alpha CCG", "Alpha", (Level.CCG,), north, same_boundary=CITY),
        Area(BETA, "NHS Beta CCG", "Beta", (Level.CCG,), north, same_boundary=TOWN),
        Area(GAMMA, "NHS Gamma CCG", "Gamma", (Level.CCG,), south),
        Area(DELTA, "NHS Delta CCG", "Delta", (Level.CCG,), south),
        Area(CITY, "City of Alpha", "Alpha City", single, north, same_boundary=ALPHA),
        Area(TOWN, "Town of Beta", "Beta Town", single, north, same_boundary=BETA),
        Area(COUNTY, "Gammashire", "Gammashire", (Level.COUNCIL,), south),
        Area(FIRST, "First District", "First", (Level.DISTRICT,), (*south, GAMMA, COUNTY)),
        Area(SECOND, "Second District", "Second", (Level.DISTRICT,), (*south, DELTA, COUNTY)),
        *(Area(q, f"Quarter {q[-1]}", f"Q{q[-1]}", (Level.NEIGHBOURHOOD,), (*north, ALPHA, CITY)) for q in QUARTERS),
    ]
    return {area.code: area for area in areas}


def _indicator(id: str, condition: str, measure: str, levels: str, **other: Any) -> Indicator:
    usual: dict[str, Any] = {
        "measure_name": f"{measure} (name)",
        "family": f"{condition}-{measure}",
        "part_of": "",
        "title": f"Title of {id}",
        "title_short": "",
        "noun": f"noun of {id}",
        "unit": "rate per 100,000 people",
        "unit_short": "per 100,000",
        "per": 100_000,
        "standardised": Standardised.AGE,
        "event": "deaths",
        "decimals": 1,
        "kind": Kind.RATE,
        "direction": Direction.HIGH_IS_WORSE,
        "reliable": True,
        "sex": "persons",
        "ages": "all ages",
        "definition": f"Definition of {id}.",
        "publisher": "Publisher",
        "source": "Source",
        "link": "https://example.org/",
        "licence": "Open Government Licence v3.0",
        "credit": "Credit.",
        "limits": f"Limits of {id}.",
    }
    texts = {"id": id, "condition": condition, "measure": measure}
    known = {str(level): level for level in EDITION.levels}
    return Indicator(levels=tuple(known[key] for key in levels.split()), **texts, **usual | other)


def _indicators() -> dict[str, Indicator]:
    indicators = [
        _indicator("deaths-ccg", "all-causes", "avoidable", "icp ccg ics"),
        _indicator("deaths-council", "all-causes", "avoidable", "council district"),
        _indicator("smr", "all-causes", "smr", "council neighbourhood", kind=Kind.RATIO, unit_short="England = 100"),
        _indicator(
            "imd", "deprivation", "imd-score", "ccg council district neighbourhood", kind=Kind.SCORE, unit_short="score"
        ),
        _indicator("register", "stroke", "register", "ccg", kind=Kind.SHARE, direction=Direction.NEUTRAL),
        _indicator(
            "lung-deaths", "lung-cancer", "deaths", "council", kind=Kind.COUNT, direction=Direction.NEUTRAL, decimals=0
        ),
    ]
    return {indicator.id: indicator for indicator in indicators}


def _values() -> dict[str, dict[str, dict[str, Value]]]:
    estimate = Value(205.0, status=Status.ESTIMATE, note="weighted mean")
    return {
        "deaths-ccg": {
            "2015-17": {ALPHA: Value(100.0, 90.0, 110.0), BETA: Value(200.0, 190.0, 210.0), ENGLAND: Value(150.0)},
            "2016-18": {
                ALPHA: Value(310.04, 300.0, 320.0),
                BETA: Value(209.96, 200.0, 220.0),
                GAMMA: Value(110.0, 100.0, 120.0),
                DELTA: Value(None, status=Status.SUPPRESSED),
                "icp-north": estimate,
                ENGLAND: Value(200.0),
            },
        },
        "deaths-council": {
            "2016-18": {
                CITY: Value(310.0, 300.0, 320.0),
                TOWN: Value(210.0, 200.0, 220.0),
                COUNTY: Value(120.0, extent=Extent.COUNTY, extent_words="whole county"),
                FIRST: Value(130.0),
                SECOND: Value(None, status=Status.MISSING),
            }
        },
        "smr": {
            "2015-19": {
                **{q: Value(80.0 + 20 * k, 70.0 + 20 * k, 90.0 + 20 * k) for k, q in enumerate(QUARTERS)},
                CITY: Value(110.0, 105.0, 115.0),
                ENGLAND: Value(100.0, status=Status.DEFINITION),
            }
        },
        "imd": {
            "2019": {
                **{ALPHA: Value(40.0), BETA: Value(30.0), GAMMA: Value(20.0), DELTA: Value(10.0)},
                **{CITY: Value(40.0), TOWN: Value(30.0), COUNTY: Value(15.0), FIRST: Value(20.0), SECOND: Value(10.0)},
                **{q: Value(10.0 * k) for k, q in enumerate(QUARTERS, 1)},
            }
        },
        "register": {"2018/19": {ALPHA: Value(2.0, 1.9, 2.1), BETA: Value(3.0, 2.9, 3.1), ENGLAND: Value(2.5)}},
        "lung-deaths": {"2019": {CITY: Value(12.0, count=12.0), TOWN: Value(30.0, count=30.0)}},
    }


def _square(column: float, row: float, columns: float = 1, rows: float = 1) -> Any:
    west, south = 400_000 + column * 10_000, 550_000 + row * 10_000
    return box(west, south, west + columns * 10_000, south + rows * 10_000)


def _shapes() -> dict[Level, dict[str, Any]]:
    first, second, third, fourth = (_square(k, 0) for k in range(4))
    quarters = ((0, 0), (0.5, 0), (0, 0.5), (0.5, 0.5))
    return {
        Level.COUNTRY: {ENGLAND: _square(-3, -40, 12, 50)},
        Level.ICS: {ICS: _square(0, 0, 4)},
        Level.ICP: {"icp-north": _square(0, 0, 2), "icp-south": _square(2, 0, 2)},
        Level.CCG: {ALPHA: first, BETA: second, GAMMA: third, DELTA: fourth},
        Level.COUNCIL: {CITY: first, TOWN: second, COUNTY: _square(2, 0, 2)},
        Level.DISTRICT: {CITY: first, TOWN: second, FIRST: third, SECOND: fourth},
        Level.NEIGHBOURHOOD: {code: _square(*place, 0.5, 0.5) for code, place in zip(QUARTERS, quarters, strict=True)},
        Level.LSOA: {},
        Level.AUTHORITY: {},
    }


@pytest.fixture(scope="session")
def tiny() -> Atlas:
    """An atlas that can be worked out by hand."""
    conditions = [
        Condition("all-causes", "All causes", "Overall"),
        Condition("deprivation", "Deprivation", "Wider causes"),
        Condition("stroke", "Stroke", "Heart"),
        Condition("lung-cancer", "Lung cancer", "Cancer"),
        Condition("pneumonia", "Pneumonia", "Lungs", "No local figure is published."),
    ]
    return Atlas(
        edition=replace(EDITION, measure="avoidable", tiles=()),
        areas=MappingProxyType(_areas()),
        conditions={condition.slug: condition for condition in conditions},
        indicators=_indicators(),
        values=_values(),
        shapes=_shapes(),
        facts=(Fact(ALPHA, "level", "Alpha is a place.", "Slides"),),
    )


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A small edition that the commands work on."""
    data, shapes = edition(tmp_path / "edition")
    monkeypatch.setenv("ATLAS_DATA", str(data))
    monkeypatch.setenv("ATLAS_BOUNDARIES", str(shapes))
    return data, shapes
