"""The North East region beside England: in words, table and trend, with its limits, and never in England's place."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from official import official_folder
from small import NEWCASTLE, edition

from dashboard.charts.trend import trend
from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND
from dashboard.export.writers.tables import csv as figures_csv
from dashboard.importers import fingertips_rebased, ons_other
from dashboard.loading.load import DataError, load
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.views.surroundings import references
from dashboard.wording import captions

DATA = Path(__file__).parents[2] / "data"
REGION = "E12000001"
CIRCULATORY = "by=council&condition=circulatory&measure=preventable&period=2022-24"
HAS = "; England has 30.2; the North East region has 34.9 (95% interval 33.5 to 36.2)."


def _scene(atlas: Atlas, query: str) -> Scene:
    return scene(atlas, resolve(atlas, query).view)


def test_the_region_stands_beside_england_with_its_interval(atlas: Atlas) -> None:
    for area in ("", "area=icp-south&"):
        what = _scene(atlas, f"{area}{CIRCULATORY}")
        assert HAS in captions.long_caption(what), area
        assert HAS in captions.alternative(what), area
    for query in (f"area=E10000006&{CIRCULATORY}", "by=council&condition=stroke&measure=deaths-smr"):
        assert "region" not in captions.long_caption(_scene(atlas, query)), "Cumbria lies in another; no figure"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        # ln(38.7 / 34.9) is 0.105; its error comes of ln(44.2 / 33.6) / 3.92 and of ln(36.2 / 33.5) / 3.92: 0.073.
        (f"area=E08000037&{CIRCULATORY}", "Gateshead is not clearly different"),
        # 43.8 (37.2 to 51.1): 0.228 against 1.96 times 0.083.
        (f"area=E06000002&{CIRCULATORY}", "Middlesbrough is worse than that"),
        # 29.0 (26.1 to 32.1): -0.184 against 1.96 times 0.056.
        (f"area=E06000057&{CIRCULATORY}", "Northumberland is better than that"),
    ],
    ids=["Gateshead", "Middlesbrough", "Northumberland"],
)
def test_a_place_is_tested_against_the_region_by_both_intervals(atlas: Atlas, query: str, said: str) -> None:
    what = _scene(atlas, query)
    assert f"{HAS.removesuffix('.')}, and {said} (tested at 5%)." in captions.long_caption(what)
    assert " England" in captions.finding(what), "the headline is about England"
    assert "region" not in captions.finding(what)


def test_the_table_and_its_file_have_a_row_of_the_region_before_that_of_england(atlas: Atlas) -> None:
    what = _scene(atlas, CIRCULATORY)
    assert [row.area.code for row in references(atlas, what)] == [REGION, ENGLAND]
    assert what.benchmark == atlas.benchmark(atlas.indicators["circulatory-preventable"], "2022-24")
    lines = list(csv.DictReader(StringIO(figures_csv(atlas, what).decode("utf-8-sig"), newline="")))
    row = next(line for line in lines if line["area_code"] == REGION)
    assert (row["area_name"], row["level"], row["row"]) == ("North East region", "Region", "comparison")
    assert (row["lower"], row["comparison_with_england"]) == ("33.5399031592", "worse")
    assert REGION not in {row.area.code for row in what.rows}


def test_the_trend_of_a_map_and_of_a_place_has_a_line_of_the_region_and_says_its_way(atlas: Atlas) -> None:
    for area in ("", "area=E08000037&"):
        what = _scene(atlas, f"{area}{CIRCULATORY}&show=trend")
        assert what.indicator
        chart = trend(atlas, what, what.indicator)
        assert {"North East region", "England"} <= {line.name for line in chart.series if line.label}
        assert "North East region: 74.3 in 2001 to 2003, 34.9 in 2022 to 2024: fell by 53%." in chart.notes[0]


def test_every_area_of_the_region_is_one_of_the_atlas(atlas: Atlas) -> None:
    (region,) = atlas.edition.regions
    assert region.holds <= atlas.areas.keys()
    assert len(region.holds) == 12


# Import and load

EXPLORE = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"


def test_a_region_is_imported_where_it_has_limits_and_left_out_where_it_has_none(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    rate = "Preventable cardiovascular mortality (England),{},30,x,x,{},,"
    rows = [
        f"E06000001,Hartlepool,UA,{rate.format('2016-01-01/P3Y', '25,35')}",
        f"{REGION},North East,Region,{rate.format('2016-01-01/P3Y', '28,32')}",
        f"{REGION},North East,Region,{rate.format('2017-01-01/P3Y', ',')}",
        f"E12000002,North West,Region,{rate.format('2016-01-01/P3Y', '28,32')}",
    ]
    file.write_text(EXPLORE + "\n".join(rows) + "\n", encoding="utf-8")
    found = fingertips_rebased.convert([file], DATA / "areas.csv")
    assert sorted(zip(found["area_code"], found["period"], strict=True)) == [
        ("E06000001", "2016-18"),
        (REGION, "2016-18"),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"lung-cancer-deaths-count,{REGION},2023,5,4,6,,,published,,,,", ""),
        (f"lung-cancer-deaths-count,{REGION},2023,5,4,,,,published,,,,", "expected both limits, as a region stands"),
        ("lung-cancer-deaths-count,E12000002,2023,5,4,6,,,published,,,,", "expected a key of data/areas.csv"),
    ],
    ids=["a region", "without a limit", "an unknown region"],
)
def test_a_figure_of_a_region_needs_limits_and_a_region_of_the_edition(tmp_path: Path, row: str, said: str) -> None:
    data, shapes = edition(tmp_path)
    values = data / "values" / "nomis.csv"
    values.write_text(f"{values.read_text()}{row}\n")
    if not said:
        atlas = load(data, shapes)
        assert [area.name for area in atlas.regions_of(atlas.areas[NEWCASTLE])] == ["North East region"]
        return
    with pytest.raises(DataError) as refused:
        load(data, shapes)
    assert said in str(refused.value)


@pytest.mark.official
def test_every_figure_of_the_region_is_the_published_one_and_none_is_lacking(atlas: Atlas) -> None:
    files = ("fingertips_93722_u75_preventable_cvd_2001_2024.csv", "ons_hle_interim_method_2011_2024.csv")
    series = fingertips_rebased.SERIES | ons_other.SERIES
    published = {}
    for name in files:
        with (official_folder() / "mortality" / name).open(encoding="utf-8") as file:
            for row in (row for row in csv.DictReader(file) if row["areacd"] == REGION):
                first = int(row["period"][:4])
                key = (series[row["indicator"]], f"{first}-{(first + 2) % 100:02}")
                published[key] = [float(row[cell]) for cell in ("observation", "lci_95", "uci_95")]
    shipped = {
        (name, period): [figures[REGION].value, figures[REGION].lower, figures[REGION].upper]
        for name, periods in atlas.values.items()
        for period, figures in periods.items()
        if REGION in figures
    }
    assert shipped.keys() == published.keys()
    assert all(shipped[key] == pytest.approx(published[key], rel=1e-9) for key in published)
    assert len(published) == 46
