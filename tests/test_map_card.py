"""The card beside an area: its lines, its place among the areas of the map, and what all cards end with."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from shipped import EDITION
from tiny import ALPHA, BETA, DELTA, GAMMA

from dashboard.core.area import Row
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind, Standardised
from dashboard.core.level import LevelRole
from dashboard.core.value import Comparison, Extent, IntervalKind, Value
from dashboard.views import resolve
from dashboard.views.map_ranks import map_ranks
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording.map_card import card_lines, card_marks, common_lines

FOUR = {ALPHA: Value(310.04, 300.0, 320.0), BETA: Value(210.0, 200.0, 220.0), GAMMA: Value(209.96), DELTA: Value(50.0)}


def shown(tiny: Atlas, values: dict[str, Value | None], **other) -> Scene:
    """The map of the four places with these figures, highest first."""
    made = scene(tiny, resolve.resolve(tiny, "by=ccg&period=2016-18").view)
    rows = [Row(tiny.areas[code], value) for code, value in values.items()]
    known = sorted(rows, key=lambda row: -(row.value.value or 0) if row.value else 1)
    assert made.indicator is not None
    return replace(made, rows=tuple(known), indicator=replace(made.indicator, **other))


def test_ranks_go_from_the_highest_and_figures_that_print_alike_share_one(tiny: Atlas) -> None:
    assert map_ranks(shown(tiny, FOUR)) == {ALPHA: 1, BETA: 2, GAMMA: 2, DELTA: 4}


@pytest.mark.parametrize(
    ("values", "other"),
    [
        ({**FOUR, DELTA: None}, {}),
        ({**FOUR, DELTA: Value(50.0, count=19)}, {}),
        ({**FOUR, DELTA: Value(50.0, extent=Extent.MERGED, extent_words="whole X")}, {}),
        (FOUR, {"kind": Kind.COUNT}),
    ],
    ids=["three figures", "few events", "of a larger area", "counts"],
)
def test_nothing_is_ranked_among_fewer_than_four_sound_figures_or_counts(tiny: Atlas, values, other) -> None:
    made = shown(tiny, values, **other)
    assert map_ranks(made) == {}
    assert not any("on this map" in said for said in card_lines(made, made.rows))


def test_small_areas_have_no_rank(tiny: Atlas) -> None:
    small = next(level for level in EDITION.levels if level.role is LevelRole.SMALL)
    made = shown(tiny, FOUR)
    assert map_ranks(replace(made, view=replace(made.view, by=small))) == {}


def test_a_card_says_figure_interval_verdict_and_rank(tiny: Atlas) -> None:
    made = shown(tiny, FOUR)
    said = dict(zip((row.area.code for row in made.rows), card_lines(made, made.rows), strict=True))
    assert said[ALPHA] == (
        "<b>NHS Alpha CCG</b><br>310.0 per 100,000<br>"
        "95% interval 300.0 to 320.0, worse than England<br>highest of 4 CCGs on this map"
    )
    assert said[BETA].endswith(", similar to England<br>2nd highest of 4 CCGs on this map")
    assert said[DELTA] == "<b>NHS Delta CCG</b><br>50.0 per 100,000<br>4th highest of 4 CCGs on this map"


@pytest.mark.parametrize(
    ("value", "wanted", "mark"),
    [
        (Value(310.0, 300.0, 320.0), ", worse than England", "w"),
        (Value(310.0, 300.0, 320.0, interval=IntervalKind.APPROXIMATE), ", likely worse than England", "W"),
        (Value(210.0, 190.0, 230.0, interval=IntervalKind.APPROXIMATE), ", not clearly different from England", "S"),
        (Value(310.0, verdict=Comparison.BETTER), "<br>Publisher: better than England", "b"),
        (Value(310.0, count=12), "<i>unreliable: fewer than 20 events</i>", "-"),
        (None, "<b>NHS Alpha CCG</b><br>not published", "-"),
    ],
)
def test_every_kind_of_figure_has_its_card_and_every_verdict_its_mark(tiny: Atlas, value, wanted, mark) -> None:
    made = shown(tiny, {ALPHA: value})
    (said,) = card_lines(made, made.rows)
    assert wanted in said
    assert card_marks(made, made.rows) == mark
    if mark != "-":
        assert "England" in said.split("<br>")[2]


def test_names_are_escaped(tiny: Atlas) -> None:
    made = shown(tiny, FOUR)
    row = replace(made.rows[0], area=replace(made.rows[0].area, name="<img> & Sons"))
    assert card_lines(made, [row])[0].startswith("<b>&lt;img&gt; &amp; Sons</b>")


def test_all_cards_end_with_england_the_period_and_the_caution(tiny: Atlas) -> None:
    bare = {code: Value(value.value) for code, value in FOUR.items()}
    said = common_lines(shown(tiny, FOUR))
    assert said == ("England: 200.0", "2016 to 2018", "Where intervals overlap, the order may be chance.")
    assert common_lines(shown(tiny, bare))[-1] == "Without intervals, the order may be chance."
    crude = common_lines(shown(tiny, FOUR, standardised=Standardised.NONE))
    assert crude[-1] == "It takes no account of age. Where intervals overlap, the order may be chance."
    assert common_lines(shown(tiny, FOUR, kind=Kind.COUNT)) == ("2016 to 2018",)


def test_every_area_of_a_map_has_a_card_and_no_hover_of_plotly(answer) -> None:
    for view in ("?by=ccg", "?by=council&overlay=deprivation", "?by=neighbourhood", "?by=ccg&show=ranking"):
        figure, page = answer(view)
        traces = [trace for trace in figure["data"] if "text" in trace and "locations" in trace]
        assert traces
        for trace in traces:
            assert trace["hoverinfo"] == "none"
            assert "hovertemplate" not in trace
            assert all(re.match(r"<b>[^<]+</b><br>[^<]", said) for said in trace["text"])
            assert len(trace["meta"]) == len(trace["text"])
        assert len(figure["layout"]["meta"]) >= 2
        marks = [trace for chart in page["charts"] for trace in chart["data"] if "hovertext" in trace]
        assert all(trace["hoverinfo"] == "none" and "hovertemplate" not in trace for trace in marks)


def test_cards_and_links_are_the_same_in_another_room(answer) -> None:
    for view in ("?by=council&overlay=deprivation", "?by=neighbourhood", "?area=E06000002"):
        first, other = (answer(view, room)[0]["data"] for room in ((760, 520), (900, 560)))
        said, again = (
            {
                code: (text, link)
                for trace in traces
                if trace.get("customdata") and "locations" in trace and trace["uid"] != "neighbours"
                for code, text, link in zip(trace["locations"], trace["text"], trace["customdata"], strict=True)
            }
            for traces in (first, other)
        )
        assert said, view
        assert said == again, view


def test_every_label_names_its_area(answer) -> None:
    figure, _ = answer("?by=ccg")
    labels = next(trace for trace in figure["data"] if trace.get("uid") == "labels")
    areas = {code for trace in figure["data"] if trace.get("uid") == "areas" for code in trace["locations"]}
    assert set(labels["ids"]) == areas
    assert len(labels["ids"]) == len(labels["text"])
