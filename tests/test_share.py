"""The drawer "Share" as HTML: it has every file of the registry, and its publish check is about its view."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.core.today import today
from dashboard.export.export_format import About
from dashboard.export.formats import offered
from dashboard.export.picture.primitives import SIZES
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.page.share import CONTROLS, drawer
from dashboard.wording import captions

STROKE = "by=council&condition=stroke&measure=deaths-smr"


def drawer_of(atlas: Atlas, query: str) -> str:
    shown = scene(atlas, resolve(atlas, query).view)
    return unescape(drawer(atlas, shown, charts(atlas, shown), offered))


def test_every_file_of_a_view_is_in_the_drawer(atlas: Atlas) -> None:
    made, query = drawer_of(atlas, f"{STROKE}&show=ranking"), resolve(atlas, f"{STROKE}&show=ranking").view.to_query()
    maps = [f"{one.path}?{query}&size={size}" for one in offered(About.PICTURE) for size in SIZES]
    posts = [f"{one.path}?{query}&size=" for one in offered(About.POST) if one.sized]
    others = [f"{one.path}?{query}" for about in (About.FIGURES, About.OPEN, About.AREA) for one in offered(about)]
    drawn = [f"{one.path}?{query}&size=slide&chart=ranking" for one in offered(About.CHART) if one.sized]
    assert [link for link in (*maps, *posts, *drawn, *others, f"post.zip?{query}") if f'href="{link}' not in made] == []
    assert len(maps) == 24
    assert len(drawn) == 4


def test_a_small_picture_is_asked_for_by_the_script_and_never_by_the_page(atlas: Atlas) -> None:
    made = drawer_of(atlas, f"{STROKE}&show=ranking")
    assert made.count("<img ") == made.count("data-preview=") == len(SIZES) + 3
    assert " src=" not in made


@pytest.mark.parametrize(
    "query",
    [
        STROKE,
        "by=icp",
        "by=council&condition=lung-cancer&measure=deaths-count",
        "by=council&condition=circulatory&measure=preventable&period=2001-03",
    ],
    ids=["whole counties", "estimates", "counts", "an old period"],
)
def test_the_publish_check_is_about_its_view(atlas: Atlas, query: str) -> None:
    made = drawer_of(atlas, query)
    check = made[made.index('id="share-warnings"') :].partition("</section>")[0]
    said = [line.strip() for line in check.split("<li>")[1:]]
    wanted = captions.publish_warnings(scene(atlas, resolve(atlas, query).view), today().year)
    assert [line.partition("</li>")[0] for line in said] == list(wanted)
    assert wanted


def test_a_post_and_the_map_of_one_view_have_two_names(client: FlaskClient) -> None:
    names = [
        client.head(f"/{path}?{STROKE}&size=social").headers["Content-Disposition"].partition("2015-19-")[2]
        for path in ("map.png", "post.png", "post.svg", "post.zip")
    ]
    assert names == ['social.png"', 'post-social.png"', 'post-social.svg"', 'post.zip"']


def test_the_builder_offers_what_the_browser_can_show_in_a_frame(atlas: Atlas) -> None:
    source = (Path(__file__).parent.parent / "assets-src" / "address.js").read_text(encoding="utf-8")
    listed = re.findall(r"CONTROLS = \[(.*)\]", source)[0]
    assert re.findall(r"'(\w+)'", listed) == list(CONTROLS)
    looks = (Path(__file__).parent.parent / "assets" / "47-embed.css").read_text(encoding="utf-8")
    assert set(re.findall(r'data-controls~="(\w+)"', looks)) == set(CONTROLS)
    checked = r'value="figures" checked'
    assert (checked in drawer_of(atlas, STROKE), checked in drawer_of(atlas, f"{STROKE}&show=ranking")) == (False, True)


def test_an_address_of_a_frame_says_its_controls_and_is_the_same_view(atlas: Atlas) -> None:
    for controls in ("by.period", "all", "nonsense", ""):
        asked = resolve(atlas, f"{STROKE}&controls={controls}")
        assert (asked.notices, asked.view) == ((), resolve(atlas, STROKE).view)


def test_any_page_may_load_the_script_that_fits_the_height_of_a_frame(client: FlaskClient) -> None:
    answer = client.get("/embed.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert client.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
