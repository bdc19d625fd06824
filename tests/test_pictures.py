"""The picture of a view: nothing cut off, nothing in the way of another, the page's colours, and known good pictures.

The known good pictures lie in tests/golden. After a wanted change of the pictures, look at each new one at full size,
then accept them all with ``ATLAS_ACCEPT_GOLDENS=1 pytest tests/test_pictures.py -k known_good`` and commit them. A
picture that fails is written to the folder that the failure names, with the old one and their difference beside it.
"""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pypdf import PdfReader
from shapely.geometry import LineString, Point, Polygon, box
from shipped import MAP_LEVELS, Level

from dashboard.charts.registry import charts
from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.colours import EMPTY_FILLS, LAND, NEIGHBOUR, contrast
from dashboard.core.labels import called
from dashboard.core.value import IntervalKind
from dashboard.export.picture.frame import head_of
from dashboard.export.picture.labels import labels_of
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.post_chart import chart_of_post, chart_post
from dashboard.export.picture.primitives import SIZES, Box, Line, Patch, Picture, Projection, Stamp, Text
from dashboard.export.picture.text_metrics import cut, width, wrap
from dashboard.export.post_templates import PostTemplate
from dashboard.export.writers.poster import typeset
from dashboard.export.writers.vector import vector_picture
from dashboard.maps.hatch_looks import HatchKind
from dashboard.maps.hatching import hatched, hatchings
from dashboard.maps.placement.labels import Label, Lettered, Lettering, Plan
from dashboard.maps.symbology import colours, fill_class, kind_of_empty
from dashboard.stats import classification
from dashboard.views import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.views.thirds import figure_edges

ROOT = Path(__file__).parent
GOLDEN = ROOT / "golden"
LINE = 1.25
#: The ink of a line of text, as parts of its size below the top of its box: from the ascenders to the descenders.
INK_TOP, INK_BOTTOM = 0.0, 1.12
QUERIES = {
    "all causes": "",
    "stroke, hatched": "condition=stroke&measure=deaths-smr&by=council&overlay=deprivation",
    "lung cancer, nine colours": "condition=lung-cancer&measure=new-cases-sir&by=district&overlay=bivariate",
    "years of life lost": "condition=stroke&measure=yll&by=ccg",
    "life expectancy": "condition=life-expectancy&measure=life-expectancy-male&by=council",
    "intervals and gaps": "condition=circulatory&measure=preventable&by=council",
    "counts": "condition=lung-cancer&measure=deaths-count&by=council",
    "partnerships": "condition=all-causes&measure=avoidable&by=icp",
    "districts": "condition=stroke&measure=deaths-smr&by=district&overlay=deprivation",
    "neighbourhoods": "condition=stroke&measure=deaths-smr&by=neighbourhood",
    "councils of a partnership": "area=icp-south&condition=all-causes&measure=avoidable&by=council",
    "CCGs of a partnership": "area=icp-central&condition=all-causes&measure=avoidable&by=ccg",
    "neighbourhoods of a council": "area=E08000021&by=neighbourhood&condition=stroke&measure=deaths-smr",
    "districts of a county": "area=E10000006&by=district&condition=stroke&measure=deaths-smr",
    "a CCG among others": "area=E38000116&condition=all-causes&measure=avoidable&by=ccg",
    "a neighbourhood among others": "area=E02001684&by=neighbourhood&condition=stroke&measure=deaths-smr",
    "figures of a larger area": "condition=coronary-heart-disease&measure=deaths-u75&by=ccg",
    "CCGs, hatched": "condition=all-causes&measure=avoidable&by=ccg&overlay=deprivation",
    "CCGs, nine colours": "condition=all-causes&measure=avoidable&by=ccg&overlay=bivariate",
    "districts of a partnership": "area=icp-south&by=district&condition=stroke&measure=deaths-smr&overlay=bivariate",
    "long words": "condition=serious-mental-illness&by=council&measure=excess-deaths",
}


@pytest.fixture(scope="module")
def painter(atlas: Atlas) -> Painter:
    return Painter(atlas)


def shown_of(atlas: Atlas, query: str) -> Scene:
    resolved = resolve.resolve(atlas, query)
    assert not resolved.notices, resolved.notices
    return scene(atlas, resolved.view)


def stamp_of(atlas: Atlas, shown: Scene) -> Stamp:
    return Stamp(f"https://atlas.example/?{resolve.short_query(atlas, shown.view)}".rstrip("?"), "21 November 2026")


