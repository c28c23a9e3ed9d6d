"""A server that is away: the picture stays, the wishes wait, and the page comes back on its own."""

from playwright.sync_api import Page, Route, expect

from tests.browser.seen import opened, slide, state, widths


def test_without_the_server_playback_goes_on(page: Page, complaints: list[str]) -> None:
    opened(page)
    page.route("**/api/v1/flow", lambda route: route.abort())
    page.route("**/healthz", lambda route: route.abort())
    slide(page, "forget_bias", 3)
    expect(page.locator(".notice")).to_contain_text("cannot be reached")
    event = state(page)["event"]
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"() => unrolled.state.event > {event}")
    complaints.clear()


def test_the_page_comes_back_by_itself(page: Page, complaints: list[str]) -> None:
    opened(page)
    before = widths(page)
    away = True

    def answer(route: Route) -> None:
        route.abort() if away else route.continue_()

    page.route("**/api/v1/flow", answer)
    page.route("**/healthz", answer)
    slide(page, "forget_bias", 3)
    notice = page.locator(".notice")
    expect(notice).to_contain_text("Forget-gate bias will follow")
    expect(page.locator("[data-setting=forget_bias]")).to_have_class("control waits")
    assert widths(page) == before
    away = False
    expect(notice).to_be_hidden()
    page.wait_for_function("() => !unrolled.state.waiting")
    expect(page.locator(".waits")).to_have_count(0)
    assert widths(page) != before
    complaints.clear()


def test_a_first_visit_waits_for_the_server(page: Page, complaints: list[str]) -> None:
    away = True

    def answer(route: Route) -> None:
        route.fulfill(status=503, body="") if away else route.continue_()

    page.route("**/api/v1/flow", answer)
    page.route("**/healthz", answer)
    page.goto("/")
    expect(page.locator(".notice")).to_contain_text("cannot be reached")
    away = False
    page.wait_for_function("() => unrolled.frame() !== null")
    complaints.clear()


def test_while_it_waits_there_is_a_quiet_sign(page: Page) -> None:
    opened(page)
    held: list[Route] = []
    page.route("**/api/v1/flow", lambda route: held.append(route))
    sign = page.locator(".busy-sign")
    expect(sign).to_be_hidden()
    slide(page, "forget_bias", 3)
    expect(sign).to_be_visible()
    held.pop().continue_()
    expect(sign).to_be_hidden()


def test_a_run_that_is_cancelled_leaves_settings_and_picture_as_they_were(page: Page) -> None:
    opened(page)
    held: list[Route] = []
    page.route("**/api/v1/flow", lambda route: held.append(route))
    slide(page, "forget_bias", 3)
    page.get_by_role("button", name="Cancel").click()
    assert state(page)["settings"]["forget_bias"] == 1
    expect(page.get_by_label("Forget-gate bias, number")).to_have_value("1.0")


def test_a_first_run_that_is_cancelled_can_be_run(page: Page) -> None:
    held: list[Route] = []
    page.route("**/api/v1/flow", lambda route: held.append(route))
    page.goto("/")
    page.get_by_role("button", name="Cancel").click()
    page.unroute("**/api/v1/flow")
    page.get_by_role("button", name="Run it").click()
    page.wait_for_function("() => unrolled.frame() !== null")
    expect(page.locator(".notice")).to_have_count(0)
