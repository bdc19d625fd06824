"""A figure against deprivation: the classes of the 3 by 3 map, a true coefficient, true sentences, true gaps."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from shipped import ICS, Level

from dashboard.charts.dot_names import named_dots
from dashboard.charts.model import Axis, Chart, ChartTable, Point, ReferenceLine
from dashboard.charts.registry import charts
from dashboard.charts.scatter import colours_said, scatter
from dashboard.charts.tenths import tenths
from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.headline import Finding, Headline
from dashboard.core.indicator import Standardised
from dashboard.core.labels import called, capitalised, plural
from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.core.view import Overlay, View
from dashboard.export.picture.chart_picture import chart_picture
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.maps.symbology import colours, fill_class
from dashboard.stats import classification
from dashboard.stats.correlation import chance_limit, strength
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene
from dashboard.views.shows import missing_chart
from dashboard.views.staging import scene
from dashboard.views.thirds import figure_edges
from dashboard.web.page.templating import href
from dashboard.web.plotly_chart import chart_figure
from dashboard.wording import sentences
from dashboard.wording.scales import scale_words
from dashboard.wording.sentences import note_of

VALUES = Path(__file__).parent.parent / "data" / "values"
STROKE = View(ICS, Level.NEIGHBOURHOOD, "stroke", "deaths-smr", "2015-19", show="scatter")
AVOIDABLE = View(ICS, Level.CCG, "all-causes", "avoidable", "2018", show="scatter")
CAUSAL = re.compile(r"because|due to|owing to|caus|lead to|leads to|results? in|driv|affect|effect|impact|thanks", re.I)


@pytest.fixture(scope="module")
def views(atlas: Atlas, latest_views: tuple[View, ...]) -> tuple[View, ...]:
    """The newest scatter of each indicator and level: of the whole system, of areas inside, of a place."""
    whole = [replace(v, show="scatter") for v in latest_views if not missing_chart(atlas, v, "scatter")]
    inside = [replace(v, area=area) for v in whole for area in _areas(atlas, v.by)]
    return (*whole, *inside)


def _areas(atlas: Atlas, by: Level) -> tuple[str, ...]:
    """Areas to look into: partnerships and a place; by neighbourhood also a large and a small council."""
    place = atlas.level(by)[1].code
    if by == Level.NEIGHBOURHOOD:
        return ("icp-south", "E08000021", "E08000022", "E06000005", place)
    return (place,) if by == Level.ICP else ("icp-north", "icp-south", place)


@pytest.fixture(scope="module")
def scenes(atlas: Atlas, views: tuple[View, ...]) -> tuple[Scene, ...]:
    return tuple(scene(atlas, view) for view in views)


@pytest.fixture(scope="module")
def drawn(atlas: Atlas, scenes: tuple[Scene, ...]) -> tuple[tuple[Scene, Chart], ...]:
    return tuple((what, scatter(atlas, what, what.indicator)) for what in scenes if what.indicator)


def _dots(chart: Chart) -> dict[str, tuple[Point, str]]:
    """Area code -> its dot and the colour of it."""
    return {p.code: (p, s.colour) for s in chart.series if s.symbol for p in s.points}


def _sound(chart: Chart) -> list[Point]:
    """The dots that bear a finding: neither of few events nor of a larger area that several went into."""
    unsound = (sentences.FEW_EVENTS, "whole Tees Valley", "whole County Durham")
    return [
        point for point, _ in _dots(chart).values() if not any(words in "; ".join(point.words) for words in unsound)
    ]


def _figures(indicator: str, period: str) -> dict[str, float]:
    """Area code -> figure, straight from the shipped tables."""
    found = {}
    for file in VALUES.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                if (row["indicator"], row["period"]) == (indicator, period) and row["value"]:
                    found[row["area_code"]] = float(row["value"])
    return found


def _rho(chart: Chart) -> float | None:
    found = re.search(r"rho (−?[\d.]+), n = (\d+)", " ".join(chart.notes))
    return float(found[1].replace("−", "-")) if found else None


# The dots


def test_every_dot_has_the_class_and_the_colour_of_its_area_on_the_3_by_3_map(atlas: Atlas, every_view):
    """Of every view that has figures, with and without the overlay."""
    wrong, compared = [], 0
    for view in every_view:
        if missing_chart(atlas, view, "scatter"):
            continue
        both = scene(atlas, replace(view, overlay=Overlay.BIVARIATE))
        edges, palette = figure_edges(atlas, both), colours(both)
        mapped = {row.area.code: fill_class(both, row, edges) for row in both.rows}
        mapped = {code: palette[field] for code, field in mapped.items() if field is not None}
        plain = scene(atlas, view)
        dots = {code: colour for code, (_, colour) in _dots(scatter(atlas, plain, plain.indicator)).items()}
        compared += len(dots)
        if dots != mapped:
            wrong.append(view)
    assert wrong == []
    assert compared > 15_000


def test_a_dot_keeps_its_colour_on_the_way_down(atlas: Atlas):
    for view in (AVOIDABLE, STROKE):
        whole = {code: colour for code, (_, colour) in _dots(charts(atlas, scene(atlas, view))[0]).items()}
        inside = _dots(charts(atlas, scene(atlas, replace(view, area="icp-north")))[0])
        assert inside
        assert {code: colour for code, (_, colour) in inside.items()}.items() <= whole.items()


def test_every_dot_stands_at_the_score_and_the_figure_of_the_tables(drawn):
    imd = _figures("deprivation-imd-score", "2019")
    wrong = []
    for what, chart in drawn:
        values = {row.area.code: row.value for row in what.shown}
        dots = _dots(chart)
        places = {c: (p.x, p.y, p.low, p.high) for c, (p, _) in dots.items()}
        expected = {c: (imd[c], v.value, v.lower, v.upper) for c, v in values.items() if c in imd}
        if places != expected or len(dots) != len(chart.table.rows):
            wrong.append(what.view)
    assert wrong == []


def test_every_published_interval_is_drawn_and_no_other(drawn):
    wrong, drawn_intervals = [], 0
    for what, chart in drawn:
        lines = {p.code: (p.low, p.high) for s in chart.series if s.spread == "y" for p in s.points}
        expected = {r.area.code: (r.value.lower, r.value.upper) for r in what.shown if r.value.lower is not None}
        drawn_intervals += len(lines)
        if lines != expected:
            wrong.append(what.view)
    assert wrong == []
    assert drawn_intervals > 400


def test_every_dot_lies_in_the_zone_of_its_colour(drawn):
    """A pale ground has the colour of its dots, mixed with white."""

    def pale(colour: str) -> str:
        parts = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
        return "#" + "".join(f"{round(255 - (255 - part) * 0.24):02x}" for part in parts)

    wrong = []
    for what, chart in drawn:
        dots = _dots(chart).values()
        assert bool(chart.zones) == (len(dots) > 1), what.view
        for point, colour in dots if chart.zones else ():
            inside = [z for z in chart.zones if z.x0 <= point.x < z.x1 and z.y0 <= point.y < z.y1]
            if [z.colour for z in inside] != [pale(colour)]:
                wrong.append((what.view, point.code))
    assert wrong == []


def test_dots_and_intervals_lie_within_the_axes_and_so_does_england(drawn):
    wrong = []
    for what, chart in drawn:
        ends = [end for point, _ in _dots(chart).values() for end in (point.y, point.low, point.high)]
        figures = [end for end in (*ends, *(rule.at for rule in chart.rules)) if end is not None]
        across = [point.x for point, _ in _dots(chart).values()] or [chart.x.low]
        up = not figures or (chart.y.low <= min(figures) and max(figures) <= chart.y.high)
        if not (up and chart.x.low <= min(across) and max(across) <= chart.x.high):
            wrong.append(what.view)
    assert wrong == []


def test_england_is_a_rule_at_its_figure_where_one_is_published(atlas: Atlas, drawn):
    wrong = []
    for what, chart in drawn:
        value = atlas.value(what.indicator, what.view.period, ENGLAND)
        expected = [] if value is None or value.value is None else [value.value]
        if [rule.at for rule in chart.rules] != expected or not all(
            r.words.startswith("England ") for r in chart.rules
        ):
            wrong.append(what.view)
    assert wrong == []


# The coefficient and its words


def _row(tiny: Atlas, n: int) -> Scene:
    """A scene of neighbourhoods with known scores and figures.

    Ranks of deprivation 8 7 6 5 4 3 2 1; ranks of the figure 7 8 5 6 4 1 3 2: the sum of squared differences is
    1 + 1 + 1 + 1 + 0 + 4 + 1 + 1 = 10, and rho = 1 - 6 x 10 / (8 x 63) = 0.881.
    """
    scores, figures = (80, 70, 60, 50, 40, 30, 20, 10)[:n], (70, 80, 50, 60, 40, 10, 30, 20)[:n]
    codes = [f"E0200100{k}" for k in range(n)]
    quarter, value = tiny.areas["E02000001"], tiny.values["imd"]["2019"]["E02000001"]
    values = {
        **tiny.values,
        "imd": {"2019": {c: replace(value, value=float(s)) for c, s in zip(codes, scores, strict=True)}},
        "smr": {"2015-19": {c: replace(value, value=float(f)) for c, f in zip(codes, figures, strict=True)}},
    }
    areas = {code: area for code, area in tiny.areas.items() if area.level != Level.NEIGHBOURHOOD}
    areas |= {c: replace(quarter, code=c, name=f"Area {c}") for c in codes}
    own = replace(tiny, areas=areas, values=values)
    return scene(own, resolve(own, "area=E06000001&by=neighbourhood&measure=smr&show=scatter&overlay=bivariate").view)


def test_rho_is_the_answer_worked_out_by_hand(tiny: Atlas):
    what = _row(tiny, 8)
    chart = scatter(tiny, what, what.indicator)
    assert _rho(chart) == 0.88
    assert (
        "Across 8 neighbourhoods, places with more deprivation tend strongly to have higher figures" in chart.notes[0]
    )


def test_seven_areas_have_no_coefficient(tiny: Atlas):
    what = _row(tiny, 7)
    chart = scatter(tiny, what, what.indicator)
    assert _rho(chart) is None
    assert chart.notes[0] == "7 neighbourhoods are too few for a coefficient: look at the picture only."


def test_rho_of_the_first_map_is_that_of_the_tables():
    """Pearson's coefficient of mean ranks, by pandas, from the files."""
    imd, figures = _figures("deprivation-imd-score", "2019"), _figures("avoidable-u75-ccg", "2018")
    codes = [code for code in figures if code.startswith("E38")]
    assert len(codes) == 12
    ranks = pd.DataFrame({"imd": pd.Series(imd)[codes], "figure": pd.Series(figures)[codes]}).rank()
    assert round(float(ranks["imd"].corr(ranks["figure"])), 2) == 0.86


