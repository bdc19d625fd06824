"""Packs and decks of some conditions, and what stands out on the second slide of a deck."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from pptx import Presentation
from pypdf import PdfReader

from dashboard.core.atlas import Atlas
from dashboard.views.area_profile import profile_entries
from dashboard.wording.area_brief import summary

AREA, SOME = "area=E06000002&by=council", "conditions=suicide.stroke"


def test_a_zip_of_two_conditions_has_their_pictures_and_no_others(client: FlaskClient) -> None:
    answer = client.get(f"/pack.zip?{AREA}&{SOME}&size=social")
    assert answer.status_code == 200, answer.text[:200]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nenc-middlesbrough-2-chosen.zip"'
    pictures = [name for name in ZipFile(BytesIO(answer.data)).namelist() if name.endswith(".png")]
    assert len(pictures) == 2
    assert all("suicide" in name or "stroke" in name for name in pictures)


def test_a_deck_of_two_conditions_begins_with_what_stands_out(client: FlaskClient, atlas: Atlas) -> None:
    made = Presentation(BytesIO(client.get(f"/map.pptx?{AREA}&{SOME}").data))
    slides = list(made.slides)
    sections = [one.get("name") for one in made.element.iter() if str(one.tag).endswith("}section")]
    assert sections[1:-1] == [atlas.conditions[slug].group for slug in ("stroke", "suicide")]
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[:2] == ["Middlesbrough", "What stands out"]
    said = " ".join(shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame)
    findings = summary(profile_entries(atlas, atlas.areas["E06000002"]))
    assert len(findings) > 1
    assert all(finding in said for finding in findings)
    assert titles[4:] == ["Method", "Sources"]


def test_a_board_pack_of_one_condition_has_its_page(client: FlaskClient) -> None:
    pages = PdfReader(BytesIO(client.get(f"/pack.pdf?{AREA}&conditions=suicide").data)).pages
    said = [" ".join(page.extract_text().split()) for page in pages]
    assert sum("What it is." in page for page in said) == 1
    assert any(page.startswith("Mental health") or "Suicide" in page for page in said)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"pack.zip?{AREA}&conditions=plague", "“plague” is none with figures"),
        (f"pack.zip?{AREA}&conditions=pneumonia", "“pneumonia” is none with figures"),
        (f"map.png?{AREA}&conditions=stroke", "Only packs and decks can be of some conditions."),
        (f"snapshot.html?{AREA}&conditions=stroke", "Only packs and decks can be of some conditions."),
        ("pack.zip?area=E02001682&by=neighbourhood&conditions=suicide", "has no figures of its own for: Suicide."),
    ],
)
def test_a_condition_that_cannot_be_had_is_told(client: FlaskClient, address: str, said: str) -> None:
    answer = client.get(f"/{address}")
    assert (answer.status_code, said in answer.text) == (400, True), answer.text[:200]


def test_other_conditions_make_another_file(client: FlaskClient) -> None:
    asked = ("conditions=all", "conditions=stroke", SOME)
    assert len({client.head(f"/map.pptx?{AREA}&{one}").headers["ETag"] for one in asked}) == 3
