"""Posts from templates: which a view can give, what each says, and the sentence instead of one that it cannot give."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations
from zipfile import ZipFile

import pytest
import shapely
from flask.testing import FlaskClient

from dashboard.charts.registry import charts
from dashboard.charts.two_periods import two_periods
from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.export.picture.post_chart import chart_of_post, chart_post
from dashboard.export.picture.primitives import POST_SIZES, SIZES, Picture, Stamp
from dashboard.export.post_choice import templates_of
from dashboard.export.post_templates import PostTemplate
from dashboard.views.earlier import earlier_period
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene

STAMP = Stamp("https://atlas.example/?x", "today", "The Atlas")
COUNCILS = "by=council&condition=circulatory&measure=preventable"
PLACE = f"area=E06000002&{COUNCILS}"
VIEWS = {
    "councils": COUNCILS,
    "a place": PLACE,
    "ratios by district": "by=district&condition=stroke&measure=deaths-smr",
    "estimates": "by=ccg",
    "partnerships": "by=icp",
}
NAMED = pytest.mark.parametrize("name", VIEWS)


def shown(atlas: Atlas, query: str) -> Scene:
    return scene(atlas, resolve(atlas, query).view)


def posts(atlas: Atlas, what: Scene, size: str) -> list[tuple[PostTemplate, Picture]]:
    made = [(template, chart_of_post(atlas, charts, what, template)) for template in templates_of(atlas, what)]
    return [(t, chart_post(what, chart, t, SIZES[size], STAMP)) for t, chart in made if chart]


def given(atlas: Atlas, query: str) -> str:
    return " ".join(templates_of(atlas, shown(atlas, query)))


def test_a_view_gives_the_templates_that_it_has_figures_for(atlas: Atlas) -> None:
    known = {
        PLACE: "map number ranking trend before-after matrix",
        COUNCILS: "map ranking trend before-after matrix",
        f"{COUNCILS}&period=2001-03": "map ranking trend matrix",
        "by=district&condition=stroke&measure=deaths-smr": "map ranking matrix",
        "by=neighbourhood&condition=stroke&measure=deaths-smr": "map",
        "area=E02001682&by=neighbourhood&condition=stroke&measure=deaths-smr": "map number",
        # No figure of a CCG has an interval, so that nothing tells how one moved.
        "by=ccg": "map ranking trend matrix",
        # Larger areas have more: counts are not ranked.
        "by=council&condition=lung-cancer&measure=deaths-count": "map matrix",
    }
    assert {query: given(atlas, query) for query in known} == known


def test_what_is_offered_can_be_made_in_every_view(atlas: Atlas, latest_views: tuple[View, ...]) -> None:
    for view in latest_views[::7]:
        what = scene(atlas, view)
        for template in templates_of(atlas, what):
            assert chart_of_post(atlas, charts, what, template) or template in (PostTemplate.MAP, PostTemplate.NUMBER)


@pytest.mark.parametrize("size", POST_SIZES)
def test_no_name_of_a_post_is_cut(atlas: Atlas, size: str) -> None:
    """The longest names of the edition that stand beside or above rows, with what must be said of them."""
    ranked = "by=district&condition=circulatory&measure=deaths-smr"
    said = {
        text.replace("\N{NO-BREAK SPACE}", " ")
        for query in (ranked, COUNCILS)
        for template, picture in posts(atlas, shown(atlas, query), size)
        if template in (PostTemplate.RANKING, PostTemplate.MATRIX)
        for one in picture.texts[3:]
        for text in one.lines
    }
    assert [text for text in said if "…" in text] == []
    assert "Scarborough (whole district)" in said


@NAMED
@pytest.mark.parametrize("size", POST_SIZES)
def test_no_words_of_a_template_leave_the_post_or_cover_each_other(atlas: Atlas, name: str, size: str) -> None:
    for template, picture in posts(atlas, shown(atlas, VIEWS[name]), size):
        level, upright = ([t for t in picture.texts if t.upright is stands] for stands in (False, True))
        for text in level:
            assert text.left >= 0, (template, text.lines)
            assert text.left + text.width <= SIZES[size].width + 1, (template, text.lines)
            assert text.y >= 0
            assert text.y + text.size * 1.1 * len(text.lines) <= SIZES[size].height
        lying = {t: shapely.box(t.left, t.y, t.left + t.width, t.y + t.size * 1.1 * len(t.lines)) for t in level}
        standing = [shapely.box(t.x - t.size / 2, t.y - t.width, t.x + t.size / 2, t.y) for t in upright]
        for one, other in combinations(lying.items(), 2):
            assert one[1].intersection(other[1]).area < 1, (template, one[0].lines, other[0].lines)
        for text, box in lying.items():
            assert not any(box.intersection(other).area > 1 for other in standing), (template, text.lines)


@NAMED
@pytest.mark.parametrize("size", POST_SIZES)
def test_a_template_has_a_headline_legible_at_320_pixels_england_and_its_source(
    atlas: Atlas, name: str, size: str
) -> None:
    for template, picture in posts(atlas, shown(atlas, VIEWS[name]), size):
        words = " ".join(" ".join(text.lines) for text in (*picture.texts, *picture.labels))
        assert picture.texts[0].size * 320 / SIZES[size].width >= 12, template
        assert "England" in words, template
        assert "Licence v" in words, template
        finding = " ".join(picture.title.partition(": ")[2].split())
        assert finding[1:].casefold() in " ".join(words.casefold().split()), template
        assert len(picture.description) > 60, template


def test_before_and_after_say_what_is_tested_with_known_answers(atlas: Atlas) -> None:
    """Middlesbrough: 80.9 (2001 to 2003) and 43.8 (2022 to 2024), whose intervals lie far apart."""
    (chart,) = two_periods(atlas, shown(atlas, PLACE))
    assert chart.title == "Preventable circulatory deaths in Middlesbrough: fell by 46% from 2001–03 to 2022–24"
    first, last = (row[:3] for row in chart.table.rows)
    assert [round(figure, 1) for figure in first[1:] if isinstance(figure, float)] == [80.9, 43.8]
    assert last[0] == "England"
    assert chart.table.rows[0][3] == "fell"
    assert "Middlesbrough 80.9, then 43.8" in chart.alternative


def test_the_earlier_period_is_the_one_compared_with_and_shares_no_year(atlas: Atlas) -> None:
    asked = {
        COUNCILS: "2001-03",
        f"{COUNCILS}&against=period:2010-12&show=compare": "2010-12",
        f"{COUNCILS}&against=period:2021-23&show=compare": "",
        f"{COUNCILS}&period=2003-05": "",
    }
    assert {query: earlier_period(atlas, shown(atlas, query)) for query in asked} == asked


def test_a_ratio_has_england_as_a_line_as_it_cannot_change(atlas: Atlas) -> None:
    (chart,) = two_periods(atlas, shown(atlas, "by=ccg&condition=lung-cancer&measure=deaths-smr"))
    assert [(rule.words, rule.at) for rule in chart.rules] == [("England", 100.0)]
    assert "England" not in [row[0] for row in chart.table.rows]


WRONG = {
    f"post.png?{COUNCILS}&template=number": "A number is of one place that has a figure: open one. Here template may "
    "be map, ranking, trend, before-after or matrix. No file was made.",
    f"post.png?{COUNCILS}&template=pie": "template may be map, number, ranking, trend, before-after, matrix, and "
    "not “pie”. No file was made.",
    f"map.png?{COUNCILS}&template=map": "template is only for posts. No file was made.",
    "post.svg?by=neighbourhood&condition=stroke&measure=deaths-smr&template=ranking": "This post has room for 20 areas "
    "with figures of their own, and none for small areas. Here template may be map. No file was made.",
}


@pytest.mark.parametrize("path", WRONG)
def test_a_template_that_a_view_cannot_give_is_a_sentence(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/{path}")
    assert (answer.status_code, answer.text) == (400, WRONG[path])


def test_an_address_gives_its_template_and_the_zip_all_of_them(client: FlaskClient) -> None:
    answers = {t: client.get(f"/post.svg?{PLACE}&size=social&template={t}") for t in ("number", "ranking", "matrix")}
    assert len({answer.data for answer in answers.values()}) == 3
    assert answers["number"].data == client.get(f"/post.svg?{PLACE}&size=social").data
    assert answers["ranking"].headers["Content-Disposition"].endswith('-post-ranking-social.svg"')
    packed = ZipFile(BytesIO(client.get(f"/post.zip?{PLACE}").data))
    others = ["", "map-", "ranking-", "trend-", "before-after-", "matrix-"]
    assert [name.partition("2022-24-")[2] for name in packed.namelist()[:-1]] == [
        f"post-{template}{size}.png" for template in others for size in POST_SIZES
    ]
    said = packed.read("captions.txt").decode()
    assert "trend: Preventable circulatory deaths in Middlesbrough: fell until" in said
    assert "Alternative text: " in said.partition("trend: ")[2]
