"""The derivative check through the API."""

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Flow, Refused


def test_a_check_answers_with_its_sample(client: TestClient, flow: Flow) -> None:
    request = {"cell": "gru", "steps": 5, "digits": 17}
    answer = client.post("/api/v1/check", json=request).raise_for_status().json()
    assert answer["request"] == flow(**request)["request"]
    assert answer["of"] > len(answer["compared"]) == 64 and answer["kinks"] == 0
    assert answer["worst"] == max(answer["compared"], key=lambda entry: entry["error"])
    assert answer["worst"]["error"] <= answer["tolerance"] == 1e-6 and answer["agrees"] is True
    gradients = flow(**request, include=["gradients"])["gradients"]
    entry = next(each for each in answer["compared"] if each["name"] == "R_n")
    row, column = (k - 1 for k in entry["place"])
    assert entry["analytic"] == gradients["R_n"]["total"][row][column]


def test_own_equations_and_weights_are_checked(client: TestClient) -> None:
    request = {
        "equations": "h[t] = tanh(W @ h[t-1] + U @ x[t])",
        "inputs": [[0.5], [-1.0], [0.25]],
        "parameters": {"W": [[0.9, -0.4], [0.3, 0.8]], "U": [[1.0], [-2.0]]},
        "initial_state": {"h": [0.1, -0.2]},
    }
    answer = client.post("/api/v1/check", json=request).raise_for_status().json()
    assert len(answer["compared"]) == answer["of"] == 11
    assert answer["worst"]["error"] < 1e-8


@pytest.mark.parametrize(
    "field", [{"cut": ["c>c@1"]}, {"truncate": 2}, {"clip": {"mode": "delta"}}]
)
def test_what_is_no_derivative_is_refused(
    client: TestClient, refused: Refused, field: dict[str, object]
) -> None:
    (error,) = refused(client.post("/api/v1/check", json=field), 422)["errors"]
    assert error["pointer"] == f"/{next(iter(field))}"


def test_an_overflow_can_not_be_checked(client: TestClient, refused: Refused) -> None:
    request = {"cell": "rnn", "activation": "identity", "initialization": {"recurrent_gain": 1e200}}
    assert "finite" in refused(client.post("/api/v1/check", json=request), 422)["detail"]
