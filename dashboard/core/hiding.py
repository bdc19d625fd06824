"""What readers have of an atlas: all but what its edition hides, and nothing that rests on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition
from dashboard.core.edition import Edition, Hidden
from dashboard.core.indicator import Indicator


def for_readers(atlas: Atlas) -> Atlas:
    """The atlas without hidden conditions and indicators: no list, page, file or address can name what is not there.

    A claim goes with any figure that it rests on. A condition goes with its last indicator.
    """
    hidden = atlas.edition.hidden
    if not hidden.conditions and not hidden.indicators:
        return atlas
    indicators = _indicators(atlas, hidden)
    conditions = _conditions(atlas, hidden, indicators)
    return replace(
        atlas,
        edition=_edition(atlas.edition, indicators),
        conditions=conditions,
        indicators=indicators,
        values={id: figures for id, figures in atlas.values.items() if id in indicators},
        priorities=tuple(
            replace(one, conditions=tuple(slug for slug in one.conditions if slug in conditions))
            for one in atlas.priorities
        ),
        claims=tuple(
            claim for claim in atlas.claims if all(figure.indicator in indicators for figure in claim.evidence)
        ),
        national_ranks={key: known for key, known in atlas.national_ranks.items() if key[0] in indicators},
        synonyms=tuple(one for one in atlas.synonyms if not one.condition or one.condition in conditions),
        imports=tuple(one for one in atlas.imports if not one.indicator or one.indicator in indicators),
    )


def _indicators(atlas: Atlas, hidden: Hidden) -> dict[str, Indicator]:
    shown = {
        id: indicator
        for id, indicator in atlas.indicators.items()
        if id not in hidden.indicators and indicator.condition not in hidden.conditions
    }
    return {
        id: indicator if indicator.part_of in shown else replace(indicator, part_of="")
        for id, indicator in shown.items()
    }


def _conditions(atlas: Atlas, hidden: Hidden, indicators: Mapping[str, Indicator]) -> dict[str, Condition]:
    """Those that are not hidden; what had indicators and has none left is not said to be without figures."""
    measured, left = ({one.condition for one in known.values()} for known in (atlas.indicators, indicators))
    gone = measured - left | set(hidden.conditions)
    return {slug: condition for slug, condition in atlas.conditions.items() if slug not in gone}


def _edition(edition: Edition, indicators: Mapping[str, Indicator]) -> Edition:
    measures: Collection[tuple[str, str]] = {(one.condition, one.measure) for one in indicators.values()}
    families = {one.family for one in indicators.values()}
    return replace(
        edition,
        hidden=Hidden(),
        tiles=tuple(tile for tile in edition.tiles if (tile.condition, tile.measure) in measures),
        headlines=tuple(family for family in edition.headlines if family in families),
    )
