"""From an address to a view, and from a view to the views that a reader can go to next.

Pure functions over the Atlas. Every link of the page is the address of a view that was worked out here, so a
click, a key press, a bookmark, reload and the back button all enter at the same place: ``resolve``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, quote

from dashboard import against, text
from dashboard.atlas import Atlas
from dashboard.model import (
    ENGLAND,
    LIFE_EXPECTANCY,
    MAP_LEVELS,
    NO_PAGE,
    YEARS_LOST,
    Area,
    Condition,
    Indicator,
    Layer,
    Level,
    Overlay,
    Show,
    View,
)

DEFAULT_CONDITION = "all-causes"
DEFAULT_MEASURE = "avoidable"
#: The order in which a level is chosen when the reader did not choose one.
_PREFERRED = (Level.CCG, Level.COUNCIL, Level.NEIGHBOURHOOD, Level.DISTRICT, Level.ICP)
#: Longer than any address that the atlas writes; the rest of a hostile one is not even parsed.
_LONGEST_QUERY = 2_000
_FEW = 2
#: The keys of an address that are about what lies beside the map.
_BESIDE = {"show", "benchmark", "areas", "against", "layers"}
#: More areas than this in one ranking or trend cannot be told apart.
MOST_CHOSEN = 20
_LONGEST_LIST = 80


@dataclass(frozen=True, slots=True)
class Resolved:
    """The nearest valid view of an address, and what had to be changed, in sentences."""

    view: View
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice of a control: a view to go to, or the reason why there is none."""

    key: str
    label: str
    view: View | None
    selected: bool = False
    hint: str = ""


def resolve(atlas: Atlas, query: str) -> Resolved:
    """The nearest valid view of a query string (with or without the question mark). Never raises."""
    return _nearest(atlas, _first_values(query))


def valid(atlas: Atlas, view: View) -> View:
    """The nearest valid view of a view that was changed in one place."""
    return _nearest(atlas, view.choices()).view


def _nearest(atlas: Atlas, asked: Mapping[str, str]) -> Resolved:
    notices: list[str] = []
    area = atlas.areas.get(asked.get("area", atlas.ics.code))
    if area is None or area.level in NO_PAGE:
        notices.append(text.unknown_choice("area", asked["area"], atlas.ics.name))
        area = atlas.ics
    condition = _condition(atlas, asked, notices)
    measure = _measure(atlas, area, condition, asked, notices)
    by = _by(atlas, area, condition.slug, measure, asked, notices)
    period = _period(atlas, condition.slug, measure, by, asked, notices)
    overlay = _overlay(asked, notices)
    view = View(area.code, by, condition.slug, measure, period, overlay)
    if asked.keys() & _BESIDE:
        view = _beside(atlas, view, asked, notices)
    return Resolved(view, tuple(notices))


def short_query(atlas: Atlas, view: View) -> str:
    """The shortest query that leads to a view: what it would be anyway is left out."""
    kept = view.choices()
    for key in reversed(tuple(kept)):
        fewer = {k: v for k, v in kept.items() if k != key}
        if _nearest(atlas, fewer).view == view:
            kept = fewer
    return "&".join(f"{key}={quote(value, safe='/')}" for key, value in kept.items())


def is_place(atlas: Atlas, view: View) -> bool:
    """Whether the view is of one place among its siblings, not of the areas inside it."""
    return view.by in atlas.areas[view.area].levels


def open_area(atlas: Atlas, view: View, area: Area) -> View:
    """Where a click on ``area`` leads: the areas inside it if the measure has figures for them, else its place view."""
    inside = (level for level in _way_down(area, view.by) if _has_figures(atlas, view, area, level))
    own = view.by if view.by in area.levels else area.level
    return valid(atlas, replace(view, area=area.code, by=next(inside, own)))


def up(atlas: Atlas, view: View, ancestor: Area) -> View:
    """The view of an ancestor in the breadcrumb: the area that one comes from among its siblings."""
    here = atlas.areas[view.area]
    siblings = here.level if ancestor.code in here.parents else view.by
    levels = (siblings, view.by, *_PREFERRED)
    by = next((level for level in levels if _has_figures(atlas, view, ancestor, level)), ancestor.level)
    return valid(atlas, replace(view, area=ancestor.code, by=by))


