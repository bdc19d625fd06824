"""What is said about a whole scene, put together: finding, subtitle, title, announcement, alternative text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dashboard.core import labels, numbers, periods
from dashboard.core.area import Row, Site, SiteKind
from dashboard.core.indicator import Indicator
from dashboard.core.numbers import interval_words
from dashboard.core.rounding import printed
from dashboard.core.value import Comparison, Status, is_approximate
from dashboard.core.view import Overlay
from dashboard.stats.change import compare_areas
from dashboard.stats.classification import class_of
from dashboard.views.scene import Scene, once, sites_together
from dashboard.wording import legend_words, sentences
from dashboard.wording.headlines import headline, in_few_words
from dashboard.wording.titles import computed_clause, subtitle

_COUNTED = "These are counts: larger areas have more."


@once
def finding(scene: Scene) -> str:
    """The headline of a map or a place."""
    return str(headline(scene))


def announcement(scene: Scene) -> str:
    """What a screen reader is told after a change: what it shows, then how."""
    return " ".join(filter(None, (f"{finding(scene)}.", sentences.view_announcement(scene.view), layers(scene))))


#: The words of one step of a slider.
_STEP_WORDS = 8


def step_announcement(scene: Scene) -> str:
    """What is told of one period, while a reader goes through them: the period and the finding, in eight words."""
    return f"{scene.view.period}: {in_few_words(scene, _STEP_WORDS - 1)}" if scene.indicator else ""


def layers(scene: Scene) -> str:
    """What is switched on over the map and found on it, as one sentence; "" for nothing."""
    drawn = [labels.outlines_said(level) for level, _ in scene.borders]
    counts = Counter(site.kind for site in scene.sites)
    drawn += [labels.site_count(kind, counts[kind]) for kind in SiteKind if counts[kind]]
    return f"Drawn over the map: {labels.listed(drawn)}." if drawn else ""


def site_words(scene: Scene) -> tuple[tuple[str, str], ...]:
    """The hospitals and stroke units of the map: name, and what it is with its trust."""
    return tuple((sites[0].name, "; ".join(_said(site) for site in sites)) for sites in sites_together(scene.sites))


def _said(site: Site) -> str:
    return f"{labels.SITES[site.kind]} ({site.trust})" if site.trust else labels.SITES[site.kind]


def site_credits(scene: Scene) -> tuple[str, ...]:
    """Who says where the hospitals and stroke units of the map are."""
    kinds = {site.kind for site in scene.sites}
    credits = scene.edition.credits
    said = {SiteKind.HOSPITAL: credits.hospitals, SiteKind.STROKE_UNIT: credits.stroke_units}
    return tuple(credit for kind, credit in said.items() if kind in kinds)


def of_area(scene: Scene, row: Row) -> str:
    """What a screen reader says of one area."""
    if scene.indicator is None:
        return f"{row.area.name}: {numbers.NOT_PUBLISHED}"
    return sentences.area_label(
        row, scene.indicator, scene.verdict(row.value), scene.publisher, scene.national_rank(row.area)
    )


_THIRDS = ("least deprived third", "middle third of deprivation", "most deprived third")


def third_words(scene: Scene, code: str) -> str:
    """Which third of deprivation an area is in, where an overlay shows it; "" without one."""
    third = scene.deprivation.third(code) if scene.deprivation else None
    return "" if third is None else _THIRDS[third]


def credits(scene: Scene) -> tuple[str, ...]:
    """Source, licence and boundary lines that every picture carries (rule 21)."""
    boundaries = scene.edition.boundaries
    if scene.indicator is None:
        return (boundaries, *site_credits(scene))
    indicator = scene.indicator
    source = f"Source: {indicator.source}. {indicator.credit.removeprefix('Source: ')}"
    return (source, boundaries, *site_credits(scene))


#: The letters of a caption that is copied into a post.
CAPTION_LETTERS = 280


def caption(scene: Scene) -> str:
    """A caption for a post of 280 letters: headline, what was measured and when, then as much more as there is room."""
    what = scene.indicator
    if what is None:
        return f"{finding(scene)}. {subtitle(scene)}"
    said = [f"{finding(scene)}.", f"{what.title}, {periods.period_words(scene.view.period)}{computed_clause(scene)}."]
    more = [*_own_figure(scene), _england_said(scene, what), f"Source: {what.publisher}."]
    for sentence in filter(None, more):
        if len(" ".join((*said, sentence))) <= CAPTION_LETTERS:
            said.append(sentence)
    return " ".join(said)


def _england_said(scene: Scene, indicator: Indicator) -> str:
    value = scene.benchmark
    if value is None or value.value is None or not indicator.mapped or value.status is Status.DEFINITION:
        return ""
    return f"{sentences.england(value, indicator)} {indicator.unit_short}."


def long_caption(scene: Scene) -> str:
    """A few sentences to print under the picture: headline, figures, and what they are of."""
    if scene.indicator is None:
        return caption(scene)
    what, view = scene.indicator, scene.view
    where = sentences.where(scene.area, view.by)
    about = f"{what.title}, {where}, {periods.period_words(view.period)}{computed_clause(scene)}."
    return " ".join((f"{finding(scene)}.", *beyond_titles(scene), about))


def beyond_titles(scene: Scene) -> tuple[str, ...]:
    """The sentences of the long caption that stand neither in the headline nor in the subtitle above a map."""
    if scene.indicator is None:
        return ()
    figures = [*_own_figure(scene), *_range(scene)] if scene.indicator.mapped else [_COUNTED]
    missing = sentences.missing_words(scene.rows, scene.view.by) if not scene.shown else ""
    return tuple(filter(None, (*figures, missing)))


def _own_figure(scene: Scene) -> list[str]:
    """The figure of the place that a view is about, with its interval and what stands against it."""
    own = _own(scene)
    return [f"{of_area(scene, own)}."] if own and scene.indicator and scene.indicator.mapped else []


def _own(scene: Scene) -> Row | None:
    """The row of the place that a view is about, if it has a figure."""
    return next((row for row in scene.shown if scene.place and row.area.code == scene.place.code), None)


def alternative(scene: Scene) -> str:
    """The alternative text of the picture: what it is, what it shows, what is missing."""
    if scene.indicator is None:
        return f"Map of {scene.area.name}. {subtitle(scene)}"
    level = scene.view.by.in_full
    count = f"{len(scene.rows)} {'area' if len(scene.rows) == 1 else 'areas'}"
    what = f"Map of {scene.area.name} by {level}, {count}."
    overlay = sentences.ANNOUNCED[scene.view.overlay].strip() if scene.deprivation else ""
    missing = sentences.missing_words(scene.rows, scene.view.by)
    figures = [*_own_figure(scene), *_range(scene)] if scene.indicator.mapped else []
    drawn = legend_words.EQUAL_SIZES if scene.view.drawn_as.is_equal else ""
    parts = (what, f"{finding(scene)}.", subtitle(scene), *figures, overlay, layers(scene), missing, drawn)
    return " ".join(part for part in parts if part)


def _range(scene: Scene) -> list[str]:
    """The highest and the lowest figure, or the only one, and England's, in one sentence."""
    if scene.indicator is None or not scene.shown:
        return []
    england = sentences.england_clause(scene.benchmark, scene.indicator)
    beside = "; ".join((england, *_beside_regions(scene, scene.indicator)))
    return [f"{_span(scene, scene.indicator)}, {scene.indicator.unit}; {beside}."]


