"""Random numbers: a stream for each array, so that adding one array changes no other."""

from __future__ import annotations

import numpy as np


def stream(seed: int, name: str) -> np.random.Generator:
    """The generator that belongs to this seed and this name."""
    return np.random.default_rng([seed, *name.encode()])
