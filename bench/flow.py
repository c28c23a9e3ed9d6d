"""The engine beside a hand-written LSTM and, if it is installed, PyTorch: `python -m bench.flow`.

For `lstm-peephole`, T = 50, H = 16: forward, backward, every message and every gradient, against
the hand-written forward pass and delta recursion alone, and against eager autograd with
retain_grad on every variable. All take turns in one run, and ratios are taken turn by turn, so
that a machine whose speed drifts does not favour one of them.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable

import numpy as np

from bench.lean_lstm import lean
from core import cells
from core.build import build
from core.functions import Array
from core.loss import Loss
from core.measures import total_gradient
from core.plan import Run, run

STEPS, INPUTS, UNITS = 50, 3, 16
TURNS = 300
TORCH_EVERY = 10
"""PyTorch takes its turn in every tenth round only, to keep the run short."""


def main() -> None:
    rng = np.random.default_rng(0)
    cell = build(cells.named("lstm-peephole"))
    sizes = {"X": INPUTS, "H": UNITS, "K": UNITS}
    parameters = {
        name: rng.normal(scale=0.3, size=[sizes[symbol] for symbol in shape])
        for name, shape in cell.parameters.items()
    }
    inputs, targets = rng.normal(size=(STEPS, INPUTS)), rng.normal(size=(STEPS, UNITS))
    initial = {name: np.zeros(UNITS) for name in cell.lagged}
    loss = Loss("squared_error", targets, np.ones(STEPS))

    def engine() -> tuple[Run, dict[str, Array]]:
        result = run(cell, sizes, parameters, inputs, initial, loss)
        return result, {name: total_gradient(pairs) for name, pairs in result.gradients.items()}

    rivals: dict[str, Callable[[], object]] = {"by hand": lambda: lean(parameters, inputs, targets)}
    if importlib.util.find_spec("torch"):
        from bench.torch_lstm import autograd

        rivals["PyTorch"] = lambda: autograd(parameters, inputs, targets)
    agree(engine()[0], lean(parameters, inputs, targets))

    ours: list[float] = []
    theirs: dict[str, list[tuple[float, float]]] = {name: [] for name in rivals}
    for turn in range(TURNS):
        own = timed(engine)
        ours.append(own)
        for name, rival in rivals.items():
            if name != "PyTorch" or turn % TORCH_EVERY == 0:
                theirs[name].append((timed(rival), own))

    print(f"lstm-peephole, T = {STEPS}, X = {INPUTS}, H = {UNITS}, {TURNS} turns; median")
    print(f"  the engine, with all messages and gradients  {1e3 * median(ours):8.3f} ms")
    for name, pairs in theirs.items():
        times, ratios = [a for a, _ in pairs], [own / other for other, own in pairs]
        print(f"  {name:43}  {1e3 * median(times):8.3f} ms   engine / it {median(ratios):.3f}")


def agree(result: Run, expected: dict[str, dict[str, Array]]) -> None:
    """Both must have computed the same thing for their times to be compared."""
    for name, rows in expected["deltas"].items():
        np.testing.assert_allclose(result.deltas[name], rows, rtol=1e-9, atol=1e-12)


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def median(values: list[float]) -> float:
    return float(np.median(values))


if __name__ == "__main__":
    main()
