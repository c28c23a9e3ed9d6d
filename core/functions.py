"""The functions of the equation language: each with its slope, one line each.

The slopes are written so that they keep their relative accuracy where the function saturates
(1/cosh² rather than 1 - tanh²): a vanishing gradient is what people come to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sigmoid(v: Array, out: Array | None = None) -> Array:
    """1 / (1 + exp(-v)), accurate in the relative sense down to v = -709.78, and 0 below."""
    out = np.negative(v, out)
    np.exp(out, out)
    np.add(out, 1.0, out)
    return np.reciprocal(out, out)


def relu(v: Array, out: Array | None = None) -> Array:
    return np.maximum(v, 0.0, out=out)


def identity(v: Array, out: Array | None = None) -> Array:
    return np.positive(v, out)


def softplus(v: Array, out: Array | None = None) -> Array:
    return np.logaddexp(v, 0.0, out)


def hard_sigmoid(v: Array, out: Array | None = None) -> Array:
    """clip(v/6 + 1/2, 0, 1)"""
    clipped: Array = np.clip(v / 6.0 + 0.5, 0.0, 1.0, out=out)
    return clipped


def softmax(v: Array, out: Array | None = None) -> Array:
    """exp(v) / sum(exp(v)) over the last axis, shifted by the maximum."""
    out = np.subtract(v, np.max(v, axis=-1, keepdims=True), out)
    np.exp(out, out)
    out /= np.sum(out, axis=-1, keepdims=True)
    return out


def softmax_pullback(y: Array, error: Array) -> Array:
    """(d softmax / d argument)ᵀ error, for y = softmax(argument) and any leading axes.

    y * (error - sum(y * error)), with all errors taken relative to that of the largest y: where
    this one is close to 1, its error would all but cancel against the sum.
    """
    y, error = np.broadcast_arrays(y, error)
    largest = np.argmax(y, axis=-1, keepdims=True)
    relative = error - np.take_along_axis(error, largest, axis=-1)
    pulled: Array = y * (relative - np.sum(y * relative, axis=-1, keepdims=True))
    return pulled


def sigmoid_slope(v: Array, y: Array) -> Array:
    """sigmoid(v) * sigmoid(-v)"""
    beyond = np.exp(v)
    beyond += 1.0
    return np.divide(y, beyond, beyond)


def sech_squared(v: Array, y: Array) -> Array:
    """1 / cosh(v)², the slope of tanh."""
    cosh: Array = np.cosh(v)
    cosh *= cosh
    return np.reciprocal(cosh, cosh)


@dataclass(frozen=True)
class Function:
    """An element-wise function g: its value (with `out`), its slope g', and how it is typeset.

    The slope is a function of v and of y = g(v), which is known wherever the slope is asked for. At
    its kinks g has no derivative, and 0 stands for the slope.
    """

    value: Callable[..., Array]
    slope: Callable[[Array, Array], Array]
    tex: str
    kinks: tuple[float, ...] = ()


FUNCTIONS: dict[str, Function] = {
    "sigmoid": Function(sigmoid, sigmoid_slope, r"\sigma"),
    "tanh": Function(np.tanh, sech_squared, r"\tanh"),
    "relu": Function(relu, lambda v, y: np.where(v > 0, 1.0, 0.0), r"\operatorname{relu}", (0.0,)),
    "identity": Function(identity, lambda v, y: np.ones(v.shape), r"\operatorname{id}"),
    "softplus": Function(softplus, lambda v, y: sigmoid(v), r"\operatorname{softplus}"),
    "hard_sigmoid": Function(
        hard_sigmoid,
        lambda v, y: np.where(np.abs(v) < 3, 1 / 6, 0.0),
        r"\operatorname{hard\_sigmoid}",
        (-3.0, 3.0),
    ),
    "exp": Function(np.exp, lambda v, y: y, r"\exp"),
}

NAMES = (*FUNCTIONS, "softmax")
"""Every function that an equation may call."""
