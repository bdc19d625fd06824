"""The export panel: open, choose, look, download, copy; by keyboard and by mouse, and true to the view."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from browser.conftest import Reader
from browser.test_accessibility import SIZES, violations
from playwright.sync_api import Download, Page, Route, expect
from pypdf import PdfReader

from dashboard.core.atlas import Atlas
from dashboard.export.naming import file_name
from dashboard.views import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording import captions, sentences

STROKE = "?by=council&condition=stroke&measure=deaths-smr"
WHOLE = "?area=E54000049&by=council&condition=stroke&measure=deaths-smr&period=2015-19&overlay=none"
#: A place with few conditions, whose packs are made quickly.
SMALL = "?area=E02001684&by=neighbourhood&condition=stroke&measure=deaths-smr"

#: Waits until the preview has loaded the picture of an address that holds these words, and gives its width.
PREVIEW = """
wanted => new Promise(resolve => {
  const started = performance.now();
  (function look() {
    const img = document.getElementById('export-preview');
    if (img && img.src.includes(wanted) && img.complete && img.naturalWidth > 0) return resolve(img.naturalWidth);
    if (performance.now() - started > 10000) return resolve(0);
    setTimeout(look, 20);
  })();
})
"""


def shown_of(atlas: Atlas, query: str) -> Scene:
    return scene(atlas, resolve.resolve(atlas, query).view)


def open_panel(page: Page) -> None:
    page.locator("#export-open").click()
    expect(page.locator("#export-panel")).to_be_visible()


def saved(download: Download, folder: Path) -> bytes:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path.read_bytes()


@pytest.fixture
def copying(new_reader: Callable[..., Reader]) -> Reader:
    """A reader whose browser lets pages read and write the clipboard."""
    return new_reader(permissions=["clipboard-read", "clipboard-write"])


def clipboard(page: Page) -> str:
    return str(page.evaluate("() => navigator.clipboard.readText()"))


# Open and close.


def test_the_panel_is_closed_at_first_and_asks_for_no_picture(reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    page = reader.open()
    reader.rest()
    expect(page.locator("#export-panel")).to_be_hidden()
    expect(page.locator("#export-open")).to_have_attribute("aria-expanded", "false")
    assert not [url for url in asked if "map.png" in url]


def test_the_panel_opens_by_keyboard_and_takes_the_focus(reader: Reader) -> None:
    page = reader.open()
    page.locator("#export-open").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#export-panel")).to_be_visible()
    expect(page.locator("#export-open")).to_have_attribute("aria-expanded", "true")
    assert reader.focused() == "H2#export-title"
    page.keyboard.press("Tab")
    assert reader.focused() == "SELECT#export-format"
    page.keyboard.press("Tab")
    assert reader.focused() == "SELECT#export-size"


@pytest.mark.parametrize("control", ["export-title", "export-format", "export-download", "export-zip"])
def test_escape_closes_the_panel_and_gives_the_focus_back(reader: Reader, control: str) -> None:
    page = reader.open()
    open_panel(page)
    page.locator(f"#{control}").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#export-panel")).to_be_hidden()
    expect(page.locator("#export-open")).to_have_attribute("aria-expanded", "false")
    assert reader.focused() == "BUTTON#export-open"


def test_the_button_closes_what_it_opened(reader: Reader) -> None:
    page = reader.open()
    open_panel(page)
    page.locator("#export-open").click()
    expect(page.locator("#export-panel")).to_be_hidden()


def test_escape_elsewhere_leaves_the_panel_open(reader: Reader) -> None:
    page = reader.open()
    open_panel(page)
    page.locator("#copy-caption").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#export-panel")).to_be_visible()


# Choose and look.


def test_the_preview_shows_the_picture_in_the_chosen_size(reader: Reader) -> None:
    page = reader.open(STROKE)
    open_panel(page)
    assert page.evaluate(PREVIEW, "size=slide") == 768
    page.locator("#export-size").select_option("square")
    assert page.evaluate(PREVIEW, "size=square") == 432
    page.locator("#export-size").select_option("a4-portrait")
    assert page.evaluate(PREVIEW, "size=a4-portrait") == 496


def test_every_size_can_be_chosen_and_previewed(reader: Reader) -> None:
    page = reader.open()
    open_panel(page)
    sizes = page.locator("#export-size option").evaluate_all("options => options.map(option => option.value)")
    assert sizes == ["slide", "a4", "a4-portrait", "social", "square", "story"]
    for size in sizes:
        page.locator("#export-size").select_option(size)
        assert page.evaluate(PREVIEW, f"size={size}&") > 0, size


def test_the_preview_has_the_alternative_text(reader: Reader, atlas: Atlas) -> None:
    page = reader.open(STROKE)
    open_panel(page)
    expect(page.locator("#export-preview")).to_have_attribute("alt", captions.alternative(shown_of(atlas, STROKE)))


# Download.

SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<svg", "pdf": b"%PDF-", "pptx": b"PK\x03\x04"}


@pytest.mark.parametrize("form", SIGNATURES)
def test_a_click_downloads_the_chosen_format(reader: Reader, atlas: Atlas, tmp_path: Path, form: str) -> None:
    page = reader.open(STROKE)
    open_panel(page)
    page.locator("#export-format").select_option(form)
    page.locator("#export-size").select_option("social")
    with page.expect_download() as waiting:
        page.locator("#export-download").click()
    assert waiting.value.suggested_filename == file_name(shown_of(atlas, STROKE), "social", form)
    content = saved(waiting.value, tmp_path)
    assert content.startswith(SIGNATURES[form])
    if form == "png":
        assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (1200, 675)


@pytest.mark.parametrize(
    ("link", "form", "begins"), [("csv", "csv", b"\xef\xbb\xbfarea_code"), ("xlsx", "xlsx", b"PK")]
)
def test_the_figures_are_one_click_away(
    reader: Reader, atlas: Atlas, tmp_path: Path, link: str, form: str, begins: bytes
) -> None:
    page = reader.open(STROKE)
    with page.expect_download() as waiting:
        page.locator(f"#export-{link}").click()
    assert waiting.value.suggested_filename == file_name(shown_of(atlas, STROKE), "", form)
    assert saved(waiting.value, tmp_path).startswith(begins)


def test_a_download_by_keyboard_is_the_same(reader: Reader, tmp_path: Path) -> None:
    page = reader.open()
    open_panel(page)
    page.locator("#export-download").focus()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert saved(waiting.value, tmp_path).startswith(SIGNATURES["png"])


PACKS = {"zip": ".zip", "board": ".pdf", "deck": ".pptx"}


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_shows_its_progress_and_arrives(reader: Reader, tmp_path: Path, pack: str) -> None:
    page = reader.open(SMALL)
    open_panel(page)
    page.locator("#export-size").select_option("social")
    progress = page.locator("#export-progress")
    expect(progress).to_have_attribute("role", "status")
    page.evaluate(
        "() => { window.said = []; const line = document.getElementById('export-progress');"
        " new MutationObserver(() => window.said.push(line.textContent))"
        ".observe(line, { childList: true, characterData: true, subtree: true }); }"
    )
    with page.expect_download(timeout=60_000) as waiting:
        page.locator(f"#export-{pack}").click()
    expect(progress).to_have_text("Done.")
    said = page.evaluate("() => window.said")
    assert said[0].startswith("Making the file.")
    assert said[-1] == "Done."
    assert waiting.value.suggested_filename.endswith(PACKS[pack])
    content = saved(waiting.value, tmp_path)
    if pack == "board":
        assert len(PdfReader(BytesIO(content)).pages) > 2
    else:
        assert ZipFile(BytesIO(content)).testzip() is None
    if pack == "zip":
        sizes = [name for name in ZipFile(BytesIO(content)).namelist() if name.endswith(".png")]
        assert sizes
        assert all(name.endswith("-social.png") for name in sizes)


def test_a_busy_server_is_said_in_words_and_the_page_goes_on(reader: Reader) -> None:
    page = reader.open(SMALL)
    open_panel(page)
    sentence = "The atlas is making other files just now. Please try again in a few seconds."
    page.route("**/pack.zip?*", lambda route: route.fulfill(status=503, body=sentence, content_type="text/plain"))
    page.locator("#export-zip").click()
    expect(page.locator("#export-progress")).to_have_text(sentence)
    page.unroute("**/pack.zip?*")
    reader.follow(WHOLE)
    assert [complaint for complaint in reader.complaints if "503" not in complaint] == []
    reader.complaints.clear()


def busy_at_first(page: Page, path: str) -> list[str]:
    """Let the first request for a path meet a busy server; returns the list of all that is asked there."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=503, body="Busy.", content_type="text/plain", headers={"Retry-After": "1"})
        else:
            route.continue_()

    page.route(path, answer)
    return asked


