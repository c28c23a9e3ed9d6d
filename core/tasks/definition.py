"""What a task is: how it is drawn, and what it says about sizes and the loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.cell import LossKind
from core.functions import Array
from core.request import At


@dataclass(frozen=True)
class Fixed:
    """Sizes that a task fixes; None where it takes any."""

    steps: int | None = None
    """T."""
    input_size: int | None = None
    """X."""
    hidden_size: int | None = None
    """H, where the cell makes it one size with X or K."""
    output_size: int | None = None
    """K."""


@dataclass(frozen=True)
class Definition:
    """A task.

    draw   (T, X, K, seed) -> inputs [T, X] and targets [T, K]
    fixed  the sizes that it fixes
    least  the fewest steps that it can be posed in
    most   the most, None where there is no end to it
    kind   the loss that it is meant for
    at     and the steps where that counts
    """

    draw: Callable[[int, int, int, int], tuple[Array, Array]]
    fixed: Fixed = Fixed()
    least: int = 1
    most: int | None = None
    kind: LossKind = "squared_error"
    at: At = "every"