def by_offers(atlas: Atlas, view: View) -> tuple[Offer, ...]:
    """The levels that exist inside the area, each with its view or the reason why there is none."""
    area = atlas.areas[view.area]
    levels = [level for level in MAP_LEVELS if len(atlas.children(area, level)) >= _FEW or level == view.by]
    return tuple(_by_offer(atlas, view, level) for level in levels)


def condition_offers(atlas: Atlas, view: View) -> dict[str, tuple[Offer, ...]]:
    """All conditions by group; a condition without figures carries its reason."""
    groups: dict[str, tuple[Offer, ...]] = {}
    for condition in atlas.conditions.values():
        offer = _condition_offer(atlas, view, condition)
        groups[condition.group] = (*groups.get(condition.group, ()), offer)
    return groups


def measure_offers(atlas: Atlas, view: View) -> tuple[Offer, ...]:
    """All measures of the condition; one that is not published for this level says for which it is."""
    firsts = {i.measure: i for i in reversed(atlas.measures(view.condition))}
    order = dict.fromkeys(i.measure for i in atlas.measures(view.condition))
    return tuple(_measure_offer(atlas, view, firsts[measure]) for measure in order)


def period_offers(atlas: Atlas, view: View) -> tuple[Offer, ...]:
    """The periods with figures for this measure and level, newest first."""
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    periods = atlas.periods(indicator, view.by) if indicator else ()
    return tuple(Offer(p, p, replace(view, period=p), p == view.period) for p in reversed(periods))


def overlay_offers(view: View) -> tuple[Offer, ...]:
    """What can be laid over the map."""
    return tuple(
        Offer(overlay, text.OVERLAYS[overlay], replace(view, overlay=overlay), overlay is view.overlay)
        for overlay in Overlay
    )


def layer_offers(view: View) -> tuple[Offer, ...]:
    """What can be switched on over the map; each link switches one layer on or off and leaves the others."""
    return tuple(
        Offer(layer, text.LAYERS[layer], replace(view, layers=_switched(view, layer)), layer in view.layers)
        for layer in Layer
    )


def _switched(view: View, layer: Layer) -> tuple[Layer, ...]:
    return tuple(one for one in Layer if (one in view.layers) != (one is layer))


def show_offers(atlas: Atlas, view: View) -> tuple[Offer, ...]:
    """What can stand beside the map; what a view has no figures for carries its reason."""
    rare = {Show.LIFE, Show.CAUSES}
    reasons = {show: missing_chart(atlas, view, show) for show in Show}
    return tuple(
        Offer(show, text.SHOWS[show], None if reason else replace(view, show=show), show is view.show, reason)
        for show, reason in reasons.items()
        if not (reason and show in rare)
    )


def benchmark_offers(atlas: Atlas, view: View) -> tuple[Offer, ...]:
    """What the areas of a ranking can be compared with: England, the system, any area of the map that has a figure."""
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    if indicator is None:
        return ()
    around = (*atlas.level(Level.COUNTRY), atlas.ics, atlas.areas[view.area], *selectable(atlas, view))
    figures = {area.code: atlas.value(indicator, view.period, area.code) for area in around}
    with_figure = {area.code: area for area in around if (value := figures[area.code]) and value.value is not None}
    return tuple(
        Offer(code, text.called(area), replace(view, benchmark=code), code == view.benchmark)
        for code, area in with_figure.items()
    )


def chosen_offers(atlas: Atlas, view: View) -> tuple[Offer, ...]:
    """The areas that can be picked for ranking and trend; each link adds an area or takes it away."""
    full = len(view.chosen) >= MOST_CHOSEN
    return tuple(
        Offer(area.code, area.name, _toggled(view, area.code, full), area.code in view.chosen)
        for area in selectable(atlas, view)
    )


def selectable(atlas: Atlas, view: View) -> tuple[Area, ...]:
    """All areas of the map's level in the system; if they are too many for a list, those of the map and the chosen."""
    every = atlas.level(view.by)
    if len(every) <= _LONGEST_LIST:
        return every
    area = atlas.areas[view.area]
    shown = {a.code for a in atlas.children(area, view.by)}
    wanted = {*view.chosen, *(shown if len(shown) <= _LONGEST_LIST else ())}
    return tuple(a for a in every if a.code in wanted)


