"""What a first visit loads: little, and all of it from the server."""

from playwright.sync_api import Browser, Response

from tests.browser.seen import opened

MOST = 300_000
"""Bytes on the wire of everything but the font, the answer to the first run included."""


def test_a_first_visit_loads_little_and_from_one_host(browser: Browser, base_url: str) -> None:
    page = browser.new_page(base_url=base_url)  # with an empty cache
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    opened(page, "")
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    urls = [response.url for response in responses]
    assert all(url.startswith(base_url) for url in urls)
    parts = ("/", ".css", ".js", "/flow")
    assert all(any(url.endswith(part) for url in urls) for part in parts)
    light = [response for response in responses if not response.url.endswith(".ttf")]
    sizes = {response.url: response.request.sizes()["responseBodySize"] for response in light}
    assert all(sizes.values())
    assert sum(sizes.values()) < MOST, sizes
    page.close()
