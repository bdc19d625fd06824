"""The choices of every control: where each leads, which one is selected, and why some lead nowhere.

Pure functions of the Atlas and a view. Every option holds a whole view, worked out here, so that a click is an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dashboard.core import labels, layer_names
from dashboard.core.area import DEPRIVATION_MEASURE, Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION, Condition
from dashboard.core.indicator import Indicator
from dashboard.core.level import NO_PAGE, Layer, Level, LevelRole
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.value import Status
from dashboard.core.view import Against, Colour, Overlay, Shape, View
from dashboard.views.changes import step
from dashboard.views.measures import first_measure, holds
from dashboard.views.option import Option
from dashboard.views.settling import nearest_to, valid
from dashboard.views.shows import SHOWS, missing_chart
from dashboard.views.view_options import MOST_CHOSEN, missing_colour, missing_layers, missing_overlay, missing_shape

_FEW = 2
#: A list of more areas is too long to choose from.
_LONGEST_LIST = 80


def by_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """The levels inside the area and its own, each with its view or the reason why there is none."""
    area = atlas.areas[view.area]
    own = (area.level, view.by)
    many = [level for level in atlas.edition.map_levels if len(atlas.children(area, level)) >= _FEW]
    levels = [
        level
        for level in atlas.edition.map_levels
        if level in own or (level in many and _is_offered(atlas, view, level))
    ]
    return tuple(_by_offer(atlas, view, level) for level in levels)


def _is_offered(atlas: Atlas, view: View, level: Level) -> bool:
    """Whether a level is named at all: few conditions have figures of the smallest areas; the others pass over it."""
    return level.role is not LevelRole.SMALLEST or any(level in one.levels for one in atlas.measures(view.condition))


def condition_options(atlas: Atlas, view: View) -> dict[str, tuple[Option, ...]]:
    """All conditions by group; a condition without figures carries its reason."""
    groups: dict[str, tuple[Option, ...]] = {}
    for condition in atlas.conditions.values():
        option = _condition_offer(atlas, view, condition)
        groups[condition.group] = (*groups.get(condition.group, ()), option)
    return groups


def measure_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """All measures of the condition; one that is not published for this level says for which it is."""
    firsts = {i.measure: i for i in reversed(atlas.measures(view.condition))}
    order = dict.fromkeys(i.measure for i in atlas.measures(view.condition))
    return tuple(_measure_offer(atlas, view, firsts[measure]) for measure in order)


def period_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """The periods with figures for this measure and level, newest first."""
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    periods = atlas.periods(indicator, view.by) if indicator else ()
    return tuple(Option(p, p, replace(view, period=p), p == view.period) for p in reversed(periods))


def overlay_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """What can be laid over the map; none if the edition has no scores of deprivation."""
    has_scores = any(atlas.indicator(DEPRIVATION, DEPRIVATION_MEASURE, level) for level in atlas.edition.map_levels)
    reasons = {overlay: missing_overlay(atlas, view, overlay) for overlay in Overlay} if has_scores else {}
    names = layer_names.OVERLAYS
    return tuple(
        Option(overlay, names[overlay], None if why else _laid(view, overlay), overlay is view.overlay, why)
        for overlay, why in reasons.items()
    )


def _laid(view: View, overlay: Overlay) -> View:
    """A view with an overlay; that of nine colours takes the place of any others."""
    return replace(view, overlay=overlay, colour=Colour.VALUE if overlay is Overlay.BIVARIATE else view.colour)


def colour_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """What the map can be coloured by; a comparison that no area has carries its reason."""
    reasons = {colour: missing_colour(atlas, view, colour) for colour in Colour}
    names = layer_names.COLOURS
    return tuple(
        Option(colour, names[colour], None if why else replace(view, colour=colour), colour is view.colour, why)
        for colour, why in reasons.items()
    )


def layer_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """What can be switched on over the map; each link switches one layer on or off and leaves the others."""
    known, why = atlas.edition.layers, missing_layers(view)
    return tuple(
        Option(
            layer,
            layer_names.layer_name(layer),
            None if why else replace(view, layers=_switched(known, view, layer)),
            layer in view.layers,
            why,
        )
        for layer in known
    )


def shape_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """What the areas can be drawn as; none if the edition has no equal shapes."""
    reasons = {shape: missing_shape(atlas, view, shape) for shape in Shape} if atlas.equal else {}
    names = layer_names.SHAPES
    return tuple(
        Option(shape, names[shape], None if why else _shaped(view, shape), shape is view.shape, why)
        for shape, why in reasons.items()
    )


def _shaped(view: View, shape: Shape) -> View:
    return replace(view, shape=shape, layers=() if shape is Shape.EQUAL else view.layers)


def show_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """What can stand beside the map; what a view has no figures for carries its reason."""
    reasons = {key: missing_chart(atlas, view, key) for key in SHOWS}
    return tuple(
        Option(key, SHOWS[key].label, None if reason else replace(view, show=key), key == view.show, reason)
        for key, reason in reasons.items()
        if not (reason and SHOWS[key].rare)
    )


def benchmark_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """What the areas of a ranking can be compared with: England, the system, any area of the map that has a figure.

    Counts are compared with nothing.
    """
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    if indicator is None or not indicator.mapped:
        return ()
    around = (
        *atlas.level(atlas.tier(LevelRole.COUNTRY)),
        atlas.system,
        atlas.areas[view.area],
        *selectable(atlas, view),
    )
    figures = {area.code: atlas.value(indicator, view.period, area.code) for area in around}
    with_figure = {
        area.code: area
        for area in around
        if (value := figures[area.code]) and value.value is not None and value.status is not Status.ESTIMATE
    }
    return tuple(
        Option(code, labels.called(area), replace(view, benchmark=code), code == view.benchmark)
        for code, area in with_figure.items()
    )


def chosen_options(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """The areas that can be picked for ranking and trend; each link adds an area or takes it away."""
    full = len(view.chosen) >= MOST_CHOSEN
    return tuple(
        Option(area.code, area.name, _toggled(view, area.code, full), area.code in view.chosen)
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


def against_options(atlas: Atlas, view: View) -> dict[str, tuple[Option, ...]]:
    """What a map can be compared with: other periods, other areas, other conditions with figures at its level."""
    area = atlas.areas[view.area]
    peers = (a for a in atlas.areas.values() if a.level == area.level and a != area and a.level.role not in NO_PAGE)
    areas = [a for a in peers if view.by in a.levels or len(atlas.children(a, view.by)) >= _FEW]
    return {
        "period": tuple(
            _against(view, f"{Against.PERIOD}:{option.key}", option.label)
            for option in period_options(atlas, view)
            if option.key != view.period
        ),
        "condition": tuple(
            _against(
                view,
                f"{Against.CONDITION}:{i.condition}/{i.measure}",
                f"{atlas.conditions[i.condition].name}: {i.measure_name}",
            )
            for i in atlas.indicators.values()
            if view.by in i.levels and i.mapped and (i.condition, i.measure) != (view.condition, view.measure)
        ),
        "area": tuple(_against(view, f"{Against.AREA}:{a.code}", labels.called(a)) for a in areas[:_LONGEST_LIST]),
    }


def selected(options: Iterable[Option]) -> Option | None:
    """The option that the reader sees now."""
    return next((option for option in options if option.selected), None)


def _switched(known: Iterable[Layer], view: View, layer: Layer) -> tuple[Layer, ...]:
    return tuple(one for one in known if (one in view.layers) != (one == layer))


def _toggled(view: View, code: str, full: bool) -> View | None:
    if code in view.chosen:
        return replace(view, chosen=tuple(c for c in view.chosen if c != code))
    return None if full else replace(view, chosen=(*view.chosen, code))


def _against(view: View, word: str, label: str) -> Option:
    return Option(word.partition(":")[2].replace("/", "-"), label, replace(view, against=word), word == view.against)


def _by_offer(atlas: Atlas, view: View, level: Level) -> Option:
    label = labels.level_heading(level)
    if level == view.by:
        return Option(level, label, view, selected=True)
    if atlas.indicator(view.condition, view.measure, level):
        return Option(level, label, step(atlas, view, valid(atlas, replace(view, by=level))))
    hint = Notice(NoticeCode.OTHER_MEASURE, "by", levels=(level,))
    return Option(level, label, _by_other_measure(atlas, view, level), hint=hint)


def _by_other_measure(atlas: Atlas, view: View, level: Level) -> View | None:
    """The same condition by this level: by a measure of the same family, else by the one that opens first."""
    area, like = atlas.areas[view.area], atlas.indicator(view.condition, view.measure, view.by)
    others = [i for i in atlas.measures(view.condition) if i.mapped and level in i.levels]
    if not others:
        return None
    other = first_measure(atlas, area, others, level, like)
    return step(atlas, view, valid(atlas, replace(view, by=level, measure=other.measure)))


def _condition_offer(atlas: Atlas, view: View, condition: Condition) -> Option:
    indicators = atlas.measures(condition.slug)
    if not indicators:
        return Option(condition.slug, condition.name, None, hint=Notice(NoticeCode.NO_FIGURES, "condition", condition))
    if condition.slug == view.condition:
        return Option(condition.slug, condition.name, view, selected=True)
    target = _same_question(atlas, view, condition.slug)
    hint = None if target.by == view.by else Notice(NoticeCode.OTHER_LEVEL, "condition", shown=target.by)
    return Option(condition.slug, condition.name, target, hint=hint)


def _same_question(atlas: Atlas, view: View, condition: str) -> View:
    """The view of another condition that stays closest: the same measure and level if they exist there."""
    same = atlas.indicator(condition, view.measure, view.by)
    wanted = {**view.choices(), "condition": condition}
    if same is None or not same.mapped or not holds(atlas, atlas.areas[view.area], same, view.by):
        del wanted["measure"]
    return step(atlas, view, nearest_to(atlas, wanted, []))


def _measure_offer(atlas: Atlas, view: View, indicator: Indicator) -> Option:
    target = valid(atlas, replace(view, measure=indicator.measure))
    target = target if target.by == view.by else step(atlas, view, target)
    hint = _measure_hint(atlas, view, indicator, target.by)
    return Option(indicator.measure, indicator.measure_name, target, indicator.measure == view.measure, hint)


def _measure_hint(atlas: Atlas, view: View, indicator: Indicator, shown: Level) -> Notice | None:
    if not indicator.mapped:
        return Notice(NoticeCode.COUNTS_NOT_MAPPED, "measure")
    levels = atlas.levels(view.condition, indicator.measure)
    return None if shown == view.by else Notice(NoticeCode.NOT_FOR_LEVEL, "measure", view.by, shown, levels)
