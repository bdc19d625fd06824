"""Notices are values: no sentence decides anything, and each can be said on the page, in a refusal and as a hint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.core.atlas import Atlas
from dashboard.core.edition import Hidden
from dashboard.core.hiding import for_readers
from dashboard.core.notice import Notice, NoticeCode
from dashboard.views import options
from dashboard.views.option import Option
from dashboard.views.resolve import Resolved, resolve
from dashboard.wording import notices

#: An address for every code that an address can have.
ASKED = {
    NoticeCode.MENDED: "BY=council",
    NoticeCode.LONG_ADDRESS: f"by=council&area={'x' * 2_000}",
    NoticeCode.EMPTY_KEY: "by=council&condition=",
    NoticeCode.MANY_PARTS: "&".join(["by=council"] * 51),
    NoticeCode.UNKNOWN_KEY: "zzz=1",
    NoticeCode.MISSPELT_KEY: "conditon=stroke",
    NoticeCode.REPEATED_KEY: "by=council&by=ccg",
    NoticeCode.UNKNOWN: "area=nowhere",
    NoticeCode.MANY_SLIDES: f"slides={'~'.join(map(str, range(13)))}",
    NoticeCode.EMPTY_SLIDE: "slides=a~~b",
    NoticeCode.NO_FIGURES: "condition=pneumonia",
    NoticeCode.NO_SUCH_AREAS: "area=E06000002&by=icp",
    NoticeCode.NOT_FOR_LEVEL: "condition=stroke&measure=yll&by=council",
    NoticeCode.NOT_FOR_AREA: "area=E02001684&condition=all-causes&measure=avoidable",
    NoticeCode.NOT_OF_PLACE: "area=E38000162&by=ccg&condition=suicide",
    NoticeCode.NO_SUCH_PERIOD: "period=1901",
    NoticeCode.DEPRIVATION_ITSELF: "condition=deprivation&overlay=bivariate",
    NoticeCode.NO_SCORES: "by=lsoa&condition=stroke&overlay=deprivation",
    NoticeCode.NO_CHART: "condition=suicide&measure=rate&area=E02001684&show=trend",
    NoticeCode.ONE_PERIOD: "by=council&condition=stroke&measure=deaths-smr&show=trend",
    NoticeCode.NO_SCATTER: "condition=deprivation&show=scatter",
    NoticeCode.NINE_COLOURS: "by=council&condition=circulatory&measure=preventable&overlay=bivariate&colour=comparison",
    NoticeCode.NOT_JUDGED: "by=neighbourhood&condition=stroke&measure=deaths-smr&colour=comparison",
    NoticeCode.NO_MATRIX: "area=E06000002&by=neighbourhood&condition=stroke&show=matrix",
    NoticeCode.TOO_MANY: "by=lsoa&condition=stroke&show=ranking",
    NoticeCode.NO_LIFE_CHART: "condition=stroke&show=life",
    NoticeCode.NINE_COLOURS: "by=council&condition=circulatory&measure=preventable&overlay=bivariate&colour=comparison",
    NoticeCode.NOT_JUDGED: "by=neighbourhood&condition=stroke&measure=deaths-smr&colour=comparison",
    NoticeCode.NO_EQUAL_SHAPES: "by=neighbourhood&condition=stroke&measure=deaths-smr&shape=equal",
    NoticeCode.ON_LAND_ONLY: "by=ccg&shape=equal&layers=council",
    NoticeCode.NO_CAUSES_CHART: "condition=stroke&measure=deaths-smr&by=council&show=causes",
}
#: The same for what is no fault: an address of a link, or of a place without a figure.
REMARKED = {
    NoticeCode.OF_PACKS: "by=council&conditions=stroke&measure=deaths-smr",
    NoticeCode.SAYS_LESS: "by=council",
    NoticeCode.NOTHING_HERE: "area=E02001684&condition=suicide&measure=rate",
    NoticeCode.NOTHING_AROUND: "area=icp-south&condition=lung-cancer&by=icp&measure=new-cases-sir",
    NoticeCode.OTHER_QUESTION: (
        "area=E38000130&by=neighbourhood&condition=all-causes&measure=preventable-smr"
        "&from=E54000049.ccg.all-causes.preventable.2018"
    ),
    NoticeCode.OTHER_FIGURES: (
        "area=E38000162&by=district&condition=all-causes&measure=preventable&period=2018"
        "&from=E54000049.ccg.all-causes.preventable.2018"
    ),
    NoticeCode.OTHER_PERIOD: (
        "by=council&condition=circulatory&measure=preventable&period=2022-24"
        "&from=E54000049.council.circulatory.preventable.2001-03"
    ),
    NoticeCode.OTHER_AREA: (
        "area=E06000057&by=council&condition=suicide&measure=rate&from=E38000130.ccg.all-causes.preventable.2018"
    ),
}
#: What is said of options only.
HINTS = {NoticeCode.OTHER_LEVEL, NoticeCode.OTHER_MEASURE, NoticeCode.COUNTS_NOT_MAPPED}


def _options(atlas: Atlas, resolved: Resolved) -> Iterator[Option]:
    view = resolved.view
    yield from options.by_options(atlas, view)
    yield from options.measure_options(atlas, view)
    yield from options.show_options(atlas, view)
    yield from options.overlay_options(atlas, view)
    yield from options.colour_options(atlas, view)
    yield from options.shape_options(atlas, view)
    yield from options.layer_options(atlas, view)
    for group in options.condition_options(atlas, view).values():
        yield from group


@pytest.fixture(scope="module")
def atlas(atlas: Atlas) -> Atlas:
    """The shipped data, of which small areas have no scores of deprivation."""
    return for_readers(replace(atlas, edition=replace(atlas.edition, hidden=Hidden((), ("small-area-imd-score",)))))


def _decided(atlas: Atlas) -> list[tuple[Resolved, list[Option]]]:
    found = [resolve(atlas, query) for query in (*ASKED.values(), *REMARKED.values())]
    return [(resolved, list(_options(atlas, resolved))) for resolved in found]


@pytest.mark.parametrize(("code", "query"), [*ASKED.items(), *REMARKED.items()])
def test_an_address_is_answered_with_the_code_of_what_was_wrong(atlas: Atlas, code: NoticeCode, query: str) -> None:
    assert code in {notice.code for notice in resolve(atlas, query).notices}


def test_every_code_can_be_met() -> None:
    assert {*ASKED, *REMARKED, *HINTS} == set(NoticeCode)


def test_no_sentence_decides_anything(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """With other words for everything, views, notices and options are the same, and only the words differ."""
    before = _decided(atlas)
    said = [notices.notice_words(resolved.notices) for resolved, _ in before]
    for name, words in vars(notices).items():
        if isinstance(words, dict) and name.startswith("_") and not name.startswith("__"):
            monkeypatch.setattr(notices, name, dict.fromkeys(words, "Other words"))
        elif isinstance(words, str) and not name.startswith("__"):
            monkeypatch.setattr(notices, name, "other words")
    assert _decided(atlas) == before
    assert all(notices.notice_words(resolved.notices) != old for (resolved, _), old in zip(before, said, strict=True))


@pytest.mark.parametrize(("code", "query"), ASKED.items(), ids=ASKED)
def test_a_refusal_is_the_notice_without_what_is_shown_instead(atlas: Atlas, code: NoticeCode, query: str) -> None:
    told = [notice for notice in resolve(atlas, query).notices if notice.code is code]
    (page,), (refusal,) = notices.notice_words(told), notices.refusal_words(told)
    assert page.startswith(refusal)
    assert page.removeprefix(refusal).startswith(" Showing ") or code is NoticeCode.MENDED


def test_what_somebody_asked_for_is_never_cut_for_its_words(atlas: Atlas) -> None:
    (refusal,) = notices.refusal_words(resolve(atlas, "area=here Showing there").faults)
    assert refusal == "There is no area “here Showing there” in the atlas."


def test_every_hint_of_an_option_has_words(atlas: Atlas) -> None:
    hints = {option.hint for _, options in _decided(atlas) for option in options if option.hint}
    assert {hint.code for hint in hints} >= HINTS
    assert all(map(notices.hint_words, hints))
    assert notices.hint_words(None) == ""


def test_marks_of_templates_in_an_address_are_only_text() -> None:
    (said,) = notices.refusal_words([Notice(NoticeCode.UNKNOWN, "area", "{levels}{0}")])
    assert said == "There is no area “{levels}{0}” in the atlas."
