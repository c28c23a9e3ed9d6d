"""Norms at the edges of floating point, the balance, the first value that is not finite."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import measures
from core.cell import Source, build
from core.experiment import prepare, settle
from core.flow import flow
from core.request import Initialization, Limits, Request, Task
from tests.core.conftest import CELLS, case


@pytest.mark.parametrize("scale", [1e-300, 1e-200, 1e-160, 1.0, 1e160, 1e200, 1e300])
def test_norms_neither_vanish_nor_overflow(scale: float) -> None:
    rows = np.array([[3.0, 4.0], [-5.0, 12.0]]) * scale
    np.testing.assert_allclose(measures.norms(rows), np.array([5.0, 13.0]) * scale, rtol=1e-14)


def test_norms_of_zero_and_infinity_are_exact() -> None:
    rows = np.array([[0.0, 0.0], [np.inf, 1.0], [1.5e308, 1.5e308]])
    with np.errstate(over="ignore"):
        norms = measures.norms(rows)
    assert norms[0] == 0 and norms[1] == np.inf
    assert np.isfinite(norms[2]), "a finite row has a finite norm"


def test_a_false_message_is_found() -> None:
    one = case(CELLS["lstm-peephole, none, squared_error"])
    run = one.run()
    false = run.messages["c>c@1"].copy()
    false[2, 1] *= 1 + 1e-6
    found = measures.balance(one.cell, replace(run, messages={**run.messages, "c>c@1": false}))
    assert (found.variable, found.step) == ("c", 3)
    assert 1e-9 < found.worst < 1e-5


def run_of(request: Request) -> measures.Overflow | None:
    return flow(prepare(settle(request, Limits()))).overflow


GROWING = "h[t] = h[t-1] * w + U @ x[t]"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request(), None),
        (
            Request(equations=GROWING, parameters={"w": [1e200] * 4}),
            ("forward", "h", 3),
        ),
        (
            Request(equations=GROWING, parameters={"w": [1e100] * 4}, steps=3),
            ("forward", "J", 3),
        ),
        (
            Request(
                equations="h[t] = h[t-1] * w + U @ x[t]",
                parameters={"w": [1e100] * 4, "U": [[0.0] * 3] * 4},
                steps=12,
            ),
            ("backward", "h", 8),
        ),
        (
            Request(
                equations="h[t] = h[t-1] * w + U @ x[t]",
                parameters={"w": [1e160] * 4, "U": [[0.0] * 3] * 4},
                steps=2,
            ),
            ("backward", "h", 0),
        ),
    ],
)
def test_the_first_place_that_is_not_finite(
    request_: Request, expected: tuple[str, str, int] | None
) -> None:
    found = run_of(request_)
    assert (found and (found.phase, found.variable, found.step)) == expected


def test_a_gradient_alone_can_overflow() -> None:
    cell = Request(
        equations="y[t] = w * x[t]",
        inputs=[[1e200]],
        parameters={"w": [1e-100]},
        targets=[[-1e150]],
    )
    found = run_of(cell)
    assert found is not None
    assert (found.phase, found.variable, found.value) == ("backward", "w", "+inf")


def test_what_explodes_by_its_gain_is_named() -> None:
    found = run_of(
        Request(
            cell="rnn",
            activation="identity",
            steps=40,
            task=Task("impulse"),
            initialization=Initialization(recurrent_gain=1e30),
        )
    )
    assert found is not None and found.phase == "forward"


def test_several_uses_of_a_matrix_are_one_gradient() -> None:
    cell = build(Source(None, "", "", "h[t] = tanh(W @ h[t-1] + W @ (h[t-1] * h[t-1]) + U @ x[t])"))
    gradient = case(cell).run().gradients["W"]
    assert len(gradient) == 2
    steps = measures.step_gradients(gradient)
    np.testing.assert_allclose(
        measures.gradient_norms(gradient), [np.linalg.norm(step) for step in steps], rtol=1e-13
    )
