"""The stage is zoomed by the wheel with Ctrl, as a pinched pad is told, and by two fingers."""

from playwright.sync_api import Page

from tests.browser.seen import frame, opened, state

PITCH = """() => {
  const [a, b] = unrolled.frame().columns;
  return b.x - a.x;
}"""
WHEEL = """([x, deltaY]) => document.getElementById("stage").dispatchEvent(
  new WheelEvent("wheel", { deltaY, ctrlKey: true, clientX: x, cancelable: true }))"""
FINGER = """([type, id, x]) => document.getElementById("stage").dispatchEvent(
  new PointerEvent(type, { pointerId: id, pointerType: "touch", clientX: x, clientY: 300 }))"""


def place(page: Page, t: int) -> float:
    """Where a step stands in the view."""
    seen = frame(page)
    [x] = [column["x"] for column in seen["columns"] if column["t"] == t]
    return float(x - seen["camera"])


def test_the_wheel_zooms_about_the_pointer_and_no_further_than_it_goes(page: Page) -> None:
    opened(page, "?task=noise&steps=20&event=200")
    left = page.locator("#stage").evaluate("stage => stage.getBoundingClientRect().left")
    pitch, x = page.evaluate(PITCH), place(page, 10)
    page.evaluate(WHEEL, [left + x, -120])
    assert page.evaluate(PITCH) > 1.4 * pitch
    assert abs(place(page, 10) - x) < 2
    for _ in range(4):
        page.evaluate(WHEEL, [left + x, -60])
    widest = page.evaluate(PITCH)
    assert 80 < widest < 130
    page.evaluate(WHEEL, [left + x, 120])
    assert page.evaluate(PITCH) < widest
    for _ in range(12):
        page.evaluate(WHEEL, [left + x, 240])
    assert abs(page.evaluate(PITCH) - pitch) < 1e-6


def test_zooming_on_passes_into_the_circuit_and_back(page: Page) -> None:
    opened(page, "?task=noise&event=100")
    event, left = state(page)["event"], 700
    for _ in range(8):
        page.evaluate(WHEEL, [left, -240])
    page.wait_for_function(f"() => ({PITCH})() > 280")  # it has to be loaded first
    assert state(page)["view"] == "circuit"
    assert state(page)["event"] == event
    for _ in range(8):
        page.evaluate(WHEEL, [left, 240])
    page.wait_for_function("() => unrolled.state.view === 'box'")
    assert page.evaluate(PITCH) < 160


def test_two_fingers_zoom(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, "?task=noise&event=100")
    pitch = page.evaluate(PITCH)
    for touch in (["pointerdown", 1, 100], ["pointerdown", 2, 200], ["pointermove", 2, 150]):
        page.evaluate(FINGER, touch)
    assert page.evaluate(PITCH) < 0.8 * pitch
    event = page.evaluate("() => unrolled.state.event")
    for touch in (["pointerup", 1, 100], ["pointerup", 2, 150]):
        page.evaluate(FINGER, touch)
    assert page.evaluate("() => unrolled.state.event") == event
