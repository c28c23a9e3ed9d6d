"""What axe-core finds wrong with the page for readers with other eyes, hands or ears: nothing."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.seen import in_both_themes, opened, resized

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """async (tags) => {
  const { violations } = await axe.run({ runOnly: { type: "tag", values: tags } });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""


def violations(page: Page) -> list[str]:
    if not AXE.exists():
        why = "no axe-core: run npm ci"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(FIND, RULES)
    return found


def test_the_page_in_every_width_and_theme(page: Page) -> None:
    opened(page)
    for theme in in_both_themes(page):
        for width in (1440, 1024, 768):
            at = resized(page, width, 844)
            assert violations(page) == [], f"{at}, {theme}"
        at = resized(page, 390, 844)
        for tab in ("Event", "Sizes", "Settings"):
            page.get_by_role("tab", name=tab).click()
            assert violations(page) == [], f"{at}, {theme}, {tab}"


def test_the_views_inside_the_block(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    opened(page, "?event=150&view=circuit")
    for theme in in_both_themes(page):
        for view in ("Circuit", "Space Odyssey"):
            page.get_by_role("button", name=view).click()
            for tab in ("Sizes", "Settings", "Event"):
                page.get_by_role("tab", name=tab).click()
                assert violations(page) == [], f"{view}, {theme}, {tab}"


def test_the_routes_one_of_them_cut(page: Page) -> None:
    opened(page, "?event=150&view=routes&cut=c%3Ec%401")
    for theme in in_both_themes(page):
        for width in (1280, 390):
            at = resized(page, width, 844)
            assert violations(page) == [], f"{at}, {theme}"


def test_the_editor_with_a_mistake(page: Page, complaints: list[str]) -> None:
    page.goto("/?cell=own&task=noise&equations=h%5Bt%5D%20%3D%20hh%5Bt%5D")
    page.locator(".notice").wait_for()
    complaints.clear()  # the browser reports the refused request, as it should
    for theme in in_both_themes(page):
        assert violations(page) == [], theme


def test_the_list_of_keys_and_the_legend(page: Page) -> None:
    opened(page)
    page.get_by_text("How to read the picture").click()
    for theme in in_both_themes(page):
        assert violations(page) == [], theme
        page.get_by_role("button", name="Keys").click()
        assert violations(page) == [], f"{theme}, keys"
        page.keyboard.press("Escape")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_documentation(page: Page, theme: str) -> None:
    page.goto(f"/docs?theme={theme}")
    for width in (1440, 390):
        at = resized(page, width, 844)
        assert violations(page) == [], at
