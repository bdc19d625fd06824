"""Posts for social media: one finding in large letters, a bar beside England, a map framed on its subject."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
import shapely
from flask.testing import FlaskClient
from PIL import Image

from dashboard.charts.model import BLUE, ORANGE
from dashboard.core.atlas import Atlas
from dashboard.core.colours import INK
from dashboard.export.picture.post import post_picture
from dashboard.export.picture.primitives import SIZES, Picture, Stamp
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.wording import captions

STAMP = Stamp("https://atlas.example/?x", "today", "The Atlas")
POSTS = {
    "worse": "area=E06000002&by=council&condition=circulatory&measure=preventable",
    "better": "area=E10000023&by=council&condition=life-expectancy",
    "no verdict": "area=E08000024&by=council&condition=stroke&measure=deaths-smr",
    "neighbourhood": "area=E02001682&by=neighbourhood&condition=stroke&measure=deaths-smr",
    "all": "by=council&condition=stroke&measure=deaths-smr",
    "neighbourhoods": "by=neighbourhood&condition=stroke&measure=deaths-smr",
    "partnership": "area=icp-south&by=ccg&condition=stroke&measure=register",
}
SHAPES = ("social", "square", "story")
NAMED, SIZED = pytest.mark.parametrize("name", POSTS), pytest.mark.parametrize("size", SHAPES)


def drawn(atlas: Atlas, name: str, size: str = "social") -> Picture:
    return post_picture(atlas, scene(atlas, resolve(atlas, POSTS[name]).view), SIZES[size], STAMP)


def test_a_figure_that_is_the_finding_is_said_once(atlas: Atlas) -> None:
    """Of a small area there is no figure of England; beside one that is compared its own figure stands smaller."""
    view = resolve(atlas, "area=E01012005&by=lsoa&condition=deprivation&measure=imd-score").view
    small = post_picture(atlas, scene(atlas, view), SIZES["social"], STAMP)
    said = [" ".join(text.lines) for text in small.texts]
    assert [text for text in said if "index points" in text] == said[:1]
    assert "This edition has no comparable figure for England" in said
    assert any("; England has" in " ".join(text.lines) for text in drawn(atlas, "worse").texts)


@NAMED
@SIZED
def test_no_words_leave_their_room_or_cover_each_other(atlas: Atlas, name: str, size: str) -> None:
    picture = drawn(atlas, name, size)
    room = SIZES[size]
    right = room.width * 0.5 if room.wide else room.width
    for text in picture.texts:
        assert text.left >= 0
        assert text.left + text.width <= right + 1
        assert text.y + text.height <= room.height
    boxes = [shapely.box(t.left, t.y, t.left + t.width, t.y + t.size * 1.1 * len(t.lines)) for t in picture.texts]
    for k, one in enumerate(boxes):
        for other in boxes[k + 1 :]:
            assert one.intersection(other).area < 1, (picture.texts[k].lines, size)


@NAMED
def test_the_words_of_a_post_are_those_of_its_headline(atlas: Atlas, name: str) -> None:
    what = scene(atlas, resolve(atlas, POSTS[name]).view)
    said = " ".join(" ".join(text.lines) for text in drawn(atlas, name).texts).casefold()
    topic, _, finding = captions.finding(what).partition(": ")
    for part in (topic, *(finding or topic).split(", ")):
        assert " ".join(part.split()).casefold() in " ".join(said.split()), part
    assert "contains os data" in said


def test_a_topic_with_a_colon_is_no_finding(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, POSTS["worse"]).view)
    assert what.indicator is not None
    named = replace(what, indicator=replace(what.indicator, noun="deaths: all early ones"))
    large, topic, *_ = post_picture(atlas, named, SIZES["social"], STAMP).texts
    assert " ".join(topic.lines).startswith("Deaths: all early ones in Middlesbrough")
    assert " ".join(large.lines).startswith("Worse than England")


def test_the_finding_has_the_colour_of_its_verdict_and_ink_without_one(atlas: Atlas) -> None:
    colours = {name: drawn(atlas, name).texts[0].colour for name in POSTS}
    assert (colours["worse"], colours["better"], colours["no verdict"], colours["all"]) == (ORANGE, BLUE, INK, INK)


@SIZED
def test_the_finding_is_legible_at_a_width_of_320_pixels(atlas: Atlas, size: str) -> None:
    for name in POSTS:
        letters = drawn(atlas, name, size).texts[0].size
        assert letters * 320 / SIZES[size].width >= 12, name


@SIZED
def test_the_subject_fills_its_map(atlas: Atlas, size: str) -> None:
    """The longer side of the place takes three fifths of the map."""
    picture, room = drawn(atlas, "worse", size), SIZES[size]
    (subject,) = [area for area in picture.areas if area.code == "E06000002"]
    points = [point for polygon in subject.polygons for point in polygon[0]]
    across, down = (max(p[k] for p in points) - min(p[k] for p in points) for k in (0, 1))
    sea = picture.areas[0].polygons[0][0]
    wide, high = (max(p[k] for p in sea) - min(p[k] for p in sea) for k in (0, 1))
    assert max(across / wide, down / high) == pytest.approx(0.62, abs=0.02)
    fills = {area.fill for area in picture.areas[1:] if area.code != "E06000002"}
    assert len(fills) == 1
    assert subject.fill not in fills
    assert room.width >= wide


def test_the_bar_has_england_and_the_place_where_their_figures_are(atlas: Atlas) -> None:
    picture = drawn(atlas, "worse")
    marks = {patch.name: patch.polygons[0][0] for patch in picture.outlines}
    middle = {name: sum(x for x, _ in ring) / 4 for name, ring in marks.items()}
    line = [x for x, _ in marks[""]]
    assert min(line) < middle["England"] < middle["Middlesbrough"] <= max(line)


def test_a_map_of_many_areas_has_its_classes(atlas: Atlas) -> None:
    picture = drawn(atlas, "all")
    fills = {area.fill for area in picture.areas[1:]}
    assert fills <= {swatch.fill for swatch in picture.swatches}
    assert drawn(atlas, "worse").swatches == ()


@pytest.mark.parametrize(
    ("size", "pixels"), [("social", (1200, 675)), ("square", (1080, 1080)), ("story", (1080, 1920))]
)
def test_a_post_is_served_in_every_shape(client: FlaskClient, size: str, pixels: tuple[int, int]) -> None:
    answer = client.get(f"/post.png?{POSTS['worse']}&size={size}")
    assert Image.open(BytesIO(answer.data)).size == pixels
    assert client.get(f"/post.svg?{POSTS['worse']}&size={size}").data.startswith(b"<svg")
    bright = Image.open(BytesIO(answer.data)).convert("L").histogram()
    assert max(bright[250:]) < pixels[0] * pixels[1] * (0.5 if size == "story" else 0.6)


def _said(picture: Picture) -> str:
    return " ".join(" ".join(text.lines) for text in picture.texts)


def test_a_post_has_its_marks_of_no_figure_and_of_larger_areas_with_their_words(atlas: Atlas) -> None:
    """Of councils Cumbria has no figure, and that of North Yorkshire is of the whole county (rules 2, 20 and 21)."""
    what = scene(atlas, resolve(atlas, "by=council&condition=circulatory&measure=preventable&colour=comparison").view)
    picture = post_picture(atlas, what, SIZES["social"], STAMP)
    assert {patch.code for patch in picture.areas if patch.pattern == "dots"} == {"E10000006"}
    assert len(picture.hatching) > 20
    assert {swatch.pattern for swatch in picture.swatches} == {"", "dots", "whole"}
    assert "not published" in _said(picture)
    assert "of the whole county" in _said(picture)


def test_a_post_of_a_place_hatches_it_alone_and_one_without_such_a_figure_nothing(atlas: Atlas) -> None:
    assert drawn(atlas, "better").hatching
    assert drawn(atlas, "worse").hatching == ()


@SIZED
def test_a_post_names_source_licence_and_of_when_its_boundaries_are(atlas: Atlas, size: str) -> None:
    for name in POSTS:
        said = _said(drawn(atlas, name, size))
        for part in ("Source: ", "Open Government Licence v3.0", "Boundaries: April 2019", "Contains OS data"):
            assert part in said, (name, part)


def test_the_comma_of_a_name_ends_no_finding(atlas: Atlas) -> None:
    shown = scene(atlas, resolve(atlas, "area=icp-south&by=ccg&condition=cancer&measure=register").view)
    assert str(captions.finding(shown)).endswith("highest in Hambleton, Richmondshire & Whitby")
    large = max(post_picture(atlas, shown, SIZES["square"], STAMP).texts, key=lambda text: text.size)
    assert " ".join(large.lines) == "Highest in Hambleton, Richmondshire & Whitby"


def test_a_claim_is_large_and_what_it_adds_is_small(atlas: Atlas) -> None:
    """Both are given, so commas in the words of an edition part nothing."""
    shown = scene(atlas, resolve(atlas, "by=district&condition=cancer&measure=preventable&area=icp-south").view)
    large, _, below, *_ = post_picture(atlas, shown, SIZES["social"], STAMP).texts
    assert [" ".join(text.lines) for text in (large, below)] == ["4 of 8 districts worse than England", "2 better"]
    query = "by=district&condition=infant-mortality&measure=rate&area=icp-north-cumbria"
    few = scene(atlas, resolve(atlas, query).view)
    assert few.indicator is not None
    named = replace(few, indicator=replace(few.indicator, event="births, deaths"))
    large, _, below, *_ = post_picture(atlas, named, SIZES["square"], STAMP).texts
    assert " ".join(large.lines) == "Too few births, deaths to say more than chance"
    assert below.lines in ((), ("",))
