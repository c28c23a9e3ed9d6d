"""The engine beside its rivals: `python -m bench.flow [T H]`.

`lstm-peephole` in float64, one BLAS thread, everything that a run gives: every activation, every
delta, all messages, each step's gradient norms and the summed gradients. Its rivals: the same
written by hand; the hand-written forward pass and delta recursion alone; the matrix products that
nobody can avoid; and, if it is installed, eager PyTorch, the faster of retain_grad and
autograd.grad. All take turns in one run, and ratios are taken turn by turn, so that a machine whose
speed drifts does not favour one of them.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is there

import importlib.util
import sys
import time
from collections.abc import Callable

import numpy as np

from bench.lean_lstm import full, lean
from core import cells
from core.build import build
from core.functions import Array
from core.loss import Loss
from core.measures import factors, gradient_norms, total_gradient
from core.norms import norms_of
from core.plan import Run, run

INPUTS = 3
GRID = [(steps, units) for steps in (10, 50, 200, 1000) for units in (4, 16, 64, 256)]
SECONDS = 3.0
"""For each place of the grid, shared by all rivals."""

Gradients = dict[str, Array]


NAMES = ("by hand", "deltas", "products", "PyTorch")


def main(grid: list[tuple[int, int]]) -> None:
    print("lstm-peephole, X = 3, one BLAS thread; ms, and the rival's time over the engine's")
    print(f"{'T':>5} {'H':>4} {'engine':>9}", *(f"{name:>8}" for name in NAMES))
    for steps, units in grid:
        ours, theirs = compare(steps, units)
        ratios = (f"{np.median(theirs[name]):8.2f}" for name in NAMES if name in theirs)
        print(f"{steps:5} {units:4} {1e3 * ours:9.3f}", *ratios, flush=True)


def compare(steps: int, units: int) -> tuple[float, dict[str, list[float]]]:
    """The engine's median seconds, and each rival's times over the engine's, turn by turn."""
    rng = np.random.default_rng(0)
    cell = build(cells.named("lstm-peephole"))
    sizes = {"X": INPUTS, "H": units, "K": units}
    parameters = {
        name: rng.normal(scale=0.5 / np.sqrt(units), size=[sizes[symbol] for symbol in shape])
        for name, shape in cell.parameters.items()
    }
    inputs, targets = rng.normal(size=(steps, INPUTS)), rng.normal(size=(steps, units))
    initial = {name: np.zeros(units) for name in cell.lagged}
    loss = Loss("squared_error", targets, np.ones(steps))

    def engine() -> tuple[Run, Gradients, Gradients]:
        result = run(cell, sizes, parameters, inputs, initial, loss)
        gradients = {name: total_gradient(pairs) for name, pairs in result.gradients.items()}
        known = norms_of(factors(result.gradients))
        return result, gradients, gradient_norms(result.gradients, known)

    rivals: dict[str, Callable[[], object]] = {
        "by hand": lambda: full(parameters, inputs, targets),
        "deltas": lambda: lean(parameters, inputs, targets),
        "products": products(parameters, inputs, units),
    }
    if importlib.util.find_spec("torch"):
        from bench import torch_lstm

        rivals["PyTorch"] = fastest(
            lambda: torch_lstm.retained(parameters, inputs, targets),
            lambda: torch_lstm.asked(parameters, inputs, targets),
        )
    agree(*engine(), full(parameters, inputs, targets))

    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in rivals}
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until or len(ours) < 5:
        own = timed(engine)
        ours.append(own)
        for name, rival in rivals.items():
            if name != "PyTorch" or len(ours) % 5 == 1:
                theirs[name].append(timed(rival) / own)
    return float(np.median(ours)), theirs


def products(parameters: Gradients, inputs: Array, units: int) -> Callable[[], None]:
    """The matrix products of a run, step by step where the next one waits for the last."""
    steps = len(inputs)
    W, R = (
        np.concatenate([parameters[f"{P}_{gate}"] for gate in ("z", "in", "for", "out")])
        for P in "WR"
    )
    gates, y = np.zeros((steps, 4 * units)), np.zeros((steps, units))

    def multiply() -> None:
        np.dot(inputs, W.T)
        for row in y:
            np.dot(R, row)
        for row in gates:
            np.dot(row, R)
        np.dot(gates, W)  # the messages to x and y, gate by gate as long as together
        np.dot(gates, R)
        np.dot(gates.T, inputs)
        np.dot(gates.T, y)

    return multiply


def fastest(*calls: Callable[[], object]) -> Callable[[], object]:
    """The call that takes the least time, each tried three times."""
    return min(calls, key=lambda call: min(timed(call) for _ in range(3)))


def agree(result: Run, gradients: Gradients, norms: Gradients, hand: dict[str, Gradients]) -> None:
    """Both must have computed the same things for their times to be compared."""
    kinds = ((hand["deltas"], result.deltas), (hand["messages"], result.messages))
    for expected, found in (*kinds, (hand["gradients"], gradients), (hand["norms"], norms)):
        assert expected.keys() == found.keys()
        for name, rows in expected.items():
            np.testing.assert_allclose(found[name], rows, rtol=1e-8, atol=1e-12)


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main([(numbers[0], numbers[1])] if numbers else GRID)
