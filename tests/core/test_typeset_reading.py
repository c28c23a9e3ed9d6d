"""What is typeset is what is computed, for every cell: its TeX, read back, gives the numbers."""

from __future__ import annotations

import numpy as np
import pytest

from core import measures, typeset
from core.build import build
from core.cell import Source
from core.functions import Array
from tests.core.conftest import CELLS, STEPS, case
from tests.core.tex_reading import Reader

TRICKY = (
    "a - (b - (p + x[t]) - h[t-1]) - -(p - h[t-1])",
    "-p * -x[t] * -(h[t-1] - a) * (-2 * h[t-1])",
    "-W @ (p - (x[t-1] - a * -h[t-1])) * -(1 - h[t-1])",
    "0.5 * (0.1 - 2) * (W @ (exp(0.2) * h[t-1] * 0.3)) * x[t]",
    "h[t-1] * h[t-1] + W @ h[t-1] + W @ h[t-1] - x[t] - x[t]",
    "softmax(W @ softmax(-h[t-1] * a) * 3) * tanh(-(x[t] + b))",
    "W @ (V @ (p * tanh(W @ (h[t-1] + x[t])))) + 1e-7 * sigmoid(h[t-1]) * (x[t] * 2.5e15 * 1e-9)",
    "-(-(-(h[t-1] - x[t]))) * (p * (a * (x[t-1] * 0.5)))",
)


@pytest.fixture(params=(*CELLS, *TRICKY))
def reader(request: pytest.FixtureRequest) -> Reader:
    title = request.param
    cell = CELLS.get(title) or build(Source(None, title, "", f"h[t] = {title}"))
    every = case(cell, mask=(1,) * STEPS)
    return Reader(every, every.run())


def same(typeset: Array, computed: Array) -> None:
    np.testing.assert_allclose(np.broadcast_to(typeset, computed.shape), computed, atol=1e-12)


def test_forward(reader: Reader) -> None:
    for name, tex, _ in typeset.forward(reader.case.cell):
        left, right = map(reader.read, tex.split(" = "))
        for t in range(STEPS):
            same(left(t), reader.run.values[name][t])
            same(right(t), reader.run.values[name][t])


def test_backward(reader: Reader) -> None:
    for _, terms in typeset.backward(reader.case.cell):
        for edge, tex, _ in terms:
            value = reader.read(tex)
            for t in range(STEPS - edge.endswith("@1")):
                same(value(t), reader.run.messages[edge][t])


def test_gradients(reader: Reader) -> None:
    for name, tex, _ in typeset.gradients(reader.case.cell):
        left, right = tex.split(" = ")
        assert left == rf"\frac{{\partial J}}{{\partial {typeset.symbol_tex(name)}}}"
        same(reader.read(right)(0), measures.total_gradient(reader.run.gradients[name]))
