"""The gradients of the parameters: step by step into the sum, its true norm, and the loss after."""

import math
import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.seen import opened, state

RUN = {"cell": "rnn", "task": {"name": "noise"}, "steps": 5}
HERE = "?cell=rnn&task=noise&steps=5"
BACKWARD, SUM, SIGMA, UPDATE = 26, 46, 51, 52  # first events, from 1: 4 + 1 + 4 + 1 a step


def answer(page: Page, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.request.post("/api/v1/flow", data={**RUN, **more}).json()
    return found


def rows(page: Page) -> dict[str, float]:
    found = page.locator(".gradient").all()
    return {row.locator("i").inner_text(): float(row.locator("b").inner_text()) for row in found}


def test_each_step_joins_the_sum_and_the_sum_has_its_true_norm(page: Page) -> None:
    norms = answer(page)["norms"]
    opened(page, f"{HERE}&event={SUM + 2}")
    expect(page.locator("#gradients h2")).to_have_text("Gradients in the sum: 3 of 5 steps")
    expect(page.locator("#gradients .lo")).to_have_text("norm at step 3")
    seen = rows(page)
    assert seen.keys() == norms["gradients"].keys()
    for name, number in seen.items():
        assert math.isclose(number, norms["gradients"][name][2], rel_tol=0.006), name
    steps = norms["gradients"][next(iter(seen))][:3]
    at = steps.index(max(steps)) + 1
    expect(page.locator(".largest").first).to_have_text(re.compile(rf"^largest [\d.]+, step {at}$"))
    opened(page, f"{HERE}&event={SIGMA}")
    expect(page.locator("#gradients .lo")).to_have_text("norm of the sum")
    for name, number in rows(page).items():
        assert math.isclose(number, norms["totals"][name], rel_tol=0.006), name


def test_they_are_gathered_while_errors_flow_back(page: Page) -> None:
    opened(page, f"{HERE}&event=10")
    expect(page.locator("#gradients")).to_be_hidden()
    opened(page, f"{HERE}&event={BACKWARD + 8}")
    title = page.locator("#gradients h2")
    expect(title).to_have_text("Gradients so far: 2 of 5")
    for _ in range(3):
        page.locator("body").press("ArrowRight")
    expect(title).to_have_text("Gradients so far: 3 of 5")
    known = page.locator(".step-bars .known").first
    assert known.evaluate("bars => getComputedStyle(bars).clipPath") == "inset(0px 0px 0px 40%)"


def test_the_update_shows_the_loss_before_and_after(page: Page) -> None:
    before, after = (answer(page, updates=n)["loss"]["total"] for n in (0, 1))
    opened(page, f"{HERE}&event={UPDATE}")
    assert state(page)["current"]["phase"] == "update"
    told = page.locator("#event-body .big")
    expect(told).to_contain_text("→")
    shown = [float(number) for number in re.findall(r"[\d.]+", told.inner_text())]
    assert math.isclose(shown[0], before, rel_tol=0.006)
    assert math.isclose(shown[1], after, rel_tol=0.006)
    page.get_by_role("button", name="Renew the parameters once").click()
    expect(page.locator("#total-loss")).to_have_text(f"{shown[1]:.2f}")