def _toggled(view: View, code: str, full: bool) -> View | None:
    if code in view.chosen:
        return replace(view, chosen=tuple(c for c in view.chosen if c != code))
    return None if full else replace(view, chosen=(*view.chosen, code))


def against_offers(atlas: Atlas, view: View) -> dict[str, tuple[Offer, ...]]:
    """What a map can be compared with: other periods, other areas, other conditions with figures at its level."""
    area = atlas.areas[view.area]
    peers = (a for a in atlas.areas.values() if a.level is area.level and a != area and a.level not in NO_PAGE)
    areas = [a for a in peers if view.by in a.levels or len(atlas.children(a, view.by)) >= _FEW]
    return {
        "period": tuple(
            _against(view, f"{against.PERIOD}:{offer.key}", offer.label)
            for offer in period_offers(atlas, view)
            if offer.key != view.period
        ),
        "condition": tuple(
            _against(
                view,
                f"{against.CONDITION}:{i.condition}/{i.measure}",
                f"{atlas.conditions[i.condition].name}: {i.measure_name}",
            )
            for i in atlas.indicators.values()
            if view.by in i.levels and i.mapped and (i.condition, i.measure) != (view.condition, view.measure)
        ),
        "area": tuple(_against(view, f"{against.AREA}:{a.code}", text.called(a)) for a in areas[:_LONGEST_LIST]),
    }


def _against(view: View, word: str, label: str) -> Offer:
    return Offer(word.partition(":")[2].replace("/", "-"), label, replace(view, against=word), word == view.against)


def published_levels(atlas: Atlas, condition: str, measure: str) -> tuple[Level, ...]:
    """The levels that a measure can be shown by, largest areas first."""
    return tuple(level for level in MAP_LEVELS if atlas.indicator(condition, measure, level))


def _first_values(query: str) -> dict[str, str]:
    """The first value of every key: a repeated key is no reason to refuse a page."""
    try:
        pairs = parse_qs(query.removeprefix("?")[:_LONGEST_QUERY], max_num_fields=50, errors="replace")
    except ValueError:
        return {}
    return {key: values[0].strip() for key, values in pairs.items()}


def _condition(atlas: Atlas, asked: Mapping[str, str], notices: list[str]) -> Condition:
    slug = asked.get("condition", DEFAULT_CONDITION)
    condition = atlas.conditions.get(slug)
    if condition and atlas.measures(slug):
        return condition
    group = condition.group if condition else ""
    with_figures = [c for c in atlas.conditions.values() if atlas.measures(c.slug)]
    nearest = next((c for c in with_figures if c.group == group), with_figures[0])
    if condition:
        notices.append(text.no_figures(condition, nearest))
    else:
        notices.append(text.unknown_choice("condition", slug, nearest.name))
    return nearest


def _measure(atlas: Atlas, area: Area, condition: Condition, asked: Mapping[str, str], notices: list[str]) -> str:
    indicators = atlas.measures(condition.slug)
    wanted = asked.get("measure", DEFAULT_MEASURE)
    if any(i.measure == wanted for i in indicators):
        return wanted
    first = _first_measure(atlas, area, indicators, asked.get("by", Level.CCG))
    if "measure" in asked:
        notices.append(text.unknown_choice("measure", wanted, first.measure_name))
    return first.measure


def _first_measure(atlas: Atlas, area: Area, indicators: tuple[Indicator, ...], by: str) -> Indicator:
    """The first mapped measure that has figures at the level; else for any level inside the area; else the first."""
    mapped = [i for i in indicators if i.mapped] or list(indicators)
    at_level = (i for i in mapped if by in i.levels)
    inside = (i for i in mapped if any(atlas.children(area, level) for level in i.levels))
    return next(at_level, next(inside, mapped[0]))