@pytest.fixture(scope="module")
def pictures(atlas: Atlas, painter: Painter) -> dict[tuple[str, str], tuple[Scene, Picture]]:
    made = {}
    for name, query in QUERIES.items():
        shown = shown_of(atlas, query)
        for size in SIZES.values():
            made[name, size.key] = (shown, painter.picture(shown, size, stamp_of(atlas, shown)))
    return made


CASES = pytest.mark.parametrize(("name", "size"), [(name, size) for name in QUERIES for size in SIZES])
Pictures = dict[tuple[str, str], tuple[Scene, Picture]]


# Boxes.


def ink(text: Text) -> Polygon:
    """What a text covers: its widest line, from the top of the first to the bottom of the last."""
    left = text.x - {"left": 0.0, "middle": 0.5, "right": 1.0}[text.align] * text.width
    bottom = text.y + text.size * (LINE * (len(text.lines) - 1) + INK_BOTTOM)
    return box(left, text.y + INK_TOP * text.size, left + text.width, bottom)


def table_box(picture: Picture) -> Polygon | None:
    table = picture.table
    if table is None:
        return None
    return box(table.x, table.y, table.x + sum(table.widths), table.y + table.row_height * (len(table.rows) + 1))


def land(picture: Picture) -> shapely.Geometry:
    polygons = [Polygon(rings[0]).buffer(0) for area in picture.areas for rings in area.polygons if len(rings[0]) > 2]
    return shapely.union_all(polygons)


def own(picture: Picture) -> list[Patch]:
    """The areas of the map itself, without those that an inset draws again."""
    first = {area.code: area for area in reversed(picture.areas)}
    return [first[code] for code in dict.fromkeys(area.code for area in picture.areas)]


def in_colour(picture: Picture) -> list[Patch]:
    """The areas that have the colours of the legend: of a picture of a place that alone, its neighbours are pale."""
    return [area for area in own(picture) if area.fill != NEIGHBOUR]


def leaders(picture: Picture) -> list[Line]:
    """The lines from a dot to its label, without the frames of insets."""
    return [line for line in picture.leaders if line.points[0] in picture.dots]


def parts(picture: Picture) -> Iterator[tuple[str, Polygon]]:
    """Everything that needs room of its own, beside the land and the labels on it."""
    for text in picture.texts:
        yield f"“{' '.join(text.lines)}”", ink(text)
    for number, swatch in enumerate(picture.swatches):
        yield f"swatch {number}", box(swatch.x, swatch.y, swatch.x + swatch.width, swatch.y + swatch.height)
    if (whole := table_box(picture)) is not None:
        yield "the table", whole


@CASES
def test_nothing_is_cut_off(pictures: Pictures, name: str, size: str) -> None:
    _, picture = pictures[name, size]
    frame = box(0, 0, picture.size.width, picture.size.height)
    for what, place in (*parts(picture), *((" ".join(label.lines), ink(label)) for label in picture.labels)):
        assert frame.contains(place), f"{what} leaves the picture: {place.bounds}"
    assert frame.contains(land(picture))
    assert all(frame.contains(LineString(line.points)) for line in (*picture.leaders, *picture.hatching))
    assert all(frame.contains(Point(dot)) for dot in picture.dots)


@CASES
def test_texts_legend_and_table_keep_apart(pictures: Pictures, name: str, size: str) -> None:
    _, picture = pictures[name, size]
    for (one, here), (two, there) in combinations(parts(picture), 2):
        if one.startswith("swatch") and two.startswith("swatch"):
            continue  # the nine squares of the 3 by 3 map touch
        assert here.intersection(there).area < 1, f"{one} and {two} overlap: {here.bounds}, {there.bounds}"


@CASES
def test_labels_keep_apart_from_one_another_and_from_everything_else(pictures: Pictures, name: str, size: str) -> None:
    _, picture = pictures[name, size]
    labels = [(" ".join(label.lines), ink(label)) for label in picture.labels]
    for (one, here), (two, there) in combinations(labels, 2):
        shared = here.intersection(there)
        assert shared.area < 0.05 * min(here.area, there.area), f"{one} and {two} overlap"
    for one, here in labels:
        for two, there in parts(picture):
            assert here.intersection(there).area < 1, f"{one} lies on {two}"


@CASES
def test_the_land_keeps_clear_of_texts_legend_and_table(pictures: Pictures, name: str, size: str) -> None:
    _, picture = pictures[name, size]
    ground = land(picture)
    for what, place in parts(picture):
        assert ground.intersection(place).area < 1, f"the map lies under {what}"


