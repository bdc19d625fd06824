"""Life expectancy and healthy life expectancy at birth, men and women, as the documents of the system show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.charts.axes import linear, named_ticks
from dashboard.charts.model import BLUE, ORANGE, PALE, Chart, ChartTable, Column, Point, Series
from dashboard.core import labels, numbers, periods
from dashboard.core.area import Area, Row
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.level import ENGLAND, LevelRole
from dashboard.core.numbers import interval_words
from dashboard.core.value import Value
from dashboard.views.definitions import latest_common
from dashboard.views.gist import gist
from dashboard.views.scene import Scene
from dashboard.views.surroundings import areas_around
from dashboard.wording import sentences
from dashboard.wording.fitting import names_around
from dashboard.wording.headlines import headline_of

SEXES = {"male": "Men", "female": "Women"}
_ROW_PX, _ENDS_PX = 26, 66


@dataclass(frozen=True, slots=True)
class Span:
    """The two figures of an area in years: healthy life expectancy and life expectancy at birth."""

    area: Area
    healthy: Value
    whole: Value

    @property
    def poor(self) -> float:
        """Years in poor health: the difference."""
        return (self.whole.value or 0.0) - (self.healthy.value or 0.0)


def life(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """A chart for men and one for women; one that has no figures for the councils of the scene is left out."""
    charts = tuple(chart for sex in SEXES for chart in _of_sex(atlas, scene, sex))
    years = [point.x for chart in charts for series in chart.series for point in series.points]
    # One axis for both, so that a reader can look from one to the other.
    return tuple(replace(chart, x=linear("Years", years, about=6)) for chart in charts)


def _of_sex(atlas: Atlas, scene: Scene, sex: str) -> tuple[Chart, ...]:
    measures = atlas.life_measures(sex)
    if measures is None:
        return ()
    whole, healthy = measures
    period = latest_common(atlas, (whole, healthy), atlas.tier(LevelRole.COUNCIL))
    spans = _spans(atlas, scene, whole, healthy, period) if period else ()
    places = tuple(span for span in spans if span.area.code != ENGLAND)
    return (
        (_chart(_healthy(atlas, scene, healthy, period, places), sex, whole, period, spans, places),) if places else ()
    )


def _spans(atlas: Atlas, scene: Scene, whole: Indicator, healthy: Indicator, period: str) -> tuple[Span, ...]:
    """Councils and England, longest healthy life first; only those with both figures."""
    areas = (
        *areas_around(atlas, scene.area, atlas.tier(LevelRole.COUNCIL)),
        *atlas.level(atlas.tier(LevelRole.COUNTRY)),
    )
    pairs = ((a, atlas.value(healthy, period, a.code), atlas.value(whole, period, a.code)) for a in areas)
    known = (Span(a, h, w) for a, h, w in pairs if h and w and h.value is not None and w.value is not None)
    return tuple(sorted(known, key=lambda span: -(span.healthy.value or 0.0)))


def _chart(
    scene: Scene, sex: str, whole: Indicator, period: str, spans: Sequence[Span], places: Sequence[Span]
) -> Chart:
    councils = labels.plural(scene.edition.level(LevelRole.COUNCIL), len(places))
    holds = scene.area.plays(LevelRole.SYSTEM, LevelRole.PARTNERSHIP)
    title = headline_of(gist(scene), scene, () if holds else names_around(scene.area, scene.view.by))
    return Chart(
        key=f"life-{sex}",
        headline=title,
        subtitle=f"Life expectancy and healthy life expectancy at birth, {SEXES[sex].lower()}, "
        f"{periods.period_words(period)}. The line between is years in poor health.",
        series=_series(spans, whole),
        x=linear("Years", [f for s in spans for f in (s.healthy.value, s.whole.value)], about=6),
        y=named_ticks([labels.called(span.area, span.healthy) for span in spans]),
        alternative=f"Pairs of dots for {councils} and England. {title}.",
        table=_table(spans, whole),
        notes=_notes(spans),
        height=_ENDS_PX + _ROW_PX * len(spans),
    )


def _healthy(atlas: Atlas, scene: Scene, healthy: Indicator, period: str, places: Sequence[Span]) -> Scene:
    """The scene of the healthy lives of a chart, whose headline is that of their map."""
    level = atlas.tier(LevelRole.COUNCIL)
    return replace(
        scene,
        view=replace(scene.view, by=level, period=period),
        indicator=healthy,
        rows=tuple(Row(span.area, span.healthy) for span in places),
        benchmark=atlas.benchmark(healthy, period),
        place=scene.area if level in scene.area.levels else None,
    )


def _series(spans: Sequence[Span], whole: Indicator) -> tuple[Series, ...]:
    between = [p for at, s in enumerate(spans) for p in (_mark(s.healthy, at), _mark(s.whole, at), Point(None, None))]
    healthy = tuple(_said(span, span.healthy, "healthy life expectancy", at, whole) for at, span in enumerate(spans))
    lives = tuple(_said(span, span.whole, "life expectancy", at, whole) for at, span in enumerate(spans))
    return (
        Series("Years in poor health", tuple(between), PALE, symbol="", line=5.0),
        Series("Healthy life expectancy", healthy, BLUE, spread="x"),
        Series("Life expectancy", lives, ORANGE, symbol="square", spread="x"),
    )


def _mark(value: Value, at: int) -> Point:
    return Point(value.value, float(at))


def _said(span: Span, value: Value, what: str, at: int, whole: Indicator) -> Point:
    words = (
        span.area.name,
        f"{numbers.figure_of(value, whole)} years of {what}",
        interval_words(value, whole),
        f"{numbers.number(span.poor, whole.decimals)} years in poor health",
        sentences.caveats(value),
    )
    return Point(
        value.value, float(at), value.lower, value.upper, span.area.code, tuple(line for line in words if line)
    )


def _table(spans: Sequence[Span], whole: Indicator) -> ChartTable:
    decimals = whole.decimals
    headings = ("Life expectancy", "Lower 95% limit", "Upper 95% limit")
    columns = (
        Column("Area"),
        *(Column(f"Healthy {heading.lower()}" if not k else heading, decimals) for k, heading in enumerate(headings)),
        *(Column(heading, decimals) for heading in headings),
        Column("Years in poor health", decimals),
    )
    rows = (
        (_row_name(s), *(f for v in (s.healthy, s.whole) for f in (v.value, v.lower, v.upper)), s.poor) for s in spans
    )
    return ChartTable(columns, tuple(rows))


def _row_name(span: Span) -> str:
    """The name with what must be said of the figures: "Cumbria (whole county)"."""
    said = sentences.caveats(span.healthy)
    return f"{span.area.name} ({said})" if said else span.area.name


def _notes(spans: Sequence[Span]) -> tuple[str, ...]:
    method = "Years in poor health are the difference of the two published figures of the same period."
    if any(value.lower is None for span in spans for value in (span.healthy, span.whole)):
        return method, "This edition holds an interval for few of these figures."
    return (method,)
