"""Fields that are written by hand: they show what is used, and say what they can have."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.seen import after_answer, opened, slide, state

FIELDS = [
    ("Hidden size H, number", "hidden_size", "1000", "256", "H is 1 to 256."),
    ("Hidden size H, number", "hidden_size", "0", "1", "H is 1 to 256."),
    ("Recurrent gain, number", "recurrent_gain", "9", "3.00", "Recurrent gain is 0 to 3."),
    ("Seed", "seed", "-3", "0", "Seed is 0 to 999,999."),
    ("Seed", "seed", "", "7", "Seed is 0 to 999,999."),
]


def test_a_field_shows_what_is_used_and_says_its_range(page: Page) -> None:
    opened(page, "?task=noise&steps=4&seed=7&event=9")
    for label, name, written, used, said in FIELDS:
        field = page.get_by_label(label, exact=True)
        note = page.locator(f"#{name}-note")
        before = field.input_value()
        expect(note).to_have_attribute("aria-live", "polite")
        assert note.get_attribute("id") in (field.get_attribute("aria-describedby") or "").split()
        filled(page, field, written)
        expect(field).to_have_value(used)
        expect(note).to_have_text(said)
        assert state(page)["settings"][name] == float(used), said
        filled(page, field, "2")
        expect(note).to_be_empty()
        filled(page, field, before)


def filled(page: Page, field: Locator, text: str) -> None:
    after_answer(page, lambda: (field.fill(text), field.press("Enter")))


def test_a_cleared_text_is_told_what_it_needs(page: Page, complaints: list[str]) -> None:
    opened(page)
    fault = page.locator("#text-fault")
    after_answer(page, lambda: page.locator("#text").fill("x"))
    expect(fault).to_have_text("The text has 1 character; write 2 to 1,001.")
    after_answer(page, lambda: page.locator("#text").fill(""))
    expect(fault).to_have_text("The text has 0 characters; write 2 to 1,001.")
    expect(page.locator("#text")).to_have_attribute("aria-invalid", "true")
    after_answer(page, lambda: page.locator("#text").fill("xyz"))
    expect(fault).to_be_empty()
    complaints.clear()  # the browser reports the refused requests, as it should


def test_what_the_text_fixes_is_shown_and_cannot_be_changed(page: Page) -> None:
    opened(page)
    number = page.get_by_label("Sequence length T, number")
    note = page.locator("#steps-note")
    expect(number).to_be_disabled()
    expect(number).to_have_value("12")
    expect(note).to_have_text("Set by the text; X = 10, K = 10.")
    after_answer(page, lambda: page.locator("#text").fill("abcab"))
    expect(number).to_have_value("4")
    expect(note).to_have_text("Set by the text; X = 3, K = 3.")
    after_answer(page, lambda: page.locator("#task").select_option("noise"))
    expect(number).to_be_enabled()
    expect(number).to_have_value("12")
    expect(note).to_be_empty()


def test_a_learning_rate_in_a_link_is_used(page: Page) -> None:
    opened(page, "?task=noise&updates=1&event=9")
    loss = page.locator("#total-loss").inner_text()
    opened(page, "?task=noise&learning_rate=0.5&updates=1&event=9")
    expect(page.get_by_label("Rate η")).to_have_value("0.5")
    assert page.locator("#total-loss").inner_text() != loss
    page.wait_for_function("() => location.search.includes('learning_rate=0.5')")


def test_marks_of_time_do_not_pile_up(page: Page) -> None:
    opened(page)
    for bias in (2, 3, 4):
        after_answer(page, lambda bias=bias: slide(page, "forget_bias", bias))
    entries = (
        "() => performance.getEntries().filter(({ name }) => name.startsWith('unrolled')).length"
    )
    assert page.evaluate(entries) == 1
