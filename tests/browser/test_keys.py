"""Who has the keys: the page after a click, a field while it is used by keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seen import after_answer, opened, slide, state


def test_after_a_click_on_a_choice_the_keys_step_and_play(page: Page) -> None:
    opened(page, "?task=noise&event=60")
    after_answer(page, lambda: page.locator("label[for=cell-rnn]").click())
    event = state(page)["event"]
    page.keyboard.press("ArrowRight")
    assert state(page)["event"] == event + 1
    assert state(page)["settings"]["cell"] == "rnn"
    page.locator("label[for=cell-rnn]").click()
    page.keyboard.press("Space")
    assert state(page)["playing"]


def test_who_chooses_by_keys_keeps_them(page: Page) -> None:
    opened(page, "?task=noise&event=60")
    page.keyboard.press("Tab")
    while page.evaluate("() => document.activeElement.name") != "cell":
        page.keyboard.press("Tab")
    event = state(page)["event"]
    after_answer(page, lambda: page.keyboard.press("ArrowLeft"))
    assert state(page)["settings"]["cell"] == "rnn"
    assert state(page)["event"] != event or state(page)["current"]["phase"] == "backward"
    expect(page.locator("#cell-rnn")).to_be_focused()


def test_space_plays_from_a_slider(page: Page) -> None:
    opened(page, "?task=noise&event=60")
    after_answer(page, lambda: slide(page, "forget_bias", 2))
    page.locator("#forget_bias").focus()
    page.keyboard.press("Space")
    assert state(page)["playing"]


@pytest.mark.parametrize("key", ["Alt+d", "Control+d", "Meta+d", "Shift+D", "Alt+f", "Alt+1"])
def test_a_key_with_a_modifier_is_the_browsers(page: Page, key: str) -> None:
    opened(page)
    before = state(page)
    page.locator("body").press(key)
    after = state(page)
    assert (after["theme"], after["event"]) == (before["theme"], before["event"])
    page.locator("body").press("d")
    assert state(page)["theme"] != before["theme"]
