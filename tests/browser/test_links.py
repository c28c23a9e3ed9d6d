"""Links that ask for what there is not, the browser's Back, and the theme."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.seen import after_answer, opened, slide, state

FAULTY = "cell=own&task=noise&equations=h%5Bt%5D%20%3D%20tanh(W%20%40%20hh%5Bt-1%5D)"


def test_a_faulty_cell_without_a_run_is_told_on_the_stage(
    page: Page, complaints: list[str]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/?" + FAULTY)
    notice = page.locator(".notice")
    expect(notice).to_contain_text("The equations have a mistake, so there is no run to show.")
    expect(notice).to_contain_text("Line 1, column 17: hh[t] is not defined")
    expect(page.locator(".transport")).to_be_hidden()
    expect(page.locator(".legend")).to_be_hidden()
    notice.get_by_role("button", name="Show the mistake").click()
    expect(page.get_by_label("Equations", exact=True)).to_be_focused()
    expect(page.locator("#equations-fault")).to_be_visible()
    after_answer(
        page, lambda: page.get_by_label("Equations", exact=True).fill("h[t] = tanh(W @ h[t-1])")
    )
    expect(notice).to_be_hidden()
    expect(page.locator(".transport")).to_be_visible()
    complaints.clear()  # the browser reports the refused request, as it should


def test_from_a_faulty_link_one_can_start_over(page: Page, complaints: list[str]) -> None:
    page.goto("/?" + FAULTY)
    page.get_by_role("button", name="Start with the first example").click()
    page.wait_for_function("() => unrolled.frame() !== null")
    assert state(page)["settings"]["cell"] == "lstm-peephole"
    complaints.clear()


def test_a_link_that_cannot_be_shown_says_what_is_shown(page: Page) -> None:
    opened(page, "?cell=cru&hidden_sise=5&forget_bias=abc&task=noise&steps=5000&at=5&event=99999")
    notice = page.locator(".notice")
    expect(notice).to_have_count(1)
    for said in (
        "Cell: asked “cru”, shown LSTM with peepholes.",
        "hidden_sise: there is no such setting.",
        "Forget-gate bias: asked “abc”, shown 1.",
        "Sequence length T: asked “5000”, shown 1000.",
        "Loss at: asked “5”, shown by task.",
        "Event: asked 99999, shown 14002, the last.",
    ):
        expect(notice).to_contain_text(said)
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_be_hidden()


def test_back_returns_to_the_cell_before(page: Page) -> None:
    opened(page, "?task=noise&steps=5&event=40")
    after_answer(page, lambda: slide(page, "forget_bias", 3))
    after_answer(page, lambda: page.locator("label[for=cell-rnn]").click())
    after_answer(page, lambda: slide(page, "recurrent_gain", 2))
    page.wait_for_function("() => location.search.includes('recurrent_gain=2')")
    page.go_back()
    page.wait_for_function("() => unrolled.state.settings.cell === 'lstm-peephole'")
    page.wait_for_function("() => !unrolled.state.waiting")
    seen = state(page)
    assert (seen["settings"]["forget_bias"], seen["event"]) == (3, 39)
    page.go_forward()
    page.wait_for_function("() => unrolled.state.settings.cell === 'rnn'")
    page.wait_for_function("() => !unrolled.state.waiting")
    assert state(page)["settings"]["recurrent_gain"] == 2
    page.go_back()
    page.go_back()
    page.wait_for_url("about:blank")  # a slider's moves are no pages of the history


def test_back_undoes_a_renewal(page: Page) -> None:
    opened(page, "?task=noise&steps=5&event=40")
    renew = page.get_by_role("button", name="Renew the parameters once")
    for _ in range(2):
        after_answer(page, renew.click)
    expect(page.locator("#renewed")).to_contain_text("renewed 2 times")
    for left in (1, 0):
        page.go_back()
        page.wait_for_function("left => unrolled.state.settings.updates === left", arg=left)
    page.wait_for_function("() => !unrolled.state.waiting")
    expect(page.locator("#renewed")).to_be_hidden()
    after_answer(page, lambda: page.locator("label[for=cell-own]").click())
    area = page.get_by_label("Equations", exact=True)
    after_answer(page, lambda: area.fill("h[t] = 0.9 * h[t-1] + x[t]"))
    expect(renew).to_be_hidden()
    expect(page.get_by_label("Recurrent gain", exact=True)).to_be_hidden()


def test_where_the_clipboard_is_refused_the_link_stands_in_a_field(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard',"
        " { value: { writeText: () => Promise.reject(new Error('no')) } })"
    )
    opened(page, "?task=noise&steps=5&event=40")
    page.get_by_role("button", name="Share").click()
    field = page.get_by_role("textbox", name="The link to this view")
    expect(field).to_be_focused()
    assert field.input_value() == page.url
    page.get_by_role("button", name="Close").click()
    expect(field).to_be_hidden()


def test_letters_typed_are_one_page_of_the_history(page: Page) -> None:
    opened(page, "?task=noise&steps=5&event=40")
    after_answer(page, lambda: page.get_by_text("Own", exact=True).click())
    area = page.get_by_label("Equations", exact=True)
    begun = area.input_value()
    area.focus()
    page.keyboard.press("ControlOrMeta+End")
    after_answer(page, lambda: page.keyboard.type(" # mine"))
    page.go_back()
    page.wait_for_function("() => !unrolled.state.settings.equations.includes('mine')")
    expect(area).to_have_value(begun)


def test_a_theme_in_a_link_is_not_kept(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, color_scheme="light")
    try:
        page = opened(context.new_page(), "?event=9&theme=dark")
        theme = "() => document.documentElement.dataset.theme"
        assert page.evaluate(theme) == "dark"
        expect(page.get_by_role("button", name="Light")).to_be_visible()
        assert page.evaluate("() => localStorage.getItem('unrolled:theme')") is None
        opened(page, "?event=9")
        assert page.evaluate(theme) == "light"
    finally:
        context.close()


def test_the_documentation_is_a_link_away_and_back(page: Page) -> None:
    opened(page)
    page.get_by_role("link", name="API").click()
    expect(page.get_by_role("heading", name="The API", exact=True)).to_be_visible()
    page.get_by_role("link", name="Back to the page").click()
    expect(page.locator("#stage")).to_be_visible()


def test_the_documentation_lists_defaults_and_breaks_no_word(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/docs")
    rows = page.locator("section[aria-labelledby=FlowRequest] tbody tr")
    for field, default in {
        "include": '["values", "deltas"]',
        "task": '{"name": "noise"}',
        "loss": "{}",
    }.items():
        row = rows.filter(has=page.locator("th", has_text=field).first).first
        expect(row.locator("td").last).to_have_text(default)
    names = page.locator("th code", has_not_text="/")
    lines = names.evaluate_all("names => names.map(name => name.getClientRects().length)")
    assert set(lines) == {1}
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= 390
