"""Fitting a headline into 90 letters: topic, place and the fullest finding that there is room for (rule 22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.core.area import Area
from dashboard.core.headline import Finding, Headline
from dashboard.core.labels import called, capitalised
from dashboard.core.level import Level, LevelRole
from dashboard.views.scene import Scene

#: The letters of a headline.
LONGEST = 90
#: A finding in its parts, or in words that are all one.
Said = str | Finding


def headline_names(area: Area, scene: Scene) -> tuple[str, ...]:
    """The names of an area in a headline, the longest first."""
    if area.level.role is LevelRole.SYSTEM:
        return tuple(dict.fromkeys((called(area), scene.edition.system_short or called(area))))
    return (called(area),)


def ground_names(scene: Scene) -> tuple[str, ...]:
    """What the areas on a map are called together: the area that they lie in, or those around a place."""
    return names_around(scene.place, scene.view.by) if scene.place else headline_names(scene.area, scene)


def names_around(area: Area, level: Level) -> tuple[str, ...]:
    """What the areas of a level are called together that lie around an area."""
    return tuple(f"{name} around {called(area)}" for name in dict.fromkeys((level.plural, level.brief)))


def fitted(topic: str, places: Sequence[str], findings: Iterable[Said]) -> Headline:
    """ "Topic in place: finding", the first finding with the first name that fits; the last if none does."""
    said = Headline("", Finding(""))
    for finding in findings:
        for place in places:
            parts = Finding(finding) if isinstance(finding, str) else finding
            said = Headline(f"{capitalised(topic)} in {place}", parts)
            if len(str(said)) <= LONGEST:
                return said
    return said
