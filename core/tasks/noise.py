"""Noise: independent normal numbers, to which there is nothing to learn."""

from __future__ import annotations

from core.functions import Array
from core.streams import stream
from core.tasks.definition import Definition


def _draw(steps: int, input_size: int, output_size: int, seed: int) -> tuple[Array, Array]:
    inputs = stream(seed, "inputs").standard_normal((steps, input_size))
    targets = stream(seed, "targets").standard_normal((steps, output_size))
    return inputs, targets


NOISE = Definition(_draw)
