"""The numbers of an answer are counted before anything is computed."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import create
from app.settings import Settings
from core.request import Limits
from tests.app.conftest import Flow

FLOW = "/api/v1/flow"
ARRAYS = ["values", "deltas", "messages", "parameters", "gradients", "step_gradients"]


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]


COUNTED: dict[str, dict[str, Any]] = {
    "rnn": {
        "cell": "rnn",
        "inputs": [[1.0, 2.0]] * 5,
        "parameters": {"U": [[0.5, 0.5]] * 3},
        "loss": {"at": [1, 3, 4]},
    },
    "lstm": {
        "steps": 5,
        "targets": [[0.1] * 4] * 5,
        "initial_state": {"c": [0.5] * 4},
        "cut": ["c>y", {"edge": "c>c@1", "at": [0, 2]}, {"edge": "y>zbar@1", "at": None}],
        "clip": {"mode": "delta"},
    },
    "the input before": {
        "equations": "h[t] = x[t] + x[t-1]",
        "initial_state": {"x": [1.0] * 3},
        "loss": {"at": "last"},
        "clip": {"mode": "norm"},
    },
    "the input before, left out": {"equations": "h[t] = x[t] + x[t-1] + 0.5 * h[t-1]"},
}


@pytest.mark.parametrize(
    "include", [[], ["values"], ["deltas", "messages"], ARRAYS, ["sources", "jacobians"], ["parts"]]
)
@pytest.mark.parametrize("request_", COUNTED.values(), ids=COUNTED)
def test_every_number_of_an_answer_is_counted_beforehand(
    flow: Flow, request_: dict, include: list[str]
) -> None:
    """Of an answer that is refused, the count is exact, but for single ones such as the loss."""
    request = {**request_, "include": include}
    answer = flow(**request)
    parts = [answer[name] for name in ("inputs", "targets", "initial", "norms", *include)]
    parts += [answer["loss"]["per_step"], (answer["clip"] or {}).get("shortened", {})]
    echo = answer["request"]
    parts += [echo[name] for name in ("inputs", "targets", "parameters", "initial_state")]
    parts += [cut["at"] for cut in echo["cut"] if isinstance(cut, dict)]
    parts += [echo["loss"]["at"]] if isinstance(echo["loss"]["at"], list) else []
    client = TestClient(create(Settings(Limits(numbers=1))))
    refused = client.post(FLOW, json=request).json()
    assert refused["numbers"] == len([number for number in leaves(parts) if number is not None])
    assert refused["most"] == 1
