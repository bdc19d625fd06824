"""The board room: a list of slides in an address, each checked as an address is, and where a presenter's keys lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from shipped import ICS, Level

from dashboard.core.atlas import Atlas
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.presenting import MOST_SLIDES, FrameColour, Presenting, slide_word
from dashboard.core.view import Colour, Overlay, View
from dashboard.views.address import LONGEST
from dashboard.views.presenter_ways import bare, ways, with_slide
from dashboard.views.resolve import resolve
from dashboard.wording.notices import notice_words
from dashboard.wording.slide_words import slide_title

Answered = Callable[..., tuple[dict[str, Any], dict[str, Any]]]
FIRST = "E54000049.ccg.all-causes.preventable.2018"
SECOND = "E06000002.council.stroke.deaths-smr.2015-19"
THIRD = "icp-south.council.stroke.deaths-smr.2015-19.bivariate.value"


def shown_in(atlas: Atlas, query: str) -> Presenting:
    return resolve(atlas, query).shown


def view_of(atlas: Atlas, word: str) -> View:
    (view,) = shown_in(atlas, f"slides={word}").slides
    return view


def test_an_address_holds_a_list_of_views_with_what_lies_over_them(atlas: Atlas) -> None:
    found = resolve(atlas, f"present=1&slides={FIRST}~{SECOND}~{THIRD}")
    first, second, third = found.shown.slides
    assert found.faults == ()
    assert found.shown.frame is FrameColour.SYSTEM
    assert (first.area, first.by, first.measure) == (ICS, Level.CCG, "preventable")
    assert (second.area, second.period) == ("E06000002", "2015-19")
    assert third.overlay is Overlay.BIVARIATE
    assert [slide_word(view) for view in found.shown.slides] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("slides", "kept", "notice"),
    [
        (f"{FIRST}~~{SECOND}", 2, Notice(NoticeCode.EMPTY_SLIDE, "slides")),
        (f"{FIRST}~", 1, Notice(NoticeCode.EMPTY_SLIDE, "slides")),
        ("broken", 0, Notice(NoticeCode.UNKNOWN, "slides", "broken")),
        ("E54000049.ccg.all-causes.preventable.1066", 0, "1066"),
        ("E99999999.ccg.all-causes.preventable.2018", 0, "E99999999"),
        ("E06000002.ccg.all-causes.preventable.2018", 0, "E06000002"),
        (f"{FIRST}.none.comparison.extra", 0, "extra"),
        (f"{FIRST}.none.value", 0, "none.value"),
        ("<script>alert(1)</script>", 0, "script"),
        ("x" * 300, 0, "xxx"),
    ],
)
def test_what_is_no_slide_is_left_out_and_said(atlas: Atlas, slides: str, kept: int, notice: Notice | str) -> None:
    found = resolve(atlas, f"slides={slides}")
    (fault,) = (fault for fault in found.faults if fault.key == "slides")
    assert len(found.shown.slides) == kept
    assert fault == notice if isinstance(notice, Notice) else notice in str(fault.asked)
    assert notice_words([fault])[0].endswith("Showing the others.")


def test_a_list_is_bounded_and_holds_no_view_twice(atlas: Atlas) -> None:
    many = [f"{code.code}.council.stroke.deaths-smr.2015-19" for code in atlas.level(Level.COUNCIL)]
    assert len(many) > MOST_SLIDES
    found = resolve(atlas, f"slides={'~'.join(many)}")
    assert len(found.shown.slides) == MOST_SLIDES
    assert Notice(NoticeCode.MANY_SLIDES, "slides", shown=MOST_SLIDES) in found.faults
    assert len(shown_in(atlas, f"slides={FIRST}~{FIRST}").slides) == 1
    full = found.shown
    assert with_slide(view_of(atlas, FIRST), full) is None
    assert with_slide(full.slides[0], replace(full, slides=full.slides[:2])) is None


@pytest.mark.parametrize("damage", [lambda q: q.replace("&", "&amp;"), str.swapcase, lambda q: q.replace("-", "–")])
def test_a_list_that_mail_has_damaged_is_mended(atlas: Atlas, damage) -> None:
    found = resolve(atlas, damage(f"present=dark&slides={FIRST}~{SECOND}"))
    assert [slide_word(view) for view in found.shown.slides] == [FIRST, SECOND]
    assert found.shown.frame is FrameColour.DARK
    assert found.is_mended


@given(st.text(alphabet=st.sampled_from("E0.~-/&=%2018ccgstroke<>"), max_size=300))
def test_no_list_breaks_an_address(atlas: Atlas, slides: str) -> None:
    found = resolve(atlas, f"present={slides[:3]}&slides={slides}")
    assert len(found.shown.slides) <= MOST_SLIDES
    assert notice_words(found.notices) is not None


def test_every_view_of_the_atlas_survives_as_a_slide(atlas: Atlas, latest_views) -> None:
    over = [latest_views[0], *(replace(v, overlay=Overlay.DEPRIVATION) for v in latest_views[::40])]
    coloured = [replace(v, colour=Colour.COMPARISON) for v in latest_views if v.measure == "admissions-rate"]
    for view in (*latest_views, *over, *coloured):
        shown = Presenting(FrameColour.LIGHT, (view,))
        found = resolve(atlas, shown.address_of(view))
        if found.view == view:
            assert found.shown == shown, slide_word(view)
            assert slide_title(atlas, view)
    assert len(max(map(slide_word, latest_views), key=len)) * MOST_SLIDES < LONGEST


def test_an_unknown_frame_is_said_and_the_page_is_as_usual(atlas: Atlas) -> None:
    found = resolve(atlas, "present=purple")
    assert found.shown.frame is FrameColour.NONE
    assert notice_words(found.faults) == ("There is no frame “purple” in the atlas. Showing the page as usual.",)


# Where the keys lead


def test_the_keys_go_along_the_list_and_stop_at_its_ends(atlas: Atlas) -> None:
    first, second, third = slides = shown_in(atlas, f"slides={FIRST}~{SECOND}~{THIRD}").slides
    assert [(w.before, w.after, w.at) for w in (ways(atlas, view, slides) for view in slides)] == [
        (None, second, 1),
        (first, third, 2),
        (second, None, 3),
    ]
    beside = ways(atlas, view_of(atlas, "icp-north.council.stroke.deaths-smr.2015-19"), slides)
    assert (beside.before, beside.after, beside.at) == (third, first, 0)


def test_without_a_list_they_go_round_the_conditions_and_the_areas_beside(atlas: Atlas) -> None:
    start = view_of(atlas, FIRST)
    view, seen = start, list[str]()
    while view.condition not in seen:
        seen.append(view.condition)
        after = ways(atlas, view, ()).after
        assert after is not None
        back = ways(atlas, after, ()).before
        assert back is not None
        assert back.condition == view.condition
        view = after
    assert len(seen) > 20
    areas, there = [], start
    for _ in range(5):
        areas.append(there.area)
        there = ways(atlas, there, ()).area_after or start
    assert areas == [ICS, *(area.code for area in atlas.level(Level.ICP))]
    assert there == start
    place = ways(atlas, view_of(atlas, SECOND), ()).area_after
    assert place is not None
    assert atlas.areas[place.area].level == Level.COUNCIL


# The page


def test_a_presented_page_says_which_slide_it_is_and_where_its_keys_lead(atlas: Atlas, answer: Answered) -> None:
    page = answer(f"?{view_of(atlas, SECOND).to_query()}&present=1&slides={FIRST}~{SECOND}~{THIRD}")[1]
    part = unescape(page["parts"]["present"])
    assert page["present"] == "1"
    assert page["announcement"].startswith("Slide 2 of 3. ")
    assert "Map of" in part
    for key in ("previous", "next", "area-before", "area-after", "frame", "leave"):
        assert f'id="present-{key}"' in part
    assert f"present=1&slides={FIRST}~{SECOND}~{THIRD}" in part
    assert "Next: Deaths from stroke relative to England: South ICP by council, 2015 to 2019" in part


def test_labels_of_a_presented_map_grow_with_the_screen(answer: Answered) -> None:
    """A twenty-fourth of the map's height: 29 pixels of a map of 700."""

    def size(search: str, frame: tuple[int, int]) -> float:
        figure = answer(search, frame)[0]
        return max(max(t["textfont"]["size"], 0) for t in figure["data"] if t.get("textfont", {}).get("size"))

    assert size("?by=icp&present=1", (1300, 700)) > 25 > 18 >= size("?by=icp", (1300, 700))


