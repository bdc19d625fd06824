"""The page of a view: its figures are those of the atlas, its links lead somewhere, and its HTML is sound."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from types import MappingProxyType

import pytest
from shipped import EDITION, ICS, MAP_LEVELS, Level, but_few_of_the_smallest

from dashboard.core.atlas import Atlas
from dashboard.core.claim import ClaimFinding, DocumentClaim
from dashboard.core.fact import Fact
from dashboard.core.level import ENGLAND
from dashboard.core.numbers import figure_of, interval_of, number
from dashboard.core.periods import period_words
from dashboard.core.value import Comparison, IntervalKind, Status
from dashboard.core.view import Overlay, View
from dashboard.export.formats import offered
from dashboard.maps.geojson import boundary_files
from dashboard.stats.comparison import compare
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.corners import LARGE_MAP, WIDE_MAP
from dashboard.web.page import ids
from dashboard.web.page.about import about_html, measure_html
from dashboard.web.page.brief import brief_part
from dashboard.web.page.locator import locator
from dashboard.web.page.profile import Profile, ProfileLine, profile
from dashboard.web.page.templating import template
from dashboard.web.question import ROOM_SIDES, frame_of
from dashboard.web.render import Renderer
from dashboard.wording import sentences
from dashboard.wording.legend_words import class_labels
from dashboard.wording.sentences import note_of

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}
OUTSIDE = ("https://", "http://", "mailto:")


class Reader(HTMLParser):
    """Reads HTML as a browser would, and remembers what is not sound."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.cells: list[list[str]] = []
        self.labels: list[tuple[str, str]] = []
        self.feed(markup)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.cells.append([])
        if tag in ("td", "th") and self.cells:
            self.cells[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-3:]}")
        if tag in self.open:
            self.open.remove(tag) if self.open[-1] != tag else self.open.pop()

    def handle_data(self, words: str) -> None:
        if {"td", "th"} & set(self.open) and self.cells and self.cells[-1]:
            self.cells[-1][-1] += words

    def _seen(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags[tag] += 1
        if len(named) < len(attrs):
            self.faults.append(f"<{tag}> repeats an attribute")
        if "id" in named:
            self.ids.append(named["id"] or "")
        if named.get("href") is not None and tag == "a":
            self.links.append(named["href"] or "")
        for name in ("aria-labelledby", "for", "aria-describedby"):
            self.labels += [(name, id) for id in (named.get(name) or "").split()]


def _rows(markup: str) -> list[list[str]]:
    """The cells of each line of a table, white space made plain."""
    return [[" ".join(cell.split()) for cell in row] for row in Reader(markup).cells]


@pytest.fixture(scope="module")
def renderer(atlas: Atlas) -> Renderer:
    return Renderer(atlas, {level: f"geo/{file.name}" for level, file in boundary_files(atlas).items()}, offered)


@pytest.fixture(scope="module")
def page(renderer: Renderer):
    """The page of a view or a query but its drawings, made once, at a narrow width, where labels cost least."""

    @cache
    def of(search: str) -> dict:
        made = renderer.page({"search": f"?{search}", "frame": [400, 600]})
        return {part: made[part] for part in ("parts", "title", "mode", "announcement")}

    return lambda view: of(view if isinstance(view, str) else view.to_query())


@pytest.fixture(scope="module")
def place_views(atlas: Atlas) -> list[View]:
    """Place views of the first areas of every level."""
    return [
        resolve(atlas, f"area={area.code}&by={level}&condition=stroke&measure=admissions-rate").view
        for level in MAP_LEVELS
        for area in atlas.level(level)[:3]
    ]


# Every view


PARTS = {
    *(ids.NOTICE, ids.TILES, ids.BREADCRUMB, ids.BY, ids.CONDITION, ids.MEASURE, ids.PERIOD, ids.OVERLAY),
    *(ids.HEADING, ids.LEGEND),
    *(ids.CAPTION, ids.LOCATOR, ids.TABLE, ids.PROFILE, ids.EXPORT, ids.SHOW, ids.SYSTEM, ids.LAYERS, ids.TIMELINE),
    *(ids.CHANGE, ids.PRESENT),
    *(*ids.CHART_HEADS, *ids.CHART_FEET),
}
#: What stands beside the map instead of table or profile. Whether there is a slider depends on the periods.
BESIDE = {ids.SYSTEM, *ids.CHART_HEADS, *ids.CHART_FEET}


def test_every_view_fills_every_part_of_the_page(page, latest_views):
    for view in latest_views:
        parts = page(view)["parts"]
        assert set(parts) == PARTS
        empty = {id for id, markup in parts.items() if not markup.strip()} - {ids.TIMELINE}
        assert empty == {ids.NOTICE, ids.PROFILE, *BESIDE}, view


def test_a_place_view_fills_the_profile_and_no_table(page, place_views):
    for view in place_views:
        parts = page(view)["parts"]
        empty = {id for id, markup in parts.items() if not markup.strip()} - {ids.TIMELINE}
        assert empty == {ids.NOTICE, ids.TABLE, *BESIDE}, view


@pytest.mark.parametrize("overlay", Overlay)
def test_the_html_of_every_view_is_well_formed_with_unique_ids_and_every_label_is_there(
    page, latest_views, place_views, overlay
):
    wrong = []
    for view in (
        replace(view, overlay=overlay) for view in (*latest_views[:: 1 if overlay == "none" else 6], *place_views)
    ):
        reader = Reader("".join(f'<div id="{id}">{markup}</div>' for id, markup in page(view)["parts"].items()))
        repeated = [id for id, times in Counter(reader.ids).items() if times > 1]
        dangling = [label for label in reader.labels if label[1] not in reader.ids]
        if reader.faults or repeated or dangling:
            wrong.append((view, reader.faults, repeated, dangling))
    assert wrong == []


FILES = {
    *("map.png", "map.pptx", "data.csv", "data.xlsx", "data.json", "data.geojson", "profile.csv", "pack.zip"),
    *("map.svg", "map.pdf", "post.png", "post.svg", "post.zip", "pack.pdf", "brief.pdf", "snapshot.html", "open-data"),
}


def test_every_link_of_every_view_leads_to_a_view_without_a_fault(atlas: Atlas, page, latest_views, place_views):
    links = set()
    for view in (*latest_views, *place_views):
        links.update(link for markup in page(view)["parts"].values() for link in Reader(markup).links)
    own = {link for link in links if not link.startswith(OUTSIDE)}
    files = {link for link in own if not link.startswith("?")} - {"glossary"}
    assert {link.partition("?")[0] for link in files} == FILES
    queries = {link.partition("?")[2].removesuffix("&conditions=all") for link in files}
    assert [query for query in queries if resolve(atlas, query).faults] == []
    inside = own - files - {"glossary"}
    assert len(inside) > 1000
    answers = {link: resolve(atlas, link) for link in inside}
    assert [link for link, found in answers.items() if not link.startswith("?") or found.faults] == []
    # Where a link starts, how a view is presented and what else a presenter shows are no part of it.
    of_view = {link: re.split("&(?:from|present|slides)=", link)[0] for link in inside}
    assert [link for link, found in answers.items() if f"?{found.view.to_query()}" != of_view[link]] == []


def test_every_link_to_another_host_is_the_page_of_a_publisher(atlas: Atlas, page, latest_views):
    publishers = {indicator.link for indicator in atlas.indicators.values()}
    for view in latest_views:
        links = [link for link in Reader(page(view)["parts"][ids.CAPTION]).links if link.startswith(OUTSIDE)]
        assert set(links) <= publishers


def test_no_part_of_any_page_says_none_or_nan_or_shows_code(page, latest_views, place_views):
    wrong = []
    for view in (*latest_views, *place_views):
        for id, markup in page(view)["parts"].items():
            words = html.unescape(re.sub(r"<[^>]*>", " ", markup))
            words = words.replace("None of the ", "")
            if re.search(r"\bNone\b|\bnan\b|\binf\b|\{\{|\bLevel\.|object at 0x|&(lt|gt|amp|#34|#39);", words):
                wrong.append((view, id))
    assert wrong == []


# The table


def _published(atlas: Atlas, view: View) -> dict[str, tuple[str, str]]:
    """Figure and interval of each area as they must be printed, straight from the values."""
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    digits = indicator.decimals

    def said(figure: float) -> str:
        return f"{figure:,.{digits}f}".replace("-", "−")

    printed = {}
    for area in atlas.children(atlas.areas[view.area], view.by):
        value = atlas.values[indicator.id][view.period].get(area.code)
        if value is None or value.value is None:
            word = (
                "not published"
                if value is None
                else {"missing": "missing"}.get(value.status, "suppressed (small numbers)")
            )
            printed[area.name] = (word, "")
        else:
            interval = f"{said(value.lower)} to {said(value.upper)}" if value.lower is not None else ""
            about = "approx. " if interval and value.interval is IntervalKind.APPROXIMATE else ""
            printed[area.name] = (said(value.value), f"{about}{interval}")
    return printed


@cache
def _lines(markup: str) -> dict[str, list[str]]:
    """Link text of each line of the table -> its cells."""
    names = re.findall(r'<a id="row-[^"]*"[^>]*>(.*?)</a>', markup)
    plain = tuple(map(html.unescape, names))
    lines = [row for row in _rows(markup) if row and row[0].startswith(plain)]
    return dict(zip(plain, lines, strict=False))


def test_the_figures_of_the_table_are_those_of_the_atlas(atlas: Atlas, page, latest_views):
    wrong, compared = [], 0
    for view in latest_views:
        markup, published = page(view)["parts"][ids.TABLE], _published(atlas, view)
        lines, said_once = _lines(markup), ">Approx. 95% interval<" in markup
        assert set(lines) == set(published), view
        for name, (figure, interval) in published.items():
            compared += 1
            interval = interval.removeprefix("approx. ") if said_once else interval
            if lines[name][1] != figure or (interval and lines[name][2] != interval):
                wrong.append((view, name, lines[name], figure, interval))
    assert wrong == []
    assert compared > 10_000


def test_the_ends_of_a_short_scale_are_as_exact_as_its_figures(page):
    """Of dementia registers, 0.71 to 1.04 per cent, both ends would be 1."""
    ends = r"<span>([^<]*)</span><span>([^<]*)</span></th>"
    for query, found in (("by=council&condition=dementia", ("0.69", "1.06")), ("by=ccg", ("83", "279"))):
        assert re.findall(ends, page(query)["parts"][ids.TABLE]) == [found], query


def test_the_table_is_sorted_by_figure_highest_first_and_empty_last(page, latest_views):
    wrong = []
    for view in latest_views:
        printed = [line[1] for line in _lines(page(view)["parts"][ids.TABLE]).values()]
        figures = [float(f.replace(",", "").replace("−", "-")) for f in printed if re.fullmatch(r"[−\d.,]+", f)]
        if figures != sorted(figures, reverse=True) or any(re.match(r"[−\d]", f) for f in printed[len(figures) :]):
            wrong.append(view)
    assert wrong == []


def test_the_table_says_the_comparison_that_the_interval_or_the_publisher_gives(atlas: Atlas, page, latest_views):
    wrong, words = [], Counter()
    for view in latest_views:
        what = scene(atlas, view)
        if not any(row.value.lower is not None for row in what.shown):
            continue
        lines = _lines(page(view)["parts"][ids.TABLE])
        for row in what.rows:
            word = compare(row.value, what.benchmark, what.indicator.direction).replace("not compared", "")
            if not word and row.value and row.value.verdict:
                word = f"OHID: {row.value.verdict}"
            elif row.value and row.value.interval is IntervalKind.APPROXIMATE and what.benchmark:
                published = replace(row.value, interval=IntervalKind.PUBLISHED, status=Status.PUBLISHED)
                found = compare(published, what.benchmark, what.indicator.direction)
                word = {"similar": "not clear"}.get(found, f"likely {found}")
            words[word] += 1
            if lines[row.area.name][3] != word:
                wrong.append((view, row.area.name, word))
    assert wrong == []
    assert {"worse", "similar", "better", "likely worse", "likely better", "not clear"} <= set(words)


def test_the_references_are_the_areas_above_and_england_with_their_figures(atlas: Atlas, page):
    markup = page("area=icp-north&by=ccg&condition=stroke&measure=register")["parts"][ids.TABLE]
    references = _rows(markup.split('<tbody class="atlas-references">')[1])
    indicator = atlas.indicators["stroke-register"]
    period = atlas.newest_period(indicator, Level.CCG)
    values = atlas.values["stroke-register"][period]
    wanted = [
        (atlas.areas[code].name, f"{values[code].value:.{indicator.decimals}f}") for code in ("icp-north", ICS, ENGLAND)
    ]
    assert [(row[0], row[1]) for row in references] == wanted


def test_references_take_no_part_in_drilling(page):
    markup = page("condition=stroke&measure=register")["parts"][ids.TABLE]
    assert Reader(markup.split('<tbody class="atlas-references">')[1].split("</tbody>")[0]).links == []


@pytest.mark.parametrize(
    ("period", "note"), [("2015", sentences.NO_INTERVALS), ("2018", sentences.APPROXIMATE_INTERVALS)]
)
def test_figures_without_published_intervals_say_so_under_the_table(page, period, note):
    assert note in page(f"by=ccg&measure=avoidable&period={period}")["parts"][ids.TABLE]


def _said_with(markup: str, name: str) -> str:
    """What is said of a figure: beside it, or once for all of them under the table."""
    shared = re.search(r"All figures here: [^<]*", markup)
    return (_lines(markup)[name][0] + (shared[0] if shared else "")).lower()


def test_every_estimate_and_whole_county_is_marked_in_the_table(atlas: Atlas, page, latest_views):
    wrong, marked = [], 0
    for view in latest_views:
        shown = scene(atlas, view).shown
        markup = page(view)["parts"][ids.TABLE]
        for row in (row for row in shown if note_of(row.value) or row.value.status is Status.ESTIMATE):
            marked += 1
            said = _said_with(markup, row.area.name)
            estimated = "estimate" in said or row.value.status is not Status.ESTIMATE
            if html.escape(note_of(row.value).lower()) not in html.escape(said) or not estimated:
                wrong.append((view, row.area.name, said))
    assert wrong == []
    assert marked > 300


# The place view


def _place(atlas: Atlas, code: str, level: str) -> Profile:
    return profile(atlas, scene(atlas, resolve(atlas, f"area={code}&by={level}&condition=stroke").view))


def _filled(atlas: Atlas, one: Profile, claims_title: str = "") -> str:
    """The HTML of a profile with its brief."""
    view = resolve(atlas, f"area={one.place.code}&by={one.place.level}").view
    brief = brief_part(atlas, view, one.entries)
    return template("profile", profile=one, brief=brief, claims_title=claims_title, query="area=x")


@pytest.fixture(scope="module")
def profiles(atlas: Atlas) -> list[Profile]:
    """The profiles of the first areas of every level, and of all CCGs and councils."""
    every = (Level.CCG, Level.COUNCIL)
    found = [_place(atlas, a.code, lv) for lv in MAP_LEVELS for a in atlas.level(lv)[: None if lv in every else 6]]
    assert len(found) > 35
    return found


def _lines_of(one: Profile) -> list[ProfileLine]:
    return [line for group in one.groups for line in group.lines]


def test_the_profile_has_every_indicator_with_a_figure_for_the_area_once(atlas: Atlas, profiles):
    wrong = []
    for one in profiles:
        codes = {one.place.code, one.place.same_boundary} - {""}
        known = {
            indicator
            for indicator, periods in atlas.values.items()
            for values in periods.values()
            for code in codes
            if code in values and values[code].value is not None
        }
        listed = [line.indicator for line in _lines_of(one)]
        if sorted(listed) != sorted(known):
            wrong.append((one.place.code, sorted(known ^ set(listed))))
    assert wrong == []


def test_the_profile_shows_the_newest_figure_with_its_interval_and_references(atlas: Atlas, profiles):
    wrong = []
    for one in profiles:
        for line in _lines_of(one):
            indicator, periods, code = atlas.indicators[line.indicator], atlas.values[line.indicator], one.place.code
            own = [p for p, values in periods.items() if code in values and values[code].value is not None]
            if not own:
                assert line.caveat.endswith(one.borrowed)
                code = one.place.same_boundary
                own = [p for p, values in periods.items() if code in values and values[code].value is not None]
            value = periods[own[-1]][code]
            icp = next(c for c in (one.place.code, *one.place.parents) if c.startswith("icp-"))
            expected = [figure_of(value, indicator), interval_of(value, indicator)]
            for above in (periods[own[-1]].get(c) for c in (icp, ICS, ENGLAND)):
                known = above is not None and above.value is not None
                expected.append(number(above.value, indicator.decimals) if known else "")
            if [line.figure, line.interval, *(reference.figure for reference in line.beside.values())] != expected:
                wrong.append((one.place.code, line, expected))
            assert period_words(own[-1]) in line.within
    assert wrong == []


def test_every_estimate_in_the_profile_is_called_so(atlas: Atlas, profiles):
    marked = 0
    for one in profiles:
        for line in _lines_of(one):
            figures = atlas.values[line.indicator][line.view.period]
            icp = next(c for c in (one.place.code, *one.place.parents) if c.startswith("icp-"))
            for reference, code in zip(line.beside.values(), (icp, ICS, ENGLAND), strict=True):
                estimate = code in figures and figures[code].status is Status.ESTIMATE
                assert reference.estimate == estimate
                marked += estimate
    assert marked > 100


def test_the_heading_of_a_group_of_the_profile_counts_its_lines_and_says_their_comparison(profiles):
    for one in profiles:
        for group in one.groups:
            newest = [line for line in group.lines if not line.under]
            assert group.title.endswith(f"({len(newest)})")
            assert {line.comparison for line in newest} <= set(group.looks)
            if group.looks == (Comparison.WORSE,):
                likely = any(line.likely for line in newest)
                assert group.title.startswith(f"Worse {'or likely worse ' if likely else ''}than England (")


def test_every_other_definition_follows_the_line_that_it_folds_under(profiles):
    folded = 0
    for one in profiles:
        for group in one.groups:
            lines = iter(group.lines)
            for head in lines:
                assert not head.under
                under = [next(lines) for _ in range(head.older)]
                assert {line.under for line in under} <= {head.indicator}
                folded += len(under)
    assert folded > 100


def test_a_column_is_drawn_where_some_line_has_a_figure_in_it(profiles, atlas: Atlas):
    """The rows of the table have as many cells as its head, and no column is empty."""
    drawn = set()
    for one in profiles:
        page = _filled(atlas, one)
        keys = [
            key
            for key in ("partnership", "system", "england")
            if any(line.beside[key].figure for line in _lines_of(one))
        ]
        assert [key for key in one.columns if key not in ("spine", "trend")] == keys
        head, *rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
        assert {len(re.findall("<t[hd][ >]", row)) for row in rows if "atlas-group" not in row} == {
            len(one.columns) + 2
        }
        assert len(re.findall("<th", head)) - head.count("<thead") == len(one.columns) + 2
        assert len(one.widths["screen"].split()) == len(one.widths["paper"].split()) == len(one.columns) + 2
        drawn.add(tuple(one.columns))
    assert len(drawn) > 1


def test_the_trend_of_a_line_says_its_first_and_last_figure_and_breaks_where_nothing_is_published(atlas: Atlas):
    one = _place(atlas, "E06000002", "council")
    line = next(line for line in _lines_of(one) if line.indicator == "circulatory-preventable")
    values = {p: v["E06000002"].value for p, v in atlas.values["circulatory-preventable"].items()}
    first, last = values["2001-03"], values["2022-24"]
    assert f'aria-label="From {first:.1f} in 2001 to 2003 to {last:.1f} in 2022 to 2024"' in line.trend
    assert line.trend.count("M") == 2  # one run, and the dot at its end
    gaps = replace(atlas, values={**atlas.values, "circulatory-preventable": _without(atlas, "2010-12")})
    lines = _lines_of(_place(gaps, "E06000002", "council"))
    broken = next(line for line in lines if line.indicator == "circulatory-preventable")
    assert broken.trend.count("M") == 3


def _without(atlas: Atlas, period: str) -> dict:
    """All figures of circulatory-preventable but those of Middlesbrough in a period."""
    periods = atlas.values["circulatory-preventable"]
    return {**periods, period: {code: v for code, v in periods[period].items() if code != "E06000002"}}


def test_two_figures_are_no_trend(tiny: Atlas):
    line = next(line for line in _lines_of(_place(tiny, "E38000001", "ccg")) if line.indicator == "deaths-ccg")
    assert line.trend == ""


def test_the_slides_claims_stand_apart_with_their_source_and_only_for_their_place(atlas: Atlas, page):
    shown = page("area=E06000002&by=council&condition=stroke&measure=admissions-rate")["parts"][ids.PROFILE]
    figures, _, claims = shown.partition('<aside class="atlas-claims"')
    own = [claim for claim in atlas.claims if claim.area_code == "E06000002"]
    assert len(own) >= 3
    assert {claim.area_code for claim in atlas.claims} - {"E06000002"} <= {ICS}
    assert all(claim.source.startswith("Slides ") and "2018" in claim.source for claim in own)
    for claim in own:
        assert claim.statement in html.unescape(claims)
        assert claim.source in html.unescape(claims)
        assert f"{claim.finding}.</strong> {claim.why}".lower() in html.unescape(claims).lower()
        assert claim.statement not in html.unescape(figures)
    assert claims.count('<ul class="atlas-hint">') == sum(1 for claim in own if claim.evidence)
    other = page("area=E06000001&by=council&condition=stroke&measure=admissions-rate")["parts"][ids.PROFILE]
    assert "slides" not in other.lower()


def test_the_chosen_measure_and_period_come_first_under_if_it_matched_england(page):
    query = "area=E06000002&by=council&condition=circulatory&measure=preventable&period=2016-18"
    first = re.search(r'id="matched-title".*?<li>(.*?)</li>', page(query)["parts"][ids.PROFILE], re.DOTALL)[1]
    assert first.startswith(
        "Preventable deaths under 75 from circulatory diseases (2019 definition), 2016 to 2018: roughly"
    )


def test_the_profile_is_light(page, atlas: Atlas):
    sizes = {
        area.code: len(
            page(f"area={area.code}&by={level}&condition=stroke&measure=admissions-rate")["parts"][ids.PROFILE].encode()
        )
        for level in (Level.CCG, Level.COUNCIL)
        for area in atlas.level(level)
    }
    # The brief of a place is a tenth of it.
    assert max(sizes.values()) < 155_000


def test_a_place_view_names_the_place(page):
    shown = page("area=E06000002&by=council&condition=stroke&measure=admissions-rate")
    assert shown["mode"] == "place"
    assert "Middlesbrough" in shown["parts"][ids.HEADING]
    assert "All figures for Middlesbrough" in shown["parts"][ids.PROFILE]


# Title, notice, locator, legend


def test_the_title_of_the_tab_says_what_where_and_when(page):
    assert page("")["title"] == "Preventable deaths under 75, 2018: North East and North Cumbria – NENC Health Atlas"


def test_a_notice_is_shown_for_a_wrong_address_and_its_text_is_escaped(page):
    notice = page("area=<script>alert(1)</script>")["parts"][ids.NOTICE]
    assert "There is no area" in notice
    assert Reader(notice).tags["script"] == 0
    assert "&lt;script&gt;" in notice


def test_the_locator_of_every_area_has_outlines_with_points(atlas: Atlas):
    empty = [
        (area.code, inset.words)
        for area in but_few_of_the_smallest(atlas)
        if area.level != Level.COUNTRY
        for inset in locator(atlas, area).insets
        for path in (inset.whole, inset.part)
        if not re.fullmatch(r"(M-?[\d.]+ -?[\d.]+(L-?[\d.]+ -?[\d.]+){3,}Z)+", path)
    ]
    assert empty == []


def test_the_marked_part_of_a_locator_lies_in_its_box(atlas: Atlas):
    for area in atlas.level(Level.CCG):
        for inset in locator(atlas, area).insets:
            numbers = [float(n) for n in re.findall(r"-?\d+\.\d", inset.part)]
            assert min(numbers) >= -2
            assert max(numbers[0::2]) <= inset.width + 2
            assert max(numbers[1::2]) <= inset.height + 2


def test_the_legend_has_as_many_entries_as_classes_and_says_not_published_only_where_it_is_so(
    atlas: Atlas, page, latest_views
):
    wrong, seen = [], set()
    for view in latest_views:
        legend, what = page(view)["parts"][ids.LEGEND], scene(atlas, view)
        labels = [label for label in class_labels(what.classes, what.indicator) if html.escape(label) in legend]
        complete = not what.indicator.mapped or len(labels) == len(what.edges) + 1
        some_unpublished = any(row.value is None for row in what.rows)
        seen.add(some_unpublished)
        if not complete or ("not published" in legend) is not some_unpublished:
            wrong.append(view)
    assert wrong == []
    assert seen == {True, False}


def test_every_kind_of_empty_on_the_map_stands_in_the_legend(atlas: Atlas, page, latest_views):
    wrong = []
    for view in latest_views:
        statuses = {row.value.status for row in scene(atlas, view).rows if row.value and row.value.value is None}
        legend = page(view)["parts"][ids.LEGEND]
        wrong += [(view, status) for status in statuses if status not in legend]
    assert wrong == []


def test_the_caption_has_source_licence_limits_and_the_vintage_of_the_boundaries(atlas: Atlas, page, latest_views):
    wrong = []
    for view in latest_views:
        caption = html.unescape(page(view)["parts"][ids.CAPTION])
        indicator = atlas.indicator(view.condition, view.measure, view.by)
        said = (indicator.source, indicator.publisher, indicator.licence, indicator.definition, indicator.credit)
        wrong += [(view, words) for words in (*said, EDITION.boundary_vintage) if words not in caption]
    assert wrong == []


def test_with_two_variables_each_map_alone_and_their_scatter_are_one_click_away(atlas: Atlas, page):
    for overlay in (Overlay.DEPRIVATION, Overlay.BIVARIATE):
        links = Reader(page(f"overlay={overlay}")["parts"][ids.CAPTION]).links
        views = [resolve(atlas, link).view for link in links if link.startswith("?")]
        assert {(view.condition, view.overlay, view.show) for view in views} == {
            ("all-causes", Overlay.NONE, "table"),
            ("deprivation", Overlay.NONE, "table"),
            ("all-causes", overlay, "scatter"),
        }


# Hostile data: nothing from a table becomes markup


HOSTILE = "<script>alert('1')</script>\"><img src=x onerror=y> & Co"


def _hostile(tiny: Atlas) -> Atlas:
    words = ("title", "noun", "unit", "unit_short", "definition", "limits", "source", "publisher", "licence", "credit")
    areas = {
        c: replace(a, name=f"{HOSTILE} {c}", short_name=f"{HOSTILE} {c}", note=HOSTILE) for c, a in tiny.areas.items()
    }
    conditions = {
        s: replace(c, name=HOSTILE, group=HOSTILE + c.group, note=HOSTILE) for s, c in tiny.conditions.items()
    }
    indicators = {
        id: replace(indicator, measure_name=HOSTILE, **dict.fromkeys(words, HOSTILE))
        for id, indicator in tiny.indicators.items()
    }
    values = {
        id: {
            period: {code: replace(value, note=HOSTILE) for code, value in row.items()}
            for period, row in periods.items()
        }
        for id, periods in tiny.values.items()
    }
    facts = tuple(Fact(code, "mortality", HOSTILE, HOSTILE) for code in areas)
    claims = tuple(DocumentClaim(code, HOSTILE, HOSTILE, ClaimFinding.UNCHECKED, HOSTILE, ()) for code in areas)
    return Atlas(
        tiny.edition, MappingProxyType(areas), conditions, indicators, values, tiny.shapes, facts, claims=claims
    )


@pytest.mark.parametrize(
    "query",
    [
        *("", "overlay=deprivation", "overlay=bivariate", "by=council", "area=E38000001", "area=icp-north&by=ccg"),
        *("condition=pneumonia", "by=district", "area=E06000001&by=neighbourhood&measure=smr", f"area={HOSTILE[:30]}"),
        *("area=E02000001&by=neighbourhood&measure=smr", "condition=lung-cancer&by=council&measure=deaths"),
    ],
)
def test_no_text_of_the_tables_becomes_markup(tiny: Atlas, query):
    shown, plain = (
        Renderer(atlas, {level: f"geo/{file.name}" for level, file in boundary_files(atlas).items()}, offered).page(
            {"search": query, "frame": [760, 520]}
        )
        for atlas in (_hostile(tiny), tiny)
    )
    figure = shown["figure"]
    for id, markup in shown["parts"].items():
        reader = Reader(markup)
        pictures = Reader(plain["parts"][id]).tags["img"]
        assert (reader.tags["script"], reader.tags["img"], reader.faults) == (0, pictures, []), id
    for trace in figure["data"]:
        hovers = trace.get("text") or []
        assert [words for words in hovers if re.search(r"<(script|img)", words)] == []


@pytest.mark.parametrize(
    ("code", "level"), [("E38000001", "ccg"), ("E06000001", "council"), ("E02000001", "neighbourhood")]
)
def test_no_text_of_the_tables_becomes_markup_in_a_profile(tiny: Atlas, code, level):
    hostile = _hostile(tiny)
    reader = Reader(_filled(hostile, _place(hostile, code, level), claims_title="<b>"))
    assert (reader.tags["script"], reader.tags["img"], reader.faults) == (0, 0, [])
    assert reader.tags["aside"] == 1
    assert reader.tags["tr"] > 2


def test_no_text_of_the_tables_becomes_markup_on_the_page_about_the_data(tiny: Atlas):
    hostile = _hostile(tiny)
    for page in (
        about_html(hostile, "/", str),
        *(measure_html(hostile, i, "/", str) for i in hostile.indicators.values()),
    ):
        reader = Reader(page)
        assert (reader.tags["script"], reader.tags["img"]) == (0, 0)


# About the data


def test_the_page_about_the_data_is_well_formed_with_unique_ids(atlas: Atlas):
    reader = Reader(about_html(atlas, "/", str))
    assert reader.faults == []
    assert [id for id, times in Counter(reader.ids).items() if times > 1] == []


def test_the_page_about_the_data_has_every_indicator_and_every_link_of_it_resolves(atlas: Atlas):
    reader = Reader(about_html(atlas, "/", str))
    assert set(atlas.indicators) <= set(reader.ids)
    own = [link.removeprefix("./") for link in reader.links if "?" in link and not link.startswith(OUTSIDE)]
    measures = {link for link in own if link.startswith("about?")}
    assert measures == {f"about?measure={id}" for id in atlas.indicators}
    views = [link for link in own if link not in measures]
    assert len(views) == len(atlas.indicators)
    assert [link for link in views if resolve(atlas, link).notices] == []
    anchors = [link[1:] for link in reader.links if link.startswith("#")]
    assert set(anchors) <= set(reader.ids)


def test_the_page_of_a_measure_gives_its_definition_licence_and_limits(atlas: Atlas):
    pages = {id: html.unescape(measure_html(atlas, one, "/", str)) for id, one in atlas.indicators.items()}
    wrong = [
        (indicator.id, name)
        for indicator in atlas.indicators.values()
        for name in ("definition", "limits", "licence", "publisher", "source")
        if getattr(indicator, name) not in pages[indicator.id]
    ]
    assert wrong == []


# A map that need not be drawn anew


def test_two_maps_are_alike_exactly_if_they_look_the_same(answer):
    start = "by=council&condition=circulatory&measure=preventable"
    pictures: dict[str, set[str]] = {}
    for more in (
        *("", "show=ranking", "show=trend&areas=E06000002.E06000001", "show=ranking&benchmark=E06000002"),
        *("period=2001-03", "overlay=deprivation", "overlay=bivariate", "layers=authority", "area=icp-south"),
        *("area=E06000002", "by=council&measure=deaths-smr", "show=compare&against=period:2001-03"),
    ):
        figure, page = answer(f"?{start}&{more}" if "measure" not in more else f"?{more}&condition=circulatory")
        drawn = {"layout": figure["layout"], "data": [{**trace, "customdata": None} for trace in figure["data"]]}
        pictures.setdefault(page["likeness"], set()).add(json.dumps(drawn, sort_keys=True))
    assert all(len(same) == 1 for same in pictures.values())
    assert len(pictures) == len({picture for same in pictures.values() for picture in same}) > 5


def test_a_map_in_another_room_is_another_map(answer):
    assert answer("?by=ccg", (760, 520))[1]["likeness"] != answer("?by=ccg", (400, 520))[1]["likeness"]


def test_a_benchmark_without_a_figure_is_named_as_chosen(answer):
    start = "?by=council&condition=circulatory&measure=preventable&show=ranking"
    labels = {
        code: re.search(
            r"benchmark-summary\">([^<]+)<", answer(f"{start}&benchmark={code}")[1]["parts"]["chart-0-head"]
        )
        for code in ("E10000006", "E06000057")
    }
    assert labels["E10000006"][1] == "Cumbria (part): no figure"
    assert labels["E06000057"][1] == "Northumberland"


# The rooms of the map


@pytest.mark.parametrize(
    ("told", "counts_as"),
    [
        ([760, 520], (760, 520)),
        ([819, 559], (760, 520)),
        ([599, 600], (560, 600)),
        ([1_059, 1_060], (960, 1_060)),
        ([5, 90_000], (200, 4_000)),
    ],
)
def test_a_room_counts_as_the_largest_class_that_fits_into_it(told: list[int], counts_as: tuple[int, int]) -> None:
    assert frame_of(told) == counts_as


def test_a_map_loses_a_tenth_of_its_room_at_most_and_a_class_begins_where_the_style_sheet_changes() -> None:
    lost = {side: 1 - frame_of([side, side])[0] / side for side in range(200, 4_001)}
    assert max(lost.values()) < 0.1
    assert min(lost.values()) == 0
    assert {WIDE_MAP, LARGE_MAP} <= set(ROOM_SIDES)
    # Windows of every size up to that of a large screen, in the steps in which the browser tells its room.
    assert len({frame_of([w, h]) for w in range(360, 1_600, 20) for h in range(360, 1_000, 20)}) == 19 * 14