def test_the_sentences_agree_with_rho_and_n_of_the_dots_everywhere(drawn):
    wrong, said = [], set()
    for what, chart in drawn:
        dots = _sound(chart)
        rho, n = _rho(chart), len(dots)
        if rho is None:
            continue
        ranks = pd.DataFrame({"x": [p.x for p in dots], "y": [p.y for p in dots]}).rank()
        exact = float(ranks["x"].corr(ranks["y"]))
        unclear = strength(rho) == "no clear" or abs(rho) <= round(chance_limit(n), 2)
        word = "no clear" if unclear else strength(rho)
        said.add(word)
        side = "higher" if rho > 0 else "lower"
        kind = scale_words(what.indicator)
        more = kind.more if rho > 0 else kind.less
        expected = {
            "no clear": (
                "no clear pattern",
                "does not clearly go with higher or with lower figures",
            ),
            "weak": (f"tends only weakly to be {more} ", f"tend only weakly to have {side} figures"),
            "moderate": (f"tends to be {more} ", f"tend to have {side} figures"),
            "strong": (f"tends strongly to be {more} ", f"tend strongly to have {side} figures"),
        }[word]
        true = abs(exact - rho) <= 0.005001 and f"n = {n})" in chart.notes[0]
        if not (
            true
            and expected[0] in chart.title
            and expected[1] in chart.notes[0]
            and chart.notes[0] in chart.alternative
        ):
            wrong.append((what.view, chart.title, chart.notes[0], exact))
        if plural(what.view.by, n) not in chart.notes[0]:
            wrong.append((what.view, chart.notes[0]))
    assert wrong == []
    assert said == {"no clear", "weak", "moderate", "strong"}


