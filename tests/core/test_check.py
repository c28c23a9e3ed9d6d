"""The derivative check: it passes on right gradients, notices wrong ones, and says what it left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import cells
from core.check import ENTRIES, LEAST, Check, check
from core.experiment import prepare, settle
from core.flow import Flow, flow
from core.refusal import Refusal
from core.request import Clip, Initialization, Limits, LossChoice, Request, Task
from tests.core.conftest import OWN


def shown(**choices: object) -> Flow:
    return flow(prepare(settle(Request(**choices), Limits())))


@pytest.mark.parametrize("name", cells.NAMES)
def test_every_built_in_cell_passes(name: str) -> None:
    found = check(shown(cell=name, steps=8))
    assert found.worst is not None and found.worst.error < 1e-6
    assert len(found.compared) + found.kinks == min(ENTRIES, found.of)


@pytest.mark.parametrize("title", OWN)
@pytest.mark.parametrize("kind", ["squared_error", "cross_entropy"])
def test_cells_of_one_s_own_pass(title: str, kind: str) -> None:
    found = check(shown(equations=OWN[title], steps=5, loss=LossChoice(kind=kind)))
    assert found.worst is not None and found.worst.error < 1e-6


def test_updates_the_text_and_norm_clipping_are_checked_as_posted() -> None:
    task = Task("text", "hello, world")
    found = check(shown(task=task, updates=3, clip=Clip("norm", 0.1), seed=4))
    assert found.worst is not None and found.worst.error < 1e-6


def test_a_wrong_gradient_is_found_at_its_place() -> None:
    right = shown(cell="rnn", hidden_size=2, input_size=1, output_size=1, steps=4)
    wrong = replace(right)
    gradients = {name: array.copy() for name, array in right.gradients.items()}
    gradients["W"][1, 0] *= 1 + 1e-4
    wrong.__dict__["gradients"] = gradients
    assert check(right).agrees is True and check(wrong).agrees is False
    found = check(wrong).worst
    assert found is not None
    assert (found.field, found.name, found.place) == ("parameters", "W", (2, 1))
    assert found.error == pytest.approx(1e-4, rel=1e-3)


def test_the_error_of_an_entry_is_what_its_docstring_says() -> None:
    run = shown(cell="rnn", steps=3, loss=LossChoice(at=[1]), hidden_size=1, seed=2)
    for entry in check(run).compared:
        floor = np.finfo(float).eps * run.total / entry.step
        scale = max(abs(entry.analytic), abs(entry.numeric), floor)
        assert entry.error == pytest.approx(abs(entry.analytic - entry.numeric) / scale)
    assert {entry.field for entry in check(run).compared} == {
        "parameters",
        "inputs",
        "initial_state",
    }


def test_every_array_has_an_entry_in_a_sample() -> None:
    run = shown(cell="lstm-peephole", hidden_size=16, steps=5)
    found = check(run)
    assert len(found.compared) == ENTRIES < found.of
    names = {entry.name for entry in found.compared if entry.field == "parameters"}
    assert names == set(run.gradients)
    assert found == check(shown(cell="lstm-peephole", hidden_size=16, steps=5))
    other = check(shown(cell="lstm-peephole", hidden_size=16, steps=5, seed=1))
    places = [(entry.name, entry.place) for entry in found.compared]
    assert places != [(entry.name, entry.place) for entry in other.compared]


def test_a_large_run_gets_a_small_sample() -> None:
    found = check(shown(cell="lstm", hidden_size=64, steps=100))
    assert LEAST <= len(found.compared) < ENTRIES


def test_kinks_are_left_out_and_counted() -> None:
    found = check(shown(equations="h[t] = relu(W @ h[t-1])", steps=4))
    assert found.kinks > 0, "the initial state of zeros sits on the kink of relu"
    assert found.kinks + len(found.compared) == found.of
    relu = check(shown(cell="rnn", activation="relu", steps=6))
    assert relu.worst is not None and relu.worst.error < 1e-6
    flat = check(shown(equations="h[t] = hard_sigmoid(h[t-1]) * 0.1 + x[t]", steps=3))
    assert flat.worst is not None and flat.worst.error < 1e-6


def test_all_at_a_kink_leaves_no_worst() -> None:
    still = shown(equations="h[t] = relu(h[t-1]) + 0 * relu(x[t])", task=Task("impulse"), steps=2)
    found = check(still)
    assert isinstance(found, Check) and (found.worst is None) == (not found.compared)


@pytest.mark.parametrize(
    ("choices", "pointer"),
    [
        ({"cut": ["c>c@1"]}, "/cut"),
        ({"truncate": 3}, "/truncate"),
        ({"clip": Clip("delta", 1.0)}, "/clip"),
    ],
)
def test_what_is_no_derivative_is_refused(choices: dict[str, object], pointer: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check(shown(**choices))
    assert refusal.value.pointer == pointer


def test_an_overflow_is_refused() -> None:
    huge = Initialization(recurrent_gain=1e150)
    with pytest.raises(Refusal, match="finite"):
        check(shown(cell="rnn", activation="identity", initialization=huge))


def test_entries_next_to_an_overflow_are_left_out_and_counted() -> None:
    steep = shown(
        equations="y[t] = 1e-300 * exp(709.77 * x[t])", inputs=[[1.0] * 3], targets=[[0.0] * 3]
    )
    found = check(steep)
    assert (found.overflows, found.compared, found.worst) == (3, (), None)


def test_a_long_name_is_not_repeated() -> None:
    name = "q" * 3900
    with pytest.raises(Refusal) as refusal:
        check(shown(equations=f"{name}[t] = exp({name}[t-1] + 1e3 * x[t])", steps=3, seed=1))
    assert len(str(refusal.value)) < 300
