"""Jacobians of one step against central differences, and what people put in their place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.experiment import prepare, settle
from core.flow import flow
from core.functions import Array
from core.jacobians import forget_gates, jacobians, step_jacobians
from core.loss import Loss
from core.norms import norms
from core.request import Initialization, Limits, LossChoice, Request
from tests.core.conftest import CELLS, STEPS, Case, case
from tests.core.own import own

H = 1e-6


def state_after(every: Case, step: int, before: Array) -> Array:
    """The state at a step as a function of the state before it, by running that step alone."""
    widths = np.cumsum([every.sizes[every.cell.symbol(name)] for name in every.cell.state])[:-1]
    initial = dict(zip(every.cell.state, np.split(before, widths), strict=True))
    if "x" in every.cell.lagged:
        initial["x"] = every.inputs[step - 1] if step else every.initial["x"]
    alone = replace(
        every,
        inputs=every.inputs[step : step + 1],
        initial=initial,
        loss=Loss(every.loss.kind, every.loss.target[:1], np.ones(1)),
    )
    run = alone.run()
    return np.concatenate([run.values[name][0] for name in every.cell.state])


def test_a_step_s_jacobian_is_central_differences(every: Case) -> None:
    run = every.run()
    steps = step_jacobians(every.experiment(), run)
    if not every.cell.state:
        assert steps.shape == (STEPS, 0, 0)
        return
    for step in (0, 3):
        before = np.concatenate(
            [run.values[n][step - 1] if step else every.initial[n] for n in every.cell.state]
        )
        columns = [
            (state_after(every, step, before + e) - state_after(every, step, before - e)) / (2 * H)
            for e in H * np.eye(len(before))
        ]
        np.testing.assert_allclose(steps[step], np.transpose(columns), rtol=1e-6, atol=1e-7)


def test_measures_are_of_the_jacobians(every: Case) -> None:
    run = every.run()
    steps, found = step_jacobians(every.experiment(), run), jacobians(every.experiment(), run)
    if not every.cell.state:
        assert not found.product.any() and not found.spectral_norm.any()
        return
    product = np.eye(steps.shape[1])
    for t in reversed(range(STEPS)):
        product = product @ steps[t]
        assert found.product[t] == pytest.approx(np.linalg.norm(product, 2), rel=1e-9)
        assert found.spectral_norm[t] == pytest.approx(np.linalg.norm(steps[t], 2), rel=1e-9)
        assert found.frobenius[t] == pytest.approx(np.linalg.norm(steps[t]), rel=1e-9)
        assert found.spectral_radius[t] <= found.spectral_norm[t] * (1 + 1e-6)
    if found.bound is not None:
        assert np.all(found.product <= found.bound * (1 + 1e-9))


def test_explicit_is_the_output_s_error_from_its_own_loss(every: Case) -> None:
    found = jacobians(every.experiment(), every.run())
    for step in range(STEPS):
        alone = Loss(every.loss.kind, every.loss.target, np.eye(STEPS)[step] * every.loss.mask)
        expected = norms(every.run(loss=alone).deltas[every.cell.output])[step]
        assert found.explicit[step] == pytest.approx(expected, rel=1e-8, abs=1e-12)


def test_a_spectral_radius_by_hand() -> None:
    cell = own("h[t] = W @ h[t-1] + U @ x[t]")
    one = case(cell)
    matrix = np.diag([0.5, -2.0, 1.0, 0.0])
    turned = replace(one, parameters={**one.parameters, "W": matrix})
    found = jacobians(turned.experiment(), turned.run())
    np.testing.assert_allclose(found.spectral_radius, 2.0)
    np.testing.assert_allclose(found.product, 2.0 ** np.arange(STEPS, 0, -1))
    np.testing.assert_allclose(found.bound, found.product)


def test_the_bound_is_the_matrix_s_norm_and_the_largest_slopes() -> None:
    one = case(CELLS["rnn tanh, squared_error"])
    run = one.run()
    slopes = np.max(1 - np.square(run.values["h"]), axis=1)
    norm = np.linalg.norm(one.parameters["W"], 2)
    expected = [np.prod(norm * slopes[t:]) for t in range(STEPS)]
    np.testing.assert_allclose(jacobians(one.experiment(), run).bound, expected)


@pytest.mark.parametrize(
    ("equations", "bounded"),
    [
        ("h[t] = tanh(W @ h[t-1] + U @ x[t])", True),
        ("h[t] = 0.9 * h[t-1] + x[t]", True),
        ("h[t] = tanh(W @ h[t-1] + U @ x[t]) + h[t-1]", False),
        ("h[t] = g * h[t-1] + x[t]", False),
        ("h[t] = 0.5 * h[t-1] + k[t-1]\nk[t] = 0.1 * h[t] + U @ x[t]", False),
    ],
)
def test_only_a_single_plain_route_has_a_bound(equations: str, bounded: bool) -> None:
    one = case(own(equations))
    assert (jacobians(one.experiment(), one.run()).bound is not None) == bounded


@pytest.mark.parametrize(
    ("name", "gate"),
    [
        ("lstm, none, squared_error", "f"),
        ("lstm-cifg, none, squared_error", "f"),
        ("gru, none, squared_error", "z"),
        ("lstm-nfg, none, cross_entropy", None),
        ("rnn tanh, squared_error", None),
        ("dense, none, squared_error", None),
    ],
)
def test_the_forget_product_is_the_gate_s_alone(name: str, gate: str | None) -> None:
    one = case(CELLS[name])
    run = one.run()
    found = jacobians(one.experiment(), run).forget_product
    if gate is None:
        assert found is None
    else:
        expected = [np.max(np.prod(run.values[gate][t:], axis=0)) for t in range(STEPS)]
        np.testing.assert_allclose(found, expected)


def test_a_vanishing_product_keeps_its_norm() -> None:
    request = Request(equations="h[t] = 0.25 * h[t-1] + x[t]", steps=600)
    experiment = prepare(settle(request, Limits()))
    found = flow(experiment).jacobians
    assert found.product[100] == pytest.approx(0.25**500, rel=1e-12)
    assert found.product[0] == 0, "below the smallest number"


def test_blocks_of_steps_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    one = case(CELLS["lstm-peephole, none, squared_error"])
    whole = step_jacobians(one.experiment(), one.run())
    monkeypatch.setattr("core.jacobians._BLOCK", 700)
    np.testing.assert_array_equal(step_jacobians(one.experiment(), one.run()), whole)


def test_what_is_not_finite_is_said_and_not_raised() -> None:
    request = Request(
        cell="rnn",
        activation="identity",
        steps=400,
        initialization=Initialization(recurrent_gain=100.0),
        loss=LossChoice(at="last"),
    )
    experiment = prepare(settle(request, Limits()))
    found = jacobians(experiment, flow(experiment).run)
    assert found.product[0] == np.inf and np.isfinite(found.spectral_norm).all()
    relu = Request(equations="h[t] = h[t-1] * h[t-1] + x[t]", steps=40, seed=3)
    experiment = prepare(settle(relu, Limits()))
    found = jacobians(experiment, flow(experiment).run)
    assert np.isnan(found.product[0]) and np.isnan(found.spectral_radius[-1])


@pytest.mark.parametrize(
    ("equations", "gates"),
    [
        ("f[t] = sigmoid(U @ x[t])\nc[t] = c[t-1] * f[t-1] + z @ x[t]", []),
        ("c[t] = c[t-1] * x[t] + x[t]", []),
        ("f[t] = sigmoid(U @ x[t])\nc[t] = c[t-1] * f[t] + f[t] * c[t-1]", []),
        ("f[t] = sigmoid(U @ x[t])\nc[t] = c[t-1] * f[t] + V @ x[t]", ["f"]),
        (
            "f[t] = sigmoid(U @ x[t])\nc[t] = c[t-1] * f[t]\ng[t] = sigmoid(A @ c[t])"
            "\nd[t] = d[t-1] * g[t] + c[t]",
            ["f", "g"],
        ),
    ],
)
def test_gates_are_what_states_go_on_through_alone(equations: str, gates: list[str]) -> None:
    cell = own(equations)
    assert forget_gates(cell) == gates
    one = case(cell)
    run = one.run()
    found = jacobians(one.experiment(), run).forget_product
    if gates:
        products = [np.prod(run.values[gate], axis=0) for gate in gates]
        assert found is not None and found[0] == pytest.approx(np.max(np.concatenate(products)))
    else:
        assert found is None


@pytest.mark.parametrize("rate", [1e308, 1e200])
def test_weights_that_are_not_finite_have_no_bound(rate: float) -> None:
    request = Request(cell="rnn", updates=3, learning_rate=rate)
    experiment = prepare(settle(request, Limits()))
    found = flow(experiment).jacobians
    assert found.bound is not None and np.isnan(found.bound).all()
