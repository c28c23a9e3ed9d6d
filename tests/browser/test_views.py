"""Every view at every event: nothing throws, and the moment is the one that was asked for."""

from playwright.sync_api import Page

from tests.browser.seen import opened, state

SCRUBBED = """() => {
  const slider = document.getElementById("scrub");
  const seen = new Set();
  for (let place = 0; place <= 400; place++) {
    slider.value = place / 400;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    if (unrolled.frame().event.index !== unrolled.state.event) return null;
    seen.add(unrolled.state.event);
  }
  return [...seen].sort((a, b) => a - b);
}"""


def test_every_view_draws_every_event(page: Page) -> None:
    """That nothing was thrown the fixture of the page holds."""
    for cell, keys in (("rnn", "bcnr"), ("gru-reset-after", "cr"), ("lstm-peephole", "or")):
        opened(page, f"?cell={cell}&task=noise&steps=3&event=20")
        for key in keys:
            page.keyboard.press(key)
            view = {"b": "box", "c": "circuit", "n": "neurons", "o": "odyssey", "r": "routes"}[key]
            page.wait_for_function(
                """(view) => document.querySelector('#views [aria-pressed="true"]')
                  .textContent.toLowerCase().includes(view.slice(0, 3))""",
                arg=view,
            )
            page.wait_for_function("() => !unrolled.state.waiting")
            assert state(page)["view"] == view
            events = page.evaluate(SCRUBBED)
            assert events == list(range(events[-1] + 1)), (cell, view)
            assert page.locator("#event-count").inner_text().endswith(f"of {events[-1] + 1}")
