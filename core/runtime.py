"""What generated code can call."""

from __future__ import annotations

import numpy as np

from core.functions import FUNCTIONS, Array, softmax, softmax_pullback
from core.norms import spectral_norm
from core.surgery import carry, shortening


def ahead(rows: Array) -> Array:
    """Each row one step later: [T, n] -> [T, n], zero after the last step."""
    shifted = np.empty_like(rows)
    shifted[:-1] = rows[1:]
    shifted[-1:] = 0.0
    return shifted


def padded(rows: Array) -> Array:
    """[T, n] -> [T + 1, n] with a first row of zeros."""
    longer = np.empty((len(rows) + 1, rows.shape[1]))
    longer[:1] = 0.0
    longer[1:] = rows
    return longer


def late_dot(rows: Array, matrix: Array) -> Array:
    """rows [T, m] times matrix [m, n] -> [T + 1, n] with a last row of zeros."""
    longer = np.empty((len(rows) + 1, matrix.shape[1]))
    np.dot(rows, matrix, longer[:-1])
    longer[-1:] = 0.0
    return longer


def late_multiply(rows: Array, factor: Array | float) -> Array:
    """rows [T, n] times the factor -> [T + 1, n] with a last row of zeros."""
    longer = np.empty((len(rows) + 1, rows.shape[1]))
    np.multiply(rows, factor, longer[:-1])
    longer[-1:] = 0.0
    return longer


_NUMPY = (
    *("add", "subtract", "multiply", "negative", "reciprocal", "maximum", "sign"),
    *("dot", "matmul", "copyto"),
    *("concatenate", "stack", "empty", "empty_like", "zeros", "broadcast_to", "where"),
)

RUNTIME: dict[str, object] = {
    **{name: function.value for name, function in FUNCTIONS.items()},
    **{f"slope_{name}": function.slope for name, function in FUNCTIONS.items()},
    **{name: getattr(np, name) for name in _NUMPY},
    "softmax": softmax,
    "softmax_pullback": softmax_pullback,
    "one": np.array(1.0),  # arrays are quicker in a loop than Python's numbers
    "nil": np.array(0.0),
    "largest": lambda rows: np.max(np.abs(rows), axis=-1),
    "spectral_norm": spectral_norm,
    "ahead": ahead,
    "padded": padded,
    "late_dot": late_dot,
    "late_multiply": late_multiply,
    "carry": carry,
    "shortening": shortening,
}
