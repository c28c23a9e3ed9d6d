"""Problems repeat nothing long of what was sent, and say what belongs there."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from app.problem import ProblemError
from app.problems import problem as as_response
from tests.app.conftest import Refused

FLOW = "/api/v1/flow"
OWN = "h[t] = tanh(W @ x[t] + R @ h[t-1])"
LONG = "n" * 3_000
TALKATIVE = {
    "output": {"equations": OWN, "output": "q" * 100_000},
    "parameter": {"parameters": {"~/" * 50_000: [1]}},
    "state": {"initial_state": {"\0" * 5_000: [1]}},
    "digits": {"steps": 10**4000},
    "parameters of long names": {
        "equations": f"h[t] = {LONG} * x[t] + {LONG}_2 * x[t-1]",
        "parameters": {"W": [1]},
    },
    "many parameters": {
        "equations": "h[t] = " + " + ".join(f"weight_{n} * x[t]" for n in range(150)),
        "parameters": {"W": [1]},
    },
    "size of a parameter": {"equations": f"h[t] = {LONG} * x[t]", "parameters": {LONG: [[1]]}},
    "size of a state": {"equations": f"{LONG}[t] = x[t-1]", "initial_state": {"x": [[1]]}},
    "size of the score": {"equations": f"{LONG}[t] = {LONG}[t-1]", "output_size": 9},
    "read-out": {"equations": f"{LONG}[t] = x[t]", "cell": "lstm"},
    "undefined": {"equations": f"h[t] = {LONG}[t]\n{LONG}s[t] = x[t]"},
    "defined twice": {"equations": f"{LONG}[t] = x[t]\n{LONG}[t] = x[t]"},
    "both": {"equations": f"{LONG}[t] = x[t] * {LONG}"},
    "lag": {"equations": f"h[t] = {LONG}[t-2]"},
    "left": {"equations": f"{LONG}[t-1] = x[t]"},
    "function": {"equations": f"h[t] = {LONG}(x[t])"},
    "product": {"equations": f"h[t] = {LONG} h[t-1]"},
    "product of variables": {"equations": f"h[t] = {LONG}[t] {LONG}[t]"},
    "bare": {"equations": f"h[t] = W @ {LONG}"},
    "matrix and vector": {"equations": f"h[t] = {LONG} @ x[t] + {LONG}"},
    "loop": {"equations": "\n".join(f"{'n' * 99}{k}[t] = {'n' * 99}{(k + 1) % 39}[t]"
                                    for k in range(39))},
    "eight unknown fields": {f"{n}" + "n" * 50: 1 for n in range(50)},
    "eight wrong fields": {name: {} for name in ("cell", "activation", "readout", "steps",
                                                 "include", "task", "loss", "initialization")},
}  # fmt: skip


@pytest.mark.parametrize("request_", TALKATIVE.values(), ids=TALKATIVE)
def test_no_problem_is_long(client: TestClient, refused: Refused, request_: dict) -> None:
    problem = refused(client.post(FLOW, json=request_), 422)
    assert problem["errors"]
    assert "n" * 60 not in str(problem) and "1" + "0" * 60 not in str(problem)


@pytest.mark.parametrize("letter", ["n", "é", "😀", "\0"])
def test_a_long_sentence_is_cut(letter: str) -> None:
    sentence = letter * 5_000
    response = as_response(422, sentence, [ProblemError(pointer="/steps", detail=sentence)])
    assert 1_000 < len(response.body) <= 2_048
    problem = json.loads(bytes(response.body))
    (error,) = problem["errors"]
    for detail in (problem["detail"], error["detail"]):
        assert detail.startswith(letter * 50) and detail.endswith("…")
    assert error["pointer"] == "/steps"


def test_no_more_than_eight_errors_are_listed(client: TestClient, refused: Refused) -> None:
    problem = refused(client.post(FLOW, json={"loss": {f"l{n}": 1 for n in range(20)}}), 422)
    assert len(problem["errors"]) == 8


def test_an_unknown_field_is_told_the_fields_of_its_call(
    client: TestClient, refused: Refused
) -> None:
    for path, own, other in (("cells", "equations", "steps"), ("flow", "steps", "x")):
        problem = refused(client.post(f"/api/v1/{path}", json={"equations": OWN, "nope": 1}), 422)
        fields = re.split(r"\W+", problem["detail"])
        assert own in fields and other not in fields


@pytest.mark.parametrize("path", ["cells", "flow"])
def test_a_body_that_is_no_object_is_told_so(
    client: TestClient, refused: Refused, path: str
) -> None:
    problem = refused(client.post(f"/api/v1/{path}", json=[1]), 422)
    assert problem["detail"] == "An object in braces belongs here."


@pytest.mark.parametrize(
    "query", ["flow?steps=12&steps=13", "cells/rnn?activation=relu&activation=relu"]
)
def test_a_field_is_given_once(client: TestClient, refused: Refused, query: str) -> None:
    problem = refused(client.get(f"/api/v1/{query}"), 422)
    assert "more than once" in problem["detail"]


def test_steps_and_arrays_may_repeat(client: TestClient) -> None:
    response = client.get(f"{FLOW}?at=3&at=7&include=values&include=deltas")
    assert response.status_code == 200


def test_an_unknown_cell_is_told_the_cells(client: TestClient, refused: Refused) -> None:
    detail = refused(client.get("/api/v1/cells/nope"), 404)["detail"]
    assert "rnn, lstm, lstm-peephole" in detail
    assert "/docs" in refused(client.get("/api/v1/nope"), 404)["detail"]
