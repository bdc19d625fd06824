"""A figure has the colour, the third and the rank of the number printed at it, on the page and in every file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import Level

from dashboard.charts.registry import charts
from dashboard.charts.scatter import scatter
from dashboard.charts.scatter_table import THIRDS
from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.rounding import printed, prints_from
from dashboard.core.view import Overlay, View
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.maps.hatching import hatched
from dashboard.maps.legend_entries import legend
from dashboard.maps.symbology import colours, fill_class
from dashboard.stats import classification
from dashboard.views.resolve import resolve
from dashboard.views.scene import Deprivation, Scene
from dashboard.views.staging import scene
from dashboard.views.thirds import figure_edges
from dashboard.wording import captions
from dashboard.wording.headlines import headline

LIFE = "by=council&condition=life-expectancy&measure=life-expectancy-male&period=2016-18"


def _number(words: str) -> float:
    return float(words.replace(",", "").replace("−", "-"))


def _numbers(words: str) -> list[float]:
    return [_number(found) for found in re.findall(r"−?[\d,]*\d(?:\.\d+)?", words)]


def _holds(entry: str, figure: float) -> bool:
    """Whether a range of a legend, as a reader reads it, holds a number."""
    entry = entry.partition(";")[0].partition(", within")[0]
    if entry in ("all figures", "no difference beyond chance between these areas"):
        return True
    if entry.startswith("under "):
        return figure < _number(entry.removeprefix("under "))
    if entry.endswith(" and over"):
        return figure >= _number(entry.removesuffix(" and over"))
    if " to under " not in entry:
        # Ranks and tenths are whole, no share is over 100: such a class is one number, or from one to another.
        least, most = (_number(edge) for edge in (entry.partition(" to ")[0], entry.rpartition(" to ")[2]))
        return least <= figure <= most
    low, high = map(_number, entry.split(" to under "))
    return low <= figure < high


def _painted(what: Scene, edges: Sequence[float]) -> Iterator[tuple[str, int, float]]:
    """Area, class and printed number of all that the map of a scene paints."""
    for row in what.shown:
        index = fill_class(what, row, edges)
        if index is not None:
            yield row.area.code, index, _number(numbers.figure_of(row.value, what.indicator))


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_the_printed_figure_is_the_number_that_the_formatter_prints(figure: float, decimals: int) -> None:
    assert _number(numbers.number(figure, decimals)) == printed(figure, decimals)


@given(st.integers(-10_000, 10_000), st.integers(-9, 9), st.integers(0, 2))
def test_from_there_on_what_is_printed_reaches_the_edge(tenths: int, tenth: int, decimals: int) -> None:
    edge, start = tenths / 10, prints_from(tenths / 10, decimals)
    figure = start + (tenth or 1) / 10 ** (decimals + 1)
    assert (printed(figure, decimals) >= edge) == (figure > start)


def test_every_printed_number_lies_in_the_range_of_its_colour(atlas: Atlas, every_view: tuple[View, ...]) -> None:
    count, known, wrong = 0, 0, []
    for view in every_view:
        what = scene(atlas, view)
        if what.indicator is None or not what.indicator.mapped:
            continue
        values = (atlas.value(what.indicator, view.period, area.code) for area in atlas.level(view.by))
        known += sum(value is not None and value.value is not None for value in values)
        ranges = {entry.colour: entry.words for entry in legend(what, ()).entries}
        for code, index, number in _painted(what, ()):
            count += 1
            if not _holds(ranges[colours(what)[index]], number):
                wrong.append((view.to_query(), code, number))
    assert count == known > 18_000
    assert wrong == []


def _third(number: float, edges: Sequence[float]) -> int:
    return sum(number >= edge for edge in edges) if edges else 1  # where all are equal all are in the middle


def test_every_printed_number_and_score_lie_in_the_thirds_that_the_legend_prints(
    atlas: Atlas, every_view: tuple[View, ...]
) -> None:
    count, wrong = 0, []
    for view in every_view:
        what = scene(atlas, replace(view, overlay=Overlay.BIVARIATE))
        if what.deprivation is None or what.indicator is None or not what.indicator.mapped:
            continue
        edges = figure_edges(atlas, what)
        figure_said, score_said = (_numbers(note.partition(" under ")[2])[:2] for note in legend(what, edges).notes)
        for code, index, number in _painted(what, edges):
            count += 1
            score = _number(numbers.number(what.deprivation.scores[code], 1))
            if index != 3 * _third(score, score_said) + _third(number, figure_said):
                wrong.append((view.to_query(), code, number, score))
    assert count > 10_000
    assert wrong == []


@pytest.mark.parametrize("level", [Level.CCG, Level.COUNCIL, Level.DISTRICT, Level.NEIGHBOURHOOD])
def test_the_hatch_is_over_the_scores_that_its_words_say(atlas: Atlas, level: Level) -> None:
    what = scene(atlas, resolve(atlas, f"by={level}&overlay=deprivation").view)
    (edge,) = _numbers(dict(legend(what, ()).hatches)["hatch"].partition("score")[2])
    said = {code for code, score in what.deprivation.scores.items() if _number(numbers.number(score, 1)) >= edge}
    assert set(hatched(what)) == said != set()


def test_the_scatter_has_the_thirds_of_the_map(atlas: Atlas) -> None:
    for view in (resolve(atlas, f"{LIFE}&overlay=bivariate").view, resolve(atlas, "by=ccg&overlay=bivariate").view):
        what = scene(atlas, view)
        chart = scatter(atlas, what, what.indicator)
        fields = {row.area.name: fill_class(what, row, figure_edges(atlas, what)) for row in what.shown}
        said = {row[0]: row[5] for row in chart.table.rows}
        assert said == {name: f"{THIRDS[field // 3]} / {THIRDS[field % 3]}" for name, field in fields.items()}
        drawn = {p.code: s.colour for s in chart.series if s.colour in colours(what) for p in s.points if p.code}
        assert drawn == {row.area.code: colours(what)[fields[row.area.name]] for row in what.shown}


def test_the_figures_of_the_downloads_keep_the_published_digits(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, f"{LIFE}&show=ranking").view)
    (chart,) = charts(atlas, what)
    assert [row[2] for row in chart.table.rows] == [row.value.value for row in what.shown]
    assert any(printed(row[2], what.indicator.decimals) != row[2] for row in chart.table.rows)


@pytest.mark.parametrize(
    "query",
    [LIFE, f"{LIFE}&overlay=bivariate", "by=council&condition=stroke&measure=admissions-rate"],
)
def test_the_picture_has_the_fills_of_the_page(atlas: Atlas, query: str) -> None:
    what = scene(atlas, resolve(atlas, query).view)
    edges = figure_edges(atlas, what)
    picture = Painter(atlas).picture(what, SIZES["slide"], Stamp("", ""))
    wanted = {code: colours(what)[index] for code, index, _ in _painted(what, edges)}
    found = {shape.code: shape.fill for shape in picture.areas if shape.code in wanted}
    assert found == wanted


# ---- figures that differ only in what is not printed ----


def _alike(tiny: Atlas, decimals: int = 1) -> tuple[Atlas, Scene]:
    """The tiny atlas with figures that all print alike, and the scene of its CCGs."""
    view = resolve(tiny, "by=ccg").view
    own = tiny.indicator(view.condition, view.measure, view.by)
    values = {
        period: {
            code: replace(v, value=5.01 + k / 100, lower=None, upper=None) for k, (code, v) in enumerate(of.items())
        }
        for period, of in tiny.values[own.id].items()
    }
    made = replace(
        tiny,
        indicators={**tiny.indicators, own.id: replace(own, decimals=decimals)},
        values={**tiny.values, own.id: values},
    )
    return made, scene(made, view)


def test_figures_that_print_alike_have_one_class_in_the_middle_of_the_ramp(tiny: Atlas) -> None:
    _, what = _alike(tiny, decimals=0)
    assert what.edges == ()
    assert [entry[:2] for entry in legend(what, ()).entries] == [(classification.RAMP[2], "all figures; England: 5")]
    assert {index for _, index, _ in _painted(what, ())} == {0}
    assert str(headline(what)).endswith(f": the same in all {len(what.shown)} CCGs")
    assert "All figures are 5, " in captions.long_caption(what)


def test_figures_that_print_alike_are_in_the_middle_third(tiny: Atlas) -> None:
    made, plain = _alike(tiny, decimals=0)
    what = replace(
        plain,
        view=replace(plain.view, overlay=Overlay.BIVARIATE),
        deprivation=Deprivation(dict.fromkeys((row.area.code for row in plain.rows), 20.0), ()),
    )
    edges = figure_edges(made, what)
    assert edges == ()
    assert {index for _, index, _ in _painted(what, edges)} == {4}
    assert legend(what, edges).notes == ("Figures: all are equal.", "Deprivation: all are equal.")
    assert hatched(replace(what, view=replace(what.view, overlay=Overlay.DEPRIVATION))) == ()
