"""Losses and the errors that they send."""

from __future__ import annotations

import numpy as np

from core.functions import softmax
from core.loss import Loss

SCORE = np.array([[0.3, -1.2, 2.0], [900.0, -900.0, 0.0]])
TARGET = np.array([[0.2, 0.5, 0.3], [0.0, 0.0, 2.0]])


def test_squared_error_is_half_the_squared_distance() -> None:
    loss = Loss("squared_error", TARGET, np.array([1.0, 0.0]))
    per_step = loss.per_step(SCORE, SCORE)
    np.testing.assert_allclose(per_step[0], 0.5 * np.sum((SCORE[0] - TARGET[0]) ** 2))
    assert loss.total(per_step) == per_step[0]
    fresh, _ = loss(SCORE, SCORE)
    np.testing.assert_array_equal(fresh, [SCORE[0] - TARGET[0], [0, 0, 0]])


def test_cross_entropy_is_taken_from_the_score() -> None:
    """exp(900) would overflow, and log of the softmax of -900 be minus infinity."""
    loss = Loss("cross_entropy", TARGET, np.ones(2))
    prediction = softmax(SCORE)
    per_step = loss.per_step(SCORE, prediction)
    np.testing.assert_allclose(per_step, [-np.sum(TARGET[0] * np.log(prediction[0])), 1800.0])
    with np.errstate(divide="ignore"):  # the prediction of the second step is 0 where it must be 2
        _, joint = loss(SCORE, prediction)
    np.testing.assert_allclose(joint, prediction * [[1.0], [2.0]] - TARGET)


def test_the_error_of_the_prediction_itself() -> None:
    """-target / prediction, and zero where the target is zero, however small the prediction."""
    prediction = np.array([[0.5, 0.5, 0.0]])
    fresh, _ = Loss("cross_entropy", np.array([[1.0, 0.0, 0.0]]), np.ones(1))(
        prediction, prediction
    )
    np.testing.assert_array_equal(fresh, [[-2.0, 0.0, 0.0]])


def test_a_target_of_zero_costs_nothing() -> None:
    score = np.array([[0.0, -np.inf]])
    loss = Loss("cross_entropy", np.array([[1.0, 0.0]]), np.ones(1))
    with np.errstate(invalid="ignore"):
        assert loss.per_step(score, score)[0] == 0.0
