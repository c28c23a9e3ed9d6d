"""Every cell that the server has can be chosen, drawn and read."""

import re

import pytest
from playwright.sync_api import Page, expect

from core.build import build
from core.cells import FAMILIES, NAMES, named
from tests.browser.seen import after_answer, frame, opened, state


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_is_shown_with_what_applies_to_it(page: Page, name: str) -> None:
    opened(page, f"?cell={name}&event=100")
    assert state(page)["settings"]["cell"] == name
    expect(page.locator(".notice")).to_have_count(0)
    assert frame(page)["columns"]
    biased = "b_for" in build(named(name)).parameters
    expect(page.locator("[data-setting=forget_bias]")).to_be_visible(visible=biased)
    expect(page.locator("[data-setting=activation]")).to_be_visible(visible=name == "rnn")
    said = page.locator("#spoken").text_content() or ""
    assert re.match(r"(The )?[A-Za-z ]+", said)


def test_families_side_by_side_and_their_members_below(page: Page) -> None:
    opened(page)
    cell = page.locator("[data-setting=cell]")
    assert cell.locator("label").all_text_contents() == [*FAMILIES, "Own"]
    variants = page.get_by_label("Variant")
    expect(variants).to_have_value("lstm-peephole")
    titles = [named(name).title for name in FAMILIES["LSTM"]]
    assert variants.locator("option").all_text_contents() == titles
    after_answer(page, lambda: variants.select_option("lstm-fgr"))
    assert state(page)["settings"]["cell"] == "lstm-fgr"
    after_answer(page, lambda: page.locator("label[for=cell-gru]").click())
    expect(variants).to_have_value("gru")
    after_answer(page, lambda: page.locator("label[for=cell-dense]").click())
    expect(variants).to_be_hidden()
    assert state(page)["settings"]["cell"] == "dense"