@CASES
def test_no_leader_runs_through_letters(pictures: Pictures, name: str, size: str) -> None:
    _, picture = pictures[name, size]
    for label in picture.labels:
        west, top, east, _ = ink(label).bounds
        core = box(west + 1, top + 0.25 * label.size, east - 1, top + 0.9 * label.size)
        for line in picture.leaders:
            assert not LineString(line.points).intersects(core), f"a leader strikes “{' '.join(label.lines)}”"


@CASES
def test_no_two_leaders_cross(pictures: Pictures, name: str, size: str) -> None:
    _, picture = pictures[name, size]
    lines = [LineString(line.points) for line in leaders(picture)]
    assert not any(one.crosses(two) for one, two in combinations(lines, 2))


def passes(picture: Picture) -> list[tuple[float, tuple[float, float]]]:
    """Leaders that run through the dot of another area: how near, and where."""
    radius = 4 * picture.size.unit
    lines = [LineString(line.points) for line in leaders(picture)]
    assert len(lines) == len(picture.dots)
    return [
        (line.distance(Point(dot)), dot)
        for number, line in enumerate(lines)
        for other, dot in enumerate(picture.dots)
        if number != other and line.distance(Point(dot)) < radius
    ]


def test_no_leader_runs_through_the_dot_of_another_area(pictures: Pictures) -> None:
    struck = {key: found for key, (_, picture) in pictures.items() if (found := passes(picture))}
    assert not struck


# Text in its box.


@CASES
def test_every_text_fits_its_room(pictures: Pictures, name: str, size: str) -> None:
    _, picture = pictures[name, size]
    margin = 48 * picture.size.unit
    for text in picture.texts:
        assert text.x >= margin - 1
        assert text.x + text.width <= picture.size.width - margin + 1, text.lines
    if picture.table:
        table = picture.table
        for row in (table.header, *table.rows):
            assert len(row) == len(table.widths) == len(table.header)
            for cell, room in zip(row, table.widths, strict=True):
                assert width(cell, table.size, row is table.header) <= room, cell


def cuts(pictures: Pictures, places: slice) -> list[str]:
    """Lines of the texts of all pictures that end with an ellipsis, for want of room."""
    return [line for _, made in pictures.values() for text in made.texts[places] for line in text.lines if "…" in line]


def test_a_headline_is_never_cut(pictures: Pictures) -> None:
    assert cuts(pictures, slice(0, 1)) == []


def test_nothing_but_the_headline_is_ever_cut(pictures: Pictures) -> None:
    assert cuts(pictures, slice(1, None)) == []


def test_no_name_in_a_table_is_cut(pictures: Pictures) -> None:
    tables = {key: picture.table for key, (_, picture) in pictures.items() if picture.table}
    assert not {key: row for key, table in tables.items() for row in table.rows if "…" in "".join(row)}


@CASES
def test_text_is_large_enough_to_read(pictures: Pictures, name: str, size: str) -> None:
    _, picture = pictures[name, size]
    smallest = min(text.size for text in (*picture.texts, *picture.labels))
    if picture.size.wide:
        inch = 300 if size == "a4" else min(picture.size.width, picture.size.height) / 7.5
        assert min(smallest, picture.table.size if picture.table else smallest) * 72 / inch >= 7.999, "points"
    if size.startswith("a4"):
        assert smallest * 72 / 300 >= 7, "points on paper"
    else:
        assert smallest >= 11
    if picture.table:
        assert picture.table.size >= 11


#: Letters that the shipped font has; loading lets no invisible ones through.
PRINTABLE = st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x17F)


@settings(max_examples=200)
@given(
    words=st.text(PRINTABLE, min_size=1, max_size=80),
    size=st.floats(8, 100),
    room=st.floats(60, 900),
    bold=st.booleans(),
)
def test_a_cut_text_fits_or_is_an_ellipsis(words: str, size: float, room: float, bold: bool) -> None:
    made = cut(words, size, room, bold)
    assert made == words or "…" in made, "before a caveat in brackets, else at the end"
    assert width(made, size, bold) <= room or made == "…"


@pytest.mark.parametrize(
    ("size", "lines"),
    [
        ("slide", ("Preventable early deaths in NENC: likely worse than", "England in 8 of 12 CCGs, better in 1")),
        ("square", ("Preventable early deaths in NENC: likely worse", "than England in 8 of 12 CCGs, better in 1")),
    ],
)
def test_no_word_of_a_headline_stands_alone_in_its_last_line(size: str, lines: tuple[str, ...]) -> None:
    said = "Preventable early deaths in NENC: likely worse than England in 8 of 12 CCGs, better in 1"
    assert head_of(said, "", SIZES[size])[0].lines == lines


