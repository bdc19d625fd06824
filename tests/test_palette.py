"""The colours that an edition chooses: on every page and map, and refused where somebody could not read them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import synthetic
from flask.testing import FlaskClient
from shipped import words_of_the_edition
from test_classes import VISION, _difference, _lab

from dashboard.core.atlas import Atlas
from dashboard.core.colour_vision import VISIONS, colour_distance, seen_as
from dashboard.core.colours import darkened
from dashboard.core.edition import Palette
from dashboard.loading.edition import load_edition
from dashboard.loading.palette import palette_faults
from dashboard.maps.symbology import colours
from dashboard.stats import classification
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.app import create_app

ASSETS = str(Path(__file__).parents[1] / "assets")
#: Greens that keep every rule, and a dark green that can be read.
GREENS = ("#d3e8d0", "#a9d2a5", "#6fae72", "#3d7f45", "#0f4f22")
GREEN = "#00693c"


def _faults(**chosen: object) -> list[str]:
    return [str(fault) for fault in palette_faults("data/edition.toml", Palette(**chosen), ())]


def _said(folder: Path, words: str) -> list[str]:
    """What is wrong with an edition that says this of its colours."""
    path = folder / "edition.toml"
    path.write_text(words_of_the_edition().replace("[start]", f"[colours]\n{words}\n\n[start]", 1), encoding="utf-8")
    found: list = []
    load_edition(path, found)
    return [str(fault) for fault in found]


@pytest.mark.parametrize("colour", ["#ffffff", "#ff0000", "#0b3f86", "#6b3408"])
def test_colours_are_seen_as_the_known_measure_has_it(colour: str) -> None:
    for ours, theirs in zip(VISIONS, VISION, strict=True):
        assert seen_as(colour, ours) == pytest.approx(tuple(_lab(colour, theirs)), abs=1e-6)
        assert colour_distance(colour, "#777777", ours) == pytest.approx(_difference(colour, "#777777", theirs))


def test_a_colour_under_the_pointer_is_darker() -> None:
    assert darkened("#005eb8") == "#003e7a"
    assert darkened("#00693c") == "#004628"


def test_the_shades_of_the_atlas_keep_the_rules_of_an_edition() -> None:
    assert _faults(accent="#005eb8", ramp=classification.RAMP) == []
    assert _faults() == []


def test_others_that_keep_them_are_taken(tmp_path: Path) -> None:
    assert _said(tmp_path, f'accent = "{GREEN.upper()}"\nramp = {list(GREENS)}') == []
    assert _said(tmp_path, f'accent = "{GREEN}"') == []


WRONG = {
    "a pale accent": ('accent = "#ffb81c"', "key colours.accent: found #ffb81c with a contrast of 1.", "darker"),
    "no colour": ('accent = "green"', "key colours.accent: found 'green'", "a colour such as #0b3f86"),
    "four shades": (f"ramp = {list(GREENS[:4])}", "key colours.ramp: found", "five colours in a list"),
    "a word among them": (f"ramp = {['green', *GREENS[1:]]}", "key colours.ramp: found", "five colours in a list"),
    "the wrong way round": (
        f"ramp = {list(GREENS[::-1])}",
        "#0f4f22 before #3d7f45, which is no darker with usual colour vision",
        "darken from the first to the last",
    ),
    "red before green, no darker to some": (
        'ramp = ["#e2d6ee", "#e39fa0", "#a9b060", "#9a4a4a", "#1f3a2a"]',
        "#e39fa0 before #a9b060, which is no darker with protanopia",
        "for every reader",
    ),
    "two alike to some": (
        'ramp = ["#cfe9ec", "#a3d2d7", "#66aab5", "#2a7886", "#063f4a"]',
        "#cfe9ec and #a3d2d7, which are 9.0 apart with protanopia",
        "any two shades 10 or more apart",
    ),
    "two greys of print": (
        'ramp = ["#e2d6ee", "#e39fa0", "#a9b060", "#9a4a4a", "#1f3a2a"]',
        "#e39fa0 and #a9b060, which are 2.3 apart, expected neighbours",
        "for grey print",
    ),
    "a dark first shade": (
        'ramp = ["#a9d2a5", "#6fae72", "#3d7f45", "#0f4f22", "#042208"]',
        "#a9d2a5 first, with a contrast of 1.69",
        "a lightest shade with a contrast of at most 1.5 beside white",
    ),
    "a middle that bears no writing": (
        'ramp = ["#d3e8d0", "#a9d2a5", "#777777", "#3d5a45", "#0f4022"]',
        "#777777 with a contrast of 4.48",
        "of ink or white on it",
    ),
    "a shade like a suppressed area": (
        'ramp = ["#d8d0c4", "#b9ad98", "#8f8168", "#62563f", "#332b1a"]',
        "#d8d0c4, which is ",
        "from the fills of areas without a figure",
    ),
    "an unknown colour": ('sea = "#ffffff"', "key colours.sea: found an unknown key", "a key of data/README.md"),
}


@pytest.mark.parametrize(("words", "found", "expected"), WRONG.values(), ids=WRONG)
def test_a_colour_that_somebody_could_not_read_is_a_fault(
    tmp_path: Path, words: str, found: str, expected: str
) -> None:
    lines = _said(tmp_path, words)
    assert any(found in line and expected in line for line in lines), lines


def test_a_layer_whose_lines_are_lost_on_a_shade_is_a_fault(tmp_path: Path) -> None:
    """The made-up layers have one dark line each, and no white one beside it."""
    path = tmp_path / "edition.toml"
    path.write_text(synthetic.EDITION + "".join(map(synthetic._level, synthetic._LEVELS)), encoding="utf-8")
    edition = load_edition(path, [])
    assert edition is not None
    faults = [str(one) for one in palette_faults("data/edition.toml", Palette(ramp=GREENS), edition.levels)]
    assert any("#0f4f22 under the lines of health boards, with a contrast of 1." in line for line in faults)


@pytest.fixture(scope="module")
def green(tiny: Atlas) -> Atlas:
    return replace(tiny, edition=replace(tiny.edition, palette=Palette(GREEN, GREENS)))


def test_maps_have_the_shades_of_the_edition_and_comparisons_keep_their_own(green: Atlas, tiny: Atlas) -> None:
    for query in ("by=ccg&condition=deprivation", "by=ccg&condition=stroke"):
        own, usual = (colours(scene(atlas, resolve(atlas, query).view)) for atlas in (green, tiny))
        assert len(own) == len(usual)
        assert set(own) <= set(GREENS)
        assert set(usual) <= set(classification.RAMP)
    for query in ("by=ccg&colour=comparison", "by=ccg&overlay=bivariate"):
        own, usual = (colours(scene(atlas, resolve(atlas, query).view)) for atlas in (green, tiny))
        assert own == usual


@pytest.fixture(scope="module")
def visitors(green: Atlas, tiny: Atlas) -> list[FlaskClient]:
    return [create_app(one, ASSETS).server.test_client() for one in (green, tiny)]


@pytest.mark.parametrize("path", ["/", "/about", "/nowhere", "/snapshot.html"])
def test_pages_have_the_accent_of_the_edition_and_none_without(visitors: list[FlaskClient], path: str) -> None:
    pages = [visitor.get(path, headers={"Accept": "text/html"}).text for visitor in visitors]
    assert f":root {{ --blue: {GREEN};" in pages[0]
    assert GREEN not in pages[1]
