"""What the page shows while it waits, and when a run is too large."""

from urllib.parse import quote

from playwright.sync_api import Page, Route, expect

from tests.browser.seen import after_answer, frame, opened, slide, state, widths


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


def test_a_run_too_large_for_its_vectors_is_drawn_from_norms(page: Page) -> None:
    opened(page, "?task=noise&steps=1000&hidden_size=100&event=7003")
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.locator("#fresh")).to_contain_text("too large for sums of vectors")
    expect(page.locator("#event-body")).to_contain_text("only norms are known")
    page.locator("body").press("End")
    drawn = frame(page)["columns"]
    assert all(arrow["norm"] > 0 for column in drawn for arrow in column["arrows"])


def test_a_cell_of_many_edges_is_asked_again_for_norms(page: Page, complaints: list[str]) -> None:
    names = [f"v{i}" for i in range(12)]
    sums = " + ".join(f"W{name} @ {name}[t-1]" for name in names)
    text = "".join(f"a{name}[t] = {sums}\n{name}[t] = tanh(a{name}[t])\n" for name in names)
    text += "y[t] = U @ x[t] + v0[t]"
    opened(page, f"?cell=own&task=noise&hidden_size=80&steps=200&equations={quote(text)}")
    expect(page.locator("#event-body")).to_contain_text("only norms are known")
    assert any("422" in complaint for complaint in complaints)
    complaints.clear()  # the browser reports the refused request, as it should


def test_a_run_that_is_too_large_offers_the_nearest(page: Page, complaints: list[str]) -> None:
    opened(page, "?task=noise&steps=400&hidden_size=100&event=100")
    detail = "The answer would hold 2,400,000 numbers, and the most is 2,000,000; ask for less."
    counts = {"numbers": 2_400_000, "most": 2_000_000}
    problem = {"title": "Too large", "errors": [{"pointer": "/include"}], "detail": detail} | counts
    refusal = {"status": 422, "content_type": "application/problem+json", "json": problem}

    def refuse(route: Route) -> None:
        refused = route.request.post_data_json["steps"] == 1000
        route.fulfill(**refusal) if refused else route.continue_()

    page.route("**/api/v1/flow", refuse)
    number = page.get_by_label("Sequence length T, number")
    after_answer(page, lambda: (number.fill("1000"), number.press("Enter")))
    notice = page.locator(".notice")
    expect(notice).to_contain_text("too large")
    expect(notice).to_contain_text("2,400,000 numbers, and the most is 2,000,000")
    after_answer(page, lambda: notice.get_by_role("button").click())
    expect(notice).to_be_hidden()
    assert state(page)["settings"]["steps"] == 825
    complaints.clear()  # the browser reports the refused request, as it should
