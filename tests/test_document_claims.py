"""What the documents claim beside the figures: each sentence of evidence is that of the tables, each reason is true."""

from __future__ import annotations

import csv
import re
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from official import official_folder
from shipped import ICS

from dashboard.core.atlas import Atlas
from dashboard.core.claim import ClaimFinding, Evidence
from dashboard.core.level import ENGLAND
from dashboard.loading.load import DataError, load
from dashboard.views.area_profile import profile_entries
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.page.brief import brief_part
from dashboard.web.page.system import system
from dashboard.wording.document_claims import claims_of, evidence_words
from dashboard.wording.verdicts import verdict_against

ROOT = Path(__file__).parents[1]
MIDDLESBROUGH = "E06000002"


def test_a_figure_is_said_with_its_limits_beside_england_and_with_the_verdict(atlas: Atlas) -> None:
    said = evidence_words(atlas, Evidence("stroke-deaths-u75", MIDDLESBROUGH, "2012-14"))
    assert said == (
        "Deaths under 75 from stroke, 2012 to 2014: Middlesbrough 20.0 per 100,000 (95% interval 15.4 to 25.7); "
        "England has 13.8, worse than England."
    )


def test_a_change_is_said_in_per_cent_of_the_first_figure(atlas: Atlas) -> None:
    said = evidence_words(atlas, Evidence("circulatory-preventable", ENGLAND, "2011-13", "2001-03"))
    # 60.76835 to 31.97012.
    assert said.endswith("England from 60.8 to 32.0 per 100,000, −47%.")


def test_many_changes_are_said_by_their_ends(atlas: Atlas) -> None:
    said = evidence_words(atlas, Evidence("circulatory-preventable", "council", "2011-13", "2001-03"))
    figures = atlas.values["circulatory-preventable"]
    first, last = figures["2001-03"], figures["2011-13"]
    codes = [area.code for area in atlas.areas.values() if str(area.level) == "council" and area.code in first]
    changes = sorted(100 * ((last[code].value or 0) / (first[code].value or 1) - 1) for code in codes)
    assert len(changes) == 13
    assert said.endswith(f"13 council areas between −{-changes[0]:.0f}% and −{-changes[-1]:.0f}%.")


def test_verdicts_of_a_level_are_counted_as_the_map_counts_them(atlas: Atlas) -> None:
    said = evidence_words(atlas, Evidence("healthy-life-expectancy-male", "council", "2016-18"))
    view = resolve(
        atlas, f"area={ICS}&by=council&condition=life-expectancy&measure=healthy-life-expectancy-male&period=2016-18"
    ).view
    what = scene(atlas, view)
    assert what.indicator
    assert what.indicator.id == "healthy-life-expectancy-male"
    verdicts = [verdict_against(what.verdict(row.value), what.publisher) for row in what.rows if row.value]
    for words in set(verdicts):
        assert f"{verdicts.count(words)} {words}" in said
    assert sum(map(int, re.findall(r"(\d+) (?:worse|similar|better|not|OHID)", said))) == len(verdicts)


def test_every_claim_of_the_documents_has_a_finding_and_a_reason(atlas: Atlas) -> None:
    assert len(atlas.claims) >= 9
    for claim in atlas.claims:
        assert claim.why
        assert (claim.finding is ClaimFinding.UNCHECKED) or claim.evidence
        (told,) = (one for one in claims_of(atlas, atlas.areas[claim.area_code]) if one.statement == claim.statement)
        assert len(told.evidence) == len(claim.evidence)


def test_what_is_said_of_middlesbroughs_deprivation_stands_in_the_official_file(atlas: Atlas) -> None:
    (claim,) = (c for c in atlas.claims if c.area_code == MIDDLESBROUGH and "most deprived" in c.statement)
    (path,) = (official_folder() / "deprivation").glob("File_10*")
    sheet = openpyxl.load_workbook(path, read_only=True)["IMD"]
    rows = [dict(zip(header, cells, strict=True)) for header, *lines in [list(sheet.values)] for cells in lines]
    (row,) = (row for row in rows if MIDDLESBROUGH in row.values())
    ranks = {str(name).strip(): place for name, place in row.items() if name}
    assert ranks["IMD - Rank of average score"] == 5
    assert ranks["IMD - Rank of proportion of LSOAs in most deprived 10% nationally"] == 1
    assert "the most deprived of 317 districts" in claim.why
    assert "the 5th" in claim.why


def test_the_claims_stand_on_the_places_page_and_in_the_panel_of_the_system(atlas: Atlas) -> None:
    place = scene(atlas, resolve(atlas, f"area={MIDDLESBROUGH}&by=council").view)
    brief = brief_part(atlas, place.view, profile_entries(atlas, place.area)).said
    assert len((*brief.claims, *brief.more_claims)) == 6
    panel = system(atlas, resolve(atlas, f"area={ICS}&show=system").view)
    assert len(panel.claims) == 3


def test_an_edition_without_documents_has_no_claims(atlas: Atlas) -> None:
    silent = replace(atlas, claims=())
    place = scene(silent, resolve(silent, f"area={MIDDLESBROUGH}&by=council").view)
    brief = brief_part(silent, place.view, profile_entries(silent, place.area)).said
    assert (brief.claims, brief.more_claims) == ((), ())


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("evidence", "stroke-deaths-u75", "expected figures as indicator@area@period"),
        ("evidence", "no-such@E06000002@2019", "found no figure of no-such for E06000002, 2019"),
        ("evidence", "stroke-deaths-u75@E06000002@1901", "found no figure of stroke-deaths-u75 for E06000002, 1901"),
        ("evidence", "stroke-deaths-u75@ward@2012-14", "found no figure of stroke-deaths-u75 for ward, 2012-14"),
        ("evidence", "", "say that it cannot be checked here"),
        ("finding", "true", "expected one of"),
        ("why", "", "some text"),
        ("area_code", "E99", "a key of data/areas.csv"),
    ],
)
def test_a_wrong_claim_is_told_with_its_row_and_column(tmp_path: Path, column: str, cell: str, words: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    path = data / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(DataError) as caught:
        load(data, ROOT / "boundaries")
    assert f"claims.csv, row 2, column {column}" in str(caught.value)
    assert words in str(caught.value)
