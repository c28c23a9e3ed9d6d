"""From a request to an experiment: defaults, refusals, and the arrays that are not given."""

from __future__ import annotations

import numpy as np
import pytest

from core.experiment import MAX_SEED, mask, prepare, settle
from core.refusal import Refusal
from core.request import Limits, LossChoice, Request, Task

LEAKY = "h[t] = 0.9 * h[t-1] + x[t]"
HELLO = Task("text", "hello")


@pytest.mark.parametrize(
    ("request_", "pointer", "phrase"),
    [
        (Request(seed=-1), "/seed", "0 to 9007199254740991"),
        (Request(seed=MAX_SEED + 1), "/seed", "0 to"),
        (Request(updates=-1), "/updates", "0 to 100"),
        (Request(updates=101), "/updates", "0 to 100"),
        (Request(learning_rate=-0.1), "/learning_rate", "zero or more"),
        (Request(cell="elman"), "/cell", "one of rnn, lstm"),
        (Request(cell="lstm", equations=LEAKY), "/cell", "not both"),
        (Request(cell="lstm", output="c"), "/output", "for equations of one's own"),
        (Request(equations=LEAKY, output="y"), "/output", "write one of h"),
        (Request(activation="relu"), "/activation", "for rnn only"),
        (Request(equations=LEAKY, activation="relu"), "/activation", "for rnn only"),
        (Request(cell="rnn", readout="linear"), "/readout", "rnn has a read-out of its own"),
        (Request(cell="rnn", readout="none"), "/readout", "rnn has a read-out of its own"),
        (Request(loss=LossChoice(at=[1, 13])), "/loss/at/1", "1 to 12"),
        (Request(loss=LossChoice(at=[0])), "/loss/at/0", "1 to 12"),
        (Request(loss=LossChoice(at=[4, 2, 4])), "/loss/at/2", "written twice"),
        (Request(task=Task("text", "a")), "/task/text", "2 to 1,001"),
    ],
)
def test_contradictions_are_refused(request_: Request, pointer: str, phrase: str) -> None:
    with pytest.raises(Refusal, match=phrase) as refusal:
        settle(request_, Limits())
    assert refusal.value.pointer == pointer


def test_a_host_can_set_limits() -> None:
    with pytest.raises(Refusal, match="the most is 5 "):
        settle(Request(hidden_size=6), Limits(hidden_size=5))
    with pytest.raises(Refusal, match="0 to 2"):
        settle(Request(updates=3), Limits(updates=2))


@pytest.mark.parametrize(
    ("request_", "chosen"),
    [
        (Request(), ("lstm", "none", "squared_error")),
        (Request(cell="rnn"), ("rnn", None, "squared_error")),
        (Request(task=HELLO), ("lstm", "linear", "cross_entropy")),
        (Request(task=HELLO, cell="rnn"), ("rnn", None, "cross_entropy")),
        (Request(task=HELLO, readout="none"), ("lstm", "none", "cross_entropy")),
        (
            Request(task=HELLO, loss=LossChoice("squared_error")),
            ("lstm", "linear", "squared_error"),
        ),
        (Request(task=HELLO, inputs=[[1.0]] * 4), ("lstm", "linear", "cross_entropy")),
        (Request(task=HELLO, targets=[[1.0]] * 4), ("lstm", "none", "cross_entropy")),
        (Request(task=HELLO, equations=LEAKY), (None, "linear", "cross_entropy")),
        (
            Request(task=HELLO, equations=f"{LEAKY}\ny[t] = A @ h[t]"),
            (None, "none", "cross_entropy"),
        ),
        (Request(equations=LEAKY, readout="linear"), (None, "linear", "squared_error")),
    ],
)
def test_what_is_left_open_is_chosen(
    request_: Request, chosen: tuple[str | None, str | None, str | None]
) -> None:
    settled = settle(request_, Limits()).request
    assert (settled.cell, settled.readout, settled.loss.kind) == chosen


@pytest.mark.parametrize(
    "request_",
    [
        Request(),
        Request(cell="rnn", activation="relu", task=HELLO),
        Request(equations=LEAKY),
        Request(equations=f"y[t] = h[t]\n{LEAKY}", output="h", readout="linear"),
        Request(task=HELLO, hidden_size=9),
        Request(task=Task("sine"), loss=LossChoice(at=[3, 1])),
    ],
)
def test_the_settled_request_settles_to_itself(request_: Request) -> None:
    settled = settle(request_, Limits()).request
    assert None not in (settled.steps, settled.input_size, settled.loss.kind)
    assert (settled.output is None) == (settled.equations is None)
    assert settle(settled, Limits()).request == settled


@pytest.mark.parametrize(
    ("at", "ones"),
    [("every", [1, 2, 3, 4]), ("last", [4]), ([], []), ([2], [2]), ((4, 2), [2, 4])],
)
def test_the_mask_of_the_loss(at: object, ones: list[int]) -> None:
    np.testing.assert_array_equal(np.flatnonzero(mask(at, 4)) + 1, ones)  # type: ignore[arg-type]
    assert set(mask(at, 4)) <= {0.0, 1.0}  # type: ignore[arg-type]


def test_arrays_that_are_given_are_used_as_they_are() -> None:
    inputs, targets = [[1.0, 2.0]] * 3, [[3.0]] * 3
    request = Request(cell="rnn", inputs=inputs, targets=targets, initial_state={"h": [1.0, 2.0]})
    experiment = prepare(settle(request, Limits()))
    np.testing.assert_array_equal(experiment.inputs, inputs)
    np.testing.assert_array_equal(experiment.loss.target, targets)
    np.testing.assert_array_equal(experiment.initial["h"], [1.0, 2.0])
    assert experiment.parameters["V"].shape == (1, 2)


def test_initial_states_are_zeros_unless_given() -> None:
    experiment = prepare(settle(Request(equations=f"{LEAKY} * x[t-1]"), Limits()))
    assert {name: state.tolist() for name, state in experiment.initial.items()} == {
        "h": [0.0] * 3,
        "x": [0.0] * 3,
    }


def test_an_empty_cell_is_no_name() -> None:
    with pytest.raises(Refusal, match="no such cell"):
        settle(Request(cell=""), Limits())
