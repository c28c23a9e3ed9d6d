"""Runs and answers that are too large: refused before anything is computed, with their numbers."""

import time

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Refused

FLOW = "/api/v1/flow"

TOO_MUCH = {
    "values": {"steps": 1000, "hidden_size": 256, "include": ["values"]},
    "messages": {"steps": 1000, "hidden_size": 100, "include": ["deltas", "messages"]},
    "step_gradients": {"steps": 200, "hidden_size": 64, "include": ["step_gradients"]},
    "parts": {"steps": 500, "hidden_size": 120, "include": ["parts"]},
}


@pytest.mark.parametrize("heavy", TOO_MUCH)
def test_an_answer_too_long_is_refused_at_once(
    client: TestClient, refused: Refused, heavy: str
) -> None:
    start = time.process_time()
    problem = refused(client.post(FLOW, json={**TOO_MUCH[heavy], "updates": 100}), 422)
    assert time.process_time() - start < 1
    assert problem["numbers"] > problem["most"] == 2_000_000
    assert f"{problem['numbers']:,}" in problem["detail"]
    assert heavy in problem["detail"] and "2,000,000" in problem["detail"]


def test_the_same_run_without_what_is_too_much_is_answered(client: TestClient) -> None:
    for request in TOO_MUCH.values():
        assert client.post(FLOW, json={**request, "include": []}).status_code == 200


COSTLY = {
    "memory": (
        {
            "equations": "\n".join(
                f"h{n}[t] = " + " + ".join(f"h{m}[t-1]" for m in range(26)) for n in range(26)
            ),
            "steps": 500,
            "hidden_size": 256,
        },
        "/steps",
        "at once",
    ),
    "work": ({"steps": 1000, "hidden_size": 256, "updates": 50}, "/updates", "fewer updates"),
    "work of one run": (
        {
            "equations": "h[t] = " + " + ".join(f"W{n} @ h[t-1]" for n in range(60)),
            "steps": 1000,
            "hidden_size": 256,
        },
        "/steps",
        "ask for fewer steps",
    ),
}


@pytest.mark.parametrize(("request_", "pointer", "words"), COSTLY.values(), ids=COSTLY)
def test_a_run_that_costs_too_much_is_refused_at_once(
    client: TestClient, refused: Refused, request_: dict, pointer: str, words: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.answer.prepare", None)
        problem = refused(client.post(FLOW, json={**request_, "include": []}), 422)
    assert problem["errors"][0]["pointer"] == pointer and words in problem["detail"]
    assert problem["numbers"] > problem["most"]
    assert f"{problem['numbers']:,}" in problem["detail"]


def test_the_largest_sizes_are_answered(client: TestClient) -> None:
    largest = {"cell": "lstm-peephole", "steps": 1000, "hidden_size": 256, "input_size": 256}
    response = client.post(FLOW, json={**largest, "include": []})
    assert response.status_code == 200, response.text[:500]