def test_a_file_that_a_busy_server_refuses_is_asked_for_again(reader: Reader, tmp_path: Path) -> None:
    page = reader.open(SMALL)
    open_panel(page)
    page.locator("#export-format").select_option("svg")
    asked = busy_at_first(page, "**/map.svg?*")
    with page.expect_download() as waiting:
        page.locator("#export-download").click()
    assert saved(waiting.value, tmp_path).startswith(SIGNATURES["svg"])
    expect(page.locator("#export-progress")).to_have_text("Done.")
    assert len(asked) == 2
    assert reader.complaints
    assert [complaint for complaint in reader.complaints if "503" not in complaint] == []
    reader.complaints.clear()


def test_a_preview_that_a_busy_server_refuses_comes_later(reader: Reader) -> None:
    page = reader.open(SMALL)
    asked = busy_at_first(page, "**/map.png?*")
    open_panel(page)
    assert page.evaluate(PREVIEW, "size=slide") == 768
    assert len(asked) == 2
    reader.complaints.clear()


def test_a_file_that_does_not_arrive_is_said_in_words(reader: Reader) -> None:
    page = reader.open(SMALL)
    open_panel(page)
    page.route("**/map.pdf?*", lambda route: route.abort())
    page.locator("#export-format").select_option("pdf")
    page.locator("#export-download").click()
    expect(page.locator("#export-progress")).to_have_text(
        "The file did not arrive. Check the connection and try again."
    )
    assert [complaint for complaint in reader.complaints if "net::ERR_FAILED" not in complaint] == []
    reader.complaints.clear()


