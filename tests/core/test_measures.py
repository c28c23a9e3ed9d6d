"""Gradients of steps, the balance, the first value that is not finite."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import measures
from core.experiment import prepare, settle
from core.flow import flow
from core.request import Initialization, Limits, LossChoice, Request, Task
from tests.core.conftest import CELLS, case
from tests.core.own import own

LSTM = CELLS["lstm-peephole, none, squared_error"]


def test_a_false_message_is_found() -> None:
    one = case(LSTM)
    run = one.run()
    false = run.messages["c>c@1"].copy()
    false[2, 1] *= 1 + 1e-6
    found = measures.balance(one.cell, replace(run, messages={**run.messages, "c>c@1": false}))
    assert (found.variable, found.step) == ("c", 3)
    assert 1e-9 < found.worst < 1e-5


@pytest.mark.parametrize("edge", [edge.id for edge in LSTM.edges])
def test_a_false_message_is_found_on_every_edge(edge: str) -> None:
    run = case(LSTM, mask=(1, 1, 1, 1, 1)).run()
    rows = run.messages[edge].copy()
    largest = np.unravel_index(np.argmax(np.abs(rows)), rows.shape)
    rows[largest] *= 1 + 1e-6
    found = measures.balance(LSTM, replace(run, messages={**run.messages, edge: rows}))
    assert (found.variable, found.step) == (edge.partition(">")[0], largest[0] + 1)
    assert found.worst > 1e-10


def test_an_error_out_of_nowhere_is_found() -> None:
    """Where every message is exactly zero, there is nothing that it could be small against."""
    run = case(LSTM, mask=(1, 1, 0, 0, 0)).run()
    false = run.deltas["z"].copy()
    assert not false[3].any()
    false[3, 0] = 1e-9
    found = measures.balance(LSTM, replace(run, deltas={**run.deltas, "z": false}))
    assert (found.variable, found.step) == ("z", 4) and found.worst > 1


def test_the_rounding_of_vanishing_errors_is_not_an_imbalance() -> None:
    """Below 2e-308 numbers are so coarse that relative errors of one half are rounding."""
    request = Request(
        cell="lstm-peephole",
        steps=1000,
        loss=LossChoice(at="last"),
        initialization=Initialization(recurrent_gain=0.1, forget_bias=-2.0),
    )
    found = flow(prepare(settle(request, Limits())))
    norms = found.norms["deltas"]["c"]
    assert np.any((norms > 0) & (norms < 1e-308)) and norms[0] == 0
    assert found.balance.worst < 1e-14


def test_what_is_not_finite_has_no_books() -> None:
    run = case(LSTM).run()
    for wrong in (np.inf, np.nan):
        deltas = {**run.deltas, "c": np.full((5, 4), wrong)}
        with np.errstate(invalid="ignore"):
            assert measures.balance(LSTM, replace(run, deltas=deltas)).worst < 1e-14


@pytest.mark.parametrize(
    ("spoilt", "expected"),
    [
        ([("value", "c", 3, np.inf)], ("forward", "c", 3, "+inf")),
        ([("value", "c", 3, -np.inf)], ("forward", "c", 3, "-inf")),
        ([("value", "y", 5, np.nan)], ("forward", "y", 5, "nan")),
        ([("value", "z", 3, np.inf), ("value", "y", 2, np.nan)], ("forward", "y", 2, "nan")),
        ([("value", "y", 3, np.inf), ("value", "z", 3, np.nan)], ("forward", "z", 3, "nan")),
        ([("value", "y", 5, np.inf), ("delta", "y", 5, np.nan)], ("forward", "y", 5, "+inf")),
        ([("J", "", 2, np.inf), ("delta", "y", 5, np.nan)], ("forward", "J", 2, "+inf")),
        ([("J", "", 2, np.inf), ("value", "y", 5, np.nan)], ("forward", "y", 5, "nan")),
        ([("delta", "y", 2, np.inf), ("delta", "z", 4, np.nan)], ("backward", "z", 4, "nan")),
        ([("delta", "z", 4, np.inf), ("delta", "y", 4, -np.inf)], ("backward", "y", 4, "-inf")),
        ([("delta", "x", 4, np.inf), ("delta", "zbar", 4, np.nan)], ("backward", "zbar", 4, "nan")),
        ([("delta", "x", 1, np.inf), ("initial", "y", 1, np.nan)], ("backward", "x", 1, "+inf")),
        (
            [("initial", "y", 1, np.nan), ("gradient", "W_z", 1, np.inf)],
            ("backward", "W_z", 1, "+inf"),
        ),
        ([("initial", "y", 1, np.nan)], ("backward", "y", 0, "nan")),
        ([("gradient", "W_z", 1, np.inf)], ("backward", "W_z", 1, "+inf")),
    ],
)
def test_the_order_in_which_numbers_are_looked_at(
    spoilt: list[tuple[str, str, int, float]], expected: tuple[str, str, int, str]
) -> None:
    run, losses = case(LSTM).run(), np.zeros(5)
    gradients = {name: np.zeros((2, 2)) for name in LSTM.parameters}
    assert measures.overflow(LSTM, run, losses, gradients) is None
    arrays = {
        "value": run.values,
        "delta": run.deltas,
        "initial": {name: delta[None] for name, delta in run.initial_deltas.items()},
        "J": {"": losses},
        "gradient": gradients,
    }
    for kind, name, step, number in spoilt:
        arrays[kind][name][step - 1] = number
    found = measures.overflow(LSTM, run, losses, gradients)
    assert found == measures.Overflow(*expected)


def growing(factor: float, **choices: object) -> dict[str, object]:
    """A cell that multiplies; unless a task is named, its values stay zero and only errors grow."""
    quiet = {"U": [[0.0] * 3] * 4} if "task" not in choices else {}
    parameters = {"w": [factor] * 4, **quiet}
    return {"equations": "h[t] = h[t-1] * w + U @ x[t]", "parameters": parameters, **choices}


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, None),
        (growing(1e200, task=Task()), ("forward", "h", 3)),
        (growing(1e100, task=Task(), steps=3), ("forward", "J", 3)),
        (growing(1e100), ("backward", "h", 8)),
        (growing(1e160, steps=2), ("backward", "h", 0)),
        (
            {
                "equations": "y[t] = w * x[t]",
                "inputs": [[1e200]],
                "targets": [[-1e150]],
                "parameters": {"w": [1e-100]},
            },
            ("backward", "w", 1),
        ),
        (  # 1.2e308 at each of four steps
            {
                "equations": "y[t] = w * x[t]",
                "inputs": [[1e158]] * 4,
                "targets": [[-1.2e150]] * 4,
                "parameters": {"w": [1e-200]},
            },
            ("backward", "w", 3),
        ),
    ],
)
def test_where_runs_leave_the_finite_numbers(
    choices: dict[str, object], expected: tuple[str, str, int] | None
) -> None:
    found = flow(prepare(settle(Request(**choices), Limits()))).overflow  # type: ignore[arg-type]
    assert (found and (found.phase, found.variable, found.step)) == expected


def test_several_uses_of_a_matrix_are_one_gradient() -> None:
    cell = own("h[t] = tanh(W @ h[t-1] + W @ (h[t-1] * h[t-1]) + U @ x[t])")
    gradient = case(cell).run().gradients["W"]
    assert len(gradient) == 2
    steps = measures.step_gradients(gradient)
    norms = measures.gradient_norms({"W": gradient}, {})
    np.testing.assert_allclose(norms["W"], [np.linalg.norm(step) for step in steps], rtol=1e-13)


def test_a_step_s_gradient_of_finite_factors_has_a_finite_norm() -> None:
    known = {1: np.array([1e200, np.inf, 2.0]), 2: np.array([1e200, 1.0, 3.0])}
    error, operand = np.ones((3, 1)), np.ones((3, 1))
    with np.errstate(over="ignore"):
        norms = measures.gradient_norms(
            {"W": ((error, operand),)}, {id(error): known[1], id(operand): known[2]}
        )
    assert norms["W"].tolist() == [np.finfo(float).max, np.inf, 6.0]
