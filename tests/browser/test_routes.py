"""The ledger of routes: a table that is read and cut, and the view that draws it as a graph."""

from collections.abc import Callable

from playwright.sync_api import Page, Response, expect

from tests.browser.seen import after_answer, opened, state

CELL = "?task=noise&steps=6&event=58"  # the cell of step 4 gathers
HIGHWAY = "#event .entry[data-edge='c>c@1']"


def answer_of(page: Page, act: Callable[[], object]) -> Response:
    """What the server answers to something done on the page, taken in by it."""
    with page.expect_response("**/api/v1/flow") as found:
        after_answer(page, act)
    return found.value


def names(page: Page) -> list[str]:
    return page.locator("#event .entry .name > span:last-child").all_inner_texts()


def test_a_route_is_cut_and_mended(page: Page, base_url: str) -> None:
    opened(page, CELL)
    assert state(page)["current"] == state(page)["current"] | {"variables": ["c"], "t": 4}
    whole = answer_of(page, lambda: page.evaluate("dispatchEvent(new PopStateEvent('popstate'))"))
    uncut = whole.body()
    row = page.locator(HIGHWAY)
    norm = row.get_attribute("data-norm")

    cut = answer_of(page, lambda: row.get_by_role("button", name="Cut the highway").click())
    body = cut.request.post_data_json
    assert body["cut"] == [{"edge": "c>c@1", "at": [4]}]
    direct = page.request.post(
        f"{base_url}/api/v1/flow", data=whole.request.post_data_json | {"cut": body["cut"]}
    )
    assert direct.body() == cut.body()
    assert cut.json()["norms"]["messages"]["c>c@1"][3] == 0
    expect(row).to_contain_text("cut at step 4")
    expect(row.get_by_role("button", name="Mend the highway")).to_be_focused()
    sign = page.locator("#untrue")
    angle = cut.json()["clip"]["angle"]
    expect(sign).to_contain_text("Not the true gradients. One route is cut at step 4. They point")
    expect(sign).to_contain_text(f" {angle:.1f}° away")

    every = answer_of(page, lambda: row.get_by_role("button", name="at every step").click())
    assert every.request.post_data_json["cut"] == ["c>c@1"]
    expect(row).to_contain_text("cut at every step")
    page.wait_for_function("() => new URLSearchParams(location.search).get('cut') === 'c>c@1'")

    opened(page, page.url.partition("/")[2].partition("/")[2].partition("/")[2])
    expect(row).to_contain_text("cut at every step")
    after_answer(page, page.go_back)
    page.wait_for_function("() => unrolled.state.settings.cut === 'c>c@1:4'")
    expect(row).to_contain_text("cut at step 4")
    mended = answer_of(page, sign.get_by_role("button", name="Mend all").click)
    assert mended.body() == uncut, "mending restores every byte"
    expect(sign).to_be_hidden()
    assert row.get_attribute("data-norm") == norm


def test_the_ledger_is_a_table_and_is_cut_by_keys(page: Page) -> None:
    opened(page, CELL)
    table = page.locator("#event").get_by_role("table")
    rows = table.get_by_role("row")
    expect(rows).to_have_count(7)  # heads, five routes, their sum
    assert names(page) == [
        "straight to the output",
        "output gate, peephole",
        "the highway",
        "input gate, peephole",
        "forget gate, peephole",
    ]
    expect(rows.nth(3)).to_contain_text("J to c(5) to c(4)")
    shares = [row.locator("td.at-share").inner_text() for row in rows.all()[1:]]
    assert shares[-1] == "100\u202f%"
    chain = page.locator(HIGHWAY + " .part > span:first-child").all_inner_texts()
    start, gain, norm = (float(text) for text in chain)
    assert abs(start * gain - norm) <= 0.006 * norm
    page.locator(HIGHWAY + " .name").focus()
    after_answer(page, lambda: page.keyboard.press("x"))
    expect(page.locator(HIGHWAY)).to_contain_text("cut at step 4")
    after_answer(page, lambda: page.keyboard.press("x"))
    expect(page.locator(HIGHWAY + " .chain")).to_be_visible()
    expect(page.locator(HIGHWAY + " .name")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('pin=arrow.c_c.4')")
    assert "cut=" not in page.url


def test_the_view_of_routes_follows_the_moment(page: Page) -> None:
    opened(page, CELL)
    page.keyboard.press("r")
    routes = page.get_by_role("region", name="Routes to the loss")
    title = routes.get_by_role("heading", name="All routes from c(4) to J")
    expect(title).to_be_visible()
    expect(routes.get_by_role("row")).to_have_count(7)
    expect(page.locator("#event")).to_be_hidden()
    page.wait_for_function("() => location.search.includes('view=routes')")
    page.keyboard.press("ArrowLeft")
    expect(title).to_be_hidden()
    expect(routes.get_by_role("heading")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(title).to_be_visible()
    after_answer(page, routes.get_by_role("button", name="Cut the highway").click)
    expect(routes.locator("[data-cut]")).to_contain_text("cut at step 4")

    page.set_viewport_size({"width": 390, "height": 844})
    expect(title).to_be_visible()
    expect(routes.get_by_role("table")).to_have_count(0)
    expect(page.locator(HIGHWAY)).to_contain_text("cut at step 4")
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= 390


def test_a_link_with_a_cut_that_cannot_be_made_says_so(page: Page, complaints: list[str]) -> None:
    page.goto("/?task=noise&cell=gru&cut=c%3Ec%401")
    notice = page.locator(".notice")
    expect(notice).to_contain_text("This run has no such cut.")
    expect(notice).to_contain_text("There is no such edge")
    notice.get_by_role("button", name="Mend all").click()
    page.wait_for_function("() => unrolled.frame() !== null && !unrolled.state.waiting")
    assert state(page)["settings"]["cut"] == ""
    complaints.clear()  # the browser reports the refused request, as it should
