"""What is on the canvas, held against the design's formulas for the numbers of the API.

Everything here is computed anew: norms of vector sums from the server's messages, widths and
strengths by the formulas, colours by the browser's own color-mix.
"""

import math
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.seen import frame, opened, state

BLACK_BOX = (1.0, 1.25)
"""The factor of all widths at this level."""

# The ink across an arrow, clear of its chevrons: how far its colour reaches, and how far off it is.
ACROSS = """({ lines, colours, scale }) => {
  const canvas = document.querySelector("#stage canvas");
  const pen = canvas.getContext("2d");
  const left = new DOMMatrix(getComputedStyle(canvas).transform).e;
  const shade = (text) => {
    const probe = document.createElement("canvas").getContext("2d");
    probe.fillStyle = text;
    probe.fillRect(0, 0, 1, 1);
    return probe.getImageData(0, 0, 1, 1).data;
  };
  return lines.map(({ x, y, dx, dy }, i) => {
    const wanted = shade(colours[i]);
    const at = (s) => pen.getImageData(
      Math.round((x + left + s * dx) * scale), Math.round((y + s * dy) * scale), 1, 1).data;
    const far = (data) => Math.max(...[0, 1, 2].map((c) => Math.abs(data[c] - wanted[c])));
    let reach = 0;
    for (let s = -14; s <= 14; s += 1 / scale) if (far(at(s)) <= 12) reach += 1 / scale;
    return { reach, off: far(at(0)) };
  });
}"""


# A step back is there at once, so the list is read from its end.
BACK = """(count) => Array.from({ length: count }, () => {
  const { phase, t, variables } = unrolled.state.current;
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
  return { phase, t, variables };
})"""


def token(page: Page, name: str) -> str:
    found: str = page.evaluate(
        "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", name
    )
    return found


def sums(page: Page, run: dict[str, Any]) -> dict[str, list[float]]:
    """The norm that each arrow carries at each step, of the vector sum of its messages."""
    asked = {**run, "include": ["messages"], "digits": 17}
    messages = page.request.post("/api/v1/flow", data=asked).json()["messages"]
    trunks = {
        "J_y": ["y>J"],
        "y_c": ["c>y", "c>obar"],
        "c_c": ["c>c@1", "c>ibar@1", "c>fbar@1"],
        "b_y": ["y>zbar@1", "y>ibar@1", "y>fbar@1", "y>obar@1"],
    }
    return {
        arrow: [math.hypot(*map(sum, zip(*rows, strict=True))) for rows in zip(*parts, strict=True)]
        for arrow, edges in trunks.items()
        for parts in [[messages[edge] for edge in edges]]
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_arrows_have_the_widths_and_colours_of_the_formulas(page: Page, theme: str) -> None:
    run = {"cell": "lstm-peephole", "task": {"name": "noise"}, "seed": 43}
    run["initialization"] = {"recurrent_gain": 2.0}
    opened(page, f"?task=noise&seed=43&recurrent_gain=2&event=170&theme={theme}")
    norms = sums(page, run)
    fresh = max(norms["J_y"])
    assert math.isclose(state(page)["fresh"], fresh, rel_tol=1e-5)
    err, stage, hot = (token(page, name) for name in ("--err", "--stage", "--err-hot"))
    lines, colours, widths = [], [], []
    factors = set()
    for column in frame(page)["columns"]:
        for arrow in column["arrows"]:
            big = math.log10(norms[arrow["id"]][arrow["t"] - 1] / fresh)
            natural = min(18.0, max(1.0, 7 * 2**big))
            factors.add(round(arrow["width"] / natural, 4))
            # Under a hot arrow's core and beside a weak one's tube the ink is another.
            if natural < 3 or big > 0.5 or arrow["id"] == "y_c":
                continue
            (x0, y0), (x1, y1) = arrow["line"]
            length = math.hypot(x1 - x0, y1 - y0)
            along = 3 if length < 40 else 25  # clear of the chevrons, which come at 13, 39, ...
            x, y = x0 + along * (x1 - x0) / length, y0 + along * (y1 - y0) / length
            lines.append({"x": x, "y": y, "dx": (y1 - y0) / length, "dy": (x1 - x0) / length})
            strength = min(1.0, max(0.3, 1 + 0.22 * big))
            heat = min(1.0, big / 1.5)
            colours.append(
                f"color-mix(in oklab, {hot} {100 * heat}%, {err})"
                if big > 0
                else f"color-mix(in oklab, {err} {100 * strength}%, {stage})"
            )
            widths.append(arrow["width"])
    assert len(factors) == 1, "one factor for all arrows of the picture"
    low, high = BLACK_BOX
    assert low <= factors.pop() <= high
    assert len(lines) > 20
    assert max(widths) - min(widths) > 3, "arrows of different sizes are held"
    scale = page.evaluate("() => devicePixelRatio")
    seen = page.evaluate(ACROSS, {"lines": lines, "colours": colours, "scale": scale})
    for found, width in zip(seen, widths, strict=True):
        assert found["off"] <= 12, "the colour of the formula"
        assert abs(found["reach"] - width) <= 2.1, "its edges are smoothed over a pixel each"


def test_the_order_of_events_follows_the_rule(page: Page) -> None:
    opened(page, "?task=noise&event=170")
    found = page.evaluate(BACK, 12 * 14 + 2)
    seen = [(one["phase"], one["t"], frozenset(one["variables"])) for one in found[::-1]]
    groups = [{"zbar", "ibar", "fbar"}, {"z", "i", "f"}, {"c"}, {"obar"}, {"o"}, {"y"}]
    rule = [("forward", t, frozenset(group)) for t in range(1, 13) for group in groups]
    rule += [("loss", t, frozenset({"J"})) for t in range(1, 13)]
    rule += [("backward", t, frozenset(group)) for t in range(12, 0, -1) for group in groups[::-1]]
    rule += [("sum", t, frozenset()) for t in range(1, 13)] + [("sum", 0, frozenset())]
    rule += [("update", 0, frozenset())]
    assert seen == rule
