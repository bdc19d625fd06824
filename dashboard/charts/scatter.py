"""A figure against deprivation: a dot for each area in the nine colours of the 3 by 3 map, and the rank correlation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.axes import linear
from dashboard.charts.cautions import figure_caveats, not_standardised, whole_areas
from dashboard.charts.dot_names import named_dots
from dashboard.charts.fields import zones
from dashboard.charts.model import GREY, PALE, POINT_AT, Chart, Point, ReferenceLine, Series
from dashboard.charts.scatter_table import Pair, scatter_table
from dashboard.charts.tenths import (
    FEWEST,
    england_words,
    figures_of,
    gap_method,
    gap_sentence,
    gap_size,
    scores_of,
    tenths,
)
from dashboard.core import labels, numbers
from dashboard.core.atlas import Atlas
from dashboard.core.colours import INK
from dashboard.core.headline import Headline
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level, LevelRole
from dashboard.core.numbers import ABOUT_INTERVAL, INTERVAL, interval_words
from dashboard.core.rounding import printed
from dashboard.core.value import Value, is_approximate
from dashboard.stats import classification
from dashboard.stats.correlation import FEWEST_FOR_RHO, Tendency, chance_limit, tendency
from dashboard.stats.inequality import fifth_gap
from dashboard.views.scene import Deprivation, Scene
from dashboard.views.thirds import figure_edges
from dashboard.wording import sentences
from dashboard.wording.fitting import fitted, ground_names
from dashboard.wording.scales import scale_words

#: Up to so many areas chance is reckoned with.
_FEW = 30
#: Up to here every dot has its name beside it.
_MOST_NAMED = 20
_DOT_PX, _SMALL_DOT_PX, _HEIGHT_PX = 11.0, 7.0, 400


def scatter_charts(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """The scatter of a scene and its spread by tenths, as far as there are figures for them."""
    if scene.indicator is None:
        return ()
    both = scatter(atlas, scene, scene.indicator), tenths(atlas, scene, scene.indicator)
    return tuple(chart for chart in both if chart)


def scatter(atlas: Atlas, scene: Scene, indicator: Indicator) -> Chart:
    """The areas of a scene by deprivation score (across) and figure (up)."""
    scores = scores_of(atlas, scene)
    edges = figure_edges(atlas, scene)
    pairs = _pairs(scene, scores, indicator, edges)
    tie = tie_of(pairs)
    england = scene.benchmark.value if scene.benchmark else None
    ends = [end for p in pairs if p.row.value for end in (p.figure, p.row.value.lower, p.row.value.upper)]
    x = linear(f"{scene.edition.deprivation_score} (higher: more deprived)", [p.score for p in pairs])
    y = linear(labels.unit_heading(indicator), [*ends, england], about=7)
    chart = Chart(
        key="scatter",
        headline=_title(pairs, tie, scene, indicator),
        subtitle=sentences.statistical_title(indicator, scene.area, scene.view.by, scene.view.period),
        series=_series(pairs, indicator),
        x=x,
        y=y,
        alternative=_alternative(pairs, _reading(tie, scene.view.by, indicator), indicator, scene.view.by),
        table=scatter_table(pairs, indicator, scene.edition.deprivation_score),
        notes=_notes(scene, scores, pairs, tie, indicator),
        rules=(ReferenceLine("y", england, england_words(scene, indicator)),) if england is not None else (),
        # One figure alone has no thirds.
        zones=zones(scores.edges, edges, indicator, x, y) if len(pairs) > 1 else (),
        height=_HEIGHT_PX,
    )
    return replace(chart, series=(*chart.series, *_names(chart, scene, pairs)))


def _pairs(scene: Scene, scores: Deprivation, indicator: Indicator, edges: Sequence[float]) -> tuple[Pair, ...]:
    """The areas with both figures, most deprived first."""
    rows = {row.area.code: row for row in scene.shown}
    both = [(code, scores.scores[code], figure) for code, figure in figures_of(scene).items() if code in scores.scores]

    def field_of(code: str, figure: float) -> int:
        return classification.field(
            scores.third(code) or 0, classification.third_of(printed(figure, indicator.decimals), edges)
        )

    return tuple(
        Pair(rows[code], score, figure, field_of(code, figure), scene.edition.score_heading)
        for code, score, figure in sorted(both, key=lambda found: -found[1])
    )


# Marks


def _series(pairs: Sequence[Pair], indicator: Indicator) -> tuple[Series, ...]:
    """The intervals below, the dots of each field over them."""
    points = [(pair.field, _point(pair, indicator)) for pair in pairs]
    colours = classification.nine(indicator.is_low_worse)
    of_field = [tuple(point for field, point in points if field == k) for k in range(len(colours))]
    dots = (Series("", own, colours[k], size=_dot(pairs), edge=INK) for k, own in enumerate(of_field) if own)
    colour = GREY if len(pairs) <= _MOST_NAMED else PALE
    drawn = [
        Series(name, found, colour, symbol="", spread="y", edge=colour, dash="dash" if about else "")
        for about, name in ((False, INTERVAL), (True, ABOUT_INTERVAL))
        if (found := tuple(_point(p, indicator) for p in pairs if _has_interval(p.row.value, about)))
    ]
    return (*drawn, *dots)


def _has_interval(value: Value | None, about: bool) -> bool:
    return value is not None and value.lower is not None and is_approximate(value) == about


def _dot(pairs: Sequence[Pair]) -> float:
    return _DOT_PX if len(pairs) <= _MOST_NAMED else _SMALL_DOT_PX


def _names(chart: Chart, scene: Scene, pairs: Sequence[Pair]) -> tuple[Series, ...]:
    """The names of the areas if they are few, else that of the place that the view is about."""
    wanted = [pair for pair in pairs if len(pairs) <= _MOST_NAMED or pair.row.area == scene.place]
    points = [Point(pair.score, pair.figure, label=labels.called(pair.row.area, pair.row.value)) for pair in wanted]
    size = _dot(pairs)
    return (Series("", named_dots(chart, points, size), INK, symbol="", size=size),) if points else ()


def _point(pair: Pair, indicator: Indicator) -> Point:
    value, area = pair.row.value, pair.row.area
    low, high = (value.lower, value.upper) if value else (None, None)
    return Point(pair.score, pair.figure, low, high, area.code, _words(pair, indicator))


def _words(pair: Pair, indicator: Indicator) -> tuple[str, ...]:
    """What hover and screen reader say of a dot."""
    lines = (
        pair.row.area.name,
        f"{numbers.figure_of(pair.row.value, indicator)} {indicator.unit_short}",
        interval_words(pair.row.value, indicator),
        f"{pair.heading} {numbers.number(pair.score, 1)}",
        sentences.caveats(pair.row.value),
    )
    return tuple(line for line in lines if line)


# Words


def tie_of(pairs: Sequence[Pair]) -> Tendency:
    """How figure and score go together; figures that rest on few events are left out (rule 8)."""
    sound = [pair for pair in pairs if not pair.row.value or pair.row.value.bears_a_finding]
    return tendency([pair.score for pair in sound], [pair.figure for pair in sound])


def _title(pairs: Sequence[Pair], tie: Tendency, scene: Scene, indicator: Indicator) -> Headline:
    """The headline: the pattern, or that there is none, or why none is read (rule 13)."""
    areas, shown = (labels.plural(scene.view.by, count) for count in (tie.n, len(pairs)))
    where = ground_names(scene)
    if not pairs:
        return fitted(indicator.noun, where, ("no area here has both a figure and a deprivation score",))
    if indicator.is_crude:
        return fitted(indicator.noun, where, (f"{shown} by deprivation, not age-standardised", "by deprivation"))
    if tie.rho is None:
        return fitted(indicator.noun, where, (f"{shown} by deprivation", "by deprivation"))
    if not tie.word:
        return fitted(indicator.noun, where, (f"no clear pattern by deprivation in {areas}", "no clear pattern"))
    words = scale_words(indicator)
    side = words.more if tie.rises else words.less
    tends = {"weak": "tends only weakly to be", "moderate": "tends to be", "strong": "tends strongly to be"}[tie.word]
    ends = (f"{tends} {side} in more deprived {scene.view.by.plural}", f"{tends} {side} where more deprived")
    return fitted(indicator.noun, where, ends)


def _reading(tie: Tendency, level: Level, indicator: Indicator) -> str:
    """The coefficient in plain words, or why there is none."""
    n = tie.n
    if indicator.is_crude:
        return "Not standardised for age, so no pattern by deprivation is read: older people alone may make one."
    if not n:
        return f"No {level.singular} here has a figure that a finding may rest on, so there is no coefficient."
    if n < FEWEST_FOR_RHO:
        few = f"{labels.plural(level, n)} {'is' if n == 1 else 'are'} too few for a coefficient"
        return f"{few}: look at the picture only."
    if tie.rho is None:
        return "All areas are equal in one of the two figures, so there is no coefficient."
    side = "higher" if tie.rises else "lower"
    words = {
        "": "more deprivation does not clearly go with higher or with lower figures",
        "weak": f"places with more deprivation tend only weakly to have {side} figures",
        "moderate": f"places with more deprivation tend to have {side} figures",
        "strong": f"places with more deprivation tend strongly to have {side} figures",
    }[tie.word]
    return f"Across {labels.plural(level, n)}, {words} (Spearman's rho {numbers.number(tie.rho, 2)}, n = {n})."


def _limits(tie: Tendency, indicator: Indicator) -> str:
    """What the coefficient means, and what it does not."""
    n = tie.n
    if tie.rho is None or indicator.is_crude:
        return ""
    meaning = "Rho compares two orders of the areas: 1 is the same order by deprivation and by figure, −1 the reverse."
    limit = numbers.number(chance_limit(n), 2)
    alike = "Neighbouring areas are alike, so they tell less than their number suggests."
    few = (
        f"{n} areas are few: read it as a description, not as a law. "
        f"A rho from −{limit} to {limit} may be chance alone."
    )
    return f"{meaning} {few if n < _FEW else alike}"


_INDEX = (
    "What holds among areas need not hold for single people. The index itself counts illness and early death as one of "
    "its seven parts, so some agreement with figures of health is built in."
)


def _alternative(pairs: Sequence[Pair], reading: str, indicator: Indicator, level: Level) -> str:
    if not pairs:
        return "An empty chart."
    ends = dict.fromkeys((pairs[0], pairs[-1]))
    said = [", ".join(_words(pair, indicator)) for pair in ends]
    what = f"Dots for {labels.plural(level, len(pairs))}, deprivation across and the figure up"
    return f"{what}, from the most deprived, {', to the least deprived, '.join(said)}. {reading}"


def _notes(
    scene: Scene, scores: Deprivation, pairs: Sequence[Pair], tie: Tendency, indicator: Indicator
) -> tuple[str, ...]:
    level = scene.view.by
    if not pairs:
        return (sentences.missing_words(scene.rows, level),)
    rows = [pair.row for pair in pairs]
    many = len(pairs) > _MOST_NAMED
    notes = (
        _reading(tie, level, indicator),
        colours_said(indicator),
        _limits(tie, indicator),
        _gap_note(scene, scores, indicator),
        f"Dots and ground have the colours of the map in nine colours: thirds of all {level.plural} of the system "
        "by deprivation, and thirds of all their figures over all periods.",
        POINT_AT if many else "",
        *whole_areas(rows, level, scene.edition),
        *figure_caveats(rows, level, scene.edition),
        sentences.missing_words(scene.rows, level),
        not_standardised(indicator),
        sentences.ranking_caution(indicator, level),
        _INDEX,
    )
    return tuple(note for note in notes if note)


def colours_said(indicator: Indicator) -> str:
    """What the nine colours mean, in so few words that they are never folded away."""
    blue = "downwards a lower" if indicator.is_low_worse else "upwards a higher"
    return f"Colours: orange to the right is more deprived, blue {blue} figure, dark is both."


def _gap_note(scene: Scene, scores: Deprivation, indicator: Indicator) -> str:
    """The gap between the outer fifths where there are too few neighbourhoods for a chart of tenths."""
    figures = figures_of(scene)
    if scene.view.by.role is not LevelRole.SMALL or len(figures) >= FEWEST or indicator.is_crude:
        return ""
    gap = fifth_gap(scores.scores, figures)
    if gap is None:
        return ""
    said = f"{gap_sentence(gap, indicator, scene.view.by)}. {gap_size(gap, indicator)}"
    return f"{said} {gap_method(gap, indicator, len(scores.scores), scene.edition)}"
