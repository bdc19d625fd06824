"""SVG with real text and PNG with words inside: read by an XML parser and by Pillow."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from dashboard.core.atlas import Atlas
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, FigureTable, Picture, Stamp, Swatch, Text
from dashboard.export.picture.text_metrics import width
from dashboard.export.writers.png_words import png_with_words
from dashboard.export.writers.vector import vector_picture
from dashboard.maps.hatch_looks import HatchKind
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene

SVG = "{http://www.w3.org/2000/svg}"
STAMP = Stamp("https://atlas.example/?by=council&condition=stroke", "21 November 2026", "The Atlas")
HATCHED = "condition=stroke&by=council&measure=deaths-smr&overlay=deprivation&layers=hospitals"


def bare(**parts: object) -> Picture:
    """A picture without anything, but for some parts."""
    empty: dict[str, object] = dict.fromkeys(
        ("areas", "hatching", "outlines", "leaders", "dots", "swatches", "labels", "texts"), ()
    )
    told = {"size": SIZES["slide"], "title": "A title", "description": "What is seen.", "author": "", "table": None}
    return Picture(**{**empty, **told, **parts})  # type: ignore[arg-type]


def read(picture: Picture) -> ET.Element:
    return ET.fromstring(vector_picture(picture))


@pytest.fixture(scope="module")
def hatched(atlas: Atlas) -> Picture:
    return Painter(atlas).picture(scene(atlas, resolve(atlas, HATCHED).view), SIZES["slide"], STAMP)


def test_every_text_of_the_picture_is_text_in_the_file(hatched: Picture) -> None:
    said = [node.text for node in read(hatched).iter(f"{SVG}text") if not node.get("aria-hidden")]
    table = hatched.table
    assert table is not None
    wanted = [line for text in (*hatched.labels, *hatched.texts) for line in text.lines if line.strip()]
    wanted += [cell for row in (table.header, *table.rows) for cell in row if cell.strip()]
    assert sorted(map(str, said)) == sorted(wanted)
    assert len(wanted) > 80


def test_a_line_of_text_stands_where_its_letters_stand_and_is_as_wide() -> None:
    """Letters of 40 stand 38.84 below the top of their line, and the next line is 50 below."""
    (first, second) = read(bare(texts=(Text(("One", "Two"), 100, 200, 40, bold=True),))).iter(f"{SVG}text")
    assert (first.get("x"), first.get("y"), first.get("font-size")) == ("100.0", "238.8", "40.00")
    assert second.get("y") == "288.8"
    assert float(first.get("textLength", "")) == pytest.approx(width("One", 40, True), abs=0.06)
    assert (first.get("font-weight"), first.text) == ("bold", "One")
    fonts = next(node.get("font-family", "") for node in read(bare()).iter(f"{SVG}g"))
    assert fonts.startswith("'Liberation Sans', Arial")
    assert fonts.endswith("sans-serif")


def test_middle_and_right_are_turned_into_a_left_edge() -> None:
    across = width("Middle", 20)
    (one, two) = read(
        bare(texts=(Text(("Middle",), 500, 0, 20, align="middle"), Text(("Middle",), 500, 0, 20, align="right")))
    ).iter(f"{SVG}text")
    assert float(one.get("x", "")) == pytest.approx(500 - across / 2, abs=0.06)
    assert float(two.get("x", "")) == pytest.approx(500 - across, abs=0.06)


def test_a_halo_lies_below_all_letters_and_is_not_read_out() -> None:
    marked = Text(("Here",), 10, 10, 20, halo="#ffffff")
    halo, other, letters = read(bare(labels=(marked,), texts=(Text(("There",), 0, 0, 9),))).iter(f"{SVG}text")
    assert (halo.get("stroke"), halo.get("aria-hidden"), halo.text) == ("#ffffff", "true", "Here")
    assert {other.text, letters.text} == {"Here", "There"}


def test_the_figures_of_a_table_stand_right_and_its_names_left() -> None:
    table = FigureTable(100, 200, (300.0, 100.0), 40, 20, ("Area", "Rate"), (("Here", "12.5"),))
    cells = {node.text: node for node in read(bare(table=table)).iter(f"{SVG}text")}
    assert (cells["Here"].get("x"), cells["Here"].get("text-anchor")) == ("104.0", None)
    assert (cells["12.5"].get("x"), cells["12.5"].get("text-anchor")) == ("496.0", "end")
    assert cells["12.5"].get("y") == "266.9"


def test_the_file_says_what_it_is_to_who_does_not_see_it(hatched: Picture) -> None:
    root = read(hatched)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title description")
    named = {node.get("id"): node.text for node in root.iter() if node.get("id")}
    assert named["title"] == hatched.title
    assert named["description"] == hatched.description
    assert next(root.iter("{http://purl.org/dc/elements/1.1/}source")).text == STAMP.address


def test_who_points_at_an_area_or_a_hospital_is_told_which_it_is(hatched: Picture) -> None:
    told = [node.text for node in read(hatched).iter(f"{SVG}title")]
    assert set(told) >= {area.description for area in hatched.areas} | {site.name for site in hatched.sites}
    assert hatched.sites


def test_patterns_are_in_the_file_and_nothing_comes_from_elsewhere(hatched: Picture) -> None:
    names = ("dots", *HatchKind)
    swatches = (*(Swatch(0, 0, 30, 20, "", name) for name in names), Swatch(0, 0, 30, 2, "#212b32"))
    content = vector_picture(bare(swatches=swatches)).decode()
    for name in names:
        assert f'fill="url(#{name})"' in content
        assert f'<pattern id="{name}"' in content
    assert content.count('stroke="#5a7184"') == len(names)
    assert b"href" not in vector_picture(hatched)
    assert b"<image" not in vector_picture(hatched)


@pytest.mark.parametrize("words", ["R&D <b>\"Tees\"</b> 'Side'", "a\x0bb\ud800c", "]]>", "Łódź 東京"])
def test_no_words_break_the_file(words: str) -> None:
    picture = bare(title=words, description=words, labels=(Text((words,), 1, 1, 9, halo="#ffffff"),))
    said = "".join(read(picture).itertext())
    assert said.count(words.replace("\x0b", "").replace("\ud800", "")) == 4


def test_equal_pictures_are_equal_files(hatched: Picture) -> None:
    assert vector_picture(hatched) == vector_picture(hatched)


def test_a_picture_carries_its_words_and_its_address(client: FlaskClient) -> None:
    answer = client.get(f"/map.png?{HATCHED}&scale=0.2", base_url="http://localhost:8050")
    with Image.open(BytesIO(answer.data)) as picture:
        picture.load()
        said = picture.text  # type: ignore[attr-defined]
    assert said["Title"] in client.get(f"/map.svg?{HATCHED}").text
    assert len(said["Description"]) > 60
    assert said["Source"].startswith("http://localhost:8050/?")
    assert set(said) == {"Title", "Description", "Author", "Source"}


def test_words_of_any_letters_stay_in_a_png_and_empty_ones_are_left_out() -> None:
    made = BytesIO()
    Image.new("RGB", (2, 1), "#005eb8").save(made, "PNG")
    with Image.open(BytesIO(png_with_words(made.getvalue(), {"Title": "Łódź – 5 %", "Author": ""}))) as picture:
        picture.load()
        assert picture.text == {"Title": "Łódź – 5 %"}  # type: ignore[attr-defined]
        assert picture.getpixel((1, 0)) == (0, 94, 184)
