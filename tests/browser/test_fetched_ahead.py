"""A click paints what was fetched ahead, and nothing that is late or of another edition takes its place."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from browser.conftest import Reader
from playwright.sync_api import Request, Route

START = "?area=E54000049&by=council&condition=stroke&measure=deaths-smr&period=2015-19&overlay=none"
CALLBACK = "/_dash-update-component"
#: Another edition is in the answers of the callback from now on.
OTHER = "another0name"
SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


class Questions:
    """What the page asks the server from now on: of the callback, and ahead."""

    def __init__(self, reader: Reader) -> None:
        self.posted: list[str] = []
        self.ahead: list[str] = []
        reader.page.on("request", self._note)

    def _note(self, request: Request) -> None:
        path = urlsplit(request.url).path
        if path == CALLBACK:
            self.posted.append(path)
        elif path.startswith("/page/"):
            self.ahead.append(path)


def rest_on(reader: Reader, link: str, status: int = 200) -> None:
    """Rest on a link until its page has come."""
    with reader.page.expect_response(lambda answer: "/page/" in answer.url) as answer:
        reader.page.locator(link).hover()
    assert answer.value.status == status
    answer.value.finished()


def test_a_link_that_the_pointer_rests_on_is_shown_from_memory_as_if_it_were_loaded(reader: Reader) -> None:
    page = reader.open(START)
    asked = Questions(reader)
    rest_on(reader, "#by-ccg")
    page.locator("#by-ccg").click()
    reader.settled()
    page.go_back()
    reader.settled()
    before = len(asked.posted)
    rest_on_area(reader)
    reader.settled()
    assert (before, len(asked.posted)) == (1, 1), "only the way back asked the callback"
    shown = reader.picture()
    reader.open(reader.search)
    assert reader.picture() == shown


def rest_on_area(reader: Reader) -> None:
    """Rest on the first area of the map until its page has come, and open it."""
    code = str(reader.areas.first.get_attribute("data-area"))
    point = reader.point_inside(code)
    with reader.page.expect_response(lambda answer: "/page/" in answer.url) as answer:
        reader.page.mouse.move(point["x"] - 1, point["y"])
        reader.page.mouse.move(point["x"], point["y"])
    answer.value.finished()
    reader.page.mouse.click(point["x"], point["y"])


def test_a_late_answer_of_the_callback_does_not_follow_a_page_from_memory(reader: Reader) -> None:
    page = reader.open(START)
    held: list[Route] = []
    page.route(f"**{CALLBACK}", lambda route: held.append(route))
    rest_on(reader, "#by-ccg")
    with page.expect_request(f"**{CALLBACK}"):
        page.evaluate("document.querySelector('#by-icp').click()")
    page.locator("#by-ccg").click()
    reader.settled()
    wanted = reader.search
    with page.expect_response(f"**{CALLBACK}") as answer:
        held[0].continue_()
    answer.value.finished()
    reader.rest()
    assert reader.search == wanted
    reader.settled()


def test_pages_of_another_edition_are_not_mixed_and_what_does_not_come_is_asked_for(reader: Reader) -> None:
    page = reader.open(START)
    rest_on(reader, "#by-ccg")
    # A pointer that stays would rest on the same link of the next page, before it is waited for.
    page.mouse.move(0, 0)

    def renew(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        told["response"]["page"]["data"]["edition"] = OTHER
        route.fulfill(response=answer, json=told)

    page.route(f"**{CALLBACK}", renew)
    page.evaluate("document.querySelector('#by-icp').click()")
    reader.settled()
    asked = Questions(reader)
    rest_on(reader, "#by-ccg", 204)
    page.locator("#by-ccg").click()
    reader.settled()
    assert asked.posted == [CALLBACK]
    assert set(asked.ahead) == {f"/page/{OTHER}"}


def test_a_reader_who_saves_data_fetches_nothing_ahead(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.context.add_init_script(SAVING)
    page = reader.open(START)
    asked = Questions(reader)
    page.locator("#by-ccg").hover()
    page.locator("#by-ccg").click()
    reader.settled()
    assert (asked.ahead, asked.posted) == ([], [CALLBACK])
