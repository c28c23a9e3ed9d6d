"""Sine: unit k swings k + 1 times as fast as the first; the target is the value one step later."""

from __future__ import annotations

import numpy as np

from core.functions import Array
from core.tasks.definition import Definition

PERIOD = 12
"""Steps in one period of the slowest sine."""


def _draw(steps: int, input_size: int, output_size: int, seed: int) -> tuple[Array, Array]:
    return _sine(steps, input_size), _sine(steps, output_size, ahead=1)


def _sine(steps: int, size: int, ahead: int = 0) -> Array:
    t = np.arange(1, steps + 1)[:, None] + ahead
    return np.sin(2 * np.pi * t * np.arange(1, size + 1) / PERIOD)


SINE = Definition(_draw)