def _by(atlas: Atlas, area: Area, condition: str, measure: str, asked: Mapping[str, str], notices: list[str]) -> Level:
    choices = [level for level in published_levels(atlas, condition, measure) if atlas.children(area, level)]
    wanted = asked.get("by", "")
    if wanted in MAP_LEVELS and (wanted in choices or wanted in area.levels):
        return Level(wanted)
    nearest = _nearest_level(wanted, choices) or area.level
    if wanted:
        notices.append(_by_notice(atlas, area, condition, measure, wanted, nearest))
    return nearest


def _nearest_level(wanted: str, choices: list[Level]) -> Level | None:
    """The level closest in size to the one that was asked for."""
    if wanted in MAP_LEVELS:
        place = MAP_LEVELS.index(Level(wanted))
        return min(choices, key=lambda level: abs(MAP_LEVELS.index(level) - place), default=None)
    return next((level for level in _PREFERRED if level in choices), None)


def _by_notice(atlas: Atlas, area: Area, condition: str, measure: str, wanted: str, nearest: Level) -> str:
    if wanted not in MAP_LEVELS:
        return text.unknown_choice("level", wanted, text.LEVELS[nearest])
    if not atlas.children(area, Level(wanted)):
        return text.no_such_areas(area, Level(wanted), nearest)
    return text.published_only_for(published_levels(atlas, condition, measure), nearest)


def _period(atlas: Atlas, condition: str, measure: str, by: Level, asked: Mapping[str, str], notices: list[str]) -> str:
    indicator = atlas.indicator(condition, measure, by)
    periods = atlas.periods(indicator, by) if indicator else ()
    if not periods:
        return asked.get("period", "") if _known_period(atlas, asked.get("period", "")) else ""
    wanted = asked.get("period", "")
    if wanted in periods:
        return wanted
    if wanted:
        notices.append(text.no_such_period(wanted, periods[-1]))
    return periods[-1]


def _known_period(atlas: Atlas, period: str) -> bool:
    return any(period in periods for periods in atlas.values.values())


def _overlay(asked: Mapping[str, str], notices: list[str]) -> Overlay:
    wanted = asked.get("overlay", Overlay.NONE)
    if wanted in list(Overlay):
        return Overlay(wanted)
    notices.append(text.unknown_choice("overlay", wanted, "no overlay"))
    return Overlay.NONE


def _beside(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[str]) -> View:
    """The view with what stands beside its map."""
    view = replace(
        view,
        benchmark=_benchmark(atlas, asked, notices),
        chosen=_chosen(atlas, view, asked, notices),
        against=against.known(atlas, view, asked.get("against", ""), notices),
        layers=_layers(asked, notices),
    )
    return replace(view, show=_show(atlas, view, asked, notices))


def _show(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[str]) -> Show:
    wanted = asked.get("show", Show.TABLE)
    if wanted not in list(Show):
        notices.append(text.unknown_choice("chart", wanted, "the table"))
        return Show.TABLE
    reason = missing_chart(atlas, view, Show(wanted))
    if reason:
        notices.append(reason)
        return Show.TABLE
    return Show(wanted)


def missing_chart(atlas: Atlas, view: View, show: Show) -> str:
    """Why there is no such chart of a view, as a sentence; "" if there is one."""
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    if show in (Show.TABLE, Show.SYSTEM, Show.COMPARE):
        return ""
    if show is Show.LIFE:
        return "" if view.condition == LIFE_EXPECTANCY else text.NO_LIFE_CHART
    if show is Show.CAUSES:
        return "" if view.measure == YEARS_LOST else text.NO_CAUSES_CHART
    if indicator is None:
        return text.NO_CHART
    if show is Show.TREND and len(atlas.periods(indicator, view.by)) < _FEW:
        return text.ONE_PERIOD
    if show is Show.SCATTER and (not indicator.mapped or view.condition == "deprivation"):
        return text.NO_SCATTER
    return ""


def _benchmark(atlas: Atlas, asked: Mapping[str, str], notices: list[str]) -> str:
    wanted = asked.get("benchmark", ENGLAND)
    if wanted in atlas.areas and atlas.areas[wanted].level is not Level.AUTHORITY:
        return wanted
    notices.append(text.unknown_choice("area", wanted, "England as the benchmark"))
    return ENGLAND


