"""What is drawn when it is not given: weights by scheme and seed, inputs and targets by task."""

from typing import Any

import numpy as np
import pytest

from tests.app.conftest import Flow

TASKS = [{"name": "noise"}, {"name": "impulse"}, {"name": "sine"}]
SCHEMES = ["glorot", "uniform", "normal", "orthogonal", "identity"]


def drawn(flow: Flow, **asked: Any) -> dict[str, np.ndarray]:
    """Everything that the request leaves to be drawn, by name."""
    answer = flow(**{"cell": "lstm-peephole", "digits": 17, **asked}, include=["parameters"])
    arrays = {**answer["parameters"], "inputs": answer["inputs"], "targets": answer["targets"]}
    return {name: np.array(array) for name, array in arrays.items()}


def changed(before: dict[str, np.ndarray], after: dict[str, np.ndarray]) -> set[str]:
    assert before.keys() == after.keys()
    return {name for name in before if not np.array_equal(before[name], after[name])}


def named(arrays: dict[str, np.ndarray], *letters: str) -> set[str]:
    return {name for name in arrays if name.partition("_")[0] in letters}


@pytest.mark.parametrize("name", ["W_z", "R_for", "b_for", "p_out"])
def test_a_posted_parameter_changes_no_other(flow: Flow, name: str) -> None:
    before = drawn(flow)
    posted = before[name] + 0.25
    after = drawn(flow, parameters={name: posted.tolist()})
    assert np.array_equal(after[name], posted)
    assert changed(before, after) == {name}


def test_a_posted_sequence_changes_nothing_else(flow: Flow) -> None:
    before = drawn(flow)
    assert changed(before, drawn(flow, inputs=[[1, 2, 3]] * 12)) == {"inputs"}
    assert changed(before, drawn(flow, targets=[[1, 2, 3, 4]] * 12)) == {"targets"}


def test_cells_share_what_they_have_in_common(flow: Flow) -> None:
    peephole, plain = drawn(flow), drawn(flow, cell="lstm")
    assert peephole.keys() - plain.keys() == {"p_in", "p_for", "p_out"}
    assert not changed(plain, {name: peephole[name] for name in plain})


def test_arrays_of_one_shape_differ(flow: Flow) -> None:
    arrays = drawn(flow)
    for letter in "WRp":
        group = sorted(named(arrays, letter))
        assert len({arrays[name].tobytes() for name in group}) == len(group) >= 3


def test_the_seed_changes_all_that_is_drawn(flow: Flow) -> None:
    before, after = drawn(flow), drawn(flow, seed=1)
    assert changed(before, after) == before.keys() - named(before, "b")
    assert not changed(after, drawn(flow, seed=1))


def test_biases_are_zero_but_for_the_forget_gate(flow: Flow) -> None:
    arrays = drawn(flow)
    assert {name: set(arrays[name]) for name in named(arrays, "b")} == {
        "b_z": {0.0}, "b_in": {0.0}, "b_out": {0.0}, "b_for": {1.0}
    }  # fmt: skip


def test_forget_bias_changes_only_the_forget_gate_s_bias(flow: Flow) -> None:
    before, after = drawn(flow), drawn(flow, initialization={"forget_bias": -2.5})
    assert changed(before, after) == {"b_for"}
    assert np.all(after["b_for"] == -2.5)
    posted = {"initialization": {"forget_bias": 3}, "parameters": {"b_for": [0.5] * 4}}
    assert np.all(drawn(flow, **posted)["b_for"] == 0.5)  # used as it is


def test_the_recurrent_gain_scales_the_recurrent_matrices(flow: Flow) -> None:
    before, after = drawn(flow), drawn(flow, initialization={"recurrent_gain": 2})
    assert changed(before, after) == named(before, "R")
    assert all(np.array_equal(after[name], 2 * before[name]) for name in named(before, "R"))


