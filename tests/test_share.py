"""The drawer "Share" as HTML: it has every file of the registry, and its publish check is about its view."""

from __future__ import annotations

from html import unescape

import pytest

from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.core.today import today
from dashboard.export.export_format import About
from dashboard.export.formats import offered
from dashboard.export.picture.primitives import SIZES
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.page.share import drawer
from dashboard.wording import captions

STROKE = "by=council&condition=stroke&measure=deaths-smr"


def drawer_of(atlas: Atlas, query: str) -> str:
    shown = scene(atlas, resolve(atlas, query).view)
    return unescape(drawer(shown, charts(atlas, shown), offered))


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
    assert made.count("<img ") == made.count("data-preview=") == len(SIZES) + 1
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
