"""A server that does not answer in time: the reader is told, keeps the page, and "try again" leads to the same view.

The server is stopped as a process and goes on later, so that a real answer is late; the clock of the page is
moved on instead of waiting for it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import pytest
from browser.conftest import DESKTOP, Reader, serving
from playwright.sync_api import Browser, Locator, Page, expect

STROKE = "?area=icp-south&by=council&condition=stroke&measure=deaths-smr"
NOT_YET = "The atlas has not answered yet."
#: In milliseconds: longer than a reader is left without a word.
PATIENCE = 9_000


class Stoppable:
    """A server that can be stopped in the middle of everything, and goes on where it was."""

    def __init__(self, address: str, group: int) -> None:
        self.address = address
        self._group = group

    def stop(self) -> None:
        """From now on it takes questions and gives no answer."""
        os.killpg(self._group, signal.SIGSTOP)

    def go_on(self) -> None:
        """It answers what it was asked in the meantime."""
        os.killpg(self._group, signal.SIGCONT)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stoppable]:
    with serving(tmp_path_factory.mktemp("stoppable") / "gunicorn.log") as (address, process):
        yield Stoppable(address, process.pid)


@pytest.fixture
def reader(browser: Browser, server: Stoppable) -> Iterator[Reader]:
    own = Reader(browser.new_context(viewport=DESKTOP), server.address)
    yield own
    server.go_on()
    own.context.close()
    assert not own.complaints


def unanswered(reader: Reader, server: Stoppable, act: Callable[[Page], object]) -> Locator:
    """What the page says when the answer to an action is long in coming."""
    page = reader.page
    page.clock.install()
    server.stop()
    act(page)
    page.clock.fast_forward(PATIENCE)
    notice = page.locator("#notice")
    expect(notice).to_contain_text(NOT_YET)
    return notice


def choose_ccg(page: Page) -> None:
    page.locator("#by-ccg").click()


def choose_ccg_on_a_covered_page(page: Page) -> None:
    choose_ccg(page)
    page.evaluate("() => { document.getElementById('opening').hidden = false; }")


def test_try_again_leads_to_the_view_that_was_asked_for(reader: Reader, server: Stoppable) -> None:
    reader.open(STROKE)
    again = unanswered(reader, server, choose_ccg_on_a_covered_page).get_by_role("link", name="try again")
    expect(again, "what goes wrong can be read before there is a first map").to_be_visible()
    wanted = reader.search
    assert "by=ccg" in wanted
    assert "condition=stroke" in wanted
    with reader.page.expect_event("domcontentloaded"):
        again.click(no_wait_after=True)
        server.go_on()
    expect(reader.page.locator("#notice")).not_to_contain_text(NOT_YET)
    reader.settled(wanted)
    assert reader.search == wanted
    expect(reader.page.locator("#by [aria-current]")).to_have_text("CCG")


def test_try_again_loads_the_page_anew_after_a_jump_within_it(reader: Reader, server: Stoppable) -> None:
    """A link to an address with ``#maincontent``, from that address, would only scroll."""
    page = reader.open(f"{STROKE}#maincontent")
    reader.choose("by", "ccg")
    notice = unanswered(reader, server, lambda here: here.go_back())
    page.evaluate("() => { window.isOldPage = true; }")
    with page.expect_event("domcontentloaded"):
        notice.get_by_role("link", name="try again").click(no_wait_after=True)
        server.go_on()
    expect(page.locator("#notice")).to_be_empty()
    reader.settled(None)
    assert reader.search == STROKE
    assert page.evaluate("() => window.isOldPage") is None


def test_the_page_stays_while_it_waits_and_a_late_answer_takes_the_words_away(
    reader: Reader, server: Stoppable
) -> None:
    page = reader.open(STROKE)
    before = page.locator("#heading").inner_text()
    notice = unanswered(reader, server, choose_ccg)
    assert page.locator("#heading").inner_text() == before
    server.go_on()
    expect(notice).not_to_contain_text(NOT_YET)
    reader.settled()
