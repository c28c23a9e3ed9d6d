"""What axe-core finds wrong with the page for readers with other eyes, hands or ears: nothing."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.seen import opened

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
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(FIND, RULES)
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 768, 390])
def test_the_page_in_every_width_and_theme(page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    opened(page, f"?event=150&theme={theme}")
    assert violations(page) == []
    if width < 760:
        for tab in ("Sizes", "Settings"):
            page.get_by_role("tab", name=tab).click()
            assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["circuit", "odyssey"])
def test_the_views_inside_the_block(page: Page, view: str, theme: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    opened(page, f"?event=150&view={view}&theme={theme}")
    for tab in ("Sizes", "Settings", "Event"):
        page.get_by_role("tab", name=tab).click()
        assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_routes_one_of_them_cut(page: Page, theme: str) -> None:
    opened(page, f"?event=150&view=routes&cut=c%3Ec%401&theme={theme}")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_editor_with_a_mistake(page: Page, theme: str, complaints: list[str]) -> None:
    page.goto(f"/?cell=own&task=noise&equations=h%5Bt%5D%20%3D%20hh%5Bt%5D&theme={theme}")
    page.locator(".notice").wait_for()
    complaints.clear()  # the browser reports the refused request, as it should
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_list_of_keys_and_the_legend(page: Page, theme: str) -> None:
    opened(page, f"?event=150&theme={theme}")
    page.get_by_text("How to read the picture").click()
    assert violations(page) == []
    page.get_by_role("button", name="Keys").click()
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_documentation(page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"/docs?theme={theme}")
    assert violations(page) == []
