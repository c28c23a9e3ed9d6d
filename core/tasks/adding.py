"""The adding problem of Hochreiter and Schmidhuber, Long Short-Term Memory (1997), section 5.4."""

from __future__ import annotations

import numpy as np

from core.functions import Array
from core.streams import stream
from core.tasks.definition import Definition, Fixed

FIRST = 10
"""The first marker stands at one of this many steps, or in the first half if that is shorter."""


def _draw(steps: int, input_size: int, output_size: int, seed: int) -> tuple[Array, Array]:
    """Two of the values are marked; at the end their sum is asked for.

    Inputs are a value, uniform in [-1, 1], and a marker: 1 at one of the first ten steps and at one
    of the first T/2 - 1 steps still unmarked, -1 at the first and the last step unless marked, 0
    elsewhere. A value marked at the first step is set to zero, as in the paper. The target of the
    last step is 0.5 + (v1 + v2) / 4. Where this deviates from the paper: all sequences are T long
    (there T to T + T/10), T/2 is rounded down, and if it is less than ten the first marker too
    stands within it. The targets before the last step, which the paper does not have, are 0.
    """
    random, half = stream(seed, "adding"), steps // 2
    values, markers = random.uniform(-1.0, 1.0, steps), np.zeros(steps)
    first = int(random.integers(min(FIRST, half)))
    second = int(random.choice(np.delete(np.arange(steps), first)[: half - 1]))
    markers[[0, -1]] = -1.0
    markers[[first, second]] = 1.0
    if markers[0] == 1.0:
        values[0] = 0.0
    targets = np.zeros((steps, 1))
    targets[-1] = 0.5 + (values[first] + values[second]) / 4
    return np.stack([values, markers], axis=1), targets


ADDING = Definition(_draw, Fixed(input_size=2, output_size=1), least=4, at="last")
