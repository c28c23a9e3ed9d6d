"""Values and slopes, at kinks and far out where functions saturate."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest

from core.functions import FUNCTIONS, softmax, softmax_pullback

MIDDLE = [0.0, 1e-300, 1e-17, 1e-9, 0.003, 0.3, 1.0, 2.0, 2.9, 3.1, 5.0]
POINTS = [sign * v for v in (*MIDDLE, 20.0, 37.5, 100.0, 350.0, 700.0) for sign in (1, -1)]
ONE, SIX = Decimal(1), Decimal(6)

Exact = Callable[[Decimal], Decimal]


def cosh(v: Decimal) -> Decimal:
    return (v.exp() + (-v).exp()) / 2


EXACT: dict[str, tuple[Exact, Exact]] = {
    "sigmoid": (lambda v: ONE / (ONE + (-v).exp()), lambda v: ONE / (2 + 2 * cosh(v))),
    "tanh": (lambda v: (v.exp() - (-v).exp()) / 2 / cosh(v), lambda v: ONE / cosh(v) ** 2),
    "relu": (lambda v: max(v, Decimal(0)), lambda v: Decimal(v > 0)),
    "identity": (lambda v: v, lambda v: ONE),
    "softplus": (lambda v: (ONE + v.exp()).ln(), lambda v: ONE / (ONE + (-v).exp())),
    "hard_sigmoid": (
        lambda v: min(max(v / SIX + ONE / 2, Decimal(0)), ONE),
        lambda v: ONE / SIX if abs(v) < 3 else Decimal(0),
    ),
    "exp": (Decimal.exp, Decimal.exp),
}
"""Value and slope, as one would write them where digits cost nothing."""


def test_every_function_is_tried() -> None:
    assert EXACT.keys() == FUNCTIONS.keys()


@pytest.mark.parametrize("v", POINTS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_and_slopes_keep_their_relative_accuracy(name: str, v: float) -> None:
    with localcontext() as context:
        context.prec = 700  # 1 + exp(-700) needs 300 of them
        value, slope = (float(exact(Decimal(v))) for exact in EXACT[name])
    at = np.array([v])
    with np.errstate(over="ignore"):  # 1 / cosh(700)² is zero, and no float is nearer
        found = FUNCTIONS[name].value(at)
        steep = FUNCTIONS[name].slope(at, found)
    assert math.isclose(found[0], value, rel_tol=1e-13)
    assert math.isclose(steep[0], slope, rel_tol=1e-13)


@pytest.mark.parametrize("name", [*FUNCTIONS, "softmax"])
def test_results_can_go_into_a_given_array(name: str) -> None:
    function = softmax if name == "softmax" else FUNCTIONS[name].value
    v = np.array([-1.0, 0.5, 4.0])
    before, out = v.copy(), np.empty((2, 3))
    result = function(v, out[1])
    np.testing.assert_array_equal(out[1], function(v))
    np.testing.assert_array_equal(v, before)
    assert result.base is out


@pytest.mark.parametrize(
    ("name", "kink"),
    [("relu", 0.0), ("relu", -0.0), ("hard_sigmoid", -3.0), ("hard_sigmoid", 3.0)],
)
def test_slopes_at_kinks_are_zero(name: str, kink: float) -> None:
    at = np.array([kink])
    assert FUNCTIONS[name].slope(at, FUNCTIONS[name].value(at))[0] == 0


@pytest.mark.parametrize("name", FUNCTIONS)
def test_far_out_there_is_a_limit_and_no_nan(name: str) -> None:
    far = np.array([-1e308, -1e4, 1e4, 1e308])
    with np.errstate(all="ignore"):
        value = FUNCTIONS[name].value(far)
        slope = FUNCTIONS[name].slope(far, value)
    assert not np.isnan([value, slope]).any()


@pytest.mark.parametrize("shift", [0.0, 3.0, -1e3, 1e3])
def test_softmax_is_that_of_the_differences(shift: float) -> None:
    v = np.array([[0.25, 1.5, -2.0], [0.0, 0.0, 0.0]])
    exact = np.exp(v) / np.sum(np.exp(v), axis=1, keepdims=True)
    np.testing.assert_allclose(softmax(v + shift), exact, rtol=1e-13)


def test_softmax_of_large_numbers() -> None:
    y = softmax(np.array([[1e308, 1e308, -700.0], [-700.0, 0.0, -1e308]]))
    np.testing.assert_allclose(y, [[0.5, 0.5, 0.0], [math.exp(-700), 1.0, 0.0]], rtol=1e-13)


def test_the_pullback_of_a_softmax_is_its_jacobian_transposed() -> None:
    rng = np.random.default_rng(0)
    y, errors = softmax(rng.normal(size=(4, 3))), rng.normal(size=(4, 3))
    pulled = softmax_pullback(y, errors)
    for row, error, expected in zip(y, errors, pulled, strict=True):
        jacobian = np.diag(row) - np.outer(row, row)
        np.testing.assert_allclose(jacobian.T @ error, expected, rtol=1e-12, atol=1e-15)


def test_a_saturated_softmax_sends_small_errors_back_exactly() -> None:
    """y * (error - sum(y * error)) as it stands would lose all digits at the largest y."""
    y = softmax(np.array([[0.0, -37.0, -38.0]]))
    error = np.array([[0.7, -1.3, 2.9]])
    (pulled,) = softmax_pullback(y, error)
    with localcontext() as context:
        context.prec = 60
        weights = [ONE, Decimal(-37).exp(), Decimal(-38).exp()]
        exact = [weight / sum(weights) for weight in weights]
        errors = [Decimal(float(e)) for e in error[0]]
        mean = sum(a * b for a, b in zip(exact, errors, strict=True))
        expected = [float(a * (b - mean)) for a, b in zip(exact, errors, strict=True)]
    np.testing.assert_allclose(pulled, expected, rtol=1e-13)


def test_the_pullback_of_a_constant_softmax_is_that_of_each_step() -> None:
    y, errors = softmax(np.array([0.1, 0.7])), np.array([[1.0, 2.0], [3.0, -1.0]])
    each = [softmax_pullback(y, error) for error in errors]
    np.testing.assert_array_equal(softmax_pullback(y, errors), each)
