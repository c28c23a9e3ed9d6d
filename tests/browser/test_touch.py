"""Fingers and drags on the stage: a tap points, a long press pins, a drag moves time or view."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.seen import frame, opened, state

FINGER = """([type, x, y]) => document.elementFromPoint(x, y).dispatchEvent(
  new PointerEvent(type, { bubbles: true, pointerType: "touch", pointerId: 1, clientX: x,
    clientY: y }))"""


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[Page]:
    size = {"width": 390, "height": 844}
    context = browser.new_context(base_url=base_url, viewport=size, has_touch=True)
    yield opened(context.new_page(), "?event=150")
    context.close()


def node(page: Page) -> tuple[float, float]:
    """The memory of the step that gathers, in the view."""
    box = page.locator("#stage").bounding_box()
    assert box
    seen = frame(page)
    column = next(column for column in seen["columns"] if column["current"])
    place = column["nodes"][0]
    return box["x"] + place["x"] - seen["camera"], box["y"] + place["y"]


def test_a_tap_points_and_a_second_one_goes_there(phone: Page) -> None:
    event = state(phone)["event"]
    phone.touchscreen.tap(*node(phone))
    expect(phone.locator("#card")).to_contain_text("click or Enter: where it gathers its error")
    assert state(phone)["event"] == event
    phone.touchscreen.tap(*node(phone))
    assert state(phone)["current"]["variables"] == ["c"]
    box = phone.locator("#stage").bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + 200, box["y"] + 330)
    expect(phone.locator("#card")).to_be_hidden()


def test_a_long_press_pins_the_card(phone: Page) -> None:
    x, y = node(phone)
    phone.evaluate(FINGER, ["pointerdown", x, y])
    expect(phone.locator("#card")).to_be_visible()
    phone.evaluate(FINGER, ["pointerup", x, y])
    phone.wait_for_function("() => location.search.includes('pin=node.c.')")


def test_a_finger_that_moves_drags_the_view(phone: Page) -> None:
    before = frame(phone)["camera"]
    x, y = node(phone)
    phone.evaluate(FINGER, ["pointerdown", x, y])
    phone.evaluate(
        FINGER.replace("dispatchEvent(", "closest('#stage').dispatchEvent("),
        ["pointermove", x + 40, y],
    )
    assert frame(phone)["camera"] == before - 40


def test_where_all_columns_are_seen_a_drag_moves_time(page: Page) -> None:
    opened(page, "?task=noise&event=124")
    box = page.locator("#stage").bounding_box()
    assert box
    columns = frame(page)["columns"]
    page.mouse.move(box["x"] + columns[5]["x"], box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + columns[8]["x"], box["y"] + 20, steps=3)
    current = state(page)["current"]
    assert (current["phase"], current["t"]) == ("backward", 9)
    page.mouse.move(box["x"] + columns[1]["x"], box["y"] + 20, steps=3)
    page.mouse.up()
    current = state(page)["current"]
    assert (current["phase"], current["t"]) == ("backward", 2)
