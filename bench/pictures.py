"""A contact sheet of every state of the page: python -m bench.pictures [address of a server].

Each row of a sheet is one state at 1440, 1024, 768 and 390 pixels; there is a sheet for each group
of states and each theme, in test-results/pictures. Without an address it starts a server itself.
Names of groups after the address make those alone: python -m bench.pictures "" views gradients.
"""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from bench.page import FLAGS, READY

SIZES = ((1440, 900), (1024, 900), (768, 1024), (390, 844))
THEMES = ("light", "dark")
FOLDER = Path("test-results/pictures")
ANSWERS = "**/api/v1/flow"
SHOWN = 420
"""Height of a picture on a sheet."""


@dataclass(frozen=True)
class State:
    """What to open, and what to do there before the picture is taken."""

    name: str
    address: str
    act: Callable[[Page], object] = lambda page: None


def put(page: Page, selector: str, value: str) -> None:
    """Fills a field, visible or not, as a hand does: the browser sends its input event."""
    page.locator(selector).first.evaluate(
        """(field, value) => {
            field.value = value;
            field.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        value,
    )


def waits(page: Page) -> None:
    page.route(ANSWERS, lambda route: page.once("close", lambda _: route.abort()))
    put(page, "#forget_bias", "3")
    page.wait_for_selector("#loading:visible")


def is_cut_off(page: Page) -> None:
    page.route(ANSWERS, lambda route: route.abort())
    put(page, "#forget_bias", "3")
    page.wait_for_selector(".notice")


def is_refused(page: Page) -> None:
    detail = "The answer would hold 2,400,000 numbers, and the most is 2,000,000; ask for less."
    counts = {"numbers": 2_400_000, "most": 2_000_000}
    problem = {"title": "Too large", "errors": [{"pointer": "/include"}], "detail": detail} | counts
    kind = "application/problem+json"

    def refuse(route: Route) -> None:
        route.fulfill(status=422, content_type=kind, json=problem)

    page.route(ANSWERS, refuse)
    put(page, "#forget_bias", "3")
    page.wait_for_selector(".notice")


def errs(page: Page) -> None:
    put(page, "textarea", "h[t] = tanh(W @ h[t-1] + U @ x[t] + b)\ny[t] = hh[t]")
    page.wait_for_timeout(1200)


LSTM = "?task=noise&seed=43"
OWN = "?cell=own&task=noise&equations=m[t] %3D 0.9 * m[t-1] %2B U @ x[t]%0Ay[t] %3D tanh(A @ m[t])"
RNN = "?cell=rnn&task=noise&steps=6"
HOT = "?cell=rnn&activation=identity&recurrent_gain=3&task=noise&steps=500&event=3000"
GROUPS = {
    "phases": [
        State("forward", f"{LSTM}&event=20&fraction=0.6"),
        State("loss", f"{LSTM}&event=80&fraction=0.5"),
        State("backward: the cell gathers", f"{LSTM}&event=124&fraction=0.6"),
        State("backward: inside the box", f"{LSTM}&event=126&fraction=0.6"),
        State("sum", f"{LSTM}&event=164"),
        State("update", f"{LSTM}&event=170"),
    ],
    "cells": [
        State("simple RNN", "?cell=rnn&task=noise&event=100&fraction=0.7"),
        State("LSTM", "?cell=lstm&event=150"),
        State("LSTM with peepholes, text", "?event=150&fraction=0.5"),
        State("LSTM with full gate recurrence", "?cell=lstm-fgr&task=noise&event=124&fraction=0.6"),
        State("GRU", "?cell=gru&event=160&fraction=0.6"),
        State("dense layers", "?cell=dense&event=100"),
        State("a cell of one's own", f"{OWN}&event=60"),
    ],
    "views": [
        State("circuit: LSTM with peepholes", f"{LSTM}&event=124&fraction=0.6&view=circuit"),
        State(
            "circuit: full gate recurrence",
            "?cell=lstm-fgr&task=noise&event=124&fraction=0.6&view=circuit",
        ),
        State("circuit: GRU", "?cell=gru&task=noise&event=100&fraction=0.6&view=circuit"),
        State("circuit: simple RNN", f"{RNN}&event=41&fraction=0.6&view=circuit"),
        State("circuit: a cell of one's own", f"{OWN}&event=60&view=circuit"),
        State("Space Odyssey", f"{LSTM}&event=124&fraction=0.6&view=odyssey"),
        State("neurons: simple RNN", f"{RNN}&event=41&view=neurons"),
        State("neurons: dense layers", "?cell=dense&task=noise&steps=6&event=41&view=neurons"),
        State("routes", f"{LSTM}&event=124&view=routes"),
        State("routes, one cut", f"{LSTM}&event=124&view=routes&cut=c%3Ec%401"),
    ],
    "gradients": [
        State("three gradients, backward", f"{LSTM}&event=124&frames="),
        State("three gradients, sum", f"{LSTM}&event=164&frames="),
        State("three gradients, update", f"{LSTM}&event=170&frames="),
        State("three gradients, a parameter", f"{RNN}&event=62&frames=1-2-6&parameter=W"),
    ],
    "lengths": [
        State("T = 12, pinned", f"{LSTM}&event=150&pin=arrow.c_c.8-arrow.c_c.10"),
        State("T = 30", "?task=noise&steps=30&event=300"),
        State("T = 50", "?task=noise&steps=50&event=560"),
        State("T = 500", "?task=noise&steps=500&event=4800"),
        State(
            "T = 1000, H = 100: norms alone", "?task=noise&steps=1000&hidden_size=100&event=9000"
        ),
    ],
    "states": [
        State("first visit", ""),
        State("loading", f"{LSTM}&event=150", waits),
        State("server unreachable", f"{LSTM}&event=150", is_cut_off),
        State("too large", f"{LSTM}&event=150", is_refused),
        State("mistake in an equation", f"{OWN}&event=60", errs),
        State("not finite", HOT),
        State("every error zero", "?text=aaaa&event=150"),
    ],
}


def main(address: str, *groups: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(address) as at, sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = browser.new_context()  # one for all, so that the page's files are read once
        for theme in THEMES:
            for group in groups or GROUPS:
                rows = [row(context, at, state, theme) for state in GROUPS[group]]
                sheet(browser, "".join(rows), FOLDER / f"{group}-{theme}.png")
        browser.close()


def row(context: BrowserContext, address: str, state: State, theme: str) -> str:
    pictures = taken(context, address, state, theme)
    images = (base64.b64encode(picture).decode() for picture in pictures)
    shown = "".join(f'<img src="data:image/png;base64,{image}">' for image in images)
    return f"<h2>{escape(state.name)}</h2><div>{shown}</div>"


def taken(context: BrowserContext, address: str, state: State, theme: str) -> list[bytes]:
    """The state is opened once and then seen through windows of all sizes."""
    (width, height), *_ = SIZES
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    try:
        mark = "&" if "?" in state.address else "?"
        page.goto(f"{address}/{state.address}{mark}theme={theme}")
        page.wait_for_function(READY)
        state.act(page)
        return [seen(page, *size) for size in SIZES]
    finally:
        page.unroute_all(behavior="ignoreErrors")
        page.close()


def seen(page: Page, width: int, height: int) -> bytes:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(250)  # for what fades in
    return page.screenshot()


def sheet(browser: Browser, rows: str, path: Path) -> None:
    page = browser.new_page(viewport={"width": 1800, "height": 900})
    style = f"body{{font:14px system-ui;background:#ccc}}img{{height:{SHOWN}px;margin-right:8px}}"
    page.set_content(
        f"<style>{style}h2{{margin:12px 0 4px}}div{{white-space:nowrap}}</style>{rows}"
    )
    page.screenshot(path=path, full_page=True)
    page.close()
    print(path)


@contextmanager
def served(address: str) -> Iterator[str]:
    """The address of a server, of one started for this where none is given."""
    if address:
        yield address
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "app", "--port", str(port)])
    try:
        while not answers(f"http://127.0.0.1:{port}/healthz"):
            if process.poll() is not None:
                sys.exit("The server did not start.")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=1).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main(*(sys.argv[1:] or [""]))
