"""Two hundred requests spoilt at random, the same each time: none breaks or stops the server."""

import copy
import json
import random
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Refused

SOUND: list[dict[str, Any]] = [
    {
        "cell": "rnn",
        "activation": "tanh",
        "readout": None,
        "steps": 3,
        "input_size": 2,
        "hidden_size": 2,
        "output_size": 2,
        "inputs": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]],
        "targets": [[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]],
        "parameters": {"W": [[1.0, 0.0], [0.0, 1.0]], "b": [0.1, 0.2]},
        "initial_state": {"h": [0.1, -0.1]},
        "loss": {"kind": "cross_entropy", "at": [1, 3]},
    },
    {
        "equations": "h[t] = tanh(W @ x[t] + R @ h[t-1] + b)\ny[t] = Q @ h[t]",
        "output": "y",
        "readout": "linear",
        "initialization": {"scheme": "glorot", "recurrent_gain": 1.5},
        "loss": {"kind": "squared_error", "at": "last"},
        "updates": 2,
        "learning_rate": 0.1,
    },
    {
        "cell": "lstm-peephole",
        "task": {"name": "text", "text": "hello world"},
        "seed": 3,
        "include": ["values", "deltas", "messages", "step_gradients"],
        "digits": 9,
    },
]

NASTY: list[Any] = [
    None, True, False, 0, -1, 1, 2, 1000, 2**31, 2**63, -(2**63), 10**30, 0.5, -0.0, 1e308, -1e308,
    5e-324, "", "a", "0", "nan", "x" * 3000, "h[t] = x[t]", "every", "last", "\0", "😀", "../..",
    [], [[]], [1], [1, 2, 3], [[1]], [[1, 2]], [[1], [2, 3]], [[[1]]], [None], ["last"],
    [1e308] * 4, {}, {"": 1}, {"name": "noise"}, {"kind": "cross_entropy"}, {"W": [[1e308]]},
    {"h": [1]}, {"edge": "c>c@1"}, ["values", "values"], ["messages"],
]  # fmt: skip


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every holder and key in a JSON value."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    inner = [value[key] for key in keys if isinstance(value[key], dict | list)]
    return [(value, key) for key in keys] + [place for item in inner for place in places(item)]


def spoilt(number: int) -> dict[str, Any]:
    """A sound request with one to three random mistakes (some of which are none)."""
    chance = random.Random(number)
    request = copy.deepcopy(chance.choice(SOUND))
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(places(request) or [(request, "steps")])
        match chance.choice(["replace", "replace", "remove", "add", "wrap", "repeat"]):
            case "replace":
                holder[key] = copy.deepcopy(chance.choice(NASTY))
            case "remove":
                del holder[key]
            case "add":
                request[chance.choice(["cut", "seed", "steps", "x", "", "cell", "include"])] = (
                    copy.deepcopy(chance.choice(NASTY))
                )
            case "wrap":
                holder[key] = [holder[key]]
            case "repeat" if isinstance(holder[key], list):
                holder[key] = holder[key] * 2
    return request


def test_sound_requests_are_answered(client: TestClient) -> None:
    for request in SOUND:
        assert client.post("/api/v1/flow", json=request).status_code == 200


@pytest.mark.parametrize("number", range(200))
def test_a_spoilt_request_is_answered_or_refused(
    client: TestClient, refused: Refused, number: int
) -> None:
    request = spoilt(number)
    start = time.perf_counter()
    response = client.post("/api/v1/flow", json=request)
    assert time.perf_counter() - start < 2, request
    if response.status_code == 200:
        answer = json.loads(response.text, parse_constant=pytest.fail)
        assert client.post("/api/v1/flow", json=answer["request"]).content == response.content
    else:
        refused(response)
