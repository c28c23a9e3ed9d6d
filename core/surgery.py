"""What is done to the errors on their way: edges that carry nothing, deltas that are shortened.

The forward pass knows nothing of it, and neither do the gradients that a delta itself causes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.functions import Array
from core.norms import norms

Keep = NDArray[np.bool]
"""[T + 1, 1], by the step of an edge's source, in row 0 that before the first: False cuts it."""


@dataclass(frozen=True)
class Surgery:
    """Cuts by edge id, and the largest 2-norm that the delta of a state variable may have."""

    keep: Mapping[str, Keep] = field(default_factory=dict)
    threshold: float | None = None


NOTHING = Surgery()


def shortening(delta: Array, threshold: float) -> Array:
    """The factor that brings a delta's 2-norm down to the threshold: [..., n] -> [..., 1].

    It is 1 for what is short enough, and for what is not finite, whose length cannot be mended.
    """
    lengths = norms(delta.reshape(-1, delta.shape[-1])).reshape(*delta.shape[:-1], 1)
    factor = np.ones_like(lengths)
    np.divide(threshold, lengths, out=factor, where=np.isfinite(lengths) & (lengths > threshold))
    return factor


def carry(error: Array, factor: Array, out: Array) -> None:
    """`out = error * factor`; a factor of zero carries nothing, be it of an infinite error."""
    np.multiply(error, factor, out=out)
    np.copyto(out, 0.0, where=factor == 0.0)
