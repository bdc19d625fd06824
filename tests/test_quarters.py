"""Quarters and pools of financial years are periods: read, ordered, said, drawn, named and written like all others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small import GATESHEAD, NEWCASTLE, edition
from tiny import ALPHA, BETA

from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.core.periods import parse_period, period_of, period_words, year_position
from dashboard.core.presenting import Presenting
from dashboard.core.value import Value
from dashboard.export.cells import left_alone, whole_years
from dashboard.export.naming import file_name
from dashboard.importers.approximate import person_years
from dashboard.loading.load import DataError, load
from dashboard.loading.table_rules import row_span
from dashboard.plausibility.grounds import Grounds
from dashboard.plausibility.labels import not_over, periods_apart
from dashboard.stats.turn import share_years
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene

YEAR = ("2025 Q1", "2025 Q2", "2025 Q3", "2025 Q4", "2026 Q1")
FIGURES = (100.0, 105.0, 110.0, 115.0, 130.0)


def quarterly(tiny: Atlas, periods: Iterable[str] = YEAR) -> Atlas:
    """Figures by quarter with narrow intervals, equal in two places."""
    made = {
        period: dict.fromkeys((ALPHA, BETA), Value(figure, figure - 1, figure + 1))
        for period, figure in zip(periods, FIGURES, strict=False)
    }
    return replace(tiny, values={**tiny.values, "deaths-ccg": made})


@pytest.mark.parametrize(
    ("said", "written"),
    [
        *(("2026 Q1", "2026 Q1"), ("2026Q1", "2026 Q1"), ("2026-Q4", "2026 Q4"), ("Q2 2026", "2026 Q2")),
        *(("2025/26 Q4", "2025/26 Q4"), ("Q4 2025/26", "2025/26 Q4"), ("1999/00 q3", "1999/00 Q3")),
        *(("2018/19 - 20/21", "2018/19-2020/21"), ("2018/19-20/21", "2018/19-2020/21")),
        *(("2018/19 – 2020/21", "2018/19-2020/21"), ("1998/99 - 00/01", "1998/99-2000/01")),
    ],
)
def test_a_period_is_read_as_publishers_write_it_and_written_in_one_way(said: str, written: str) -> None:
    assert str(period_of(said)) == written
    assert str(period_of(written)) == written
    assert (row_span(said) is not None) == (said == written)


@pytest.mark.parametrize(
    "said",
    [
        *("2026 Q0", "2026 Q5", "2026 Q", "Q1", "Q1 26", "2025/27 Q1", "2024-26 Q1", "Q1 2026 Q1", "2026 Q1-Q2"),
        *("2018/19 - 20/22", "2018/19 - 17/18", "2018/19 - 18/19", "2018/19 -- 20/21", "2018/19-1"),
    ],
)
def test_what_is_no_quarter_and_no_pool_is_none(said: str) -> None:
    assert period_of(said) is None


@pytest.mark.parametrize(
    ("period", "last_day", "place"),
    [
        *(("2026 Q1", date(2026, 3, 31), 2025.25), ("2026 Q4", date(2026, 12, 31), 2026)),
        *(("2025/26 Q1", date(2025, 6, 30), 2024.5), ("2025/26 Q4", date(2026, 3, 31), 2025.25)),
        *(("2026", date(2026, 12, 31), 2026), ("2018/19", date(2019, 3, 31), 2019)),
        *(("2016-18", date(2018, 12, 31), 2018), ("2018/19-2020/21", date(2021, 3, 31), 2021)),
    ],
)
def test_a_period_ends_on_a_day_and_has_a_place_among_years(period: str, last_day: date, place: float) -> None:
    assert (parse_period(period).last_day, year_position(period)) == (last_day, place)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        *(("2026 Q1", "2026 Q2", False), ("2026 Q1", "2026", True), ("2025/26 Q4", "2026 Q1", True)),
        *(("2025/26 Q1", "2025 Q1", False), ("2016-18", "2018-20", True), ("2016-18", "2019-21", False)),
        *(("2018/19-2020/21", "2020/21-2022/23", True), ("2018/19", "2019/20", False)),
    ],
)
def test_only_periods_with_a_month_in_common_count_the_same_events(one: str, other: str, shared: bool) -> None:
    assert share_years(one, other) is share_years(other, one) is shared


def test_words_and_cells_of_quarters_are_left_alone_by_spreadsheets() -> None:
    assert [period_words("2026 Q1"), period_words("2025/26 Q4")] == ["2026 Q1", "2025/26 Q4"]
    assert left_alone(whole_years(period_words("2026 Q1"))) == "2026 Q1"
    assert left_alone(whole_years(period_words("2025/26 Q4"))) == "2025/26 Q4"
    assert left_alone(whole_years(period_words("2018/19-2020/21"))) == "2018/2019 to 2020/2021"


def test_a_trend_of_quarters_stands_a_quarter_of_a_year_apart_and_says_them(tiny: Atlas) -> None:
    made = quarterly(tiny)
    (chart,) = charts(made, scene(made, resolve(made, f"area={ALPHA}&by=ccg&show=trend").view))
    line = max(chart.series, key=lambda series: series.size)
    assert [point.x for point in line.points] == [2024.25, 2024.5, 2024.75, 2025, 2025.25]
    assert chart.x.ticks[-1] == (2025.25, "2026 Q1")
    assert chart.title == "Noun of deaths-ccg in Alpha: rose by 30% from 2025 Q1 to 2026 Q1"
    assert "over 5 periods, 2025 Q1 to 2026 Q1" in chart.alternative
    assert [row[0] for row in chart.table.rows] == list(YEAR)
    assert chart.rules[0].at == 2025.25


def test_a_quarter_that_is_missing_breaks_the_line(tiny: Atlas) -> None:
    made = quarterly(tiny, (*YEAR[:2], *YEAR[3:]))
    (chart,) = charts(made, scene(made, resolve(made, f"area={ALPHA}&by=ccg&show=trend").view))
    line = max(chart.series, key=lambda series: series.size)
    assert [point.x for point in line.points] == [2024.25, 2024.5, None, 2025, 2025.25]


@pytest.mark.parametrize("said", ["2025%20Q3", "2025+Q3", "2025q3", "2025%2520Q3", "“2025 Q3”"])
def test_an_address_names_a_quarter_and_mends_how_it_is_written(tiny: Atlas, said: str) -> None:
    found = resolve(quarterly(tiny), f"by=ccg&condition=all-causes&measure=deaths-ccg&period={said}")
    assert found.view.period == "2025 Q3"
    assert "&period=2025%20Q3&" in found.view.to_query()


def test_the_address_of_a_quarter_comes_back_whole(tiny: Atlas) -> None:
    made = quarterly(tiny)
    view = resolve(
        made, "by=ccg&condition=all-causes&measure=deaths-ccg&period=2025%20Q3&against=period:2025%20Q1"
    ).view
    assert view.against == "period:2025 Q1"
    start = replace(view, against="")
    back = resolve(made, Presenting(slides=(start, replace(start, period="2026 Q1"))).address_of(start))
    assert (back.view, back.notices) == (start, ())
    assert [slide.period for slide in back.shown.slides] == ["2025 Q3", "2026 Q1"]


def test_the_file_of_a_quarter_is_named_after_it(tiny: Atlas) -> None:
    made = quarterly(tiny)
    view = resolve(made, "by=ccg&condition=all-causes&measure=deaths-ccg&period=2025%20Q3").view
    assert file_name(scene(made, view), "slide", "png").endswith("by-ccg-2025-q3-slide.png")


def test_a_quarter_has_no_person_years_of_a_whole_year() -> None:
    people = {(ALPHA, 2025): 100.0}
    assert (person_years(people, ALPHA, "2025"), person_years(people, ALPHA, "2025 Q1")) == (100.0, None)


def test_a_quarter_to_come_and_one_left_out_are_implausible(tiny: Atlas) -> None:
    made = quarterly(tiny, (*YEAR[:3], "2026 Q1", "2026 Q2"))
    grounds = Grounds(made, date(2026, 3, 31))
    assert [odd.period for odd in not_over(grounds)] == ["2026 Q2"]
    apart = [odd.found for odd in periods_apart(grounds)]
    assert apart == [
        f"{made.indicators['deaths-ccg'].title}: 2026 Q1 follows 2025 Q3, while the others come every quarter"
    ]


def test_quarters_and_years_are_never_one_indicator(tmp_path: Path) -> None:
    data, shapes = edition(tmp_path)
    path = data / "values" / "nomis.csv"
    rows = path.read_text(encoding="utf-8")
    path.write_text(rows.replace(",2023,", ",2023 Q4,"), encoding="utf-8")
    assert list(load(data, shapes).values["lung-cancer-deaths-count"]) == ["2023 Q4"]
    more = "".join(f"lung-cancer-deaths-count,{code},2024,9,,,9,,published,,,,\n" for code in (NEWCASTLE, GATESHEAD))
    path.write_text(rows.replace(",2023,", ",2023 Q4,") + more, encoding="utf-8")
    with pytest.raises(DataError, match="2024, while lung-cancer-deaths-count began with 2023 Q4"):
        load(data, shapes)
