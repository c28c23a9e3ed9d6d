"""An exploding run is an answer; and what is only very large or very small is not an overflow."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Flow


def scalar(weight: float, **asked: Any) -> dict[str, Any]:
    """A simple RNN of one unit and four steps whose recurrent weight is `weight`."""
    return {
        "cell": "rnn",
        "activation": "identity",
        "inputs": [[1], [0], [0], [0]],
        "targets": [[0]] * 4,
        "parameters": {"U": [[1]], "W": [[weight]], "V": [[1]]},
        "loss": {"at": "last"},
        "include": ["values", "deltas", "messages", "gradients", "step_gradients"],
        **asked,
    }


def backward(weight: float) -> dict[str, Any]:
    """The same at rest: all values are zero, and the last step's error is -1."""
    return scalar(weight, inputs=[[0]] * 4, targets=[[0], [0], [0], [1]])


@pytest.mark.parametrize(("first", "value"), [(1, "+inf"), (-1, "-inf")])
def test_a_forward_overflow_is_named(flow: Flow, first: int, value: str) -> None:
    answer = flow(**scalar(1e200, inputs=[[first], [0], [0], [0]]))
    place = {"phase": "forward", "variable": "a", "step": 3, "value": value}
    assert answer["overflow"] == place
    assert answer["values"]["a"] == [[first], [first * 1e200], [None], [None]]
    assert answer["loss"]["total"] is None


def test_a_backward_overflow_is_named(flow: Flow) -> None:
    answer = flow(**backward(1e200))
    place = {"phase": "backward", "variable": "h", "step": 2, "value": "-inf"}
    assert answer["overflow"] == place
    assert answer["values"]["a"] == [[0]] * 4
    assert answer["deltas"]["h"] == [[None], [None], [-1e200], [-1]]
    assert answer["loss"]["total"] == 0.5


def test_a_loss_that_overflows_is_named(flow: Flow) -> None:
    answer = flow(**scalar(1, inputs=[[1e200], [0], [0], [0]]))
    assert answer["loss"]["per_step"] == [None] * 4
    assert answer["overflow"]["phase"] == "forward"
    assert (answer["overflow"]["variable"], answer["overflow"]["step"]) == ("J", 1)
    assert answer["deltas"]["yhat"] == [[0], [0], [0], [1e200]]


@pytest.mark.parametrize("activation", ["relu", "identity"])
def test_a_huge_recurrent_gain_is_answered(client: TestClient, activation: str) -> None:
    request = {
        "cell": "rnn",
        "activation": activation,
        "steps": 30,
        "initialization": {"recurrent_gain": 1e300, "recurrent_scheme": "identity"},
        "include": ["values", "deltas", "messages", "parameters", "gradients", "step_gradients"],
    }
    response = client.post("/api/v1/flow", json=request)
    assert response.status_code == 200, response.text
    answer = json.loads(response.text, parse_constant=pytest.fail)
    assert answer["overflow"]["phase"] == "forward"
    assert answer["overflow"]["value"] in ("+inf", "-inf", "nan")
    echo = answer["request"]
    assert client.post("/api/v1/flow", json=echo).content == response.content


def test_updates_that_diverge_are_answered(flow: Flow) -> None:
    answer = flow(**scalar(2, updates=30, learning_rate=1e6, include=["parameters"]))
    assert answer["overflow"] is not None
    assert answer["parameters"]["W"] == [[None]]


def test_a_quiet_run_has_no_overflow(flow: Flow) -> None:
    assert flow()["overflow"] is None


def test_a_very_large_delta_has_its_norm(flow: Flow) -> None:
    answer = flow(**backward(1e70))
    assert answer["overflow"] is None
    assert answer["deltas"]["h"] == [[-1e210], [-1e140], [-1e70], [-1]]
    assert answer["norms"]["deltas"]["h"] == [1e210, 1e140, 1e70, 1]
    assert answer["norms"]["messages"]["h>a@1"] == [1e210, 1e140, 1e70, 0]
    assert answer["norms"]["gradients"]["U"] == [0, 0, 0, 0]
    assert answer["norms"]["gradients"]["b"] == [1e210, 1e140, 1e70, 1]
    assert answer["initial"]["h"]["delta"] == [-1e280]


def test_a_very_small_delta_has_its_norm(flow: Flow) -> None:
    """Vanished is not zero: the square of 1e-180 is, and its root would be."""
    answer = flow(**backward(1e-90))
    assert answer["deltas"]["h"] == [[-1e-270], [-1e-180], [-1e-90], [-1]]
    assert answer["norms"]["deltas"]["h"] == [1e-270, 1e-180, 1e-90, 1]
    assert answer["norms"]["messages"]["h>a@1"] == [1e-270, 1e-180, 1e-90, 0]
    assert answer["norms"]["gradients"]["b"] == [1e-270, 1e-180, 1e-90, 1]
    assert answer["balance"]["worst"] == 0
