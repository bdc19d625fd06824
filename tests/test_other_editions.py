"""An edition that lacks what this one has is refused at the start, or offers less; a page never fails for it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from official import official_folder
from shipped import ICS, Level

from dashboard.core.atlas import Atlas
from dashboard.core.condition import LIFE_EXPECTANCY
from dashboard.core.view import Overlay, View
from dashboard.importers import IMPORTS, fingertips, lsoa, table
from dashboard.importers.layouts import tidy
from dashboard.importers.reading import SourceError
from dashboard.views.options import overlay_options, show_options
from dashboard.views.resolve import resolve
from dashboard.views.shows import missing_chart
from dashboard.web.app import create_app
from dashboard.wording.notices import hint_words, notice_words

ASSETS = str(Path(__file__).parents[1] / "assets")
LIFE = View(ICS, Level.COUNCIL, LIFE_EXPECTANCY, "life-expectancy-male", "2016-18", show="life")


def renamed(atlas: Atlas, column: str, *names: str) -> Atlas:
    """The atlas with another id, measure or condition where it had one of these."""
    changed = {
        key: replace(indicator, **{column: f"other-{getattr(indicator, column)}"})
        if getattr(indicator, column) in names
        else indicator
        for key, indicator in atlas.indicators.items()
    }
    values = {changed[key].id: periods for key, periods in atlas.values.items()}
    conditions = {**atlas.conditions}
    if column == "condition":
        conditions |= {f"other-{name}": replace(atlas.conditions[name], slug=f"other-{name}") for name in names}
    indicators = {indicator.id: indicator for indicator in changed.values()}
    return replace(atlas, indicators=indicators, values=values, conditions=conditions)


def status(atlas: Atlas, view: View, callback: Callable[[Any], dict[str, Any]]) -> int:
    client = create_app(atlas, ASSETS).server.test_client()
    asked = {"search": f"?{view.to_query()}", "frame": [760, 520]}
    return client.post("/_dash-update-component", json=callback(asked)).status_code


SEXES = ("male", "female")
IDS = [f"{kind}life-expectancy-{sex}" for kind in ("", "healthy-") for sex in SEXES]


@pytest.mark.parametrize("column", ["id", "measure"])
@pytest.mark.parametrize("names", [IDS[:1], IDS[2:], IDS], ids=["one", "healthy life", "all"])
def test_life_expectancy_under_another_name_is_no_failure(
    column: str, names: list[str], atlas: Atlas, callback: Callable[[Any], dict[str, Any]]
) -> None:
    assert status(renamed(atlas, column, *names), LIFE, callback) == 200


def test_a_chart_of_life_is_offered_only_where_one_sex_has_both_figures(atlas: Atlas) -> None:
    assert missing_chart(atlas, LIFE, "life") is None
    assert missing_chart(renamed(atlas, "measure", IDS[0]), LIFE, "life") is None
    without = renamed(atlas, "measure", *IDS)
    assert missing_chart(without, LIFE, "life")
    assert "life" not in [option.key for option in show_options(without, LIFE)]


@pytest.mark.parametrize(("column", "name"), [("condition", "deprivation"), ("measure", "imd-score")])
def test_without_scores_nothing_is_set_against_deprivation(column: str, name: str, atlas: Atlas) -> None:
    view = View("E38000130", Level.COUNCIL, LIFE_EXPECTANCY, "life-expectancy-male", "2016-18")
    assert missing_chart(atlas, view, "scatter") is None
    assert [option.key for option in overlay_options(atlas, view)] == list(Overlay)
    without = renamed(atlas, column, name)
    assert missing_chart(without, view, "scatter")
    assert overlay_options(without, view) == ()
    answered = resolve(without, "by=council&condition=suicide&measure=rate&overlay=bivariate")
    assert answered.view.overlay is Overlay.NONE
    (said,) = notice_words(answered.faults)
    assert said == "There are no scores of deprivation for council areas. Showing no overlay."


def test_deprivation_is_laid_over_the_levels_that_have_scores_and_no_others(atlas: Atlas) -> None:
    scores = replace(atlas.indicators["deprivation-imd-score"], levels=(Level.CCG,))
    less = replace(atlas, indicators={**atlas.indicators, scores.id: scores})
    for level, there in ((Level.CCG, True), (Level.COUNCIL, False)):
        offered = {option.key: option for option in overlay_options(less, View(ICS, level, "all-causes", "", ""))}
        assert [bool(option.view) for option in offered.values()] == [True, there, there]
        assert (hint_words(offered[Overlay.BIVARIATE].hint) == "") == there


@pytest.mark.parametrize("level", [Level.ICP, Level.COUNCIL, Level.NEIGHBOURHOOD])
def test_an_edition_without_a_level_has_maps_of_the_others(
    level: Level, atlas: Atlas, callback: Callable[[Any], dict[str, Any]]
) -> None:
    gone = {code for code, area in atlas.areas.items() if area.level == level}
    areas = {
        code: replace(area, parents=tuple(parent for parent in area.parents if parent not in gone), same_boundary="")
        for code, area in atlas.areas.items()
        if code not in gone
    }
    shapes = {at: {code: shape for code, shape in held.items() if code in areas} for at, held in atlas.shapes.items()}
    less = replace(atlas, areas=areas, shapes=shapes, facts=(), postcodes={}, sites=(), priorities=())
    assert status(less, View(ICS, Level.CCG, "all-causes", "avoidable", "2018"), callback) == 200
    assert status(less, View("E38000130", Level.CCG, "all-causes", "avoidable", "2018"), callback) == 200


@pytest.mark.parametrize("function", [*IMPORTS.values(), tidy, table.parts, lsoa.members])
def test_no_converter_has_areas_of_its_own(function: Callable[..., Any]) -> None:
    assert inspect.signature(function).parameters["areas"].default is inspect.Parameter.empty


def test_figures_of_the_edition_that_is_imported_into_are_taken(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("code,levels,parents,ods_code\nE09000001,council,,\n")
    rows = "".join(f"{area},2016,9{n},Alcohol related mortality,Persons\n" for n, area in enumerate(("E09000001", ICS)))
    (tmp_path / "source.csv").write_text(f"area_code,period,value,indicator,unit\n{rows}E06000002,2016,60,Alcohol, \n")
    found = fingertips.convert([tmp_path / "source.csv"], tmp_path / "areas.csv")
    assert list(found["area_code"]) == ["E09000001"]


#: The official files that an import reads, by how their names begin; of every other file of the folder it wants none.
OWN = {
    "fingertips": (
        *("fingertips_40502", "fingertips_90362", "fingertips_91096", "fingertips_91382", "fingertips_92901"),
        *("fingertips_93721_u75_preventable_2010", "ons_subnational", "phe_fingertips", "published_statements"),
    ),
    "fingertips_rebased": ("fingertips_90366", "fingertips_93721_u75_preventable_rebased", "fingertips_93722"),
    "health_index": ("ons_health_index", "phe_fingertips_2016_18_with_counts"),
    "ons_avoidable": ("fingertips_93721_u75_preventable_2010", "ons_avoidable"),
    "ons_other": ("ons_drug", "ons_hle"),
    "pyll": ("nhsdigital",),
    "nomis": (),
    "qof": (),
    "stroke": (),
    "population": ("ons_midyear",),
    "deprivation": (),
}


@pytest.mark.official
@pytest.mark.parametrize("name", OWN)
def test_an_import_refuses_every_official_file_that_is_not_its_own(name: str) -> None:
    areas = Path(__file__).parents[1] / "data" / "areas.csv"
    others = [path for path in (official_folder() / "mortality").glob("*.csv") if not path.name.startswith(OWN[name])]
    assert len(others) > 10
    for path in others:
        with pytest.raises(SourceError, match=f"^{re.escape(path.name)}"):
            IMPORTS[name]([path], areas)
