"""A reader who follows a wrong address of a file is led back; a program gets the one sentence."""

from __future__ import annotations

from flask.testing import FlaskClient

READER = {"Accept": "text/html,application/xhtml+xml,image/avif,*/*;q=0.8"}
WRONG = "area=nowhere&condition=stroke&x=%22%3E%3Cscript%3E"


def test_a_reader_gets_the_sentence_on_a_page_with_a_way_to_the_nearest_view(client: FlaskClient) -> None:
    plain = client.get(f"/map.png?{WRONG}")
    page = client.get(f"/map.png?{WRONG}", headers=READER)
    assert (plain.status_code, plain.mimetype) == (400, "text/plain")
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert "nowhere" in page.text
    assert f'href="/?{WRONG.replace("&", "&amp;")}"' in page.text
    assert "<script>" not in page.text
    assert client.get(f"/?{WRONG}").status_code == 200
    assert "Accept" in page.headers["Vary"]


def test_a_picture_in_a_page_gets_no_page(client: FlaskClient) -> None:
    asked = client.get(f"/map.png?{WRONG}", headers={"Accept": "image/avif,image/webp,image/*,*/*;q=0.8"})
    assert asked.mimetype == "text/plain"
    right = client.get("/data.csv", headers=READER)
    assert (right.status_code, right.mimetype) == (200, "text/csv")
