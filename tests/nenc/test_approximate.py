"""Approximate limits (rule 9c): known answers by hand, and how near they come where limits were published too."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from math import sqrt
from pathlib import Path
from statistics import mean

import pandas as pd
import pytest
from official import official_folder
from shipped import Level

from dashboard.core.atlas import Atlas
from dashboard.core.value import Comparison, IntervalKind, Value
from dashboard.importers import approximate
from dashboard.importers.table import frame
from dashboard.stats.comparison import judge
from dashboard.stats.intervals import approximate_interval
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.page.table import table, table_html
from dashboard.wording.captions import finding

ROOT = Path(__file__).parents[2]
PERIODS = {"2016-01-01/P3Y": range(2016, 2019), "2017-01-01/P3Y": range(2017, 2020)}


# Known answers


@pytest.mark.parametrize(
    ("rate", "events", "lower", "upper"),
    [
        # Byar's limits of 100 events are 81.36 and 121.63: 18.64 and 21.63 away, which is 21.44 and 24.87 when widened.
        (100.0, 100.0, 78.57, 124.87),
        # The same number of events at a rate of 250: all is 2.5 times as much.
        (250.0, 100.0, 196.42, 312.18),
        # The exact limits of 4 events are 1.0899 and 10.2416; widened the lower one is 4 - 1.15 x 2.9101.
        (4.0, 4.0, 0.6534, 11.1778),
        # The exact lower limit of 1 event is 0.0253, so the widened one would lie below nothing.
        (1.0, 1.0, 0.0, 6.2571),
    ],
)
def test_the_limits_are_those_of_the_count_and_both_halves_15_per_cent_wider(rate, events, lower, upper):
    assert approximate_interval(rate, events) == pytest.approx((lower, upper), abs=0.006)


@pytest.mark.parametrize(("rate", "events"), [(0.0, 10.0), (10.0, 0.0), (-1.0, 10.0)])
def test_nothing_has_no_limits(rate, events):
    with pytest.raises(ValueError, match="no limits of a rate"):
        approximate_interval(rate, events)


PEOPLE = {("A", 2016): 100_000.0, ("A", 2017): 101_000.0, ("A", 2018): 99_000.0, ("B", 2016): 50_000.0}


@pytest.mark.parametrize(
    ("code", "period", "years"),
    [
        ("A", "2016", 100_000),
        ("A", "2016-18", 300_000),
        ("A", "2015-17", None),
        ("B", "2016-18", None),
        ("C", "2016", None),
    ],
)
def test_a_period_has_person_years_only_if_the_people_of_every_year_are_known(code, period, years):
    assert approximate.person_years(PEOPLE, code, period) == years


def _rate(code: str, period: str, value: float | None, indicator: str = "deaths", **cells: object) -> dict[str, object]:
    key = {"indicator": indicator, "area_code": code, "period": period, "value": value}
    return key | {"status": "published" if value is not None else "missing"} | cells


def test_only_a_rate_without_limits_whose_people_are_known_gets_some():
    table = frame(
        [
            _rate("A", "2016", 100.0),
            _rate("A", "2017", 100.0, lower=90.0, upper=111.0),
            _rate("A", "2018", None),
            _rate("A", "2019", 100.0),
            _rate("A", "2016", 100.0, "crude"),
        ]
    )
    made = approximate.with_limits(table, {"deaths"}, PEOPLE)
    assert list(made["interval"]) == ["approximate", "", "", "", ""]
    assert list(made["lower"].fillna(0)) == [78.57, 90.0, 0.0, 0.0, 0.0]
    assert list(made["denominator"].fillna(0)) == [100_000, 0, 0, 0, 0]
    assert list(made.dtypes) == list(table.dtypes)


def test_an_estimate_takes_the_limits_of_the_summed_events_if_every_part_has_some():
    """A has 100 events among 100,000 and B 50 among 50,000: 150 events, whose Byar limits are 126.95 and 176.02."""
    parts = approximate.with_limits(
        frame([_rate("A", "2016", 100.0), _rate("B", "2016", 100.0), _rate("A", "2017", 100.0)]), {"deaths"}, PEOPLE
    )
    wholes = frame([_rate("W", "2016", 100.0), _rate("W", "2017", 100.0), _rate("V", "2017", 100.0)])
    made = approximate.with_limits_of_wholes(wholes, parts, {"W": ("A", "B"), "V": ("A",)})
    assert list(made["interval"]) == ["approximate", "", "approximate"]
    low, high = 100 - 1.15 * (100 - 126.95 / 1.5), 100 + 1.15 * (176.02 / 1.5 - 100)
    assert (made["lower"][0], made["upper"][0]) == pytest.approx((low, high), abs=0.02)
    assert made["denominator"][0] == 150_000


def test_the_people_of_a_place_are_all_its_people_times_the_share_of_its_districts(tmp_path: Path):
    """District d1 has 8 of 10 people under 75 and d2 12 of 20; a place in both has 20 of 30."""
    areas = tmp_path / "areas.csv"
    areas.write_text(
        "code,levels,parents\nc1,ccg,\nd1,district,\nd2,district,\nm1,neighbourhood,c1 d1\nm2,neighbourhood,c1 d2\n"
    )
    ages = [f"Age {age}" for age in range(90)] + ["Aged 90+"]

    def people(code: str, young: int, old: int) -> dict[str, str]:
        cells = dict.fromkeys(ages, "0") | {"Age 40": str(young), "Age 80": str(old)}
        return {"code": code, "year": "2016"} | cells

    by_age = pd.DataFrame([people("d1", 8, 2), people("d2", 12, 8)])
    assert approximate.of_places(by_age, {("c1", 2016): 3000.0, ("c1", 2017): 1.0}, areas) == {("c1", 2016): 2000}


# Against the official files, by a second way of reckoning


def _official(name: str) -> list[dict[str, str]]:
    with (official_folder() / "mortality" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _young() -> dict[tuple[str, int], int]:
    lines = _official("ons_midyear_population_la_by_age_2016_2019.csv")
    return {(line["code"], int(line["year"])): sum(int(line[f"Age {age}"]) for age in range(75)) for line in lines}


def _byar(rate: float, people: float) -> tuple[float, float]:
    events = rate * people / 1e5
    low = events * (1 - 1 / (9 * events) - 1.96 / (3 * sqrt(events))) ** 3
    high = (events + 1) * (1 - 1 / (9 * (events + 1)) + 1.96 / (3 * sqrt(events + 1))) ** 3
    return rate - 1.15 * (rate - low / people * 1e5), rate + 1.15 * (high / people * 1e5 - rate)


def _side(low: float, high: float, england: float) -> str:
    return "worse" if low > england else "better" if high < england else "similar"


def _checked() -> list[tuple[float, bool]]:
    """For each figure of 93722 that has both: the ratio of the widths, and whether the two say the same of England."""
    young, found = _young(), []
    lines = [
        line for line in _official("fingertips_93722_u75_preventable_cvd_2001_2024.csv") if line["period"] in PERIODS
    ]
    england = {line["period"]: float(line["observation"]) for line in lines if line["areacd"] == "E92000001"}
    for line in lines:
        keys = [(line["areacd"], year) for year in PERIODS[line["period"]]]
        if all(key in young for key in keys):
            low, high = _byar(float(line["observation"]), sum(young[key] for key in keys))
            limits = float(line["lci_95"]), float(line["uci_95"])
            benchmark = england[line["period"]]
            found.append(
                ((high - low) / (limits[1] - limits[0]), _side(low, high, benchmark) == _side(*limits, benchmark))
            )
    return found


@pytest.mark.official
def test_approximate_limits_are_about_as_wide_as_published_ones_and_say_the_same() -> None:
    """Before they are made 15 % wider they are 0.86 to 1.11 times as wide, on average 1.00."""
    ratios = [ratio for ratio, _ in _checked()]
    assert len(ratios) == 24
    assert (round(min(ratios), 2), round(max(ratios), 2), round(mean(ratios), 2)) == (0.99, 1.28, 1.15)
    assert sum(same for _, same in _checked()) == 23


SAID = tomllib.loads((ROOT / "data/edition.toml").read_text(encoding="utf-8"))["about"]["intervals"]


@pytest.mark.official
def test_the_page_about_the_data_tells_how_near_they_come() -> None:
    ratios, same = zip(*_checked(), strict=True)
    assert f"of the {len(ratios)} figures of councils that have both" in SAID
    assert f"{min(ratios):.2f} to {max(ratios):.2f} times as wide, on average {mean(ratios):.2f}" in SAID
    assert f"and say the same of England in {sum(same)};" in SAID


def _agreement(atlas: Atlas) -> Counter[bool]:
    """Whether approximate limits say what the publisher says, of each single year that has both."""
    found: Counter[bool] = Counter()
    for id in ("preventable-u75-council", "preventable-u75-rebased"):
        for period, values in atlas.values[id].items():
            england = atlas.benchmark(atlas.indicators[id], period)
            for value in values.values():
                if england and england.value and value.verdict and value.interval is IntervalKind.APPROXIMATE:
                    found[_side(value.lower or 0, value.upper or 0, england.value) == value.verdict] += 1
    return found


def test_they_say_what_the_publisher_says_of_nearly_every_single_year(atlas: Atlas) -> None:
    found = _agreement(atlas)
    assert found == {True: 120, False: 4}
    assert f"and what the publisher says in {found[True]} of {found.total()} figures of a single year" in SAID


def test_the_mean_of_a_partnership_and_its_interval_are_near_what_is_known_exactly(atlas: Atlas) -> None:
    """Cancer deaths by CCG were counted, so the rate of the North ICP and its limits are exact."""
    means, widths, same = [], [], []
    parts = [area.code for area in atlas.level(Level.CCG) if "icp-north" in area.parents]
    for id in (id for id in atlas.values if id.endswith("-cancer-deaths-rate")):
        for values in atlas.values[id].values():
            exact, england = values["icp-north"], values["E92000001"].value or 0
            people = [values[code].denominator or 0 for code in parts]
            events = [(values[code].value or 0) * many / 1e5 for code, many in zip(parts, people, strict=True)]
            mean_rate = sum(events) / sum(people) * 1e5
            low, high = _byar(mean_rate, sum(people))
            means.append(mean_rate / (exact.value or 0))
            widths.append((high - low) / ((exact.upper or 0) - (exact.lower or 0)))
            same.append(_side(low, high, england) == _side(exact.lower or 0, exact.upper or 0, england))
    assert f"Of {len(means)} rates of cancer deaths" in SAID
    assert f"{min(means):.2f} to {max(means):.2f} times the exact rate" in SAID
    assert f"{min(widths):.2f} to {max(widths):.2f} times as wide, and {sum(same)} say the same" in SAID


@pytest.mark.official
def test_every_approximate_interval_of_a_council_or_district_is_that_of_the_official_population(atlas: Atlas) -> None:
    young, checked = _young(), 0
    for id, period, code, value in _approximate(atlas):
        years = range(int(period[:4]), int(period[:4]) + (3 if "-" in period else 1))
        if (code, years[0]) in young:
            people = sum(young[code, year] for year in years)
            assert value.denominator == people, (id, period, code)
            assert (value.lower, value.upper) == pytest.approx(_byar(value.value or 0, people), abs=0.02), (
                id,
                period,
                code,
            )
            checked += 1
    assert checked == 254


def _approximate(atlas: Atlas) -> list[tuple[str, str, str, Value]]:
    return [
        (id, period, code, value)
        for id, periods in atlas.values.items()
        for period, values in periods.items()
        for code, value in values.items()
        if value.interval is IntervalKind.APPROXIMATE
    ]


@pytest.mark.official
def test_estimated_deaths_are_near_those_that_were_counted(atlas: Atlas) -> None:
    """The treatable deaths of the file of CCGs: the rate times the people under 75 must come near them."""
    counted = [
        (value.value or 0) * (value.denominator or 0) / 1e5 / value.count
        for id, _, code, value in _approximate(atlas)
        if id == "treatable-u75-ccg" and code.startswith("E38") and value.count
    ]
    assert len(counted) == 42
    assert (round(min(counted), 2), round(max(counted), 2), round(mean(counted), 2)) == (0.8, 1.2, 0.96)


def test_no_approximate_interval_is_of_a_year_whose_people_are_not_at_hand(atlas: Atlas) -> None:
    found = _approximate(atlas)
    assert {period for _, period, _, _ in found} == {"2016", "2017", "2018", "2019", "2016-18", "2017-19"}
    assert {id for id, *_ in found} == {
        *("avoidable-u75-ccg", "treatable-u75-ccg", "preventable-u75-ccg"),
        *("treatable-u75-district-3yr", "preventable-u75-district-3yr"),
        *("avoidable-u75-council", "avoidable-u75-district", "preventable-u75-council", "preventable-u75-rebased"),
        *("deaths-u75", "cancer-deaths-u75", "circulatory-deaths-u75", "circulatory-preventable-2016-definition"),
        "chronic-liver-disease-preventable",
    }


def test_a_table_of_approximate_intervals_alone_says_so_once_in_its_heading(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, "by=ccg&condition=all-causes&measure=preventable&period=2018").view)
    opened = {row.area.code: what.view for row in what.rows}
    part, said = table(atlas, what, opened), table_html(atlas, what, opened)
    assert part.all_about
    assert said.count("pprox.") == 1 + sum("pprox." in note for note in part.notes)


def test_early_deaths_from_liver_disease_are_likely_more_in_gateshead_than_in_england(atlas: Atlas) -> None:
    """23 per 100,000 of 552,984 person-years are 127 deaths; 123 were published beside the rate, which is rounded.

    Byar's limits of 127.2 are 106.0 and 151.3: widened by 15% and as rates 18.6 and 28.0, above England's 16.
    """
    liver = atlas.indicators["chronic-liver-disease-preventable"]
    value, england = atlas.value(liver, "2016-18", "E08000037"), atlas.benchmark(liver, "2016-18")
    assert value is not None
    assert england is not None
    assert (value.value, value.lower, value.upper, england.value) == (23, 18.6, 28.02, 16)
    events = 23 * 552_984 / 100_000
    ends = [n * (1 - 1 / (9 * n) + side * 1.959964 / (3 * sqrt(n))) ** 3 for n, side in ((events, -1), (events + 1, 1))]
    wide = [23 + 1.15 * 23 * (end / events - 1) for end in ends]
    assert wide == pytest.approx([18.6, 28.02], abs=0.01)
    verdict = judge(value, england, liver.direction)
    assert (verdict.comparison, verdict.likely) == (Comparison.WORSE, True)
    here = scene(atlas, resolve(atlas, "area=E08000037&by=council&condition=chronic-liver-disease").view)
    assert finding(here) == "Preventable liver disease deaths in Gateshead: likely worse than England by 44%"
