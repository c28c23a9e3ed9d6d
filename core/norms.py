"""Euclidean norms of rows, right from the smallest number to the largest."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from core.functions import Array

_SMALL = 10_000
"""Numbers of an array that is still stacked with others."""

_SAFE = (1e-280, 1e280)
"""Sums of squares in this range have lost nothing to underflow or overflow."""


def norms(rows: Array) -> Array:
    """Euclidean norm of each row, [T, n] -> [T].

    Rows whose squares would leave the range of floating point are scaled first, so that a vanishing
    error of 1e-200 is not reported as zero, nor an exploding one of 1e200 as infinite. The norm of
    a finite row is at most the largest number there is.
    """
    squares = np.einsum("ti,ti->t", rows, rows)
    result: Array = np.sqrt(squares)
    odd = ~((squares > _SAFE[0]) & (squares < _SAFE[1]))
    if np.count_nonzero(odd):
        extreme = rows[odd]
        if np.count_nonzero(extreme):  # zeros have the norm that they have, and are there most
            result[odd] = _scaled_norms(extreme)
    return result


def norms_of(arrays: Iterable[Array]) -> dict[int, Array]:
    """The norms [T] of arrays [T, n], by the id of each array.

    Small arrays of one shape are stacked: a call would take longer than what it computes.
    """
    shapes: dict[tuple[int, ...], dict[int, Array]] = {}
    for array in arrays:
        shapes.setdefault(array.shape, {})[id(array)] = array
    found: dict[int, Array] = {}
    for (steps, size), several in shapes.items():
        if steps * size > _SMALL:
            found |= {key: norms(array) for key, array in several.items()}
        else:
            rows = norms(np.concatenate(list(several.values())))
            found |= dict(zip(several, rows.reshape(len(several), steps), strict=True))
    return found


def spectral_norm(matrix: Array) -> float:
    """The largest singular value; nan of a matrix that is not finite, 0 of an empty one."""
    if not np.isfinite(matrix).all():
        return np.nan
    return float(np.linalg.norm(matrix, 2)) if matrix.size else 0.0


def _scaled_norms(rows: Array) -> Array:
    largest = np.max(np.abs(rows), axis=1, initial=0.0)
    scalable = (largest > 0.0) & np.isfinite(largest)
    scaled = rows[scalable] / largest[scalable, None]
    squares = np.einsum("ti,ti->t", scaled, scaled)
    result: Array = largest
    result[scalable] = np.minimum(largest[scalable] * np.sqrt(squares), np.finfo(float).max)
    return result
