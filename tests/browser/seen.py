"""What the page shows, asked through its console handle, and a slider moved as by hand."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page

READY = "() => globalThis.unrolled && unrolled.frame() !== null"
STILL = "?event=150"


def opened(page: Page, address: str = STILL) -> Page:
    page.goto("/" + address)
    page.wait_for_function(READY)
    return page


def resized(page: Page, width: int, height: int) -> str:
    """Gives the window another size and waits until it is drawn; answers with it, for messages."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    return f"{width} x {height}"


def in_both_themes(page: Page) -> Iterator[str]:
    """The open page in light, then in dark; without motion, so that no colour is on its way."""
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Dark").wait_for()
    yield "light"
    page.get_by_role("button", name="Dark").click()
    yield "dark"


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
