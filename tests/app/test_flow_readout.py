"""Where the loss hangs: read-outs, both losses, the joint softmax form, the choice of output."""

from typing import Any

import numpy as np
import pytest

from tests.app.conftest import Flow

SIMPLE = "a[t] = U @ x[t] + W @ h[t-1]\nh[t] = tanh(a[t])"
SOFTMAX = f"{SIMPLE}\no[t] = V @ h[t]\np[t] = softmax(o[t])"

# What was asked; the edges from the cell's output to J; the read-out's own parameters.
HANGING: dict[str, tuple[dict[str, Any], list[str], set[str]]] = {
    "none": ({}, ["y>J"], set()),
    "none, cross-entropy": ({"loss": {"kind": "cross_entropy"}}, ["y>yhat", "yhat>J"], set()),
    "linear": ({"readout": "linear"}, ["y>s", "s>yhat", "yhat>J"], {"V", "d"}),
    "linear, cross-entropy": (
        {"readout": "linear", "loss": {"kind": "cross_entropy"}},
        ["y>s", "s>yhat", "yhat>J"],
        {"V", "d"},
    ),
    "rnn": ({"cell": "rnn"}, ["h>o", "o>yhat", "yhat>J"], {"V", "c"}),
    "rnn, cross-entropy": (
        {"cell": "rnn", "loss": {"kind": "cross_entropy"}},
        ["h>o", "o>yhat", "yhat>J"],
        {"V", "c"},
    ),
    "own": ({"equations": SIMPLE}, ["h>J"], set()),
    "own, another output": ({"equations": SIMPLE, "output": "a"}, ["a>J"], set()),
    "own, read-out of another output": (
        {"equations": SIMPLE, "output": "a", "readout": "linear"},
        ["a>s", "s>yhat", "yhat>J"],
        {"V", "d"},
    ),
    "own, softmax": (
        {"equations": SOFTMAX, "loss": {"kind": "cross_entropy"}},
        ["h>o", "o>p", "p>J"],
        {"V"},
    ),
}


@pytest.mark.parametrize(("asked", "hanging", "parameters"), HANGING.values(), ids=HANGING)
def test_the_loss_hangs_where_the_slides_draw_it(
    flow: Flow, asked: dict, hanging: list[str], parameters: set[str]
) -> None:
    answer = flow(**asked, include=["values", "messages", "parameters"])
    heads = ("J", "s", "yhat", "o", "p") if "h>o" in hanging else ("J", "s", "yhat")
    edges = [edge for edge in answer["cell"]["edges"] if edge["target"] in heads]
    assert {edge["id"] for edge in edges} == set(hanging)
    assert set(hanging) <= answer["messages"].keys()
    assert answer["parameters"].keys() & {"V", "d", "c"} == parameters
    added = {variable for variable in ("s", "yhat") if variable in answer["values"]}
    assert added == {edge["source"] for edge in edges} & {"s", "yhat"}


def test_the_linear_read_out_is_an_affine_map(flow: Flow) -> None:
    answer = flow(readout="linear", output_size=3, include=["values", "parameters"], digits=17)
    weights, values = answer["parameters"], answer["values"]
    assert np.shape(weights["V"]) == (3, 4) and weights["d"] == [0, 0, 0]
    assert np.allclose(values["s"], np.array(values["y"]) @ np.transpose(weights["V"]), rtol=1e-12)
    assert values["yhat"] == values["s"]


def test_squared_error_is_half_the_squared_distance(flow: Flow) -> None:
    answer = flow(include=["values", "messages"], digits=17)
    error = np.subtract(answer["values"]["y"], answer["targets"])
    assert np.allclose(answer["loss"]["per_step"], 0.5 * (error**2).sum(axis=1), rtol=1e-13)
    assert np.allclose(answer["messages"]["y>J"], error, rtol=1e-13)


