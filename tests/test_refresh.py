"""``refresh`` without a network: what is asked for, what is taken of an answer, and what becomes of the rest."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from replay import CUMBRIA, HARTLEPOOL, HEADER, NORTH_YORKSHIRE, answer, line
from small import CCG, GATESHEAD, NEWCASTLE, contents

from dashboard.__main__ import main
from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers.refresh.answers import ANSWER_COLUMNS, wanted_figures
from dashboard.importers.refresh.running import with_indicator
from dashboard.importers.refresh.sources import WantedSeries, load_sources
from dashboard.loading.import_records import figure_imports
from dashboard.loading.load import load

ROOT = Path(__file__).parents[1]
SHIPPED = load_sources(ROOT / "data" / "sources.toml")
LUNG = SHIPPED.series[0]
KNOWN = {ENGLAND, HARTLEPOOL, CUMBRIA, NORTH_YORKSHIRE}
Say = pytest.CaptureFixture[str]

#: Two series by council and one by another level, all of the one condition of the small edition.
SOURCES = """
[service]
address = "http://fingertips.invalid/api"
england = 15
pause_s = 1.0
[texts]
publisher = "OHID"
link = ""
licence = "OGL"
credit = "OHID"
[kinds.rate]
kind = "rate"
unit = "rate per 100,000"
unit_short = "per 100,000"
per = 100000
standardised = "age"
event = "deaths"
direction = "high is worse"
decimals = 1
limits = ""
"""
AREA_TYPE = '[[area_types]]\nnumber = {}\nlevel = "{}"\nname = "Set {}"\n'
SERIES = """[[series]]
number = {number}
level = "{level}"
kind = "rate"
sex = "Persons"
age = "<75 yrs"
id = "lung-{number}"
condition = "lung-cancer"
family = "lung"
measure = "m-{number}"
measure_name = "Rate {number}"
title = "Title {number}"
noun = "deaths"
ages = "under 75"
definition = "Deaths."
"""
TYPES = ((302, "council"), (402, "council"), (165, "ccg"))


def small_sources() -> str:
    types = "".join(AREA_TYPE.format(number, level, number) for number, level in TYPES)
    series = ((1, "council"), (2, "council"), (3, "ccg"))
    return SOURCES + types + "".join(SERIES.format(number=number, level=level) for number, level in series)


@pytest.fixture
def data(folders: tuple[Path, Path]) -> Path:
    """The tables of a small edition with three series to refresh, which the commands work on."""
    (folders[0] / "sources.toml").write_text(small_sources(), encoding="utf-8")
    return folders[0]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder of answers that somebody saved: all that the three series need."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for number, area_type, areas in ((1, 302, (NEWCASTLE, GATESHEAD)), (2, 302, (NEWCASTLE,)), (3, 165, (CCG,))):
        (folder / f"{number}-{area_type}.csv").write_bytes(answer(number, *areas))
    return folder


def refreshed(data: Path) -> dict[tuple[str, str], str]:
    """Indicator and area of every figure that came."""
    with (data / "values" / "refresh.csv").open(encoding="utf-8", newline="") as file:
        return {(row["indicator"], row["area_code"]): row["value"] for row in csv.DictReader(file)}


def taken(lines: Sequence[str], series: WantedSeries = LUNG) -> list[dict[str, object]]:
    return wanted_figures("\n".join([HEADER, *lines]).encode(), "The answer", series, KNOWN)


def lung(area: str, period: str = "2016 - 18", figures: str = "20,15,26,13,28", **cells: str) -> str:
    return line(1203, area, period, figures, **{"age": "All ages", **cells})


# --- what is asked for ---


def test_the_shipped_series_are_those_that_were_wanted() -> None:
    councils = {1203, 91163, 91164, 1204, 40701, 91166, 91167, 108, 40401, 40501, 40601, 93640}
    councils |= {90366, 90362, 92901, 93721, 93722}
    ratios = {93250, 93252, 93253, 93254, 93255, 93256, 93257, 93259, 93260, 93480}
    wanted = {"council": councils, "ccg": {91059, 91061}, "neighbourhood": ratios}
    for level, numbers in wanted.items():
        assert {series.number for series in SHIPPED.series if series.level == level} == numbers
    assert len(SHIPPED.series) == 32


def test_a_set_of_areas_stands_before_its_successor() -> None:
    assert [area_type.number for area_type in SHIPPED.types_of("council")] == [302, 402, 502]
    assert [area_type.number for area_type in SHIPPED.types_of("ccg")] == [165, 166, 167]


def test_the_service_is_asked_by_number_for_a_set_of_areas_of_england() -> None:
    assert SHIPPED.question(1203, 302) == (
        "https://fingertips.phe.org.uk/api/all_data/csv/by_indicator_id"
        "?indicator_ids=1203&child_area_type_id=302&parent_area_type_id=15"
    )


def test_with_a_figure_every_shipped_series_is_an_indicator_that_the_atlas_can_show(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    text = (data / "indicators.csv").read_text(encoding="utf-8")
    area = {"council": HARTLEPOOL, "ccg": "E38000130", "neighbourhood": "E02001701"}
    lines = (data / "values" / "nomis.csv").read_text(encoding="utf-8").splitlines()[:1]
    for series in SHIPPED.series:
        text = with_indicator(text, series.indicator)
        lines.append(f"{series.indicator.id},{area[series.level]},2016-18,80,70,90,50,90000,published,,,,")
    (data / "indicators.csv").write_text(text, encoding="utf-8")
    (data / "values" / "refresh.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    atlas = load(data, ROOT / "boundaries")
    assert {series.indicator.id for series in SHIPPED.series} <= set(atlas.indicators)


def test_no_indicator_is_in_the_table_before_its_figures() -> None:
    with (ROOT / "data" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        there = {row["id"] for row in csv.DictReader(file)}
    assert there.isdisjoint(series.indicator.id for series in SHIPPED.series)


def test_the_row_of_an_indicator_keeps_the_order_of_the_columns_and_comes_once() -> None:
    text = (ROOT / "data" / "indicators.csv").read_text(encoding="utf-8")
    once = with_indicator(text, LUNG.indicator)
    row = list(csv.DictReader(once.splitlines()))[-1]
    assert (row["id"], row["per"], row["reliable"]) == ("lung-cancer-deaths-latest", "100000", "yes")
    assert (row["levels"], row["limits"]) == ("council", LUNG.indicator.limits)
    assert with_indicator(once, LUNG.indicator) == once


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('noun = "deaths"', "", "series 1 lung-1"),
        ('noun = "deaths"', 'noun = "deaths"\nnoum = "deaths"', "noum"),
        ('kind = "rate"\nsex', 'kind = "speed"\nsex', "'speed'"),
        ("england = 15", "", "england"),
        ('level = "council"\nname', 'level = "parish"\nname', "no area type of that level"),
        ("http://fingertips", "file://fingertips", "must begin with http"),
    ],
    ids=["a key less", "a key more", "kind", "service", "level", "address"],
)
def test_a_wrong_entry_is_named(old: str, new: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(small_sources().replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(sentence)):
        load_sources(tmp_path / "sources.toml")


# --- what is taken of an answer ---


def test_only_our_areas_the_sex_and_ages_asked_for_and_the_longest_periods_are_taken() -> None:
    lines = [
        *(lung(ENGLAND), lung(ENGLAND), lung(ENGLAND, figures="9,8,10,7,11", category="Deprivation deciles")),
        *(lung(HARTLEPOOL), lung(HARTLEPOOL, "2017 - 19"), lung(HARTLEPOOL, "2018"), lung("E06000063")),
        *(lung(HARTLEPOOL, sex="Male"), lung(HARTLEPOOL, age="<75 yrs"), line(1204, HARTLEPOOL, age="All ages")),
    ]
    found = {(row["area_code"], row["period"]) for row in taken(lines)}
    assert found == {(ENGLAND, "2016-18"), (HARTLEPOOL, "2016-18"), (HARTLEPOOL, "2017-19")}


def test_a_figure_comes_with_its_interval_count_and_people() -> None:
    (row,) = taken([lung(HARTLEPOOL)])
    assert [row[name] for name in ("value", "lower", "upper", "count", "denominator")] == [20, 15, 26, 120, 600000]


def test_an_empty_figure_says_why_and_a_county_says_that_it_is_whole() -> None:
    suppressed = lung(HARTLEPOOL, figures=",,,,", note="Value suppressed for disclosure control")
    by_area = {row["area_code"]: row for row in taken([suppressed, lung(CUMBRIA)])}
    empty = by_area[HARTLEPOOL]
    assert (empty["value"], empty["count"], empty["status"]) == (None, None, Status.SUPPRESSED)
    assert empty["note"] == "Value suppressed for disclosure control"
    assert by_area[CUMBRIA]["extent"] == "county"


def test_the_council_that_followed_with_the_very_same_boundary_answers_for_its_county() -> None:
    (row,) = taken([lung("E06000065")])
    assert (row["area_code"], row["extent"]) == (NORTH_YORKSHIRE, "county")
    assert "the same boundary" in str(row["note"])


@pytest.mark.parametrize("lines", [[], [lung(ENGLAND)], [lung("E06000063")]], ids=["header", "England", "others"])
def test_an_answer_without_our_areas_is_empty(lines: list[str]) -> None:
    assert taken(lines) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<html><title>Access denied</title></html>", "found a web page"),
        ("", "found an empty file"),
        ("a,b\n1,2\n", "is no table of figures that is understood"),
        (f"{HEADER.replace('Lower CI 95.0', 'Lower')}\n{lung(HARTLEPOOL)}", "has no column 'Lower CI 95.0 limit'"),
        (f"{HEADER}\n{lung(ENGLAND)}\n{lung(HARTLEPOOL)[:-60]}", "row 3: found 9 cells, not 26"),
        (f"{HEADER}\n{lung(HARTLEPOOL)},more", "row 2: found 27 cells, not 26"),
        (f"{HEADER}\n{lung(HARTLEPOOL)}\n{lung(HARTLEPOOL, figures='99,8,100,7,101')}", "found value 99 for E06000001"),
        (f"{HEADER}\n{lung(HARTLEPOOL, sex='Female')}", "has figures of Female, All ages, and none of Persons"),
        (f"{HEADER}\n{lung(HARTLEPOOL, 'Michaelmas 2016')}", "row 2, column Time period: found 'Michaelmas 2016'"),
        (
            f"{HEADER}\n{lung(HARTLEPOOL, figures='many,1,2,1,2')}",
            "row 2, column Value: found 'many', expected a number",
        ),
    ],
    ids=["web page", "nothing", "another table", "columns", "cut off", "wider", "two things", "sex", "period", "words"],
)
def test_an_answer_that_is_not_understood_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)) as raised:
        wanted_figures(text.encode(), "The answer", LUNG, KNOWN)
    assert "\n" not in str(raised.value)


def test_columns_that_are_not_read_may_change_and_come_in_any_order() -> None:
    columns = [*reversed(ANSWER_COLUMNS), "New data", "Time period range"]
    cells = dict.fromkeys(columns, "") | {"Indicator ID": "1203", "Area Code": HARTLEPOOL, "Value": "20"}
    cells |= {"Sex": "Persons", "Age": "All ages", "Time period": "2016 - 18"}
    text = "\n".join([",".join(columns), ",".join(cells.values())])
    assert [row["value"] for row in wanted_figures(text.encode(), "The answer", LUNG, KNOWN)] == [20]


def test_a_text_that_is_not_utf_8_is_refused_and_a_byte_order_mark_is_none_of_it() -> None:
    text = f"{HEADER}\n{lung(HARTLEPOOL, note='é')}\n"
    assert wanted_figures(text.encode("utf-8-sig"), "The answer", LUNG, KNOWN)[0]["note"] == "é"
    for coding, what in (("cp1252", "saved as Windows text"), ("utf-16", "UTF-16 text")):
        with pytest.raises(ValueError, match=rf"^The answer.*{what}"):
            wanted_figures(text.encode(coding), "The answer", LUNG, KNOWN)


def test_what_the_service_says_of_a_figure_beside_england_is_kept() -> None:
    worse = lung(HARTLEPOOL).replace("600000,,,", "600000,,Getting worse,Worse", 1)
    assert [row["verdict"] for row in taken([worse])] == ["worse"]


# --- a run, from a folder of saved answers ---


def test_what_was_saved_elsewhere_is_imported_and_loads(data: Path, saved: Path, capsys: Say) -> None:
    before = contents(data)
    assert main(["refresh", "--from", str(saved)]) == 0
    assert "This was a trial and nothing is written" in capsys.readouterr().out
    assert contents(data) == before
    assert main(["refresh", "--from", str(saved), "--apply"]) == 0
    said = capsys.readouterr().out
    assert "3 of 3 series came, 3 of them with something new." in said
    assert "restart it" in said
    assert "2 of 3: lung-2, indicator 2 by council\n  Note: no figure for Gateshead.\n" in said
    assert set(refreshed(data)) == {
        *(("lung-1", area) for area in (ENGLAND, NEWCASTLE, GATESHEAD)),
        *(("lung-2", area) for area in (ENGLAND, NEWCASTLE)),
        *(("lung-3", area) for area in (ENGLAND, CCG)),
    }
    origins = {record.indicator: record.origin for record in figure_imports(data)}
    assert {one.file for one in origins.values() if one.file} == {"1-302.csv", "2-302.csv", "3-165.csv"}
    assert origins["lung-3"].sha256 == sha256((saved / "3-165.csv").read_bytes()).hexdigest()
    once = contents(data)
    assert main(["refresh", "--from", str(saved), "--apply"]) == 0
    assert contents(data) == once


def test_a_folder_that_lacks_files_is_told_what_to_download_where(data: Path, saved: Path, capsys: Say) -> None:
    (saved / "2-302.csv").unlink()
    (saved / "3-165.csv").unlink()
    assert main(["refresh", "--from", str(saved), "--apply"]) == 2
    said = capsys.readouterr().out
    for number, area_type in ((2, 302), (3, 165)):
        address = f"?indicator_ids={number}&child_area_type_id={area_type}&parent_area_type_id=15"
        assert f"{address} as {saved / f'{number}-{area_type}.csv'}.\n" in said
    assert "1 of 3 series came" in said
    assert {indicator for indicator, _ in refreshed(data)} == {"lung-1"}


def test_where_a_set_of_areas_has_nothing_its_successor_answers_and_it_is_said(
    data: Path, saved: Path, capsys: Say
) -> None:
    (saved / "2-402.csv").write_bytes((saved / "2-302.csv").read_bytes())
    (saved / "2-302.csv").write_bytes(answer(2, "E06000063"))
    assert main(["refresh", "--from", str(saved), "--apply"]) == 0
    assert "Note: by Set 302 there are no figures any more; these are by Set 402." in capsys.readouterr().out
    assert ("lung-2", NEWCASTLE) in refreshed(data)
    (saved / "2-402.csv").write_bytes(answer(2))
    assert main(["refresh", "--from", str(saved), "--apply"]) == 2
    assert "for any area of the atlas, by none of: Set 302; Set 402." in capsys.readouterr().err


def test_series_that_fail_stop_no_other_and_lose_nothing(data: Path, saved: Path, capsys: Say) -> None:
    assert main(["refresh", "--from", str(saved), "--apply"]) == 0
    once = refreshed(data)
    capsys.readouterr()
    (saved / "1-302.csv").write_bytes(b"<html>Please log in</html>")
    impossible = line(2, NEWCASTLE, figures="9,15,26,1,2")
    (saved / "2-302.csv").write_bytes(f"{HEADER}\n{impossible}\n".encode())
    (saved / "3-165.csv").write_bytes(answer(3, CCG, figures="21,15,26,13,28"))
    assert main(["refresh", "--from", str(saved), "--apply"]) == 2
    said = capsys.readouterr()
    assert "found a web page" in said.err
    assert "column value: found value '9', lower '15'" in said.err
    assert "Not imported: lung-1, lung-2." in said.out
    changed = {("lung-3", CCG): "21", ("lung-3", ENGLAND): "21"}
    assert refreshed(data) == once | changed


def test_figures_that_vanish_stay_until_somebody_accepts_it(data: Path, saved: Path, capsys: Say) -> None:
    assert main(["refresh", "--from", str(saved), "--apply"]) == 0
    (saved / "1-302.csv").write_bytes(answer(1, NEWCASTLE))
    once = contents(data)
    assert main(["refresh", "--from", str(saved), "--apply"]) == 2
    assert "Add --accept-loss" in capsys.readouterr().err
    assert contents(data) == once
    assert main(["refresh", "--from", str(saved), "--apply", "--accept-loss"]) == 0
    assert ("lung-1", GATESHEAD) not in refreshed(data)


def test_an_answer_without_a_last_line_end_and_figures_without_intervals_are_told(
    data: Path, saved: Path, capsys: Say
) -> None:
    path = saved / "1-302.csv"
    path.write_bytes(answer(1, NEWCASTLE, GATESHEAD, figures="20,,,,").rstrip())
    main(["refresh", "--from", str(saved)])
    said = capsys.readouterr().out
    assert f"Note: {path} has no last line end; if it was cut off, areas are lacking." in said
    assert "Note: the figures came without intervals." in said


def test_an_atlas_that_is_wrong_already_is_told_so_first(data: Path, saved: Path, capsys: Say) -> None:
    (data / "conditions.csv").write_text("slug,name,group,note\n", encoding="utf-8")
    assert main(["refresh", "--from", str(saved), "--apply"]) == 1
    assert capsys.readouterr().err.startswith("Nothing was asked, because the data are not right as they are")


def test_an_edition_without_sources_or_without_the_level_says_so(data: Path, saved: Path, capsys: Say) -> None:
    text = small_sources().replace('"ccg"', '"parish"')
    (data / "sources.toml").write_text(text, encoding="utf-8")
    assert main(["refresh", "--from", str(saved)]) == 2
    assert "The atlas has no area of the level 'parish'" in capsys.readouterr().err
    (data / "sources.toml").unlink()
    assert main(["refresh", "--from", str(saved)]) == 2
    assert "sources.toml" in capsys.readouterr().err
