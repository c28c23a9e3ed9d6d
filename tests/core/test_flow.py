"""A run and its measures in one, and plain gradient steps before it."""

from __future__ import annotations

import numpy as np
import pytest

from core.experiment import prepare, settle
from core.flow import Flow, flow
from core.norms import norms
from core.request import Initialization, Limits, LossChoice, Request, Task

X_ITSELF = "h[t] = 0.5 * h[t-1]\ny[t] = softmax(x[t])"


def flow_of(**choices: object) -> Flow:
    return flow(prepare(settle(Request(**choices), Limits())))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "choices",
    [
        {"cell": "rnn"},
        {"cell": "rnn", "loss": LossChoice("cross_entropy", "last")},
        {"task": Task("text", "abracadabra")},
        {"equations": X_ITSELF, "loss": LossChoice("cross_entropy", [1, 3])},
        {"equations": X_ITSELF, "loss": LossChoice("squared_error", [])},
    ],
)
def test_everything_is_measured_on_one_run(choices: dict[str, object]) -> None:
    found = flow_of(**choices)
    on = found.experiment.loss.mask != 0
    assert found.per_step.shape == on.shape and np.all(found.per_step > 0)
    assert found.total == pytest.approx(found.per_step[on].sum())
    assert found.balance.worst < 1e-14 and found.overflow is None
    for name, gradient in found.gradients.items():
        assert gradient.shape == found.experiment.parameters[name].shape
        steps = found.step_gradients[name]
        np.testing.assert_allclose(steps.sum(axis=0), gradient, rtol=1e-10, atol=1e-13)
        assert found.totals[name] == pytest.approx(np.sqrt(np.sum(gradient**2)), rel=1e-13)
        each = np.sqrt(np.sum(steps.reshape(len(on), -1) ** 2, axis=1))
        np.testing.assert_allclose(found.norms["gradients"][name], each, rtol=1e-12, atol=1e-15)
    for kind in ("values", "deltas", "messages"):
        rows = getattr(found.run, kind)
        assert found.norms[kind].keys() == rows.keys()
        for name, array in rows.items():
            np.testing.assert_array_equal(found.norms[kind][name], norms(array))


def test_updates_are_plain_gradient_steps() -> None:
    start, once, twice = (
        flow_of(cell="rnn", updates=n, learning_rate=0.01).experiment.parameters for n in range(3)
    )
    first = flow_of(cell="rnn").gradients
    second = flow_of(cell="rnn", parameters={k: v.tolist() for k, v in once.items()}).gradients
    for name in start:
        np.testing.assert_allclose(once[name], start[name] - 0.01 * first[name], rtol=1e-13)
        np.testing.assert_allclose(twice[name], once[name] - 0.01 * second[name], rtol=1e-13)


def test_small_updates_lower_the_loss() -> None:
    text = Task("text", "hello world")
    losses = [flow_of(task=text, updates=n, learning_rate=0.05).total for n in (0, 1, 5, 20)]
    assert losses == sorted(losses, reverse=True) and losses[0] > 1.1 * losses[-1]


def test_a_learning_rate_of_zero_changes_nothing() -> None:
    assert flow_of(updates=3, learning_rate=0.0).total == flow_of().total


@pytest.mark.parametrize("updates", [0, 3])
def test_an_exploding_run_is_a_finding_and_warns_of_nothing(updates: int) -> None:
    found = flow_of(
        cell="rnn",
        activation="identity",
        steps=60,
        updates=updates,
        initialization=Initialization(recurrent_gain=1e30),
    )
    assert found.overflow is not None and found.overflow.phase == "forward"
    assert not np.isfinite(found.total)
    assert found.balance.worst < 1e-12
    assert found.norms["values"]["h"].shape == (60,)
    assert found.step_gradients["W"].shape == (60, 4, 4)
