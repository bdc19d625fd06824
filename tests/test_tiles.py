"""The tiles above the map: as many areas are worse than England as a plain count finds, and each leads to their map."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
import synthetic
from shipped import ICS, Level

from dashboard.core.atlas import Atlas
from dashboard.core.edition import Tile
from dashboard.loading.load import DataError, load
from dashboard.views.resolve import resolve
from dashboard.views.tiles import TileCount, tile_counts
from dashboard.web.page.layout import layout
from dashboard.web.page.tiles import tiles

DATA = Path(__file__).parent.parent / "data"
HEARTS = '[[tiles]]\ncondition = "hearts"\nmeasure = "yll"\ntitle = "Hearts"\n'


@pytest.fixture(scope="module")
def counts(atlas: Atlas) -> tuple[TileCount, ...]:
    return tile_counts(atlas)


def _plain_count(indicator: str, period: str, level: str, high_is_worse: bool) -> tuple[int, int]:
    """Areas that are worse, and those with an interval, read from the tables by other means."""
    with (DATA / "areas.csv").open(encoding="utf-8") as file:
        codes = {row["code"] for row in csv.DictReader(file) if level in row["levels"].split()}
    figures = {}
    for path in sorted((DATA / "values").glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            rows = (row for row in csv.DictReader(file) if (row["indicator"], row["period"]) == (indicator, period))
            figures |= {row["area_code"]: row for row in rows}
    england = float(figures["E92000001"]["value"])
    judged = [row for code, row in figures.items() if code in codes and row["lower"]]
    worse = [
        row for row in judged if (float(row["lower"]) > england if high_is_worse else float(row["upper"]) < england)
    ]
    return len(worse), len(judged)


def test_the_shipped_edition_has_four_in_the_order_of_its_file(counts: tuple[TileCount, ...]) -> None:
    found = [(one.view.condition, str(one.view.by), one.view.period) for one in counts]
    assert found == [
        ("circulatory", "council", "2022-24"),
        ("life-expectancy", "council", "2022-24"),
        ("life-expectancy", "council", "2022-24"),
        ("stroke", "ccg", "2012-14"),
    ]


def test_each_counts_what_a_plain_count_of_the_tables_finds(counts: tuple[TileCount, ...]) -> None:
    high = (True, False, False, True)
    plain = [
        _plain_count(one.indicator.id, one.view.period, one.view.by, is_high)
        for one, is_high in zip(counts, high, strict=True)
    ]
    assert [(one.worse, one.judged) for one in counts] == plain
    assert plain == [(7, 13), (7, 13), (8, 13), (2, 11)]
    assert [one.unjudged for one in counts] == [1, 1, 1, 1]


def test_each_leads_to_its_map_of_the_whole_system_without_a_notice(
    atlas: Atlas, counts: tuple[TileCount, ...]
) -> None:
    for one in counts:
        resolved = resolve(atlas, one.view.to_query())
        assert (resolved.view, resolved.notices) == (one.view, ())
        assert one.view.area == ICS


def test_the_strip_says_count_measure_level_and_years_and_the_line_of_england_in_words(atlas: Atlas) -> None:
    strip = tiles(atlas)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", strip))
    assert (
        "7 of 13 Early heart and circulatory deaths : councils worse than England, 2022 to 2024; 1 not compared"
        in words
    )
    assert 'role="img" aria-label="England: 60.8 in 2001 to 2003, 30.2 in 2022 to 2024"' in strip
    assert strip.count("<li>") == strip.count("data-view") == strip.count("<svg") == 4


def test_a_measure_is_left_out_where_too_few_areas_have_a_verdict(atlas: Atlas) -> None:
    other = replace(atlas, edition=replace(atlas.edition, tiles=(Tile("stroke", "deaths-smr", "Stroke deaths"),)))
    assert tile_counts(other) == ()
    assert tiles(other) == ""


def test_verdicts_by_approximate_limits_are_likely(atlas: Atlas) -> None:
    other = replace(atlas, edition=replace(atlas.edition, tiles=(Tile("all-causes", "preventable", "Early deaths"),)))
    (one,) = tile_counts(other)
    assert (one.view.by, one.worse, one.judged, one.is_likely) == (Level.CCG, 8, 12, True)
    assert "CCGs likely worse than England, 2018<" in tiles(other)


# ---- another edition ----


def _edition(folder: Path, text: str) -> Atlas:
    data, boundaries = synthetic.edition(folder)
    path = data / "edition.toml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return load(data, boundaries)


def test_an_edition_without_tiles_has_no_strip_and_keeps_no_room_for_one(tmp_path: Path) -> None:
    other = _edition(tmp_path, "")
    assert tiles(other) == ""
    assert "id='tiles'" not in repr(layout(other.edition))


def test_an_edition_has_its_own(tmp_path: Path) -> None:
    """Locations are 418 and more with ± 8; England is 400."""
    other = _edition(tmp_path, HEARTS)
    (one,) = tile_counts(other)
    assert (str(one.view.by), one.worse, one.judged, one.unjudged) == ("location", 6, 6, 0)
    assert "All 6</strong>" in tiles(other)
    assert "sub-ICB locations worse than England, 2018 to 2020<" in tiles(other)
    assert "id='tiles'" in repr(layout(other.edition))


WRONG = {
    "no such measure": ('measure = "yll"', 'measure = "luck"', "'luck of hearts'"),
    "no such condition": ('condition = "hearts"', 'condition = "minds"', "'yll of minds'"),
    "nothing to judge by": (
        'condition = "hearts"\nmeasure = "yll"',
        'condition = "deprivation"\nmeasure = "imd-score"',
        "imd-score",
    ),
}


@pytest.mark.parametrize(("old", "new", "found"), WRONG.values(), ids=WRONG)
def test_a_tile_that_could_tell_nothing_stops_the_start(tmp_path: Path, old: str, new: str, found: str) -> None:
    with pytest.raises(DataError) as refused:
        _edition(tmp_path, HEARTS.replace(old, new))
    (fault,) = map(str, refused.value.faults)
    assert "edition.toml, key tiles.1.measure: found" in fault
    assert found in fault
