"""Tasks: where inputs and targets come from when none are given.

Each is a function of the sizes and a seed alone. A target for a cross-entropy is a distribution:
the one-hot vector of the largest component of what the squared error would be measured against.
"""

from __future__ import annotations

import numpy as np

from core.cell import LossKind
from core.functions import Array
from core.refusal import Refusal
from core.request import Limits, Task
from core.tasks import text
from core.tasks.adding import ADDING
from core.tasks.copying import COPY
from core.tasks.definition import Definition, Fixed
from core.tasks.impulse import IMPULSE
from core.tasks.noise import NOISE
from core.tasks.sine import SINE
from core.tasks.weather import WEATHER

__all__ = ["Definition", "Fixed", "check_steps", "definition", "fixed_sizes", "sequence"]

_DEFINITIONS = {
    "noise": NOISE,
    "impulse": IMPULSE,
    "sine": SINE,
    "adding": ADDING,
    "copy": COPY,
    "weather": WEATHER,
}


def definition(task: Task) -> Definition:
    """What the task is."""
    return text.of(task.text) if task.name == "text" else _DEFINITIONS[task.name]


def fixed_sizes(task: Task, limits: Limits) -> Fixed:
    """What the task fixes; refuses a text that it can't have."""
    if task.name == "text":
        text.check(task.text, limits)
    elif task.text is not None:
        raise Refusal(
            f"The task {task.name} takes no text; leave it out or choose the task text.",
            pointer="/task/text",
        )
    return definition(task).fixed


def check_steps(task: Task, steps: int) -> None:
    """Refuse fewer or more steps than the task can be posed in."""
    defined = definition(task)
    if steps < defined.least:
        raise Refusal(
            f"The task {task.name} needs {defined.least} steps or more, not {steps}.",
            pointer="/steps",
        )
    if defined.most is not None and steps > defined.most:
        raise Refusal(
            f"The task {task.name} has {defined.most:,} steps, not {steps:,}; write that or less.",
            pointer="/steps",
        )


def sequence(
    task: Task, steps: int, input_size: int, output_size: int, loss: LossKind, seed: int
) -> tuple[Array, Array]:
    """Inputs [T, X] and targets [T, K] of a task."""
    inputs, targets = definition(task).draw(steps, input_size, output_size, seed)
    if loss == "cross_entropy":
        targets = np.eye(targets.shape[1])[np.argmax(targets, axis=1)]
    return inputs, targets
