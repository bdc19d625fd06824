"""The headline of a trend: its way and its turn, of one area or counted over those of a map (rule 12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dashboard.charts.lines import Role, TrendLine, is_alone, subject_of, way_of
from dashboard.core import labels
from dashboard.core.headline import Headline
from dashboard.core.indicator import Indicator
from dashboard.core.level import LevelRole
from dashboard.core.value import Direction, Extent
from dashboard.stats.change import MOVED, Change
from dashboard.stats.turn import Turn
from dashboard.views.scene import Scene
from dashboard.wording.fitting import fitted, ground_names, headline_names
from dashboard.wording.way_phrases import short_period, way_phrases


def trend_title(lines: Sequence[TrendLine], periods: Sequence[str], scene: Scene, indicator: Indicator) -> Headline:
    """The way of the place or area that stands out, if intervals tell one; else how many areas of the map moved."""
    subject = subject_of(lines)
    if scene.place and subject is None and not scene.view.chosen:
        return fitted(indicator.noun, (labels.called(scene.place),), ("no figure in any period", "no figure"))
    way = way_of(subject, periods, indicator) if subject else None
    if subject and way and way.way is not Change.NOT_SAID:
        return _of_one(subject, way, periods, scene, indicator)
    counted = [] if subject and is_alone(lines, scene) else list(_counted(lines, periods, scene, indicator))
    chosen = (f"chosen {scene.view.by.plural}",) if scene.view.chosen else ()
    if counted:
        return fitted(indicator.noun, chosen or ground_names(scene), counted)
    only = subject or _only(lines)
    way = way_of(only, periods, indicator) if only else None
    if only and way:
        return _of_one(only, way, periods, scene, indicator)
    span = (f"{short_period(periods[0])} to {short_period(periods[-1])}",)
    if only:
        return fitted(indicator.noun, _names(only, scene), (short_period(periods[only.known[0]]),))
    return fitted(indicator.noun, chosen or ground_names(scene), span)


def _of_one(line: TrendLine, way: Turn, periods: Sequence[str], scene: Scene, indicator: Indicator) -> Headline:
    return fitted(indicator.noun, _names(line, scene), way_phrases(way, periods, line.values, indicator))


def _names(line: TrendLine, scene: Scene) -> tuple[str, ...]:
    """The names of a line in a headline; an estimate is called one."""
    if line.last is not None and line.last.extent is Extent.MERGED:
        return line.name, line.last.extent_words
    if line.area.level.role is not LevelRole.SYSTEM:
        return (line.name,)
    whole = labels.called(line.area, line.last)
    return tuple(line.name.replace(whole, name) for name in headline_names(line.area, scene))


def _only(lines: Sequence[TrendLine]) -> TrendLine | None:
    """The one area of the map, if it has no more."""
    others = [line for line in lines if line.role is Role.OTHER]
    return others[0] if len(others) == 1 else None


def _counted(lines: Sequence[TrendLine], periods: Sequence[str], scene: Scene, indicator: Indicator) -> Iterator[str]:
    """In how many areas it rose and fell from the first period of all to the last; how many have lost their best."""
    areas = [line for line in lines if line.role in (Role.OTHER, Role.CHOSEN)]
    ends = {0, len(periods) - 1}
    ways = [way_of(line, periods, indicator) if ends <= set(line.known) else None for line in areas]
    counts = Counter(way.way if way else Change.NOT_SAID for way in ways)
    if len(areas) < 2 or counts[Change.NOT_SAID] == len(areas):
        return
    first, last = short_period(periods[0]), short_period(periods[-1])
    past, briefly = (_past_best([way for way in ways if way], indicator, when) for when in ("now ", ""))
    since = _england_since(lines, periods, indicator)
    for plural in dict.fromkeys((scene.view.by.plural, scene.view.by.brief, "")):
        said = _moved(counts, plural) or _unclear(counts, plural)
        yield from (f"{said}{past}{since}", f"{said}{past}") if past else (f"{said}, {first} to {last}",)
    said = _moved(counts, "")
    yield f"{said}{briefly}" if said else _unclear(counts, scene.view.by.brief)
    yield said or _unclear(counts, "")


def _past_best(ways: Sequence[Turn], indicator: Indicator, when: str) -> str:
    """ ", 11 now above their best": how many stood better in an earlier period that shares no year with the last."""
    count = sum(way.best is not None for way in ways)
    side = "below" if indicator.direction is Direction.LOW_IS_WORSE else "above"
    return f", {count} {when}{side} their best" if count else ""


def _england_since(lines: Sequence[TrendLine], periods: Sequence[str], indicator: Indicator) -> str:
    """ "; England rose since 2017–19"."""
    england = next((line for line in lines if line.role is Role.ENGLAND), None)
    way = way_of(england, periods, indicator) if england else None
    if way is None or way.best is None or way.since not in MOVED:
        return ""
    return f"; England {way.since} since {short_period(periods[way.best])}"


def _moved(counts: Counter[Change], areas: str) -> str:
    """ "rose in 1 and fell in 3 of 12 districts", "rose in all 4"; "" if that may be said of none."""
    moved = [word for word in MOVED if counts[word]]
    if moved and counts[moved[0]] == counts.total():
        return f"{moved[0]} in {'both' if counts.total() == 2 else f'all {counts.total()}'} {areas}".strip()
    said = labels.listed([f"{word} in {counts[word]}" for word in moved])
    return f"{said} of {counts.total()} {areas}".strip() if moved else ""


def _unclear(counts: Counter[Change], areas: str) -> str:
    """ "no clear change in 11 of 12 districts", "no clear change in any of 4"."""
    total, unclear = counts.total(), counts[Change.NO_CLEAR_CHANGE] + counts[Change.LITTLE_CHANGED]
    if unclear < total:
        return f"no clear change in {unclear} of {total} {areas}".strip()
    return f"no clear change in {'either of the two' if total == 2 else f'any of {total}'} {areas}".strip()
