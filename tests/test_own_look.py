"""Pictures made one's own: words, areas pointed out, fewer labels, a ground; and a sentence for what is wrong."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from PIL import Image
from pptx import Presentation

from dashboard.core.atlas import Atlas
from dashboard.core.colours import INK, WHITE, contrast
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.own_look import LabelChoice, OwnLook, Theme
from dashboard.export.picture.primitives import SIZES, Picture, Stamp
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene

STROKE = "by=council&condition=stroke&measure=deaths-smr"
MIDDLESBROUGH, SUNDERLAND = "E06000002", "E08000024"
TITLE = "Stroke & our “patch” <b>"


@pytest.fixture(scope="module")
def painter(atlas: Atlas) -> Painter:
    return Painter(atlas)


@pytest.fixture(scope="module")
def stroke(atlas: Atlas) -> Scene:
    return scene(atlas, resolve(atlas, STROKE).view)


def drawn(painter: Painter, what: Scene, **own: object) -> Picture:
    return painter.picture(what, SIZES["slide"], Stamp("https://x.example/", "today"), OwnLook(**own))  # type: ignore[arg-type]


def texts(client: FlaskClient, address: str) -> str:
    answer = client.get(f"/{address}")
    assert answer.status_code == 200, answer.text
    return " ".join(ET.fromstring(answer.data).itertext())


def headline(client: FlaskClient, address: str) -> str:
    root = ET.fromstring(client.get(f"/{address}").data)
    (title,) = [node.text for node in root.iter() if node.get("id") == "title"]
    return str(title)


@pytest.mark.parametrize("address", [f"map.svg?{STROKE}", f"chart.svg?{STROKE}&show=ranking"], ids=["map", "chart"])
def test_title_subtitle_and_note_stand_in_the_picture(client: FlaskClient, address: str) -> None:
    own = f"{address}&title={quote(TITLE)}&subtitle=Our%20subtitle&note=For%20the%20board."
    said = texts(client, own)
    assert headline(client, own) == TITLE
    assert "Our subtitle" in said
    assert "For the board." in said
    assert headline(client, address) != TITLE


def test_the_source_stands_in_a_picture_of_ones_own(client: FlaskClient) -> None:
    said = texts(client, f"map.svg?{STROKE}&title=Own&subtitle=Own&note=Own")
    assert "Source: Local Health" in said
    assert "Contains OS data" in said


@pytest.mark.parametrize("name", ["map.pptx", "chart.pptx"])
def test_the_notes_of_a_slide_with_a_headline_of_ones_own_name_that_of_the_atlas(
    client: FlaskClient, name: str
) -> None:
    query = f"{STROKE}&show=ranking" if name.startswith("chart") else STROKE
    (slide,) = Presentation(BytesIO(client.get(f"/{name}?{query}&title=Our%20words").data)).slides
    own = headline(client, f"{name.replace('pptx', 'svg')}?{query}")
    assert slide.shapes.title.text_frame.text == "Our words"
    first = slide.notes_slide.notes_text_frame.text
    assert first.startswith(f"Before you publish: the headline is not that of the atlas, which is “{own}”.")
    (plain,) = Presentation(BytesIO(client.get(f"/{name}?{query}").data)).slides
    assert "Before you publish" not in plain.notes_slide.notes_text_frame.text


def test_areas_that_are_pointed_out_have_a_border_that_is_seen_on_every_shade(painter: Painter, stroke: Scene) -> None:
    plain = drawn(painter, stroke)
    made = drawn(painter, stroke, highlight=(MIDDLESBROUGH, SUNDERLAND))
    more = made.outlines[len(plain.outlines) :]
    assert [(patch.code, patch.border) for patch in more] == [
        (MIDDLESBROUGH, WHITE),
        (SUNDERLAND, WHITE),
        (MIDDLESBROUGH, INK),
        (SUNDERLAND, INK),
    ]
    assert more[0].border_width > more[2].border_width > plain.outlines[0].border_width
    assert [area.fill for area in made.areas] == [area.fill for area in plain.areas]


def test_a_ranking_has_the_names_that_are_pointed_out_in_bold(client: FlaskClient) -> None:
    root = ET.fromstring(client.get(f"/chart.svg?{STROKE}&show=ranking&highlight={SUNDERLAND}").data)
    bold = [node.text for node in root.iter() if node.get("font-weight") == "bold"]
    assert "Sunderland" in bold
    assert "Middlesbrough" not in bold


def labelled(picture: Picture) -> int:
    return sum(label.bold for label in picture.labels)


def test_labels_are_all_or_those_of_the_ends_or_none(painter: Painter, stroke: Scene) -> None:
    assert labelled(drawn(painter, stroke)) == len(stroke.shown) == 14
    assert labelled(drawn(painter, stroke, labels=LabelChoice.TOP)) == 6
    middle = stroke.shown[7].area.code
    assert labelled(drawn(painter, stroke, labels=LabelChoice.TOP, highlight=(middle,))) == 7
    none = drawn(painter, stroke, labels=LabelChoice.NONE)
    assert (labelled(none), none.leaders, none.dots) == (0, (), ())


def test_words_on_a_dark_ground_can_be_read_and_the_map_keeps_its_colours(painter: Painter, stroke: Scene) -> None:
    dark, light = (drawn(painter, stroke, theme=theme) for theme in (Theme.DARK, Theme.LIGHT))
    for text in dark.texts[:3]:
        assert contrast(text.colour, dark.ground) >= 7
    assert dark.areas == light.areas
    assert dark.texts[3:] == light.texts[3:]
    card = dark.card
    assert card is not None
    inside = [*dark.texts[3:], *dark.labels]
    assert all(card.y <= text.y and text.y + text.height <= card.y + card.height for text in inside)
    assert all(not (card.y < text.y + text.height - 1 and text.y < card.y + card.height) for text in dark.texts[:3])


def test_words_for_print_are_black(painter: Painter, stroke: Scene) -> None:
    made = drawn(painter, stroke, theme=Theme.PRINT)
    assert {text.colour for text in made.texts[:3]} == {"#000000"}
    assert made.ground == ""


@pytest.mark.parametrize("name", ["map.png", "chart.png"])
def test_a_dark_picture_is_dark_around_a_white_card(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/{name}?{STROKE}&show=ranking&theme=dark&scale=0.5&size=social")
    picture = Image.open(BytesIO(answer.data)).convert("RGB")
    assert picture.getpixel((2, 2)) == (11, 35, 64)
    assert picture.getpixel((picture.width - 40, picture.height // 2)) == (255, 255, 255)


def test_a_dark_slide_has_its_ground_and_its_card(client: FlaskClient) -> None:
    for address in (f"map.pptx?{STROKE}&theme=dark", f"chart.pptx?{STROKE}&show=ranking&theme=dark"):
        (slide,) = Presentation(BytesIO(client.get(f"/{address}").data)).slides
        assert [shape.name for shape in slide.shapes][:2] == ["Ground", "Card"]


WRONG = {
    "an unknown theme": ("map.png", "theme=pink", "theme may be light, dark, print, and not “pink”."),
    "unknown labels": ("map.svg", "labels=some", "labels may be all, top, none, and not “some”."),
    "an area that is not on the map": (
        "map.pdf",
        "highlight=E06000002.E38000042",
        "code of no council area of this map",
    ),
    "no code": ("map.png", "highlight=here", "code of no council area of this map"),
    "a long title": ("map.png", f"title={'x' * 121}", "title may have 120 letters and has 121."),
    "a long note": ("chart.png", f"show=ranking&note={'x' * 241}", "note may have 240 letters and has 241."),
    "a misspelt key": ("map.png", "tittle=x", "Did you mean “title”?"),
    "labels on a chart": ("chart.png", "show=ranking&labels=top", "labels is only for the picture of a map."),
    "a title on figures": ("data.csv", "title=x", "title is only for the picture"),
    "a theme on a pack": ("pack.zip", "theme=dark", "theme is only for the picture"),
    "a title on a deck": ("map.pptx", "conditions=all&title=x", "title is only for the picture"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wish_that_cannot_be_had_is_told_in_a_sentence(client: FlaskClient, wrong: str) -> None:
    name, query, said = WRONG[wrong]
    for ask in (client.get, client.head):
        answer = ask(f"/{name}?{STROKE}&{query}")
        assert answer.status_code == 400
    assert said in client.get(f"/{name}?{STROKE}&{query}").text


def test_every_wish_makes_another_file(client: FlaskClient) -> None:
    wishes = ("", "title=a", "subtitle=a", "note=a", "theme=dark", "labels=top", f"highlight={SUNDERLAND}")
    tags = {client.head(f"/map.png?{STROKE}&{wish}").headers["ETag"] for wish in wishes}
    assert len(tags) == len(wishes)
    named = [f"highlight={code}" for code in (SUNDERLAND, SUNDERLAND.lower(), f"{SUNDERLAND}.{SUNDERLAND}")]
    assert len({client.head(f"/map.png?{STROKE}&{wish}").headers["ETag"] for wish in named}) == 1


def test_the_page_passes_over_what_a_picture_is_given(atlas: Atlas) -> None:
    asked = resolve(atlas, f"{STROKE}&title=Own&theme=dark&labels=none&highlight=x&note=y&subtitle=z")
    assert (asked.notices, asked.view) == ((), resolve(atlas, STROKE).view)
