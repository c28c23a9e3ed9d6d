"""From a request to an experiment."""

from __future__ import annotations

import numpy as np
import pytest

from core.experiment import prepare, settle
from core.flow import flow
from core.refusal import Refusal
from core.request import Limits, LossChoice, Request, Task

LEAKY = "h[t] = 0.9 * h[t-1] + x[t]"


@pytest.mark.parametrize(
    ("request_", "pointer", "phrase"),
    [
        (Request(seed=-1), "/seed", "0 to"),
        (Request(updates=101), "/updates", "0 to 100"),
        (Request(learning_rate=-0.1), "/learning_rate", "zero or more"),
        (Request(equations=LEAKY, input_size=3, hidden_size=4), "/hidden_size", "input_size is 3"),
        (Request(equations=LEAKY, output_size=7), "/output_size", "whose size is 3"),
        (Request(inputs=[[1.0, 2.0], [3.0]]), "/inputs", r"\[12\]\[3\]"),
        (Request(parameters={"R_z": [[1.0]]}, hidden_size=2), "/parameters/R_z", r"\[2\]\[2\]"),
        (Request(steps=1001), "/steps", "1,000"),
        (Request(task=Task("text", "ab"), inputs=[[1.0]] * 3), "/inputs", r"\[1\]"),
        (Request(loss=LossChoice(at=[13])), "/loss/at/0", "1 to 12"),
    ],
)
def test_contradictions_are_refused(request_: Request, pointer: str, phrase: str) -> None:
    with pytest.raises(Refusal, match=phrase) as refusal:
        settle(request_, Limits())
    assert refusal.value.pointer == pointer


@pytest.mark.parametrize(
    ("request_", "sizes"),
    [
        (Request(), (12, 3, 4, 4)),
        (Request(cell="rnn"), (12, 3, 4, 2)),
        (Request(readout="linear"), (12, 3, 4, 2)),
        (Request(equations=LEAKY), (12, 3, 3, 3)),
        (Request(equations=LEAKY, hidden_size=5), (12, 5, 5, 5)),
        (Request(task=Task("text", "hello")), (4, 4, 4, 4)),
        (Request(task=Task("text", "hello"), hidden_size=9), (4, 4, 9, 4)),
        (Request(task=Task("text", "hello"), readout="none", hidden_size=9), (4, 4, 4, 4)),
        (Request(inputs=[[1.0, 2.0]] * 7), (7, 2, 4, 4)),
        (Request(parameters={"b_z": [0.0] * 6}), (12, 3, 6, 6)),
        (Request(targets=[[0.0] * 5] * 3), (3, 3, 5, 5)),
    ],
)
def test_sizes_are_found(request_: Request, sizes: tuple[int, ...]) -> None:
    design = settle(request_, Limits())
    assert (design.steps, *(design.sizes[symbol] for symbol in "XHK")) == sizes


def test_a_cell_that_brings_its_own_output_gets_no_read_out() -> None:
    equations = "h[t] = tanh(W @ h[t-1] + U @ x[t])\ny[t] = V @ h[t]"
    text = Task("text", "hello")
    assert settle(Request(equations=equations, task=text), Limits()).request.readout == "none"
    assert settle(Request(equations=LEAKY, task=text), Limits()).request.readout == "linear"


def test_the_design_says_what_was_asked_with_nothing_left_open() -> None:
    design = settle(Request(equations=LEAKY), Limits())
    assert settle(design.request, Limits()).request == design.request


def test_updates_are_gradient_steps() -> None:
    def after(updates: int) -> np.ndarray:
        request = Request(cell="rnn", updates=updates, learning_rate=0.01)
        return flow(prepare(settle(request, Limits()))).experiment.parameters["W"]

    once = flow(prepare(settle(Request(cell="rnn"), Limits())))
    np.testing.assert_allclose(after(1), after(0) - 0.01 * once.gradients["W"], rtol=1e-12)
    assert np.abs(after(2) - after(1)).max() > 0
