"""The ZIP pack and the board pack of an area: complete, checked, accessible."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from math import hypot
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from shipped import Level

from dashboard.core import numbers, periods
from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.export.conditions import pack_views
from dashboard.export.picture.board_ranking import printed_ranking
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.export.writers import typesetting
from dashboard.export.writers.board import MAP, board_pack, content
from dashboard.export.writers.pack import pack_files
from dashboard.export.writers.typesetting import SettingError
from dashboard.export.writers.zipped import zipped
from dashboard.views import resolve
from dashboard.views.staging import scene
from dashboard.wording import sentences
from dashboard.wording.captions import alternative, caption

STAMP = Stamp("https://atlas.example/?anything", "21 November 2026")
#: A CCG, a partnership and the system.
AREAS = ("E38000075", "icp-north", "E54000049")
#: The one condition of which one council alone has a figure, which lies in the second and third of them.
OF_GATESHEAD = "chronic-liver-disease"


def start(atlas: Atlas, area: str, more: str = "") -> View:
    return resolve.resolve(atlas, f"area={area}{more}").view


@pytest.fixture(scope="module")
def painter(atlas: Atlas) -> Painter:
    return Painter(atlas)


# Which views.


@pytest.mark.parametrize("area", AREAS)
def test_every_condition_of_the_area_is_there_once(atlas: Atlas, area: str) -> None:
    views = pack_views(atlas, start(atlas, area))
    with_figures = [slug for slug in atlas.conditions if atlas.measures(slug)]
    if area == AREAS[0]:
        with_figures.remove(OF_GATESHEAD)
    assert [view.condition for view in views] == with_figures
    assert {view.area for view in views} == {area}
    assert all(scene(atlas, view).shown for view in views)


def test_area_level_and_overlay_stay_where_they_are_published(atlas: Atlas) -> None:
    views = pack_views(atlas, start(atlas, "icp-north", "&by=council&overlay=deprivation"))
    # Deprivation is not laid over itself.
    assert {view.overlay for view in views if view.condition != "deprivation"} == {"deprivation"}
    by_council = {
        slug for slug in atlas.conditions for measure in atlas.measures(slug) if Level.COUNCIL in measure.levels
    }
    assert len(by_council) > 30
    assert {view.condition for view in views if view.by == Level.COUNCIL} == by_council
    # Three cancers are published by CCG only.
    cancers = {"pancreatic-cancer", "liver-cancer", "oesophageal-cancer"}
    assert {view.condition: view.by for view in views if view.by != Level.COUNCIL} == dict.fromkeys(cancers, Level.CCG)


def test_a_place_without_a_figure_is_left_out(atlas: Atlas) -> None:
    place = next(a for a in atlas.areas.values() if a.level == Level.NEIGHBOURHOOD)
    view = start(atlas, place.code)
    for shown in (scene(atlas, one) for one in pack_views(atlas, view)):
        assert place.code in {row.area.code for row in shown.shown}
    assert 0 < len(pack_views(atlas, view)) < len([slug for slug in atlas.conditions if atlas.measures(slug)])


def test_a_ccg_shows_the_figures_of_the_council_with_the_same_boundary(atlas: Atlas) -> None:
    darlington, council = "E38000042", "E06000005"
    views = {view.condition: view for view in pack_views(atlas, start(atlas, darlington))}
    assert set(views) == {slug for slug in atlas.conditions if atlas.measures(slug)} - {OF_GATESHEAD}
    assert len(views) == 48
    assert (views["stroke"].area, views["infant-mortality"].area) == (darlington, council)


# The ZIP file.


@pytest.fixture(scope="module")
def pack(atlas: Atlas, painter: Painter) -> tuple[tuple[View, ...], bytes, list[tuple[int, int]]]:
    steps: list[tuple[int, int]] = []
    views = pack_views(atlas, start(atlas, "E38000075"))[:6]
    made = zipped(pack_files(atlas, painter, views, SIZES["social"], STAMP, "abc", lambda *step: steps.append(step)))
    return views, made, steps


def test_the_manifest_names_every_file_with_its_checksum(pack: Any) -> None:
    views, made, _ = pack
    with ZipFile(BytesIO(made)) as files:
        assert files.testzip() is None
        manifest = json.loads(files.read("manifest.json"))
        entries = {entry["file"]: entry for entry in manifest["files"]}
        assert set(files.namelist()) == {*entries, "manifest.json"}
        for name, entry in entries.items():
            content = files.read(name)
            assert sha256(content).hexdigest() == entry["sha256"]
            assert len(content) == entry["bytes"]
    assert manifest["data_version"] == "abc"
    assert manifest["made_on"] == STAMP.date
    addresses = {entry["view"] for entry in entries.values() if "view" in entry}
    assert addresses == {f"https://atlas.example/?{view.to_query()}" for view in views}


def test_every_view_is_there_as_png_svg_and_table(pack: Any) -> None:
    views, made, steps = pack
    names = ZipFile(BytesIO(made)).namelist()
    for ending in (".png", ".svg", ".csv"):
        assert sum(name.endswith(ending) for name in names) == len(views)
    assert {"captions.txt", "README.txt"} < set(names)
    assert steps == [(number, len(views)) for number in range(1, len(views) + 1)]


def test_the_captions_name_the_pictures_and_the_table_that_they_belong_to(pack: Any) -> None:
    _, made, _ = pack
    files = ZipFile(BytesIO(made))
    captions = files.read("captions.txt").decode("utf-8")
    for name in files.namelist():
        if name.startswith(("pictures/", "tables/")):
            assert captions.count(name) == 1, name


def test_captions_and_alternative_texts_are_those_of_the_page(atlas: Atlas, pack: Any) -> None:
    views, made, _ = pack
    captions = ZipFile(BytesIO(made)).read("captions.txt").decode("utf-8")
    for view in views:
        shown = scene(atlas, view)
        assert caption(shown) in captions
        assert alternative(shown) in captions


def test_the_same_pack_is_the_same_bytes(atlas: Atlas, painter: Painter) -> None:
    views = pack_views(atlas, start(atlas, "E38000075"))[:2]
    first, second = (zipped(pack_files(atlas, painter, views, SIZES["social"], STAMP)) for _ in range(2))
    assert first == second


# The board pack.


@pytest.fixture(scope="module", params=AREAS)
def board(request: pytest.FixtureRequest, atlas: Atlas, painter: Painter) -> tuple[View, PdfReader]:
    view = start(atlas, request.param)
    return view, PdfReader(BytesIO(board_pack(atlas, painter, view, pack_views(atlas, view), STAMP, "abc")))


@pytest.fixture(scope="module")
def read(board: tuple[View, PdfReader]) -> list[tuple[str, dict[str, float]]]:
    """The text of each page of the board pack, on one line, and its words with the points that they are high."""
    return [words_of(page) for page in board[1].pages]


@pytest.fixture(scope="module")
def pages(read: list[tuple[str, dict[str, float]]]) -> list[str]:
    """The text of each page of the board pack, on one line."""
    return [text for text, _ in read]


def words_of(page: PageObject) -> tuple[str, dict[str, float]]:
    heights: dict[str, float] = {}

    def look(words: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if words.strip():
            high = size * hypot(tm[2], tm[3]) * hypot(cm[2], cm[3])
            heights[words.strip()] = min(high, heights.get(words.strip(), high))

    text = page.extract_text(visitor_text=look)
    return " ".join(text.split()), heights


def test_each_condition_has_exactly_one_page(atlas: Atlas, board: tuple[View, PdfReader], pages: list[str]) -> None:
    view, _ = board
    views = pack_views(atlas, view)
    for number, one in enumerate(views, 2):
        shown = scene(atlas, one)
        assert shown.condition.name in pages[number]
        assert one.to_query() in pages[number].replace(" ", "")
        assert shown.indicator is not None
        assert shown.indicator.definition[:40] in pages[number]
    assert "Method" in pages[len(views) + 2]
    assert len(pages) <= len(views) + 5


def test_the_figures_of_a_page_are_those_of_the_atlas(
    atlas: Atlas, board: tuple[View, PdfReader], pages: list[str]
) -> None:
    view, _ = board
    for number, one in enumerate(pack_views(atlas, view), 2):
        shown = scene(atlas, one)
        assert shown.indicator is not None
        rows = shown.rows if len(shown.rows) <= 20 else (*shown.shown[:10], *shown.shown[-5:])
        for row in rows:
            assert numbers.figure_of(row.value, shown.indicator) in pages[number]


def test_a_page_says_each_sentence_once(atlas: Atlas, board: tuple[View, PdfReader], pages: list[str]) -> None:
    view, _ = board
    for number, one in enumerate(pack_views(atlas, view), 2):
        shown = scene(atlas, one)
        assert shown.indicator is not None
        said = f"{sentences.where(shown.area, one.by)}, {periods.period_words(one.period)}"
        # A name with hyphens may be broken at the end of a line.
        assert pages[number].replace(" ", "").count(said.replace(" ", "")) == 1, shown.condition.name


def test_a_name_stands_on_one_line_beside_its_interval(atlas: Atlas, painter: Painter) -> None:
    view = start(atlas, "E54000049", "&condition=hypertension")
    [only] = (one for one in pack_views(atlas, view) if one.condition == "hypertension")
    reader = PdfReader(BytesIO(board_pack(atlas, painter, view, [only], STAMP)))
    lines = reader.pages[2].extract_text().splitlines()
    for row in scene(atlas, view).rows:
        assert any(line.startswith(row.area.name) for line in lines), row.area.name


def test_layers_are_left_out_for_no_page_has_room_for_their_key(atlas: Atlas, painter: Painter) -> None:
    layered = start(atlas, "icp-south", "&layers=council.hospitals.stroke-units")
    assert layered.layers
    views = pack_views(atlas, layered)[:3]
    plain = content(atlas, painter, replace(layered, layers=()), views, STAMP, "")
    assert content(atlas, painter, layered, views, STAMP, "") == plain


def test_a_frame_around_a_town_is_drawn_to_its_end(atlas: Atlas, painter: Painter) -> None:
    view = start(atlas, "E54000049", "&by=neighbourhood&condition=stroke&measure=deaths-smr")
    frames = [line for line in painter.picture(scene(atlas, view), MAP, STAMP).leaders if len(line.points) == 5]
    assert len(frames) == 4
    assert all(frame.points[0] == frame.points[-1] for frame in frames)
    [only] = (one for one in pack_views(atlas, view) if one.condition == "stroke")
    [page] = content(atlas, painter, view, [only], STAMP, "")["pages"]
    assert page["condition"] == "Stroke"
    drawn = [path.split() for path in re.findall(r'd="M([^"z]+)" fill="none"', page["map"]["drawing"])]
    assert sum(len(path) == 5 and path[0] == path[-1] for path in drawn) == 2 * len(frames), "each in white and in ink"


@pytest.mark.parametrize(
    ("area", "query", "labels"),
    [
        ("E02006841", "&by=neighbourhood&condition=stroke&measure=deaths-smr", 5),
        ("E01008162", "&by=lsoa&condition=deprivation&measure=imd-score", 2),
        ("icp-south", "&by=ccg&condition=pensioner-poverty", 4),
        ("E54000049", "&by=council&condition=life-expectancy", 13),
    ],
)
def test_figures_on_a_map_are_eight_points_high_on_a_page_as_wide_as_the_map(
    atlas: Atlas, painter: Painter, area: str, query: str, labels: int
) -> None:
    """The text of a page is 493 points wide. A long table may leave a map less."""
    view = start(atlas, area, query)
    [page] = content(atlas, painter, view, [view], STAMP, "")["pages"]
    heights = [label["size"] * 493 / page["map"]["width"] for label in page["map"]["labels"] if label["bold"]]
    assert len(heights) >= labels
    assert min(heights) >= 8


def test_every_word_of_a_pack_is_eight_points_high(read: list[tuple[str, dict[str, float]]]) -> None:
    for number, (text, heights) in enumerate(read, 1):
        assert len(heights) > 5, text
        low = {words: high for words, high in heights.items() if high < 7.995}
        assert low == {}, f"page {number}"


@pytest.mark.parametrize(
    ("condition", "beside", "below"),
    [
        (
            "infant-mortality",
            {"Darlington": "(a, b)", "Gateshead": "(a)", "South Tyneside": "", "Cumbria": ""},
            ["(a) Deaths and births worked out from the rate.", "(b) Unreliable: fewer than 20 events."],
        ),
        ("self-harm", {"Cumbria": "whole county", "Sunderland": ""}, []),
    ],
)
def test_a_long_caveat_that_many_rows_have_is_said_once_below(
    atlas: Atlas, condition: str, beside: dict[str, str], below: list[str]
) -> None:
    view = start(atlas, "E54000049", f"&condition={condition}&by=council")
    table = printed_ranking(atlas, scene(atlas, view))
    said = {row["name"]: row["caveat"] for row in table["highest"]}
    assert {name: said[name] for name in beside} == beside
    assert [note for note in table["notes"] if note.startswith("(")] == below


def test_cover_contents_and_page_numbers(atlas: Atlas, board: tuple[View, PdfReader], pages: list[str]) -> None:
    view, reader = board
    cover, contents, *rest = pages
    assert atlas.areas[view.area].name.replace("-", "") in cover.replace("-", "")
    assert STAMP.date in cover
    assert "abc" in cover
    for one in pack_views(atlas, view):
        assert atlas.conditions[one.condition].name in contents
    for number, page in enumerate(rest, 3):
        assert f"Page {number} of {len(reader.pages)}" in page
    links = reader.pages[1]["/Annots"]
    assert len(links) >= len(pack_views(atlas, view))


def test_bookmarks_lead_to_the_page_of_each_condition(atlas: Atlas, board: tuple[View, PdfReader]) -> None:
    view, reader = board
    found = dict(bookmarks(reader, reader.outline))
    for number, one in enumerate(pack_views(atlas, view), 2):
        assert found[atlas.conditions[one.condition].name] == number
    assert {"Contents", "Method", "Sources"} < set(found)
    assert found["Sources"] == found["Method"] + 1, "sources on a page of their own, not a last row of them"


def bookmarks(reader: PdfReader, outline: Any) -> Any:
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(reader, entry)
        else:
            yield entry.title, reader.get_destination_page_number(entry)


def test_title_language_and_the_mark_of_pdf_ua(atlas: Atlas, board: tuple[View, PdfReader]) -> None:
    view, reader = board
    root = reader.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == f"{atlas.areas[view.area].name}: board pack"


def structure(element: Any) -> Any:
    """All elements of the tree of tags."""
    element = element.get_object()
    if isinstance(element, ArrayObject):
        for part in element:
            yield from structure(part)
    elif isinstance(element, DictionaryObject):
        yield element
        if "/K" in element:
            yield from structure(element["/K"])


def test_the_tags_have_headings_tables_and_alternative_texts(atlas: Atlas, board: tuple[View, PdfReader]) -> None:
    view, reader = board
    elements = list(structure(reader.root_object["/StructTreeRoot"]))
    views = pack_views(atlas, view)
    kinds = [element.get("/S") for element in elements]
    assert kinds.count("/H2") >= len(views)
    assert kinds.count("/Table") == len(views) + 1
    assert kinds.count("/TH") > 2 * len(views)
    said = {str(element["/Alt"]) for element in elements if "/Alt" in element}
    for shown in (scene(atlas, one) for one in views):
        if shown.indicator and shown.indicator.mapped:
            assert alternative(shown) in said


def test_only_the_shipped_font_is_used_and_embedded(board: tuple[View, PdfReader]) -> None:
    _, reader = board
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in page_fonts(page)}
    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+LiberationSans(-Bold)?(-Identity-H)?", font) for font in fonts), fonts


def page_fonts(page: Any) -> Any:
    return (font.get_object() for font in page["/Resources"].get("/Font", {}).values())


def test_signs_of_other_languages_stand_as_they_are(tiny: Atlas) -> None:
    hostile = 'A & <b> #let $x$ *y* _z_ \\ "q" @w `v` //u'
    areas = {code: replace(area, name=f"{hostile} {code}") for code, area in tiny.areas.items()}
    atlas = replace(tiny, areas=areas)
    view = start(atlas, "E54000049")
    made = board_pack(atlas, Painter(atlas), view, pack_views(atlas, view), STAMP)
    reader = PdfReader(BytesIO(made))
    assert reader.metadata is not None
    assert reader.metadata.title == f"{hostile} E54000049: board pack"
    assert any(hostile in " ".join(page.extract_text().split()) for page in reader.pages)


def test_a_document_that_cannot_be_set_says_why() -> None:
    with pytest.raises(SettingError, match="could not be typeset: "):
        typesetting.board({})
