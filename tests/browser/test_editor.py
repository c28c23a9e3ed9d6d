"""The equations of a cell of one's own: where they begin, and what is wrong with them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seen import after_answer, frame, opened, resized, state

# How many letters of its font a line has room for.
LETTERS = """text => {
  const letter = document.createElement("span");
  letter.textContent = "m";
  text.append(letter);
  const { width } = letter.getBoundingClientRect();
  letter.remove();
  return text.parentElement.clientWidth / width;
}"""


@pytest.mark.parametrize(("cell", "last"), [("lstm-peephole", "tanh(c[t])"), ("rnn", "tanh(a[t])")])
def test_a_cell_of_ones_own_begins_as_the_one_shown(page: Page, cell: str, last: str) -> None:
    opened(page, f"?cell={cell}&event=60")
    shown = state(page)["settings"]
    after_answer(page, lambda: page.get_by_text("Own", exact=True).click())
    page.wait_for_function("() => unrolled.state.settings.cell === 'own'")
    page.wait_for_function("() => !unrolled.state.waiting")
    assert state(page)["settings"]["equations"].endswith(last)
    assert state(page)["settings"]["task"] == shown["task"]
    expect(page.locator(".notice")).to_have_count(0)


def test_equations_can_start_from_any_cell(page: Page) -> None:
    opened(page, "?cell=own&task=noise&event=20")
    choose = page.get_by_label("Start from an example")
    area = page.get_by_label("Equations", exact=True)
    for name, begins in {"Simple RNN": "a[t] = b", "Leaky integrator": "m[t] = 0.9"}.items():
        choose.select_option(label=name)
        page.wait_for_function(
            "begins => unrolled.state.settings.equations.startsWith(begins)", arg=begins
        )
        page.wait_for_function("() => !unrolled.state.waiting")
        expect(area).to_have_value(state(page)["settings"]["equations"])


def test_a_mistake_is_pointed_at_in_its_line(page: Page, complaints: list[str]) -> None:
    opened(page, "?cell=own&task=noise&event=20")
    area = page.get_by_label("Equations", exact=True)
    shown = frame(page)["columns"][0]["nodes"]
    after_answer(page, lambda: area.fill("m[t] = 0.9 * m[t-1]\ny[t] = tanh(V_m @ mm[t])"))
    fault = page.locator("#equations-fault")
    expect(fault).to_contain_text("Line 2, column 19:")
    quote, caret = fault.locator("pre").inner_text().split("\n")[:2]
    assert quote[caret.index("^") : caret.rindex("^") + 1] == "mm"
    expect(page.locator("#stage")).to_have_class("stage stale")
    pale = ["#chart", "#event-body", "#event-title", ".totals", "#lanes", "#gradients"]
    for part in pale:
        expect(page.locator(part)).to_have_css("opacity", "0.4")
    expect(fault).to_have_css("opacity", "1")
    assert frame(page)["columns"][0]["nodes"] == shown, "the old picture stays, paler"
    after_answer(page, lambda: area.fill("m[t] = 0.9 * m[t-1] + x[t]"))
    expect(fault).to_be_empty()
    expect(page.locator("#stage")).to_have_class("stage")
    complaints.clear()  # the browser reports the refused request, as it should


def test_the_editor_is_wide_enough_to_write_in(page: Page) -> None:
    opened(page, "?cell=own&task=noise&event=20")
    for width, letters in ((1440, 45), (1280, 40), (1024, 36), (390, 40)):
        at = resized(page, width, 900)
        if width < 760:
            page.get_by_role("tab", name="Settings").click()
        assert page.locator(".editor .text").evaluate(LETTERS) - 4 >= letters, at


def test_long_equations_of_a_cell_can_be_read_to_their_end(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    opened(page)
    equations = page.locator("#cell-equations")
    assert equations.evaluate("box => box.scrollWidth === box.clientWidth")
    expect(equations).to_contain_text("f̄ = Wfor x + Rfor y′ + pfor ⊙ c′ + bfor")
    rows = equations.locator("div").evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert max(rows) > 1.5 * min(rows), "a long line goes on below"
