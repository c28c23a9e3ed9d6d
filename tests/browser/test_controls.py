"""What a person does with the page: sliders, keys, equations, and what may go wrong."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seen import after_answer, frame, opened, slide, state, widths


def test_slider_changes_the_arrows(page: Page) -> None:
    opened(page)
    before = widths(page)
    after_answer(page, lambda: slide(page, "forget_bias", 4))
    page.wait_for_function("() => performance.getEntriesByName('unrolled:slider-to-arrows').length")
    after = widths(page)
    assert before.keys() == after.keys()
    assert before != after
    page.wait_for_function("() => location.search.includes('forget_bias=4')")


def test_steps_by_buttons_and_keys(page: Page) -> None:
    opened(page)
    start = state(page)["event"]
    page.get_by_role("button", name="One event forward").click()
    assert state(page)["event"] == start + 1
    page.wait_for_function("() => unrolled.state.fraction === 1")
    page.get_by_role("button", name="One event back").click()
    assert state(page)["event"] == start
    page.locator("body").press("ArrowRight")
    assert state(page)["event"] == start + 1
    step = state(page)["current"]["t"]
    page.locator("body").press("Alt+ArrowRight")
    assert state(page)["current"]["t"] == step - 1
    page.locator("body").press("1")
    assert state(page)["current"]["phase"] == "forward"
    page.locator("body").press("End")
    assert state(page)["current"]["phase"] == "update"
    page.locator("body").press("Home")
    assert state(page)["event"] == 0


def test_keyboard_alone(page: Page) -> None:
    """Everything is reached by Tab, and Space plays wherever it is not needed."""
    opened(page)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => document.activeElement.id"))
    assert {"stage", "play", "scrub", "forget_bias", "text", "task", "seed", "theme"} <= reached
    page.locator("#stage").focus()
    page.keyboard.press("Space")
    assert state(page)["playing"]
    page.keyboard.press("Space")
    assert not state(page)["playing"]
    page.locator("#forget_bias").focus()
    event = state(page)["event"]
    after_answer(page, lambda: page.keyboard.press("ArrowRight"))
    assert state(page)["settings"]["forget_bias"] == pytest.approx(1.1)
    assert state(page)["event"] == event
    page.locator("#text").focus()
    page.keyboard.press("End")
    after_answer(page, lambda: page.keyboard.type("d"))
    assert state(page)["settings"]["text"] == "hello, world!d"


def test_own_equations_and_a_mistake_in_them(page: Page, complaints: list[str]) -> None:
    opened(page, "?task=noise&event=40")
    after_answer(page, lambda: page.get_by_text("Own", exact=True).click())
    area = page.get_by_label("Equations", exact=True)
    text = "m[t] = 0.9 * m[t-1] + U @ x[t]\ny[t] = tanh(V_m @ m[t])"
    after_answer(page, lambda: area.fill(text))
    nodes = [node["name"] for node in frame(page)["columns"][0]["nodes"]]
    assert nodes == ["m", "y"]
    good = widths(page)
    after_answer(page, lambda: area.fill(text.replace("m[t])", "mm[t])")))
    fault = page.locator("#equations-fault")
    expect(fault).to_contain_text("Line 2")
    expect(fault).to_contain_text("mm")
    expect(area).to_have_attribute("aria-invalid", "true")
    assert widths(page) == good, "the last good picture stays"
    after_answer(page, lambda: area.fill(text))
    expect(fault).to_be_empty()
    complaints.clear()  # the browser reports the refused request, as it should


def test_a_number_the_server_refuses_is_told_beside_its_control(
    page: Page, complaints: list[str]
) -> None:
    opened(page)
    after_answer(page, lambda: page.locator("#text").fill("x"))
    expect(page.locator("#text-fault")).not_to_be_empty()
    after_answer(page, lambda: page.locator("#text").fill("xyz"))
    expect(page.locator("#text-fault")).to_be_empty()
    complaints.clear()


def test_an_exploding_run_is_a_finding(page: Page) -> None:
    opened(page, "?cell=rnn&activation=identity&task=noise&steps=12&event=60")
    assert state(page)["overflow"] is None
    number = page.get_by_label("Sequence length T, number")
    after_answer(page, lambda: slide(page, "recurrent_gain", 3))
    after_answer(page, lambda: (number.fill("900"), number.press("Enter")))
    found = state(page)["overflow"]
    assert found
    notice = page.locator(".notice")
    expect(notice).to_contain_text(f"at step {found['step']}")
    after_answer(page, lambda: notice.get_by_role("button").click())
    assert state(page)["overflow"] is None
    expect(notice).to_be_hidden()


def test_parameters_are_renewed_once_for_each_press(page: Page) -> None:
    opened(page)
    before = float(page.locator("#total-loss").inner_text())
    after_answer(page, lambda: page.get_by_role("button", name="Renew the parameters").click())
    assert float(page.locator("#total-loss").inner_text()) < before
    expect(page.locator("#renewed")).to_contain_text("renewed once")
    expect(page.locator("#loss-was")).to_have_text(f", was {before}")
    after_answer(page, lambda: page.get_by_role("button", name="Start over").click())
    assert float(page.locator("#total-loss").inner_text()) == before


def test_a_first_visit_asks_for_one_thing_once(page: Page) -> None:
    opened(page, "")
    hint = page.get_by_text("Drag it and watch.")
    expect(hint).to_be_visible()
    after_answer(page, lambda: slide(page, "forget_bias", 4))
    expect(hint).to_be_hidden()
    opened(page, "")
    expect(hint).to_be_hidden()


def test_loss_and_learning_rate_go_to_the_server(page: Page) -> None:
    opened(page, "?task=noise&event=100")
    squared = page.locator("#total-loss").inner_text()
    after_answer(page, lambda: page.get_by_label("Loss", exact=True).select_option("cross_entropy"))
    assert page.locator("#total-loss").inner_text() != squared
    after_answer(page, lambda: page.get_by_role("button", name="Renew the parameters").click())
    slow = page.locator("#total-loss").inner_text()
    after_answer(page, lambda: page.get_by_label("Rate η").fill("0.4"))
    assert page.locator("#total-loss").inner_text() != slow


def test_the_button_to_renew_is_one_line(page: Page) -> None:
    opened(page)
    renew = page.locator("#renew")
    for font in ("Roboto", "DejaVu Sans"):
        page.evaluate(
            "font => document.documentElement.style.setProperty('--font-ui', `'${font}'`)", font
        )
        assert renew.evaluate("button => button.scrollWidth - button.clientWidth") <= 0, font
        assert renew.evaluate("button => button.offsetHeight") <= 40, font
