"""The drawer "Share": a card for each picture that can be had of a view, with its small picture and its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.charts.model import Chart
from dashboard.core.atlas import Atlas
from dashboard.core.today import today
from dashboard.export.export_format import About, ExportFormat
from dashboard.export.picture.own_look import LabelChoice, Theme
from dashboard.export.picture.primitives import POST_SIZES, SIZES, Size
from dashboard.export.post_choice import templates_of, usual_template
from dashboard.export.post_templates import TEMPLATE_WORDS, PostTemplate
from dashboard.views.scene import Scene
from dashboard.web.page.templating import template
from dashboard.wording import captions
from dashboard.wording.titles import subtitle

#: The files that the page offers about a picture, its figures, a chart or an area.
Offered = Callable[[About], Sequence[ExportFormat]]

#: The wishes that are seen in a card: words on the map are not those of a chart, and a post says the finding as it is.
_ON_MAPS, _ON_CHARTS = ("title", "subtitle", "note", "theme", "labels"), ("note", "theme")
#: The smallest scale that an address may ask for, and how wide a small picture is at least.
_SMALLEST_SCALE, _PREVIEW_PX = 0.2, 400
#: What a frame on another page may have besides its map, by the words of its address.
CONTROLS = {
    "by": "level of the areas",
    "condition": "condition",
    "measure": "measure",
    "period": "period",
    "overlay": "overlay of deprivation",
    "colour": "colours of figures or of the comparison",
    "layers": "layers",
    "figures": "figures and charts below the map",
}
#: The least, the most and the usual height of a frame, in pixels.
_HEIGHTS = (200, 2000, 600)


@dataclass(frozen=True, slots=True)
class ShareCard:
    """One picture of the drawer. preview: the path of its small picture; query: what addresses say besides the view.

    wishes: the keys of one's own look that its files take. others: the map in the same size, which takes all of them.
    """

    key: str
    title: str
    size: Size
    preview: str
    query: str
    files: tuple[ExportFormat, ...]
    wishes: tuple[str, ...] = ()
    others: tuple[ExportFormat, ...] = ()

    @property
    def other_wishes(self) -> tuple[str, ...]:
        """The keys that the map in this size takes."""
        return _ON_MAPS

    @property
    def scale(self) -> str:
        """Of the small picture, which is twice as wide as its place in the drawer."""
        return _scale(self.size)


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """One template of posts in the drawer. path: of its picture."""

    key: PostTemplate
    title: str
    path: str
    sizes: tuple[Size, ...]

    @property
    def scale(self) -> str:
        """Of the small picture, as in the other cards."""
        return _scale(self.sizes[0])


def _scale(size: Size) -> str:
    return f"{max(_SMALLEST_SCALE, _PREVIEW_PX / size.width):.1f}"


def drawer(atlas: Atlas, scene: Scene, charts: Sequence[Chart], offered: Offered) -> str:
    """The drawer of a view as HTML."""
    packed = [one for one in offered(About.POST) if not one.sized]
    return template(
        "share",
        query=scene.view.to_query(),
        headline=captions.finding(scene),
        subtitle=subtitle(scene),
        pictures=(*_maps(offered(About.PICTURE)), *_charts(charts, offered(About.CHART))),
        posts=tuple(_posts(offered(About.POST), offered(About.PICTURE))),
        templates=tuple(_templates(atlas, scene, offered(About.POST))),
        packed=packed,
        about_area=offered(About.AREA),
        area=scene.area.name,
        figures=(*offered(About.FIGURES), *offered(About.OPEN)),
        post=captions.caption(scene),
        most=captions.CAPTION_LETTERS,
        long_caption=captions.long_caption(scene),
        alternative=captions.alternative(scene),
        warnings=captions.publish_warnings(scene, today().year),
        themes=tuple(Theme),
        label_choices=tuple(LabelChoice),
        controls=CONTROLS,
        # Without them a chart that is looked at would not be in the frame.
        chosen=("figures",) if charts else (),
        heights=_HEIGHTS,
    )


def _maps(files: Sequence[ExportFormat]) -> list[ShareCard]:
    """The map in the sizes of slides and paper."""
    sizes = [size for key, size in SIZES.items() if key not in POST_SIZES]
    return [
        ShareCard(size.key, size.words, size, files[0].path, f"size={size.key}", tuple(files), _ON_MAPS)
        for size in sizes
    ]


def _charts(charts: Sequence[Chart], files: Sequence[ExportFormat]) -> list[ShareCard]:
    """Each chart beside the map, in the size of a slide."""
    slide, drawn = SIZES["slide"], tuple(one for one in files if one.sized)
    return [
        ShareCard(
            chart.key,
            f"Chart: {chart.title}",
            slide,
            drawn[0].path,
            f"size={slide.key}&chart={chart.key}",
            drawn,
            _ON_CHARTS,
        )
        for chart in charts
        if drawn
    ]


def _posts(posts: Sequence[ExportFormat], maps: Sequence[ExportFormat]) -> list[ShareCard]:
    """The finding as a post, in the sizes of social media; the map itself can be had in the same sizes."""
    drawn = tuple(one for one in posts if one.sized)
    return [
        ShareCard(key, SIZES[key].words, SIZES[key], drawn[0].path, f"size={key}", drawn, (), tuple(maps))
        for key in POST_SIZES
        if drawn
    ]


def _templates(atlas: Atlas, scene: Scene, posts: Sequence[ExportFormat]) -> list[TemplateCard]:
    """Each template that the view can give but the usual one, as PNG in the sizes of social media."""
    drawn = [one for one in posts if one.sized][:1]
    sizes, usual = tuple(SIZES[key] for key in POST_SIZES), usual_template(scene)
    others = [key for key in templates_of(atlas, scene) if key is not usual]
    return [TemplateCard(key, TEMPLATE_WORDS[key], one.path, sizes) for key in others for one in drawn]
