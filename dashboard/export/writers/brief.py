"""The brief of a place: what stands out, what is worse, better and changing, and its figures, on a page or two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.model import Chart
from dashboard.core import numbers, periods
from dashboard.core.area import Area
from dashboard.core.labels import capitalised
from dashboard.core.level import LevelRole
from dashboard.core.value import Comparison
from dashboard.export.orders import ExportOrder, Progress, Workshop, view_stamp
from dashboard.export.picture.chart_picture import chart_drawing
from dashboard.export.picture.primitives import Size, Stamp
from dashboard.export.picture.text_metrics import wrap
from dashboard.export.writers.silhouette import silhouette
from dashboard.export.writers.typesetting import brief
from dashboard.export.writers.vector import vector_picture
from dashboard.views.area_profile import ProfileEntry, furthest_first, profile_entries
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.wording import sentences, verdicts
from dashboard.wording.key_findings import Finding, change_findings, sound_entries, standouts

Json = dict[str, Any]

_MOST_LISTED = 6
#: Millimetres: the height of a page without its head, the head of the table and the small print; of the outline beside
#: what stands out; of the headings above the table; and of a line in each part, with the room below an item.
_PAGE, _BESIDE, _HEADINGS = 214.0, 46.0, 28.0
_FINDING, _LISTED, _ROW = (4.0, 0.7), (3.2, 1.1), (2.9, 1.5)
#: Points: the letters of each part and the width of a line.
_FINDING_LINE, _LISTED_LINE, _ROW_LINE = (9.5, 330.0), (8.0, 142.0), (8.0, 168.0)
#: The drawing of the matrix in pixels, of which 1,000 are as wide as the page: its letters are 9 points.
_MATRIX_WIDTH, _MATRIX_HEAD, _MATRIX_ROW, _MATRIX_HIGHEST = 1000, 220, 44, 720
_LARGE = (LevelRole.SYSTEM, LevelRole.PARTNERSHIP)
_METHOD = (
    "“Worse” and “better” are said where the figure of England lies outside the 95% confidence interval of the "
    "place, or where the publisher says so and is named; “likely” rests on an approximate interval. The newest figure "
    "of each measure is shown, the furthest from England first, within the range of all areas of the same kind."
)


def make_brief(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
    """The brief of the area as PDF, true to PDF/UA-1."""
    return brief(brief_content(shop, order.scene.area, order.stamp))


def brief_content(shop: Workshop, area: Area, stamp: Stamp) -> Json:
    """All that the template sets. Partnerships and the system have a second page with a matrix of their places."""
    atlas = shop.atlas
    found = profile_entries(atlas, area)
    is_large = area.level.role in _LARGE
    matrix = _matrix(shop, area) if is_large else None
    findings, lists = [finding.words for finding in standouts(found)], _lists(found)
    shown = _rows(found, _PAGE if is_large else _PAGE - _above(findings, lists))
    return {
        "title": f"{area.name}: brief",
        "atlas": atlas.edition.title,
        "area": area.name,
        "level": capitalised(area.level.in_full),
        "date": stamp.date,
        "version": shop.version,
        "address": view_stamp(stamp, resolve(atlas, f"area={area.code}").view).address,
        "where": silhouette(atlas, area),
        "findings": findings,
        "lists": lists,
        "matrix": _matrix_content(matrix, stamp) if matrix else None,
        "rows": [_row(entry) for entry in shown],
        "left_out": len(found) - len(shown),
        "method": _METHOD,
        "sources": "; ".join(dict.fromkeys(entry.indicator.publisher for entry in shown)),
        "boundaries": atlas.edition.boundaries,
    }


def _lists(found: Sequence[ProfileEntry]) -> list[Json]:
    """What is worse, what is better and what changes, each with how many there are and one line for a condition."""
    worse, better = (
        furthest_first(entry for entry in sound_entries(found) if entry.comparison is comparison)
        for comparison in (Comparison.WORSE, Comparison.BETTER)
    )
    changes = [(finding.entry, _changing(finding)) for finding in change_findings(found) if finding.entry]
    return [
        _list("Worse than England", [(entry, _against_england(entry)) for entry in worse]),
        _list("Better than England", [(entry, _against_england(entry)) for entry in better]),
        _list("Changing beyond chance", changes),
    ]


def _list(heading: str, found: Sequence[tuple[ProfileEntry, str]]) -> Json:
    first: dict[str, str] = {}
    for entry, words in found:
        first.setdefault(entry.condition.slug, words)
    items = list(first.values())[:_MOST_LISTED]
    return {"heading": heading, "count": len(found), "items": items, "more": len(found) - len(items)}


def _against_england(entry: ProfileEntry) -> str:
    """ "Title: 41.2, England 30.1 (2016 to 2018)", with "likely" where it is no more."""
    what = entry.indicator
    figures = [numbers.figure_of(value, what) for value in (entry.value, entry.england)]
    likely = "likely; " if entry.verdict.likely else ""
    return f"{what.title}: {figures[0]}, England {figures[1]} ({likely}{periods.period_words(entry.period)})"


def _changing(finding: Finding) -> str:
    return finding.words.removesuffix(".").replace(", beyond chance", "")


def _above(findings: Sequence[str], lists: Sequence[Json]) -> float:
    """How much of a page what stands out and the lists take, in millimetres."""
    told = sum(_height(words, _FINDING_LINE, _FINDING) for words in findings)
    longest = max(sum(_height(words, _LISTED_LINE, _LISTED) for words in one["items"]) for one in lists)
    return max(told, _BESIDE) + longest + _HEADINGS


def _height(words: str, line: tuple[float, float], height: tuple[float, float]) -> float:
    (letters, room), (each, below) = line, height
    return len(wrap(words, letters, room)) * each + below


def _rows(found: Sequence[ProfileEntry], room: float) -> list[ProfileEntry]:
    """The figures that are compared, the furthest from England first, then the others, as many as have room."""
    compared = furthest_first(entry for entry in found if entry.comparison is not Comparison.NOT_COMPARED)
    others = (entry for entry in found if entry.comparison is Comparison.NOT_COMPARED)
    kept: list[ProfileEntry] = []
    for entry in (*compared, *others):
        row = _row(entry)
        room -= _height("; ".join((f"{row['title']} {row['within']}", row["caveat"])), _ROW_LINE, _ROW)
        if room < 0:
            break
        kept.append(entry)
    return kept


def _row(entry: ProfileEntry) -> Json:
    what = entry.indicator
    ends = (entry.siblings[0], entry.siblings[-1]) if len(entry.siblings) > 1 else ()
    said = verdicts.verdict_words(entry.verdict, entry.publisher)
    return {
        "title": what.title,
        "within": f"{what.unit_short}, {periods.period_words(entry.period)}",
        "caveat": sentences.caveats(entry.value),
        "figure": numbers.figure_of(entry.value, what),
        "interval": numbers.interval_of(entry.value, what),
        "england": numbers.figure_of(entry.england, what) if entry.england else "",
        "range": " to ".join(numbers.number(end, what.decimals) for end in ends),
        "said": said or verdicts.national_place_words(entry.place),
    }


def _matrix(shop: Workshop, area: Area) -> Chart | None:
    """The matrix of the councils of a large area, else of its places."""
    for role in (LevelRole.COUNCIL, LevelRole.PLACE):
        level = shop.atlas.tier(role)
        if shop.atlas.children(area, level):
            shown = scene(shop.atlas, resolve(shop.atlas, f"area={area.code}&by={level}&show=matrix").view)
            return next(iter(shop.charts(shop.atlas, shown)), None)
    return None


def _matrix_content(chart: Chart, stamp: Stamp) -> Json:
    height = min(_MATRIX_HEAD + _MATRIX_ROW * len(chart.y.ticks), _MATRIX_HIGHEST)
    drawn = chart_drawing(chart, Size("brief", "Matrix of a brief", _MATRIX_WIDTH, height), stamp)
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt": chart.alternative,
        "drawing": vector_picture(drawn).decode(),
        "notes": chart.notes[:1],
    }
