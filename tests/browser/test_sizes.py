"""Windows from a small phone to a large screen, upright and on their sides."""

from itertools import combinations

from playwright.sync_api import FloatRect, Page, expect

from tests.browser.seen import opened, resized

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
SHOWING_THE_LOSS = [(1280, 800), (1280, 390), (1440, 700)]
SPILL = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"

BELOW = "() => document.scrollingElement.scrollHeight - document.scrollingElement.clientHeight"
"""A narrow page, where it is not low as well, is a screen high: only its sheet scrolls."""


def test_stage_and_playback_are_in_sight(page: Page) -> None:
    opened(page)
    for window in WINDOWS:
        at = resized(page, *window)
        expect(page.locator("#play"), at).to_be_in_viewport(ratio=1)
        expect(page.locator("#stage"), at).to_be_in_viewport(ratio=0.9)
        expect(page.get_by_role("button", name="Share"), at).to_be_in_viewport(ratio=1)
        assert page.evaluate(SPILL) <= 0, at
        if window[0] < 760 < window[1]:
            assert page.evaluate(BELOW) <= 2, at
        if window in SHOWING_THE_LOSS:
            expect(page.locator("#total-loss"), at).to_be_in_viewport(ratio=1)
            expect(page.locator("#renew"), at).to_be_in_viewport(ratio=1)


def test_the_words_of_the_playback_do_not_overprint(page: Page) -> None:
    opened(page)
    for width in (320, 390, 700, 768, 860, 1024):
        at = resized(page, width, 800)
        words = page.locator(".phase .name, .count").all()
        boxes = [box for word in words if word.is_visible() and (box := word.bounding_box())]
        assert boxes, at
        for a, b in combinations(boxes, 2):
            assert apart(a, b, "x", "width") or apart(a, b, "y", "height"), at


def apart(a: FloatRect, b: FloatRect, start: str, length: str) -> bool:
    at = {**a}, {**b}
    first, second = sorted(at, key=lambda box: box[start])
    return first[start] + first[length] <= second[start] + 0.5


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