def _crude(what: Scene) -> bool:
    return what.indicator is not None and what.indicator.standardised is Standardised.NONE


def test_what_is_not_standardised_for_age_is_not_said_to_go_with_deprivation(atlas: Atlas, drawn):
    """Rule 13: a crude share falls where people are younger, whatever their health."""
    crude = [(what, chart) for what, chart in drawn if _crude(what)]
    assert len(crude) > 100
    for what, chart in crude:
        below = tenths(atlas, what, what.indicator)
        charts = (chart, *((below,) if below else ()))
        words = " ".join(said for one in charts for said in (one.title, one.alternative, *one.notes))
        for name in (what.indicator.title, what.indicator.noun, "Not age-standardised", "(higher: more deprived)"):
            words = words.replace(name, "")
        assert not re.search(r"\brho\b|\btend|\bhigher in|\blower in|gap is|worse|better", words), (what.view, words)


def test_no_coefficient_is_said_of_fewer_than_eight_areas(drawn):
    few = [(what, chart) for what, chart in drawn if 0 < len(_dots(chart)) < 8 and not _crude(what)]
    assert len(few) > 50
    for what, chart in few:
        words = " ".join((chart.title, *chart.notes, chart.alternative))
        assert not re.search(r"\brho\b|Spearman|tend", words, re.I), (what.view, words)
        assert plural(what.view.by, len(_dots(chart))) in chart.title or chart.title.endswith(": by deprivation")
        sound = len(_sound(chart))
        none = f"No {what.view.by.singular} here has a figure that a finding may rest on, so there is no coefficient."
        few = f"{plural(what.view.by, sound)} {'is' if sound == 1 else 'are'} too few for a coefficient"
        assert chart.notes[0] == (f"{few}: look at the picture only." if sound else none)


