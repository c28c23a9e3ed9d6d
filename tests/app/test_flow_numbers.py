"""What must hold among the numbers of any answer, checked on the JSON alone, for every cell."""

from typing import Any

import numpy as np
import pytest

from tests.app.conftest import Flow
from tests.reference.agreement import disagreements

ARRAYS = ["values", "deltas", "messages", "parameters", "gradients", "step_gradients"]
OWN = """
u[t] = W @ x[t] + S @ x[t-1] + R @ h[t-1] + b
g[t] = softplus(-u[t]) * (1 - h[t-1] * h[t-1]) + 0.5
h[t] = tanh(u[t]) - g[t] * h[t-1]
"""

RUNS: dict[str, dict[str, Any]] = (
    {
        f"rnn {activation}": {
            "cell": "rnn",
            "activation": activation,
            "initial_state": {"h": [0.3, -0.2, 0.5]},
            "loss": {"kind": kind},
        }
        for activation, kind in [
            ("tanh", "squared_error"),
            ("relu", "cross_entropy"),
            ("sigmoid", "cross_entropy"),
            ("identity", "squared_error"),
        ]
    }
    | {
        f"{cell} {readout} {kind}": {
            "cell": cell,
            "readout": readout,
            "initial_state": {"c": [0.4, -0.1, 0.2], "y": [-0.3, 0.2, 0.1]},
            "loss": {"kind": kind},
        }
        for cell in ("lstm", "lstm-peephole")
        for readout in ("none", "linear")
        for kind in ("squared_error", "cross_entropy")
    }
    | {
        f"own {readout}": {
            "equations": OWN,
            "readout": readout,
            "initial_state": {"h": [0.4, -0.1, 0.2], "x": [0.3, -0.5]},
        }
        for readout in ("none", "linear")
    }
)

for run in RUNS.values():
    run.update(steps=6, input_size=2, hidden_size=3, include=ARRAYS, digits=17)

EVERY_RUN = pytest.mark.parametrize("asked", RUNS.values(), ids=RUNS)


def at(asked: dict, steps: Any) -> dict:
    """The same request with its loss at these steps."""
    return {**asked, "loss": {**asked.get("loss", {}), "at": steps}}


def close(actual: Any, expected: Any) -> bool:
    """Within rounding of the largest number of all."""
    scale = np.abs(np.asarray(expected)).max()
    return np.shape(actual) == np.shape(expected) and np.allclose(
        actual, expected, rtol=0, atol=1e-12 * scale
    )


@EVERY_RUN
def test_every_array_is_there_by_its_name(flow: Flow, asked: dict) -> None:
    answer = flow(**asked)
    cell = answer["cell"]
    variables = {variable["name"] for variable in cell["variables"]}
    parameters = {parameter["name"] for parameter in cell["parameters"]}
    edges = {edge["id"] for edge in cell["edges"]}
    for part in (answer, answer["norms"]):
        assert part["values"].keys() == variables
        assert part["deltas"].keys() == variables | {"x"}
        assert part["messages"].keys() == edges
        assert part["gradients"].keys() == parameters
    assert answer["parameters"].keys() == answer["step_gradients"].keys() == parameters
    lagged = {edge["source"] for edge in cell["edges"] if edge["lag"] == 1}  # x may be one
    assert answer["initial"].keys() == lagged and lagged - {"x"} == set(cell["state"])


@EVERY_RUN
def test_the_books_balance(flow: Flow, asked: dict) -> None:
    answer = flow(**asked)
    for variable, delta in answer["deltas"].items():
        messages = [
            np.array(answer["messages"][edge["id"]])
            for edge in answer["cell"]["edges"]
            if edge["source"] == variable
        ]
        largest = np.abs(messages).max(axis=(0, 2), keepdims=True)[0]  # [T][1]
        assert np.all(np.abs(delta - sum(messages)) <= 1e-13 * largest), variable
    balance = answer["balance"]
    assert 0 <= balance["worst"] <= 1e-13
    assert balance["variable"] in answer["deltas"] and 1 <= balance["step"] <= asked["steps"]


def test_the_worst_balance_is_measured(flow: Flow) -> None:
    """Four and five messages never add up without any rounding, at all of fifty steps."""
    assert flow(cell="lstm-peephole", steps=50, digits=17)["balance"]["worst"] > 0


@EVERY_RUN
def test_norms_are_the_norms_of_the_arrays(flow: Flow, asked: dict) -> None:
    answer = flow(**asked)
    arrays = {**answer, "gradients": answer["step_gradients"]}
    totals = answer["norms"].pop("totals")
    for section, norms in answer["norms"].items():
        for name, norm in norms.items():
            rows = np.reshape(arrays[section][name], (asked["steps"], -1))
            assert np.allclose(norm, np.linalg.norm(rows, axis=1), rtol=1e-13, atol=0), name
    for name, gradient in answer["gradients"].items():
        assert gradient["norm"] == pytest.approx(np.linalg.norm(gradient["total"])), name
        assert gradient["norm"] == totals[name]
    assert totals.keys() == answer["gradients"].keys()


@EVERY_RUN
def test_step_gradients_sum_to_the_gradient(flow: Flow, asked: dict) -> None:
    answer = flow(**asked)
    for name, gradient in answer["gradients"].items():
        assert close(np.sum(answer["step_gradients"][name], axis=0), gradient["total"]), name


