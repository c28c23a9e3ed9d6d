"""Three gradients: the frames and their arrows, one parameter before and after, renewals."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seen import after_answer, frame, in_both_themes, opened, resized, state
from tests.browser.test_accessibility import violations

HERE = "?cell=rnn&task=noise&steps=6&learning_rate=0.3"
BACKWARD, UPDATE = 31, 62  # first events, from 1: 4 + 1 + 4 + 1 a step, and the sum once more


def lanes(page: Page) -> dict[str, list[int]]:
    return {
        f"{arrow['id']}({arrow['t']})": arrow["lanes"]
        for column in frame(page)["columns"]
        for arrow in column["arrows"]
    }


def test_the_key_colours_the_arrows_and_the_address_keeps_it(page: Page) -> None:
    asked: list[dict[str, Any]] = []
    page.on("request", lambda one: asked.append(one.post_data_json or {}))
    opened(page, f"{HERE}&event={UPDATE - 10}")
    assert all("lanes" not in arrow for arrow in frame(page)["columns"][0]["arrows"])
    assert not any("parameters" in body.get("include", []) for body in asked)
    page.locator("body").press("g")
    page.locator("body").press("End")
    seen = lanes(page)
    assert (seen["J_h(1)"], seen["J_h(3)"], seen["J_h(6)"]) == ([0], [0, 1], [0, 1, 2])
    expect(page.locator("#cards")).to_contain_text("needs J(3) to J(6)")
    page.get_by_label("step of the purple frame, t").fill("5")
    page.get_by_label("step of the purple frame, t").press("Enter")
    assert lanes(page)["J_h(3)"] == [0]
    page.get_by_role("slider", name="red frame").press("ArrowLeft")  # its neighbour is in the way
    page.get_by_role("slider", name="orange frame").press("ArrowRight")
    page.get_by_role("button", name="Take the purple frame away").click()
    page.wait_for_url(re.compile(r"frames=2--6"))
    page.get_by_role("button", name="Add the purple frame").click()
    expect(page.get_by_label("step of the purple frame, t")).to_have_value("4")
    assert lanes(page)["J_h(1)"] == []
    page.get_by_role("button", name="Errors").click()
    expect(page.locator("#parameters")).to_be_hidden()


def test_a_frame_is_dragged_to_another_step(page: Page) -> None:
    opened(page, f"{HERE}&event={UPDATE}&frames=")
    expect(page.locator("#renewal table")).to_have_count(3)  # all has come that was asked for
    handle = page.get_by_role("slider", name="orange frame")
    step = page.locator(".step").nth(1)
    to = step.bounding_box()
    assert to
    handle.hover()
    page.mouse.down()
    page.mouse.move(to["x"] + to["width"] / 2, to["y"] + 20, steps=4)
    page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", "2")


def test_the_parameter_after_is_the_server_s_and_a_renewal_can_be_undone(page: Page) -> None:
    opened(page, f"{HERE}&event={UPDATE}&frames=1-2-6&parameter=W")
    run = {"cell": "rnn", "task": {"name": "noise"}, "steps": 6, "learning_rate": 0.3}

    def entries(updates: int) -> list[float]:
        body = {**run, "updates": updates, "include": ["parameters"]}
        answer = page.request.post("/api/v1/flow", data=body).json()
        return [value for row in answer["parameters"]["W"] for value in row]

    def told(caption: str) -> list[float]:
        table = page.locator("#renewal table", has_text=caption)
        expect(table).to_have_count(1)
        texts = table.locator("td").all_inner_texts()
        numbers = (re.sub(r"\s*×\s*10.*", "e-4", text.replace("−", "-")) for text in texts)
        return [float(number) for number in numbers]

    assert told("W before") == pytest.approx(entries(0), rel=0.006, abs=1e-3)
    assert told("W after") == pytest.approx(entries(1), rel=0.006, abs=1e-3)
    height = "tables => tables.offsetHeight"
    unseen = page.locator("#renewal .tables").evaluate(height)
    page.get_by_role("button", name="Numbers").click()
    assert page.locator("#renewal .tables").evaluate(height) > unseen + 40
    after_answer(page, page.get_by_role("button", name="Renew again").click)
    assert state(page)["current"]["phase"] == "update"
    assert state(page)["settings"]["updates"] == 1
    assert told("W after") == pytest.approx(entries(2), rel=0.006, abs=1e-3)
    after_answer(page, page.go_back)
    page.wait_for_function("() => unrolled.state.settings.updates === 0")


def test_an_update_is_repeated_where_it_is_shown(page: Page) -> None:
    opened(page, f"{HERE}&event={UPDATE}")
    for updates in (1, 2):
        again = page.locator("#event-body .again")
        after_answer(page, lambda again=again: again.press("Enter"))  # type: ignore[misc]
        assert (state(page)["settings"]["updates"], state(page)["event"]) == (updates, UPDATE - 1)
        expect(again).to_be_focused()
        expect(again).to_have_text("Renew again")
    after_answer(page, page.go_back)
    page.wait_for_function("() => unrolled.state.settings.updates === 1")


def test_it_is_for_every_reader(page: Page) -> None:
    opened(page, "?event=218&frames=")
    expect(page.locator("#cards")).to_contain_text("from 12 losses")
    for theme in in_both_themes(page):
        for width in (1440, 390):
            at = resized(page, width, 844)
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), at
            assert violations(page) == [], f"{at}, {theme}"
        page.get_by_role("tab", name="Gradients").click()
        assert violations(page) == [], f"the tab, {theme}"
        page.get_by_role("tab", name="Event").click()
