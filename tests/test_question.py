"""What is asked for a page: readers who ask the same in other words, or in another window, share what is worked out."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.core import today
from dashboard.core.atlas import Atlas
from dashboard.web import answers, caching, render
from dashboard.web.app import create_app
from dashboard.web.question import Questions

ASSETS = str(Path(__file__).parent.parent / "assets")
MAP, COMPARED, PLACE = "?by=ccg", "?by=ccg&show=compare&against=area:icp-south", "?area=icp-north&by=icp"
ROOMS = {"frame": [900, 600], "beside": [400, 420], "place": [620, 520], "besidePlace": [300, 320]}


@pytest.fixture
def visitor(tiny: Atlas) -> FlaskClient:
    return create_app(tiny, ASSETS, version="data-1").server.test_client()


@pytest.fixture(scope="module")
def questions(tiny: Atlas) -> Questions:
    return Questions(tiny)


@pytest.fixture
def worded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The views whose words are worked out from now on."""
    seen, work = [], render.fragments

    def note(*given):
        seen.append(given[1].view.area)
        return work(*given)

    monkeypatch.setattr(render, "fragments", note)
    return seen


def posted(visitor: FlaskClient, callback, told: object) -> dict:
    return visitor.post("/_dash-update-component", json=callback(told)).get_json()["response"]["page"]["data"]


@pytest.mark.parametrize(
    ("search", "decide"),
    [(MAP, {"frame"}), (COMPARED, {"frame", "beside"}), (PLACE, {"place"}), (PLACE + "&present=1", {"place"})],
)
def test_the_rooms_in_which_a_page_has_a_map_decide_it_and_no_others(
    questions: Questions, search: str, decide: set[str]
) -> None:
    usual = questions.question({"search": search, **ROOMS})
    other = {name: questions.question({"search": search, **ROOMS, name: [240, 240]}) for name in ROOMS}
    assert {name for name, asked in other.items() if asked != usual} == decide


def test_what_an_address_says_of_itself_is_part_of_the_question(questions: Questions) -> None:
    asked = [MAP, f"{MAP}&condition=plague", f"{MAP}&from=icp-north.ccg", f"{MAP}&present=1", f"&amp;{MAP}&amp;"]
    assert len({questions.question({"search": search}) for search in asked}) == len(asked)


@pytest.mark.parametrize("told", [None, [], "?by=ccg", {"search": 5}, {"search": ["?by=ccg"], "frame": "900x600"}])
def test_what_is_no_question_asks_for_the_first_page(questions: Questions, told: object) -> None:
    assert questions.question(told) == questions.question({"search": ""})


def test_the_same_view_is_answered_from_memory_in_other_words_and_windows(
    visitor: FlaskClient, callback, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = posted(visitor, callback, {"search": MAP, **ROOMS})
    monkeypatch.setattr(answers.Answers, "_counted", lambda *_: pytest.fail("it was drawn again"))
    for other in (
        {"search": "by=ccg"},
        {"place": [500, 400]},
        {"besidePlace": [280, 280]},
        {"beside": [320, 340]},
        {"frame": [919, 640]},
    ):
        assert posted(visitor, callback, {"search": MAP, **ROOMS, **other}) == first


@pytest.mark.parametrize("search", [MAP, COMPARED, PLACE, f"{MAP}&show=ranking"])
def test_in_another_room_only_the_map_is_drawn_anew(
    tiny: Atlas, visitor: FlaskClient, callback, worded: list[str], search: str
) -> None:
    small = {"frame": [400, 440], "beside": [300, 320], "place": [320, 340], "besidePlace": [280, 300]}
    first = posted(visitor, callback, {"search": search, **ROOMS})
    second = posted(visitor, callback, {"search": search, **small})
    assert len(worded) == 1
    assert first["figure"]["window"] != second["figure"]["window"]
    assert first["parts"] == second["parts"]
    alone = create_app(tiny, ASSETS, version="data-1").server.test_client()
    assert second == posted(alone, callback, {"search": search, **small})


def test_the_next_day_a_page_is_worded_anew(
    visitor: FlaskClient, callback, worded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        posted(visitor, callback, {"search": MAP})
    assert len(worded) == 1
    monkeypatch.setattr(caching, "today", lambda: today.today().replace(year=1999))
    posted(visitor, callback, {"search": MAP})
    assert len(worded) == 2


def test_an_answer_is_plain_json_and_not_escaped_as_a_script_in_html(visitor: FlaskClient, callback) -> None:
    for room in ([900, 600], [400, 500]):
        answer = visitor.post("/_dash-update-component", json=callback({"search": MAP, "frame": room}))
        assert b"\\u003c" not in answer.data
        assert b"</a>" in answer.data
        assert answer.mimetype == "application/json"
