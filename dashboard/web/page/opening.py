"""What the first answer says of its view, for programs that run no scripts: its title, its picture, its figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard.core.atlas import Atlas
from dashboard.views import resolve, steps
from dashboard.views.staging import scene
from dashboard.web.page.table import table
from dashboard.web.page.templating import template
from dashboard.wording import captions, titles
from dashboard.wording.notices import notice_lines

#: Where the page has room for them.
HEAD, FIGURES = "HEAD-OF-THE-VIEW", "FIGURES-OF-THE-VIEW"
#: Addresses whose answers are remembered: one of all neighbourhoods takes 100 kB.
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Opening:
    """Markup for the head of the page, with its title, and for what stands in place of the map without scripts."""

    head: str
    figures: str


class Openings:
    """Opens the views of an atlas, and remembers the last."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self.of = lru_cache(_KEPT)(self._of)

    def _of(self, search: str, site: str) -> Opening:
        """search: an address, however damaged. site: the address of the first page, or its path."""
        resolved = resolve.resolve(self._atlas, search)
        what = scene(self._atlas, resolved.view)
        opened = steps.opened(self._atlas, what.view, (row.area for row in what.rows))
        said = {"scene": what, "headline": captions.finding(what), "subtitle": titles.subtitle(what)}
        query = resolve.short_query(self._atlas, resolved.view)
        head = template(
            "opening_head",
            **said,
            title=titles.document_title(what),
            description=captions.caption(what),
            address=f"{site}?{query}".rstrip("?"),
            picture=f"{site}map.png?{what.view.to_query()}&size=social",
        )
        said["notices"] = notice_lines(resolved.notices)
        return Opening(head, template("opening", **said, table=table(self._atlas, what, opened)))
