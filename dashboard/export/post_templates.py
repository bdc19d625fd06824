"""The templates of posts for social media."""

from __future__ import annotations

from enum import StrEnum


class PostTemplate(StrEnum):
    """What a post is made of."""

    MAP = "map"
    NUMBER = "number"
    RANKING = "ranking"
    TREND = "trend"
    BEFORE_AFTER = "before-after"
    MATRIX = "matrix"


#: What each is called where it can be chosen.
TEMPLATE_WORDS = {
    PostTemplate.MAP: "Map",
    PostTemplate.NUMBER: "Number",
    PostTemplate.RANKING: "Ranking",
    PostTemplate.TREND: "Trend",
    PostTemplate.BEFORE_AFTER: "Before and after",
    PostTemplate.MATRIX: "Grid of conditions",
}
