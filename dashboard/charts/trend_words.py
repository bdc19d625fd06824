"""What is said of a trend: the notes under its lines, and what a reader is told who does not see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dashboard.charts.axes import linear
from dashboard.charts.lines import Role, TrendLine, drawn, is_alone, subject_of, way_of
from dashboard.core import labels, numbers
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.periods import parse_period, period_words
from dashboard.stats.change import Change
from dashboard.stats.turn import share_years
from dashboard.views.scene import Scene
from dashboard.wording import sentences
from dashboard.wording.way_phrases import way_reading


def years_of(periods: Sequence[str]) -> str:
    """ "2004 to 2018" over all years of all periods; financial years as they are written."""
    first = parse_period(periods[0])
    if first.financial or first.quarter:
        return f"{periods[0]} to {periods[-1]}"
    return f"{first.first} to {parse_period(periods[-1]).end}"


def years_together(periods: Sequence[str]) -> str:
    """ "2001 to 2018, 3 years together" where each figure is of several years."""
    years = parse_period(periods[-1]).years
    return f"{years_of(periods)}, {years} years together" if years > 1 else years_of(periods)


def trend_place(scene: Scene) -> str:
    """Which areas the lines are of."""
    if scene.view.chosen:
        return f"Chosen {scene.view.by.plural}"
    return sentences.where(scene.area, scene.view.by)


def trend_notes(atlas: Atlas, scene: Scene, lines: Sequence[TrendLine], indicator: Indicator) -> Iterable[str]:
    """What must be minded, a sentence or two each; "" where there is nothing to say."""
    periods = atlas.periods(indicator, scene.view.by)
    yield " ".join(_readings(lines, periods, scene, indicator))
    yield _on_direction(lines, periods, scene, indicator)
    yield _without_line(atlas, scene, lines)
    yield sentences.whole_words((line.area, line.last) for line in lines)
    if not indicator.mapped:
        yield "These are counts: larger areas have more, so no line of a larger area stands beside them."
    others = _other_editions(atlas, indicator, scene.view.by)
    if others:
        yield f"Other editions of this measure, never joined to these lines: {'; '.join(others)}."
    yield "" if linear("", drawn(lines)).low == 0 else "The scale does not begin at 0."


def _readings(lines: Sequence[TrendLine], periods: Sequence[str], scene: Scene, indicator: Indicator) -> Iterator[str]:
    """The way and the turn of the line that stands out, with sizes, and those of a region and of England beside it."""
    subject, regions = subject_of(lines), {region.code for region in scene.edition.regions}
    beside = [line for line in lines if line.role is Role.ENGLAND or line.area.code in regions]
    for line in (*(line for line in lines if line is subject), *beside):
        way = way_of(line, periods, indicator)
        if way is not None and not (way.way is Change.NOT_SAID and line.is_defined):
            yield way_reading(line.name, way, periods, line.values, indicator)


_NOT_SAID = "whether it rose or fell beyond chance cannot be said."
_TESTED = (
    "“Rose” and “fell” are said where a test of the two figures at 5% says so, beside the best of many periods at 1%; "
    "“no clear change” does not say that nothing has changed, and “little” is less than 2%. "
    "Periods that share years are not compared."
)


def _on_direction(lines: Sequence[TrendLine], periods: Sequence[str], scene: Scene, indicator: Indicator) -> str:
    """What the direction rests on, or why none is said."""
    about = [line for line in lines if line.role in _ASKED and not (is_alone(lines, scene) and line.role is Role.OTHER)]
    ways = [way_of(line, periods, indicator) for line in about]
    if any(way and {way.way, way.until, way.since} != {Change.NOT_SAID} for way in ways):
        unsaid = sum(way is None or way.way is Change.NOT_SAID for way in ways)
        more = f" Nothing can be said of {labels.plural(scene.view.by, unsaid)} without both intervals."
        return f"{_TESTED}{more if unsaid and len(about) > 1 else ''}"
    return _why_not_said(about, periods)


#: The lines on which a title rests.
_ASKED = (Role.OTHER, Role.CHOSEN, Role.AREA)


def _why_not_said(lines: Sequence[TrendLine], periods: Sequence[str]) -> str:
    if any(line.has_intervals for line in lines):
        if share_years(periods[0], periods[-1]):
            return f"The first and the last period share years: {_NOT_SAID}"
        return f"This edition holds no published interval of the first or the last figure: {_NOT_SAID}"
    if lines and all(line.is_estimated for line in lines):
        return f"Estimates have no published intervals: {_NOT_SAID}"
    return f"This edition holds no published intervals of these figures: {_NOT_SAID}"


_MOST_NAMED = 4


def _without_line(atlas: Atlas, scene: Scene, lines: Iterable[TrendLine]) -> str:
    """Areas that should have a line, but have no figure in any period."""
    drawn = {line.area.code for line in lines}
    wanted = [atlas.areas[code] for code in scene.view.chosen] or [row.area for row in scene.rows]
    missing = [labels.called(area) for area in wanted if area.code not in drawn]
    named = labels.listed(missing) if len(missing) <= _MOST_NAMED else labels.plural(scene.view.by, len(missing))
    return f"No figure for {named} in any period." if missing else ""


def _other_editions(atlas: Atlas, indicator: Indicator, level: Level) -> list[str]:
    """The names of measures that are the same but for the method, the definition or the years taken together."""
    return [
        other.measure_name
        for other in atlas.measures(indicator.condition)
        if other is not indicator and level in other.levels and _question(other) == _question(indicator)
    ]


def _question(indicator: Indicator) -> tuple[str, ...]:
    """What an indicator answers, in which kind of number and for whom; editions of it differ in other things."""
    return indicator.family, indicator.kind, indicator.sex


def trend_alternative(lines: Sequence[TrendLine], periods: Sequence[str], indicator: Indicator) -> str:
    """What a reader who does not see the lines is told: way, turn and figures of each that is named."""
    others = sum(line.role is Role.OTHER for line in lines)
    named = [line for line in lines if line.role is not Role.OTHER]
    said = [_line_words(line, periods, indicator) for line in named]
    what = f"{len(said)} named {'line' if len(said) == 1 else 'lines'}, {others} grey"
    return " ".join((f"Line chart over {len(periods)} periods, {years_of(periods)}: {what}.", *said))


def _line_words(line: TrendLine, periods: Sequence[str], indicator: Indicator) -> str:
    way, only = way_of(line, periods, indicator), line.known[0]
    if line.is_defined:
        return f"{line.name}: {numbers.figure_of(line.values[only], indicator)} by definition."
    if way is not None:
        return way_reading(line.name, way, periods, line.values, indicator)
    return f"{line.name}: {numbers.figure_of(line.values[only], indicator)} in {period_words(periods[only])}."