def test_few_areas_are_a_description_and_no_law(drawn):
    wrong = []
    for what, chart in drawn:
        n = len(_sound(chart))
        caution = f"{n} areas are few: read it as a description, not as a law."
        limit = f"A rho from −{chance_limit(n):.2f} to {chance_limit(n):.2f} may be chance alone." if n > 1 else ""
        has = any(caution in note and limit in note for note in chart.notes)
        if has != (8 <= n < 30 and not _crude(what)):
            wrong.append(what.view)
    assert wrong == []


@pytest.mark.parametrize(("n", "exact"), [(10, 0.648), (12, 0.587), (14, 0.538), (19, 0.460), (25, 0.398)])
def test_the_limit_of_chance_is_that_of_the_tables_of_critical_values(n, exact):
    """Zar, Biostatistical Analysis, table B.20: two sides, 5 per cent."""
    assert chance_limit(n) == pytest.approx(exact, abs=0.01)


def test_no_sentence_says_why(atlas: Atlas, scenes):
    wrong = []
    for what in scenes:
        for chart in charts(atlas, what):
            nouns = (what.indicator.noun, what.indicator.title, what.indicator.unit, what.area.name)
            words = " ".join((chart.title, *chart.notes, chart.alternative))
            for noun in nouns:
                words = words.replace(noun, "").replace(capitalised(noun), "")
            if CAUSAL.search(words):
                wrong.append((what.view, CAUSAL.search(words)[0]))
    assert wrong == []


def test_registers_are_never_called_better_or_worse(drawn):
    words = [
        " ".join(
            (chart.title, *chart.notes, chart.alternative, *(w for p, _ in _dots(chart).values() for w in p.words))
        )
        for what, chart in drawn
        if what.indicator.direction == "neutral"
    ]
    assert len(words) > 50
    assert [w for w in words if re.search(r"\b(better|worse|good|bad|best|worst)\b", w)] == []


def test_estimates_whole_counties_and_modelled_figures_are_called_so(drawn):
    wrong, marked = [], 0
    for what, chart in drawn:
        words = " ".join(chart.notes).lower()
        for row in what.shown:
            status, extent = row.value.status, row.value.extent
            if status is Status.ESTIMATE or status is Status.MODELLED or note_of(row.value):
                marked += 1
                must = [str(status)] if status in (Status.ESTIMATE, Status.MODELLED) else []
                must += [row.value.extent_words.lower()] if extent else []
                must += row.value.note.lower().split("; ")
                if not all(one in words for one in must):
                    wrong.append((what.view, row.area.name, must))
    assert wrong == []
    assert marked > 300


