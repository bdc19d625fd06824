"""The headline of a map or a place: topic, place and finding in at most 90 letters, from its gist (rule 22).

Each finding has words of several lengths, the fullest first, and the first that fits is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.core.area import Row
from dashboard.core.headline import Finding, Headline
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.labels import called, every, listed, plural
from dashboard.core.level import Level
from dashboard.core.numbers import figure_of
from dashboard.core.value import Comparison, Direction, Extent, Status
from dashboard.stats.correlation import Tendency
from dashboard.stats.sides import Side, side_of
from dashboard.views.gist import FAR, england_of, gist, told_side
from dashboard.views.gist_model import Gist, GistKind
from dashboard.views.scene import Scene
from dashboard.wording.fitting import Said, fitted, headline_names
from dashboard.wording.order_words import counted_in_tenth, own_rank
from dashboard.wording.scales import distance, scale_words
from dashboard.wording.verdict_counts import counted, counted_side
from dashboard.wording.verdicts import national_rank_words


def headline(scene: Scene) -> Headline:
    """What a map or a place shows, in a line that stands alone."""
    return headline_of(gist(scene), scene)


def headline_of(found: Gist, scene: Scene, around: Sequence[str] = ()) -> Headline:
    """A gist in words. around: how the area of a map is called, if not by its names."""
    indicator = scene.indicator
    if indicator is None:
        ends = (f"no figure by {scene.view.by.singular} in this edition", f"no figure by {scene.view.by.singular}")
        return fitted(scene.condition.name, headline_names(scene.area, scene), ends)
    place = found.rows[0] if scene.place or found.kind is GistKind.OWN else None
    where = _names(place) if place else around or headline_names(scene.area, scene)
    return fitted(indicator.noun, where, _WORDS[found.kind](found, scene, indicator))


def in_few_words(scene: Scene, most: int) -> str:
    """The fullest finding of so many words, without topic and place; the shortest if none is so short."""
    found = gist(scene)
    said = tuple(map(str, _WORDS[found.kind](found, scene, scene.indicator))) if scene.indicator else ()
    brief = (words for words in said if len(words.split()) <= most)
    return next(brief, min(said, key=lambda words: len(words.split()), default=""))


def _names(row: Row) -> tuple[str, ...]:
    """How an area is called; the larger area that a figure is of has a shorter name of its own."""
    full = called(row.area, row.value)
    return (full, row.value.extent_words) if row.value and row.value.extent is Extent.MERGED else (full,)


# The words of each kind of gist, the fullest first.


def _counts(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    if scene.place:
        yield f"{figure_of(found.rows[0].value, indicator)} {indicator.unit_short}"
        return
    yield Finding(f"numbers for {plural(scene.view.by, found.count)}", "which are not ranked")
    yield Finding("numbers", "which are not ranked")
    yield "not ranked"


def _no_figure(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    if found.rows:
        yield figure_of(found.rows[0].value, indicator)
        yield "no figure"
        return
    yield f"no figure for {plural(scene.view.by, found.areas)}"
    yield "no figure"


def _few_events(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    yield f"too few {indicator.event or 'events'} to say more than chance"
    yield "too few to say more than chance"


def _own(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    """A figure beside England's, with the verdict if there is one; else the figure with its unit."""
    value = found.rows[0].value
    if indicator.tenth and value and value.value:
        yield from own_rank(value.value, indicator, scene.view.by)
        return
    estimate = " (estimate)" if value and value.status is Status.ESTIMATE else ""
    england = england_of(scene)
    if england is None or value is None or value.value is None:
        yield f"{_with_unit(figure_of(value, indicator), indicator)}{estimate}"
        yield f"{figure_of(value, indicator)}{'%' if indicator.kind is Kind.SHARE else ''}{estimate}"
        return
    rank = scene.national_rank(found.rows[0].area)
    stands = national_rank_words(rank) if rank and 2 * rank.rank <= rank.of else ""
    said = [words.ending(estimate) for words in _beside_england(found, value.value, england, indicator)]
    yield from (said[0].adding(stands), *said)


def _beside_england(found: Gist, figure: float, england: float, indicator: Indicator) -> Iterator[Finding]:
    side, apart = side_of(figure, england, indicator.decimals), distance(figure, england, indicator)
    where = "the same as" if side is Side.EQUAL else side
    (verdict,) = found.verdicts or (Comparison.NOT_COMPARED,)
    if verdict is Comparison.NOT_COMPARED:
        yield Finding(f"{apart} {where} England".strip())
        yield Finding(f"{where} England")
        return
    if verdict is Comparison.SIMILAR:
        similar = "not clearly different from England" if found.likely else "similar to England"
        yield Finding(similar, f"{apart} {where}" if apart else "")
        yield Finding(similar)
        yield Finding("no clear difference")
        return
    likely = "likely " if found.likely else ""
    yield Finding(f"{likely}{verdict} than England{f' by {apart}' if apart else ''}")
    yield Finding(f"{likely}{verdict} than England")
    yield Finding(f"{likely}{verdict}")


