"""Losses and the errors that they send."""

from __future__ import annotations

import numpy as np
import pytest

from core.functions import softmax
from core.loss import Loss

SCORE = np.array([[0.3, -1.2, 2.0], [900.0, -900.0, 0.0]])
TARGET = np.array([[0.2, 0.5, 0.3], [0.0, 0.0, 2.0]])
KINDS = ["squared_error", "cross_entropy"]


def test_squared_error_is_half_the_squared_distance() -> None:
    loss = Loss("squared_error", np.array([[1.0, -2.0], [0.0, 0.0]]), np.ones(2))
    prediction = np.array([[4.0, 2.0], [0.0, -1.0]])
    np.testing.assert_array_equal(loss.per_step(prediction, prediction), [12.5, 0.5])
    fresh, joint = loss(prediction, prediction)
    np.testing.assert_array_equal(fresh, [[3.0, 4.0], [0.0, -1.0]])
    assert not joint.any()


def test_cross_entropy_is_taken_from_the_score() -> None:
    """exp(900) would overflow, and log of the softmax of -900 be minus infinity."""
    loss = Loss("cross_entropy", TARGET, np.ones(2))
    prediction = softmax(SCORE)
    per_step = loss.per_step(SCORE, prediction)
    np.testing.assert_allclose(per_step, [-np.sum(TARGET[0] * np.log(prediction[0])), 1800.0])
    with np.errstate(divide="ignore"):  # the prediction of the second step is 0 where it must be 2
        fresh, joint = loss(SCORE, prediction)
    np.testing.assert_allclose(joint, prediction * [[1.0], [2.0]] - TARGET)
    np.testing.assert_allclose(fresh[0], -TARGET[0] / prediction[0])
    np.testing.assert_array_equal(fresh[1], [0.0, 0.0, -np.inf])


def test_the_target_need_not_be_a_distribution() -> None:
    """The joint error is prediction * sum(target) - target, whatever the target sums to."""
    target, score, h = np.array([[0.7, -0.4, 2.0]]), SCORE[:1], 1e-6
    loss = Loss("cross_entropy", target, np.ones(1))
    _, joint = loss(score, softmax(score))
    for unit in range(3):
        up, down = (loss.per_step(score + sign * h * np.eye(3)[unit], score)[0] for sign in (1, -1))
        assert joint[0, unit] == pytest.approx((up - down) / (2 * h), rel=1e-8)


def test_a_target_of_zero_costs_nothing() -> None:
    """0 log 0 is 0, and sends no error, however small the prediction."""
    score, prediction = np.array([[0.0, -np.inf]]), np.array([[1.0, 0.0]])
    loss = Loss("cross_entropy", np.array([[1.0, 0.0]]), np.ones(1))
    with np.errstate(invalid="ignore"):
        assert loss.per_step(score, prediction)[0] == 0.0
    fresh, joint = loss(score, prediction)
    np.testing.assert_array_equal(fresh, [[-1.0, 0.0]])
    np.testing.assert_array_equal(joint, [[0.0, 0.0]])


@pytest.mark.parametrize("kind", KINDS)
def test_masked_steps_are_silent_even_where_they_are_not_finite(kind: str) -> None:
    score = np.array([[0.5, 1.0, 0.0], [np.nan, np.inf, 0.0]])
    loss = Loss(kind, TARGET, np.array([1.0, 0.0]))
    with np.errstate(all="ignore"):
        errors = loss(score, score)
        per_step = loss.per_step(score, score)
    assert not any(error[1].any() for error in errors)
    assert not np.isfinite(per_step[1])
    assert loss.total(per_step) == per_step[0]


@pytest.mark.parametrize("kind", KINDS)
def test_no_step_counts(kind: str) -> None:
    loss = Loss(kind, TARGET, np.zeros(2))
    assert loss.total(loss.per_step(SCORE, SCORE)) == 0.0
    assert not any(error.any() for error in loss(SCORE, SCORE))
