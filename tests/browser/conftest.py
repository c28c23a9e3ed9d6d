"""A real Chromium for the page's tests.

Playwright's own browser is never downloaded: the tests drive the Chromium that the machine has.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, WebError

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # Chromium refuses to run as root with it
    "--disable-gpu",
    # The rest keeps it from calling home, which tests must not depend on.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = os.environ.get("UNROLLED_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), None
    )
    if found is None:
        why = f"no Chromium: none of {', '.join(NAMES)} on PATH, and UNROLLED_CHROMIUM is not set"
        if os.environ.get("CI"):
            pytest.fail(why)  # a skipped browser must not pass for a green one
        pytest.skip(why)
    return {**browser_type_launch_args, "executable_path": found, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def base_url(server: str) -> str:
    """Lets tests say `page.goto("/")`."""
    return server


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of so far; a test that provokes a complaint clears it."""
    return []


@pytest.fixture(scope="session")
def shared(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """One context for all tests, so that the page's files are read and compiled once."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


@pytest.fixture
def context(
    shared: BrowserContext, base_url: str, complaints: list[str]
) -> Iterator[BrowserContext]:
    """The shared context for a `page`, whose test fails on any complaint that it leaves behind.

    What a page stores does not outlive its test.
    """

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console: {message.text} ({message.location['url']})")

    def error(error: WebError) -> None:
        complaints.append(f"page error: {error.error}")

    def request(request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and url.netloc != urlsplit(base_url).netloc:
            complaints.append(f"request to another host: {request.url}")

    heard = {"console": console, "weberror": error, "request": request}
    for event, hear in heard.items():
        shared.on(event, hear)  # type: ignore[call-overload]
    yield shared
    for page in shared.pages:
        # One more exchange, which delivers what the browser has already sent.
        page.evaluate("() => { if (location.origin !== 'null') localStorage.clear(); }")
    for event, hear in heard.items():
        shared.remove_listener(event, hear)
    for page in shared.pages:
        page.close()
    shared.clear_cookies()
    assert not complaints, "\n".join(complaints)
