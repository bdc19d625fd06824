"""Deaths and births that are worked out from an infant mortality rate: known answers, and what cannot be told."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.importers.infant_deaths import INDICATOR, fraction, with_deaths
from dashboard.importers.table import frame

AREA = "E07000166"


@pytest.mark.parametrize(
    ("rate", "children", "deaths", "births"),
    [
        (1000 * 25 / 9864, 9_851, 25, 9_864),
        (1000 * 3 / 2292, 2_355, 3, 2_292),
        (0.783085356, 1_440, 1, 1_277),  # births lie further from the children than they mostly do
        (4.87804878, 2_676, 13, 2_665),  # 12 of 2,460 and 14 of 2,870 would do too, and lie far off
    ],
    ids=["a city", "a district", "one death", "the nearer of two"],
)
def test_a_rate_is_a_fraction_of_whole_deaths_and_births(rate: float, children: int, deaths: int, births: int) -> None:
    assert fraction(round(rate, 9), children) == (deaths, births)


@pytest.mark.parametrize(
    ("rate", "children"),
    [(0.0, 1_600), (3.14159265, 14_000), (4.0, 6_000), (3.236245955, 5_637), (3.0, None)],
    ids=["no death", "no fraction", "several fractions", "two near ones", "no children known"],
)
def test_what_cannot_be_told_is_left_open(rate: float, children: float | None) -> None:
    assert fraction(rate, children) is None


def test_a_rate_of_one_death_says_so_and_has_exact_limits() -> None:
    """One death of 1,277 births: the exact limits of a count of one are 0.0253 and 5.5716."""
    key = {"indicator": INDICATOR, "area_code": AREA, "period": "2019-21", "status": "published"}
    found = with_deaths(frame([key | {"value": 0.783085356}]), {(AREA, 2019): 480.0}).iloc[0]
    assert (found["count"], found["denominator"]) == (1, 1_277)
    assert found["lower"] == pytest.approx(1000 * 0.0253178 / 1_277, rel=1e-4)
    assert found["upper"] == pytest.approx(1000 * 5.5716434 / 1_277, rel=1e-4)
    assert found["note"] == "deaths and births worked out from the rate"


def test_published_deaths_and_other_indicators_are_left_as_they_are() -> None:
    rows = frame(
        [
            {
                "indicator": INDICATOR,
                "area_code": AREA,
                "period": "2016-18",
                "value": 2.5,
                "count": 4,
                "status": "published",
            },
            {"indicator": "other", "area_code": AREA, "period": "2016-18", "value": 0.783085356, "status": "published"},
        ]
    )
    pd.testing.assert_frame_equal(with_deaths(rows, {(AREA, 2016): 480.0}), rows)
