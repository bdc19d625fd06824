"""The first answer to an address means something without scripts: title, description, picture, and the figures."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.core.atlas import Atlas
from dashboard.views.resolve import resolve
from dashboard.web.app import create_app
from dashboard.web.site import Hosts

ROOT = Path(__file__).parent.parent
VIEW = "/?condition=all-causes&measure=avoidable&by=ccg&period=2016-18"


@pytest.fixture(scope="module")
def small(tiny: Atlas) -> FlaskClient:
    hosts = Hosts(public_url="https://atlas.example/health")
    return create_app(tiny, str(ROOT / "assets"), hosts=hosts).server.test_client()


def said(page: str) -> dict[str, str]:
    """The words of the head by name."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    links = re.findall(r'<link rel="(canonical)" href="([^"]*)">', page)
    titles = [("title", words) for words in re.findall(r"<title>(.*?)</title>", page)]
    names = [name for name, _ in (*found, *links, *titles)]
    assert len(names) == len(set(names))
    return {name: unescape(words) for name, words in (*found, *links, *titles)}


def test_each_address_has_a_title_a_description_and_a_picture_of_its_own(small: FlaskClient):
    first, other = said(small.get(VIEW).text), said(small.get("/?by=district&condition=deprivation").text)
    assert "Title of deaths-ccg" in first["title"]
    for name in ("title", "description", "og:title", "og:description", "og:image", "canonical", "og:url"):
        assert first[name] != other[name], name
        assert first[name], name
    assert first["viewport"] == "width=device-width, initial-scale=1"


def test_the_finding_can_be_read_before_any_script_is_here(small: FlaskClient):
    page = small.get(VIEW).text
    opening = page.partition('<div class="atlas-opening" id="opening">')[2].partition("</div>")[0]
    assert f">{said(page)['og:title']}</p>" in unescape(opening)
    assert "Title of deaths-ccg" in opening
    assert page.index('<div class="atlas-opening" id="opening">') < page.index("<noscript><section")


def test_the_picture_is_there_and_1200_pixels_wide(small: FlaskClient):
    address = said(small.get(VIEW).text)["og:image"]
    assert address.startswith("https://atlas.example/health/map.png?")
    picture = small.get(address.removeprefix("https://atlas.example/health")).data
    assert int.from_bytes(picture[16:20]) == 1_200


def test_the_canonical_address_leads_to_the_same_view_and_is_its_own(small: FlaskClient, tiny: Atlas):
    asked = "by=district&condition=deprivation&utm_source=mail"
    address = said(small.get(f"/?{asked}").text)["canonical"]
    start, _, query = address.partition("?")
    assert start == "https://atlas.example/health/"
    assert "utm_source" not in query
    assert resolve(tiny, query).view == resolve(tiny, asked).view
    assert said(small.get(f"/?{query}").text)["canonical"] == address
    assert said(small.get("/").text)["canonical"] == start


def test_a_name_that_a_stranger_wrote_into_a_request_stands_nowhere(tiny: Atlas):
    client = create_app(tiny, str(ROOT / "assets")).server.test_client()
    page = client.get(VIEW, base_url="http://evil.example").text
    assert "evil.example" not in page
    assert said(page)["og:image"].startswith("/map.png?")
    assert said(client.get(VIEW, base_url="http://localhost").text)["og:image"].startswith("http://localhost/map.png?")


def test_without_scripts_the_figures_of_the_view_are_a_table_with_links(small: FlaskClient):
    figures = small.get(VIEW).text.partition("<noscript><section")[2].partition("</noscript>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", figures)]
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in rows]
    assert cells[0][:1] + cells[0][2:] == ["CCG", "95% interval", "Against England"]
    assert cells[1] == ["NHS Alpha CCG", "310.0", "300.0 to 320.0", "worse"]
    assert ["NHS Delta CCG", "suppressed (small numbers)"] in [row[:2] for row in cells]
    link = unescape(re.findall(r'<a href="([^"]+)">NHS Alpha CCG', figures)[0])
    assert link.startswith("./?")
    assert "NHS Alpha CCG" in small.get(link.removeprefix(".")).text
    assert "All figures are in the tables" not in small.get(VIEW).text


def test_without_scripts_the_page_says_what_it_shows_instead_and_each_way_past_its_head_leads_somewhere(
    small: FlaskClient,
):
    page = small.get("/?condition=plague").text
    figures = page.partition("<noscript><section")[2].partition("</noscript>")[0]
    assert "There is no condition “plague”" in figures
    elsewhere = small.get("/?area=icp-south&condition=stroke").text.partition("<noscript><section")[2]
    (nearest,) = re.findall(r'the nearest are those of the CCGs in System, 2018/19. <a href="\./([^"]+)">', elsewhere)
    assert "by=ccg" in nearest
    assert small.get(unescape(f"/{nearest}")).status_code == 200
    hidden = re.findall(r"<noscript><style>\s*([^{]+)", page)[0]
    skips = re.findall(r'<a class="nhsuk-skip-link" href="#([^"]+)"', page)
    assert [skip for skip in skips if f'id="{skip}"' not in figures and f'[href="#{skip}"]' not in hidden] == []
    # What Dash says while its scripts load would stand there for ever.
    assert "#react-entry-point" in hidden
    assert 'id="react-entry-point"' in page


@pytest.mark.parametrize("wrong", ["/?area=%00%ff<script>", "/?area=<b>&measure=%22%3E", "/?=&&", "/?condition=plague"])
def test_a_damaged_address_opens_the_nearest_view_and_no_letter_of_it_becomes_markup(small: FlaskClient, wrong: str):
    answer = small.get(wrong)
    assert answer.status_code == 200
    assert "<script>" not in answer.text.partition("<footer")[0]
    assert said(answer.text)["canonical"].startswith("https://atlas.example/health/")


def test_two_views_have_two_tags_and_one_is_known_again(small: FlaskClient):
    tags = [small.get(address).headers.get("ETag") for address in (VIEW, "/?by=district&condition=deprivation")]
    assert None not in tags
    assert tags[0] != tags[1]
    assert small.get(VIEW, headers={"If-None-Match": tags[0]}).status_code == 304
