"""Which templates of posts a view can give, and why not the others."""

from __future__ import annotations

from dashboard.charts.matrix_rows import can_be_compared
from dashboard.core.atlas import Atlas
from dashboard.export.post_templates import PostTemplate
from dashboard.views.earlier import has_two_periods
from dashboard.views.scene import Scene
from dashboard.views.shows import SHOWS

#: The areas that are legible in a post.
MOST_AREAS = 20
_FEWEST = 2


def usual_template(scene: Scene) -> PostTemplate:
    """The one that a post has without a template in its address."""
    return PostTemplate.NUMBER if scene.own else PostTemplate.MAP


def templates_of(atlas: Atlas, scene: Scene) -> tuple[PostTemplate, ...]:
    """The templates that a view can give."""
    return tuple(one for one in PostTemplate if not lack_of(atlas, scene, one))


def lack_of(atlas: Atlas, scene: Scene, template: PostTemplate) -> str:
    """Why a view cannot give a template, as a sentence; "" if it can."""
    if scene.indicator is None or not scene.shown:
        return "There is no figure for a post here."
    if template is PostTemplate.MAP:
        return ""
    if template is PostTemplate.NUMBER:
        row = scene.own
        return "" if row in scene.shown else "A number is of one place that has a figure: open one."
    if template is PostTemplate.TREND:
        return "There is no earlier period to draw a trend of." if SHOWS["trend"].lack(atlas, scene.view) else ""
    if template is PostTemplate.BEFORE_AFTER and not has_two_periods(atlas, scene):
        return "There is no earlier period with figures that shares no year with this one."
    is_of_one = template is PostTemplate.BEFORE_AFTER and scene.place
    return "" if is_of_one else _lack_of_rows(atlas, scene, template)


def _lack_of_rows(atlas: Atlas, scene: Scene, template: PostTemplate) -> str:
    """Why the areas of a map cannot stand one by one in a template."""
    areas = [row.area for row in scene.rows]
    if scene.view.by.is_small or len(areas) > MOST_AREAS:
        return f"This post has room for {MOST_AREAS} areas with figures of their own, and none for small areas."
    if template is PostTemplate.MATRIX:
        return "" if can_be_compared(atlas, scene.view, areas) else "Nothing here is compared with England."
    if len(scene.shown) < _FEWEST:
        return "One area is no ranking."
    is_ranked = template is not PostTemplate.RANKING or (scene.indicator is not None and scene.indicator.mapped)
    return "" if is_ranked else "These are counts: larger areas have more, so they are not ranked."
