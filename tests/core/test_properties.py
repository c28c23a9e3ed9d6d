"""What must hold for every cell: the derivative is right, the books balance, nothing leaks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from core import measures
from core.functions import Array
from core.loss import Loss
from core.norms import norms_of
from tests.core.conftest import CELLS, STEPS, Case, case

H = 1e-6


def slopes(every: Case, field: str, name: str | None, analytic: Array) -> Iterator[Array]:
    """The derivative of J along random directions in one array: by its gradient, and measured."""
    array = getattr(every, field) if name is None else getattr(every, field)[name]
    rng = np.random.default_rng(0)
    for _ in range(3):
        direction = rng.normal(size=array.shape)
        totals = []
        for step in (H, -H):
            moved = array + step * direction
            changed = moved if name is None else {**getattr(every, field), name: moved}
            totals.append(every.total(**{field: changed}))
        yield np.array([np.sum(analytic * direction), (totals[0] - totals[1]) / (2 * H)])


def test_gradients_are_central_differences(every: Case) -> None:
    run = every.run()
    arrays = [("parameters", n, measures.total_gradient(g)) for n, g in run.gradients.items()]
    arrays += [("initial", n, delta) for n, delta in run.initial_deltas.items()]
    arrays += [("inputs", None, run.deltas["x"])]
    for field, name, analytic in arrays:
        for found, measured in slopes(every, field, name, analytic):
            assert found == pytest.approx(measured, rel=2e-7, abs=5e-7), (field, name)


def test_the_books_balance(every: Case) -> None:
    run = every.run()
    assert measures.balance(every.cell, run).worst < 1e-14
    for name in (*every.cell.variables, "x"):
        messages = [run.messages[edge.id] for edge in every.cell.outgoing[name]]
        total = np.sum(messages, axis=0) if messages else 0.0
        np.testing.assert_allclose(run.deltas[name], total, rtol=1e-9, atol=1e-12)


def test_steps_sum_to_the_gradient(every: Case) -> None:
    run = every.run()
    found = measures.gradient_norms(run.gradients, norms_of(measures.factors(run.gradients)))
    assert list(found) == list(run.gradients)
    for name, gradient in run.gradients.items():
        steps = measures.step_gradients(gradient)
        assert steps.shape == (STEPS, *every.parameters[name].shape)
        np.testing.assert_allclose(
            steps.sum(axis=0), measures.total_gradient(gradient), rtol=1e-9, atol=1e-12
        )
        norms = [np.linalg.norm(step) for step in steps]
        np.testing.assert_allclose(found[name], norms, rtol=1e-9, atol=1e-13)


def test_errors_are_linear_in_the_loss(every: Case) -> None:
    """Each step's loss sends errors of its own, and what is there is their sum."""
    parts = []
    for step in range(STEPS):
        alone = np.eye(STEPS)[step] * every.loss.mask
        parts.append(every.run(loss=Loss(every.loss.kind, every.loss.target, alone)))
    whole = every.run()
    for kind in ("deltas", "messages", "initial_deltas"):
        for name, rows in getattr(whole, kind).items():
            summed = np.sum([getattr(part, kind)[name] for part in parts], axis=0)
            np.testing.assert_allclose(rows, summed, rtol=1e-9, atol=1e-11)


def test_where_no_loss_is_reached_errors_are_exactly_zero(every: Case) -> None:
    early = every.run(loss=Loss(every.loss.kind, every.loss.target, np.eye(STEPS)[1]))
    for rows in early.deltas.values():
        assert not rows[2:].any()
    for rows in early.messages.values():
        assert not rows[2:].any()
    silent = every.run(loss=Loss(every.loss.kind, every.loss.target, np.zeros(STEPS)))
    assert not any(rows.any() for rows in silent.deltas.values())


def test_an_edge_past_the_last_step_carries_nothing(every: Case) -> None:
    run = every.run()
    for edge in every.cell.edges:
        if edge.lag:
            assert not run.messages[edge.id][-1].any()


@pytest.mark.parametrize("name", CELLS)
def test_one_step_is_enough(name: str) -> None:
    one = case(CELLS[name])
    short = one.run(
        inputs=one.inputs[:1], loss=Loss(one.loss.kind, one.loss.target[:1], np.ones(1))
    )
    assert all(len(rows) == 1 for rows in (*short.values.values(), *short.deltas.values()))
    assert measures.balance(one.cell, short).worst < 1e-14


@pytest.mark.parametrize("name", CELLS)
def test_values_are_what_the_equations_say(name: str) -> None:
    """The plan against a direct reading of the equations, one step and one node at a time."""
    from tests.core.reading import read_values

    one = case(CELLS[name])
    expected = read_values(one)
    run = one.run()
    for variable in one.cell.variables:
        np.testing.assert_allclose(run.values[variable], expected[variable], rtol=1e-12, atol=1e-14)
