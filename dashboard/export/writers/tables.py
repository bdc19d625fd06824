"""The figures of a view as CSV and as an Excel workbook: the same rows, at full precision."""

from __future__ import annotations

import csv as csv_form
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from dashboard.charts.model import Chart
from dashboard.core import numbers, periods
from dashboard.core.area import Area, Row
from dashboard.core.atlas import Atlas
from dashboard.core.labels import level_heading
from dashboard.core.level import LevelRole
from dashboard.core.national import NationalRank
from dashboard.export.cells import SheetCell, plain_words, whole_years
from dashboard.export.picture.primitives import Stamp
from dashboard.export.writers.about_figures import about_figures
from dashboard.export.writers.house_sheet import heading_look, put_logo, sheet_footer
from dashboard.export.writers.sheet_rows import row_height
from dashboard.export.writers.xml import clean
from dashboard.views.area_profile import ProfileEntry, profile_entries, sections
from dashboard.views.scene import Scene
from dashboard.views.surroundings import holder, references
from dashboard.wording import sentences, titles, verdicts

#: Every file of the same figures is the same file, so none carries the time of its making in its form.
_LONG_AGO = datetime(2000, 1, 1)
#: The number by which Excel knows the paper.
_A4 = 9


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its name in CSV, its heading and width in Excel, and whether its numbers have the figure's decimals."""

    key: str
    heading: str
    width: int
    is_figure: bool = False


_COLUMNS = (
    SheetColumn("area_code", "Area code", 12),
    SheetColumn("area_name", "Area", 26),
    SheetColumn("level", "Level", 13),
    SheetColumn("within", "Within", 15),
    SheetColumn("indicator_id", "Indicator id", 15),
    SheetColumn("title", "Title", 22),
    SheetColumn("period", "Period", 12),
    SheetColumn("sex", "Sex", 9),
    SheetColumn("ages", "Ages", 10),
    SheetColumn("value", "Value", 11, True),
    SheetColumn("lower", "Lower 95% limit", 11, True),
    SheetColumn("upper", "Upper 95% limit", 11, True),
    SheetColumn("count", "Count", 11),
    SheetColumn("denominator", "Denominator", 13),
    SheetColumn("unit", "Unit", 18),
    SheetColumn("status", "Status", 12),
    SheetColumn("interval", "Interval", 12),
    SheetColumn("comparison_with_england", "Comparison with England", 13),
    SheetColumn("comparison_basis", "Comparison rests on", 13),
    SheetColumn("place_in_england", "Place in England, 1 is the highest", 10),
    SheetColumn("places_in_england", "Among how many areas", 10),
    SheetColumn("note", "Note", 32),
)
_KIND = SheetColumn("row", "Kind of row", 12)


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook."""

    bold: Format
    wrapped: Format
    figure: Format
    score: Format
    whole: Format

    @classmethod
    def of_book(cls, book: Workbook, decimals: int, heading: dict[str, str]) -> Styles:
        """The formats of a workbook whose figures have so many decimals."""
        return cls(
            bold=book.add_format({"bold": True, "text_wrap": True, "valign": "top", **heading}),
            wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
            figure=book.add_format({"num_format": f"#,##0.{'0' * decimals}" if decimals else "#,##0", "valign": "top"}),
            score=book.add_format({"num_format": "0.0", "valign": "top"}),
            whole=book.add_format({"num_format": "#,##0", "valign": "top"}),
        )

    def of(self, column: SheetColumn) -> Format:
        """The format of the numbers of a column."""
        if column.key == _SCORE:
            return self.score
        return self.figure if column.is_figure else self.whole


def csv(atlas: Atlas, scene: Scene) -> bytes:
    """The figures as CSV for people and programs: UTF-8 with its mark for Excel, CRLF, one header line."""
    return csv_file((column.key for column in columns(scene)), (map(plain_words, one) for one in records(atlas, scene)))


def chart_csv(chart: Chart) -> bytes:
    """The figures of a chart as CSV, with its columns and at full precision."""
    heads = (plain_words(column.heading) for column in chart.table.columns)
    return csv_file(heads, (map(plain_words, row) for row in chart.table.rows))


def csv_file(heads: Iterable[Any], rows: Iterable[Iterable[Any]]) -> bytes:
    """Lines of cells, which are written as they are, as a CSV file."""
    lines = StringIO(newline="")
    writer = csv_form.writer(lines, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return lines.getvalue().encode("utf-8-sig", "replace")


_PROFILE = (
    *("area_code", "area_name", "condition", "indicator_id", "title", "unit", "period", "value", "lower", "upper"),
    *("status", "figure_of", "interval", "comparison_with_england", "comparison_basis"),
    *("place_in_england", "places_in_england"),
)
_PROFILE_RANGE = ("england", "lowest", "highest", "areas", "note")


def profile_csv(atlas: Atlas, area: Area) -> bytes:
    """The latest figure of every indicator of an area as CSV, in the order of the page's profile.

    lowest, highest and areas are of all areas of its level; figure_of is the code of the area with the same boundary
    whose figure it is, if it is not the area's own.
    """
    above = map(atlas.tier, (LevelRole.PARTNERSHIP, LevelRole.SYSTEM))
    found = (entry for section in sections(profile_entries(atlas, area)) for entry in section.entries)
    lines = (map(plain_words, _profile_line(area, entry)) for entry in found)
    return csv_file((*_PROFILE, *above, *_PROFILE_RANGE), lines)


def _profile_line(area: Area, entry: ProfileEntry) -> tuple[SheetCell, ...]:
    value, what, siblings = entry.value, entry.indicator, entry.siblings
    beside = (v.value if v else None for v in (entry.partnership, entry.system, entry.england))
    return (
        *(area.code, area.name, entry.condition.name, what.id, what.title, what.unit),
        *(periods.period_words(entry.period), value.value, value.lower, value.upper, value.status),
        *(entry.area.code if entry.borrowed else "", verdicts.interval_kind(value)),
        *(*verdicts.in_columns(entry.verdict, entry.publisher), *_rank(entry.rank), *beside),
        *((siblings[0], siblings[-1], len(siblings)) if siblings else (None, None, None)),
        sentences.note_of(value),
    )


def xlsx(atlas: Atlas, scene: Scene, stamp: Stamp, version: str = "") -> bytes:
    """The figures as an Excel workbook with real numbers, and a sheet that says what they are.

    version: the version of the data. The bytes depend on the arguments only.
    """
    made = BytesIO()
    book = Workbook(made, {"in_memory": True})
    book.set_properties({"title": titles.document_title(scene), "author": scene.edition.title, "created": _LONG_AGO})
    styles = Styles.of_book(book, scene.indicator.decimals if scene.indicator else 0, heading_look(stamp.house))
    _fill_figures(book.add_worksheet("Figures"), styles, atlas, scene)
    _fill_about(book.add_worksheet("About"), styles, scene, about_figures(scene, stamp, version))
    book.close()
    return made.getvalue()


#: The name of the column of scores in a CSV file.
_SCORE = "imd_score"


def _score(scene: Scene) -> SheetColumn:
    return SheetColumn(_SCORE, scene.edition.deprivation_score, 11)


def columns(scene: Scene) -> tuple[SheetColumn, ...]:
    """The columns of a scene: with an overlay also the score of deprivation; the kind of row comes last."""
    return (*_COLUMNS, *((_score(scene),) if scene.deprivation else ()), _KIND)


def records(atlas: Atlas, scene: Scene) -> Iterator[tuple[SheetCell, ...]]:
    """The rows of the page's table in its order, then those of the larger areas to compare with."""
    for row in scene.listed:
        yield _record(atlas, scene, row, "area")
    for row in references(atlas, scene):
        yield _record(atlas, scene, row, "comparison")


