"""Every weight a line: the same moment as units, each ribbon as wide as its product says."""

import re
from math import log10
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.seen import frame, opened, state
from tests.browser.test_accessibility import violations

RUN = "?cell=rnn&task=noise&steps=6&event=41"
"""The hidden state gathers at step 4."""


def width(norm: float, fresh: float, k: float) -> float:
    """DESIGN: ten times the error, twice the width."""
    return k * min(max(7 * 2 ** log10(norm / fresh), 1), 18)


def test_the_view_keeps_the_moment_and_its_lines_carry_products(page: Page) -> None:
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one) if one.url.endswith("/flow") else None)
    opened(page, RUN)
    before = state(page)
    assert (before["current"]["variables"], before["current"]["t"]) == (["h"], 4)
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Neurons")).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => !unrolled.state.waiting && unrolled.frame().live.arrows.length")
    after = state(page)
    assert [after[name] for name in ("event", "fraction")] == [
        before[name] for name in ("event", "fraction")
    ]
    answer: dict[str, Any] = answers[-1].json()
    fresh = after["fresh"]
    lines = frame(page)["live"]["arrows"]
    hidden, outputs = len(answer["values"]["h"][0]), len(answer["values"]["o"][0])
    assert len(lines) == hidden * (outputs + hidden)
    for line in lines:
        matrix, error = ("V", "o") if line["id"] == "o_h" else ("W", "a")
        delta = answer["deltas"][error][line["t"] - (1 if error == "o" else 0)]
        weight = answer["parameters"][matrix][line["of"] - 1][line["unit"] - 1]
        message = weight * delta[line["of"] - 1]
        assert line["width"] == pytest.approx(width(abs(message), fresh, line["k"]))
        assert line["negative"] == (message < 0)
    strong = {line["unit"] for line in lines if line["k"] == 1.1}
    errors = [abs(error) for error in answer["deltas"]["h"][3]]
    assert strong == {1 + errors.index(max(errors))}


def test_a_unit_is_selected_by_keys_and_by_the_mouse(page: Page) -> None:
    opened(page, RUN + "&view=neurons")
    table = page.get_by_role("table", name="gathers")
    page.locator("#stage").focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(table).to_have_accessible_name(
        "Unit 3 of the middle layer at t = 4 gathers six messages: "
        "two from the output layer and four from the next step"
    )
    expect(table.get_by_role("columnheader")).to_have_text(
        ["o1(4)", "o2(4)", "a1(5)", "a2(5)", "a3(5)", "a4(5)", "sum"]
    )
    expect(table.get_by_role("cell")).to_have_count(7)
    page.keyboard.press("ArrowRight")
    expect(table).to_have_accessible_name(re.compile("^Unit 3 of the middle layer at t = 5 "))
    page.locator("#stage").blur()
    box = page.locator("#stage").bounding_box()
    assert box
    seen = frame(page)
    unit = next(
        node
        for column in seen["columns"]
        for node in column["nodes"]
        if (node["name"], node["unit"], node["t"]) == ("h", 1, 5)
    )
    page.mouse.click(box["x"] + unit["x"] - seen["camera"], box["y"] + unit["y"])
    assert (state(page)["current"]["variables"], state(page)["current"]["t"]) == (["h"], 5)
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    assert frame(page)["selected"] == {"id": "h", "unit": 1, "t": 5}
    page.wait_for_function("() => location.search.includes('pin=node.h.5.1')")
    page.keyboard.press("Escape")
    assert state(page)["view"] == "neurons"


def test_units_wide_and_light_narrow_and_dark(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    opened(page, f"{RUN}&view=neurons&theme=light")
    page.get_by_role("table", name="gathers").wait_for()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("d")
    assert violations(page) == []


def test_cells_and_sizes_without_units_have_no_such_view(page: Page) -> None:
    opened(page, "?cell=rnn&task=text&text=hello&view=neurons")
    assert state(page)["view"] == "neurons"
    button = page.get_by_role("button", name="Neurons")
    expect(button).to_be_visible()
    for gone in ("cell=lstm&task=noise", "cell=rnn&task=noise&hidden_size=9", "cell=rnn"):
        opened(page, f"?{gone}&view=neurons")
        expect(button).to_be_hidden()