@settings(max_examples=200)
@given(words=st.lists(st.text("abcdefgh", min_size=1, max_size=9), max_size=30), most=st.integers(1, 5))
def test_a_wrapped_text_keeps_its_words_and_its_lines(words: list[str], most: int) -> None:
    lines = wrap(" ".join(words), 20, 200, most=most)
    assert len(lines) <= most
    assert all(width(line, 20) <= 200 for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines).split() == words


# Areas and colours.


@pytest.mark.parametrize("name", QUERIES)
def test_every_area_has_a_patch_in_its_class_colour(atlas: Atlas, pictures: Pictures, name: str) -> None:
    shown, picture = pictures[name, "slide"]
    assert {area.code for area in own(picture)} <= {row.area.code for row in shown.rows}
    rows, areas = shown.without_neighbours().rows, in_colour(picture)
    assert [area.code for area in areas] == [row.area.code for row in rows]
    edges, palette = figure_edges(atlas, shown), colours(shown)
    for row, area in zip(rows, areas, strict=True):
        assert area.name == row.area.name
        assert area.polygons
        assert all(len(ring) >= 3 for polygon in area.polygons for ring in polygon)
        index = fill_class(shown, row, edges)
        if index is None:
            kind = kind_of_empty(shown, row)
            assert area.fill == EMPTY_FILLS[kind]
            assert (area.pattern == "dots") is (kind == "not-published")
        else:
            assert (area.fill, area.pattern) == (palette[index], "")


@pytest.mark.parametrize("name", [name for name, query in QUERIES.items() if "overlay=bivariate" not in query])
def test_the_colour_is_that_of_the_class_edges(pictures: Pictures, name: str) -> None:
    shown, picture = pictures[name, "square"]
    if shown.indicator is None or not shown.indicator.mapped:
        return
    palette = colours(shown)
    for row, area in zip(shown.without_neighbours().rows, in_colour(picture), strict=True):
        if row.value and row.value.value is not None:
            figure = round(row.value.value, shown.indicator.decimals)
            assert area.fill == palette[classification.class_of(figure, shown.edges)]


@pytest.mark.parametrize("name", QUERIES)
def test_all_sizes_of_a_view_agree(pictures: Pictures, name: str) -> None:
    made = [pictures[name, size][1] for size in SIZES]
    for picture in made[1:]:
        assert picture.title == made[0].title
        assert picture.description == made[0].description
        assert [(a.code, a.fill, a.description) for a in in_colour(picture)] == [
            (a.code, a.fill, a.description) for a in in_colour(made[0])
        ]
        assert [s.fill for s in picture.swatches] == [s.fill for s in made[0].swatches]


@pytest.mark.parametrize("query", [query for query in QUERIES.values() if "place" not in query])
def test_the_page_has_the_same_colours(atlas: Atlas, painter: Painter, answer, query: str) -> None:
    shown = shown_of(atlas, query)
    picture = painter.picture(shown, SIZES["slide"], stamp_of(atlas, shown))
    figure, _ = answer(shown.view)
    on_page: dict[str, str] = {}
    for trace in figure["data"]:
        if trace["type"] != "choropleth" or not trace.get("locations"):
            continue
        scale = trace["colorscale"]
        if "rgba(0,0,0,0)" in {colour for _, colour in scale}:
            continue  # an area that only takes clicks
        low, high = trace.get("zmin", 0), trace.get("zmax", 1)
        for code, z in zip(trace["locations"], trace["z"], strict=True):
            part = (z - low) / (high - low) if high > low else 0
            on_page[code] = [colour for stop, colour in scale if stop <= part + 1e-9][-1].lower()
    # Around a place the page draws its neighbours pale.
    compared = {a.code for a in picture.areas if not a.pattern and shown.place in (None, atlas.areas[a.code])}
    assert compared
    assert {area.code: area.fill for area in picture.areas if area.code in compared} == {
        code: colour for code, colour in on_page.items() if code in compared
    }


@pytest.mark.parametrize("name", QUERIES)
def test_every_colour_of_the_map_stands_in_the_legend(pictures: Pictures, name: str) -> None:
    for size in SIZES:
        _, picture = pictures[name, size]
        keys = {(swatch.fill, swatch.pattern) for swatch in picture.swatches}
        assert {(area.fill, area.pattern) for area in picture.areas if area.fill != NEIGHBOUR} <= keys
        hatches = set(HatchKind)
        assert any(swatch.pattern in hatches for swatch in picture.swatches) == bool(picture.hatching)
        marks = (*hatches, "outline")
        empty = {fill for fill, pattern in keys if fill in EMPTY_FILLS.values() and pattern not in marks}
        assert empty <= {area.fill for area in picture.areas}, "a mark of no data where every area has a figure"