def _record(atlas: Atlas, scene: Scene, row: Row, kind: str) -> tuple[SheetCell, ...]:
    area, value, what = row.area, row.value, scene.indicator
    level = scene.view.by if scene.view.by in area.levels else area.level
    around = holder(atlas, area)
    score = (scene.deprivation.scores.get(area.code),) if scene.deprivation else ()
    return (
        *(area.code, area.name, level_heading(level), around.name if around else ""),
        *((what.id, what.title) if what else ("", scene.condition.name)),
        whole_years(periods.period_words(scene.view.period)),
        *((what.sex, what.ages) if what else ("", "")),
        *((value.value, value.lower, value.upper, value.count, value.denominator) if value else (None,) * 5),
        what.unit if what else "",
        value.status if value else numbers.NOT_PUBLISHED,
        verdicts.interval_kind(value),
        *_compared(scene, row),
        *_rank(scene.national_rank(area)),
        sentences.note_of(value) if value else "",
        *score,
        kind,
    )


def _rank(rank: NationalRank | None) -> tuple[int | None, int | None]:
    return (rank.rank, rank.of) if rank else (None, None)


def _compared(scene: Scene, row: Row) -> tuple[str, str]:
    """The verdict in words, and what it rests on; of England itself, and of no figure, nothing is said."""
    if row.area.level.role is LevelRole.COUNTRY or row.value is None or row.value.value is None:
        return "", ""
    return verdicts.in_columns(scene.verdict(row.value), scene.publisher)


def _fill_figures(sheet: Worksheet, styles: Styles, atlas: Atlas, scene: Scene) -> None:
    shown = columns(scene)
    for at, column in enumerate(shown):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading, styles.bold)
    last = 0
    sheet.set_row(0, row_height([(column.heading, column.width) for column in shown]))
    for last, record in enumerate(records(atlas, scene), 1):
        sheet.set_row(last, row_height(zip(record, (column.width for column in shown), strict=True)))
        for at, (column, cell) in enumerate(zip(shown, record, strict=True)):
            if isinstance(cell, str):
                sheet.write_string(last, at, clean(cell), styles.wrapped)
            elif cell is not None:
                sheet.write_number(last, at, cell, styles.of(column))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(shown) - 1)
    # A year is a text here, as "2016 to 2018" is; Excel would mark every one as a fault.
    sheet.ignore_errors({"number_stored_as_text": xl_range(1, 0, max(last, 1), len(shown) - 1)})
    _print_on_paper(sheet, scene)
    sheet.fit_to_pages(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)


def _print_on_paper(sheet: Worksheet, scene: Scene) -> None:
    """A4, with the name of the atlas and page numbers at the foot."""
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    sheet.set_footer(f"&L{scene.edition.title}: &A{sheet_footer(scene.edition.house)}&RPage &P of &N")


def _fill_about(sheet: Worksheet, styles: Styles, scene: Scene, lines: Iterable[tuple[str, str]]) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for line, (name, content) in enumerate(lines):
        sheet.set_row(line, row_height([(name, 16), (content, 100)]))
        sheet.write_string(line, 0, name, styles.bold)
        sheet.write_string(line, 1, clean(content), styles.wrapped)
    put_logo(sheet, scene.edition.house)
    _print_on_paper(sheet, scene)
    sheet.fit_to_pages(1, 0)
