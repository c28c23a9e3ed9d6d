"""The chart of the errors' sizes: which it shows, zeros, and the sentence beside it."""

import math
import re
from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.browser.seen import opened

OWN = "?cell=own&task=noise&event=60&equations="


def test_lines_are_named_at_every_length_and_can_be_chosen(page: Page) -> None:
    opened(page, "?task=noise&steps=200&event=1900")
    c, y = page.locator("#series button").all()
    expect(c).to_have_text("δc")
    expect(y).to_have_text("δy")
    assert page.locator("#chart .series").count() == 2
    c.click()
    expect(c).to_have_attribute("aria-pressed", "false")
    assert page.locator("#chart .series").count() == 1
    expect(page.locator("#trend")).to_contain_text("The error of the output")
    expect(page.locator("#trend")).not_to_contain_text("the cell")
    y.click()
    expect(y).to_have_attribute("aria-pressed", "true")


def test_the_sentence_says_what_the_server_measured(page: Page) -> None:
    run = {"cell": "rnn", "task": {"name": "noise"}, "steps": 30, "loss": {"at": "last"}}
    run["initialization"] = {"recurrent_gain": 0.5}
    sizes = page.request.post("/api/v1/flow", data=run).json()["norms"]["deltas"]["h"]
    opened(page, "?cell=rnn&task=noise&steps=30&at=last&recurrent_gain=0.5&event=200")
    said = page.locator("#trend").inner_text()
    assert said.startswith("The error of the hidden state shrinks from ")
    powers = {ord(raised): str(digit) for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {
        ord("⁻"): "-"
    }
    plain = re.sub(r"\s×\s10", "e", said).translate(powers)
    last, first, factor = (float(n) for n in re.findall(r"(?<!step )\b\d+\.\d+(?:e-?\d+)?", plain))
    assert math.isclose(last, sizes[-1], rel_tol=0.06)
    assert math.isclose(first, sizes[0], rel_tol=0.06)
    assert math.isclose(factor, sizes[0] / sizes[-1], rel_tol=0.06)


def test_errors_that_are_all_zero_have_no_axis(page: Page) -> None:
    opened(page, "?text=aaaa&event=60")
    chart = page.locator("#chart")
    expect(chart).to_have_text("Every error is exactly zero.")
    expect(page.locator("#trend")).to_contain_text("The error of the cell is exactly zero")
    expect(page.locator("#fresh")).to_contain_text("every arrow is exactly zero")
    opened(page, "?cell=rnn&task=noise&at=last&activation=relu&recurrent_gain=0&event=60")
    dots = chart.locator("path.zero").first.get_attribute("d") or ""
    assert dots.count("M") == 11
    expect(page.locator("#trend")).to_contain_text("at step 12 to exactly zero at step 11.")


def test_labels_of_ends_do_not_overlap(page: Page) -> None:
    states = "%0A".join(f"{name}[t] %3D tanh(W @ {name}[t-1] %2B U @ x[t])" for name in "abde")
    opened(page, f"{OWN}{states}%0Ay[t] %3D a[t] %2B b[t] %2B d[t] %2B e[t]")
    boxes = [label.bounding_box() for label in page.locator("#chart .name").all()]
    tops = sorted(box["y"] for box in boxes if box)
    assert len(tops) == 4
    assert all(below - above >= 13 for above, below in pairwise(tops))


def test_pointing_at_an_input_tells_its_error(page: Page) -> None:
    opened(page, "?event=200")
    box = page.locator("#stage").bounding_box()
    circles = page.evaluate("() => unrolled.frame().columns[2].x")
    assert box
    height = page.locator("#lanes i").last.evaluate("lane => parseFloat(lane.style.top)")
    page.mouse.move(box["x"] + circles, box["y"] + height)
    card = page.locator("#card")
    expect(card).to_contain_text("x(3) = l")
    expect(card).to_contain_text("; error: norm")


def test_another_cell_s_errors_do_not_leave_their_choice_behind(page: Page, server: str) -> None:
    """Dense layers have an output alone; back at the LSTM both of its errors are shown again."""
    page.goto(server)
    expect(page.locator("#chart .series")).to_have_count(2)
    page.get_by_role("radio", name="Dense").check(force=True)
    expect(page.locator("#chart .series")).to_have_count(1)
    page.get_by_role("radio", name="LSTM").check(force=True)
    expect(page.locator("#chart .series")).to_have_count(2)