def _beside_regions(scene: Scene, indicator: Indicator) -> Iterator[str]:
    """The figures of regions with their intervals, and how a place stands against them by a test of both (rule 12)."""
    own = _own(scene)
    for region in scene.regions:
        said = f"the {region.area.name} has {numbers.figure_of(region.value, indicator)}"
        found = compare_areas(own.value, region.value, indicator) if own else Comparison.NOT_COMPARED
        stands = "not clearly different" if found is Comparison.SIMILAR else f"{found} than that"
        tested = f", and {labels.called(own.area, own.value)} is {stands} (tested at 5%)" if own else ""
        kept = tested if found is not Comparison.NOT_COMPARED else ""
        yield f"{said} ({interval_words(region.value, indicator)}){kept}"


def _span(scene: Scene, indicator: Indicator) -> str:
    """From where to where the figures run; of figures that print alike that they are the same."""
    first, last = scene.shown[0], scene.shown[-1]
    high, low = (numbers.figure_of(row.value, indicator) for row in (first, last))
    lowest = f"{labels.called(last.area, last.value)} ({low})"
    if len(scene.shown) == 1:
        return f"The only figure is that of {lowest}"
    if low == high:
        return f"All figures are {low}"
    return f"The figures run from {lowest} to {labels.called(first.area, first.value)} ({high})"