def test_areas_without_a_figure_have_no_dot_and_are_counted_in_a_note(drawn):
    missing = [(what, chart) for what, chart in drawn if len(what.shown) < len(what.rows)]
    assert missing
    for what, chart in missing:
        assert set(_dots(chart)) == {row.area.code for row in what.shown}
        assert sentences.missing_words(what.rows, what.view.by) in chart.notes


def test_a_scatter_without_any_pair_says_so_and_draws_nothing(tiny: Atlas):
    what = scene(tiny, resolve(tiny, "by=icp&show=scatter").view)
    chart = scatter(tiny, what, what.indicator)
    assert chart.title == "Noun of deaths-ccg in System: no area here has both a figure and a deprivation score"
    assert chart.series == ()
    assert chart.zones == ()
    assert chart_figure(chart, {})["data"] == []


# The table and the names


def test_the_table_of_the_chart_has_every_pair_with_its_thirds(atlas: Atlas):
    what = scene(atlas, AVOIDABLE)
    chart = scatter(atlas, what, what.indicator)
    imd, figures = _figures("deprivation-imd-score", "2019"), _figures("avoidable-u75-ccg", "2018")
    pool = [
        f for year in range(2000, 2020) for c, f in _figures("avoidable-u75-ccg", str(year)).items() if c[:3] == "E38"
    ]
    score_edges = np.quantile([s for c, s in imd.items() if c.startswith("E38")], [1 / 3, 2 / 3])
    edges = np.quantile(pool, [1 / 3, 2 / 3])
    words = ("low", "middle", "high")

    def third(figure: float, cuts: np.ndarray) -> str:
        return words[int(np.searchsorted(cuts, figure, side="right"))]

    expected = {
        atlas.areas[c].name: (imd[c], f, f"{third(imd[c], score_edges)} / {third(f, edges)}")
        for c, f in figures.items()
        if c.startswith("E38")
    }
    assert {row[0]: (*row[1:3], row[5]) for row in chart.table.rows} == expected
    assert [row[1] for row in chart.table.rows] == sorted((row[1] for row in chart.table.rows), reverse=True)
    assert all(len(row) == len(chart.table.columns) for row in chart.table.rows)


def test_up_to_twenty_dots_have_their_names_and_more_only_the_place(drawn):
    for what, chart in drawn:
        labels = sorted(point.label for series in chart.series for point in series.points if point.label)
        names = sorted(called(row.area, row.value) for row in what.shown)
        place = [called(r.area, r.value) for r in what.shown if r.area == what.place]
        assert labels == (names if len(names) <= 20 else place), what.view


def _chart(*rules: ReferenceLine) -> Chart:
    axis = Axis("", 0.0, 100.0, ())
    return Chart(
        "scatter", Headline("", Finding("")), "", (), axis, axis, "", ChartTable((), ()), rules=rules, height=400
    )


def test_names_side_by_side_stand_apart():
    points = tuple(Point(x, y, label="Hartlepool") for x, y in ((50.0, 50.0), (52.0, 50.0)))
    sides = [point.side for point in named_dots(_chart(), points, 11.0)]
    assert len(set(sides)) == 2


def test_names_above_each_other_do_not_overlap():
    points = tuple(Point(50.0, y, label="Hartlepool") for y in (50.0, 53.0))
    sides = [point.side for point in named_dots(_chart(), points, 11.0)]
    assert len(set(sides)) == 2


def test_a_name_at_the_right_edge_stands_left_of_its_dot():
    assert named_dots(_chart(), (Point(99.0, 50.0, label="Sunderland"),), 11.0)[0].side == "middle left"


def test_a_name_keeps_off_the_words_of_a_rule():
    free = named_dots(_chart(), (Point(70.0, 51.0, label="Gateshead"),), 11.0)[0].side
    beside = named_dots(
        _chart(ReferenceLine("y", 50.0, "England 100.0")), (Point(70.0, 51.0, label="Gateshead"),), 11.0
    )
    assert free == "middle right"
    assert beside[0].side != "middle right"


