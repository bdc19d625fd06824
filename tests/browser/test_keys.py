"""The page by few keys: links that skip, letters that lead somewhere, their list, and how they are turned off."""

from __future__ import annotations

from browser.conftest import Reader
from playwright.sync_api import expect


def press(reader: Reader, *keys: str) -> None:
    for key in keys:
        reader.page.keyboard.press(key)


def test_the_links_that_skip_lead_to_map_figures_and_export_and_keep_the_address(reader: Reader) -> None:
    page = reader.open("?by=ccg")
    here = page.url
    press(reader, "Tab", "Enter", "Tab")
    assert page.evaluate("() => document.activeElement.matches('#map path[data-href]')"), reader.focused()
    page.reload()
    reader.settled(None)
    press(reader, "Tab", "Tab", "Enter", "Tab")
    assert page.evaluate("() => document.activeElement.closest('#figures') !== null"), reader.focused()
    page.reload()
    reader.settled(None)
    press(reader, "Tab", "Tab", "Tab", "Enter", "Enter")
    expect(page.locator("#share-title")).to_be_focused()
    assert page.url == here


def test_letters_lead_to_map_figures_search_and_conditions_and_are_silent_where_one_types(reader: Reader) -> None:
    page = reader.open("?by=ccg")
    press(reader, "m")
    assert page.evaluate("() => document.activeElement.matches('#map path[data-href]')"), reader.focused()
    press(reader, "f")
    expect(page.locator("#show-table")).to_be_focused()
    press(reader, "c")
    expect(page.locator("#condition-search")).to_be_focused()
    press(reader, "m", "?")
    expect(page.locator("#condition-search")).to_have_value("m?")
    expect(page.locator("#keys")).to_have_count(0)
    press(reader, "Escape", "/")
    expect(page.locator("#search")).to_be_focused()
    expect(page.locator("#search")).to_have_value("")
    press(reader, "e")
    expect(page.locator("#search")).to_have_value("e")


def test_the_list_names_all_letters_and_turns_them_off_and_on_again(reader: Reader) -> None:
    page = reader.open("?by=ccg")
    press(reader, "?")
    keys = page.locator("#keys")
    expect(keys).to_be_visible()
    named = keys.locator("kbd").all_inner_texts()
    assert [*"/mfc"] == named[:4]
    assert {one.get_attribute("aria-keyshortcuts") for one in page.locator("[aria-keyshortcuts]").all()} <= set(named)
    page.get_by_label("Keys of one letter are on").uncheck()
    press(reader, "Escape")
    expect(keys).to_be_hidden()
    press(reader, "m", "e", "?")
    expect(keys).to_be_hidden()
    expect(page.locator("#share-drawer")).to_be_hidden()
    assert not page.evaluate("() => document.activeElement.matches('#map path')")
    page.reload()
    reader.settled(None)
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_label("Keys of one letter are on")).not_to_be_checked()
    page.get_by_label("Keys of one letter are on").check()
    page.locator("#keys-close").click()
    press(reader, "e")
    expect(page.locator("#share-title")).to_be_focused()


FIRST = "?area=E54000049&by=ccg&condition=all-causes&measure=preventable&period=2018&overlay=none"


def test_what_is_asked_most_takes_few_keys(reader: Reader) -> None:
    page = reader.open("?by=ccg")

    def pressed(*keys: str) -> int:
        press(reader, *keys)
        return len(keys)

    assert pressed("m") <= 6
    expect(page.locator("#map path[data-href]:focus")).to_have_count(1)
    # A neighbourhood of Middlesbrough: the council is found, its areas are opened, and the first of them.
    count = pressed(*"/middles")
    expect(page.locator("#search-list [role=option]").first).to_contain_text("Middlesbrough")
    count += pressed("Enter")
    expect(page.locator("#headline")).to_contain_text("Middlesbrough")
    count += pressed("m", "Enter")
    expect(page.locator('#map path[data-area^="E0200"]:focus')).to_have_count(1)
    count += pressed("Enter")
    page.wait_for_url("**area=E0200**")
    expect(page.locator("#breadcrumb")).to_contain_text("Middlesbrough")
    assert count <= 18
    reader.follow(FIRST)
    # The worst council for stroke: the first area of the map, which the line under the map names.
    count = pressed(*"cstro", "Enter")
    expect(page.locator("#condition-summary")).to_have_text("Stroke")
    expect(page.locator("#condition-summary")).to_be_focused()
    count += pressed(*["Shift+Tab"] * 4, "Enter")
    expect(page.locator("#by-council[aria-current]")).to_have_count(1)
    count += pressed("m")
    expect(page.locator("#focus-line")).to_contain_text(page.locator("#table tbody tr a").first.inner_text())
    assert count <= 12
    reader.follow(FIRST)
    # One period beside another.
    count = pressed("f", *["Tab"] * 4, "Enter")
    expect(page.locator("#show-compare[aria-current]")).to_be_focused()
    count += pressed(*["Tab"] * 3)
    expect(page.locator("#against-period-summary")).to_be_focused()
    count += pressed("Enter", "ArrowDown", "Enter")
    page.wait_for_url("**against=**")
    assert count <= 15
    # A file of what is shown.
    count = pressed("e")
    expect(page.locator("#share-title")).to_be_focused()
    count += pressed(*["Tab"] * 3)
    expect(page.locator("a.atlas-file:focus")).to_have_count(1)
    assert count + len(["Enter"]) <= 8
