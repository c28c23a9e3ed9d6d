"""The README's picture, docs/page.png: python -m bench.cover [address of a server].

The black box and, beside it, the circuit at the same moment, in which the cell gathers its error.
"""

import base64
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.page import FLAGS, READY
from bench.pictures import served

MOMENT = "?task=noise&seed=43&event=124&fraction=0.6&theme=light"
WINDOW = (860, 700)
SEEN = 518
"""Height of what is seen of a window: down to the playback."""
WIDTH, GAP = 1440, 12
PICTURE = Path("docs/page.png")


def main(address: str) -> None:
    width, height = WINDOW
    scale = (WIDTH - GAP) / 2 / width
    with served(address) as at, sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(
            viewport={"width": width, "height": height}, device_scale_factor=scale
        )
        images = []
        for view in ("box", "circuit"):
            page.goto(f"{at}/{MOMENT}&view={view}")
            page.wait_for_function(READY)
            page.wait_for_timeout(400)  # for what fades in
            seen = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": SEEN})
            images.append(base64.b64encode(seen).decode())
        shown = "".join(f'<img src="data:image/png;base64,{image}">' for image in images)
        sheet = browser.new_page(viewport={"width": WIDTH, "height": 100})
        sheet.set_content(
            f"<!doctype html><body style='margin:0'><div style='display:flex;gap:{GAP}px'>{shown}"
        )
        sheet.locator("div").screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
