"""Impulse: all inputs are 1 at the first step only, the last unit shall be 1 at the last only."""

from __future__ import annotations

import numpy as np

from core.functions import Array
from core.tasks.definition import Definition


def _draw(steps: int, input_size: int, output_size: int, seed: int) -> tuple[Array, Array]:
    inputs, targets = np.zeros((steps, input_size)), np.zeros((steps, output_size))
    inputs[0] = 1.0
    targets[-1, -1] = 1.0
    return inputs, targets


IMPULSE = Definition(_draw)
