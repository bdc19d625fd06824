"""The map: no geometry but addresses, every area once in the colour of its figure, every label where it can be read."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LinearRing, box
from shipped import ICS, MAP_LEVELS, Level

from dashboard.core.atlas import Atlas
from dashboard.core.collisions import spread
from dashboard.core.colours import EMPTY_FILLS
from dashboard.core.labels import called
from dashboard.core.view import Overlay, View
from dashboard.export.formats import offered
from dashboard.maps import legend_entries
from dashboard.maps.geojson import boundary_files
from dashboard.maps.legend import Legend
from dashboard.maps.symbology import colours
from dashboard.stats import classification
from dashboard.views.comparator import other
from dashboard.views.options import overlay_options
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.views.steps import open_area
from dashboard.web.page import ids
from dashboard.web.render import Renderer
from dashboard.wording.notices import notice_words

ALPHA, BETA, GAMMA, DELTA = "E38000001", "E38000002", "E38000003", "E38000004"
COUNTY = "E10000001"
CLEAR = "rgba(0,0,0,0)"


def _drawer(atlas: Atlas) -> Renderer:
    return Renderer(atlas, {level: f"geo/{file.name}" for level, file in boundary_files(atlas).items()}, offered)


@pytest.fixture(scope="module")
def drawer(atlas: Atlas) -> Renderer:
    return _drawer(atlas)


@pytest.fixture(scope="module")
def drawn(drawer: Renderer):
    """The figure of a view, drawn once, at a width at which labels cost little; it is not to be changed."""

    @cache
    def figure(view: View | str, frame: tuple[int, int] = (400, 600)) -> dict:
        search = view if isinstance(view, str) else view.to_query()
        return drawer.page({"search": f"?{search}", "frame": list(frame)})["figure"]

    return figure


@pytest.fixture(scope="module")
def small(tiny: Atlas):
    """The figure of a view of the tiny atlas."""
    renderer = _drawer(tiny)
    return lambda query: renderer.page({"search": query, "frame": [760, 520]})["figure"]


def _traces(figure: dict) -> dict[str, dict]:
    return {trace["uid"]: trace for trace in figure["data"]}


def _fills(figure: dict) -> list[dict]:
    """The traces that carry areas: the coloured ones and the empty ones."""
    return [trace for trace in figure["data"] if trace["uid"] in ("areas", *EMPTY_FILLS)]


def _locations(figure: dict) -> list[str]:
    return [code for trace in _fills(figure) for code in trace["locations"]]


def _colour(trace: dict, z: float) -> str:
    """The colour that plotly gives a number: the stepped scale read in its middle."""
    share = (z - trace["zmin"]) / (trace["zmax"] - trace["zmin"])
    return next(
        low[1] for low, high in zip(trace["colorscale"], trace["colorscale"][1:], strict=False)
        if low[0] <= share < high[0] and low[1] == high[1]
    )  # fmt: skip


# Geometry stays in its files


def test_a_figure_holds_addresses_and_no_geometry(drawn, latest_views):
    for view in latest_views:
        figure = drawn(view)
        for trace in figure["data"]:
            if trace["type"] == "choropleth":
                assert isinstance(trace["geojson"], str)
                assert trace["geojson"].startswith("geo/")
        # Browsers read no NaN.
        assert "coordinates" not in json.dumps(figure, allow_nan=False)


@pytest.mark.parametrize(
    ("level", "most_bytes"), [(Level.CCG, 10_000), (Level.COUNCIL, 12_000), (Level.NEIGHBOURHOOD, 96_000)]
)
def test_a_figure_is_small(drawn, latest_views, level, most_bytes):
    sizes = {
        view: len(json.dumps(drawn(view, (760, 520)), separators=(",", ":"), ensure_ascii=False).encode())
        for view in latest_views
        if view.by == level
    }
    assert {view: size for view, size in sizes.items() if size >= most_bytes} == {}


def test_a_figure_is_plain_json(drawn, latest_views):
    for view in latest_views[::10]:
        figure = drawn(view)
        assert json.loads(json.dumps(figure, allow_nan=False)) == figure


# Areas, colours, marks


def test_every_area_is_drawn_once_coloured_or_empty(atlas: Atlas, drawn, latest_views):
    wrong = []
    for view in latest_views:
        times = Counter(_locations(drawn(view)))
        if times != Counter(area.code for area in atlas.level(view.by)):
            wrong.append(view)
    assert wrong == []


@pytest.mark.parametrize("overlay", Overlay)
def test_every_area_inside_an_area_is_drawn_once_with_every_overlay(atlas: Atlas, drawn, overlay):
    for holder in atlas.level(Level.ICP):
        for level in MAP_LEVELS[1:]:
            children = atlas.children(holder, level)
            view = View(holder.code, level, "stroke", "admissions-rate", "2017-19", overlay)
            assert Counter(_locations(drawn(view))) == Counter(area.code for area in children)


def _class_by_counting(figure: float, edges) -> int:
    return sum(1 for edge in edges if figure >= edge)


def test_the_colour_of_every_area_is_the_class_of_its_printed_figure(atlas: Atlas, drawn, latest_views):
    wrong = []
    for view in latest_views:
        what = scene(atlas, view)
        trace = _traces(drawn(view)).get("areas")
        figures = {row.area.code: round(row.value.value, what.indicator.decimals) for row in what.shown}
        palette = colours(what)
        coloured = zip(trace["locations"], trace["z"], strict=True) if trace else ()
        for code, z in coloured:
            if _colour(trace, z) != palette[_class_by_counting(figures[code], what.edges)]:
                wrong.append((view, code))
    assert wrong == []


def test_every_area_with_a_figure_is_coloured_and_no_other(atlas: Atlas, drawn, latest_views):
    wrong = []
    for view in latest_views:
        what = scene(atlas, view)
        trace = _traces(drawn(view)).get("areas", {"locations": []})
        expected = {row.area.code for row in what.shown} if what.indicator.mapped else set()
        if set(trace["locations"]) != expected:
            wrong.append(view)
    assert wrong == []


def test_counts_are_never_coloured(atlas: Atlas, drawn, latest_views):
    counts = [v for v in latest_views if not atlas.indicator(v.condition, v.measure, v.by).mapped]
    assert counts
    for view in counts:
        traces = _traces(drawn(view))
        assert "areas" not in traces
        assert "not-mapped" in traces


@pytest.mark.parametrize(
    ("query", "kind", "codes"),
    [
        ("", "suppressed", [DELTA]),
        ("period=2015-17", "not-published", [DELTA, GAMMA]),
        ("by=district", "missing", ["E07000002"]),
        ("condition=lung-cancer&by=council&measure=deaths", "not-mapped", ["E06000002", "E06000001"]),
        ("condition=lung-cancer&by=council&measure=deaths", "not-published", ["E10000001"]),
    ],
)
def test_each_kind_of_empty_has_its_own_trace_and_colour(small, query, kind, codes):
    trace = _traces(small(query))[kind]
    assert trace["locations"] == codes
    assert {_colour(trace, z) for z in trace["z"]} == {EMPTY_FILLS[kind]} if trace["zmax"] > 1 else True
    assert [colour for _, colour in trace["colorscale"]] == [EMPTY_FILLS[kind]] * 2


def test_no_kind_of_empty_shares_its_colour_with_another_or_with_a_ramp():
    used = [*EMPTY_FILLS.values(), *classification.RAMP, *classification.DIVERGING]
    assert len(set(used)) == len(used)


def test_known_colours_of_the_tiny_map(small):
    """England's 200 is an edge, and a step of 60 above it is the next: 110, 209.96 and 310.04 have a class each."""
    trace = _traces(small(""))["areas"]
    colours = dict(zip(trace["locations"], (_colour(trace, z) for z in trace["z"]), strict=True))
    assert colours == {ALPHA: classification.RAMP[4], BETA: classification.RAMP[2], GAMMA: classification.RAMP[0]}


