"""What is said of a trend: its direction where intervals support one, and the notes under the lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dashboard.charts.lines import Role, TrendLine, drawn
from dashboard.charts.model import linear
from dashboard.core import labels, numbers
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level, LevelRole
from dashboard.core.periods import last_year, parse_period, period_words, period_years
from dashboard.stats.change import Change, change
from dashboard.views.scene import Scene
from dashboard.wording import sentences


def trend_title(lines: Sequence[TrendLine], periods: Sequence[str], scene: Scene, indicator: Indicator) -> str:
    """The direction, only where intervals support it: of the place, of the area, else of the areas on the map."""
    subject = _subject(lines)
    if subject:
        first, last = subject.known[0], subject.known[-1]
        word = change(subject.values[first], subject.values[last])
        if word is not Change.NOT_SAID:
            return _direction(word, indicator.noun, _named(subject), _between(periods[first], periods[last]))
    counted = "" if subject and _alone(lines, scene) else _counted(lines, periods, scene, indicator)
    return counted or _neutral(subject or _only(lines), periods, scene, indicator)


def _neutral(subject: TrendLine | None, periods: Sequence[str], scene: Scene, indicator: Indicator) -> str:
    """What, where and when, and no direction."""
    noun = labels.capitalised(indicator.noun)
    if subject is None:
        chosen = "chosen " if scene.view.chosen else ""
        return f"{noun} in {chosen}{scene.view.by.plural}, {years_of(periods)}"
    return f"{noun} in {_named(subject)}, {years_of(periods[subject.known[0] : subject.known[-1] + 1])}"


def _named(line: TrendLine) -> str:
    """The name of a line in a sentence: the system has its short name, as in every chart."""
    if line.area.level.role is LevelRole.SYSTEM:
        return line.name.replace(labels.called(line.area, line.last), f"the {line.area.level.short}")
    return line.name


def _subject(lines: Sequence[TrendLine]) -> TrendLine | None:
    """The one line that stands out, if it is one."""
    bright = [line for line in lines if line.role in (Role.AREA, Role.CHOSEN)]
    return bright[0] if len(bright) == 1 else None


def _only(lines: Sequence[TrendLine]) -> TrendLine | None:
    """The one area of the map, if it has no more."""
    others = [line for line in lines if line.role is Role.OTHER]
    return others[0] if len(others) == 1 else None


def _alone(lines: Sequence[TrendLine], scene: Scene) -> bool:
    """Whether the chart is about one area, and not about the areas on a map."""
    return scene.place is not None or bool(scene.view.chosen) or all(line.role is not Role.OTHER for line in lines)


def _direction(word: Change, noun: str, name: str, between: str) -> str:
    if word is Change.NO_CLEAR_CHANGE:
        return f"No clear change in {noun} in {name} {between}"
    return f"{labels.capitalised(noun)} {word} in {name} {between}"


def _changes(lines: Iterable[TrendLine]) -> Counter[Change]:
    """What may be said of each area on the map, or of each chosen one, from the first period to the last."""
    return Counter(change(line.values[0], line.values[-1]) for line in lines if line.role in (Role.OTHER, Role.CHOSEN))


def _counted(lines: Sequence[TrendLine], periods: Sequence[str], scene: Scene, indicator: Indicator) -> str:
    """In how many areas it rose and fell; "" if that may be said of none."""
    counts = _changes(lines)
    only, between = _only(lines), _between(periods[0], periods[-1])
    if counts.total() == 1 and only and not counts[Change.NOT_SAID]:
        return _direction(next(iter(+counts)), indicator.noun, _named(only), between)
    chosen = "chosen " if scene.view.chosen else ""
    published = " with figures" if counts.total() < len(scene.view.chosen or scene.rows) else ""
    areas = f"{chosen}{_areas(scene.view.by, counts.total())}{published}"
    moved, unclear = _moved(counts), _unclear(counts)
    if moved:
        return f"{labels.capitalised(indicator.noun)} {moved} {areas} {between}"
    return f"No clear change in {indicator.noun} in {unclear} {areas} {between}" if unclear else ""


def _moved(counts: Counter[Change]) -> str:
    """ "rose in 1 and fell in 3 of 12", "rose in all 4"; "" if that may be said of none."""
    moved = [word for word in (Change.ROSE, Change.FELL) if counts[word]]
    if moved and counts[moved[0]] == counts.total() > 1:
        return f"{moved[0]} in {'both' if counts.total() == 2 else f'all {counts.total()}'}"
    return f"{labels.listed([f'{word} in {counts[word]}' for word in moved])} of {counts.total()}" if moved else ""


def _unclear(counts: Counter[Change]) -> str:
    """ "11 of 12", "any of the 4", "either of the two"; "" if there is none."""
    unclear = counts[Change.NO_CLEAR_CHANGE]
    if not unclear:
        return ""
    if unclear < counts.total():
        return f"{unclear} of {counts.total()}"
    return "either of the two" if unclear == 2 else f"any of the {unclear}"


def _areas(level: Level, count: int) -> str:
    return level.singular if count == 1 else level.plural


def _between(first: str, last: str) -> str:
    return f"between {_short(first)} and {_short(last)}"


def _short(period: str) -> str:
    """ "2009–11" of "2009-11", "1999–2001": "between 2009 to 2011 and 2012 to 2014" is no English."""
    years = parse_period(period)
    if years.financial or years.years == 1:
        return period.replace("-", "–")
    last = f"{years.last}"
    return f"{years.first}–{last if years.last // 100 != years.first // 100 else last[2:]}"


def years_of(periods: Sequence[str]) -> str:
    """ "2004 to 2018" over all years of all periods; financial years as they are written."""
    first = parse_period(periods[0])
    return f"{periods[0]} to {periods[-1]}" if first.financial else f"{first.first} to {last_year(periods[-1])}"


def years_together(periods: Sequence[str]) -> str:
    """ "2001 to 2018, 3 years together" where each figure is of several years."""
    years = period_years(periods[-1])
    return f"{years_of(periods)}, {years} years together" if years > 1 else years_of(periods)


def trend_place(scene: Scene) -> str:
    """Which areas the lines are of."""
    if scene.view.chosen:
        return f"Chosen {scene.view.by.plural}"
    return sentences.where(scene.area, scene.view.by)


def trend_notes(atlas: Atlas, scene: Scene, lines: Sequence[TrendLine], indicator: Indicator) -> Iterable[str]:
    """What must be minded, a sentence or two each; "" where there is nothing to say."""
    yield _on_direction(lines, scene)
    yield _without_line(atlas, scene, lines)
    yield sentences.whole_words((line.area, line.last) for line in lines)
    if not indicator.mapped:
        yield "These are counts: larger areas have more, so no line of a larger area stands beside them."
    others = _other_editions(atlas, indicator, scene.view.by)
    if others:
        yield f"Other editions of this measure, never joined to these lines: {'; '.join(others)}."
    yield "" if linear("", drawn(lines)).low == 0 else "The scale does not begin at 0."


_NOT_SAID = "whether it rose or fell beyond chance cannot be said."
_MOVED = "“Rose” and “fell” mean that the 95% intervals of the first and the last figure do not overlap."
_UNCLEAR = "“No clear change” means that the 95% intervals overlap; it does not say that nothing has changed."


def _on_direction(lines: Sequence[TrendLine], scene: Scene) -> str:
    """What the direction rests on, or why none is said."""
    subject = _subject(lines)
    own = change(*(subject.values[k] for k in (subject.known[0], subject.known[-1]))) if subject else Change.NOT_SAID
    if own is not Change.NOT_SAID:
        return _UNCLEAR if own is Change.NO_CLEAR_CHANGE else _MOVED
    alone = subject is not None and _alone(lines, scene)
    counts = Counter[Change]() if alone else _changes(lines)
    if counts.total() > counts[Change.NOT_SAID]:
        return _on_counts(counts, scene.view.by)
    return _why_not_said([line for line in lines if alone == (line is subject) and line.role in _ASKED])


#: The lines on which a title rests.
_ASKED = (Role.OTHER, Role.CHOSEN, Role.AREA)


def _on_counts(counts: Counter[Change], level: Level) -> str:
    """What the count of areas rests on, how many show no clear change, and of how many nothing can be said."""
    unclear, unsaid = counts[Change.NO_CLEAR_CHANGE], counts[Change.NOT_SAID]
    moved = counts.total() - unclear - unsaid
    words = (
        _MOVED if moved else "",
        f"No clear change in {labels.plural(level, unclear)}." if moved and unclear else "",
        _UNCLEAR if unclear else "",
        f"Nothing can be said of {labels.plural(level, unsaid)} without both intervals." if unsaid else "",
    )
    return " ".join(filter(None, words))


def _why_not_said(lines: Sequence[TrendLine]) -> str:
    if any(line.has_intervals for line in lines):
        return f"The first or the last figure has no confidence interval: {_NOT_SAID}"
    estimates = bool(lines) and all(line.is_estimated for line in lines)
    return f"{'Estimated, so' if estimates else 'Published'} without confidence intervals: {_NOT_SAID}"


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
    """What a reader who does not see the lines is told: the first and the last figure of each that is named."""
    others = sum(line.role is Role.OTHER for line in lines)
    named = (line for line in lines if line.role is not Role.OTHER)
    said = [f"{line.name}: {_end_words(line, periods, indicator)}" for line in named]
    what = f"{len(said)} named {'line' if len(said) == 1 else 'lines'}, {others} grey"
    return ". ".join((f"Line chart over {len(periods)} periods, {years_of(periods)}: {what}", *said)) + "."


def _end_words(line: TrendLine, periods: Sequence[str], indicator: Indicator) -> str:
    ends = dict.fromkeys((line.known[0], line.known[-1]))
    return ", ".join(f"{numbers.figure_of(line.values[k], indicator)} in {period_words(periods[k])}" for k in ends)