def _same(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    yield f"the same in {_all(scene.view.by.plural, found)}"
    yield "the same everywhere"


def _one_side(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    """All on one side, and how many of them clearly; without verdicts by how much."""
    side, level = found.sides.one if found.sides else None, scene.view.by
    said, brief, bare = (f"{_all(areas, found)} {side} England" for areas in (level.plural, level.brief, ""))
    if found.verdicts:
        yield Finding(said, counted_side(found))
    elif level.is_small:
        yield from _tails(said, bare, found, scene, indicator)
    else:
        yield Finding(said, _by_how_much(found, scene, indicator))
    yield from (said, brief, bare)


def _by_how_much(found: Gist, scene: Scene, indicator: Indicator) -> str:
    """ "by 5% to 41%" of areas that all lie on one side of England."""
    england = england_of(scene)
    ends = [row.value.value for row in (found.rows[0], found.rows[-1]) if row.value and row.value.value is not None]
    if england is None:
        return ""
    near, far = sorted(ends, key=lambda figure: abs(figure - england))
    low, high = (distance(figure, england, indicator) for figure in (near, far))
    if low == high:
        return f"by {high}"
    unit = f" {indicator.unit_short}" if indicator.kind is Kind.YEARS else ""
    return f"by {low.removesuffix(unit)} to {high}"


def _sides(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    """How many areas lie on the side of England that is told."""
    if found.sides is None:
        return
    side = told_side(found.sides, indicator)
    count = found.sides.on(side)
    said, bare = (f"{count} of {areas} {side} England" for areas in (plural(scene.view.by, found.count), found.count))
    yield from _tails(said, bare, found, scene, indicator)


def _tails(said: str, bare: str, found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    """A sentence on small areas, with how many lie far from England and the pattern by deprivation as there is room.

    bare: the same without what the areas are called.
    """
    far = f"{found.far} by {FAR:.0%} or more" if found.far and indicator.kind in (Kind.RATE, Kind.RATIO) else ""
    pattern = _pattern(scene.tendency, indicator)
    yield Finding(said, far).ending(pattern)
    yield f"{said}{pattern}" if pattern else Finding(said, far)
    yield Finding(said, far)
    yield said
    yield bare


def _pattern(found: Tendency | None, indicator: Indicator) -> str:
    """ "; higher in more deprived ones", where the tie is plain."""
    if found is None or not found.clear:
        return ""
    words = scale_words(indicator)
    return f"; {words.more if found.rises else words.less} where more deprived"


def _figures(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    """Two or three areas with their figures, and England's."""
    names = [_figure(row, indicator) for row in found.rows]
    england = [f"England {figure_of(scene.benchmark, indicator)}"] if england_of(scene) is not None else []
    if indicator.kind is not Kind.RATIO:
        yield _with_unit(listed([*names, *england]), indicator)
    yield _with_unit(listed(names), indicator)
    yield from _range(found, scene, indicator)


def _figure(row: Row, indicator: Indicator) -> str:
    return f"{called(row.area, row.value)} {figure_of(row.value, indicator)}"


def _ends(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    words = scale_words(indicator)
    top, low = (_few(rows, scene.view.by) for rows in (found.top, found.low))
    yield Finding(f"{words.most} in {top}", f"{words.least} in {low}")
    yield f"{words.least} in {low}" if indicator.direction is Direction.LOW_IS_WORSE else f"{words.most} in {top}"
    yield from _range(found, scene, indicator)


def _few(rows: Sequence[Row], level: Level) -> str:
    return listed([called(row.area, row.value) for row in rows]) if len(rows) <= 2 else plural(level, len(rows))


def _alike(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    words = scale_words(indicator)
    yield f"{words.most} and {words.least} of {plural(scene.view.by, found.count)} cannot be told apart"
    yield f"no clear difference among {plural(scene.view.by, found.count)}"


def _range(found: Gist, scene: Scene, indicator: Indicator) -> Iterator[Said]:
    low, high = (figure_of(row.value, indicator) for row in (found.rows[-1], found.rows[0]))
    said = f"{_with_unit(f'{low} to {high}', indicator)} in {plural(scene.view.by, found.count)}"
    yield f"{said}{_pattern(scene.tendency, indicator)}"
    yield said
    yield _with_unit(f"{low} to {high}", indicator)
    yield f"{low}% to {high}%" if indicator.kind is Kind.SHARE else f"{low} to {high}"


_WORDS = {
    GistKind.COUNTS: _counts,
    GistKind.NO_FIGURE: _no_figure,
    GistKind.FEW_EVENTS: _few_events,
    GistKind.OWN: _own,
    GistKind.IN_TENTH: lambda found, scene, _: counted_in_tenth(found.first, found.count, scene.view.by),
    GistKind.SAME: _same,
    GistKind.ONE_SIDE: _one_side,
    GistKind.VERDICTS: lambda found, scene, _: counted(found, scene.view.by, "England"),
    GistKind.SIDES: _sides,
    GistKind.FIGURES: _figures,
    GistKind.ENDS: _ends,
    GistKind.ALIKE: _alike,
    GistKind.RANGE: _range,
}


def _with_unit(words: str, indicator: Indicator) -> str:
    return f"{words} {indicator.unit_short}"


def _all(areas: str, found: Gist) -> str:
    """ "all 12 districts", "both districts", "all 12 districts with figures"."""
    sound = " with sound figures" if found.count < found.known else " with figures" if found.count < found.areas else ""
    return f"{every(found.count)} {areas}".strip() + sound