def test_the_hover_of_a_county_says_whole_county(drawn):
    trace = _traces(drawn("by=council&condition=all-causes&measure=avoidable"))["areas"]
    hover = dict(zip(trace["locations"], trace["text"], strict=True))
    said = {code for code, words in hover.items() if "whole county" in words.lower()}
    assert said == {"E10000006", "E10000023"}


def test_the_hover_of_every_figure_for_a_whole_county_or_district_says_so(atlas: Atlas, drawn, latest_views):
    wrong = []
    for view in latest_views:
        notes = {row.area.code: row.value.extent for row in scene(atlas, view).shown if row.value.extent.is_larger}
        hovers = {
            code: words
            for trace in _fills(drawn(view))
            for code, words in zip(trace["locations"], trace["text"], strict=True)
        }
        wrong += [(view, code) for code, note in notes.items() if note not in hovers[code]]
    assert wrong == []


def test_the_hover_has_name_figure_unit_interval_and_comparison(small):
    trace = _traces(small(""))["areas"]
    hover = dict(zip(trace["locations"], trace["text"], strict=True))[ALPHA]
    assert hover == "<b>NHS Alpha CCG</b><br>310.0 per 100,000<br>95% interval 300.0 to 320.0, worse than England"


def test_every_hover_says_with_what_an_area_is_compared(atlas: Atlas, drawn, latest_views):
    """Similar to whom? A word of comparison never stands alone."""
    said: Counter[str] = Counter()
    for view in latest_views:
        hovers = {
            code: words
            for trace in _fills(drawn(view))
            for code, words in zip(trace["locations"], trace["text"], strict=True)
        }
        what = scene(atlas, view)
        for row in what.shown:
            if row.value.lower is not None and what.indicator:
                word = what.comparison(row.value)
                links = {"similar": "similar to", "not compared": "not compared with"}
                line = f", {links.get(word, f'{word} than')} England"
                if what.verdict(row.value).likely:
                    line = (
                        ", not clearly different from England" if word == "similar" else f", likely {word} than England"
                    )
                assert any(part.endswith(line) for part in hovers[row.area.code].split("<br>")), (view, row.area.code)
                said[word] += 1
    assert set(said) >= {"worse", "similar", "better", "higher", "lower"}