def test_the_list_can_be_added_to_moved_and_taken_from(atlas: Atlas, answer: Answered) -> None:
    here = view_of(atlas, THIRD).to_query()
    part = unescape(answer(f"?{here}&slides={FIRST}~{SECOND}")[1]["parts"]["present"])
    assert "My slides (2 of 12)" in part
    assert f'id="slides-add" href="?{here}&slides={FIRST}~{SECOND}~{THIRD}"' in part
    assert f'id="slide-out-1" href="?{here}&slides={SECOND}"' in part
    assert f'id="slide-up-2" href="?{here}&slides={SECOND}~{FIRST}"' in part
    assert "This view is in the list." in answer(f"?{here}&slides={THIRD}")[1]["parts"]["present"]
    assert 'id="slides-deck"' not in answer(f"?{here}")[1]["parts"]["present"]


def test_a_list_is_exported_as_a_deck_of_its_views_and_a_wrong_one_is_refused(
    client: FlaskClient, atlas: Atlas
) -> None:
    made = client.get(f"/map.pptx?{view_of(atlas, FIRST).to_query()}&slides={SECOND}~{THIRD}")
    assert made.status_code == 200, made.text[:200]
    deck = Presentation(BytesIO(made.data))
    titles = [slide.shapes.title.text for slide in deck.slides if slide.shapes.title]
    assert "2-chosen" in made.headers["Content-Disposition"]
    assert "Middlesbrough" in titles[0]
    assert "South ICP" in titles[1]
    assert len(titles) == 4
    refused = client.get(f"/map.pptx?slides={SECOND}~broken")
    assert (refused.status_code, "no slide “broken”" in refused.text) == (400, True)


def test_a_picture_is_the_same_whatever_list_its_address_carries(client: FlaskClient, atlas: Atlas) -> None:
    query = view_of(atlas, FIRST).to_query()
    tags = {client.head(f"/data.csv?{query}{more}").get_etag() for more in ("", f"&present=1&slides={SECOND}")}
    assert len(tags) == 1


def test_a_slide_is_the_map_of_a_view_alone(atlas: Atlas) -> None:
    view = resolve(atlas, "by=council&show=ranking&layers=hospitals&colour=comparison&condition=circulatory").view
    assert bare(view) == replace(view, show="table", layers=())
