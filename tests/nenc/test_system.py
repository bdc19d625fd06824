"""The panel "System": every statement is in the data, has its source, and is true of its area."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from shipped import EDITION, ICS, Level

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.export.formats import offered
from dashboard.maps.geojson import boundary_files
from dashboard.views.resolve import resolve
from dashboard.web.page import ids
from dashboard.web.page.system import Part, Statement, System, system
from dashboard.web.render import Renderer
from dashboard.wording.system_panel import TOPICS

MIDDLESBROUGH, COUNTY_DURHAM, NORTH_DURHAM = "E06000002", "E06000047", "E38000116"
NEWCASTLE_GATESHEAD, CUMBRIA, NORTH_CUMBRIA, HRW = "E38000212", "E10000006", "E38000215", "E38000069"
DDES, PART = "Durham Dales, Easington and Sedgefield", "a part of it"
POPULATIONS = {
    ICS: ("3.1 million", "3,143,155"),
    "icp-north": ("1.025 million", ""),
    "icp-central": ("992,000", ""),
    "icp-south": ("847,000", ""),
    "icp-north-cumbria": ("327,000", ""),
}
#: The topics that are worked into the parts of the panel, and so stand under no heading as they are.
WORKED_IN = {"population", "trusts", "combined-authority", "ccgs", "councils", "priorities", "priority-conditions"}


def everywhere(atlas: Atlas) -> list[Area]:
    """Every area of which the documents say something; of the neighbourhoods every tenth, and none that is smaller."""
    small = atlas.level(Level.NEIGHBOURHOOD)[::10]
    larger = (
        a for a in atlas.areas.values() if not a.level.is_small and a.level not in (Level.COUNTRY, Level.AUTHORITY)
    )
    return [*larger, *small]


def panel(atlas: Atlas, code: str, query: str = "") -> System:
    return system(atlas, resolve(atlas, f"area={code}&show=system{query}").view)


def part(panel_: System, heading: str) -> Part:
    return next(part for part in panel_.parts if part.heading.startswith(heading))


def statement(part_: Part, label: str) -> Statement:
    return next(statement for statement in part_.statements if statement.label.startswith(label))


def names(statement_: Statement) -> list[str]:
    return [link.words for link in statement_.links]


def test_every_statement_of_every_panel_has_words_and_a_source(atlas: Atlas) -> None:
    for area in everywhere(atlas):
        shown = panel(atlas, area.code)
        used = set()
        for one in (statement for part_ in shown.parts for statement in part_.statements):
            assert one.words or one.links, (area.code, one)
            assert 1 <= one.source <= len(shown.sources), (area.code, one)
            used.add(one.source)
        assert used == set(range(1, len(shown.sources) + 1)), f"{area.code}: a source that nothing names"
        assert len(set(shown.sources)) == len(shown.sources)


def test_every_fact_stands_in_the_panel_of_its_area(atlas: Atlas) -> None:
    """As it is; the CCGs and councils of a partnership as links, in the order of the table."""
    for fact in atlas.facts:
        shown = panel(atlas, fact.area_code)
        said = {(s.words, shown.sources[s.source - 1]) for part_ in shown.parts for s in part_.statements}
        if fact.topic in ("ccgs", "councils"):
            who = part(shown, "Who is responsible")
            linked = statement(who, {"ccgs": "CCG", "councils": "Council area"}[fact.topic])
            assert all(name in fact.statement for name in names(linked)), fact
            assert shown.sources[linked.source - 1] == fact.source
        else:
            assert (fact.statement, fact.source) in said, fact


def test_no_topic_of_the_facts_is_forgotten(atlas: Atlas) -> None:
    as_they_are = {topic for topics in TOPICS.values() for topic in topics}
    assert {fact.topic for fact in atlas.facts} == as_they_are | WORKED_IN


@pytest.mark.parametrize("code", POPULATIONS)
def test_the_documents_population_stands_beside_the_sum_with_a_word_why_they_differ(atlas: Atlas, code: str) -> None:
    told, summed = POPULATIONS[code]
    people = part(panel(atlas, code), "Population")
    assert told in statement(people, "In the documents").words
    value = atlas.value(atlas.indicators["all-causes-population"], "2019", code)
    assert value is not None
    assert value.value is not None
    assert statement(people, "Sum of the mid-2019").words == f"{value.value:,.0f} people"
    assert summed in statement(people, "Sum of the mid-2019").words
    assert people.note == EDITION.documents.population


def test_a_sum_is_that_of_the_neighbourhoods_in_the_area(atlas: Atlas) -> None:
    population = atlas.indicators["all-causes-population"]
    for area in everywhere(atlas):
        people = part(panel(atlas, area.code), "Population")
        parts = atlas.children(area, Level.NEIGHBOURHOOD) or (area,)
        total = sum(v.value for p in parts if (v := atlas.value(population, "2019", p.code)) and v.value is not None)
        assert statement(people, "Sum").words.startswith(f"{total:,.0f} people"), area.name


def test_a_place_without_a_population_in_the_documents_has_the_sum_alone(atlas: Atlas) -> None:
    people = part(panel(atlas, MIDDLESBROUGH), "Population")
    assert [s.label for s in people.statements] == ["Sum of the mid-2019 estimates of its small areas (LSOAs)"]
    assert people.note == ""


def test_the_part_of_a_county_is_said_to_be_one(atlas: Atlas) -> None:
    assert "part in the ICS" in statement(part(panel(atlas, CUMBRIA), "Population"), "Sum").words


@pytest.mark.parametrize(
    ("code", "label", "expected"),
    [
        (COUNTY_DURHAM, "CCGs", [(DDES, PART), ("North Durham", PART)]),
        (NORTH_DURHAM, "Council area", [("County Durham", "which reaches further")]),
        (NEWCASTLE_GATESHEAD, "Council areas", [("Newcastle upon Tyne", PART), ("Gateshead", PART)]),
        (MIDDLESBROUGH, "CCG", [("South Tees", "which reaches further")]),
        ("E06000005", "CCG", [("Darlington", "same boundary")]),
        (CUMBRIA, "CCG", [("North Cumbria", "for the part in the ICS")]),
        (NORTH_CUMBRIA, "Council area", [("Cumbria", "which reaches further")]),
        (MIDDLESBROUGH, "ICP", [("South ICP", "")]),
        ("icp-south", "Council areas", None),
        (ICS, "ICPs", [(f"{name} ICP", "") for name in ("Central", "North", "North Cumbria", "South")]),
    ],
)  # fmt: skip
def test_who_is_responsible_is_named_with_how_it_lies(
    atlas: Atlas, code: str, label: str, expected: list[tuple[str, str]] | None
) -> None:
    links = statement(part(panel(atlas, code), "Who"), label).links
    if expected is None:
        assert [(link.words, link.note) for link in links][-1] == ("North Yorkshire", "in part")
        assert len(links) == 6
    else:
        assert [(link.words, link.note) for link in links] == expected


def test_every_link_to_an_area_leads_to_it_and_keeps_the_panel(atlas: Atlas) -> None:
    by_name = {area.name: area.code for area in atlas.areas.values() if area.level != Level.NEIGHBOURHOOD}
    for area in everywhere(atlas):
        for one in part(panel(atlas, area.code), "Who").statements:
            for link in one.links:
                assert link.view is not None
                assert atlas.areas[link.view.area].name == link.words
                assert link.words in by_name
                assert link.view.show == "system"


def test_an_area_names_the_ccgs_and_councils_that_share_land_with_it(atlas: Atlas) -> None:
    """Checked on the outlines themselves."""
    for area in (*atlas.level(Level.CCG), *atlas.level(Level.COUNCIL)):
        other = Level.COUNCIL if area.level == Level.CCG else Level.CCG
        shape = atlas.shapes[area.level][area.code]
        shared = [o.name for o in atlas.level(other) if atlas.shapes[other][o.code].intersection(shape).area > 1e4]
        label = {Level.COUNCIL: "Council", Level.CCG: "CCG"}[other]
        assert names(statement(part(panel(atlas, area.code), "Who"), label)) == shared


@pytest.mark.parametrize(
    ("code", "authorities"),
    [
        (NEWCASTLE_GATESHEAD, ["North East Combined Authority", "North of Tyne Combined Authority"]),
        (NORTH_DURHAM, ["North East Combined Authority"]),
        ("icp-south", ["Tees Valley Combined Authority"]),
        ("E02001682", ["North East Combined Authority"]),
        (HRW, []),
        (NORTH_CUMBRIA, []),
        ("E07000026", []),
    ],
)
def test_combined_authorities_are_named_with_their_councils(atlas: Atlas, code: str, authorities: list[str]) -> None:
    who = part(panel(atlas, code), "Who")
    found = [s for s in who.statements if s.label.endswith("Combined Authority")]
    assert [s.label for s in found] == authorities
    for one in found:
        councils = {link.words for link in one.links}
        facts = [f for f in atlas.facts if f.topic == "combined-authority" and one.label in f.statement]
        assert len(facts) == len(councils)
        for fact in facts:
            others = councils - {atlas.areas[fact.area_code].name}
            assert all(name in fact.statement for name in others), fact
            assert atlas.areas[fact.area_code].name not in fact.statement, "nobody is a partner of itself"
    assert (EDITION.documents.no_authority in [s.words for s in who.statements]) == (not authorities)


def test_the_trusts_of_a_place_are_those_of_its_partnership(atlas: Atlas) -> None:
    for area in everywhere(atlas):
        holder = next((c for c in (area.code, *area.parents) if c.startswith("icp-")), ICS)
        facts = [f.statement for f in atlas.facts if f.topic == "trusts" and f.area_code == holder]
        who = part(panel(atlas, area.code), "Who")
        assert [s.words for s in who.statements if s.label.startswith("Trusts")] == facts


def test_what_is_decided_is_said_for_every_area(atlas: Atlas) -> None:
    for area in everywhere(atlas):
        assert part(panel(atlas, area.code), "What is decided").statements, area.name


def test_the_conditions_of_the_priorities_lead_to_their_maps_of_the_same_area(atlas: Atlas) -> None:
    for code in (ICS, "icp-south", MIDDLESBROUGH, "E02001682"):
        slugs = {condition.name: condition.slug for condition in atlas.conditions.values()}
        for priority in atlas.priorities:
            shown = statement(part(panel(atlas, code), priority.heading), priority.name)
            assert [slugs[name] for name in names(shown)] == list(priority.conditions)
            for link in shown.links:
                if link.view is None:
                    assert not atlas.measures(slugs[link.words])
                    assert link.note == "no local figures yet"
                else:
                    assert (link.view.condition, link.view.area) == (slugs[link.words], code)
                    assert link.view.show == "system"


def test_the_three_causes_that_the_paper_names_belong_to_population_health(atlas: Atlas) -> None:
    belonging = {priority.name: set(priority.conditions) for priority in atlas.priorities}
    of_group = {
        g: {c.slug for c in atlas.conditions.values() if c.group == g} for g in ("Cancer", "Circulatory", "Respiratory")
    }
    assert belonging["Population health"] == set().union(*of_group.values())
    assert {"suicide", "self-harm", "serious-mental-illness", "depression"} == belonging["Mental health"]
    assert belonging["Learning disabilities"] == {"learning-disability"}
    joint = [priority.name for priority in atlas.priorities if priority.heading.startswith("Joint")]
    assert joint[3:] == ["Quality of services", "Digital care", "Workforce"]


def test_the_panel_stands_on_the_page_only_when_it_is_asked_for(atlas: Atlas) -> None:
    renderer = Renderer(atlas, {level: f"geo/{file.name}" for level, file in boundary_files(atlas).items()}, offered)
    view = resolve(atlas, "area=icp-south&by=council").view
    with_panel = renderer.page({"search": f"?{replace(view, show='system').to_query()}"})["parts"]
    without = renderer.page({"search": f"?{view.to_query()}"})["parts"]
    assert not without[ids.SYSTEM]
    assert not with_panel[ids.TABLE]
    markup = with_panel[ids.SYSTEM]
    assert "South ICP in the system" in markup
    assert markup.count("<li>") == len(re.findall("</li>", markup))
    own = re.findall(r'id="([^"]+)"', markup)
    assert len(own) == len(set(own))


def test_an_atlas_without_facts_has_a_panel_of_what_is_known(tiny: Atlas) -> None:
    shown = system(tiny, View("E06000001", Level.COUNCIL, "all-causes", "avoidable", "2016-18", show="system"))
    assert [part_.heading for part_ in shown.parts] == ["Who is responsible here"]