def test_a_place_is_called_in_the_legend_and_the_profile_as_in_a_sentence(atlas: Atlas, answer):
    for area in (*atlas.level(Level.ICP), *atlas.level(Level.COUNCIL)):
        parts = answer(f"?area={area.code}&by={area.level}")[1]["parts"]
        assert f"</span>{called(area).replace('&', '&amp;')}</li>" in parts["legend"], area.name
        assert f"If {area.short_name} matched" not in parts["profile"] or area.level != Level.ICP
    south = answer("?area=icp-south&by=icp")[1]["parts"]
    assert "If South ICP matched England" in south["profile"]
    assert "An empty cell: this edition has no figure." in south["profile"]


OVERLAID = [overlay for overlay in Overlay if overlay is not Overlay.NONE]


@pytest.mark.parametrize("overlay", OVERLAID)
@pytest.mark.parametrize("measure", ["imd-score", "imd-share"])
def test_deprivation_is_not_laid_over_itself(atlas: Atlas, answer, overlay, measure):
    """Of a map of deprivation: no option leads there, an old address is answered without it and told why."""
    asked = f"?condition=deprivation&measure={measure}&by=council&overlay={overlay}"
    resolved = resolve(atlas, asked)
    assert resolved.view.overlay is Overlay.NONE
    (said,) = notice_words(resolved.notices)
    assert said == "This map shows deprivation itself, which is not laid over it once more. Showing no overlay."
    parts = answer(asked)[1]["parts"]
    assert said in parts["notice"]
    assert 'title="This map shows deprivation itself"' in parts["overlay"]
    assert "not published" not in parts["overlay"]
    assert parts["overlay"].count("href=") == 1
    options = {option.key: option.view for option in overlay_options(atlas, resolved.view)}
    assert [key for key, view in options.items() if view is None] == OVERLAID


def test_every_other_condition_keeps_its_overlays(atlas: Atlas, latest_views):
    for view in latest_views:
        laid = replace(view, overlay=Overlay.BIVARIATE)
        found = resolve(atlas, laid.to_query())
        wanted = Overlay.NONE if view.condition == "deprivation" else Overlay.BIVARIATE
        assert (found.view.overlay, bool(found.notices)) == (wanted, wanted is Overlay.NONE), view
        assert all(option.view for option in overlay_options(atlas, view)) == (view.condition != "deprivation")


