"""Slides: native shapes in the colours of the map, a native table with its figures, notes, and a package that opens."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from office import converted
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.oxml.ns import qn
from pypdf import PdfReader
from shipped import ATLAS, EDITION, LEVELS

from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Picture, Stamp
from dashboard.export.writers.slides import Cover, Notes, cover_of, deck, map_slide, method_of, notes_of
from dashboard.views import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording import captions, titles

STAMP = Stamp("https://atlas.example/?area=E54000049&by=ccg", "21 November 2026", ATLAS)
STROKE = "condition=stroke&by=council&measure=deaths-smr&overlay=deprivation"
BIVARIATE = "condition=lung-cancer&by=district&overlay=bivariate"
NEIGHBOURHOODS = "condition=stroke&by=neighbourhood"
PLACE = "area=E06000005&by=council"
VIEWS = ["", STROKE, BIVARIATE, NEIGHBOURHOODS, PLACE]
HOSTILE = "R&D <b>\"Tees\" 'Side'</b> #1 $x \x0b\ud800 ]]> Ünïcode"


@pytest.fixture(scope="module")
def painter(atlas: Atlas) -> Painter:
    return Painter(atlas)


def _scene(atlas: Atlas, query: str) -> Scene:
    return scene(atlas, resolve.resolve(atlas, query).view)


@pytest.fixture(scope="module")
def pictured(atlas: Atlas, painter: Painter) -> Any:
    """The picture and the notes of a query, drawn once for each size."""
    known: dict[tuple[str, str], tuple[Picture, Notes]] = {}

    def draw(query: str = "", size: str = "slide") -> tuple[Picture, Notes]:
        if (query, size) not in known:
            shown = _scene(atlas, query)
            known[query, size] = (painter.picture(shown, SIZES[size], STAMP), notes_of(shown, STAMP))
        return known[query, size]

    return draw


def _only_slide(content: bytes) -> Any:
    (slide,) = Presentation(BytesIO(content)).slides
    return slide


def _named(slide: Any, name: str) -> Any:
    (found,) = [shape for shape in slide.shapes if shape.name == name]
    return found


def _description(shape: Any) -> str:
    return str(next(shape.element.iter(qn("p:cNvPr"))).get("descr", ""))


def _everything(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from _everything(shape.shapes)


def _xml_parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}


@pytest.mark.parametrize("query", VIEWS)
def test_every_area_is_one_native_shape_with_its_name_its_words_and_the_colour_of_its_class(
    pictured: Any, query: str
) -> None:
    picture, notes = pictured(query)
    shapes = {shape.name: shape for shape in _named(_only_slide(map_slide(picture, notes)), "Map").shapes}
    once = [area for area in picture.areas if not area.name.endswith(", enlarged)")]
    # Of the six areas of the place, two lie outside what is seen around it.
    assert len(once) == {"": 12, STROKE: 14, BIVARIATE: 19, NEIGHBOURHOODS: 399, PLACE: 4}[query]
    for area in picture.areas:
        shape = shapes[area.name]
        assert _description(shape) == area.description
        assert len(shape.element.findall(f".//{qn('a:moveTo')}")) == sum(map(len, area.polygons))
        if area.pattern:
            assert shape.fill.type == MSO_FILL.PATTERNED
        else:
            assert f"#{shape.fill.fore_color.rgb}".lower() == area.fill
        xs = [x for polygon in area.polygons for ring in polygon for x, _ in ring]
        assert (shape.left, shape.width) == (round(min(xs) * 6350), round((max(xs) - min(xs)) * 6350))


def test_outlines_have_no_fill_and_the_name_of_what_they_bound(pictured: Any) -> None:
    picture, notes = pictured()
    shapes = {shape.name: shape for shape in _named(_only_slide(map_slide(picture, notes)), "Map").shapes}
    assert {f"{area.name} boundary" for area in picture.outlines} <= set(shapes)
    assert shapes["North ICP boundary"].fill.type == MSO_FILL.BACKGROUND


@pytest.mark.parametrize("query", ["", STROKE, BIVARIATE, PLACE])
def test_the_table_is_native_and_holds_the_figures_of_the_atlas(atlas: Atlas, pictured: Any, query: str) -> None:
    frame = _named(_only_slide(map_slide(*pictured(query))), "Figures")
    shown = _scene(atlas, query)
    assert shown.indicator
    assert frame.has_table
    assert frame.table.first_row
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert rows[0][0] == LEVELS[shown.view.by]
    assert [row[1] for row in rows[1:]] == [numbers.figure_of(row.value, shown.indicator) for row in shown.rows]
    for written, row in zip(rows[1:], shown.rows, strict=True):
        assert written[0].startswith(row.area.name) or written[0].endswith("…")


def test_the_slide_has_a_title_a_map_with_words_and_an_order_that_reads_well(atlas: Atlas, pictured: Any) -> None:
    slide = _only_slide(map_slide(*pictured(STROKE)))
    shown = _scene(atlas, STROKE)
    assert slide.shapes.title.text_frame.text == captions.finding(shown)
    assert _named(slide, "Subtitle").text_frame.text == titles.subtitle(shown)
    assert _description(_named(slide, "Map")) == captions.alternative(shown)
    assert [shape.name for shape in slide.shapes] == ["Title", "Subtitle", "Map", "Legend", "Figures", "Source"]
    assert STAMP.address in _named(slide, "Source").text_frame.text


def test_the_legend_is_rectangles_named_with_their_words_in_the_colours_of_the_map(pictured: Any) -> None:
    picture, notes = pictured(STROKE)
    legend = _named(_only_slide(map_slide(picture, notes)), "Legend")
    swatches = [shape for shape in legend.shapes if shape.name.startswith("Legend: ")]
    beside = {swatch.x + swatch.width for swatch in picture.swatches}
    said = [" ".join(entry.lines) for entry in picture.texts[4:] if entry.x > min(beside)]
    assert list(dict.fromkeys(shape.name for shape in swatches)) == [f"Legend: {entry}" for entry in said]
    fills = [s.fill.fore_color.rgb for s in swatches if s.fill.type == MSO_FILL.SOLID]
    assert [f"#{fill}".lower() for fill in fills] == [s.fill for s in picture.swatches if not s.pattern]


def test_each_colour_of_the_two_way_legend_says_what_it_means(pictured: Any) -> None:
    legend = _named(_only_slide(map_slide(*pictured(BIVARIATE))), "Legend")
    names = [shape.name for shape in legend.shapes][:9]
    assert names[0] == "Legend: figure low, deprivation most deprived"
    assert names[8] == "Legend: figure high, deprivation least deprived"
    assert len(set(names)) == 9


def test_a_label_is_one_text_box_in_the_colour_of_the_picture(pictured: Any) -> None:
    picture, notes = pictured(STROKE)
    slide_map = _named(_only_slide(map_slide(picture, notes)), "Map")
    labels = {shape.text_frame.text: shape for shape in slide_map.shapes if shape.name.startswith("Label: ")}
    assert labels["County Durham\n119.1"].text_frame.word_wrap is False
    assert "North Tyneside 115.1" in labels
    run = labels["County Durham\n119.1"].text_frame.paragraphs[1].runs[0]
    wanted = next(piece for piece in picture.labels if piece.lines == ("119.1",))
    assert (run.font.name, run.font.bold, f"#{run.font.color.rgb}".lower()) == ("Arial", True, wanted.colour)
    assert run.font.size.pt == pytest.approx(wanted.size / 2)
    whole = "".join(shape.text_frame.text for shape in labels.values())
    assert sorted(re.sub(r"\s", "", whole)) == sorted(
        re.sub(r"\s", "", "".join(line for p in picture.labels for line in p.lines))
    )


def test_hatching_is_one_shape_for_dark_areas_and_one_for_light_and_says_what_it_means(pictured: Any) -> None:
    picture, notes = pictured(STROKE)
    slide_map = _named(_only_slide(map_slide(picture, notes)), "Map")
    hatching = [shape for shape in slide_map.shapes if shape.name.startswith("Hatching: most deprived third")]
    assert len(hatching) == len({line.colour for line in picture.hatching}) == 2
    lines = [line for shape in hatching for line in shape.element.findall(f".//{qn('a:moveTo')}")]
    assert len(lines) == len(picture.hatching)


def test_the_notes_hold_source_definition_limits_licence_and_address(atlas: Atlas, pictured: Any) -> None:
    said = _only_slide(map_slide(*pictured(STROKE))).notes_slide.notes_text_frame.text
    indicator = _scene(atlas, STROKE).indicator
    assert indicator
    for part in (indicator.source, indicator.definition, indicator.limits, indicator.licence, STAMP.address):
        assert part in said
    assert EDITION.boundary_credit in said


def test_the_properties_say_what_the_file_is(pictured: Any) -> None:
    picture, notes = pictured()
    properties = Presentation(BytesIO(map_slide(picture, notes))).core_properties
    assert (properties.title, properties.language) == (picture.title, "en-GB")
    assert (properties.author, properties.last_modified_by) == (ATLAS, ATLAS)
    assert properties.subject == picture.description[:255]


@pytest.mark.parametrize("key", list(SIZES))
def test_the_slide_has_the_shape_of_the_picture_and_nothing_lies_outside(pictured: Any, key: str) -> None:
    presentation = Presentation(BytesIO(map_slide(*pictured(STROKE, key))))
    across, down = presentation.slide_width, presentation.slide_height
    assert across / down == pytest.approx(SIZES[key].width / SIZES[key].height, rel=1e-4)
    for shape in _everything(presentation.slides[0].shapes):
        slack = across * 0.02
        assert -slack <= shape.left <= shape.left + shape.width <= across + slack, shape.name
        assert -slack <= shape.top <= shape.top + shape.height <= down + slack, shape.name


def test_a_slide_is_13_by_7_and_a_half_inches_and_paper_is_paper(pictured: Any) -> None:
    slide, paper = (Presentation(BytesIO(map_slide(*pictured("", key)))) for key in ("slide", "a4"))
    assert (slide.slide_width, slide.slide_height) == (12_192_000, 6_858_000)
    assert (paper.slide_width / 914_400, paper.slide_height / 914_400) == pytest.approx((11.69, 8.27), abs=0.01)


@pytest.mark.parametrize("query", VIEWS)
def test_equal_pictures_are_equal_bytes(pictured: Any, query: str) -> None:
    assert map_slide(*pictured(query)) == map_slide(*pictured(query))


def test_no_time_stamp_and_no_stranger_is_in_the_file(pictured: Any) -> None:
    content = map_slide(*pictured())
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name or "printer" in name]
    parts = "".join(_xml_parts(content).values())
    for stranger in ("Canny", "python-pptx", "Calibri", "screen4x3"):
        assert stranger not in parts


#: The order that the schema wants in the properties of shapes, lines and runs.
ORDERS = {
    "p:spPr": ["a:xfrm", "a:custGeom", "a:prstGeom", "a:noFill", "a:solidFill", "a:pattFill", "a:ln", "a:effectLst"],
    "a:ln": ["a:noFill", "a:solidFill", "a:round"],
    "a:rPr": ["a:solidFill", "a:effectLst", "a:latin", "a:cs"],
    "a:pPr": ["a:lnSpc", "a:spcBef", "a:buNone"],
    "a:tcPr": ["a:lnL", "a:lnR", "a:lnT", "a:lnB", "a:noFill"],
    "a:pattFill": ["a:fgClr", "a:bgClr"],
    "p:txBody": ["a:bodyPr", "a:lstStyle", "a:p"],
    "a:txBody": ["a:bodyPr", "a:lstStyle", "a:p"],
}


@pytest.mark.parametrize("query", VIEWS)
def test_the_xml_is_what_powerpoint_opens_without_repair(pictured: Any, query: str) -> None:
    slide = _only_slide(map_slide(*pictured(query)))
    ids = [element.get("id") for element in slide.element.iter(qn("p:cNvPr"))]
    assert len(ids) == len(set(ids))
    for parent, order in ORDERS.items():
        allowed = [qn(name) for name in order]
        for element in slide.element.iter(qn(parent)):
            places = [allowed.index(child.tag) for child in element]
            assert places == sorted(places), (parent, [child.tag for child in element])
    for path in slide.element.iter(qn("a:path")):
        size = int(path.get("w")), int(path.get("h"))
        assert min(size) > 0
        for point in path.iter(qn("a:pt")):
            assert 0 <= int(point.get("x")) <= size[0] + 1
            assert 0 <= int(point.get("y")) <= size[1] + 1
    for body in slide.element.iter(qn("p:txBody"), qn("a:txBody")):
        assert body.find(qn("a:p")) is not None


@pytest.mark.parametrize("query", VIEWS)
def test_a_group_is_as_large_as_what_it_holds(pictured: Any, query: str) -> None:
    for group in (_named(_only_slide(map_slide(*pictured(query))), name) for name in ("Map", "Legend")):
        inner = list(group.shapes)
        assert group.left == min(shape.left for shape in inner)
        assert group.top + group.height == max(shape.top + shape.height for shape in inner)


def test_hostile_names_arrive_as_they_are(pictured: Any) -> None:
    picture, notes = pictured()
    assert picture.table
    clean = HOSTILE.replace("\x0b", "").replace("\ud800", "")
    areas = tuple(replace(area, name=HOSTILE, description=HOSTILE) for area in picture.areas)
    table = replace(picture.table, rows=((HOSTILE, ""), *picture.table.rows[1:]))
    title = replace(picture.texts[0], lines=(HOSTILE,))
    hostile = replace(picture, title=HOSTILE, areas=areas, table=table, texts=(title, *picture.texts[1:]))
    content = map_slide(hostile, replace(notes, source=HOSTILE, limits=""))
    slide = _only_slide(content)
    names = [shape.name for shape in _named(slide, "Map").shapes if shape.name.startswith(clean)]
    assert names == [f"{clean} ({area.code})" for area in picture.areas]
    assert slide.shapes.title.text_frame.text == clean
    assert [cell.text for cell in _named(slide, "Figures").table.rows[1].cells] == [clean, ""]
    assert clean in slide.notes_slide.notes_text_frame.text
    assert Presentation(BytesIO(content)).core_properties.title == clean


def test_a_deck_has_a_title_the_maps_method_and_every_source_once(atlas: Atlas, pictured: Any) -> None:
    shown = _scene(atlas, "")
    content = deck(
        [pictured(query) for query in ("", STROKE, BIVARIATE)], cover_of(atlas, shown, STAMP, 3), method_of(EDITION)
    )
    slides = list(Presentation(BytesIO(content)).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[0] == "North East and North Cumbria"
    assert titles[1:4] == [pictured(query)[0].title for query in ("", STROKE, BIVARIATE)]
    assert titles[4:] == ["Method", "Sources"]
    assert all(said in _named(slides[-2], "Method").text_frame.text for _, said in method_of(EDITION))
    sources = _named(slides[-1], "Sources").text_frame.text
    assert sources.count(notes_of(_scene(atlas, STROKE), STAMP).source) == 1
    assert content == deck(
        [pictured(query) for query in ("", STROKE, BIVARIATE)], cover_of(atlas, shown, STAMP, 3), method_of(EDITION)
    )


#: The parts of a presentation that hold its sections.
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


def test_the_slides_of_a_deck_lie_in_sections_by_group(atlas: Atlas, pictured: Any) -> None:
    slides, shown = [pictured(query) for query in ("", STROKE, BIVARIATE)], _scene(atlas, "")
    told = (cover_of(atlas, shown, STAMP, 3), method_of(EDITION), [("", "A finding.")])
    deck_of = Presentation(BytesIO(deck(slides, *told, groups=["Overall health", "Hearts & minds", "Hearts & minds"])))
    sections = list(deck_of.element.iter(f"{P14}section"))
    held = [[int(one.get("id")) for one in section.iter(f"{P14}sldId")] for section in sections]
    assert [section.get("name") for section in sections] == [
        *("Overview", "Overall health", "Hearts & minds", "Method and sources")
    ]
    assert [len(ids) for ids in held] == [2, 1, 2, 2]
    assert [number for ids in held for number in ids] == [slide.slide_id for slide in deck_of.slides]
    assert len({section.get("id") for section in sections}) == 4
    assert deck_of.element[-1].tag.endswith("}extLst")
    assert not list(Presentation(BytesIO(deck(slides, *told))).element.iter(f"{P14}section"))


def test_a_long_method_goes_on_over_the_page(pictured: Any) -> None:
    content = deck([pictured()], None, [("Rule", "A sentence that goes on and on. " * 12)] * 12)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(BytesIO(content)).slides]
    assert titles[1:] == [*["Method"] * (len(titles) - 2), "Sources"]
    assert len(titles) > 3


def test_the_cover_says_nothing_of_levels_for_a_condition_may_have_another(atlas: Atlas) -> None:
    for query, kind in (("", "Integrated care system"), ("area=E38000116", "Clinical commissioning group")):
        cover = cover_of(atlas, _scene(atlas, query), STAMP, 36)
        assert cover.subtitle == f"{kind}: 36 conditions in maps and figures"


@pytest.mark.parametrize("query", ["condition=coronary-heart-disease&by=ccg", "condition=hypertension&by=ccg"])
def test_a_table_with_intervals_can_be_read_on_a_slide(pictured: Any, query: str) -> None:
    picture, _ = pictured(query)
    assert len(picture.table.header) == 3
    points = picture.table.size * 7.5 * 72 / picture.size.height
    assert points >= 8.5


def test_a_deck_of_two_sizes_or_of_nothing_is_refused(pictured: Any) -> None:
    with pytest.raises(ValueError, match="slide, square"):
        deck([pictured(), pictured("", "square")], None, ())
    with pytest.raises(ValueError, match="none"):
        deck([], Cover("Title", "Subtitle"), ())


def test_libreoffice_opens_the_deck_and_shows_its_words(atlas: Atlas, pictured: Any, tmp_path: Path) -> None:
    queries = ("", STROKE, NEIGHBOURHOODS)
    file = tmp_path / "deck.pptx"
    file.write_bytes(
        deck(
            [pictured(query) for query in queries],
            cover_of(atlas, _scene(atlas, ""), STAMP, 3),
            method_of(EDITION),
            groups=["Overall health", "Circulatory", "Circulatory"],
        )
    )
    made = converted("sd", [file], "pdf", tmp_path) / "deck.pdf"
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(made).pages]
    assert len(pages) == len(queries) + 3
    for page, query in zip(pages[1:], queries, strict=False):
        picture, _ = pictured(query)
        assert picture.title in page
        for row in picture.table.rows if picture.table else ():
            assert " ".join(row) in page
    assert [page.split()[0] for page in pages[-2:]] == ["Method", "Sources"]
