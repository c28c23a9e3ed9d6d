"""Inside the block: the same moment as a circuit, its ribbons as wide as the server's norms say."""

from math import log10
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.seen import frame, opened, state

PITCH = 472
"""Of the drawing, from block to block."""
RUN = "?task=noise&steps=6&event=70"


def test_the_view_changes_and_the_moment_stays(page: Page) -> None:
    opened(page, f"{RUN}&fraction=0.5")
    moment = [state(page)[name] for name in ("event", "fraction")]
    views = page.get_by_role("group", name="View")
    names = {"c": "Circuit", "o": "Space Odyssey", "b": "Black box"}
    for key, name in [*names.items(), ("c", "Circuit")]:
        page.keyboard.press(key)
        button = views.get_by_role("button", name=name)
        expect(button).to_have_attribute("aria-pressed", "true")
        assert [state(page)[name] for name in ("event", "fraction")] == moment
    page.wait_for_function("() => location.search.includes('view=circuit')")
    page.reload()
    page.wait_for_function("() => globalThis.unrolled && unrolled.frame() !== null")
    assert state(page)["view"] == "circuit"
    assert [state(page)[name] for name in ("event", "fraction")] == moment
    # The rails are leaves of one sheet. A cell that the Odyssey does not know has no such picture.
    page.get_by_role("tab", name="Event").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("o")
    page.get_by_label("GRU", exact=True).first.check(force=True)
    expect(views.get_by_role("button", name="Space Odyssey")).to_be_hidden()
    expect(views.get_by_role("button", name="Black box")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("c")
    page.get_by_label("Dense", exact=True).check(force=True)
    expect(views.get_by_role("button", name="Circuit")).to_have_attribute("aria-pressed", "true")
    drawn = "() => unrolled.frame().columns[0].nodes.some(({ name }) => name === 'h1')"
    page.wait_for_function(drawn)


def test_ribbons_are_as_wide_as_the_norms_of_the_server(page: Page) -> None:
    answers: list[dict[str, Any]] = []
    page.on(
        "response",
        lambda response: answers.append(response.json()) if "/flow" in response.url else None,
    )
    opened(page, f"{RUN}&view=circuit&event=90&speed=1")
    page.wait_for_function("() => !unrolled.state.waiting")
    page.keyboard.press("End")
    norms = answers[-1]["norms"]
    columns = frame(page)["columns"]
    shown = {(a["id"], a["t"]): a for column in columns for a in column["arrows"]}
    k = 1.3 * (columns[1]["x"] - columns[0]["x"]) / PITCH
    fresh = state(page)["fresh"]
    for t in (2, 3):
        expected = {
            ("mul_y", t): norms["deltas"]["y"][t - 1],
            ("tanh_mul", t): norms["parts"]["deltas"]["y.1"][t - 1],
            ("c_tanh", t): norms["messages"]["c>y"][t - 1],
            ("hw_f", t + 1): norms["messages"]["c>c@1"][t - 1],
            ("pe_i2", t): norms["deltas"]["ibar"][t - 1],
        }
        for place, norm in expected.items():
            assert abs(shown[place]["norm"] - norm) < 1e-12, place
            width = k * min(max(7 * 2 ** log10(norm / fresh), 1), 18)
            assert abs(shown[place]["width"] - width) < 1e-9, place


def test_a_wire_lights_its_row_and_tells_its_numbers(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    opened(page, "?task=noise&event=124&fraction=1&view=circuit")
    stage = page.locator("#stage").bounding_box()
    assert stage
    seen = frame(page)
    ribbons = {(a["id"], a["t"]): a["line"] for a in seen["live"]["arrows"]}
    (x0, y0), *_, (x1, y1) = ribbons["hw_f", 7]
    page.mouse.move(stage["x"] + (x0 + x1) / 2 - seen["camera"], stage["y"] + (y0 + y1) / 2)
    card, row = page.locator("#card"), page.locator(".entry[data-edge='c>c@1']")
    expect(card).to_contain_text("c(7) → c(6)")
    expect(card).to_contain_text("units")
    expect(row).to_have_class("entry selected")
    page.mouse.down()
    page.mouse.up()
    page.mouse.move(5, 5)
    expect(card).to_contain_text("c(7) → c(6)")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator(".entry[data-edge='c>obar']").hover()
    expect(card).to_contain_text("ō(6) → c(6)".replace("ō", "o\u0304"))
    page.locator("#stage").focus()
    page.keyboard.press("ArrowDown")
    expect(card).to_contain_text("(6)")