@pytest.mark.parametrize("name", QUERIES)
def test_hatching_lies_in_hatched_areas_only_and_in_each_of_them(pictures: Pictures, name: str) -> None:
    shown, picture = pictures[name, "slide"]
    if "overlay=deprivation" in QUERIES[name]:
        assert 0 < len(hatched(shown)) < len(shown.rows)
    codes = {code for _, found in hatchings(shown) for code in found}
    if not codes:
        assert not picture.hatching
        return
    shapes = {
        area.code: shapely.union_all([Polygon(rings[0], rings[1:]).buffer(0) for rings in area.polygons])
        for area in picture.areas
    }
    inside = shapely.union_all([shapes[code] for code in codes]).buffer(0.6)
    lines = [LineString(line.points) for line in picture.hatching]
    assert all(inside.contains(line) for line in lines)
    for code in codes:
        assert any(shapes[code].buffer(0.6).contains(line) for line in lines), code


@pytest.mark.parametrize("name", QUERIES)
def test_every_figure_stands_on_the_map_or_in_the_table(pictures: Pictures, name: str) -> None:

    for size in SIZES:
        shown, picture = pictures[name, size]
        if shown.indicator is None or not shown.indicator.mapped or len(shown.rows) > 19:
            continue
        written = [line for label in picture.labels for line in label.lines]
        listed = [cell for row in picture.table.rows for cell in row] if picture.table else []
        for row in shown.without_neighbours().shown:
            figure = numbers.figure_of(row.value, shown.indicator)
            assert figure in written or figure in listed, (size, row.area.name)


def test_every_figure_on_a_map_stands_there_with_the_name_of_its_area(pictures: Pictures) -> None:

    nameless = []
    for (name, size), (shown, picture) in pictures.items():
        if len(shown.rows) > 19 or not shown.shown or shown.indicator is None or not shown.indicator.mapped:
            continue
        said = " ".join(line for label in picture.labels for line in label.lines)
        labelled = [row for row in shown.rows if shown.place in (None, row.area) or row.area.name in said]
        missing = [row.area.name for row in labelled if called(row.area, row.value) not in said]
        nameless += [(name, size, missing)] if missing else []
    assert not nameless


def test_published_intervals_stand_in_every_picture_that_has_the_room(pictures: Pictures) -> None:
    """Rule 5: where a published interval exists it is shown with the value."""
    without = []
    for (name, size), (shown, picture) in pictures.items():
        if any(row.value and row.value.lower is not None for row in shown.rows) and size not in ("square",):
            listed = [cell for row in picture.table.rows for cell in row] if picture.table else []
            if not any(" to " in cell for cell in listed):
                without.append((name, size))
    assert not without


def test_approximate_intervals_are_called_so_in_every_picture(pictures: Pictures) -> None:
    """Rule 9c: in the heading if all of them are, otherwise beside each one."""
    seen = set()
    for shown, picture in pictures.values():
        values = [row.value for row in shown.rows if row.value and row.value.lower is not None]
        if not picture.table or not values:
            continue
        about = [value.interval is IntervalKind.APPROXIMATE for value in values]
        heading, cells = picture.table.header[2], [row[2] for row in picture.table.rows if row[2]]
        seen.add(all(about))
        assert heading == ("Approx. 95% interval" if all(about) else "95% interval")
        assert sum(cell.startswith("approx. ") for cell in cells) == (0 if all(about) else sum(about))
    assert seen == {True, False}


def test_figures_and_names_stand_out_from_their_ground(pictures: Pictures) -> None:
    for (name, size), (_, picture) in pictures.items():
        for label in picture.labels:
            if label.bold or not label.lines[0].isupper():
                assert contrast(label.colour, label.halo or "#ffffff") >= 4.5, (name, size, label.lines)


def test_names_of_partnerships_stand_out_from_their_ground(pictures: Pictures) -> None:
    weak = {
        (label.halo, round(contrast(label.colour, label.halo or "#ffffff"), 1))
        for _, picture in pictures.values()
        for label in picture.labels
        if label.lines[0].isupper() and contrast(label.colour, label.halo or "#ffffff") < 4.5
    }
    assert not weak


