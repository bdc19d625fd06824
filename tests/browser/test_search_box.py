"""The search box of the header, as readers use it: by mouse, by keyboard, by touch, and without a connection."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from browser.conftest import Reader
from browser.test_accessibility import SIZES, violations
from browser.test_weight import Meter
from playwright.sync_api import Browser, Page, Route, expect

from dashboard.core.atlas import Atlas
from dashboard.web.page.search import index_file

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
STROKE = "?by=council&condition=stroke&measure=deaths-smr&overlay=deprivation"
LARGEST_KB = 25
MOST = 8


def look_for(page: Page, typed: str) -> None:
    """Type into the box and wait for its list or its sentence."""
    page.locator("#search").fill(typed)
    expect(page.locator("#search-panel")).to_be_visible()


def found(page: Page) -> list[tuple[str, str, str]]:
    """Name, kind and area code of all results."""
    results = page.locator("#search-list [role=option]").evaluate_all(
        "options => options.map(option => [option.children[0].textContent, option.children[1].textContent,"
        " new URL(option.href).searchParams.get('area')])"
    )
    return [tuple(result) for result in results]


def chosen(page: Page) -> str | None:
    """The name of the result that a screen reader is told of, if any; it must be the one that looks like it."""
    active = page.locator("#search").get_attribute("aria-activedescendant")
    marked = page.locator("#search-list [aria-selected=true]")
    assert marked.count() == (1 if active else 0)
    return page.locator(f"#{active} .atlas-search__name").text_content() if active else None


# --- ways to a place ---


def test_a_place_is_found_and_opened_with_the_mouse(reader: Reader) -> None:
    page = reader.open()
    look_for(page, "byker")
    page.get_by_role("option", name="Byker neighbourhood in Newcastle upon Tyne").click()
    reader.settled(None)
    expect(page.locator("#breadcrumb [aria-current]")).to_have_text("Byker")
    assert reader.search.startswith("?area=E0200")
    expect(page.locator("#search")).to_have_value("")
    expect(page.locator("#search-panel")).to_be_hidden()
    expect(page.locator("#headline")).to_be_focused()
    page.go_back()
    expect(page.locator("#breadcrumb [aria-current]")).to_have_text("North East and North Cumbria")


def test_a_place_is_found_and_opened_by_keyboard(reader: Reader) -> None:
    page = reader.open()
    page.locator("#search").focus()
    page.keyboard.type("darlington")
    expect(page.locator("#search-list [role=option]").first).to_be_visible()
    assert [kind for _, kind, _ in found(page)[:2]] == ["council area", "CCG"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "Darlington"
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Enter")
    reader.settled(None)
    assert reader.search.startswith("?area=E38000042&condition=all-causes&measure=preventable&")
    expect(page.locator("#headline")).to_be_focused()


def test_enter_alone_opens_the_best_match(reader: Reader) -> None:
    page = reader.open()
    look_for(page, "NE1 4LP")
    page.locator("#search").press("Enter")
    reader.settled(None)
    assert reader.search.startswith("?area=E08000021&condition=all-causes&measure=preventable&")
    expect(page.locator("#breadcrumb [aria-current]")).to_have_text("Newcastle upon Tyne")


def test_a_condition_and_a_place_in_one_breath_lead_to_that_condition_there(reader: Reader) -> None:
    page = reader.open()
    look_for(page, "stroke deaths in Middlesbrough")
    expect(page.locator("#search-list [role=option]").first).to_have_text("Stroke: Middlesbrough council area")
    page.locator("#search").press("Enter")
    reader.settled(None)
    assert reader.search.startswith("?area=E06000002&condition=stroke&")
    expect(page.locator("#breadcrumb [aria-current]")).to_have_text("Middlesbrough")
    expect(page.locator("#condition-summary")).to_contain_text("Stroke")


def test_arrows_go_round_and_home_and_end_go_to_the_ends_of_the_list(reader: Reader) -> None:
    page = reader.open()
    look_for(page, "gosforth")
    names = [name for name, _, _ in found(page)]
    assert len(names) > 2
    for key, expected in (
        *(("Home", None), ("ArrowUp", names[-1]), ("ArrowDown", None), ("ArrowDown", names[0])),
        *(("End", names[-1]), ("Home", names[0]), ("ArrowDown", names[1]), ("ArrowUp", names[0])),
        ("ArrowUp", None),
    ):
        page.keyboard.press(key)
        assert chosen(page) == expected, key


def test_escape_closes_the_list_and_then_empties_the_box(reader: Reader) -> None:
    page = reader.open()
    look_for(page, "gosforth")
    page.keyboard.press("Escape")
    expect(page.locator("#search-panel")).to_be_hidden()
    expect(page.locator("#search")).to_have_value("gosforth")
    expect(page.locator("#search")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-panel")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_have_value("")
    expect(page.locator("#search")).to_be_focused()


@pytest.mark.parametrize("leave", ["Tab", "click"])
def test_the_list_closes_when_the_reader_leaves(reader: Reader, leave: str) -> None:
    page = reader.open()
    look_for(page, "gosforth")
    if leave == "Tab":
        page.keyboard.press("Tab")
        expect(page.locator(".atlas-header__nav a").first).to_be_focused()
    else:
        page.locator("#headline").click()
    expect(page.locator("#search-panel")).to_be_hidden()


def test_a_modified_click_opens_the_place_in_another_tab(reader: Reader) -> None:
    page = reader.open()
    look_for(page, "gosforth")
    with reader.context.expect_page() as opened:
        page.locator("#search-list a").first.click(modifiers=["Control"])
    opened.value.wait_for_url("**/?area=E0*")
    opened.value.close()
    expect(page.locator("#search")).to_have_value("gosforth")


def test_condition_measure_and_overlay_stay_and_the_server_chooses_the_rest(reader: Reader) -> None:
    page = reader.open(f"{STROKE}&period=2015-19")
    look_for(page, "south tees")
    page.keyboard.press("Enter")
    reader.settled(None)
    kept = "?area=E38000162&condition=stroke&measure=deaths-smr&period=2015-19&overlay=deprivation&from="
    assert reader.search.startswith(kept)
    expect(page.locator("#condition-summary")).to_have_text("Stroke")
    expect(page.locator("#overlay [aria-current]")).to_have_text("Stripes")
    expect(page.locator("#notice")).to_be_empty()


def test_condition_and_measure_stay_from_an_address_that_the_server_had_to_mend(reader: Reader) -> None:
    query = "?area=icp-south&by=council&Condition=stroke&measure=deaths-smr&overlay=deprivation"
    page = reader.open(query.replace("&", "&amp;"))
    look_for(page, "south tees")
    page.keyboard.press("Enter")
    reader.settled(None)
    kept = "?area=E38000162&condition=stroke&measure=deaths-smr&period=2015-19&overlay=deprivation&from="
    assert reader.search.startswith(kept)
    expect(page.locator("#condition-summary")).to_have_text("Stroke")


def test_a_condition_is_found_by_another_name_and_keeps_area_and_level(reader: Reader) -> None:
    page = reader.open("?area=icp-south&by=council&condition=stroke&measure=deaths-smr&period=2015-19")
    look_for(page, "bowel")
    assert [name for name, _, _ in found(page)] == ["Colorectal cancer"]
    page.keyboard.press("Enter")
    expect(page.locator("#condition-summary")).to_have_text("Colorectal cancer")
    expect(page.locator("#by [aria-current]")).to_have_text("Council")
    expect(page.locator("#breadcrumb [aria-current]")).to_contain_text("South")
    expect(page.locator("#notice")).to_be_empty()


#: What people type, and what must be among the results.
TYPED = {
    "DDES": "E38000047", "HAST": "E38000075", "HRW": "E38000069", "NENC": "E54000049", "00L": "E38000130",
    "Teesside": "E06000002", "Tyneside": "E08000021", "Tees Valley": "E06000005", "NHS South Tees": "E38000162",
    "South Tees CCG": "E38000162", "NHS Northumberland CCG": "E38000130", "Hexam": "E02", "Midlesbrough": "E06000002",
}  # fmt: skip


def test_what_people_type_for_a_place_is_found(box: Page) -> None:
    lost = []
    for typed, code in TYPED.items():
        look_for(box, typed)
        if not any(one.startswith(code) for _, _, one in found(box)):
            lost.append((typed, found(box)))
    assert lost == []


# --- what is found ---

POSTCODES = {
    "ne1": ("NE1", "E08000021"),
    "NE1": ("NE1", "E08000021"),
    " Ne1 ": ("NE1", "E08000021"),
    "NE1 4": ("NE1", "E08000021"),
    "NE1 4L": ("NE1", "E08000021"),
    "NE1 4LP": ("NE1", "E08000021"),
    "ne14lp": ("NE1", "E08000021"),
    "ne14": ("NE1", "E08000021"),
    "NE1 0AA": ("NE1", "E08000021"),
    "NE10 0AA": ("NE10", "E08000037"),
    "ne100aa": ("NE10", "E08000037"),
    "TS1 3BA": ("TS1", "E06000002"),
    "dh1": ("DH1", "E06000047"),
    "DL 10": ("DL10", "E07000166"),
    "dl10 4": ("DL10", "E07000166"),
    "CA28 7LY": ("CA28", "E07000029"),
    "yo22 4": ("YO22", "E07000168"),
}


@pytest.fixture(scope="module")
def box(browser: Browser, address: str) -> Any:
    """A page whose search box many tests look into; nothing else of it changes."""
    reader = Reader(browser.new_context(), address)
    page = reader.open()
    page.locator("#search").focus()
    yield page
    assert not reader.complaints
    reader.context.close()


@pytest.mark.parametrize("typed", POSTCODES)
def test_a_postcode_leads_to_its_area_however_it_is_typed(box: Page, typed: str) -> None:
    look_for(box, typed)
    label, _, code = found(box)[0]
    assert (label, code) == POSTCODES[typed]


def test_a_whole_postcode_finds_its_district_and_no_other(box: Page) -> None:
    look_for(box, "NE1 4LP")
    assert [label for label, _, _ in found(box)] == ["NE1"]
    look_for(box, "ne1")
    assert [label for label, _, _ in found(box)][:3] == ["NE1", "NE10", "NE11"]


NAMES = {
    "jesmond": "South Jesmond & Sandyford",
    "newcastle-upon-tyne": "Newcastle upon Tyne",
    "NEWCASTLE  UPON  TYNE": "Newcastle upon Tyne",
    "néwcastle upon": "Newcastle upon Tyne",
    "stockton on tees": "Stockton-on-Tees",
    "arthurs hill": "City Centre & Arthur's Hill",
    "Arthur\u2019s Hill": "City Centre & Arthur's Hill",
    "redcar & cleveland": "Redcar and Cleveland",
    "albert hill and red hall": "Albert Hill & Red Hall",
    "durham": "Durham Dales, Easington and Sedgefield",
    "tees": "South Tees",
    "sandyford jesmond": "South Jesmond & Sandyford",
}


@pytest.mark.parametrize("typed", NAMES)
def test_capitals_accents_and_punctuation_make_no_difference(box: Page, typed: str) -> None:
    look_for(box, typed)
    assert NAMES[typed] in [label for label, _, _ in found(box)]


def test_an_exact_name_comes_before_a_beginning_before_a_word_before_a_part(box: Page) -> None:
    look_for(box, "gateshead")
    labels = [label for label, _, _ in found(box)]
    assert labels[0] == "Gateshead"
    assert labels.index("Gateshead") < labels.index("Newcastle Gateshead")
    look_for(box, "ham")
    ranks = [_rank(label.lower(), "ham") for label, _, _ in found(box)]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def _rank(name: str, wanted: str) -> int:
    words = re.split(r"[^a-z0-9]+", name)
    return (
        0 if name == wanted else 1 if name.startswith(wanted) else 2 if any(w.startswith(wanted) for w in words) else 3
    )


def test_places_of_one_name_are_told_apart_by_their_kind(box: Page) -> None:
    look_for(box, "grangetown")
    assert {(label, kind) for label, kind, _ in found(box)} == {
        ("Grangetown (Sunderland)", "neighbourhood in Sunderland"),
        ("Grangetown (Redcar and Cleveland)", "neighbourhood in Redcar and Cleveland"),
    }
    look_for(box, "darlington ccg")
    assert found(box) == [("Darlington", "CCG", "E38000042")]


#: Types every name of the index and returns those whose entry is not among the results.
EVERY_NAME = """
([entries, most]) => {
  const box = document.getElementById('search');
  return entries.filter(([label, kind, code]) => {
    box.value = label;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    const results = [...document.querySelectorAll('#search-list [role=option]')];
    return results.length > most || !results.some(option => option.children[0].textContent === label
      && option.children[1].textContent === kind && new URL(option.href).searchParams.get('area') === code);
  });
}
"""


def test_every_place_is_found_by_its_name(box: Page, atlas: Atlas) -> None:
    lists = json.loads(index_file(atlas)[1])
    look_for(box, "ne1")
    assert box.evaluate(EVERY_NAME, [[*lists["places"], *lists["postcodes"]], MOST]) == []


def test_at_most_eight_results_are_shown_and_the_rest_are_counted(box: Page) -> None:
    look_for(box, "north")
    assert len(found(box)) == MOST
    expect(box.locator("#search-message")).to_have_text(re.compile(r"8 of \d+ results. Type more to see others."))


HOSTILE = (
    "SW1A 1AA", "<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "__proto__", "[", "(.*", "\\", "%zz",
    "'; drop table", "x" * 5_000, "\u202e\u0000", "🏥",
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=[typed.encode("ascii", "replace").decode()[:20] for typed in HOSTILE])
def test_what_is_not_found_gives_a_sentence(box: Page, typed: str) -> None:
    look_for(box, typed)
    assert found(box) == []
    message = box.locator("#search-message")
    expect(message).to_contain_text("Nothing called")
    expect(message).to_contain_text("Try a council, a neighbourhood such as Jesmond, or the first half of a postcode.")
    expect(box.locator("#search")).to_have_attribute("aria-expanded", "false")
    assert box.locator("#search-panel script, #search-panel img").count() == 0
    assert box.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    box.locator("#search").press("Enter")
    assert "area=" not in box.url


def test_an_empty_box_shows_no_list(box: Page) -> None:
    look_for(box, "ne1")
    for typed in ("", "   "):
        box.locator("#search").fill(typed)
        expect(box.locator("#search-panel")).to_be_hidden()


def test_a_screen_reader_is_told_how_many_there_are(box: Page) -> None:
    status = box.locator("#search-status")
    expect(status).to_have_attribute("aria-live", "polite")
    look_for(box, "grangetown")
    expect(status).to_have_text("2 results.")
    look_for(box, "grangetown s")
    expect(status).to_have_text("1 result.")
    look_for(box, "north")
    expect(status).to_contain_text("8 of")
    look_for(box, "zzz")
    expect(status).to_contain_text("Nothing called “zzz”")


# --- the list of places and the connection ---


def test_the_list_comes_once_on_first_use_and_nothing_that_is_typed_is_sent(reader: Reader) -> None:
    meter = Meter(reader)
    page = reader.open()
    reader.rest()
    assert not [url for url in meter.urls if "/search/" in url]
    meter.reset()
    sent: list[str] = []
    reader.context.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    page.locator("#search").focus()
    page.keyboard.type("NE1 4LP")
    expect(page.locator("#search-list [role=option]")).to_have_count(1)
    page.locator("#headline").click()
    look_for(page, "jesmond")
    reader.rest()
    assert len(sent) == 1, sent
    assert re.search(r"/search/places\.[0-9a-f]{12}\.json", sent[0])
    assert 0 < meter.kilobytes < LARGEST_KB, str(meter)


def test_without_a_connection_the_reader_is_told_and_the_next_visit_to_the_box_tries_again(reader: Reader) -> None:
    page = reader.open()
    reader.rest()
    reader.context.set_offline(True)
    page.locator("#search").focus()
    expect(page.locator("#search-message")).to_contain_text("could not be loaded")
    expect(page.locator("#search-status")).to_contain_text("could not be loaded")
    reader.context.set_offline(False)
    page.locator("#headline").click()
    expect(page.locator("#search-panel")).to_be_hidden()
    page.locator("#search").focus()
    look_for(page, "ne1")
    expect(page.locator("#search-list [role=option]").first).to_contain_text("NE1")
    assert any("ERR_INTERNET_DISCONNECTED" in said for said in reader.complaints)
    reader.complaints[:] = [said for said in reader.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_what_was_typed_before_the_list_came_is_answered_when_it_comes(reader: Reader) -> None:
    page = reader.open()
    held: list[Route] = []
    page.route("**/search/*.json", lambda route: held.append(route))
    with page.expect_request("**/search/*.json"):
        page.locator("#search").focus()
    page.keyboard.type("ts1")
    expect(page.locator("#search-panel")).to_be_hidden()
    held[0].continue_()
    expect(page.locator("#search-list [role=option]").first).to_contain_text("TS1")


# --- small screens, barriers, bare browsers ---


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("typed", ["newcastle", "zzz"], ids=["list", "sentence"])
def test_the_open_list_has_no_barrier(new_reader: Callable[..., Reader], typed: str, size: dict[str, int]) -> None:
    page = new_reader(viewport=size).open()
    page.locator("#search").focus()
    look_for(page, typed)
    if typed != "zzz":
        page.keyboard.press("ArrowDown")
    assert violations(page) == []


def test_the_box_and_its_list_fit_a_phone_and_a_finger(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(**PHONE)
    page = reader.open()
    page.locator("#search").tap()
    look_for(page, "HG4")
    look_for(page, "middles")
    for part in (page.locator("#search"), *page.locator("#search-list [role=option]").all()):
        room = part.bounding_box()
        assert room
        assert room["height"] >= 44, "too small to touch"
        assert room["x"] >= 0
        assert room["x"] + room["width"] <= 360
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    page.locator("#search-list [role=option]").first.tap()
    reader.settled(None)
    expect(page.locator("#breadcrumb [aria-current]")).to_have_text("Middlesbrough")
    expect(page.locator("#search")).not_to_be_focused()


@pytest.mark.parametrize("width", [360, 683, 1024, 1366])
def test_the_list_stays_inside_the_window(new_reader: Callable[..., Reader], width: int) -> None:
    page = new_reader(viewport={"width": width, "height": 740}).open()
    page.locator("#search").focus()
    look_for(page, "HG4")
    room = page.locator("#search-panel").bounding_box()
    assert room
    assert room["x"] >= 0
    assert room["x"] + room["width"] <= width
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_box_keeps_the_header_as_low_as_it_was(reader: Reader) -> None:
    """The map's height is what is left of the window, so a taller header would push the page out of it."""
    header = reader.open().locator(".atlas-header").bounding_box()
    assert header
    assert header["height"] <= 56


def test_without_javascript_there_is_no_dead_box(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#search")).to_be_hidden()
    context.close()