# Copy.


def test_the_caption_is_copied_whether_or_not_the_panel_is_open(copying: Reader, atlas: Atlas) -> None:
    page = copying.open(STROKE)
    page.locator("#copy-caption").click()
    expect(page.locator("#copied")).to_have_text("Caption copied.")
    assert clipboard(page) == captions.caption(shown_of(atlas, STROKE))


def test_the_longer_caption_and_the_alternative_text_are_copied(copying: Reader, atlas: Atlas) -> None:
    page = copying.open(f"{STROKE}&overlay=deprivation")
    open_panel(page)
    page.locator("#copy-long-caption").click()
    expect(page.locator("#copied")).to_have_text("Longer caption copied.")
    assert clipboard(page) == captions.long_caption(shown_of(atlas, f"{STROKE}&overlay=deprivation"))
    page.locator("#copy-alternative").click()
    expect(page.locator("#copied")).to_have_text("Alternative text copied.")
    assert clipboard(page) == captions.alternative(shown_of(atlas, f"{STROKE}&overlay=deprivation"))


def test_the_copied_address_leads_back_to_this_view(copying: Reader, atlas: Atlas) -> None:
    page = copying.open(STROKE)
    copying.choose("overlay", "deprivation")
    open_panel(page)
    page.locator("#copy-address").click()
    expect(page.locator("#copied")).to_have_text("Address copied.")
    address, _, query = clipboard(page).partition("?")
    assert address.startswith(copying.address)
    assert resolve.resolve(atlas, query).view == resolve.resolve(atlas, f"{STROKE}&overlay=deprivation").view


def test_the_picture_is_copied_as_a_picture(copying: Reader) -> None:
    page = copying.open(STROKE)
    open_panel(page)
    page.locator("#export-size").select_option("social")
    page.locator("#copy-picture").click()
    expect(page.locator("#copied")).to_have_text("Picture copied.")
    size = page.evaluate(
        "async () => { const [item] = await navigator.clipboard.read();"
        " const image = await createImageBitmap(await item.getType('image/png')); return [image.width, image.height]; }"
    )
    assert size == [1200, 675]


# A new view.