def own_title_note(headline: str) -> str:
    """What is to be known of a headline that is not the atlas's: the one that is."""
    return f"Before you publish: the headline is not that of the atlas, which is “{headline}”."


def to_copy(scene: Scene) -> tuple[str, ...]:
    """What stands beside a picture in a text file: both captions, the alternative text and the credit."""
    return (
        f"Caption: {caption(scene)}",
        f"Longer caption: {long_caption(scene)}",
        f"Alternative text: {alternative(scene)}",
        f"Credit: {' '.join(credits(scene))}",
    )


def publish_warnings(scene: Scene, year: int) -> tuple[str, ...]:
    """What a communications team should know before it publishes the picture; empty if nothing speaks against it.

    year: the year of publication, to tell an old period from a new one.
    """
    indicator = scene.indicator
    if indicator is None:
        return ("This edition holds no figure of this measure for these areas: the map has no figures.",)
    values = [row.value for row in scene.shown if row.value]
    statuses = {value.status for value in values}
    period = periods.period_words(scene.view.period)
    checks = (
        (periods.parse_period(scene.view.period).end <= year - _OLD_YEARS, sentences.OLD_PERIOD.format(period)),
        (not indicator.mapped, sentences.PUBLISH_COUNT),
        (Status.ESTIMATE in statuses, sentences.PUBLISH_ESTIMATE),
        (Status.MODELLED in statuses, sentences.PUBLISH_MODELLED),
        (any(value.rests_on_few for value in values), sentences.PUBLISH_SMALL),
        (
            bool(sentences.ranking_caution(indicator, scene.view.by)),
            sentences.ranking_caution(indicator, scene.view.by),
        ),
        (
            any(value.extent.reaches_beyond for value in values),
            sentences.PUBLISH_WHOLE.format(scene.edition.the_system),
        ),
        (len(scene.shown) < len(scene.rows), sentences.missing_words(scene.rows, scene.view.by)),
        (not any(value.lower is not None for value in values), sentences.PUBLISH_NO_INTERVALS),
        (any(map(is_approximate, values)), sentences.PUBLISH_APPROXIMATE),
        (scene.view.overlay is Overlay.BIVARIATE, sentences.PUBLISH_BIVARIATE),
        (_is_one_shade(scene), sentences.PUBLISH_ONE_SHADE),
    )
    return tuple(words for holds, words in checks if holds)


_OLD_YEARS = 5


def _is_one_shade(scene: Scene) -> bool:
    decimals = scene.indicator.decimals if scene.indicator else 0
    figures = [printed(row.value.value, decimals) for row in scene.shown if row.value and row.value.value is not None]
    return len(figures) > 1 and len({class_of(figure, scene.edges) for figure in figures}) == 1


def shared_caveat(rows: Sequence[Row]) -> str:
    """A caveat that holds for every figure of a table is said once, under it; "" if there is none."""
    caveats = {sentences.caveats(row.value) for row in rows}
    return caveats.pop() if len(caveats) == 1 and len(rows) > 1 else ""


def own_caveat(row: Row, shared: str) -> str:
    """What is said beside the figure of one row, and not already under the whole table."""
    caveat = sentences.caveats(row.value)
    return "" if caveat == shared else caveat


def table_notes(scene: Scene, shared: str) -> tuple[str, ...]:
    """What stands under the table of a scene. shared: the caveat of all its figures."""
    notes = [sentences.all_figures(shared)]
    if scene.indicator is not None:
        notes += [
            sentences.england(scene.benchmark, scene.indicator),
            sentences.interval_notice(scene.rows, scene.publisher),
            sentences.ranking_caution(scene.indicator, scene.view.by),
        ]
    return tuple(filter(None, notes))
