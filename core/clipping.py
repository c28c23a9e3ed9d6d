"""Clipping of gradients: by their global norm, by value, or of the deltas on their way.

Pascanu, Mikolov, Bengio: On the difficulty of training recurrent neural networks (2013), algorithm
1, is the mode norm; Mikolov's thesis (2012) the mode value; the mode delta is Graves' (2013).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.functions import Array
from core.norms import norms
from core.request import Clip

Gradients = Mapping[str, Array]


@dataclass(frozen=True)
class Clipping:
    """What cutting, truncating and clipping have done to the gradient of all parameters together.

    norm          before clipping, but after cuts and truncation
    clipped_norm  after clipping
    factor        clipped_norm / norm, 1 where both are zero
    angle         in degrees, to the gradient that is neither clipped, cut nor truncated; nan
                  where one of the two is zero or not finite, and so has no direction
    """

    norm: float
    clipped_norm: float
    factor: float
    angle: float


def clipped(gradients: Gradients, clip: Clip | None) -> dict[str, Array]:
    """The gradients after the modes norm and value; those of delta were clipped on their way."""
    if clip is not None and clip.mode == "norm":
        length = global_norm(gradients)
        if np.isfinite(length) and length > clip.threshold:
            return {name: g * (clip.threshold / length) for name, g in gradients.items()}
    if clip is not None and clip.mode == "value":
        return {n: np.clip(g, -clip.threshold, clip.threshold) for n, g in gradients.items()}
    return dict(gradients)


def clipping(free: Gradients, after: Gradients, true: Gradients) -> Clipping:
    """Before clipping, after it, and what the gradient would be if nothing had been done to it."""
    norm, clipped_norm = global_norm(free), global_norm(after)
    return Clipping(
        norm, clipped_norm, 1.0 if norm == clipped_norm else clipped_norm / norm, angle(after, true)
    )


def global_norm(gradients: Gradients) -> float:
    """The norm of all gradients as one vector."""
    return float(norms(_joined(gradients)[None])[0])


def angle(one: Gradients, other: Gradients) -> float:
    """In degrees; by the sum and difference of the unit vectors (Kahan), exact at small angles."""
    lengths = global_norm(one), global_norm(other)
    if not all(0 < length < np.inf for length in lengths):
        return np.nan
    u, v = _joined(one) / lengths[0], _joined(other) / lengths[1]
    return float(np.degrees(2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v))))


def _joined(gradients: Gradients) -> Array:
    return np.concatenate([np.zeros(0), *(gradient.ravel() for gradient in gradients.values())])
