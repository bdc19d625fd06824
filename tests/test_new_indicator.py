"""An indicator of a known source is two places: its row in indicators.csv and its figures in values/."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from shipped import ICS, Level

from dashboard.charts.causes import causes
from dashboard.charts.ranking import ranking
from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND
from dashboard.core.view import View
from dashboard.loading.load import load
from dashboard.views.options import condition_options, measure_options
from dashboard.views.staging import scene
from dashboard.wording.captions import finding as headline

ROOT = Path(__file__).parents[1]
NEW = "diabetes-yll"
VIEW = View(ICS, Level.CCG, "diabetes", "yll", "2012-14")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(rows[0]), lineterminator="\n").writerows(rows)


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The shipped atlas with years of life lost from one more cause: the figures of stroke under another name."""
    data = tmp_path_factory.mktemp("larger") / "data"
    shutil.copytree(ROOT / "data", data)
    (like,) = (row for row in _rows(data / "indicators.csv") if row["id"] == "stroke-yll")
    words = {"title": "Years of life lost from diabetes", "title_short": "diabetes", "noun": "years lost from diabetes"}
    own = {"id": NEW, "condition": "diabetes", "family": "diabetes-years-lost"}
    _append(data / "indicators.csv", [like | own | words])
    figures = [row for row in _rows(data / "values" / "pyll.csv") if row["indicator"] == "stroke-yll"]
    _append(data / "values" / "pyll.csv", [row | {"indicator": NEW} for row in figures])
    return load(data, ROOT / "boundaries")


def test_it_stands_in_the_menus_and_has_a_map(larger: Atlas) -> None:
    what = scene(larger, VIEW)
    assert headline(what).startswith("Years lost from diabetes in ")
    assert what.edges
    conditions = [option for options in condition_options(larger, VIEW).values() for option in options]
    assert [option.key for option in conditions if option.selected] == ["diabetes"]
    assert "yll" in [option.key for option in measure_options(larger, VIEW)]


def test_it_is_ranked_and_compared_with_england(larger: Atlas) -> None:
    indicator = larger.indicators[NEW]
    chart = ranking(larger, scene(larger, VIEW), indicator)
    assert len(chart.table.rows) == 12
    assert "than England" in chart.title


def test_it_is_one_more_cause_in_the_stack(larger: Atlas) -> None:
    (chart,) = causes(larger, scene(larger, View(ICS, Level.CCG, "diabetes", "yll", "2012-14", show="causes")))
    names = ["Cancer", "Coronary heart disease", "Diabetes", "Respiratory diseases", "Stroke"]
    assert [series.name for series in chart.series] == names
    assert len({series.colour for series in chart.series}) == len(names)
    assert "five causes" in chart.title
    assert ENGLAND in [point.code for point in chart.series[2].points]
    assert chart.notes[1].startswith(
        "Cancer, coronary heart disease, diabetes, respiratory diseases and stroke are not all causes"
    )
