"""The card beside what is pointed at, focused or tapped, and the labels that lead on."""

from __future__ import annotations

import re
from collections.abc import Callable

from browser.conftest import Reader
from playwright.sync_api import Locator, Page, expect

#: Whether two boxes lie over each other, and whether the first leaves the window.
APART = """
([first, second]) => {
  const [a, b] = [first, second].map(selector => document.querySelector(selector).getBoundingClientRect());
  const over = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const out = a.left < 0 || a.top < 0 || a.right > innerWidth || a.bottom > innerHeight;
  return [over, out];
}
"""


def card_of(page: Page) -> Locator:
    return page.locator("#card")


def middle(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def assert_beside(page: Page, selector: str) -> None:
    """The card covers nothing of what it is about and stays in the window."""
    assert page.evaluate(APART, ["#card", selector]) == [False, False], selector


def test_the_card_of_an_area_is_the_same_from_pointer_label_row_and_keyboard(reader: Reader) -> None:
    page = reader.open("?by=ccg&condition=all-causes&measure=preventable&period=2018")
    code = str(reader.areas.nth(3).get_attribute("data-area"))
    point = reader.point_inside(code)
    page.mouse.move(point["x"] - 2, point["y"])
    page.mouse.move(point["x"], point["y"])
    card = card_of(page)
    expect(card).to_be_visible()
    said = card.inner_text()
    assert re.search(r"95% interval .* England\n\w+ highest of 12 CCGs on this map\n", said)
    assert "England: 143.5. 2018." in said
    assert card.locator("i[class]").count() == 1  # the mark of the verdict
    assert_beside(page, f'#map path[data-area="{code}"]')

    # The pointer goes into it, over whatever lies between; and Escape takes it away.
    page.mouse.move(*middle(card), steps=6)
    expect(card).to_be_visible()
    assert card.inner_text() == said
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()

    label = page.locator(f'.atlas-target[data-area="{code}"]')
    page.mouse.move(*middle(label))
    expect(card).to_be_visible()
    assert card.inner_text() == said
    assert_beside(page, f'.atlas-target[data-area="{code}"]')
    page.keyboard.press("Escape")

    page.mouse.move(*middle(page.locator(f"#row-{code}")))
    expect(card).to_be_visible()
    assert card.inner_text() == said
    assert_beside(page, f'#table tr[data-area="{code}"]')
    page.mouse.move(1, 1)
    expect(card).to_be_hidden()

    reader.area(code).focus()
    page.keyboard.press("ArrowRight")
    focused, label = page.evaluate("() => [document.activeElement.dataset.area, document.activeElement.ariaLabel]")
    expect(card.locator("b")).to_have_text(label.partition(":")[0])
    assert_beside(page, f'#map path[data-area="{focused}"]')


def test_a_label_leads_where_its_area_leads_and_is_large_enough_for_a_finger(reader: Reader) -> None:
    page = reader.open("?by=ccg")
    targets = page.locator(".atlas-target")
    sizes = targets.evaluate_all("all => all.map(one => [one.width.baseVal.value, one.height.baseVal.value])")
    assert len(sizes) == 12
    assert all(side >= 24 for size in sizes for side in size)
    label = targets.first
    assert label.evaluate("one => getComputedStyle(one).cursor") == "pointer"
    href = reader.area(str(label.get_attribute("data-area"))).get_attribute("data-href")
    page.mouse.click(*middle(label))
    reader.settled(href)
    expect(card_of(page)).to_be_hidden()


def test_a_dot_of_a_chart_has_its_card_and_shows_that_it_leads_on(reader: Reader) -> None:
    page = reader.open("?by=council&show=ranking")
    dot = page.locator(".atlas-chart path.point[data-href]").nth(2)
    x, y = middle(dot)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    card = card_of(page)
    expect(card).to_be_visible()
    name = card.locator("b").inner_text()
    expect(card.get_by_text(f"Open {name}")).to_be_visible()
    assert page.locator(".nsewdrag").first.evaluate("one => getComputedStyle(one).cursor") == "pointer"


def test_on_a_phone_the_first_tap_shows_the_card_and_the_second_opens(new_reader: Callable[..., Reader]) -> None:
    phone = new_reader(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.open("?by=council")
    here = page.url
    first, second = (str(phone.areas.nth(at).get_attribute("data-area")) for at in (2, 4))
    card = card_of(page)
    for code in (first, second):
        point = phone.point_inside(code)
        page.touchscreen.tap(point["x"], point["y"])
        name = str(phone.area(code).get_attribute("aria-label")).partition(":")[0]
        expect(card.locator("b")).to_have_text(name)
        assert_beside(page, f'#map path[data-area="{code}"]')
        assert page.url == here
        if code == first:
            page.keyboard.press("Escape")  # it may lie over the next one
    href = phone.area(second).get_attribute("data-href")
    point = phone.point_inside(second)
    page.touchscreen.tap(point["x"], point["y"])
    phone.settled(href)
    expect(card).to_be_hidden()