def test_the_scheme_is_that_of_everything_else(flow: Flow) -> None:
    before, after = drawn(flow), drawn(flow, initialization={"scheme": "normal"})
    assert changed(before, after) == named(before, "W", "p")


def test_recurrent_matrices_are_orthogonal_unless_asked_otherwise(flow: Flow) -> None:
    arrays = drawn(flow)
    for name in named(arrays, "R"):
        assert np.allclose(arrays[name] @ arrays[name].T, np.eye(4), atol=1e-14)
    arrays = drawn(flow, initialization={"recurrent_scheme": "identity", "recurrent_gain": 0.5})
    assert all(np.array_equal(arrays[name], 0.5 * np.eye(4)) for name in named(arrays, "R"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("cell", ["rnn", "lstm-peephole"])
def test_every_scheme_draws_every_shape(flow: Flow, cell: str, scheme: str) -> None:
    schemes = {"scheme": scheme, "recurrent_scheme": scheme}
    arrays = drawn(flow, cell=cell, initialization=schemes, input_size=2, hidden_size=5)
    assert all(np.all(np.isfinite(array)) for array in arrays.values())
    assert all(np.any(arrays[name]) for name in named(arrays, "W", "R", "U", "V"))


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task["name"])
def test_a_task_fills_the_sizes_that_are_asked(flow: Flow, task: dict) -> None:
    asked = {"task": task, "cell": "rnn", "steps": 7, "input_size": 2, "output_size": 3}
    answer = flow(**asked)
    assert np.shape(answer["inputs"]) == (7, 2) and np.shape(answer["targets"]) == (7, 3)
    assert np.any(answer["inputs"]) and np.any(answer["targets"])
    assert flow(**asked) == answer


def test_tasks_differ(flow: Flow) -> None:
    assert len({str(flow(task=task)["inputs"]) for task in TASKS}) == len(TASKS)


def test_an_impulse_stands_at_one_step(flow: Flow) -> None:
    inputs = flow(task={"name": "impulse"})["inputs"]
    assert sum(any(step) for step in inputs) == 1


def test_a_sine_swings(flow: Flow) -> None:
    column = np.array(flow(task={"name": "sine"}, steps=100)["inputs"])[:, 0]
    assert column.min() < -0.5 and column.max() > 0.5 and np.abs(column).max() <= 1


def test_text_predicts_the_next_character(flow: Flow) -> None:
    text = "hello 😀 höhle"
    answer = flow(task={"name": "text", "text": text}, digits=17)
    inputs, targets = np.array(answer["inputs"]), np.array(answer["targets"])
    characters = len(set(text))
    assert inputs.shape == targets.shape == (len(text) - 1, characters)
    codes = {}
    for character, row in zip(text, [*inputs, targets[-1]], strict=True):
        assert sorted(row) == [0.0] * (characters - 1) + [1.0]
        assert np.array_equal(row, codes.setdefault(character, row))
    assert len({row.tobytes() for row in codes.values()}) == characters
    assert np.array_equal(inputs[1:], targets[:-1])


@pytest.mark.parametrize("cell", ["rnn", "lstm", "lstm-peephole"])
def test_the_sizes_that_a_text_fixes_win(flow: Flow, cell: str) -> None:
    asked = {"steps": 40, "input_size": 9, "output_size": 9, "hidden_size": 6}
    request = flow(cell=cell, task={"name": "text", "text": "hello"}, **asked)["request"]
    sizes = {field: request[field] for field in asked}
    assert sizes == {"steps": 4, "input_size": 4, "output_size": 4, "hidden_size": 6}
    assert request["readout"] == (None if cell == "rnn" else "linear")
    assert request["loss"] == {"kind": "cross_entropy", "at": "every"}


def test_the_longest_text_is_answered(flow: Flow) -> None:
    text = "".join(chr(0x4E00 + i % 64) for i in range(1001))
    answer = flow(task={"name": "text", "text": text}, include=["deltas"])
    assert (answer["request"]["steps"], answer["request"]["input_size"]) == (1000, 64)
