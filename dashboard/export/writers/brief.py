"""The brief of a place: what stands out, what is worse, better and changing, and its figures, on a page or two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.model import Chart
from dashboard.core import numbers, periods
from dashboard.core.area import Area
from dashboard.core.level import LevelRole
from dashboard.core.value import Comparison
from dashboard.export.orders import ExportOrder, Progress, Workshop, view_stamp
from dashboard.export.picture.chart_picture import chart_drawing
from dashboard.export.picture.primitives import Size, Stamp
from dashboard.export.picture.text_metrics import wrap
from dashboard.export.writers.house_sheet import house_content
from dashboard.export.writers.silhouette import silhouette
from dashboard.export.writers.typesetting import brief
from dashboard.export.writers.vector import vector_picture
from dashboard.views.area_profile import ProfileEntry, furthest_first, profile_entries
from dashboard.views.definitions import newest
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.wording import verdicts
from dashboard.wording.area_brief import AreaBrief, BriefList, area_brief, brief_caveat
from dashboard.wording.document_claims import CheckedClaim
from dashboard.wording.key_findings import said_with
from dashboard.wording.titles import kind_of_area

Json = dict[str, Any]

#: Millimetres: the height of a page without its head, the head of the table and the small print; of the outline beside
#: what stands out; of the headings above the table; and of a line in each part, with the room below an item.
_PAGE, _BESIDE, _HEADINGS = 230.0, 46.0, 28.0
_FINDING, _LISTED, _ROW = (4.0, 0.7), (2.9, 1.1), (2.9, 1.5)
#: The same of the figure of a headline measure with the gaps around it, and of the heading of a part; cells in a row.
_FIGURE, _PART, _CELLS = 8.5, 8.5, 3
#: Points: the letters of each part and the width of a line.
_FINDING_LINE, _LISTED_LINE, _ROW_LINE = (9.5, 330.0), (8.0, 132.0), (8.0, 168.0)
_CELL_LINE, _CLAIM_LINE, _WHY_LINE, _WHO_LINE = (8.0, 148.0), (8.0, 160.0), (8.0, 305.0), (8.0, 480.0)
#: The drawing of the matrix in pixels, of which 1,000 are as wide as the page: its letters are 9 points.
_MATRIX_WIDTH, _MATRIX_HEAD, _MATRIX_ROW, _MATRIX_HIGHEST = 1000, 220, 44, 720
#: Millimetres: the width of the text, and the height of a page that has neither the small print nor the table.
_TEXT_WIDTH, _FIRST_PAGE = 174.0, 255.0
_LARGE = (LevelRole.SYSTEM, LevelRole.PARTNERSHIP)
_METHOD = (
    "“Worse” and “better” are said where the figure of England lies outside the 95% confidence interval of the "
    "place, or where the publisher says so and is named; “likely” rests on an approximate interval. The newest figure "
    "of each measure is shown, the furthest from England first, within the range of all areas of the same kind."
)


def make_brief(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
    """The brief of the area as PDF, true to PDF/UA-1."""
    content = brief_content(shop, order.scene.area, order.stamp)
    return brief({**content, "house": house_content(order.stamp.house)})


def brief_content(shop: Workshop, area: Area, stamp: Stamp) -> Json:
    """All that the template sets. Partnerships and the system have a second page with a matrix of their places."""
    atlas = shop.atlas
    found = profile_entries(atlas, area)
    is_large = area.level.role in _LARGE
    matrix = _matrix(shop, area) if is_large else None
    said = area_brief(atlas, area, found)
    heads_first = matrix is not None and _above_table(said) + _heads(said) + _matrix_room(matrix) <= _FIRST_PAGE
    others = [entry for entry in newest(found) if entry not in said.headlines]
    above = (0.0 if matrix else _above_table(said)) + (0.0 if heads_first else _heads(said)) + _beside_table(said)
    shown = _rows(others, _PAGE - above)
    return {
        "title": f"{area.name}: brief",
        "atlas": atlas.edition.title,
        "area": area.name,
        "level": kind_of_area(atlas, area),
        "date": stamp.date,
        "version": shop.version,
        "address": view_stamp(stamp, resolve(atlas, f"area={area.code}").view).address,
        "where": silhouette(atlas, area),
        "findings": said.findings,
        "lists": list(map(_list, said.printed_lists)),
        "headlines": list(map(_headline, said.headlines)),
        "claims": list(map(_claim, said.claims)),
        "more_claims": len(said.more_claims),
        "claims_title": atlas.edition.documents.claims,
        "responsible": [{"label": one.label, "words": one.said} for one in said.responsible],
        "heads_first": heads_first,
        "matrix": _matrix_content(matrix, stamp) if matrix else None,
        "rows": [_row(entry) for entry in shown],
        "left_out": len(found) - len(shown) - len(said.headlines),
        "method": _METHOD,
        "sources": "; ".join(dict.fromkeys(entry.indicator.publisher for entry in (*said.headlines, *shown))),
        "boundaries": atlas.edition.boundaries,
    }


def _list(one: BriefList) -> Json:
    items = [{"words": item.words, "look": item.look, "arrow": item.arrow} for item in one.items]
    return {"heading": one.heading, "count": one.count, "items": items, "more": one.more}


def _headline(entry: ProfileEntry) -> Json:
    """A headline measure: the same as in the table, in a cell of its own."""
    own = {"look": entry.comparison, "likely": entry.verdict.likely, "caveat": brief_caveat(entry)}
    return _row(entry) | own


def _claim(claim: CheckedClaim) -> Json:
    return {"statement": claim.statement, "source": claim.source, "finding": claim.finding, "why": claim.why}


def _above_table(said: AreaBrief) -> float:
    """How much of a page what stands out and the lists take with all headings, in millimetres."""
    told = sum(_height(words, _FINDING_LINE, _FINDING) for words in said.findings)
    each = (sum(_height(item.words, _LISTED_LINE, _LISTED) for item in one.items) for one in said.printed_lists)
    return max(told, _BESIDE) + max(each, default=0.0) + _HEADINGS


def _heads(said: AreaBrief) -> float:
    """The same of the headline measures."""
    cells = [_cell(entry) for entry in said.headlines]
    rows = [max(cells[at : at + _CELLS]) for at in range(0, len(cells), _CELLS)]
    return sum(rows) + _PART if rows else 0.0


def _beside_table(said: AreaBrief) -> float:
    """The same of what stands on the page of the table in any brief: claims, and who is responsible."""
    claims = [
        max(
            _height(f"{one.statement} {one.source}.", _CLAIM_LINE, _LISTED),
            _height(f"{one.finding}. {one.why}", _WHY_LINE, _LISTED),
        )
        for one in said.claims
    ]
    who = [_height(f"{one.label}: {one.said}", _WHO_LINE, _LISTED) for one in said.responsible]
    parts = [part for part in (claims, who) if part]
    return sum(map(sum, parts)) + _PART * len(parts)


def _cell(entry: ProfileEntry) -> float:
    """The height of a headline measure: its title, its figure, and what is said of it."""
    row = _headline(entry)
    said = "; ".join(filter(None, (row["said"] or "not compared", row["within"], row["caveat"])))
    return sum(_height(words, _CELL_LINE, (_LISTED[0], 0.0)) for words in (row["title"], said)) + _FIGURE


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
        "caveat": said_with(entry),
        "figure": numbers.figure_of(entry.value, what),
        "interval": numbers.interval_of(entry.value, what),
        "england": numbers.figure_of(entry.england, what) if entry.england else "",
        "range": " to ".join(numbers.number(end, what.decimals) for end in ends),
        "said": said or verdicts.national_rank_words(entry.rank),
    }


def _matrix(shop: Workshop, area: Area) -> Chart | None:
    """The matrix of the councils of a large area, else of its places."""
    for role in (LevelRole.COUNCIL, LevelRole.PLACE):
        level = shop.atlas.tier(role)
        if shop.atlas.children(area, level):
            shown = scene(shop.atlas, resolve(shop.atlas, f"area={area.code}&by={level}&show=matrix").view)
            return next(iter(shop.charts(shop.atlas, shown)), None)
    return None


def _matrix_height(chart: Chart) -> int:
    return min(_MATRIX_HEAD + _MATRIX_ROW * len(chart.y.ticks), _MATRIX_HIGHEST)


def _matrix_room(chart: Chart) -> float:
    """How much of a page the matrix takes with what stands above and below it, in millimetres."""
    return _matrix_height(chart) * _TEXT_WIDTH / _MATRIX_WIDTH + 2 * _PART


def _matrix_content(chart: Chart, stamp: Stamp) -> Json:
    size = Size("brief", "Matrix of a brief", _MATRIX_WIDTH, _matrix_height(chart))
    drawn = chart_drawing(chart, size, stamp)
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt": chart.alternative,
        "drawing": vector_picture(drawn).decode(),
        "notes": chart.notes[:1],
    }