def _chosen(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[str]) -> tuple[str, ...]:
    """The chosen areas that are of the map's level, in the order of the address; the others are of another level."""
    wanted = dict.fromkeys(code for code in asked.get("areas", "").split(".") if code)
    unknown = next((code for code in wanted if code not in atlas.areas), "")
    if unknown:
        notices.append(text.unknown_choice("area", unknown, "the others"))
    return tuple(code for code in wanted if code in atlas.areas and view.by in atlas.areas[code].levels)[:MOST_CHOSEN]


def _layers(asked: Mapping[str, str], notices: list[str]) -> tuple[Layer, ...]:
    wanted = [key for key in asked.get("layers", "").split(".") if key]
    unknown = next((key for key in wanted if key not in list(Layer)), "")
    if unknown:
        notices.append(text.unknown_choice("layer", unknown, "the others"))
    return tuple(layer for layer in Layer if layer in wanted)


def _way_down(area: Area, by: Level) -> Iterator[Level]:
    """The levels to try inside an area. A CCG and a council are peers: neither leads into the other."""
    if area.level is Level.NEIGHBOURHOOD:
        return
    if area.level in (Level.CCG, Level.COUNCIL, Level.DISTRICT):
        yield from (Level.NEIGHBOURHOOD, Level.DISTRICT)
        return
    below = MAP_LEVELS[1:]
    yield from (by, *below) if by in below else below


def _has_figures(atlas: Atlas, view: View, area: Area, level: Level) -> bool:
    """Whether the map of the area by a level would show something: several areas, and a figure for one of them."""
    indicator = atlas.indicator(view.condition, view.measure, level)
    areas = atlas.children(area, level)
    if indicator is None or len(areas) < _FEW:
        return False
    periods = atlas.periods(indicator, level)
    period = view.period if view.period in periods else periods[-1]
    values = (atlas.value(indicator, period, child.code) for child in areas)
    return any(value is not None and value.value is not None for value in values)


def _by_offer(atlas: Atlas, view: View, level: Level) -> Offer:
    label = text.LEVELS[level]
    if level == view.by:
        return Offer(level, label, view, selected=True)
    if atlas.indicator(view.condition, view.measure, level):
        return Offer(level, label, valid(atlas, replace(view, by=level)))
    return Offer(level, label, _other_measure(atlas, view, level), hint=text.other_measure(level))


def _other_measure(atlas: Atlas, view: View, level: Level) -> View | None:
    """The same condition by this level with the first measure that is published for it."""
    others = (i for i in atlas.measures(view.condition) if i.mapped and level in i.levels)
    other = next(others, None)
    return valid(atlas, replace(view, by=level, measure=other.measure)) if other else None


def _condition_offer(atlas: Atlas, view: View, condition: Condition) -> Offer:
    indicators = atlas.measures(condition.slug)
    if not indicators:
        return Offer(condition.slug, condition.name, None, hint=condition.note)
    if condition.slug == view.condition:
        return Offer(condition.slug, condition.name, view, selected=True)
    target = _same_question(atlas, view, condition.slug)
    hint = "" if target.by == view.by else text.shown_by(target.by)
    return Offer(condition.slug, condition.name, target, hint=hint)


def _same_question(atlas: Atlas, view: View, condition: str) -> View:
    """The view of another condition that stays closest: the same measure and level if they exist there."""
    indicators = atlas.measures(condition)
    same = atlas.indicator(condition, view.measure, view.by)
    area = atlas.areas[view.area]
    measure = same.measure if same else _first_measure(atlas, area, indicators, view.by).measure
    return valid(atlas, replace(view, condition=condition, measure=measure))


def _measure_offer(atlas: Atlas, view: View, indicator: Indicator) -> Offer:
    target = valid(atlas, replace(view, measure=indicator.measure))
    levels = published_levels(atlas, view.condition, indicator.measure)
    hint = "" if target.by == view.by else text.published_only(levels)
    if not indicator.mapped:
        hint = text.COUNTS_NOT_MAPPED
    return Offer(indicator.measure, indicator.measure_name, target, indicator.measure == view.measure, hint)


def selected(offers: Iterable[Offer]) -> Offer | None:
    """The offer that the reader sees now."""
    return next((offer for offer in offers if offer.selected), None)
