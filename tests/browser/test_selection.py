"""One shared selection: pointing, pinning, comparing, walking by keys, and the address."""

import re

from playwright.sync_api import Page, expect

from tests.browser.seen import after_answer, frame, opened, state


def middle(page: Page, arrow: str, step: int) -> tuple[float, float]:
    box = page.locator("#stage").bounding_box()
    assert box
    column = next(column for column in frame(page)["columns"] if column["t"] == step)
    (x0, y0), (x1, y1) = next(one for one in column["arrows"] if one["id"] == arrow)["line"]
    return box["x"] + (x0 + x1) / 2, box["y"] + (y0 + y1) / 2


def test_an_arrow_lights_its_rows_and_a_row_its_arrow(page: Page) -> None:
    opened(page, "?task=noise&event=124&fraction=1")
    row = page.locator(".entry[data-edge='c>c@1']")
    assert state(page)["current"]["t"] == 6
    page.mouse.move(*middle(page, "J_y", 6))
    expect(page.locator("#card")).to_contain_text("J(6)")
    row.hover()
    expect(row).to_have_class("entry selected")
    expect(page.locator("#card")).to_contain_text("c(7) → c(6)")


def test_pinned_compared_and_let_go(page: Page) -> None:
    opened(page, "?task=noise&event=170")
    card = page.locator("#card")
    page.mouse.click(*middle(page, "c_c", 5))
    page.mouse.move(5, 5)
    expect(card).to_contain_text("c(6) → c(5)")
    page.mouse.click(*middle(page, "c_c", 8))
    page.mouse.move(5, 5)
    expect(card).to_contain_text("times c(6) → c(5)")
    page.wait_for_function("() => location.search.includes('c_c.8')")
    page.reload()
    expect(card).to_contain_text("times c(6) → c(5)")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.wait_for_function("() => !location.search.includes('pin=')")


def test_the_keys_walk_through_the_focused_stage(page: Page) -> None:
    opened(page, "?task=noise&event=124")
    event = state(page)["event"]
    page.locator("#stage").focus()
    card = page.locator("#card")
    page.keyboard.press("ArrowRight")
    expect(card).to_contain_text("c(6)")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(card).to_contain_text("y(7)")
    page.keyboard.press("Shift+Enter")
    assert state(page)["event"] == event, "time stands still"
    page.locator("#play").focus()
    expect(card).to_contain_text("y(7)")


def test_enter_goes_where_a_click_goes_and_the_walk_is_spoken(page: Page) -> None:
    opened(page, "?task=noise&seed=43&event=124")
    spoken = page.locator("#spoken")
    card = page.locator("#card")
    page.locator("#stage").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(card).to_contain_text("click or Enter: where it gathers its error")
    said = re.search(r"value: norm ([\d.]+); error: norm ([\d.]+)", card.inner_text())
    assert said
    value, error = said.groups()
    expect(spoken).to_have_text(f"Cell, step 5: error {error}, value {value}.")
    page.keyboard.press("Enter")
    assert state(page)["current"]["variables"] == ["c"]
    assert state(page)["current"]["t"] == 5
    expect(spoken).to_contain_text(f"Cell, step 5: error {error}, from")
    for key, name in ("c", "Circuit"), ("o", "Space Odyssey"):
        page.keyboard.press(key)
        expect(page.locator("#views [aria-pressed=true]")).to_have_text(name)
        page.wait_for_function("() => !unrolled.state.waiting")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(spoken).to_have_text(re.compile(r"step 6: error [\d.]+, value [\d.]+\.$"))


def test_a_key_that_can_do_nothing_says_so(page: Page) -> None:
    opened(page, "?task=noise&event=85&pin=node.c.11")
    spoken = page.locator("#spoken")
    page.keyboard.press("x")
    expect(spoken).to_have_text("Choose a route first: its row or its arrow.")
    page.keyboard.press("n")
    expect(spoken).to_have_text("This run has no Neurons view.")
    expect(page.locator(".notice")).to_have_text(["This run has no Neurons view. Close"])
    assert state(page)["view"] == "box"
    page.keyboard.press("Escape")
    expect(page.locator(".notice")).to_have_count(0)
    opened(page, "?task=noise&event=85&pin=node.c.11-arrow.c_c.4")
    after_answer(page, lambda: page.keyboard.press("x"))
    cuts = state(page)["settings"]["cut"].split()
    assert "c>c@1:4" in cuts and all(cut.endswith(":4") for cut in cuts), "of its own step"
