"""A house style: what is wrong in its folder is told by its key, and all pictures have what is right."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from dashboard.core.atlas import Atlas
from dashboard.core.colours import contrast
from dashboard.core.house_style import AS_THE_ATLAS, HouseStyle
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.export.writers.vector import vector_picture
from dashboard.loading.house_style import HouseStyleError, load_house_style
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.app import create_app

ROOT = Path(__file__).parent.parent
STROKE = "by=council&condition=stroke&measure=deaths-smr"
RIGHT = 'footer = "Made by the team"\nheading = "#00437b"\nband = "#007f3b"\nlogo_words = "Logo of the council"\n'


def png(width: int = 300, height: int = 100) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "#ff00ff").save(file, "png")
    return file.getvalue()


def folder(path: Path, told: str = RIGHT, logo: bytes | None = None) -> Path:
    brand = path / "brand"
    brand.mkdir(exist_ok=True)
    (brand / "brand.toml").write_text(told, encoding="utf-8")
    (brand / "logo.png").write_bytes(png() if logo is None else logo)
    return brand


@pytest.fixture(scope="module")
def style(tmp_path_factory: pytest.TempPathFactory) -> HouseStyle:
    return load_house_style(folder(tmp_path_factory.mktemp("style")))


@pytest.fixture(scope="module")
def visitor(atlas: Atlas, style: HouseStyle) -> FlaskClient:
    own = replace(atlas, edition=replace(atlas.edition, house=style))
    return create_app(own, str(ROOT / "assets")).server.test_client()


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        *(("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#0000ff", "#0000ff", 1.0)),
        *(("#ff0000", "#ffffff", 4.0), ("#00ff00", "#ffffff", 1.37), ("#0000ff", "#ffffff", 8.59)),
    ],
)
def test_contrast_has_the_known_answers_of_wcag(one: str, other: str, known: float) -> None:
    assert contrast(one, other) == pytest.approx(known, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


WRONG = {
    "a pale headline": ('heading = "#ffb81c"', "heading", "a contrast of 4.5 or more on white"),
    "a pale band": ('band = "#ffeb3b"', "band", "a contrast of 3 or more beside white"),
    "no colour": ('heading = "blue"', "heading", "a colour such as #0b3f86"),
    "a number": ("band = 5", "band", "a colour such as #0b3f86"),
    "a long footer": (f'footer = "{"x" * 121}"', "footer", "text in one line of at most 120 letters"),
    "a footer of two lines": ('footer = "a\\nb"', "footer", "text in one line"),
    "an unknown key": ('font = "Arial"', "font", "one of: footer, heading, band, logo_words"),
    "a logo without words": ("", "logo_words", "say whose logo it is"),
    "no TOML": ("heading =", "", "TOML in UTF-8"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_in_a_house_style_is_told_with_what_to_write(tmp_path: Path, wrong: str) -> None:
    told, key, said = WRONG[wrong]
    words = "" if wrong == "a logo without words" else '\nlogo_words = "Logo"\n'
    with pytest.raises(HouseStyleError) as error:
        load_house_style(folder(tmp_path, told + words))
    assert said in str(error.value)
    assert f"key {key}" in str(error.value) or not key
    assert "brand/brand.toml" in str(error.value)


@pytest.mark.parametrize(
    "logo",
    [b"GIF89a", b"", png(2001, 10), b"\x89PNG\r\n\x1a\n" + bytes(300_000)],
    ids=["another form", "empty", "wide", "heavy"],
)
def test_a_logo_that_is_no_small_png_is_refused(tmp_path: Path, logo: bytes) -> None:
    with pytest.raises(HouseStyleError, match="a PNG of at most 200 kB and 2000 pixels a side"):
        load_house_style(folder(tmp_path, logo=logo))


def test_every_fault_is_told_at_once_and_stops_the_start(tmp_path: Path) -> None:
    brand = folder(tmp_path, 'heading = "#ffffff"\nbands = "x"\n')
    told = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, "ATLAS_BRAND": str(brand)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.startswith("The atlas does not start, because its house style is not right:")
    for said in ("key heading", "key bands", "key logo_words"):
        assert said in told.stderr
    assert "Traceback" not in told.stderr


def test_without_a_folder_there_is_none_and_without_its_file_it_is_refused(tmp_path: Path) -> None:
    assert load_house_style(None) is AS_THE_ATLAS
    with pytest.raises(HouseStyleError, match="ATLAS_BRAND"):
        load_house_style(tmp_path / "nowhere")


@pytest.mark.parametrize("path", ["map", "chart", "post"])
def test_a_picture_has_band_footer_and_logo(visitor: FlaskClient, client: FlaskClient, path: str) -> None:
    query = f"{STROKE}&show=ranking&size=social"
    drawn = Image.open(BytesIO(visitor.get(f"/{path}.png?{query}").data)).convert("RGB")
    plain = Image.open(BytesIO(client.get(f"/{path}.png?{query}").data)).convert("RGB")
    assert drawn.getpixel((600, 3)) == (0, 127, 59) != plain.getpixel((600, 3))
    pink = [times for times, colour in drawn.getcolors(1 << 24) or [] if colour == (255, 0, 255)]
    assert pink
    assert pink[0] > 500
    vector = visitor.get(f"/{path}.svg?{query}").text
    assert 'aria-label="Logo of the council"' in vector
    assert 'fill="#00437b"' in vector
    assert ("Made by the team" in vector) is (path != "post")


def test_a_pdf_and_slides_have_it_too(visitor: FlaskClient) -> None:
    query = f"{STROKE}&show=ranking"
    paper = PdfReader(BytesIO(visitor.get(f"/map.pdf?{query}").data))
    assert "Made by the team" in paper.pages[0].extract_text()
    assert len(paper.pages[0].images) == 1
    for path in ("map", "chart"):
        (slide,) = Presentation(BytesIO(visitor.get(f"/{path}.pptx?{query}").data)).slides
        logo = next(shape for shape in slide.shapes if shape.name == "Logo")
        assert logo.image.blob == png()
        assert logo.element.nvPicPr.cNvPr.get("descr") == "Logo of the council"
        assert len({shape.shape_id for shape in slide.shapes}) == len(slide.shapes)


@pytest.mark.parametrize("path", ["brief.pdf", "pack.pdf"])
def test_a_document_has_band_footer_and_logo_on_it(visitor: FlaskClient, path: str) -> None:
    asked = f"/{path}?area=E06000002&by=council&conditions=stroke" if path == "pack.pdf" else f"/{path}?area=E06000002"
    paper = PdfReader(BytesIO(visitor.get(asked).data))
    assert all("Made by the team" in page.extract_text() for page in paper.pages)
    assert len(paper.pages[0].images) == 1
    drawn = b"".join(page.get_contents().get_data() for page in paper.pages)
    # Band and headings, as PDF has colours: parts of one.
    for colour in (b"0 0.49803922 0.23137255", b"0 0.2627451 0.48235294"):
        assert colour in drawn
    assert b"0.043137256 0.24705882 0.5254902" not in paper.pages[0].get_contents().get_data()


def test_the_matrix_in_a_brief_has_no_logo_of_its_own(visitor: FlaskClient) -> None:
    """It is a drawing on a page that has one."""
    first, *_ = PdfReader(BytesIO(visitor.get("/brief.pdf?area=icp-south&by=ccg").data)).pages
    assert len(first.images) == 1


def test_every_slide_of_a_deck_has_the_logo_and_the_colour_of_headlines(visitor: FlaskClient) -> None:
    made = Presentation(BytesIO(visitor.get("/map.pptx?area=E06000002&by=council&conditions=stroke").data))
    slides = [list(slide.shapes) for slide in made.slides]
    assert len(slides) >= 5
    for shapes in slides:
        assert [shape.name for shape in shapes].count("Logo") == 1
        title = next(shape for shape in shapes if shape.name == "Title")
        assert str(title.text_frame.paragraphs[0].runs[0].font.color.rgb) == "00437B"


def test_a_workbook_has_the_colour_of_headings_the_footer_and_the_logo(visitor: FlaskClient) -> None:
    book = load_workbook(BytesIO(visitor.get(f"/data.xlsx?{STROKE}").data))
    figures, about = book["Figures"], book["About"]
    assert figures["A1"].font.color.rgb == "FF00437B"
    assert {sheet.oddFooter.center.text for sheet in (figures, about)} == {"Made by the team"}
    assert len(about._images) == 1
    assert about.sheet_properties.tabColor.rgb == "FF007F3B"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", [(300, 100), (100, 300), (2000, 60)])
def test_no_logo_covers_a_word_or_the_map(atlas: Atlas, style: HouseStyle, size: str, shape: tuple[int, int]) -> None:
    assert style.logo
    logo = replace(style.logo, width=shape[0], height=shape[1])
    stamp = Stamp("https://atlas.example/?x=y", "29 November 2026", "Atlas", replace(style, logo=logo))
    made = Painter(atlas).picture(scene(atlas, resolve(atlas, STROKE).view), SIZES[size], stamp)
    assert made.badge
    assert made.badge.place
    place, foot = made.badge.place, made.texts[2]
    assert foot.left + foot.width < place.x
    assert place.x + place.width <= made.size.width
    assert place.y + place.height <= made.size.height
    assert all(y <= place.y for area in made.areas for polygon in area.polygons for ring in polygon for _, y in ring)


def test_words_of_a_logo_with_quotes_leave_the_vector_picture_whole(atlas: Atlas, style: HouseStyle) -> None:
    assert style.logo
    words = 'Logo of "the" council & <more>'
    stamp = Stamp("https://atlas.example/?x", "today", "Atlas", replace(style, logo=replace(style.logo, words=words)))
    made = vector_picture(Painter(atlas).picture(scene(atlas, resolve(atlas, STROKE).view), SIZES["social"], stamp))
    assert words in [one.get("aria-label") for one in ET.fromstring(made).iter()]


def test_another_style_is_another_file(visitor: FlaskClient, client: FlaskClient) -> None:
    tags = {one.head(f"/map.png?{STROKE}").headers["ETag"] for one in (visitor, client)}
    assert len(tags) == 2