# The drawing


def test_the_drawing_has_dark_borders_thin_intervals_and_rules_over_the_zones(atlas: Atlas):
    view = View(ICS, Level.COUNCIL, "stroke", "admissions-rate", "2017-19", show="scatter")
    what = scene(atlas, view)
    figure = chart_figure(scatter(atlas, what, what.indicator), {"E06000001": "?there"})
    dots = [trace for trace in figure["data"] if trace.get("customdata")]
    assert {trace["marker"]["line"]["color"] for trace in dots} == {"#212b32"}
    assert sum(len(trace["x"]) for trace in dots) == 14
    assert ["E06000001", "?there"] in [mark for trace in dots for mark in trace["customdata"]]
    assert figure["data"][0]["line"]["width"] == 1
    kinds = [shape["type"] for shape in figure["layout"]["shapes"]]
    assert kinds == ["rect"] * 9 + ["line"]
    assert "paper" not in str(figure["layout"]["shapes"]), "a line of the paper lies below the zones"


def test_intervals_are_named_in_the_legend_and_only_where_they_are_drawn(drawn):
    for what, chart in drawn:
        kinds = {row.value.interval for row in what.shown if row.value.lower is not None}
        expected = [
            (name, "y", dash)
            for kind, name, dash in (("", "95% interval", ""), ("approximate", "approximate 95% interval", "dash"))
            if kind in kinds
        ]
        assert [(s.name, s.spread, s.dash) for s in chart.legend] == expected, what.view


def test_the_legend_of_a_picture_names_the_intervals_too(atlas: Atlas):
    what = scene(atlas, resolve(atlas, "by=council&condition=circulatory&measure=preventable&show=scatter").view)
    picture = chart_picture(
        scatter(atlas, what, what.indicator), (), SIZES["slide"], Stamp("https://x.example", "today")
    )
    (entry,) = [written for written in picture.texts if written.lines == ("95% interval",)]
    (mark,) = [patch for patch in picture.outlines if patch.name == "95% interval"]
    ((ring,),) = mark.polygons
    assert max(y for _, y in ring) - min(y for _, y in ring) > 10, "a stroke as upright as the intervals"
    assert max(x for x, _ in ring) < entry.x


def test_the_colours_are_said_in_open_words_and_the_words_are_true(drawn, answer):
    """Orange to the right, blue upwards, dark for both: of the colours themselves. If low is worse, blue is below."""
    colours = classification.nine(low_is_worse=False)
    right, up, both = colours[6], colours[2], colours[8]
    assert classification.nine(low_is_worse=True)[::3] == colours[2::3]
    red, blue = (lambda c: int(c[1:3], 16)), (lambda c: int(c[5:7], 16))
    assert red(right) > 2 * blue(right)
    assert blue(up) > 2 * red(up)
    assert sum(int(both[k : k + 2], 16) for k in (1, 3, 5)) < min(
        sum(int(colour[k : k + 2], 16) for k in (1, 3, 5)) for colour in colours[:8]
    )
    for what, chart in drawn:
        assert (colours_said(what.indicator) in chart.notes) == bool(_dots(chart)), what.view
    foot = answer(AVOIDABLE)[1]["parts"]["chart-0-foot"]
    said = "Colours: orange to the right is more deprived, blue upwards a higher figure, dark is both."
    assert said in foot.split("<details")[0]


def test_from_the_scatter_one_click_leads_to_the_map_in_its_colours(answer):
    link = href(replace(AVOIDABLE, overlay=Overlay.BIVARIATE)).replace("&", "&amp;")
    named = f'href="{link}" data-view>The map in the colours of the chart</a>'
    assert named in answer(AVOIDABLE)[1]["parts"]["caption"]
    assert "colours of the chart" not in answer(replace(AVOIDABLE, show="table"))[1]["parts"]["caption"]
    assert "colours of the chart" not in answer(replace(AVOIDABLE, overlay=Overlay.BIVARIATE))[1]["parts"]["caption"]


# Tenths and fifths


