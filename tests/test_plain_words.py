"""The page for readers who were never told: no notation, one name for one thing, abbreviations spelled out."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import replace

import pytest
from shipped import EDITION

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind, Standardised
from dashboard.core.value import Direction
from dashboard.stats.class_edges import Classes
from dashboard.views import resolve
from dashboard.views.shows import SHOWS
from dashboard.views.staging import scene
from dashboard.web.page import ids
from dashboard.web.page.templating import template
from dashboard.wording.captions import announcement, finding, step_announcement
from dashboard.wording.choices import OTHERS, looks_words, table_heading
from dashboard.wording.reading import glossary, how_to_read

#: What was once on the page and only its makers understood, and their siblings.
NOTATION = re.compile(
    r"[Tt]he same figures|[Ii]talics:|\bgrey:|the map itself|\d ?[×x] ?\d\b|3 by 3|low to high|not published here"
)
VIEWS = (
    "",
    "?by=icp",
    "?by=neighbourhood",
    "?area=E06000002",
    "?by=council&condition=deprivation",
    "?by=council&overlay=deprivation",
    "?by=council&overlay=bivariate",
    "?by=council&show=ranking",
    "?by=ccg&show=trend",
    "?by=council&show=scatter",
    "?by=council&show=compare&against=period:2012-14",
    "?show=system",
    "?by=council&show=matrix",
)
CONTROLS = (ids.BY, ids.CONDITION, ids.MEASURE, ids.PERIOD, ids.OVERLAY)


def words_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", markup))


def names_of(markup: str) -> list[str]:
    """What a reader can choose by its name: labels, links and tabs, without what is only read out."""
    shown = re.sub(r'<span class="nhsuk-u-visually-hidden">.*?</span>', "", markup)
    named = re.findall(r'(?s)<a [^>]*>(.*?)</a>|class="atlas-label"[^>]*>(.*?)</', shown)
    return [words_of(name).strip() for pair in named for name in pair if name]


@pytest.mark.parametrize("view", VIEWS)
def test_no_part_of_the_page_speaks_in_notation(answer, view: str) -> None:
    parts = answer(view)[1]["parts"]
    sized = {id: re.sub(r"\(\d+ × \d+\)", "", words_of(part)) for id, part in parts.items()}
    assert {id: found[0] for id, words in sized.items() if (found := NOTATION.search(words))} == {}


def test_deprivation_is_the_name_of_one_thing(answer) -> None:
    parts = answer("?by=council&show=scatter")[1]["parts"]
    names = Counter(name for id in (*CONTROLS, ids.SHOW, ids.LEGEND) for name in names_of(parts[id]))
    assert names["Deprivation"] == 1
    assert "Deprivation" in names_of(parts[ids.CONDITION])


def test_every_control_and_every_tab_has_a_name_of_its_own(answer) -> None:
    parts = answer("?by=ccg&show=compare")[1]["parts"]
    labels = re.findall(r'class="atlas-label"[^>]*>([^<]+)<', "".join(parts[id] for id in CONTROLS))
    slider = re.findall(r'type="range"[^>]*aria-label="([^"]+)"', parts[ids.TIMELINE])
    heads = re.findall(r"(?s)<summary[^>]*>(.*?)</summary>", parts[ids.CHART_HEADS[0]])
    others = [words_of(head).partition(":")[0].strip() for head in heads]
    every = [*labels, *slider, *others, *(show.label for show in SHOWS.values())]
    assert set(others) <= set(OTHERS.values())
    assert {name: count for name, count in Counter(every).items() if count > 1} == {}
    assert len(slider) == 1
    assert len(others) >= 2


def test_every_abbreviation_of_the_headline_is_spelled_out_where_it_first_stands(answer) -> None:
    parts = answer("?by=ccg")[1]["parts"]
    assert '<abbr title="clinical commissioning groups">CCGs</abbr>' in parts[ids.HEADING]
    assert f'<abbr title="{EDITION.system_title}">NENC</abbr>' in parts[ids.HEADING]
    assert '<abbr title="integrated care partnership">ICP</abbr>' in parts[ids.BY]
    assert '<abbr title="clinical commissioning group">CCG</abbr>' in parts[ids.TABLE]
    deprived = answer("?by=ccg&overlay=deprivation")[1]["parts"]
    assert '<abbr title="Index of Multiple Deprivation">IMD</abbr> score' in deprived[ids.TABLE]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("9 of 12 CCGs", '9 of 12 <abbr title="groups">CCGs</abbr>'),
        ("CCG and CCG", '<abbr title="a &lt;group&gt;">CCG</abbr> and CCG'),
        ("<CCGx> & ACCG", "&lt;CCGx&gt; &amp; ACCG"),
        ("nothing", "nothing"),
    ],
)
def test_an_abbreviation_is_marked_once_as_a_whole_word_and_all_else_is_escaped(said: str, wanted: str) -> None:
    terms = {"CCG": "a <group>", "CCGs": "groups"}
    made = template("heading", headline=said, subtitle="", area=type("Area", (), {"note": ""}), terms=terms)
    assert f">{wanted}</h1>" in made


def test_the_glossary_explains_every_level_and_every_word_of_the_edition(client, atlas: Atlas) -> None:
    page = client.get("/glossary").text
    anchors = re.findall(r'<dt id="([^"]+)">', page)
    assert len(anchors) == len(set(anchors)) == len(atlas.edition.levels) + len(atlas.edition.terms)
    for level in atlas.edition.levels:
        assert level.meaning
        assert html.escape(level.meaning, quote=False) in page.replace("&#39;", "'")
    for short in ("ICS", "ICP", "CCG", "IMD", "SMR", "SIR", "SAR", "MSOA", "LSOA"):
        assert re.search(rf'>{short} <span class="atlas-within">\w', page), short
    # A scatter says it by name.
    assert "Spearman" in page


def test_a_glossary_without_words_has_no_heading() -> None:
    bare = replace(EDITION, levels=tuple(replace_meaning(level) for level in EDITION.levels), terms=())
    assert glossary(bare) == ()


def replace_meaning(level):
    return replace(level, meaning="")


@pytest.mark.parametrize("path", ["/", "/about"])
def test_the_glossary_is_linked(client, path: str) -> None:
    assert 'href="./glossary"' in client.get(path).text


def test_every_map_says_how_to_read_it_and_leads_to_the_glossary(answer) -> None:
    caption = answer("?by=ccg")[1]["parts"][ids.CAPTION]
    assert "How to read this map" in caption
    assert 'href="glossary"' in caption


def reading(tiny: Atlas, query: str, classes: Classes, **other) -> str:
    shown = scene(tiny, resolve.resolve(tiny, query).view)
    assert shown.indicator is not None
    return " ".join(how_to_read(replace(shown, classes=classes, indicator=replace(shown.indicator, **other))))


ENGLAND_STEPS = Classes((200.0, 260.0), england=200.0)


@pytest.mark.parametrize(
    ("classes", "other", "wanted", "unwanted"),
    [
        (ENGLAND_STEPS, {}, "A high figure is worse.", "no account of age"),
        (ENGLAND_STEPS, {"direction": Direction.LOW_IS_WORSE}, "A low figure is worse.", "high figure is worse"),
        (ENGLAND_STEPS, {"direction": Direction.NEUTRAL}, "Neither side is the bad one.", "is worse"),
        (ENGLAND_STEPS, {"standardised": Standardised.NONE}, "It takes no account of age", "same ages"),
        (ENGLAND_STEPS, {"standardised": Standardised.AGE}, "people of the same ages", "no account"),
        (ENGLAND_STEPS, {"kind": Kind.RATIO}, "120 is 20% more", "one colour"),
        (ENGLAND_STEPS, {"kind": Kind.COUNT}, "larger areas have more", "The colours"),
        (ENGLAND_STEPS, {}, "equal steps from England's figure. The colours keep", "round"),
        (Classes((90.0, 110.0), diverges=True), {}, "round steps away from 100", "equal steps"),
        (Classes((20.0,)), {}, "change at round figures", "England's figure."),
        (Classes(is_chance=True), {}, "one colour: no difference beyond chance", "change at"),
        (Classes(), {}, "all figures are in one step", "change at"),
        (ENGLAND_STEPS, {}, "only if England's figure lies outside it", "holds no interval"),
    ],
)
def test_how_to_read_a_map_says_what_holds_for_its_measure(tiny, classes, other, wanted, unwanted) -> None:
    said = reading(tiny, "by=ccg&period=2016-18", classes, **other)
    assert said.startswith("Definition of deaths-ccg.")
    assert wanted in said
    assert unwanted not in said


def test_without_intervals_the_reading_says_that_nothing_is_compared(tiny: Atlas) -> None:
    said = " ".join(how_to_read(scene(tiny, resolve.resolve(tiny, "condition=deprivation&by=ccg").view)))
    assert "holds no interval" in said
    assert "lies outside it" not in said


def test_what_looks_different_is_explained_in_words() -> None:
    assert looks_words(True, False) == "Italic ones change the measure"
    assert looks_words(True, True) == "Italic ones change the measure, grey ones have no figures"
    assert looks_words(False, True, "this map shows it") == "This map shows it"
    assert looks_words(False, False) == ""


def test_the_table_says_what_it_lists() -> None:
    ccg = EDITION.map_levels[1]
    assert table_heading(ccg, 12, 12, "highest") == "12 CCGs, highest figure first"
    assert table_heading(ccg, 12, 0, "highest") == "12 CCGs, no figures"
    assert table_heading(ccg, 1, 1, "highest") == "1 CCG and its figure"


def test_an_announcement_begins_with_the_finding_and_a_step_has_eight_words_at_most(atlas: Atlas, latest_views) -> None:
    for view in latest_views:
        shown = scene(atlas, view)
        assert announcement(shown).startswith(f"{finding(shown)}. By {view.by.singular}, ")
        step = step_announcement(shown)
        assert step.startswith(f"{view.period}: ")
        assert 1 < len(step.split()) <= 8, step


def test_the_step_of_a_known_map_says_its_finding(tiny: Atlas) -> None:
    shown = scene(tiny, resolve.resolve(tiny, "by=ccg&period=2016-18").view)
    assert step_announcement(shown) == "2016-18: 110.0 to 310.0 per 100,000"