def test_a_second_map_of_deprivation_has_no_overlay_either(atlas: Atlas):
    view = resolve(atlas, "by=ccg&overlay=bivariate&show=compare&against=condition:deprivation/imd-score").view
    beside = other(atlas, view)
    assert beside
    assert (view.overlay, beside.condition, beside.overlay) == (Overlay.BIVARIATE, "deprivation", Overlay.NONE)


def test_a_click_carries_the_address_that_it_leads_to(atlas: Atlas, drawn, latest_views):
    wrong = []
    for view in latest_views[::6]:
        for trace in _fills(drawn(view)):
            for code, data in zip(trace["locations"], trace["customdata"], strict=True):
                if data != f"?{open_area(atlas, view, atlas.areas[code]).to_query()}":
                    wrong.append((view, code))
    assert wrong == []


def test_hatching_marks_the_most_deprived_third_and_nothing_else(small):
    assert _traces(small("overlay=deprivation"))["hatch"]["locations"] == [ALPHA, BETA]
    assert "hatch" not in _traces(small(""))
    assert "hatch" not in _traces(small("overlay=bivariate"))


def test_a_figure_of_a_whole_county_is_hatched_over_its_colour_and_named_on_the_map(small):
    """Rule 20: the county's 120 is drawn on the part of it that lies in the system."""
    traces = _traces(small("by=council&condition=all-causes&measure=avoidable"))
    assert traces["whole"]["locations"] == [COUNTY]
    assert COUNTY in traces["areas"]["locations"]
    order = list(traces)
    assert order.index("areas") < order.index("whole") < order.index("labels")
    assert "whole" not in _traces(small("by=ccg"))


def test_the_rows_of_the_3_by_3_map_have_a_mark_each_for_print_in_grey(small):
    """Thirds of the score at 20 and 30: 40 and 30 are in the upper row, 20 in the middle one, none in the lowest."""
    traces = _traces(small("overlay=bivariate"))
    assert (traces["row-middle"]["locations"], traces["row-deprived"]["locations"]) == ([GAMMA], [ALPHA, BETA])
    assert not {"row-middle", "row-deprived"} & set(_traces(small("")))


def test_labels_are_white_on_dark_shades_and_keep_the_ground_as_their_halo(small):
    """310 is the darkest of three shades; 110 is light, and so is what stands beside the land."""
    labels = _traces(small(""))["labels"]
    inks = dict(zip(labels["text"], labels["textfont"]["color"], strict=True))
    grounds = dict(zip(labels["text"], labels["meta"], strict=True))
    (dark,) = [words for words in inks if "310.0" in words]
    assert (inks.pop(dark), grounds.pop(dark)) == ("#ffffff", classification.RAMP[4])
    assert (set(inks.values()), set(grounds.values())) == ({"#212b32"}, {""})
    assert "meta" not in _traces(small("condition=stroke&measure=register&by=ccg&overlay=deprivation"))["labels"]


@pytest.mark.parametrize("level", MAP_LEVELS)
def test_a_third_of_the_areas_of_a_level_is_hatched(atlas: Atlas, drawn, level):
    figure = drawn(View(ICS, level, "stroke", "admissions-rate", "2017-19", Overlay.DEPRIVATION))
    hatched = _traces(figure)["hatch"]["locations"]
    scores = scene(
        atlas, View(ICS, level, "stroke", "admissions-rate", "2017-19", Overlay.DEPRIVATION)
    ).deprivation.scores
    printed = {code: round(score, 1) for code, score in scores.items()}
    least = min(printed[code] for code in hatched)
    # Scores that print alike are hatched alike.
    more = sum(score == least for score in printed.values())
    assert len(scores) / 3 - 1 <= len(hatched) <= len(scores) / 3 + more
    assert all(score < least for code, score in printed.items() if code not in hatched)


def test_the_3_by_3_map_has_known_colours(small):
    """Thirds of the score: 20 and 30; thirds of the figure: about 140 and 203."""
    trace = _traces(small("overlay=bivariate"))["areas"]
    colours = dict(zip(trace["locations"], (_colour(trace, z) for z in trace["z"]), strict=True))
    assert colours == {
        ALPHA: classification.BIVARIATE[2][2],
        BETA: classification.BIVARIATE[2][2],
        GAMMA: classification.BIVARIATE[1][0],
    }