@pytest.mark.parametrize("name", [name for name, query in QUERIES.items() if "overlay=deprivation" in query])
def test_hatching_can_be_seen_on_its_ground(pictures: Pictures, name: str) -> None:
    _, picture = pictures[name, "slide"]
    shapes = {
        area.code: shapely.union_all([Polygon(rings[0], rings[1:]).buffer(0) for rings in area.polygons])
        for area in own(picture)
    }
    for line in picture.hatching:
        middle = LineString(line.points).interpolate(0.5, normalized=True)
        near = [area for area in own(picture) if shapes[area.code].buffer(0.6).contains(middle)]
        area = max(near, key=lambda area: shapes[area.code].intersection(LineString(line.points)).length)
        assert contrast(line.colour, area.fill) >= 3, (area.name, area.fill, line.colour)


def test_an_inset_shows_its_areas_as_the_map_does(pictures: Pictures) -> None:
    for (name, size), (_, picture) in pictures.items():
        fills = {area.code: (area.fill, area.pattern, area.description) for area in own(picture)}
        for area in picture.areas:
            assert (area.fill, area.pattern, area.description) == fills[area.code], (name, size)


def test_an_inset_hatches_what_the_map_hatches(atlas: Atlas, painter: Painter) -> None:
    shown = shown_of(atlas, f"{QUERIES['neighbourhoods']}&overlay=deprivation")
    for size in SIZES.values():
        picture = painter.picture(shown, size, stamp_of(atlas, shown))
        again = picture.areas[len(own(picture)) :]
        lines = shapely.MultiLineString([line.points for line in picture.hatching])
        wanted = set(hatched(shown))
        for area in again:
            shape = shapely.union_all([Polygon(rings[0]).buffer(0) for rings in area.polygons])
            if area.code in wanted and shape.area > 400 * picture.size.unit**2:
                assert lines.intersects(shape), (size.key, area.name)


# Hostile words.

HOSTILE = (
    "#panic() $x^2$ *bold* _low_ @ref <b>",
    'back\\slash "quote" & amp; ]]> `raw`',
    "= heading // comment /* c */ ~ -- '",
    '#let x = 1; #image("x") https://x.example',
)


def with_words(atlas: Atlas, words: str) -> Atlas:
    """The tiny atlas in which one area and all sentences of one measure hold these words."""
    code = "E38000001"
    areas = dict(atlas.areas) | {code: replace(atlas.areas[code], name=words, short_name=words)}
    indicator = replace(atlas.indicators["deaths-ccg"], title=words, noun=words, unit=words, source=words, credit=words)
    return replace(atlas, areas=MappingProxyType(areas), indicators=dict(atlas.indicators) | {"deaths-ccg": indicator})


def letters(words: str) -> str:
    """The letters without the spaces, which a line break takes."""
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize(
    ("lines", "bold"),
    [
        (("Ward", "5", "5"), [("Ward", False), ("5", False), ("5", True)]),
        (("Ward 5 5",), [("Ward 5", False), ("5", True)]),
    ],
)
def test_the_number_of_an_area_that_reads_like_its_figure_is_not_bold(
    tiny: Atlas, lines: tuple[str, ...], bold: list[tuple[str, bool]]
) -> None:
    label = Label("", lines, 50, 50, 40, 40, figure="5")
    project = Projection((0, 0, 100, 100), Box(0, 0, 100, 100))
    texts = labels_of(
        shown_of(tiny, ""), Lettered(Plan((0, 0, 100, 100), (label,)), ()), project, (), Lettering(14.0), {}
    )
    assert [(" ".join(text.lines), text.bold) for text in texts] == bold


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_the_data_are_never_markup(tiny: Atlas, words: str, size: str) -> None:
    atlas = with_words(tiny, words)
    shown = shown_of(atlas, "")
    picture = Painter(atlas).picture(shown, SIZES[size], Stamp(f"https://x.example/?{words}", words))
    page = PdfReader(BytesIO(typeset(picture, "pdf"))).pages[0]
    said = letters(page.extract_text())
    assert said.count(letters(words)) >= 2, said
    assert ET.fromstring(vector_picture(picture)) is not None
    assert typeset(picture, "png", 0.2).startswith(b"\x89PNG")


def test_the_title_and_alternative_text_of_a_pdf_keep_every_letter(tiny: Atlas) -> None:
    for words in HOSTILE:
        atlas = with_words(tiny, words)
        shown = shown_of(atlas, "")
        picture = Painter(atlas).picture(shown, SIZES["slide"], Stamp("https://x.example", "today"))
        content = PdfReader(BytesIO(typeset(picture, "pdf")))
        assert content.metadata is not None
        assert content.metadata.title == picture.title
        # A headline begins with a capital letter.
        assert words[:1].upper() + words[1:] in picture.title


