"""Values and slopes, at kinks and far out where functions saturate."""

from __future__ import annotations

import math
from decimal import Decimal, getcontext

import numpy as np
import pytest

from core.functions import FUNCTIONS, softmax, softmax_pullback

getcontext().prec = 60
POINTS = [-700.0, -300.0, -40.0, -20.0, -3.5, -1.0, -1e-9, 0.0, 0.3, 2.0, 7.0, 20.0, 40.0, 350.0]


def exact(name: str, v: float) -> tuple[Decimal, Decimal]:
    """Value and slope to sixty digits."""
    x, one = Decimal(v), Decimal(1)
    match name:
        case "sigmoid":
            return one / (one + (-x).exp()), one / (2 + x.exp() + (-x).exp())
        case "tanh":
            above, below = x.exp() - (-x).exp(), x.exp() + (-x).exp()
            return above / below, 4 / (below * below)
        case "softplus":
            return (one + x.exp()).ln() if v > -60 else x.exp(), one / (one + (-x).exp())
        case "exp":
            return x.exp(), x.exp()
        case "relu":
            return max(x, Decimal(0)), Decimal(v > 0)
        case "identity":
            return x, one
        case _:
            clipped = min(max(x / 6 + Decimal("0.5"), Decimal(0)), one)
            return clipped, one / 6 if abs(v) < 3 else Decimal(0)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("v", POINTS)
def test_values_and_slopes_keep_their_relative_accuracy(name: str, v: float) -> None:
    value, slope = exact(name, v)
    function = FUNCTIONS[name]
    at = np.array([v])
    with np.errstate(over="ignore"):
        found, steep = function.value(at)[0], function.slope(at)[0]
    tolerance = 1e-13 * (1 + abs(v) / 10)  # exp magnifies the rounding of its argument
    assert math.isclose(
        found, float(value), rel_tol=tolerance, abs_tol=1e-16 if name == "hard_sigmoid" else 0
    )
    assert math.isclose(steep, float(slope), rel_tol=tolerance)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_results_can_go_into_a_given_array(name: str) -> None:
    v, out = np.array([-1.0, 0.5]), np.empty(2)
    expected = FUNCTIONS[name].value(v)
    FUNCTIONS[name].value(v, out)
    np.testing.assert_array_equal(out, expected)


@pytest.mark.parametrize(
    ("name", "kink"), [("relu", 0.0), ("hard_sigmoid", -3.0), ("hard_sigmoid", 3.0)]
)
def test_slopes_at_kinks_are_zero(name: str, kink: float) -> None:
    assert FUNCTIONS[name].slope(np.array([kink]))[0] == 0


def test_softmax_neither_overflows_nor_forgets_its_jacobian() -> None:
    y = softmax(np.array([[1000.0, 1000.0, -1000.0], [0.0, 1.0, 2.0]]))
    np.testing.assert_allclose(y[0], [0.5, 0.5, 0.0])
    error = np.array([0.3, -1.0, 2.0])
    jacobian = np.diag(y[1]) - np.outer(y[1], y[1])
    np.testing.assert_allclose(softmax_pullback(y[1], error), jacobian.T @ error)
