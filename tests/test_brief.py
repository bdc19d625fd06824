"""The brief of a place: the words and figures of its profile on a page, of a partnership on two, none too small."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from shipped import ICS, Level

from dashboard.charts.registry import charts
from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.value import Comparison
from dashboard.export.orders import Workshop
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import Stamp
from dashboard.export.writers.brief import brief_content
from dashboard.maps.placement.labelling import Labeller
from dashboard.views.area_profile import profile_entries
from dashboard.wording.area_brief import area_brief

STAMP = Stamp("https://atlas.example/?x", "21 November 2026", "The Atlas")
MIDDLESBROUGH, DARLINGTON_CCG, NEIGHBOURHOOD, NORTH_YORKSHIRE = "E06000002", "E38000042", "E02001682", "E10000023"
PLACES = (MIDDLESBROUGH, DARLINGTON_CCG, NEIGHBOURHOOD, NORTH_YORKSHIRE, "E07000026")
LARGE = (ICS, "icp-north", "icp-south")


@pytest.fixture(scope="module")
def shop(atlas: Atlas) -> Workshop:
    return Workshop(atlas, Painter(atlas), Labeller(atlas), charts, "v1")


def pages(client: FlaskClient, code: str) -> list[str]:
    answer = client.get(f"/brief.pdf?area={code}")
    assert answer.status_code == 200, answer.text[:200]
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.data)).pages]


@pytest.mark.parametrize("code", PLACES)
def test_the_brief_of_a_place_is_one_page(client: FlaskClient, atlas: Atlas, code: str) -> None:
    (page,) = pages(client, code)
    assert page.startswith(atlas.areas[code].name)
    assert page.endswith("Page 1 of 1")


@pytest.mark.parametrize("code", LARGE)
def test_the_brief_of_a_partnership_has_a_matrix_of_its_places_and_figures_on_a_second_page(
    client: FlaskClient, atlas: Atlas, code: str
) -> None:
    first, second = pages(client, code)
    for place in atlas.children(atlas.areas[code], Level.COUNCIL):
        assert place.short_name.split()[0] in first
    assert "Worse than England" in first
    # The headline measures stand on the first page where they have room beside the matrix.
    assert ("Headline measures" in first, "Headline measures" in second) == (code != "icp-north", code == "icp-north")
    assert "More of the newest figures" in second


@pytest.mark.parametrize("code", [MIDDLESBROUGH, "icp-north", NORTH_YORKSHIRE])
def test_the_brief_says_all_that_the_page_says(client: FlaskClient, atlas: Atlas, code: str) -> None:
    """Findings, lists, headline measures, claims and who is responsible come from one place."""
    said = area_brief(atlas, atlas.areas[code], profile_entries(atlas, atlas.areas[code]))
    page = " ".join(pages(client, code))
    words = [*said.findings, *(item.words for one in said.lists for item in one.items)]
    words += [f"{one.heading} ({one.count})" for one in said.lists]
    words += [one.indicator.title for one in said.headlines]
    words += [numbers.figure_of(one.value, one.indicator) for one in said.headlines]
    words += [text for claim in said.claims for text in (claim.statement, claim.why)]
    words += [f"{one.label}: {one.said}" for one in said.responsible]
    assert len(words) > 20
    assert [text for text in words if " ".join(text.split()) not in page] == []


@pytest.mark.parametrize("code", [MIDDLESBROUGH, "icp-north"])
def test_the_figures_are_those_of_the_profile_the_furthest_from_england_first(
    client: FlaskClient, atlas: Atlas, shop: Workshop, code: str
) -> None:
    found = {
        (e.indicator.title, numbers.figure_of(e.value, e.indicator)): e
        for e in profile_entries(atlas, atlas.areas[code])
    }
    rows = brief_content(shop, atlas.areas[code], STAMP)["rows"]
    entries = [found[row["title"], row["figure"]] for row in rows]
    compared = [entry.distance for entry in entries if entry.comparison is not Comparison.NOT_COMPARED]
    assert compared == sorted(compared, reverse=True)
    assert len(compared) > 3
    said = " ".join(pages(client, code))
    for row in rows:
        assert row["figure"] in said
        assert row["interval"] in said


def test_a_verdict_names_its_source_and_a_likely_one_is_likely(atlas: Atlas, shop: Workshop) -> None:
    contents = [brief_content(shop, atlas.areas[code], STAMP) for code in (MIDDLESBROUGH, ICS)]
    said = {row["said"] for content in contents for row in (*content["headlines"], *content["rows"])}
    assert {"worse", "OHID: worse", "likely worse"} <= said


@pytest.mark.parametrize("code", [MIDDLESBROUGH, ICS])
def test_no_letter_of_a_brief_is_smaller_than_eight_points(client: FlaskClient, code: str) -> None:
    sizes: set[float] = set()

    def look(text: str, _: object, place: list[float], __: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(place[3] or place[1]), 1))

    for page in PdfReader(BytesIO(client.get(f"/brief.pdf?area={code}").data)).pages:
        page.extract_text(visitor_text=look)
    assert min(sizes) >= 8


def test_the_board_pack_begins_with_the_brief(client: FlaskClient) -> None:
    answer = client.get(f"/pack.pdf?area={NEIGHBOURHOOD}&by=neighbourhood")
    second = " ".join(PdfReader(BytesIO(answer.data)).pages[1].extract_text().split())
    assert second.startswith("In brief What stands out")
    assert "More of the newest figures" in second


def test_equal_briefs_are_equal_bytes(client: FlaskClient) -> None:
    one, two = (client.get(f"/brief.pdf?area={MIDDLESBROUGH}&scale={scale}").data for scale in ("1", "0.5"))
    assert one == two
