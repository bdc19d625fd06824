"""The drawer "Share": opened by button or key at every size, true to the view, with files, texts and own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from browser.conftest import PATIENCE, Reader
from browser.test_accessibility import violations
from playwright.sync_api import Download, Page, Route, expect

from dashboard.core.atlas import Atlas
from dashboard.export.naming import file_name
from dashboard.export.picture.primitives import POST_SIZES, SIZES
from dashboard.views import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording import captions

STROKE = "?by=council&condition=stroke&measure=deaths-smr"
#: A place with few conditions, whose packs are made quickly.
SMALL = "?area=E02001684&by=neighbourhood&condition=stroke&measure=deaths-smr"
#: Phones, a laptop with letters of four times the size, tablets, laptops and a large screen.
WINDOWS = ((360, 740), (320, 256), (768, 1024), (1366, 768), (1920, 1080))

#: Waits until every small picture has come, and gives their widths; what did not come has none.
PREVIEWS = """
patience => new Promise(resolve => {
  const started = performance.now();
  (function look() {
    const widths = [...document.querySelectorAll('#share-drawer img')].map(one => one.complete ? one.naturalWidth : 0);
    if (widths.every(width => width > 0) || performance.now() - started > patience) return resolve(widths);
    setTimeout(look, 20);
  })();
})
"""


def pictures(reader: Reader) -> list[int]:
    """The widths of all small pictures, of what was asked for last: those of before stand until theirs come."""
    reader.rest()
    return list(reader.page.evaluate(PREVIEWS, PATIENCE))


def shown_of(atlas: Atlas, query: str) -> Scene:
    return scene(atlas, resolve.resolve(atlas, query).view)


def open_drawer(page: Page) -> None:
    page.locator("#share-open").click()
    expect(page.locator("#share-drawer")).to_be_visible()


def said(page: Page) -> str:
    return page.locator("#share-said [role=status]").inner_text()


def content_of(download: Download, folder: Path) -> bytes:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path.read_bytes()


@pytest.fixture
def copying(new_reader: Callable[..., Reader]) -> Reader:
    """A reader whose browser lets pages read and write the clipboard."""
    return new_reader(permissions=["clipboard-read", "clipboard-write"])


def test_nothing_is_asked_for_before_the_drawer_opens_and_then_one_small_picture_each(reader: Reader) -> None:
    page, asked = reader.page, []
    page.on("request", lambda request: asked.append(request.url))
    reader.open(STROKE)
    reader.rest()
    assert [url for url in asked if ".png" in url] == []
    asked.clear()
    page.keyboard.press("e")
    widths = pictures(reader)
    asked = [url for url in asked if not url.startswith("blob:")]
    # And one of each other template that the view can give: ranking and grid.
    assert len(widths) == len(asked) == len(SIZES) + 2
    assert all(0 < width <= 750 for width in widths)
    assert all("scale=0." in url for url in asked)


def test_the_drawer_is_opened_by_its_letter_where_nobody_types_and_gives_the_focus_back(reader: Reader) -> None:
    page = reader.open(STROKE)
    drawer = page.locator("#share-drawer")
    page.locator("#search").press("e")
    page.locator("#show-table").press("Control+e")
    expect(drawer).to_be_hidden()
    page.locator("#show-table").press("e")
    expect(drawer).to_be_visible()
    assert drawer.evaluate("one => one.matches(':modal')")
    assert reader.focused() == "H2#share-title"
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert reader.focused() == "A#show-table"
    for close in ("#share-close", None):
        page.locator("#share-open").press("Enter")
        expect(drawer).to_be_visible()
        page.locator(close).click() if close else page.mouse.click(5, 300)
        expect(drawer).to_be_hidden()
        assert reader.focused() == "BUTTON#share-open"


#: What reaches beyond the window, by its markup.
BEYOND = """
() => [...document.querySelectorAll('#share-open, #share-drawer, #share-drawer *')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width > 1 && (box.left < -1 || box.right > innerWidth + 1);
}).map(one => one.outerHTML)
"""


@pytest.mark.parametrize("colours", ["none", "active"])
def test_the_drawer_has_no_barrier_at_any_size(new_reader: Callable[..., Reader], colours: str) -> None:
    reader = new_reader(forced_colors=colours)
    page = reader.open(f"{STROKE}&show=ranking")
    open_drawer(page)
    for summary in page.locator("#share-drawer summary").all():
        summary.click()
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        assert all(pictures(reader))
        assert page.evaluate(BEYOND) == [], width
        if width in (320, 1366):
            # A map of another size is drawn behind the drawer.
            expect(page.locator(".atlas[data-waiting]")).to_have_count(0)
            assert violations(page) == [], width
    page.keyboard.press("Escape")
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator(".atlas-card--map > #share-open:first-child")).to_be_visible()
        above, beside = (page.locator(one).bounding_box() for one in ("#heading", "#share-open"))
        assert above
        assert beside
        assert -8 < beside["y"] - above["y"] < 24, width


def test_a_slide_takes_two_inputs_and_the_pictures_for_social_media_two(
    reader: Reader, atlas: Atlas, tmp_path: Path
) -> None:
    page = reader.open(STROKE)
    open_drawer(page)
    with page.expect_download() as waiting:
        page.locator("#share-slide a", has_text="PowerPoint").click()
    assert waiting.value.suggested_filename == file_name(shown_of(atlas, STROKE), "slide", "pptx")
    assert content_of(waiting.value, tmp_path).startswith(b"PK\x03\x04")
    with page.expect_download() as waiting:
        page.locator("#share-posts-zip").click()
    files = ZipFile(BytesIO(content_of(waiting.value, tmp_path))).namelist()
    assert [re.sub(r".*-(post-\w+)", r"\1", name) for name in files] == [
        *(f"post-{template}{size}.png" for template in ("", "ranking-", "matrix-") for size in POST_SIZES),
        "captions.txt",
    ]
    expect(page.locator("#share-said [role=status]")).to_have_text("Done.")


def test_words_of_ones_own_stand_in_pictures_and_links_beside_the_headline_of_the_atlas(
    reader: Reader, atlas: Atlas
) -> None:
    page = reader.open(f"{STROKE}&show=ranking")
    open_drawer(page)
    pictures(reader)
    page.locator("#share-own").click()
    headlines = page.locator("#share-headlines")
    expect(headlines).to_be_hidden()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#wish-title").fill("Strokes & us")
    page.locator("#wish-title").press("Enter")
    page.locator("#wish-theme").select_option("dark")
    pictures(reader)
    expect(headlines).to_be_visible()
    assert headlines.locator("dd").all_inner_texts() == ["Strokes & us", captions.finding(shown_of(atlas, STROKE))]
    link = page.locator("#share-slide a", has_text="PDF").get_attribute("href") or ""
    assert link.endswith("&size=slide&title=Strokes%20%26%20us&theme=dark")
    chart = page.locator("#share-ranking a", has_text="PNG").get_attribute("href") or ""
    assert chart.endswith("&chart=ranking&theme=dark")
    assert not [url for url in asked if "post.png" in url]
    assert [url for url in asked if "map.png" in url and "title=Strokes%20%26%20us&theme=dark" in url]
    page.locator("#wish-title").fill("x" * 121)
    page.locator("#wish-title").press("Enter")
    expect(page.locator("#share-said [role=status]")).to_have_text(
        "title may have 120 letters and has 121. No file was made."
    )
    page.locator("#wish-title").fill("")
    page.locator("#wish-title").press("Enter")
    expect(headlines).to_be_hidden()
    # Each small picture was refused, one after the other; by now none is under way any more.
    assert all(pictures(reader))
    assert all("400" in complaint for complaint in reader.complaints)
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


#: Collects all that the line of the drawer says from now on.
LISTEN = """
() => {
  window.said = [];
  const line = document.querySelector('#share-said [role=status]');
  new MutationObserver(() => window.said.push([line.textContent, !line.nextElementSibling.hidden]))
    .observe(line, { childList: true, characterData: true, subtree: true });
}
"""


def test_a_file_of_a_whole_area_shows_its_progress_and_is_asked_for_again(reader: Reader, tmp_path: Path) -> None:
    page = reader.open(SMALL)
    asked = busy_at_first(page, "**/pack.zip?*")
    open_drawer(page)
    page.evaluate(LISTEN)
    with page.expect_download() as waiting:
        page.locator("#export-zip").click()
    expect(page.locator("#share-said [role=status]")).to_have_text("Done.")
    assert ZipFile(BytesIO(content_of(waiting.value, tmp_path))).testzip() is None
    heard = page.evaluate("() => window.said")
    assert heard[0] == ["Making the file. This can take some seconds …", True]
    assert heard[1][0].startswith("The atlas is making other files just now. It is asked again in 1 s")
    assert len(asked) == 2
    expect(page.locator("#share-said progress")).to_be_hidden()
    sentence = "The atlas is making other files just now. Please try again in a few seconds."
    page.route("**/pack.pdf?*", lambda route: route.fulfill(status=503, body=sentence, content_type="text/plain"))
    page.locator("#export-board").click()
    expect(page.locator("#share-said [role=status]")).to_have_text(sentence)
    page.route("**/brief.pdf?*", lambda route: route.abort())
    page.locator("#export-brief").click()
    expect(page.locator("#share-said [role=status]")).to_have_text(
        "The file did not arrive. Check the connection and try again."
    )
    reader.rest()
    assert [one for one in reader.complaints if "503" not in one and "net::ERR_FAILED" not in one] == []
    reader.complaints.clear()


def test_a_small_picture_that_a_busy_server_refuses_comes_later(reader: Reader) -> None:
    page = reader.open(SMALL)
    asked = busy_at_first(page, "**/map.png?*size=slide*")
    open_drawer(page)
    assert all(page.evaluate(PREVIEWS, PATIENCE))
    assert len(asked) == 2
    reader.complaints.clear()


def test_everything_that_is_copied_is_of_this_view(copying: Reader, atlas: Atlas) -> None:
    view = f"{STROKE}&overlay=deprivation"
    page, shown = copying.open(STROKE), shown_of(atlas, view)
    copying.choose("overlay", "deprivation")
    open_drawer(page)
    line = page.locator("#share-said [role=status]")
    for button, words, copied in (
        ("caption", "Post copied.", captions.caption(shown)),
        ("long-caption", "Longer caption copied.", captions.long_caption(shown)),
        ("alternative", "Alternative text copied.", captions.alternative(shown)),
    ):
        page.locator(f"#copy-{button}").click()
        expect(line).to_have_text(words)
        assert page.evaluate("() => navigator.clipboard.readText()") == copied
    assert len(captions.caption(shown)) <= 280
    page.locator("#copy-address").click()
    expect(line).to_have_text("Link copied.")
    address, _, query = page.evaluate("() => navigator.clipboard.readText()").partition("?")
    assert address.startswith(copying.address)
    assert resolve.resolve(atlas, query).view == shown.view
    page.locator("#copy-embed").click()
    expect(line).to_have_text("Embed code copied.")
    code = page.evaluate("() => navigator.clipboard.readText()")
    assert code.startswith(f'<iframe src="{copying.address}/embed?')
    page.locator("#copy-picture").click()
    expect(line).to_have_text("Picture copied.")
    size = page.evaluate(
        "async () => { const [item] = await navigator.clipboard.read();"
        " const image = await createImageBitmap(await item.getType('image/png')); return [image.width, image.height]; }"
    )
    assert size == [1920, 1080]


def test_where_the_browser_copies_no_pictures_it_is_said(reader: Reader) -> None:
    page = reader.page
    page.add_init_script("delete window.ClipboardItem")
    reader.open(STROKE)
    open_drawer(page)
    page.locator("#copy-picture").click()
    expect(page.locator("#share-said [role=status]")).to_contain_text("Download the picture instead.")


def test_back_shows_the_view_before_in_the_open_drawer(reader: Reader) -> None:
    page = reader.open(STROKE)
    reader.choose("overlay", "deprivation")
    open_drawer(page)
    before = pictures(reader)
    assert len(before) >= len(SIZES)
    page.go_back()
    expect(page.locator('#share-drawer img[src][data-shown*="overlay=none"]')).to_have_count(len(before))
    assert all(pictures(reader))
    for link in ("#share-slide a >> nth=0", "#export-csv", "#export-zip"):
        href = page.locator(link).get_attribute("href") or ""
        assert "overlay=none" in href, link


def test_a_file_keeps_the_focus_when_the_view_changes_behind_the_open_drawer(reader: Reader) -> None:
    page = reader.open(STROKE)
    reader.choose("overlay", "deprivation")
    open_drawer(page)
    for links in ("#share-slide", "#share-square", "[id^=share-template-] >> nth=0"):
        page.locator(f"{links} >> a.atlas-file >> nth=0").evaluate("link => link.focus()")
        focused = page.evaluate("() => document.activeElement.textContent")
        for move, overlay in ((page.go_back, "none"), (page.go_forward, "deprivation")):
            move()
            expect(page.locator(f'a.atlas-file:focus[href*="overlay={overlay}"]')).to_have_text(focused)
