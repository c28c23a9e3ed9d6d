"""Cells to test every property on: the built-in ones, and own ones that try the language hard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from core import cells
from core.build import build
from core.cell import Cell, Source
from core.experiment import Design, Experiment
from core.functions import Array
from core.loss import Loss
from core.plan import Run, run
from core.request import Request
from core.surgery import NOTHING, Surgery
from core.tasks import Fixed

OWN = {
    "leaky integrator": "h[t] = 0.9 * h[t-1] + x[t]",
    "softmax inside a loop": """
h[t] = tanh(W @ softmax(A @ h[t-1] + U @ x[t]) + W @ h[t-1] * h[t-1] - B @ x[t-1] * g)""",
    "prediction fed back": """
h[t] = tanh(W @ p[t-1] + U @ x[t] + exp(0.3) * h[t-1])
o[t] = A @ h[t]
p[t] = softmax(o[t])""",
    "two layers": """
h[t] = tanh(W @ h[t-1] + U @ x[t] + b)
g[t] = tanh(A @ g[t-1] + B @ h[t] + B @ h[t-1] * h[t])
q[t] = g[t] * g[t] - relu(h[t]) + softplus(g[t-1]) * hard_sigmoid(h[t])""",
    "signs and brackets": """
a[t] = -W @ (h[t-1] + 0.5 * h[t-1] * tanh(h[t-1])) - (b - a[t-1]) * 0.3 + U @ x[t-1]
h[t] = tanh(a[t] - W @ h[t-1] - W @ h[t-1] + 0.1 * ((W @ a[t]) * h[t-1])) * -1""",
    "three states in a ring": """
a[t] = b[t-1] * f + x[t]
b[t] = c[t-1]
c[t] = sigmoid(a[t-1]) * a[t]""",
    "constants": """
h[t] = 0.5 * h[t-1] + W @ (b + 1) + U @ x[t]
k[t] = 3 + exp(1 - 2) * identity(b)
y[t] = h[t] + k[t] * 0.5""",
    "one sum for two states": """
a[t] = W @ h[t-1] + U @ x[t]
h[t] = tanh(a[t])
k[t] = 0.5 * k[t-1] + sigmoid(a[t]) * h[t-1]
y[t] = h[t] * k[t]""",
    "no time at all": "y[t] = tanh(W @ x[t] + b) * p + relu(x[t-1]) * 0.5",
    "unused variable": """
u[t] = W @ h[t-1]
h[t] = tanh(W @ h[t-1] + U @ x[t])""",
    "copies": """
a[t] = W @ h[t-1]
d_[t] = h[t-1]
h[t] = tanh(a[t]) * d_[t] + U @ x[t] - a[t-1]
y[t] = h[t-1]""",
    "written backwards": """
y[t] = o[t] * c[t]
o[t] = sigmoid(c[t] + U @ x[t])
c[t] = 0.5 * c[t-1] + W @ y[t-1]""",
    "a ring beside the output": """
a[t] = A @ c[t-1]
c[t] = B @ a[t] + U @ x[t] + D @ b[t-1]
b[t] = tanh(c[t])""",
    "said twice": """
h[t] = tanh(W @ h[t-1]) * h[t-1] + U @ x[t] - 0.5 * tanh(W @ h[t-1])""",
    "a delay": """
h[t] = tanh(W @ x[t])
y[t] = h[t-1] * p""",
    "softmax of the input": """
h[t] = 0.5 * h[t-1]
y[t] = softmax(x[t])""",
}


# With a read-out, the squared error adds no more than yhat = s to the cross-entropy.
FORMS = (("none", "squared_error"), ("none", "cross_entropy"), ("linear", "cross_entropy"))


def _variants() -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for loss in ("squared_error", "cross_entropy"):
        for activation in ("tanh", "relu", "sigmoid", "identity"):
            found[f"rnn {activation}, {loss}"] = build(cells.named("rnn", activation), loss=loss)
    sources = {name: cells.named(name) for name in cells.NAMES[1:]}
    sources |= {title: Source(None, title, "", text) for title, text in OWN.items()}
    for name, source in sources.items():
        # The variants of the LSTM differ from one another within the cell alone.
        for readout, loss in FORMS[1:] if name.startswith("lstm-n") else FORMS:
            cell = build(source, readout=readout, loss=loss)
            found[f"{name}, {readout}, {loss}"] = cell
    found["lstm, linear, squared_error"] = build(
        cells.named("lstm"), readout="linear", loss="squared_error"
    )
    return found


CELLS = _variants()
STEPS = 5


@dataclass(frozen=True)
class Case:
    """A cell with random arrays of sizes that it allows, and a loss at some steps."""

    cell: Cell
    sizes: dict[str, int]
    parameters: dict[str, Array]
    inputs: Array
    initial: dict[str, Array]
    loss: Loss

    def run(self, **changed: object) -> Run:
        fields = {name: getattr(self, name) for name in self.__annotations__}
        with np.errstate(all="ignore"):
            return run(**(fields | changed))

    def experiment(self, surgery: Surgery = NOTHING) -> Experiment:
        """The same as an experiment, with something done to its errors."""
        design = Design(Request(), self.cell, STEPS, self.sizes, Fixed())
        return Experiment(design, self.inputs, self.parameters, self.initial, self.loss, surgery)

    def total(self, **changed: object) -> float:
        """J of the run with some arrays changed."""
        result = self.run(**changed)
        inputs = changed.get("inputs", self.inputs)
        score = inputs if self.cell.score == "x" else result.values[self.cell.score]
        return self.loss.total(self.loss.per_step(score, result.values[self.cell.prediction]))


def case(cell: Cell, mask: tuple[int, ...] = (1, 0, 1, 1, 0), seed: int = 0) -> Case:
    rng = np.random.default_rng(seed)
    sizes = {"X": 3, "H": 4, "K": 2}
    for _ in range(2):
        for one, other in sorted(cell.sizes.ties):
            sizes[other] = sizes[one]
    shapes = {n: [sizes[s] for s in symbols] for n, symbols in cell.parameters.items()}
    target = rng.random((STEPS, sizes[cell.symbol(cell.score)]))
    return Case(
        cell,
        sizes,
        {name: rng.normal(scale=0.5, size=shape) for name, shape in shapes.items()},
        rng.normal(size=(STEPS, sizes["X"])),
        {name: rng.normal(size=sizes[cell.symbol(name)]) for name in cell.lagged},
        Loss(cell.loss, target, np.array(mask, dtype=float)),
    )


@pytest.fixture(params=CELLS)
def every(request: pytest.FixtureRequest) -> Case:
    """A case of every cell, one after the other."""
    return case(CELLS[request.param])
