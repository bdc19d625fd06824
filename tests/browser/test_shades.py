"""What lies on dark shades can be read on a screen, and paper keeps what the colours say."""

from __future__ import annotations

from browser.conftest import Reader


def test_white_words_on_dark_shades_have_their_ground_for_a_halo(reader: Reader) -> None:
    page = reader.open("?by=council&condition=circulatory&measure=preventable&period=2001-03")
    texts = page.locator("#map .scatterlayer text").evaluate_all(
        "texts => texts.map(text => [getComputedStyle(text).fill, getComputedStyle(text).stroke])"
    )
    white, dark = "rgb(255, 255, 255)", "rgb(11, 63, 134)"
    assert (white, dark) in {tuple(pair) for pair in texts}, "Northumberland and County Durham lie on the darkest shade"
    assert all(stroke == white for fill, stroke in texts if fill != white)
    assert white not in {stroke for fill, stroke in texts if fill == white}


def test_paper_keeps_the_colours_of_the_legend_and_marks_the_rows_of_the_3_by_3_map(reader: Reader) -> None:
    page = reader.open("?by=ccg&condition=stroke&measure=yll&overlay=bivariate")
    rows = page.locator("#map g[data-trace^=row-]")
    shown = "groups => groups.map(group => getComputedStyle(group).display)"
    assert set(rows.evaluate_all(shown)) == {"none"}
    page.emulate_media(media="print")
    assert "none" not in rows.evaluate_all(shown)
    cells = page.locator("#legend .atlas-grid td[class]")
    looks = cells.evaluate_all("tds => tds.map(td => getComputedStyle(td).printColorAdjust)")
    assert looks == ["exact"] * 9
    assert page.locator("#legend .atlas-colour").is_hidden()
