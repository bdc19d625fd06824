"""A fixed tenth of the truth crawl, and that the crawl would see a lie."""

from __future__ import annotations

import pytest
from shipped import ICS, Level
from truth import Address, Claimed, check_headline, check_texts, check_trend, crawl
from truth_findings import check_finding
from truth_tables import ENGLAND, Tables, way

from dashboard.core.atlas import Atlas


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


@pytest.mark.no_cover
def test_every_tenth_address_says_what_the_tables_say(atlas: Atlas, tables: Tables) -> None:
    read, faults = crawl(atlas, tables, every=10)
    assert read > 1_000
    assert faults == []


STROKE = Address("stroke-deaths-smr", Level.COUNCIL, "2015-19", "E06000002")
PREVENTABLE = Address("preventable-u75-ccg", Level.CCG, "2018", ICS)
SMALL = Address("stroke-deaths-smr", Level.NEIGHBOURHOOD, "2015-19", "E06000002")


@pytest.mark.parametrize(
    ("address", "true", "lies"),
    [
        (
            STROKE,
            "Stroke deaths in Middlesbrough: 41% above England, 2nd highest of 150 councils",
            ("40% above", "41% below", "3rd highest", "of 151", "deaths in Hartlepool"),
        ),
        (
            PREVENTABLE,
            "Preventable early deaths in NENC: likely worse than England in 8 of 12 CCGs, better in 1",
            ("likely worse|worse", "in 8|in 9", "better in 1|better in 2", "of 12|of 11", "worse|higher"),
        ),
        (
            Address("avoidable-u75-ccg", Level.CCG, "2018", ICS),
            "Avoidable early deaths in NENC: highest in South Tyneside",
            ("highest|lowest", "South Tyneside|Sunderland", "highest in South Tyneside|all 12 CCGs above England"),
        ),
        (
            SMALL,
            "Stroke deaths in Middlesbrough: 16 of 19 neighbourhoods above England, 12 by 20% or more",
            ("16 of 19|17 of 19", "above|below", "12 by|13 by", "12 by 20% or more|higher where more deprived"),
        ),
    ],
    ids=["place", "verdicts", "ends", "neighbourhoods"],
)
def test_the_crawl_passes_a_true_headline_and_sees_every_lie(
    tables: Tables, address: Address, true: str, lies: tuple[str, ...]
) -> None:
    honest = Claimed(tables, address)
    check_headline(honest, true)
    assert honest.faults == []
    swaps = {"40% above": "41% above", "41% below": "41% above", "3rd highest": "2nd highest", "of 151": "of 150"}
    swaps["deaths in Hartlepool"] = "deaths in Middlesbrough"
    for lie in lies:
        old, new = lie.split("|") if "|" in lie else (swaps[lie], lie)
        assert old in true, lie
        claimed = Claimed(tables, address)
        check_headline(claimed, true.replace(old, new, 1))
        assert len(claimed.faults) == 1, lie


def test_the_crawl_sees_wrong_figures_in_captions(tables: Tables) -> None:
    headline = "Stroke deaths in Middlesbrough: 41% above England, 2nd highest of 150 councils"
    run = "The figures run from North Yorkshire (102.6) to Middlesbrough (140.8), ratio; England has 100.0."
    for caption in (f"{headline}. England: 101.0.", "Stroke deaths."):
        claimed = Claimed(tables, STROKE)
        check_texts(claimed, caption, f"{headline}. {run}", run, headline)
        assert claimed.faults, caption


def test_the_crawl_sees_a_trend_that_hides_its_turn(tables: Tables) -> None:
    name = "circulatory-preventable"
    gateshead = Address(name, Level.COUNCIL, "2022-24", "E08000037")
    history = [(p, tables.values[name][p].get("E08000037")) for p in tables.periods(name, Level.COUNCIL)]
    found = way(tables.indicators[name], history)
    start = "Preventable circulatory deaths in Gateshead: "
    assert check_trend(tables, gateshead, f"{start}fell until 2017–19; no clear change since", "", found) == []
    for lie in (
        "fell by 52% from 2001–03 to 2022–24",
        "fell until 2016–18; no clear change since",
        "rose since 2017–19",
    ):
        assert len(check_trend(tables, gateshead, f"{start}{lie}", "", found)) == 1, lie
    assert tables.values[name]["2022-24"][ENGLAND].value is not None


FOUND = (
    "Preventable deaths under 75 from circulatory diseases (2019 definition), 2022 to 2024: 43.8 per 100,000 "
    "(95% interval 37.2 to 51.1), England 30.2; worse than England beyond chance."
)
MOVED = (
    "Preventable deaths under 75 from circulatory diseases (2019 definition) fell from 79.9 (2001 to 2003) to 38.7 per "
    "100,000 (2022 to 2024), beyond chance; the best was 34.5 (2017 to 2019), with no clear change since."
)


TENTH = (
    "In the most deprived tenth of England's small areas, 2019, by deprivation, income deprivation, job deprivation, "
    "skills deprivation, health deprivation and crime deprivation."
)


@pytest.mark.parametrize(
    ("area", "true", "lies"),
    [
        (
            "E06000002",
            FOUND,
            ("43.8|43.9", "30.2;|30.3;", "worse|better", "worse|likely worse", "2022 to 2024|2021 to 2023"),
        ),
        ("E08000037", MOVED, ("fell|rose", "38.7|38.6", "34.5|33.5", "with no clear change|with little changed")),
        ("E01012041", TENTH, ("income deprivation, |", "crime|housing", "2019|2018")),
    ],
    ids=["a side", "a change", "a tenth"],
)
def test_the_crawl_passes_a_true_finding_and_sees_every_lie(
    tables: Tables, area: str, true: str, lies: tuple[str, ...]
) -> None:
    assert check_finding(tables, area, true) == []
    for lie in lies:
        assert len(check_finding(tables, area, true.replace(*lie.split("|"), 1))) == 1, lie
    assert len(check_finding(tables, area, "Something else is so.")) == 1
