"""The page about the data: every measure once, a page for each, and a filter that needs no script."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from dashboard.core.atlas import Atlas
from dashboard.views import resolve
from dashboard.wording.about_page import found, periods


def listed(client: FlaskClient, query: str = "") -> list[str]:
    """The measures that the page lists, by their ids."""
    return re.findall(r'<li id="([^"]+)"><a href="\./\?', client.get(f"/about{query}").text)


def test_every_measure_is_listed_once_where_old_links_lead_with_a_page_of_its_own(client, atlas: Atlas) -> None:
    page = client.get("/about").text
    assert sorted(listed(client)) == sorted(atlas.indicators)
    assert set(re.findall(r'href="\./about\?measure=([^"]+)"', page)) == set(atlas.indicators)
    assert len(re.findall(r"<h[1-6]", page)) < 20


def test_every_contents_link_leads_to_a_place_on_the_page(client) -> None:
    page = client.get("/about").text
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) > 50
    assert set(targets) <= set(re.findall(r'id="([^"]+)"', page))
    names = re.findall(r'(?s)id="a-to-z".*?</ul>', page)[0]
    conditions = [html.unescape(name) for name in re.findall(r'<a href="#[^"]+">([^<]+)</a>', names)]
    assert conditions == sorted(conditions)


def test_the_page_of_every_measure_says_what_it_is_and_leads_to_its_maps(client, atlas: Atlas) -> None:
    for indicator in atlas.indicators.values():
        page = html.unescape(client.get(f"/about?measure={indicator.id}").text)
        for words in (indicator.title, indicator.definition, indicator.limits, indicator.source, indicator.licence):
            assert words in page, (indicator.id, words)
        assert f'href="{indicator.link}"' in page
        maps = re.findall(r'<li><a href="\./\?([^"]+)">By ([^<]+)</a>', page)
        views = [resolve.resolve(atlas, query) for query, _ in maps]
        assert views
        for resolved, (_, by) in zip(views, maps, strict=True):
            assert resolved.faults == ()
            assert (resolved.view.condition, resolved.view.measure) == (indicator.condition, indicator.measure)
            assert resolved.view.by.singular == by


@pytest.mark.parametrize(
    ("typed", "every", "none"),
    [
        ("stroke", "stroke", "asthma"),
        ("bowel", "colorectal-cancer", "lung"),
        ("LIFE expectancy male", "life-expectancy", "stroke"),
    ],
)
def test_the_filter_finds_measures_by_their_names_and_those_of_their_condition(client, typed, every, none) -> None:
    ids = listed(client, f"?find={typed}")
    assert any(every in one for one in ids)
    assert not any(none in one for one in ids)
    assert found(typed, len(ids)) in html.unescape(client.get(f"/about?find={typed}").text)


def test_what_no_measure_has_is_answered_in_words_and_stays_words(client) -> None:
    page = client.get("/about?find=<script>x</script>").text
    assert "No measure has “&lt;script&gt;x&lt;/script&gt;”" in page
    assert "<script>x" not in page
    assert listed(client, "?find=" + "x" * 500) == []
    assert "x" * 61 not in client.get("/about?find=" + "x" * 500).text
    assert len(listed(client, "?find=%20")) > 100


@pytest.mark.parametrize("name", ["nothing", "", "../about", "%00"])
def test_a_measure_that_does_not_exist_has_no_page(client, name: str) -> None:
    assert client.get(f"/about?measure={name}").status_code == 404


def test_periods_in_words() -> None:
    assert periods("2009", "2019") == "2009 to 2019"
    assert periods("2019", "2019") == "2019"
    assert periods("2001-03", "2015-17") == "2001 to 2003 up to 2015 to 2017"


def test_the_number_of_measures_in_words() -> None:
    assert [found("a", count) for count in (0, 1, 2)] == [
        *("No measure has “a”. Try a shorter word.", "1 measure has “a”.", "2 measures have “a”.")
    ]
