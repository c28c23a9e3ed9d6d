"""The NumPy listing: executed as it stands, it agrees with the engine."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest

from core import measures
from core.cell import Cell
from core.functions import Array
from core.listing import listing
from core.loss import Loss
from core.refusal import Refusal
from tests.core import listings, texts
from tests.core.conftest import Case, case
from tests.core.own import own


def functions(cell: Cell) -> dict[str, Callable]:
    """What a listing defines, executed with nothing at hand."""
    namespace: dict[str, Callable] = {}
    exec(compile(listing(cell), "listing", "exec"), namespace)
    return namespace


def agree(found: Array, expected: Array) -> None:
    """Row by row, to rounding."""
    scale = np.max(np.abs(expected), axis=-1, keepdims=True, initial=1e-300)
    np.testing.assert_allclose(found / scale, expected / scale, rtol=0, atol=1e-12)


def check(one: Case) -> None:
    """The listing against the engine: every value, delta, initial delta and gradient, and J."""
    cell, run, defined = one.cell, one.run(), functions(one.cell)
    parameters = [one.parameters[name] for name in cell.parameters]
    arguments = list(inspect.signature(defined["forward"]).parameters)[2 + len(parameters) :]
    sizes = [one.sizes[symbol] for symbol in arguments]
    values = defined["forward"](one.inputs, one.initial, *parameters, *sizes)
    deltas, gradients = defined["backward"](values, one.loss.target, one.loss.mask, *parameters)
    for name in cell.variables:
        agree(values[name][1:-1], run.values[name])
    for name in (*cell.variables, "x"):
        agree(deltas[name][1:-1], run.deltas[name])
    for name in cell.lagged:
        agree(values[name][0], one.initial[name])
        agree(deltas[name][0], run.initial_deltas[name])
    assert list(gradients) == list(cell.parameters)
    for name, gradient in gradients.items():
        agree(gradient.ravel(), measures.total_gradient(run.gradients[name]).ravel())
    total = defined["loss"](values, one.loss.target, one.loss.mask)
    assert total == pytest.approx(one.total(), rel=1e-12)


def test_it_agrees_with_the_engine(every: Case) -> None:
    check(every)


@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
@pytest.mark.parametrize("name", listings.EVERY)
def test_it_agrees_whatever_the_cell(name: str, loss: str) -> None:
    check(case(own(listings.EVERY[name], loss=loss)))


def test_it_agrees_for_random_cells() -> None:
    tried = 0
    for seed in range(200):
        with suppress(Refusal):
            cell = own(
                texts.cell(random.Random(seed)), loss=("squared_error", "cross_entropy")[seed % 2]
            )
            one = case(cell, seed=seed)
            if one.total() < 1e3:
                check(one)
                tried += 1
    assert tried > 100


def test_inputs_may_be_whole_numbers() -> None:
    """As one-hot vectors are; the errors of x are no whole numbers all the same."""
    one = case(own("h[t] = tanh(W @ h[t-1] + U @ x[t])"))
    whole = np.eye(3, dtype=int)[[0, 2, 1, 1, 0]]
    check(replace(one, inputs=whole))


SATURATING = """
a[t] = 1 * x[t]
z[t] = tanh(a[t])
f[t] = sigmoid(a[t])
y[t] = z[t] * tanh(2 * a[t]) + f[t] * sigmoid(2 * a[t]) + softplus(a[t])"""


def test_slopes_are_accurate_where_functions_saturate() -> None:
    one = case(own(SATURATING))
    inputs = np.linspace(-150, 150, one.inputs.size).reshape(one.inputs.shape)
    defined = functions(one.cell)
    values = defined["forward"](inputs, {})
    targets, mask = values["y"][1:-1] - 1.0, np.ones(len(inputs))
    deltas, _ = defined["backward"](values, targets, mask)
    run = one.run(inputs=inputs, loss=Loss("squared_error", targets, mask))
    for name in ("a", "z", "f"):
        np.testing.assert_allclose(deltas[name][1:-1], run.deltas[name], rtol=1e-12, atol=0)
