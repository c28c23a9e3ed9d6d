"""Windows from a small phone to a large screen, upright and on their sides."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seen import opened

WINDOWS = [
    (320, 568),
    (390, 844),
    (640, 390),
    (667, 375),
    (700, 900),
    (768, 1024),
    (844, 390),
    (1024, 768),
    (1280, 390),
    (1280, 800),
    (1440, 700),
    (2560, 1440),
]
SPILL = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_stage_and_playback_are_in_sight(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page)
    expect(page.locator("#play")).to_be_in_viewport(ratio=1)
    expect(page.locator("#stage")).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_role("button", name="Share")).to_be_in_viewport(ratio=1)
    assert page.evaluate(SPILL) <= 0


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1280, 390), (1440, 700)])
def test_what_is_gained_is_in_sight(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page)
    expect(page.locator("#total-loss")).to_be_in_viewport(ratio=1)
    expect(page.locator("#renew")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 390, 700, 768, 860, 1024])
def test_the_words_of_the_playback_do_not_overprint(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page)
    boxes = [
        word.bounding_box()
        for word in page.locator(".phase .name, .count").all()
        if word.is_visible() and word.bounding_box()
    ]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a and b
            apart_x = a["x"] + a["width"] <= b["x"] + 0.5 or b["x"] + b["width"] <= a["x"] + 0.5
            apart_y = a["y"] + a["height"] <= b["y"] + 0.5 or b["y"] + b["height"] <= a["y"] + 0.5
            assert apart_x or apart_y


def test_the_heads_of_the_ledger_are_one_line(page: Page) -> None:
    opened(page, "?hidden_size=256&event=124")
    head = page.locator(".ledger-head").first
    assert head.evaluate("head => head.scrollWidth - head.clientWidth") <= 0
    assert head.evaluate("head => head.offsetHeight") < 24


def test_the_legend_opens_and_says_what_the_marks_are(page: Page) -> None:
    opened(page)
    legend = page.locator(".legend details")
    expect(legend.locator("dl")).to_be_hidden()
    legend.locator("summary").click()
    for mark in ("hollow bar", "ring of a node", "Follow", "one step earlier"):
        expect(legend).to_contain_text(mark)
    expect(legend.locator("dl")).to_be_visible()
