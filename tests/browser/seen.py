"""What the page shows, asked through its console handle, and a slider moved as by hand."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

READY = "() => globalThis.unrolled && unrolled.frame() !== null"
STILL = "?event=150"


def opened(page: Page, address: str = STILL) -> Page:
    page.goto("/" + address)
    page.wait_for_function(READY)
    return page


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("() => unrolled.state")
    return found


def frame(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("() => unrolled.frame()")
    return found


def widths(page: Page) -> dict[str, float]:
    """The width of every arrow that has arrived, by its id and step."""
    return {
        f"{arrow['id']}({arrow['t']})": arrow["width"]
        for column in frame(page)["columns"]
        for arrow in column["arrows"]
    }


def slide(page: Page, name: str, value: float) -> None:
    """Moves a slider as a hand does: the browser sends its input event."""
    page.locator(f"#{name}").evaluate(
        """(slider, value) => {
            slider.value = value;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        value,
    )


def after_answer(page: Page, act: Callable[[], object]) -> None:
    """Does something that asks the server, and waits until the page has taken the answer."""
    act()
    page.wait_for_function("() => !unrolled.state.waiting")
