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