@pytest.mark.parametrize("level", MAP_LEVELS)
def test_the_3_by_3_colour_of_every_area_is_its_two_thirds(atlas: Atlas, drawn, level):
    view = View(ICS, level, "stroke", "admissions-rate", "2017-19", Overlay.BIVARIATE)
    what: Scene = scene(atlas, view)
    thirds = [round(edge, 1) for edge in classification.thirds(atlas.pooled(what.indicator, level))]
    trace = _traces(drawn(view))["areas"]
    figures = {row.area.code: round(row.value.value, what.indicator.decimals) for row in what.shown}
    for code, z in zip(trace["locations"], trace["z"], strict=True):
        depth = _class_by_counting(round(what.deprivation.scores[code], 1), what.deprivation.edges)
        height = _class_by_counting(figures[code], thirds)
        assert _colour(trace, z) == classification.BIVARIATE[depth][height]


def test_the_first_map_has_12_areas_and_4_outlines_that_take_no_colour_and_no_hover(drawn):
    traces = _traces(drawn(""))
    assert len(traces["areas"]["locations"]) == 12
    outlines = traces["outlines"]
    assert sorted(outlines["locations"]) == ["icp-central", "icp-north", "icp-north-cumbria", "icp-south"]
    assert {colour for _, colour in outlines["colorscale"]} == {CLEAR}
    assert outlines["hoverinfo"] == "skip"


def test_outlines_and_hatching_are_above_the_areas_and_labels_above_all(drawn):
    order = [trace["uid"] for trace in drawn("overlay=deprivation", (760, 520))["data"]]
    assert order.index("areas") < order.index("hatch") < order.index("outlines") < order.index("labels")
    assert order[-1] == "labels"


def test_the_page_keeps_its_zoom_for_a_filter_and_not_for_a_drill(drawn):
    queries = ("by=ccg", "by=ccg&condition=stroke", "area=icp-north&by=ccg", "by=council")
    revision = [drawn(query)["layout"]["uirevision"] for query in queries]
    assert revision[0] == revision[1]
    assert len(set(revision)) == 3


# Boundary files


@pytest.fixture(scope="module")
def files(atlas: Atlas) -> dict[Level, dict]:
    return {level: json.loads(file.content) for level, file in boundary_files(atlas).items()}


@pytest.mark.parametrize("level", [Level.ICS, *MAP_LEVELS])
def test_a_boundary_file_has_every_area_once(atlas: Atlas, files, level):
    ids = [feature["id"] for feature in files[level]["features"]]
    assert sorted(ids) == sorted(area.code for area in atlas.level(level))


@pytest.mark.parametrize("level", [Level.ICS, *MAP_LEVELS])
def test_outer_rings_run_clockwise_and_holes_the_other_way(files, level):
    """The other way round, the globe less the area would be filled."""
    for feature in files[level]["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for outer, *holes in polygons:
            assert not LinearRing(outer).is_ccw, feature["id"]
            assert all(LinearRing(hole).is_ccw for hole in holes), feature["id"]


@pytest.mark.parametrize("level", [Level.ICS, *MAP_LEVELS])
def test_the_boundaries_lie_in_the_north_of_england(files, level):
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in files[level]["features"]]
    west, south, east, north = shapely.union_all(shapely.make_valid(shapes)).bounds
    assert -3.7 < west < -3.5
    assert 54.0 < south < 54.3
    assert -0.7 < east < -0.3
    assert 55.7 < north < 55.9


def test_the_name_of_a_boundary_file_changes_with_its_content_only(tiny: Atlas):
    names = {level: file.name for level, file in boundary_files(tiny).items()}
    assert names == {level: file.name for level, file in boundary_files(tiny).items()}
    shapes = {**tiny.shapes, Level.CCG: {**tiny.shapes[Level.CCG], ALPHA: box(400_000, 550_000, 409_000, 560_000)}}
    moved = Atlas(tiny.edition, tiny.areas, tiny.conditions, tiny.indicators, tiny.values, shapes)
    changed = {level for level, file in boundary_files(moved).items() if file.name != names[level]}
    assert changed == {Level.CCG}


# Labels