def _neighbourhoods(drawn: tuple[tuple[Scene, Chart], ...]) -> Iterator[tuple[Scene, Chart]]:
    return ((what, chart) for what, chart in drawn if what.view.by == Level.NEIGHBOURHOOD)


def test_the_tenths_hold_every_neighbourhood_with_a_figure_once(atlas: Atlas, drawn):
    checked = 0
    for what, _ in _neighbourhoods(drawn):
        chart = tenths(atlas, what, what.indicator)
        assert (chart is not None) == (len(what.shown) >= 30), what.view
        if chart:
            checked += 1
            assert sum(row[1] for row in chart.table.rows) == len(what.shown)
            assert [row[0] for row in chart.table.rows] == list(range(1, 11))
    assert checked > 30


def test_medians_quartiles_and_gap_are_those_of_the_tables_by_numpy(atlas: Atlas):
    imd, figures = _figures("deprivation-imd-score", "2019"), _figures("stroke-deaths-smr", "2015-19")
    codes = sorted((c for c in imd if c.startswith("E02")), key=lambda c: (imd[c], c))
    assert len(codes) == 399
    what = scene(atlas, STROKE)
    chart = tenths(atlas, what, what.indicator)
    for k, point in enumerate(chart.series[0].points):
        own = [figures[c] for i, c in enumerate(codes) if i * 10 // 399 == k]
        assert (point.low, point.y, point.high) == pytest.approx(tuple(np.quantile(own, [0.25, 0.5, 0.75])))
    least, most = ([figures[c] for i, c in enumerate(codes) if i * 5 // 399 == k] for k in (0, 4))
    low, high = np.median(least), np.median(most)
    assert f"median {high:.1f} in the most deprived fifth, {low:.1f} in the least" in chart.title
    assert f"The gap is {round(high, 1) - round(low, 1):.1f}: higher in the most deprived fifth." in chart.notes[1]
    assert f"{len(least)} figures in the least and {len(most)} in the most deprived fifth" in chart.notes[1]


def test_the_medians_have_their_unit(atlas: Atlas, drawn):
    for what, chart in _neighbourhoods(drawn):
        below = tenths(atlas, what, what.indicator)
        said = [words for words in ((below.title,) if below else chart.notes) if "the median is" in words]
        for words in said:
            assert re.search(rf"deprived fifth [−\d.,]+ {re.escape(what.indicator.unit_short)}(\.|$)", words), words


def test_every_gap_is_the_difference_of_the_two_medians_that_are_said(atlas: Atlas, drawn):
    wrong, seen = [], 0
    pattern = re.compile(
        r"(?:neighbourhoods the median is|: median) ([−\d.,]+)(?: in the most deprived fifth| where most deprived)?, "
        r"(?:in the least deprived fifth )?([−\d.,]+)"
    )
    for what, chart in _neighbourhoods(drawn):
        below = tenths(atlas, what, what.indicator)
        words = " ".join((*((below.title, *below.notes) if below else chart.notes),))
        found = pattern.search(words)
        if not found:
            continue
        seen += 1
        most, least = (float(f.rstrip(".,").replace(",", "").replace("−", "-")) for f in found.groups())
        digits = what.indicator.decimals
        if round(most, digits) == round(least, digits):
            expected = "There is no gap between the two medians."
        else:
            side = "higher" if most > least else "lower"
            expected = f"The gap is {abs(most - least):,.{digits}f}: {side} in the most deprived fifth."
        scores = {r.area.code: p.x for r in what.shown for p in [_dots(chart)[r.area.code][0]]}
        if len(what.shown) == len(what.rows):
            ranked = sorted(scores, key=lambda c: (scores[c], c))
            own = {r.area.code: r.value.value for r in what.shown}
            fifths = [[own[c] for i, c in enumerate(ranked) if i * 5 // len(ranked) == k] for k in (0, 4)]
            printed = [numbers.number(float(np.median(f)), digits) for f in fifths]
            if printed != [found[2].rstrip(".,"), found[1].rstrip(".,")]:
                wrong.append((what.view, printed, found.groups()))
        if expected not in words:
            wrong.append((what.view, expected))
    assert wrong == []
    assert seen > 60


def test_ratios_are_said_to_be_never_averaged_and_other_figures_are_not(atlas: Atlas, drawn):
    for what, chart in _neighbourhoods(drawn):
        below = tenths(atlas, what, what.indicator)
        words = " ".join(below.notes if below else chart.notes)
        if "How it was computed" in words:
            assert ("standardised ratios are never averaged" in words) == (what.indicator.kind == "ratio"), what.view


def test_fewer_than_thirty_neighbourhoods_have_their_gap_in_a_sentence_from_ten_on(atlas: Atlas):
    darlington = scene(atlas, replace(STROKE, area="E06000005"))
    assert len(darlington.rows) == 15
    assert tenths(atlas, darlington, darlington.indicator) is None
    notes = " ".join(scatter(atlas, darlington, darlington.indicator).notes)
    assert "In the most deprived fifth of neighbourhoods the median is" in notes
    assert "3 figures in the least and 3 in the most deprived fifth" in notes
    assert "So few figures vary much by chance." in notes


def test_less_than_ten_neighbourhoods_have_no_gap(tiny: Atlas):
    what = scene(tiny, resolve(tiny, "area=E06000001&by=neighbourhood&measure=smr&show=scatter").view)
    chart = scatter(tiny, what, what.indicator)
    assert "fifth" not in " ".join(chart.notes)


def test_the_tenths_are_said_to_be_of_the_area_shown(atlas: Atlas):
    what = scene(atlas, replace(STROKE, area="icp-south"))
    chart = tenths(atlas, what, what.indicator)
    assert "Tenths of the neighbourhoods of South ICP, not of England: each has 10 or 11." in chart.notes[0]


def test_neighbourhoods_partly_outside_are_named_under_both_charts(atlas: Atlas):
    what = scene(atlas, STROKE)
    said = "the figure is for the whole neighbourhood, the deprivation score for the part in the ICS."
    for chart in charts(atlas, what):
        assert [note for note in chart.notes if note.endswith(said) and "Millom & Duddon Valley" in note]


# The page


def test_the_page_shows_the_scatter_and_below_it_the_tenths(answer):
    _, page = answer(STROKE)
    assert 'id="scatter"' in page["parts"]["chart-0-head"]
    assert 'id="tenths"' in page["parts"]["chart-1-head"]
    assert len(page["charts"]) == 2
    _, ccgs = answer(AVOIDABLE)
    assert len(ccgs["charts"]) == 1


def test_one_click_leads_from_the_3_by_3_map_to_the_scatter(answer):
    view = replace(AVOIDABLE, overlay=Overlay.BIVARIATE, show="table")
    _, page = answer(view)
    link = href(replace(view, show="scatter")).replace("&", "&amp;")
    assert f'href="{link}" data-view>Chart of both</a>' in page["parts"]["caption"]


def test_the_link_to_the_scatter_is_there_only_with_an_overlay_and_where_there_is_one(answer):
    assert "Chart of both" not in answer(replace(AVOIDABLE, show="table"))[1]["parts"]["caption"]
    assert "Chart of both" not in answer(replace(AVOIDABLE, overlay=Overlay.BIVARIATE))[1]["parts"]["caption"]
    deprivation = View(ICS, Level.CCG, "deprivation", "imd-score", "2019", Overlay.BIVARIATE)
    assert "Chart of both" not in answer(deprivation)[1]["parts"]["caption"]


def test_what_must_be_said_of_a_figure_stands_in_its_row(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, "by=council&measure=avoidable&period=2016-18&show=scatter").view)
    assert what.indicator
    table = scatter(atlas, what, what.indicator).table
    assert table.columns[-1].heading == "Note"
    said = {str(row[0]): row[-1] for row in table.rows}
    assert (said["Cumbria"], said["North Yorkshire"], said["Darlington"]) == ("whole county", "whole county", None)


@pytest.mark.parametrize(("measure", "crude"), [("register", True), ("yll", False)])
def test_a_share_of_patients_against_deprivation_says_that_ages_differ(atlas: Atlas, measure: str, crude: bool) -> None:
    what = scene(atlas, resolve(atlas, f"by=ccg&condition=stroke&measure={measure}&show=scatter").view)
    assert what.indicator
    notes = scatter(atlas, what, what.indicator).notes
    assert any("Not age-standardised" in note for note in notes) == crude