@settings(max_examples=25)
@given(words=st.text(PRINTABLE, min_size=1, max_size=40).filter(str.strip))
def test_no_words_break_a_picture(tiny: Atlas, words: str) -> None:
    atlas = with_words(tiny, words)
    shown = shown_of(atlas, "")
    picture = Painter(atlas).picture(shown, SIZES["social"], Stamp(words, words))
    assert ET.fromstring(vector_picture(picture)) is not None
    assert typeset(picture, "pdf").startswith(b"%PDF")


@pytest.mark.parametrize("name", QUERIES)
def test_pale_land_lies_around_every_map_and_under_nothing_that_is_written_beside_it(
    pictures: Pictures, name: str
) -> None:
    for size in ("slide", "a4-portrait"):
        _, picture = pictures[name, size]
        assert picture.land
        assert {patch.fill for patch in picture.land} == {LAND}
        land = shapely.union_all([Polygon(rings[0], rings[1:]).buffer(0) for p in picture.land for rings in p.polygons])
        entries = [(text.x, text.y, text.x + text.width, text.y + text.height) for text in picture.texts]
        assert not land.intersects(shapely.union_all([shapely.box(*box) for box in entries])), (name, size)
        assert shapely.box(0, 0, picture.size.width, picture.size.height).contains(land)


@pytest.mark.parametrize("name", ["all causes", "stroke, hatched", "partnerships"])
def test_a_map_on_a_sheet_of_paper_takes_most_of_the_height_that_is_there(pictures: Pictures, name: str) -> None:
    _, picture = pictures[name, "a4"]
    (_, subtitle, foot) = picture.texts[:3]
    room = foot.y - subtitle.y - subtitle.height
    top, bottom = shapely.total_bounds([Polygon(ring[0]) for patch in own(picture) for ring in patch.polygons])[[1, 3]]
    assert (bottom - top) / room > 0.75


@pytest.mark.parametrize("name", ["a CCG among others", "a neighbourhood among others"])
def test_a_picture_of_a_place_is_filled_by_the_place(pictures: Pictures, name: str) -> None:
    """It takes nine tenths of the width or the height that all land around it has, and its neighbours are cut off."""
    for size in ("slide", "square"):
        shown, picture = pictures[name, size]
        west, north, east, south = shapely.total_bounds(
            [Polygon(rings[0]) for patch in (*picture.land, *picture.areas) for rings in patch.polygons]
        )
        (place,) = in_colour(picture)
        assert place.code == shown.place.code
        left, top, right, bottom = shapely.total_bounds([Polygon(rings[0]) for rings in place.polygons])
        assert max((right - left) / (east - west), (bottom - top) / (south - north)) > 0.8, size
        assert any(patch.fill == NEIGHBOUR for patch in picture.areas)


# Known good pictures.

GOLDENS = {
    "ccg-slide": ("", "slide"),
    "stroke-council-deprivation-social": (QUERIES["stroke, hatched"], "social"),
    "lung-cancer-district-bivariate-a4": (QUERIES["lung cancer, nine colours"], "a4"),
    "circulatory-preventable-story": (QUERIES["intervals and gaps"], "story"),
    "stroke-neighbourhood-square": (QUERIES["neighbourhoods"], "square"),
    "icp-a4-portrait": (QUERIES["partnerships"], "a4-portrait"),
    "north-durham-slide": (QUERIES["a CCG among others"], "slide"),
    "icp-south-council-square": (QUERIES["councils of a partnership"], "square"),
    "newcastle-neighbourhood-slide": (QUERIES["neighbourhoods of a council"], "slide"),
    "life-expectancy-council-slide": (QUERIES["life expectancy"], "slide"),
    "stroke-yll-a4-portrait": (QUERIES["years of life lost"], "a4-portrait"),
    "deprivation-neighbourhood-social": ("condition=deprivation&measure=imd-score&by=neighbourhood", "social"),
}
#: Goldens are this wide; the small differences of another version of Typst stay below the bounds.
#: Posts from the templates that draw a chart.
POSTS = {
    "post-ranking-social": (QUERIES["intervals and gaps"], "social", PostTemplate.RANKING),
    "post-trend-square": (f"area=E06000002&{QUERIES['intervals and gaps']}", "square", PostTemplate.TREND),
    "post-before-after-story": (QUERIES["intervals and gaps"], "story", PostTemplate.BEFORE_AFTER),
    "post-matrix-social": (QUERIES["intervals and gaps"], "social", PostTemplate.MATRIX),
}
GOLDEN_WIDTH = 480
MOST_DIFFERENCE, MOST_DIFFERENT, CLEARLY = 0.25, 0.0002, 48
ACCEPT = "ATLAS_ACCEPT_GOLDENS"


