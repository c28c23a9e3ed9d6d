"""Sizes in numbers: from the task, the fields and posted arrays, in this order."""

from __future__ import annotations

import pytest

from core.experiment import settle
from core.refusal import Refusal
from core.request import Limits, Request, Task

LEAKY = "h[t] = 0.9 * h[t-1] + x[t]"
RING = "h[t] = 0.9 * h[t-1] + x[t]\ny[t] = A @ h[t]"
PLAIN = "y[t] = tanh(W @ x[t] + b)"
HELLO = Task("text", "hello")


@pytest.mark.parametrize(
    ("request_", "sizes"),
    [
        # defaults, and what ties make of them
        (Request(), (12, 3, 4, 4)),
        (Request(cell="rnn"), (12, 3, 4, 2)),
        (Request(readout="linear"), (12, 3, 4, 2)),
        (Request(equations=LEAKY), (12, 3, 3, 3)),
        (Request(equations=LEAKY, readout="linear"), (12, 3, 3, 2)),
        (Request(equations=RING), (12, 3, 3, 2)),
        (Request(equations=PLAIN), (12, 3, 4, 2)),
        (Request(equations="y[t] = x[t] * w"), (12, 3, 4, 3)),
        (Request(equations="h[t] = 0.5 * h[t-1]"), (12, 3, 4, 4)),
        # fields
        (Request(steps=1, input_size=1, hidden_size=1), (1, 1, 1, 1)),
        (Request(steps=1000, hidden_size=7), (1000, 3, 7, 7)),
        (Request(hidden_size=7, output_size=7), (12, 3, 7, 7)),
        (Request(equations=LEAKY, hidden_size=5), (12, 5, 5, 5)),
        (Request(equations=LEAKY, input_size=5, hidden_size=5, output_size=5), (12, 5, 5, 5)),
        (Request(equations=RING, output_size=6), (12, 3, 3, 6)),
        (Request(equations=PLAIN, output_size=6), (12, 3, 4, 6)),
        # tasks: what they fix wins over the fields
        (Request(task=HELLO), (4, 4, 4, 4)),
        (Request(task=HELLO, hidden_size=9), (4, 4, 9, 4)),
        (Request(task=HELLO, steps=100, input_size=1, output_size=1), (4, 4, 4, 4)),
        (Request(task=HELLO, readout="none", hidden_size=9), (4, 4, 4, 4)),
        (Request(task=HELLO, equations=RING, hidden_size=9), (4, 4, 4, 4)),
        (Request(task=Task("sine"), steps=5), (5, 3, 4, 4)),
        # arrays
        (Request(inputs=[[1.0, 2.0]] * 7), (7, 2, 4, 4)),
        (Request(inputs=[[1.0, 2.0]] * 7, equations=LEAKY), (7, 2, 2, 2)),
        (Request(targets=[[0.0] * 5] * 3), (3, 3, 5, 5)),
        (Request(parameters={"b_z": [0.0] * 6}), (12, 3, 6, 6)),
        (Request(parameters={"W_z": [[0.0] * 5] * 6}), (12, 5, 6, 6)),
        (Request(initial_state={"c": [0.0] * 6}), (12, 3, 6, 6)),
        (Request(cell="rnn", parameters={"c": [0.0] * 6}), (12, 3, 4, 6)),
        (Request(task=HELLO, inputs=[[1.0]] * 4), (4, 1, 4, 4)),
        (Request(task=HELLO, inputs=[[1.0]] * 6, targets=[[1.0, 0.0]] * 6), (6, 1, 2, 2)),
    ],
)
def test_sizes_are_found(request_: Request, sizes: tuple[int, ...]) -> None:
    design = settle(request_, Limits())
    asked = design.request
    assert (design.steps, *(design.sizes[symbol] for symbol in "XHK")) == sizes
    assert (asked.steps, asked.input_size, asked.hidden_size, asked.output_size) == sizes


