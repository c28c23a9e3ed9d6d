"""Tasks: where inputs and targets come from when none are given.

Each is a function of the sizes and a seed alone. A target for a cross-entropy is a distribution:
the one-hot vector of the largest component of what the squared error would be measured against.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.cell import LossKind
from core.functions import Array
from core.refusal import Refusal
from core.request import Limits, Task
from core.streams import stream

PERIOD = 12
"""Steps in one period of the slowest sine."""


@dataclass(frozen=True)
class Fixed:
    """Sizes that a task fixes; None where it takes any."""

    steps: int | None = None
    input_size: int | None = None
    hidden_size: int | None = None
    output_size: int | None = None


def fixed_sizes(task: Task, limits: Limits) -> Fixed:
    """What the task fixes; refuses a text that is missing, too short, too long or too varied."""
    if task.name != "text":
        if task.text is not None:
            raise Refusal(
                f"The task {task.name} takes no text; leave it out or choose the task text.",
                pointer="/task/text",
            )
        return Fixed()
    text = task.text
    if text is None:
        raise Refusal("The task text needs a text of 2 characters or more.", pointer="/task/text")
    if not 2 <= len(text) <= limits.text:
        characters = "1 character" if len(text) == 1 else f"{len(text):,} characters"
        raise Refusal(
            f"The text has {characters}; write 2 to {limits.text:,}.",
            pointer="/task/text",
        )
    different = len(alphabet(text))
    if different > limits.characters:
        raise Refusal(
            f"The text has {different} different characters; use at most {limits.characters}.",
            pointer="/task/text",
        )
    return Fixed(len(text) - 1, different, output_size=different)


def alphabet(text: str) -> list[str]:
    """The different characters of a text, in the order of their code points."""
    return sorted(set(text))


def sequence(
    task: Task, steps: int, input_size: int, output_size: int, loss: LossKind, seed: int
) -> tuple[Array, Array]:
    """Inputs [T, X] and targets [T, K] of a task."""
    if task.name == "text":
        inputs, targets = _text(task.text or "")
    elif task.name == "noise":
        inputs = stream(seed, "inputs").standard_normal((steps, input_size))
        targets = stream(seed, "targets").standard_normal((steps, output_size))
    elif task.name == "impulse":
        inputs, targets = _impulse(steps, input_size, output_size)
    else:
        inputs, targets = _sine(steps, input_size), _sine(steps, output_size, ahead=1)
    if loss == "cross_entropy":
        targets = np.eye(targets.shape[1])[np.argmax(targets, axis=1)]
    return inputs, targets


def _text(text: str) -> tuple[Array, Array]:
    """Characters one-hot, and the character that follows each."""
    letters = alphabet(text)
    codes = np.eye(len(letters))[[letters.index(character) for character in text]]
    return codes[:-1], codes[1:]


def _impulse(steps: int, input_size: int, output_size: int) -> tuple[Array, Array]:
    """All inputs are 1 at the first step only; the last unit shall be 1 at the last step only."""
    inputs, targets = np.zeros((steps, input_size)), np.zeros((steps, output_size))
    inputs[0] = 1.0
    targets[-1, -1] = 1.0
    return inputs, targets


def _sine(steps: int, size: int, ahead: int = 0) -> Array:
    """Unit k swings k + 1 times as fast as the first; the target is the value one step later."""
    t = np.arange(1, steps + 1)[:, None] + ahead
    return np.sin(2 * np.pi * t * np.arange(1, size + 1) / PERIOD)