def drawn(atlas: Atlas, painter: Painter, name: str) -> Image.Image:
    """A picture in the width of the goldens, made at four times the pixels for an even average of them."""
    if name in POSTS:
        query, size, template = POSTS[name]
        shown = shown_of(atlas, query)
        chart = chart_of_post(atlas, charts, shown, template)
        assert chart
        picture = chart_post(shown, chart, template, SIZES[size], stamp_of(atlas, shown))
    else:
        query, size = GOLDENS[name]
        shown = shown_of(atlas, query)
        picture = painter.picture(shown, SIZES[size], stamp_of(atlas, shown))
    scale = min(1.0, 4 * GOLDEN_WIDTH / picture.size.width)
    whole = Image.open(BytesIO(typeset(picture, "png", scale))).convert("RGB")
    height = round(picture.size.height * GOLDEN_WIDTH / picture.size.width)
    return whole.resize((GOLDEN_WIDTH, height), Image.Resampling.BOX)


def differences(one: Image.Image, two: Image.Image) -> tuple[float, float]:
    """The mean absolute difference of two pictures (0 to 255), and the share of pixels that clearly differ."""
    apart = np.asarray(ImageChops.difference(one, two), dtype=float)
    return float(apart.mean()), float((apart.max(axis=2) > CLEARLY).mean())


@pytest.mark.parametrize("name", [*GOLDENS, *POSTS])
def test_a_picture_looks_like_the_known_good_one(atlas: Atlas, painter: Painter, name: str, tmp_path: Path) -> None:
    made, path = drawn(atlas, painter, name), GOLDEN / f"{name}.png"
    if os.environ.get(ACCEPT):
        GOLDEN.mkdir(exist_ok=True)
        made.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.exists(), f"There is no {path}. Look at the picture, then accept it with {ACCEPT}=1."
    good = Image.open(path).convert("RGB")
    assert good.size == made.size
    mean, share = differences(made, good)
    if mean > MOST_DIFFERENCE or share > MOST_DIFFERENT:
        made.save(tmp_path / "new.png")
        good.save(tmp_path / "old.png")
        ImageChops.difference(made, good).save(tmp_path / "difference.png")
        pytest.fail(
            f"{name} differs: mean {mean:.2f}, {share:.1%} of the pixels. See {tmp_path}; to accept: {ACCEPT}=1."
        )


def is_noticed(good: Image.Image, changed: Image.Image) -> bool:
    mean, share = differences(good, changed)
    return mean > MOST_DIFFERENCE or share > MOST_DIFFERENT


def test_a_sentence_that_is_gone_is_noticed(atlas: Atlas, painter: Painter) -> None:
    good = drawn(atlas, painter, "icp-a4-portrait")
    changed = good.copy()
    changed.paste((255, 255, 255), (126, 82, 242, 95))  # "All figures are estimates."
    assert is_noticed(good, changed)


def test_a_figure_that_is_gone_is_noticed(atlas: Atlas, painter: Painter) -> None:
    good = drawn(atlas, painter, "north-durham-slide")
    changed = good.copy()
    changed.paste((255, 255, 255), (450, 46, 474, 57))  # 337.6
    assert is_noticed(good, changed)


def test_a_colour_that_changes_is_noticed(atlas: Atlas, painter: Painter) -> None:
    good = drawn(atlas, painter, "ccg-slide")
    pixels = np.array(good)
    pixels[(pixels == (0xE3, 0xED, 0xF7)).all(axis=2)] = (0xB5, 0xD0, 0xEA)
    assert is_noticed(good, Image.fromarray(pixels))


def test_the_known_good_pictures_are_small_and_none_is_left_over() -> None:
    files = list(GOLDEN.iterdir())
    assert {path.name for path in files} == {f"{name}.png" for name in (*GOLDENS, *POSTS)}
    assert sum(path.stat().st_size for path in files) < 1_500_000
    assert len({size for _, size in GOLDENS.values()}) == len(SIZES)
    assert set(MAP_LEVELS) >= {Level.ICP, Level.CCG, Level.COUNCIL, Level.DISTRICT, Level.NEIGHBOURHOOD}