@pytest.mark.parametrize(
    ("request_", "pointer", "phrase"),
    [
        # range
        (Request(steps=0), "/steps", "steps is 0; the most is 1,000 and the least is 1"),
        (Request(steps=1001), "/steps", "steps is 1001; the most is 1,000"),
        (Request(input_size=257), "/input_size", "the most is 256"),
        (Request(hidden_size=-1), "/hidden_size", "hidden_size is -1"),
        (Request(cell="rnn", output_size=257), "/output_size", "the most is 256"),
        (Request(inputs=[[0.0] * 257]), "/inputs", "input_size is 257; the most is 256"),
        (Request(targets=[[0.0] * 4] * 1001), "/targets", "steps is 1001"),
        # two words on one size
        (Request(equations=LEAKY, input_size=3, hidden_size=4), "/hidden_size", "input_size is 3"),
        (Request(equations=LEAKY, output_size=7), "/output_size", "whose size is 3"),
        (Request(output_size=7), "/output_size", "reads y, whose size is 4"),
        (Request(inputs=[[1.0]] * 3, steps=4), "/inputs", r"[3][1]; expected [4][1], since steps"),
        (Request(inputs=[[1.0]], targets=[[1.0]] * 2), "/targets", "since inputs has shape [1][1]"),
        (Request(parameters={"R_z": [[1.0]]}, hidden_size=2), "/parameters/R_z", "[2][2]"),
        (Request(parameters={"R_z": [[1.0] * 3] * 2}), "/parameters/R_z", "[2][3]; expected"),
        (
            Request(parameters={"b_z": [0.0] * 2}, initial_state={"c": [0.0] * 3}),
            "/initial_state/c",
            "the initial c has shape [3]; expected [2], since b_z has shape [2]",
        ),
        (Request(task=HELLO, inputs=[[1.0]] * 3), "/inputs", "since the task text fixes steps"),
        (Request(task=HELLO, targets=[[1.0]] * 3), "/targets", "since the task text fixes steps"),
        # form
        (
            Request(inputs=[[1.0, 2.0], [3.0]]),
            "/inputs",
            "inputs has uneven rows: row 2 has 1 number, row 1 has 2;"
            " expected [steps][input_size].",
        ),
        (
            Request(inputs=[[1.0]] * 4 + [[], [1.0]], steps=6),
            "/inputs",
            "row 5 has 0 numbers, row 1 has 1; expected [6][input_size], since steps is 6.",
        ),
        (Request(inputs=[]), "/inputs", "inputs has shape [0]; expected [steps][input_size]."),
        (Request(inputs=[[]]), "/inputs", "has shape [1][0]; expected [steps][input_size]."),
        (Request(parameters={"b_z": [[0.0] * 4]}), "/parameters/b_z", "expected [hidden_size]."),
        (
            Request(parameters={"W_z": [0.0] * 4}, hidden_size=6, inputs=[[1.0, 2.0]]),
            "/parameters/W_z",
            "W_z has shape [4]; expected [6][2], since hidden_size is 6 and inputs has shape"
            " [1][2].",
        ),
        # names
        (Request(steps=10**999), "/steps", "steps is " + "1" + "0" * 39 + "…; the most is 1,000"),
        (Request(parameters={"W": [[0.0]]}), "/parameters/W", "its parameters are W_z, R_z"),
        (Request(parameters={"a/b~c": [0.0]}), "/parameters/a~1b~0c", "no such array"),
        (Request(initial_state={"z": [0.0] * 4}), "/initial_state/z", "its states are c, y"),
        (Request(equations=PLAIN, initial_state={"y": [0.0]}), "/initial_state/y", "are none"),
    ],
)
def test_contradictions_are_refused(request_: Request, pointer: str, phrase: str) -> None:
    with pytest.raises(Refusal) as refusal:
        settle(request_, Limits())
    assert refusal.value.pointer == pointer
    assert phrase in refusal.value.detail


@pytest.mark.parametrize(
    ("request_", "fixed"),
    [
        (Request(hidden_size=9), (None, None, None, None)),
        (Request(task=HELLO, equations=PLAIN), (4, 4, None, 4)),
        (Request(task=HELLO, equations=LEAKY), (4, 4, 4, 4)),
        (Request(task=HELLO, equations=LEAKY, readout="linear"), (4, 4, 4, 4)),
        (Request(task=HELLO, readout="none", inputs=[[1.0]] * 4), (4, None, 4, 4)),
        (Request(task=HELLO, inputs=[[1.0]] * 6, targets=[[1.0]] * 6), (None,) * 4),
    ],
)
def test_the_task_fixes_what_the_cell_makes_one_size(
    request_: Request, fixed: tuple[int | None, ...]
) -> None:
    found = settle(request_, Limits()).fixed
    assert (found.steps, found.input_size, found.hidden_size, found.output_size) == fixed
