"""A chart exists by one entry and its module, an export format by one entry: tried with toys."""

from __future__ import annotations

import sys
from pathlib import Path
from pkgutil import resolve_name
from types import ModuleType

import pytest

from dashboard.charts import registry as drawn
from dashboard.charts.axes import linear
from dashboard.charts.model import Chart, ChartTable, Column
from dashboard.core.atlas import Atlas
from dashboard.core.headline import Finding, Headline
from dashboard.export import formats
from dashboard.export.export_format import About, Cost, ExportFormat
from dashboard.views.options import show_options
from dashboard.views.resolve import resolve
from dashboard.views.shows import SHOWS, Show
from dashboard.views.staging import scene
from dashboard.web import app
from dashboard.web.app import create_app

ASSETS = str(Path(__file__).parents[1] / "assets")
AXIS = linear("", [0.0, 1.0])
TOY = Chart(
    "toy", Headline("", Finding("A toy")), "", (), AXIS, AXIS, "Nothing.", ChartTable((Column("Toy"),), (("yes",),))
)


@pytest.mark.parametrize("show", SHOWS.values(), ids=SHOWS)
def test_every_entry_says_what_it_is_and_names_what_draws_it(show: Show) -> None:
    assert show.label
    assert show.question.endswith("?")
    assert not show.draws or callable(resolve_name(f"dashboard.charts.{show.draws}"))


def test_one_entry_and_its_module_make_a_chart_exist(tiny: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("dashboard.charts.toy")
    module.toy = lambda atlas, scene: (TOY,)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dashboard.charts.toy", module)
    monkeypatch.setitem(SHOWS, "toy", Show("toy", "Toy", "Is it one?", draws="toy:toy"))
    monkeypatch.setattr(drawn, "_DRAWN", drawn.drawn_by(SHOWS.values()))
    resolved = resolve(tiny, "measure=avoidable&show=toy")
    assert (resolved.view.show, resolved.notices) == ("toy", ())
    assert ("toy", "Toy") in [(option.key, option.label) for option in show_options(tiny, resolved.view)]
    assert drawn.charts(tiny, scene(tiny, resolved.view)) == (TOY,)
    answer = create_app(tiny, ASSETS).server.test_client().get("/chart.csv?show=toy")
    assert answer.status_code == 200
    assert "yes" in answer.text


def test_one_entry_makes_a_format_exist(tiny: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    toy = ExportFormat("data.toy", "text/x-toy", About.FIGURES, Cost.TABLE, lambda *_: b"a toy", "toy", "Toy", "A toy")
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, toy))
    monkeypatch.setattr(app, "FORMATS", formats.FORMATS)
    answer = create_app(tiny, ASSETS).server.test_client().get("/data.toy")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "text/x-toy", b"a toy")
    assert answer.headers["Content-Disposition"].endswith('.toy"')
    assert toy in formats.offered(About.FIGURES)
