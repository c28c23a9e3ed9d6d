"""Long sequences: the river, its lens, and dots in between."""

from playwright.sync_api import Page, expect

from tests.browser.seen import after_answer, frame, opened, slide, state


def test_a_long_run_is_a_river_with_a_lens(page: Page) -> None:
    opened(page, "?task=noise&steps=200&event=1900")
    river = page.locator("#river")
    expect(river).to_be_visible()
    expect(page.locator("#minimap")).to_be_hidden()
    seen = frame(page)
    here = next(column for column in seen["columns"] if column["current"])
    width = page.locator("#stage").evaluate("stage => stage.clientWidth")
    assert abs(here["x"] - seen["camera"] - width / 2) < 20, "the lens follows"
    box = river.bounding_box()
    assert box
    page.mouse.click(box["x"] + 80, box["y"] + 50)
    assert frame(page)["camera"] < seen["camera"]
    page.get_by_role("button", name="Follow").click()
    assert frame(page)["camera"] == seen["camera"]


def test_the_arrow_keys_move_the_lens(page: Page) -> None:
    opened(page, "?task=noise&steps=200&event=1900")
    before = frame(page)["camera"]
    page.locator("#stage").focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    assert frame(page)["camera"] > before
    expect(page.locator("#card")).to_contain_text("c(125)")


def test_the_length_goes_to_500_by_the_slider(page: Page) -> None:
    opened(page, "?task=noise&event=100")
    expect(page.locator("#river")).to_be_hidden()
    after_answer(page, lambda: slide(page, "steps", 1000))
    assert state(page)["settings"]["steps"] == 500
    expect(page.locator("#river")).to_be_visible()
    after_answer(page, lambda: page.get_by_label("Sequence length T, number").fill("30"))
    after_answer(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator("#river")).to_be_hidden()
    assert len(frame(page)["columns"]) == 30


def test_the_river_pales_with_the_stage_and_comes_to_narrow_pages(page: Page) -> None:
    opened(page, "?task=noise&steps=200&event=1900")
    page.route("**/api/v1/flow", lambda route: None)
    slide(page, "forget_bias", 3)
    opacity = "() => Number(getComputedStyle(document.querySelector('#river')).opacity)"
    page.wait_for_function(f"() => ({opacity})() === 0.4")
    page.unroute("**/api/v1/flow")
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, "?task=noise&steps=1000&event=9000")
    expect(page.locator("#river")).to_be_visible()
    expect(page.locator("#minimap")).to_be_hidden()
