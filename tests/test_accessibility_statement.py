"""The accessibility statement: the headings of the model, who is reached, and a link from every page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.core.atlas import Atlas
from dashboard.web.app import create_app
from dashboard.web.page.about import accessibility_html
from dashboard.web.site import Hosts

ROOT = Path(__file__).parent.parent
#: The headings that the law asks for, from the model of the Government Digital Service.
MODEL = (
    "Accessibility statement for",
    "How accessible this website is",
    "Feedback and contact information",
    "Enforcement procedure",
    "Technical information about this website",
    "Non-accessible content",
    "Preparation of this accessibility statement",
)


@pytest.fixture(scope="module")
def small(tiny: Atlas) -> FlaskClient:
    hosts = Hosts(public_url="https://atlas.example/health")
    return create_app(tiny, str(ROOT / "assets"), hosts=hosts).server.test_client()


def test_the_statement_has_the_headings_of_the_model_in_its_order(small: FlaskClient):
    answer = small.get("/accessibility")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    headings = re.findall(r"<h[123]>(.*?)</h", answer.text)
    places = [next(at for at, heading in enumerate(headings) if heading.startswith(start)) for start in MODEL]
    assert places == sorted(places)
    assert "partially compliant" in answer.text
    assert "2.2" in answer.text


def test_the_statement_names_the_contact_of_the_edition_or_says_who_can_be_asked(tiny: Atlas):
    named = replace(tiny.edition, publisher="Example Board", contact="atlas@example.org")
    page = accessibility_html(named, "/", str)
    assert "run by Example Board" in page
    assert "write to atlas@example.org" in page
    nobody = accessibility_html(replace(tiny.edition, publisher="", contact=""), "/", str)
    assert "names no contact" in nobody
    assert "write to" not in nobody
    assert "run by whoever serves it" in nobody


@pytest.mark.parametrize("path", ["/", "/about", "/open-data", "/accessibility", "/nowhere"])
def test_the_footer_of_every_page_leads_to_the_statement(small: FlaskClient, path: str):
    footer = small.get(path, headers={"Accept": "text/html"}).text.rpartition("<footer")[2]
    assert re.search(r'href="(\./|/)accessibility"', footer)


def test_the_snapshot_leads_to_the_statement_of_the_atlas_that_made_it(small: FlaskClient, tiny: Atlas):
    assert 'href="https://atlas.example/health/accessibility"' in small.get("/snapshot.html").text
    unknown = create_app(tiny, str(ROOT / "assets")).server.test_client()
    page = unknown.get("/snapshot.html", base_url="http://evil.example").text
    assert "its page /accessibility" in page
    assert "evil.example" not in page
