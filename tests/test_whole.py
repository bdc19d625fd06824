"""A figure of a whole county is not painted over its part as if it were the part's (rule 20)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from shipped import Level
from tiny import COUNTY, FIRST

from dashboard.core.area import Row
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind
from dashboard.core.value import Extent
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Stamp, Swatch
from dashboard.export.writers.drawingml import Pen
from dashboard.maps.hatch_looks import HatchKind
from dashboard.maps.hatching import hatchings, wholes
from dashboard.maps.legend_entries import legend
from dashboard.views.own_parts import own_parts
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene

ROOT = Path(__file__).parent.parent
WRITERS = ROOT / "dashboard/export/writers"
COUNTIES = "by=council&condition=all-causes&measure=avoidable"


def test_the_county_alone_is_hatched_and_the_legend_says_why(tiny: Atlas):
    shown = scene(tiny, resolve(tiny, COUNTIES).view)
    assert dict(hatchings(shown)) == {HatchKind.WHOLE: (COUNTY,)}
    assert legend(shown, ()).hatches == (("whole", "of the whole county"),)
    elsewhere = scene(tiny, resolve(tiny, "by=ccg").view)
    assert (hatchings(elsewhere), legend(elsewhere, ()).hatches) == ((), ())


def test_figures_of_few_events_are_hatched_and_the_legend_says_why(tiny: Atlas):
    """Nineteen deaths are few and twenty are not; a number of deaths is what it is."""
    shown = scene(tiny, resolve(tiny, "by=ccg").view)
    counts = [19.0, 20.0, None]
    rows = tuple(
        Row(row.area, replace(row.value, count=count)) if row.value else row
        for row, count in zip(shown.rows, counts, strict=False)
    )
    few = replace(shown, rows=rows)
    assert dict(hatchings(few)) == {HatchKind.FEW: (rows[0].area.code,)}
    assert legend(few, ()).hatches == (("few", "fewer than 20 deaths: unreliable"),)
    numbers = replace(few, indicator=replace(few.indicator, kind=Kind.COUNT))
    assert hatchings(numbers) == ()


@pytest.mark.parametrize("kind", HatchKind)
def test_every_hatching_has_a_field_of_its_own_in_each_kind_of_legend(kind: HatchKind):
    """Slides, pictures, the page, its script, the snapshot and the board each say for themselves how it looks."""
    marks = {other: Pen(SIZES["slide"]).swatch("A", Swatch(0, 0, 30, 20, "", other)) for other in HatchKind}
    assert list(marks.values()).count(marks[kind]) == 1
    assert f's.pattern == "{kind}"' in (WRITERS / "poster.typ").read_text(encoding="utf-8")
    assert f'id="fill-{kind}"' in (WRITERS / "snapshot.html").read_text(encoding="utf-8")
    assert re.search(rf"\b'?{kind}'?: 'atlas-", (ROOT / "assets-src/map/patterns.js").read_text(encoding="utf-8"))
    if kind not in (HatchKind.MIDDLE_ROW, HatchKind.DEPRIVED_ROW):  # whose words stand beside the nine colours
        assert f'e.kind == "{kind}"' in (WRITERS / "board.typ").read_text(encoding="utf-8")
        assert f".swatch--{kind} " in (WRITERS / "snapshot.html").read_text(encoding="utf-8")
        assert f".atlas-swatch--{kind} " in (ROOT / "assets/20-atlas.css").read_text(encoding="utf-8")


def test_the_picture_hatches_the_part_and_names_it_whole_county(tiny: Atlas):
    picture = Painter(tiny).picture(scene(tiny, resolve(tiny, COUNTIES).view), SIZES["slide"], Stamp("", ""))
    part = next(area for area in picture.areas if area.code == COUNTY)
    across = [x for polygon in part.polygons for x, _ in polygon[0]]
    ends = [x for line in picture.hatching for x, _ in line.points]
    assert min(across) - 1 <= min(ends) <= max(ends) <= max(across) + 1
    assert all(line.points[0][1] < line.points[-1][1] for line in map(_left_to_right, picture.hatching)), "it falls"


def _left_to_right(line):
    return line.__class__(tuple(sorted(line.points)), line.colour, line.width)


def test_the_districts_with_figures_of_their_own_are_one_click_away(tiny: Atlas):
    ((area, view),) = own_parts(tiny, scene(tiny, resolve(tiny, COUNTIES).view))
    assert (area.code, view.area, view.by) == (COUNTY, COUNTY, Level.DISTRICT)


def test_no_link_leads_to_districts_that_have_none_of_their_own(tiny: Atlas):
    """The only district with a figure bears that of a whole district, too."""
    figures = tiny.values["deaths-council"]["2016-18"]
    whole = {**figures, FIRST: replace(figures[FIRST], extent=Extent.DISTRICT)}
    made = replace(tiny, values={**tiny.values, "deaths-council": {"2016-18": whole}})
    assert list(own_parts(made, scene(made, resolve(made, COUNTIES).view))) == []


@pytest.mark.parametrize("measure", ["deaths-smr", "yll"])
def test_every_link_to_the_districts_leads_to_figures_of_their_own(atlas: Atlas, answer, latest_views, measure):
    seen = 0
    for view in (view for view in latest_views if view.by == Level.COUNCIL and view.measure == measure):
        shown = scene(atlas, view)
        parts = list(own_parts(atlas, shown))
        for area, there in parts:
            districts = scene(atlas, resolve(atlas, there.to_query()).view)
            assert districts.view.by == Level.DISTRICT
            assert any(row.value.extent is Extent.OWN for row in districts.shown), view
            assert area.code in wholes(shown)
            seen += 1
        page = answer(view)[1]["parts"]["caption"]
        assert page.count('id="parts-') == len(parts)
    assert (seen > 0) == (measure == "deaths-smr")


def test_no_figure_of_more_land_is_drawn_without_its_hatching(atlas: Atlas, every_view):
    hatched = 0
    for view in every_view:
        shown = scene(atlas, view)
        larger = [row.area.code for row in shown.shown if row.value.extent.reaches_beyond]
        assert list(wholes(shown)) == (larger if shown.indicator.mapped else []), view
        hatched += bool(larger)
    assert hatched > 100
