"""Addresses that were damaged on their way: what is without doubt is mended and said, all else is said and refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.core.atlas import Atlas
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.spelling import spellings
from dashboard.core.view import View
from dashboard.export.writers.tables import csv
from dashboard.views import address
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.wording.notices import notice_words

MENDED = (Notice(NoticeCode.MENDED),)
SOUTH = "area=icp-south&by=council&condition=stroke&measure=deaths-smr"


def _keys_in_capitals(query: str) -> str:
    return "&".join(f"{key.upper()}={value}" for key, _, value in (part.partition("=") for part in query.split("&")))


def _values_in_other_case(query: str) -> str:
    return "&".join(f"{key}={value.swapcase()}" for key, _, value in (part.partition("=") for part in query.split("&")))


_ENDS = (
    *(".", ",", ")", ">", "%3E", "%29.", "”", "!", "/"),
    *("&amp;", "&amp", "&gt;", "&quot;&gt;", "%26gt%3B", "%22%3E"),
    *("...", "%E2%80%A6", "**", "__", "=", "%", "%23top", "%20%E2%80%93", "%3Cbr%3E", "%22%3Elink%3C/a%3E", "%C2%BB."),
)
_FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789abcdefghijklmnopqrstuvwxyz"}
_SIGNS = (
    *(("commas", ","), ("bars", "%7C"), ("tabs", "%09"), ("line ends", "%0a"), ("a line end of mail", "%0D%0A")),
    *(("spaces", "+"), ("fragments", "%23"), ("commas and spaces", ",%20")),
)
DAMAGES: dict[str, Callable[[str], str]] = {
    "amp": lambda query: query.replace("&", "&amp;"),
    "amp in capitals": lambda query: query.replace("&", "&AMP;"),
    "amp twice": lambda query: query.replace("&", "&amp;amp;"),
    "amp as a number": lambda query: query.replace("&", "&%2338;"),
    "amp, encoded": lambda query: query.replace("&", "&amp%3B"),
    "keys in capitals": _keys_in_capitals,
    "keys with a capital": lambda query: "&".join(part[0].upper() + part[1:] for part in query.split("&")),
    "values in other case": _values_in_other_case,
    "encoded as a whole": lambda query: quote(query, safe=""),
    "encoded as a whole twice": lambda query: quote(quote(query, safe=""), safe=""),
    "amp, then encoded as a whole": lambda query: quote(query.replace("&", "&amp;"), safe=""),
    "encoded as a whole, then marked": lambda query: f"{quote(query, safe='')}&utm_source=mail&fbclid=x%3Dy",
    "marks between": lambda query: query.replace("&", "%26"),
    "semicolons between": lambda query: query.replace("&", ";"),
    "space before values": lambda query: query.replace("=", "=%20"),
    "a line break in the middle": lambda query: query.replace("-", "-%0D%0A", 1).replace("=", "=+", 1),
    "spaces around keys": lambda query: query.replace("&", "&+").replace("=", "+="),
    "typographic hyphens": lambda query: query.replace("-", "%E2%80%93").replace("&by", "&amp;by"),
    "quoted-printable": lambda query: query.replace("=", "=3D"),
    "two question marks": lambda query: f"??{query}",
    "question marks between": lambda query: query.replace("&", "?"),
    "marks hung on behind another question mark": lambda query: f"{query}?utm_source=mail&utm_medium=e",
    "amp without its end": lambda query: query.replace("&", "&amp"),
    "as JSON writes it": lambda query: query.replace("&", "\\u0026").replace("=", "\\u003d"),
    "as scripts write it, encoded": lambda query: query.replace("&", "%5Cx26"),
    "equals signs twice": lambda query: query.replace("=", "=="),
    "strokes before signs": lambda query: query.replace("-", "\\-").replace("&", "\\&"),
    "a line broken by quoted-printable": lambda query: re.sub("=(..)", r"=\1=%0D%0A", query, count=1),
    "letters of full width": lambda query: query.translate(_FULL_WIDTH),
    "a whole address": lambda query: f"https://atlas.example/?{query}",
    "wrapped by a program that guards links": lambda query: (
        f"url={quote(f'https://atlas.example/health/?{query}', safe='')}&data=05%7C02%7Cx%40y&sdata=a%3D&reserved=0"
    ),
    "copied without its protocol": lambda query: f"atlas.example:8050/health/?{query}",
    "two slashes of a path": lambda query: f"/?{query}",
    "a fragment for a query": lambda query: f"%23{query}",
    "equals signs by their number": lambda query: query.replace("=", "%26%23x3D%3B"),
    "all signs by their number": lambda query: re.sub(r"[^\w]", lambda sign: f"%26%23{ord(sign[0])};", query),
    "keys of lists": lambda query: query.replace("=", "[0]="),
    "two bytes for each letter": lambda query: "".join(f"{quote(sign)}%00" for sign in query),
    "stray bytes of Latin-1": lambda query: query.replace("&", "%A0&").replace("-", "%96"),
    "twice through UTF-8": lambda query: query.replace("-", "%C3%A2%E2%82%AC%E2%80%9C").replace("&by", "&amp;by"),
    "from right to left": lambda query: query.replace("=", "=%E2%80%AE").replace("&", "%E2%80%AC&"),
    "signs without a picture": lambda query: query.replace("=", "%CD%8F=%EF%B8%8F%F3%A0%80%A0"),
    **{
        f"underscores, then {name}": lambda query, sign=sign: query.replace("-", "_").replace("&", sign)
        for name, sign in _SIGNS
    },
    **{f"ends with {end}": lambda query, end=end: query + end for end in _ENDS},
}
#: Sixty addresses as people have bookmarked them, short and in full, and the view of each.
SIXTY = [line.split(",") for line in (Path(__file__).parent / "addresses.csv").read_text().splitlines()[1:]]


def test_sixty_addresses_of_old_lead_where_they_led_or_say_what_is_shown(atlas: Atlas) -> None:
    """An address that names no measure leads to the one that opens now, and says so."""
    assert len(SIXTY) == 60
    found = [(asked, resolve(atlas, asked)) for asked, *_ in SIXTY]
    assert [[asked, one.view.to_query(), ".".join(n.code for n in one.notices)] for asked, one in found] == SIXTY
    assert {(notice == NoticeCode.SAYS_LESS, "measure=" in asked) for asked, _, notice in SIXTY[1:]} == {
        *((True, False), (False, True))
    }


def test_a_link_from_a_view_without_figures_is_not_called_damaged_unless_it_is(atlas: Atlas) -> None:
    start = resolve(atlas, "area=E02002485&condition=lung-cancer").view
    assert start.period == ""
    target = resolve(atlas, "area=E06000002&by=council&condition=stroke").view
    link = replace(target, origin=start).to_query()
    assert link.endswith(".")
    for query, is_mended in ((link, False), (link[:-1], False), (f"{link}.", True), (f"{link})", True)):
        found = resolve(atlas, query)
        assert (found.view, found.start, found.is_mended, found.faults) == (target, start, is_mended, ()), query
    listed = resolve(atlas, f"slides={start.step}")
    assert (listed.shown.slides, listed.notices) == ((start,), ())


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_address_leads_to_the_same_view_and_says_that_it_was_mended(
    atlas: Atlas, damage: Callable[[str], str]
) -> None:
    for asked, view, _ in SIXTY[1:]:
        found = resolve(atlas, damage(asked))
        assert found.view.to_query() == view, asked
        assert found.notices == (*(MENDED if damage(asked) != asked else ()), *resolve(atlas, asked).notices), asked


@given(st.data())
@settings(max_examples=150)
def test_every_view_in_full_survives_every_damage_with_one_notice(atlas: Atlas, every_view, data) -> None:
    view: View = data.draw(st.sampled_from(every_view))
    query = view.to_query()
    for name, damage in DAMAGES.items():
        found = resolve(atlas, damage(query))
        assert (found.view, found.notices) == (view, MENDED), name


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_download_of_a_damaged_address_is_the_file_that_was_meant(
    client: FlaskClient, damage: Callable[[str], str]
) -> None:
    meant, found = (client.get(f"/data.csv?{query}") for query in (SOUTH, damage(SOUTH)))
    assert (found.status_code, found.data) == (200, meant.data)
    assert found.get_etag() == meant.get_etag()


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("size=Square&by=council", "size=square&by=council"),
        ("Size=square%29&amp;by=council", "size=square&by=council"),
        ("by=council&amp;SCALE=0.2", "by=council&scale=0.2"),
    ],
)
def test_the_keys_of_files_are_mended_alike(client: FlaskClient, asked: str, meant: str) -> None:
    tags = [client.get(f"/map.png?{query}").get_etag() for query in (asked, meant)]
    assert tags[0] == tags[1] != (None, None)


# ---- what leaves a doubt ----

ROUTES = ("map.png", "map.pptx", "data.csv", "data.xlsx", "profile.csv", "chart.csv", "snapshot.html", "pack.zip")
DOUBTS = {
    "an unknown key": ("conditon=stroke", "“conditon” in an address. Did you mean “condition”?"),
    "a key that is like none": ("zzz=1", "nothing called “zzz” in an address."),
    "a word without a value": ("by=council&stroke", "nothing called “stroke”"),
    "two values": ("by=council&by=ccg", "more than one thing for “by”."),
    "a link that was cut off": ("by=council&condition=", "says nothing behind “condition”"),
    "a link that was cut off a moment before": ("by=council&condition", "says nothing behind “condition”"),
    "too many parts": ("&".join(["by=council"] * 51), "more than 50 parts."),
    "too long": (f"by=council&area={'x' * 2_000}", "longer than 2,000 characters."),
}


@pytest.mark.parametrize(("query", "said"), DOUBTS.values(), ids=DOUBTS)
def test_what_leaves_a_doubt_is_said_on_the_page(atlas: Atlas, query: str, said: str) -> None:
    (notice,) = notice_words(resolve(atlas, query).notices)
    assert said in notice
    assert " Showing " in notice


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(("query", "said"), DOUBTS.values(), ids=DOUBTS)
def test_what_leaves_a_doubt_gives_no_file_but_a_sentence(
    client: FlaskClient, route: str, query: str, said: str
) -> None:
    response = client.get(f"/{route}?{query}")
    assert (response.status_code, response.mimetype) == (400, "text/plain")
    assert said in response.text
    assert response.text.endswith("No file was made.")
    assert "Showing" not in response.text


@pytest.mark.parametrize("query", ["by=Street", "amp;condition=plague", "period=2O18"])
def test_a_wrong_value_stays_wrong_however_it_is_written(atlas: Atlas, client: FlaskClient, query: str) -> None:
    assert resolve(atlas, query).faults
    assert client.get(f"/data.csv?{query}").status_code == 400


def test_the_same_thing_said_twice_is_no_fault(atlas: Atlas) -> None:
    once = resolve(atlas, "by=council")
    assert resolve(atlas, "by=council&by=council") == once
    assert resolve(atlas, "by=council&by=Council").notices == (*MENDED, *once.notices)


# ---- the marks of others ----

MARKED = (
    *("utm_source=x&utm_medium=y&utm_campaign=a%26b%3Dc", "fbclid=IwAR0-x_y", "gclid=1", "gbraid=1", "wbraid=1"),
    *("mc_cid=1&mc_eid=2", "_hsenc=p2&_hsmi=3", "msclkid=5", "dclid=1", "yclid=1", "igshid=1", "_ga=2.1", "mkt_tok=a"),
    *("UTM_Source=News%20letter", "amp;utm_source=x", "srsltid=1", "ttclid=1", "data=05%7C02&sdata=x%3D&reserved=0"),
    *("ns_mchannel=email&ns_source=x", "cm_mmc=a-_-b", "emci=1&emdi=2&ceid=3", "_cldee=x&esid=y", "WT.mc_id=1"),
)


@pytest.mark.parametrize("mark", MARKED)
def test_the_marks_of_mail_and_campaigns_pass_without_a_word(atlas: Atlas, client: FlaskClient, mark: str) -> None:
    assert resolve(atlas, f"{SOUTH}&{mark}") == resolve(atlas, f"{mark}&{SOUTH}") == resolve(atlas, SOUTH)
    meant = client.get(f"/data.csv?{SOUTH}")
    assert client.get(f"/data.csv?{SOUTH}&{mark}").data == meant.data


@pytest.mark.parametrize("query", ["size=square&scale=0.5", "conditions=all", "chart=ranking"])
def test_the_keys_of_files_pass_on_the_page_for_they_change_nothing_there(atlas: Atlas, query: str) -> None:
    assert resolve(atlas, f"{SOUTH}&{query}") == resolve(atlas, SOUTH)


def test_an_address_of_a_pack_says_on_the_page_that_a_map_is_of_one_condition(atlas: Atlas) -> None:
    """It is one letter away from the address of a map, which would show another condition without a word."""
    found = resolve(atlas, "by=council&conditions=stroke&measure=deaths-smr")
    assert [notice.code for notice in found.remarks] == [NoticeCode.OF_PACKS]
    assert not resolve(atlas, "by=council&conditions=stroke&condition=stroke&measure=deaths-smr").remarks


def test_no_mark_hides_a_key_of_the_atlas() -> None:
    assert [key for key in address.KEYS if address.is_mark(key)] == []


@pytest.mark.parametrize("asked", ["title=Rates, by = area", "note=Women | area=all"])
def test_words_of_a_readers_own_stay_whole(atlas: Atlas, asked: str) -> None:
    assert address.read(atlas, f"by=council&{asked}").values == {"by": "council", **dict([asked.split("=", 1)])}


@pytest.mark.parametrize("sign", ["/", " ", "?", ";", ",", "#"])
def test_an_address_of_separators_alone_costs_no_more_than_its_length(sign: str) -> None:
    """Each place looks at a few signs, and not at all that follow, which took seconds for 2,000."""
    for _, next_key in (address._IN_WORDS, address._IN_VALUES):
        found = next_key.search(sign * 100 + "area=")
        assert found is None or found.start() >= 96


def test_a_word_is_known_by_its_letters_only_where_no_two_have_the_same() -> None:
    assert spellings(["2009/10", "2009-10", "Icp-South", "\u00e9-\u00e9"]) == {
        **{"2009/10": "2009/10", "2009-10": "2009-10"},
        **{"icp-south": "Icp-South", "icpsouth": "Icp-South", "\u00e9-\u00e9": "\u00e9-\u00e9"},
    }


def test_a_sentence_shows_nothing_of_an_address_that_turns_its_direction(atlas: Atlas) -> None:
    (words,) = notice_words(resolve(atlas, "by=council&measure=deaths-smr&area=%E2%80%AEnot%E2%80%8Bhere").notices)
    assert "“nothere”" in words


# ---- old addresses ----


@given(st.text(alphabet="=&;%?.amp+bycondtio 3D26", max_size=120))
@settings(max_examples=300)
def test_no_rubble_of_an_address_is_refused(atlas: Atlas, query: str) -> None:
    view = resolve(atlas, query).view
    assert resolve(atlas, view.to_query()).view == view


def test_the_file_of_a_mended_address_has_the_figures_of_the_condition_that_was_meant(
    atlas: Atlas, client: FlaskClient
) -> None:
    view = resolve(atlas, SOUTH).view
    assert (view.area, view.by, view.condition) == ("icp-south", "council", "stroke")
    assert client.get(f"/data.csv?{SOUTH.replace('&', '&amp;')}").data == csv(atlas, scene(atlas, view))
