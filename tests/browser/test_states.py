"""What the page shows while it waits, and when a run is too large."""

from playwright.sync_api import Page, Route, expect

from tests.browser.seen import after_answer, opened, slide, state, widths


def test_while_it_waits_the_old_picture_stays_and_can_be_kept(page: Page) -> None:
    opened(page)
    good = widths(page)
    held: list[Route] = []
    page.route("**/api/v1/flow", lambda route: held.append(route))
    slide(page, "forget_bias", 3)
    expect(page.locator("#loading")).to_be_visible()
    assert widths(page) == good
    opacity = "() => getComputedStyle(document.querySelector('#stage canvas')).opacity"
    page.wait_for_function(f"() => Number(({opacity})()) === 0.4")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#loading")).to_be_hidden()
    page.wait_for_function(f"() => Number(({opacity})()) === 1")
    assert widths(page) == good


def test_a_run_that_is_too_large_offers_the_nearest(page: Page, complaints: list[str]) -> None:
    opened(page, "?task=noise&steps=400&hidden_size=100&event=100")
    number = page.get_by_label("Sequence length T, number")
    after_answer(page, lambda: (number.fill("1000"), number.press("Enter")))
    notice = page.locator(".notice")
    expect(notice).to_contain_text("too large")
    after_answer(page, lambda: notice.get_by_role("button").click())
    expect(notice).to_be_hidden()
    assert 450 < state(page)["settings"]["steps"] < 1000
    complaints.clear()  # the browser reports the refused request, as it should
