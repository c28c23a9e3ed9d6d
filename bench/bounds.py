"""What else was promised of the engine: `python -m bench.bounds`.

The split by source against its own matrix products, growth with T, memory, and POST /flow against a
route that does nothing, on a server in a process of its own.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is there

import socket
import subprocess
import sys
import time
import tracemalloc
import urllib.request
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.experiment import Experiment, prepare, settle
from core.flow import Flow, flow
from core.request import Limits, Request
from core.sources import sources

LIMITS = replace(Limits(), steps=10_000)


def main() -> None:
    print("sources of c and y, T = 200, over the products of the sweep itself")
    for units in (4, 16, 64, 256):
        print(f"  H = {units:3}  {split(units):.2f}")
    print("growth of a run with T, from 100 to 10,000, as an exponent")
    for units in (4, 64):
        print(f"  H = {units:3}  {growth(units):.2f}")
    print("memory of a run with messages, T = 200, H = 64: floats for each T H")
    print(f"           {memory(200, 64):.0f}")
    print("POST /flow, T = 12, H = 4, over an empty route")
    print(f"           {service():.2f}")


def experiment(steps: int, units: int) -> Experiment:
    request = Request(cell="lstm-peephole", steps=steps, hidden_size=units)
    return prepare(settle(request, LIMITS))


def split(units: int, steps: int = 200) -> float:
    """Seconds of the split over those of its matrix products, turn by turn."""
    run = flow(experiment(steps, units))
    sums = np.ones((2, units, units))  # of gates and matrices, for c and for y
    errors, out = np.ones((steps, units)), np.empty((steps, units))

    def products() -> None:
        for t in range(steps):
            for matrix in sums:
                np.dot(errors[t:], matrix, out[t:])

    return compare(lambda: sources(run.experiment, run.run), products)


def growth(units: int) -> float:
    """The slope of log seconds over log T."""
    few, many = experiment(100, units), experiment(10_000, units)
    ratio = compare(lambda: computed(many), lambda: computed(few), turns=5)
    return float(np.log(ratio) / np.log(100))


def computed(one: Experiment) -> Flow:
    result = flow(one)
    assert result.gradients and result.norms
    return result


def memory(steps: int, units: int) -> float:
    """The most that is held at once."""
    one = experiment(steps, units)
    computed(one)
    tracemalloc.start()
    result = flow(one)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert result.run.messages
    return peak / 8 / (steps * units)


def service() -> float:
    """The time of a POST over that of GET /healthz, on one connection's worth of work."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    body = b'{"cell": "lstm", "steps": 12, "hidden_size": 4}'
    kind = {"Content-Type": "application/json"}
    post = urllib.request.Request(f"{address}/api/v1/flow", body, kind, method="POST")
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def read(what: str | urllib.request.Request) -> None:
        with direct.open(what) as answer:
            answer.read()

    try:
        wait(lambda: read(f"{address}/healthz"))
        return compare(lambda: read(post), lambda: read(f"{address}/healthz"), turns=300)
    finally:
        server.terminate()
        server.wait()


def wait(call: Callable[[], None]) -> None:
    for _ in range(200):
        try:
            return call()
        except OSError:
            time.sleep(0.05)


def compare(one: Callable[[], object], other: Callable[[], object], turns: int = 20) -> float:
    """The median of one's seconds over the other's, taken turn by turn."""
    ratios = [timed(one) / timed(other) for _ in range(turns + 2)]
    return float(np.median(ratios[2:]))


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
