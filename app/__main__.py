"""`python -m app`: serve the page, and open it in a browser if there is one."""

from __future__ import annotations

import argparse
import contextlib
import threading
import time
import urllib.request
import webbrowser

import uvicorn


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m app", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--open", action="store_true", help="open the page in a browser")
    chosen = parser.parse_args()
    if chosen.open:
        address = f"http://{chosen.host}:{chosen.port}/"
        threading.Thread(target=_open_when_up, args=(address,), daemon=True).start()
    uvicorn.run("app.main:app", host=chosen.host, port=chosen.port)


def _open_when_up(address: str, patience: float = 30.0) -> None:
    """Open the page once the server answers; do nothing where there is no browser."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}healthz", timeout=1).close()
        except OSError:
            time.sleep(0.1)
            continue
        with contextlib.suppress(webbrowser.Error):
            webbrowser.get().open(address)
        return


if __name__ == "__main__":
    main()