FRAMES = [(360, 420), (620, 400), (1000, 700), (1600, 1200)]
#: Maps that are about one area, which fills them.
PLACES = [("E38000130", Level.CCG), ("E06000002", Level.COUNCIL), ("E10000023", Level.COUNCIL)]
WHOLE = [
    *(("", level) for level in MAP_LEVELS[:4]),
    *(
        (code, level)
        for code in ("icp-north", "icp-central", "icp-south", "icp-north-cumbria")
        for level in (Level.CCG, Level.COUNCIL, Level.DISTRICT)
    ),
    ("E06000005", Level.NEIGHBOURHOOD),
]
MAPS = [*WHOLE, *PLACES]


@pytest.fixture(scope="module")
def planned(atlas: Atlas, drawer: Renderer):
    """The drawing of a map in a frame, worked out once."""
    known = {}

    def plan(code: str, level: Level, frame: tuple[int, int]):
        if (code, level, frame) not in known:
            view = resolve(atlas, f"area={code or ICS}&by={level}&condition=stroke&measure=admissions-rate").view
            what = scene(atlas, view)
            assert view.by == level
            links = {row.area.code: f"?{view.to_query()}" for row in what.rows}
            known[code, level, frame] = drawer.drawing(what, links, frame)
        return known[code, level, frame]

    return plan


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]} by {frame[1]}")
@pytest.mark.parametrize(("code", "level"), MAPS)
def test_no_two_labels_overlap(planned, code, level, frame):
    drawing = planned(code, level, frame)
    labels = (*drawing.plan.labels, *drawing.outline_names)
    overlapping = [
        (one.lines, other.lines) for one, other in combinations(labels, 2) if one.box.intersection(other.box).area > 1
    ]
    assert overlapping == []


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]} by {frame[1]}")
@pytest.mark.parametrize(("code", "level"), MAPS)
def test_every_label_and_leader_lies_inside_the_window(planned, code, level, frame):
    drawing = planned(code, level, frame)
    window = box(*drawing.plan.window).buffer(1)
    labels = (*drawing.plan.labels, *drawing.outline_names)
    assert [label.lines for label in labels if not window.contains(label.box)] == []
    assert [label.lines for label in labels if label.leader and not window.contains(label.leader)] == []


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]} by {frame[1]}")
@pytest.mark.parametrize(("code", "level"), MAPS)
def test_no_two_leader_lines_cross(planned, code, level, frame):
    led = [label for label in planned(code, level, frame).plan.labels if label.leader]
    crossing = [(one.lines, other.lines) for one, other in combinations(led, 2) if one.leader.crosses(other.leader)]
    assert crossing == []


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]} by {frame[1]}")
@pytest.mark.parametrize(("code", "level"), MAPS)
def test_no_leader_line_runs_through_the_text_of_another_label(planned, code, level, frame):
    """A box has the room of the longest figure, so a line may graze it: 8 pixels."""
    plan = planned(code, level, frame).plan
    grazing = 8 * (plan.window[2] - plan.window[0]) / frame[0]
    struck = [
        (one.lines, other.lines)
        for one in plan.labels
        for other in plan.labels
        if one is not other and one.leader and one.leader.intersection(other.box).length > grazing
    ]
    assert struck == []


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]} by {frame[1]}")
@pytest.mark.parametrize(("code", "level"), WHOLE)
def test_the_whole_land_lies_inside_the_window(atlas: Atlas, planned, code, level, frame):
    drawing = planned(code, level, frame)
    window = box(*drawing.plan.window).buffer(1)
    codes = drawing.links
    assert [c for c in codes if not window.contains(atlas.shapes[level][c])] == []


@pytest.mark.parametrize("frame", [(420, 380), (440, 480), *FRAMES[1:]], ids=lambda frame: f"{frame[0]} by {frame[1]}")
@pytest.mark.parametrize(("code", "level"), [m for m in WHOLE if m[1] != Level.NEIGHBOURHOOD])
def test_every_area_of_a_map_with_few_areas_has_its_figure_on_it(planned, code, level, frame):
    """With 4 to 14 areas the figure stands on the map; colour is never the only carrier (rule 18)."""
    drawing = planned(code, level, frame)
    if len(drawing.links) <= 14:
        assert {label.code for label in drawing.plan.labels} == set(drawing.links)
        assert all(label.figure for label in drawing.plan.labels)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]} by {frame[1]}")
