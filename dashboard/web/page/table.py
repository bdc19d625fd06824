"""The table beside the map: each figure with its interval, what it means against England, and its place on a scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup, escape

from dashboard.charts.dot_scale import Scale
from dashboard.core import labels, numbers
from dashboard.core.area import Area, Row
from dashboard.core.atlas import Atlas
from dashboard.core.level import LevelRole
from dashboard.core.national import NationalRank
from dashboard.core.value import is_approximate
from dashboard.core.view import View
from dashboard.views.foremost import foremost
from dashboard.views.scene import Scene
from dashboard.views.shows import MOST_LISTED
from dashboard.views.surroundings import holder, references
from dashboard.web.page.templating import href, template
from dashboard.wording import captions, choices, foremost_words, verdicts
from dashboard.wording.scales import first_words

#: A scale that is shorter has the decimals of its figures at its ends.
_SHORT = 10


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of the table; positions on the dot scale in per cent of its width.

    about: of an approximate interval. limits: the interval without the mark of one, for a heading that has it.
    """

    area: Area
    view: View | None
    figure: str
    interval: str
    limits: str
    comparison: str
    caveat: str
    within: str
    score: str
    dot: float | None
    low: float | None = None
    high: float | None = None
    about: bool = False
    rank: NationalRank | None = None


@dataclass(frozen=True, slots=True)
class TablePart:
    """All lines of the table. england: the place of England on the dot scale, in per cent of its width.

    heading: what stands above it. first: which figure is in front, where all are listed.
    """

    lines: tuple[TableLine, ...]
    references: tuple[TableLine, ...]
    ends: tuple[str, str]
    england: float | None
    notes: tuple[str, ...]
    heading: str
    first: str

    @property
    def has_intervals(self) -> bool:
        """Whether an area has one."""
        return any(line.interval for line in self.lines)

    @property
    def all_about(self) -> bool:
        """Whether all intervals are approximate, which the heading then says for them."""
        return self.has_intervals and all(line.about for line in (*self.lines, *self.references) if line.interval)

    @property
    def ranked_among(self) -> str:
        """Among how many areas of England the lines have a rank, "150 councils"; "" if none has one."""
        return next((f"{line.rank.of} {line.rank.level.brief}" for line in self.lines if line.rank), "")

    @property
    def has_verdicts(self) -> bool:
        """Whether an area is compared with England, or would be if England had a figure."""
        return self.has_intervals or any(line.comparison for line in self.lines)


def table(atlas: Atlas, scene: Scene, opened: Mapping[str, View]) -> TablePart:
    """The table of a scene. opened: area code -> the view that a click on the area leads to.

    Of more areas than anybody reads it has those at the bad end.
    """
    rows = _listed(scene)
    above = references(atlas, scene)
    mapped = scene.indicator is not None and scene.indicator.mapped
    # A count of a larger area is no point on the scale of its parts: it stands there in figures only.
    england = scene.benchmark if mapped else None
    scale = Scale.over([*(row.value for row in scene.shown), england])
    shared = captions.shared_caveat([*scene.shown, *above])
    return TablePart(
        lines=tuple(_line(atlas, scene, row, scale, opened[row.area.code], shared) for row in rows),
        references=tuple(_line(atlas, scene, row, scale if mapped else None, None, shared) for row in above),
        ends=_ends(scale, scene.indicator.decimals if scene.indicator else 0),
        england=_percent(scale, england.value if england else None),
        notes=(*captions.table_notes(scene, shared), *_left_out(scene, rows)),
        heading=_heading(scene, rows),
        first=first_words(scene.indicator) if len(rows) == len(scene.rows) else "",
    )


def _listed(scene: Scene) -> tuple[Row, ...]:
    what = scene.indicator
    return scene.listed if what is None or len(scene.rows) <= MOST_LISTED else foremost(scene.shown, what)


def _heading(scene: Scene, rows: tuple[Row, ...]) -> str:
    if scene.indicator is None or len(rows) == len(scene.rows):
        return choices.table_heading(scene.view.by, len(scene.rows), len(scene.shown), first_words(scene.indicator))
    return foremost_words.foremost_heading(scene.view.by, scene.area, len(rows), scene.indicator)


def _left_out(scene: Scene, rows: tuple[Row, ...]) -> Iterator[str]:
    if len(rows) < len(scene.rows):
        yield foremost_words.foremost_note(scene.view.by, len(scene.rows), len(rows))