SOFT_TARGETS = [[0.5, 0.25, 0.25], [0.0, 2.0, 1.0], [0.0, 0.0, 0.0]]
JOINT: dict[str, tuple[dict[str, Any], str, str]] = {
    "rnn": ({"cell": "rnn"}, "o", "yhat"),
    "linear": ({"readout": "linear"}, "s", "yhat"),
    "none": ({"hidden_size": 3}, "y", "yhat"),
    "own softmax": ({"equations": SOFTMAX}, "o", "p"),
}


@pytest.mark.parametrize(("asked", "score", "yhat"), JOINT.values(), ids=JOINT)
def test_softmax_and_cross_entropy_in_the_joint_form(
    flow: Flow, asked: dict, score: str, yhat: str
) -> None:
    answer = flow(
        **asked,
        targets=SOFT_TARGETS,
        loss={"kind": "cross_entropy"},
        include=["values", "deltas", "messages"],
        digits=17,
    )
    targets, scores = np.array(SOFT_TARGETS), np.array(answer["values"][score])
    softmax = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    assert np.allclose(answer["values"][yhat], softmax, rtol=1e-13)
    losses = -(targets * np.log(softmax)).sum(axis=1)
    assert np.allclose(answer["loss"]["per_step"], losses, rtol=1e-12)
    joint = softmax * targets.sum(axis=1, keepdims=True) - targets
    message = answer["messages"][f"{score}>{yhat}"]
    assert np.allclose(message, joint, rtol=1e-12, atol=1e-15)
    for delta in (answer["deltas"][yhat], answer["messages"][f"{yhat}>J"]):
        assert np.allclose(delta, -targets / softmax, rtol=1e-12, atol=0)


def sure_of_the_second(target: list[float]) -> dict[str, Any]:
    """A run whose scores are exactly 0 and 2000, so that yhat is exactly 0 and 1."""
    return {
        "readout": "linear",
        "hidden_size": 1,
        "parameters": {"V": [[0], [0]], "d": [0, 2000]},
        "targets": [target],
        "loss": {"kind": "cross_entropy"},
        "include": ["values", "deltas", "messages"],
    }


def test_nothing_times_the_logarithm_of_nothing_is_nothing(flow: Flow) -> None:
    answer = flow(**sure_of_the_second([0, 1]))
    assert answer["overflow"] is None
    assert answer["values"]["yhat"] == [[0, 1]]
    assert answer["loss"] == {"total": 0, "per_step": [0]}
    assert answer["deltas"]["yhat"] == [[0, -1]]
    assert answer["messages"]["s>yhat"] == answer["deltas"]["s"] == [[0, 0]]


def test_the_joint_form_survives_a_sure_mistake(flow: Flow) -> None:
    answer = flow(**sure_of_the_second([1, 0]))
    assert answer["loss"]["total"] == 2000
    assert answer["messages"]["s>yhat"] == answer["deltas"]["s"] == [[-1, 1]]
    assert answer["deltas"]["y"] == [[0]]


def test_a_cell_that_ends_in_a_softmax_is_not_softmaxed_twice(flow: Flow) -> None:
    joint = {"equations": SOFTMAX, "loss": {"kind": "cross_entropy"}}
    own = flow(**joint, include=["values", "deltas", "parameters"], digits=17)
    assert "yhat" not in own["values"] and own["request"]["output_size"] == 2
    rnn = flow(
        cell="rnn",
        parameters=own["parameters"],
        loss={"kind": "cross_entropy"},
        digits=17,
    )
    for section in ("values", "deltas"):
        for ours, theirs in {"a": "a", "h": "h", "o": "o", "p": "yhat"}.items():
            assert np.allclose(own[section][ours], rnn[section][theirs], rtol=1e-13, atol=1e-15)


def test_a_built_in_cell_is_the_same_as_its_equations(flow: Flow) -> None:
    for cell in ("lstm", "lstm-peephole"):
        asked = {"include": ["values", "deltas", "messages", "gradients"], "digits": 17}
        named = flow(cell=cell, **asked)
        typed = flow(equations=named["cell"]["equations"], **asked)
        for section in ("values", "deltas", "messages", "gradients", "loss", "norms"):
            assert typed[section] == named[section]
