"""Numbers of an answer, rounded to significant digits and ready for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

from core.functions import Array

Tree: TypeAlias = "Array | float | Mapping[str, Tree]"

FULL = 17
"""Digits at which a float64 is given back exactly."""

_EXACT_DIGITS = 12
"""Up to here, scaling by a power of ten leaves room enough to round a float64 rightly."""

_TIE = 1e-3
"""So close to the middle between two decimals, scaling may have crossed it."""

_EXACT_POWER = 22
"""The largest power of ten that a float64 holds exactly."""


def rounded(array: Array, digits: int) -> Array:
    """Each element to so many significant digits: the float64 nearest to that decimal."""
    if digits >= FULL:
        return array
    with np.errstate(all="ignore"):
        exponents = np.floor(np.log10(np.abs(array)))
        places = digits - 1 - exponents
        scale = 10.0 ** np.abs(places)
        scaled = np.where(places >= 0, array * scale, array / scale)
        whole = np.rint(scaled)
        result = np.where(places >= 0, whole / scale, whole * scale)
        near_tie = np.abs(np.abs(scaled - whole) - 0.5) < _TIE
    # Where scaling is not exact enough, print and read back; zeros and infinities stay.
    plain = np.isfinite(exponents)
    odd = plain & (near_tie | (np.abs(places) > _EXACT_POWER) | (digits > _EXACT_DIGITS))
    result = np.where(plain, result, array)
    if odd.any():
        result[odd] = [float(f"{value:.{digits - 1}e}") for value in array[odd]]
    return result


def as_lists(tree: Tree, digits: int) -> Any:
    """Arrays, and dictionaries of them to any depth, as rounded nested lists.

    All arrays are rounded in one go: there are many, and most are small. What is not finite
    becomes null once it is written as JSON.
    """
    arrays = list(_leaves(tree))
    flat = rounded(np.concatenate([array.ravel() for array in arrays]), digits)
    flat = flat + 0.0  # no minus before a zero
    shapes = iter(arrays)
    end = 0

    def lists(branch: Tree) -> Any:
        nonlocal end
        if isinstance(branch, dict):
            return {name: lists(inner) for name, inner in branch.items()}
        array = next(shapes)
        start, end = end, end + array.size
        return flat[start:end].reshape(array.shape).tolist()

    return lists(tree)


def _leaves(tree: Tree) -> Iterator[Array]:
    if isinstance(tree, dict):
        for inner in tree.values():
            yield from _leaves(inner)
    else:
        yield np.asarray(tree)