def _line(atlas: Atlas, scene: Scene, row: Row, scale: Scale | None, view: View | None, shared: str) -> TableLine:
    value, indicator = row.value, scene.indicator
    own = row.area.level.role is LevelRole.COUNTRY
    score = scene.deprivation.scores.get(row.area.code) if scene.deprivation else None
    around = holder(atlas, row.area, within=scene.area.code)
    return TableLine(
        area=row.area,
        view=view,
        figure=numbers.figure_of(value, indicator) if indicator else numbers.NOT_PUBLISHED,
        interval=numbers.interval_of(value, indicator) if indicator else "",
        limits=numbers.limits_of(value, indicator) if indicator else "",
        comparison="" if own else verdicts.verdict_words(scene.verdict(value), scene.publisher),
        caveat=captions.own_caveat(row, shared),
        within=labels.short_name(around) if around and view else "",
        score=numbers.number(score, 1) if score is not None else "",
        dot=_percent(scale, value.value if value else None),
        low=_percent(scale, value.lower if value else None),
        high=_percent(scale, value.upper if value else None),
        about=is_approximate(value),
        rank=scene.national_rank(row.area),
    )


def _ends(scale: Scale, decimals: int) -> tuple[str, str]:
    """The ends of a scale in round figures; of a short one as exact as its figures, or both would be one figure."""
    exact = decimals if scale.high - scale.low < _SHORT else 0
    return numbers.number(scale.low, exact), numbers.number(scale.high, exact)


def _percent(scale: Scale | None, figure: float | None) -> float | None:
    position = scale.position(figure) if scale else None
    return None if position is None else round(100 * position, 1)


def table_html(atlas: Atlas, scene: Scene, opened: Mapping[str, View]) -> str:
    """The table of a scene as HTML. opened: as for ``table``."""
    part = table(atlas, scene, opened)
    rows = partial(_rows_html, part, has_scores=scene.deprivation is not None)
    return template("table", scene=scene, table=part, rows=rows)


def _rows_html(table: TablePart, lines: Iterable[TableLine], has_scores: bool) -> Markup:
    """Some lines of a table as HTML, by Python: pages have dozens of them, and a macro takes its time.

    has_scores: whether they have a column of deprivation.
    """
    has_intervals, has_verdicts, all_about = table.has_intervals, table.has_verdicts, table.all_about
    has_ranks, england = bool(table.ranked_among), _mark("england", table.england)

    def cells(line: TableLine) -> Iterator[str]:
        yield f'<tr data-area="{line.area.code}">\n<th scope="row">{_name(line)}</th>\n'
        yield f'<td class="atlas-number">{escape(line.figure)}</td>\n'
        if has_intervals:
            yield f'<td class="atlas-number atlas-interval">{escape(line.limits if all_about else line.interval)}</td>'
        if has_verdicts:
            yield f"<td>{escape(line.comparison)}</td>"
        if has_ranks:
            yield f"<td>{escape(verdicts.rank_words(line.rank)) if line.rank else ''}</td>"
        if has_scores:
            yield f'<td class="atlas-number">{escape(line.score)}</td>'
        yield f'<td class="atlas-scale" aria-hidden="true">{_dots(line, england)}</td>\n</tr>\n\n'

    return Markup("".join(cell for line in lines for cell in cells(line)))


def _name(line: TableLine) -> str:
    """The name of an area, as a link where it leads somewhere, and what is said of it."""
    name, code = escape(line.area.name), line.area.code
    linked = f'<a id="row-{code}" href="{escape(href(line.view))}" data-view>{name}</a>' if line.view else name
    within = f' <span class="atlas-within">{escape(line.within)}</span>' if line.within else ""
    caveat = f' <span class="atlas-caveat">{escape(line.caveat)}</span>' if line.caveat else ""
    return f"{linked}{within}{caveat}"


def _dots(line: TableLine, england: str) -> str:
    """The figure of a line on the scale, over its interval, beside the mark of England."""
    if line.dot is None:
        return ""
    interval = ""
    if line.low is not None and line.high is not None:
        about = " atlas-about-interval" if line.about else ""
        interval = _mark(f"interval{about}", line.low, f";--w:{round(line.high - line.low, 1)}")
    return f'<span class="atlas-dots">{england}{interval}{_mark("dot", line.dot)}</span>'


def _mark(kind: str, at: float | None, width: str = "") -> str:
    return "" if at is None else f'<i class="atlas-dots__{kind}" style="--x:{at}{width}"></i>'
