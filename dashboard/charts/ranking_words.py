"""What is said of a ranking: its title, its marks, the rule of comparison, the cautions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.charts.cautions import ALONE, figure_caveats, not_standardised
from dashboard.charts.model import POINT_AT
from dashboard.core import labels, numbers
from dashboard.core.area import Row
from dashboard.core.headline import Headline
from dashboard.core.indicator import Indicator
from dashboard.core.level import ENGLAND, LevelRole
from dashboard.core.value import Comparison, Direction, Status
from dashboard.stats.comparison import Basis, Verdict, limits
from dashboard.views.gist import ENOUGH, gist
from dashboard.views.gist_model import Gist, GistKind
from dashboard.views.scene import Scene
from dashboard.wording import sentences, verdicts
from dashboard.wording.fitting import Said, fitted, ground_names
from dashboard.wording.headlines import headline_of
from dashboard.wording.scales import first_words
from dashboard.wording.verdict_counts import counted, counted_against, counted_without_areas

#: More rows than this stand close together without their names.
MOST_NAMED = 40
FEW_LEFT_OUT = "The title and the ranks leave figures from fewer than 20 events out."


@dataclass(frozen=True, slots=True)
class RankedArea:
    """One line of the ranking: ties share a rank; a count has none, nor has a figure that bears no finding."""

    rank: int | None
    row: Row
    verdict: Verdict

    @property
    def comparison(self) -> Comparison:
        """On which side of the benchmark the area stands."""
        return self.verdict.comparison


def against(verdict: Verdict, benchmark: Row, publisher: str) -> str:
    """ "worse than England", "OHID: similar to England", "not compared". publisher: its short name."""
    if verdict.basis is Basis.NONE:
        return str(verdict.comparison)
    return verdicts.verdict_against(verdict, publisher, yardstick(benchmark))


def benchmark_name(benchmark: Row) -> str:
    """The name of what areas are compared with, beside its line."""
    level = benchmark.area.level
    return level.short if level.role is LevelRole.SYSTEM else labels.called(benchmark.area, benchmark.value)


def yardstick(benchmark: Row) -> str:
    """The same in a sentence."""
    return f"{'the ' if benchmark.area.level.role is LevelRole.SYSTEM else ''}{benchmark_name(benchmark)}"


def is_exact(benchmark: Row) -> bool:
    """Whether a benchmark is so large that its figure hardly varies by chance: England, or the system (rule 9)."""
    return benchmark.area.plays(LevelRole.COUNTRY, LevelRole.SYSTEM)


def side_by_side(ranked: Sequence[RankedArea], benchmark: Row) -> bool:
    """Whether areas are compared by two intervals: their own and that of the benchmark."""
    return not is_exact(benchmark) and any(one.comparison is not Comparison.NOT_COMPARED for one in ranked)


def mark_name(verdict: Verdict, benchmark: Row, indicator: Indicator, publisher: str) -> str:
    """What the legend says of a mark: its side, and of two areas the rule; counts have one mark and no legend."""
    if not indicator.mapped:
        return ""
    is_tested = not is_exact(benchmark) and verdict.comparison is not Comparison.NOT_COMPARED
    return f"{against(verdict, benchmark, publisher)}{' (tested at 5%)' if is_tested else ''}"


def mark_words(one: RankedArea, indicator: Indicator, benchmark: Row, publisher: str) -> tuple[str, ...]:
    """What hover and screen reader say of a dot."""
    row = one.row
    compared = "" if one.verdict.basis is Basis.NONE else against(one.verdict, benchmark, publisher)
    return tuple(
        line
        for line in (
            row.area.name,
            f"{numbers.figure_of(row.value, indicator)} {indicator.unit_short}",
            ", ".join(filter(None, (numbers.interval_words(row.value, indicator), compared))),
            sentences.caveats(row.value),
        )
        if line
    )


def ranking_title(rows: tuple[Row, ...], ranked: Sequence[RankedArea], benchmark: Row, scene: Scene) -> Headline:
    """The headline of the areas of the ranking: against England that of the map, else how many differ from another.

    rows: all areas of the ranking, those without a figure too: they have no verdict, and count among the areas.
    """
    # The tendency of the map is that of all its areas, not of those that were chosen.
    judged = replace(scene, rows=rows, place=None, tendency=None) if scene.view.chosen else scene
    chosen = (f"chosen {scene.view.by.plural}",) if scene.view.chosen else ()
    indicator = scene.indicator
    if indicator is None or not ranked:
        noun = indicator.noun if indicator else scene.condition.name
        return fitted(noun, ground_names(scene), ("no area here has a figure",))
    if scene.view.benchmark == ENGLAND or not indicator.mapped:
        return headline_of(gist(judged), judged, chosen)
    areas = sum(not is_same(row, benchmark) for row in rows)
    return fitted(indicator.noun, chosen or ground_names(scene), _against_other(areas, ranked, benchmark, judged))


def _against_other(areas: int, ranked: Sequence[RankedArea], benchmark: Row, judged: Scene) -> Iterator[Said]:
    """How many areas differ from another area, if four of five of all can be compared with it (rule 10)."""
    level, yard = judged.view.by, yardstick(benchmark)
    others = [one for one in _others(ranked, benchmark) if _bears_a_finding(one)]
    counts = Counter(one.comparison for one in others)
    found = Gist(GistKind.VERDICTS, tuple(one.row for one in others), areas, verdicts=counts)
    if not areas:
        yield f"{yard} alone"
    elif found.compared and found.compared >= ENOUGH * areas:
        # Another area than England is no yardstick that a reader expects: it is named as long as there is room.
        yield from counted_against(found, level, yard)
        yield counted_without_areas(found, yard)
        yield from counted(found, level, "the benchmark")
    elif found.compared:
        yield f"only {found.compared} of {labels.plural(level, areas)} can be compared with {yard}"
        yield f"only {found.compared} of {areas} can be compared"
    else:
        yield f"{labels.plural(level, areas)} not compared with {yard}"
        yield f"not compared with {yard}"
        yield "not compared"


def is_same(row: Row, benchmark: Row) -> bool:
    """Whether an area is what the others are compared with, or has the same boundary."""
    return row.area.code in (benchmark.area.code, benchmark.area.same_boundary)


def _others(ranked: Sequence[RankedArea], benchmark: Row) -> list[RankedArea]:
    return [one for one in ranked if not is_same(one.row, benchmark)]


def _bears_a_finding(one: RankedArea) -> bool:
    return one.row.value is None or one.row.value.bears_a_finding


def _rests_on_few(one: RankedArea) -> bool:
    """Whether a figure is unreliable (rule 8): it has its mark, but no title is built on it."""
    return one.row.value is not None and one.row.value.rests_on_few


def ranked_name(one: RankedArea) -> str:
    """The name of an area in a sentence."""
    return labels.called(one.row.area, one.row.value)


def ranking_alternative(ranked: Sequence[RankedArea], benchmark: Row, scene: Scene, indicator: Indicator) -> str:
    """What a reader is told who does not see the chart: both ends, the place of the view, the line and the rule."""
    if not ranked:
        return "An empty chart."
    ends = dict.fromkeys((ranked[0], ranked[-1]))
    said = [", ".join(mark_words(one, indicator, benchmark, scene.publisher)) for one in ends]
    what = f"Dots for {len(ranked)} areas in order, from" if len(ranked) > 1 else "One dot:"
    line = f"A line marks {yardstick(benchmark)}." if benchmark.value and benchmark.value.value is not None else ""
    rule = _rule_words(ranked, benchmark, indicator, "") if side_by_side(ranked, benchmark) else ""
    return " ".join(
        filter(
            None,
            (f"{what} {', to '.join(said)}.", *(_bold(one, indicator) for one in _here(ranked, scene)), line, rule),
        )
    )


def _here(ranked: Sequence[RankedArea], scene: Scene) -> list[RankedArea]:
    """The place that the view is about, if it has a figure and others stand beside it."""
    return [one for one in ranked if one.row.area == scene.place and len(ranked) > 1]


def _bold(one: RankedArea, indicator: Indicator) -> str:
    rank = "" if one.rank is None else f": number {one.rank} from the {first_words(indicator)}"
    return f"In bold, {ranked_name(one)}{rank}."


def ranking_notes(
    rows: Sequence[Row], ranked: Sequence[RankedArea], benchmark: Row, scene: Scene, indicator: Indicator
) -> tuple[str, ...]:
    """The cautions under a ranking; the rule by which two areas are compared is the first, which is always open."""
    level = scene.view.by
    first = [sentences.missing_words(rows, level), _rule_note(ranked, benchmark, indicator, scene.publisher)]
    many = [POINT_AT, _by_chance(ranked)] if len(ranked) > MOST_NAMED else []
    said = [
        *(reversed(first) if side_by_side(ranked, benchmark) else first),
        *many,
        *figure_caveats([one.row for one in ranked], level, scene.edition, ALONE),
        FEW_LEFT_OUT if any(map(_rests_on_few, ranked)) else "",
        not_standardised(indicator),
        sentences.ranking_caution(indicator, level),
    ]
    return tuple(note for note in said if note)


def _rule_note(ranked: Sequence[RankedArea], benchmark: Row, indicator: Indicator, publisher: str) -> str:
    """By which rule areas are compared, or why they are not."""
    others = _others(ranked, benchmark)
    if not others:
        return ""
    if not indicator.mapped:
        return "These are counts: larger areas have more, so they are neither ranked nor compared."
    if all(one.comparison is Comparison.NOT_COMPARED for one in others):
        return _why_not_compared(others, benchmark, indicator)
    if is_exact(benchmark):
        return _rule_words(others, benchmark, indicator, publisher)
    band = f"Pale band: the interval of {yardstick(benchmark)}, {numbers.interval_of(benchmark.value, indicator)}."
    return (
        f"{_rule_words(others, benchmark, indicator, publisher)} {band} Areas called similar may still differ a little."
    )


def _rule_words(ranked: Sequence[RankedArea], benchmark: Row, indicator: Indicator, publisher: str) -> str:
    """Rule 9 as sentences: one for each basis that a verdict here has."""
    sides = "“Higher” and “lower”" if indicator.direction is Direction.NEUTRAL else "“Worse” and “better”"
    if not is_exact(benchmark):
        test = "a test of the two figures at 5%, from their 95% intervals"
        return f"{sides} are said only where {test}, tells them apart."
    lies = f"the figure of {yardstick(benchmark)} lies outside the"
    rules = {
        Basis.INTERVAL: f"{sides} are said only where {lies} 95% interval of the area; “similar” is said where it lies "
        "inside.",
        Basis.PUBLISHER: f"{sides} are the verdicts of {publisher} itself; this edition holds no interval.",
        Basis.APPROXIMATE: f"“Likely” is said where {lies} approximate interval of the area, which was worked out from "
        "its rate and its population; “not clearly different” where it lies inside.",
    }
    bases = {one.verdict.basis for one in ranked}
    return " ".join(words for basis, words in rules.items() if basis in bases)


def _by_chance(ranked: Sequence[RankedArea]) -> str:
    """How many of many areas lie outside by chance."""
    compared = sum(one.comparison is not Comparison.NOT_COMPARED for one in ranked)
    if not compared:
        return ""
    return f"Of {compared} areas about {round(compared / 20)} would seem to differ by chance alone if none did."


def _why_not_compared(ranked: Sequence[RankedArea], benchmark: Row, indicator: Indicator) -> str:
    name = yardstick(benchmark)
    if indicator.direction is Direction.NEVER_COMPARED:
        return "A gap inside a place and the gap across all England are two different things: they are not compared."
    if benchmark.value is None or benchmark.value.value is None:
        return f"This edition has no figure for {name}, so the areas are not compared with it."
    if benchmark.value.status is Status.ESTIMATE:
        return f"The figure of {name} is an estimate, with which nothing is compared."
    if all(one.row.value and one.row.value.status is Status.ESTIMATE for one in ranked):
        return "Estimates have no interval, so they are not compared."
    if not any(limits(one.row.value) for one in ranked):
        return "This edition holds no interval for these figures, so they are not compared."
    return f"The figure of {name} has no 95% interval, so the areas are not compared with it."