@EVERY_RUN
def test_deltas_are_linear_in_the_loss(flow: Flow, asked: dict) -> None:
    both, early, late = (flow(**at(asked, steps)) for steps in ([2, 5], [2], [5]))
    for name, delta in both["deltas"].items():
        parts = np.add(early["deltas"][name], late["deltas"][name])
        assert disagreements(parts, delta) == [], name
    total = early["loss"]["total"] + late["loss"]["total"]
    assert both["loss"]["total"] == pytest.approx(total, rel=1e-14)


@EVERY_RUN
def test_the_total_loss_sums_the_masked_steps(flow: Flow, asked: dict) -> None:
    every, some = flow(**asked), flow(**at(asked, [2, 5]))
    last, none = flow(**at(asked, "last")), flow(**at(asked, []))
    steps = every["loss"]["per_step"]
    assert len(steps) == 6 and all(step > 0 for step in steps)
    assert steps == some["loss"]["per_step"] == last["loss"]["per_step"]  # before the mask
    assert every["loss"]["total"] == pytest.approx(sum(steps), rel=1e-14)
    assert some["loss"]["total"] == pytest.approx(steps[1] + steps[4], rel=1e-14)
    assert last["loss"]["total"] == steps[5]
    assert none["loss"]["total"] == 0


@EVERY_RUN
def test_deltas_are_exactly_zero_where_no_loss_is_reached(flow: Flow, asked: dict) -> None:
    answer = flow(**at(asked, [3]))
    for section in ("deltas", "messages", "step_gradients"):
        for name, rows in answer[section].items():
            assert not np.any(rows[3:]), f"{section} of {name} after step 3"
    for name in [*answer["cell"]["state"], "x"]:
        assert np.any(answer["deltas"][name][0]), f"{name} at step 1 reaches the loss"


@EVERY_RUN
def test_without_a_loss_everything_is_exactly_zero(flow: Flow, asked: dict) -> None:
    answer = flow(**at(asked, []))
    for section in ("deltas", "messages", "step_gradients"):
        assert not any(np.any(rows) for rows in answer[section].values()), section
    assert not any(np.any(state["delta"]) for state in answer["initial"].values())
    assert answer["balance"]["worst"] == 0


@EVERY_RUN
def test_an_edge_to_the_next_step_carries_nothing_at_the_last(flow: Flow, asked: dict) -> None:
    answer = flow(**asked)
    lagged = [edge["id"] for edge in answer["cell"]["edges"] if edge["lag"] == 1]
    assert lagged and all(edge.endswith("@1") for edge in lagged)
    assert not any(np.any(answer["messages"][edge][-1]) for edge in lagged)


def nudged(request: dict, path: list[str], by: float) -> dict:
    """The request with the first number of one of its arrays moved."""
    field, *rest = path
    if rest:
        return {**request, field: nudged(request[field], rest, by)}
    moved = np.array(request[field])
    moved.flat[0] += by
    return {**request, field: moved.tolist()}


@EVERY_RUN
def test_deltas_are_total_derivatives(flow: Flow, asked: dict) -> None:
    """Central differences of the loss for one number of each input, state and parameter."""
    answer, step = flow(**asked), 1e-5
    whole = {**asked, "inputs": answer["inputs"], "parameters": answer["parameters"]}
    claims = [(["inputs"], answer["deltas"]["x"])]
    claims += [(["initial_state", v], state["delta"]) for v, state in answer["initial"].items()]
    claims += [(["parameters", p], g["total"]) for p, g in answer["gradients"].items()]
    for path, derivative in claims:
        up, down = (flow(**nudged(whole, path, by))["loss"]["total"] for by in (step, -step))
        claimed = np.ravel(derivative)[0]
        assert (up - down) / (2 * step) == pytest.approx(claimed, rel=1e-6, abs=1e-9), path


@EVERY_RUN
def test_the_initial_state_is_the_one_given(flow: Flow, asked: dict) -> None:
    initial = flow(**asked)["initial"]
    assert {name: state["value"] for name, state in initial.items()} == asked["initial_state"]
    zeros = flow(**{**asked, "initial_state": {}})["initial"]
    assert zeros.keys() - {"x"} == initial.keys() - {"x"}
    assert not any(any(state["value"]) for state in zeros.values())


@EVERY_RUN
def test_updates_are_plain_gradient_steps(flow: Flow, asked: dict) -> None:
    before, once = flow(**asked), flow(**asked, updates=1, learning_rate=0.3)
    for name, weights in before["parameters"].items():
        stepped = np.subtract(weights, 0.3 * np.array(before["gradients"][name]["total"]))
        assert close(once["parameters"][name], stepped), name
    again = flow(**{**asked, "parameters": once["parameters"]}, updates=1, learning_rate=0.3)
    twice = flow(**asked, updates=2, learning_rate=0.3)
    assert twice["parameters"] == again["parameters"] and twice["values"] == again["values"]
    assert not twice["request"].get("parameters")  # the echo holds what was asked


@pytest.mark.parametrize("target", [[-1.0, 2.0, 0.5], [3.0, 3.0, 0.0]])
def test_targets_that_are_no_distribution_are_taken_as_they_are(
    flow: Flow, target: list[float]
) -> None:
    """J = - sum(target * log yhat), and dJ/dscore = yhat * sum(target) - target."""
    sequence = {"inputs": [[1.0]], "targets": [target], "loss": {"kind": "cross_entropy"}}
    answer = flow(cell="rnn", **sequence, digits=17)
    (prediction,), given = answer["values"]["yhat"], np.array(target)
    assert answer["loss"]["total"] == pytest.approx(-given @ np.log(prediction))
    expected = np.array(prediction) * given.sum() - given
    assert answer["deltas"]["o"][0] == pytest.approx(expected.tolist())