def test_a_new_view_keeps_the_panel_open_and_shows_its_own_picture(reader: Reader, atlas: Atlas) -> None:
    page = reader.open(STROKE)
    open_panel(page)
    page.locator("#export-format").select_option("svg")
    page.locator("#export-size").select_option("square")
    reader.choose("overlay", "deprivation")
    expect(page.locator("#export-panel")).to_be_visible()
    expect(page.locator("#export-open")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#export-format")).to_have_value("svg")
    expect(page.locator("#export-size")).to_have_value("square")
    assert page.evaluate(PREVIEW, "overlay=deprivation&size=square") > 0
    for link in ("export-download", "export-csv", "export-xlsx", "export-zip", "export-board", "export-deck"):
        href = page.locator(f"#{link}").get_attribute("href") or ""
        view = resolve.resolve(atlas, href.partition("?")[2]).view
        assert view == resolve.resolve(atlas, f"{STROKE}&overlay=deprivation").view, link


def test_a_panel_that_was_closed_stays_closed(reader: Reader) -> None:
    page = reader.open(STROKE)
    open_panel(page)
    page.locator("#export-title").press("Escape")
    reader.choose("overlay", "deprivation")
    expect(page.locator("#export-panel")).to_be_hidden()


def test_the_choice_stays_when_the_panel_is_opened_again_in_another_view(reader: Reader) -> None:
    page = reader.open(STROKE)
    open_panel(page)
    page.locator("#export-size").select_option("story")
    page.locator("#export-open").click()
    reader.choose("overlay", "deprivation")
    open_panel(page)
    expect(page.locator("#export-size")).to_have_value("story")
    assert "size=story" in (page.locator("#export-download").get_attribute("href") or "")


def test_the_copied_words_are_those_of_the_new_view(copying: Reader, atlas: Atlas) -> None:
    page = copying.open()
    copying.choose("by", "council")
    page.locator("#copy-caption").click()
    expect(page.locator("#copied")).to_have_text("Caption copied.")
    assert clipboard(page) == captions.caption(shown_of(atlas, copying.search))


def test_back_brings_the_panel_of_the_view_before(reader: Reader) -> None:
    page = reader.open(WHOLE)
    open_panel(page)
    reader.choose("overlay", "deprivation")
    page.go_back()
    reader.settled(WHOLE)
    expect(page.locator("#export-panel")).to_be_visible()
    assert page.evaluate(PREVIEW, "overlay=none&size=slide") > 0


# Before you publish.


def warnings(page: Page) -> list[str]:
    return [line.strip() for line in page.locator(".atlas-export__check li").all_inner_texts()]


@pytest.mark.parametrize(
    "query",
    [
        STROKE,
        "?by=icp",
        "?by=council&condition=lung-cancer&measure=deaths-count",
        "?by=ccg&condition=stroke&measure=yll",
    ],
    ids=["whole counties", "estimates", "counts", "an old period"],
)
def test_the_publish_check_is_about_this_view(reader: Reader, atlas: Atlas, query: str) -> None:
    page = reader.open(query)
    open_panel(page)
    year = int(page.evaluate("() => new Date().getFullYear()"))
    assert warnings(page) == list(captions.publish_warnings(shown_of(atlas, query), year))


def test_an_old_period_is_warned_of_and_a_new_one_is_not(reader: Reader) -> None:
    page = reader.open("?by=council&condition=circulatory&measure=preventable&period=2001-03")
    open_panel(page)
    assert sentences.OLD_PERIOD.format("2001 to 2003") in warnings(page)
    reader.choose("period", "2022-24")
    expect(page.locator("#export-panel")).to_be_visible()
    assert not [warning for warning in warnings(page) if re.search(r"2001 to 2003|say the period", warning)]


# Without barriers.


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_the_open_panel_has_no_barrier(new_reader: Callable[..., Reader], size: dict[str, int]) -> None:
    page = new_reader(viewport=size).open("?by=ccg&condition=stroke&measure=yll")
    open_panel(page)
    assert page.evaluate(PREVIEW, "size=slide") > 0
    assert violations(page) == []


def test_the_open_panel_needs_no_scrolling_to_the_side_on_a_phone(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(viewport=SIZES["narrow"]).open()
    open_panel(page)
    assert page.evaluate(PREVIEW, "size=slide") > 0
    wide: dict[str, Any] = page.evaluate(
        "() => ({ page: document.documentElement.scrollWidth, window: document.documentElement.clientWidth })"
    )
    assert wide["page"] <= wide["window"]