@pytest.mark.parametrize(("code", "level"), PLACES)
def test_a_place_fills_its_map_and_always_has_its_name_and_figure(atlas: Atlas, planned, code, level, frame):
    plan = planned(code, level, frame).plan
    west, south, east, north = atlas.shapes[level][code].bounds
    assert box(*plan.window).contains(box(west, south, east, north))
    metres = (plan.window[2] - plan.window[0]) / frame[0]
    assert max((east - west) / metres / frame[0], (north - south) / metres / frame[1]) == pytest.approx(0.92)
    own = next(label for label in plan.labels if label.code == code)
    assert own.figure
    assert called(atlas.areas[code]).split()[0] in own.lines[0]
    assert not any(label.leader for label in plan.labels)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]} by {frame[1]}")
@pytest.mark.parametrize(("code", "level"), MAPS)
def test_a_label_stands_on_its_area_or_its_leader_ends_there(atlas: Atlas, planned, code, level, frame):
    for label in planned(code, level, frame).plan.labels:
        shape = atlas.shapes[level][label.code]
        where = shapely.Point(label.anchor) if label.anchor else shapely.Point(label.x, label.y)
        assert shape.buffer(500).contains(where), label.lines


def _downwards(wanted, heights):
    """Middles from north to south, as the columns of labels have them."""
    return [-y for y in spread([-y for y in wanted], heights)]


@pytest.mark.parametrize(
    ("wanted", "heights", "answer"),
    [
        ([], [], []),
        ([5], [2], [5]),
        ([10, 0], [2, 2], [10, 0]),
        ([5, 5], [2, 2], [6, 4]),
        ([5, 4], [2, 2], [5.5, 3.5]),
        ([5, 5, 5], [2, 2, 2], [7, 5, 3]),
        ([5, 5], [4, 2], [6.5, 3.5]),
        ([10, 5, 5, 0], [2, 2, 2, 2], [10, 6, 4, 0]),
    ],
)
def test_boxes_are_spread_to_known_places(wanted, heights, answer):
    assert _downwards(wanted, heights) == pytest.approx(answer)


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 50)), max_size=15))
def test_spread_boxes_never_overlap_and_keep_their_order(boxes):
    wanted = sorted((middle for middle, _ in boxes), reverse=True)
    heights = [height for _, height in boxes]
    middles = _downwards(wanted, heights)
    gaps = [
        upper - lower - (above + below) / 2
        for upper, lower, above, below in zip(middles, middles[1:], heights, heights[1:], strict=False)
    ]
    assert all(gap >= -1e-6 for gap in gaps)
    assert sum(middles) == pytest.approx(sum(wanted), abs=1e-6)


def test_an_area_says_its_third_of_deprivation_while_an_overlay_shows_it_and_not_without(answer):
    view = "?by=council&condition=all-causes&measure=preventable&overlay="

    def hovers(overlay: str) -> dict[str, str]:
        data = answer(f"{view}{overlay}")[0]["data"]
        traces = [trace for trace in data if "text" in trace and "customdata" in trace and "locations" in trace]
        return {code: text for trace in traces for code, text in zip(trace["locations"], trace["text"], strict=True)}

    for overlay in ("deprivation", "bivariate"):
        said = hovers(overlay)
        assert "<br>most deprived third" in said["E06000002"], overlay
        assert "<br>least deprived third" in said["E06000057"] or "<br>middle third of deprivation" in said["E06000057"]
        assert all("third" in text for text in said.values()), overlay
    assert not any("third" in text for text in hovers("none").values())


def test_what_the_land_makes_way_for_is_the_legend_that_the_page_shows(drawer: Renderer, monkeypatch) -> None:
    made: list[str] = []

    def counted(*args: object, **fields: object) -> Legend:
        what = Legend(*args, **fields)
        made.append(what.title)
        return what

    monkeypatch.setattr(legend_entries, "Legend", counted)
    parts = drawer.page({"search": "?by=council", "frame": [760, 520]})["parts"]
    assert len(made) == 1
    assert made[0] in parts[ids.LEGEND]
