"""Bad input is always a 4xx problem that points at the field and says what to write instead."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Refused

FLOW = "/api/v1/flow"
OWN = "h[t] = tanh(W @ x[t] + R @ h[t-1])"
TEXT = "/task/text"


def text(characters: str) -> dict[str, Any]:
    return {"task": {"name": "text", "text": characters}}


def sizes(**fields: Any) -> dict[str, Any]:
    """A request whose sizes are all said: T = 12, X = 3, H = 4, K = 2."""
    given = {"steps": 12, "input_size": 3, "hidden_size": 4, "output_size": 2}
    return {**given, "readout": "linear", **fields}


# The request, the field that is wrong ("" where it may be one of two), what the answer must say.
BAD: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    # Names and types
    "unknown field": ({"stepz": 3}, "/stepz", []),
    "unknown field within": ({"loss": {"when": "last"}}, "/loss/when", []),
    "unknown field of the initialization": ({"initialization": {"gain": 1}}, "/initialization", []),
    "unknown field of the task": ({"task": {"name": "noise", "x": 1}}, "/task", []),
    "word for a number": ({"steps": "twelve"}, "/steps", []),
    "text for a number": ({"steps": "12"}, "/steps", []),
    "fraction for a whole number": ({"steps": 1.5}, "/steps", []),
    "truth for a number": ({"steps": True}, "/steps", []),
    "list for a number": ({"steps": [12]}, "/steps", []),
    "nan in quotes": ({"learning_rate": "nan"}, "/learning_rate", []),
    "number for a name": ({"cell": 3}, "/cell", []),
    "word for an object": ({"loss": "squared_error"}, "/loss", []),
    "list for an object": ({"parameters": [1]}, "/parameters", []),
    "word for a list": ({"include": "values"}, "/include", []),
    # Sizes
    "no step": ({"steps": 0}, "/steps", ["1"]),
    "too many steps": ({"steps": 1001}, "/steps", ["1000"]),
    "no input": ({"input_size": 0}, "/input_size", ["1"]),
    "too many inputs": ({"input_size": 257}, "/input_size", ["256"]),
    "negative hidden size": ({"hidden_size": -4}, "/hidden_size", ["1"]),
    "too many units": ({"hidden_size": 257}, "/hidden_size", ["256"]),
    "no output": (sizes(output_size=0), "/output_size", ["1"]),
    "too many outputs": (sizes(output_size=257), "/output_size", ["256"]),
    "too many posted steps": ({"inputs": [[0]] * 1001}, "/inputs", ["1000"]),
    "too many posted inputs": ({"inputs": [[0] * 257]}, "/inputs", ["256"]),
    "an output size that the state fixes": ({"hidden_size": 4, "output_size": 3}, "", ["3", "4"]),
    # Shapes
    "vector of inputs": ({"inputs": [1, 2, 3]}, "/inputs", []),
    "no inputs": ({"inputs": []}, "/inputs", []),
    "empty inputs": ({"inputs": [[]]}, "/inputs", []),
    "ragged inputs": ({"inputs": [[1, 2], [3]]}, "/inputs", []),
    "deep inputs": ({"inputs": [[[1]]]}, "/inputs", []),
    "words as inputs": ({"inputs": [["a"]]}, "/inputs", []),
    "infinity in quotes": ({"inputs": [["inf"]]}, "/inputs", []),
    "nothing as input": ({"inputs": [[None]]}, "/inputs", []),
    "truth as input": ({"inputs": [[True]]}, "/inputs", []),
    "ragged targets": (sizes(targets=[[1, 2]] * 11 + [[1]]), "/targets", []),
    "vector for a matrix": (sizes(parameters={"W_z": [1, 2, 3]}), "/parameters/W_z", ["4*3"]),
    "matrix for a vector": (sizes(parameters={"b_z": [[1]]}), "/parameters/b_z", ["4"]),
    "number for a vector": (sizes(parameters={"b_z": 1}), "/parameters/b_z", []),
    "ragged matrix": (sizes(parameters={"W_z": [[1, 2, 3], [1]]}), "/parameters/W_z", ["4*3"]),
    "matrix that is turned": (sizes(parameters={"W_z": [[1] * 4] * 3}), "", ["4", "3", "W_z"]),
    "matrix for a state": (sizes(initial_state={"c": [[1] * 4]}), "/initial_state/c", ["4"]),
    # Sizes that disagree: both are named
    "inputs and input_size": ({"inputs": [[1, 2]], "input_size": 3}, "", ["inputs", "2", "3"]),
    "inputs and steps": ({"inputs": [[1], [2]], "steps": 5}, "", ["inputs", "2", "5"]),
    "inputs and targets": (
        {"cell": "rnn", "inputs": [[1]] * 3, "targets": [[1]] * 7},
        "",
        ["inputs", "targets", "3", "7"],
    ),
    "two parameters": (
        {"parameters": {"b_z": [1] * 5, "b_in": [1] * 6}},
        "",
        ["b_z", "b_in", "5", "6"],
    ),
    "parameter and field": (
        {"parameters": {"b_z": [1] * 5}, "hidden_size": 6},
        "",
        ["b_z", "hidden_size", "5", "6"],
    ),
    "state and parameter": (
        {"parameters": {"b_z": [1] * 5}, "initial_state": {"c": [0] * 6}},
        "",
        ["b_z", "c", "5", "6"],
    ),
    # Names of things that the cell does not have
    "unknown parameter": ({"parameters": {"W_y": [[1]]}}, "/parameters/W_y", ["W_z"]),
    "peephole of a cell without": ({"parameters": {"p_in": [1] * 4}}, "/parameters/p_in", []),
    "state of no state": ({"initial_state": {"z": [1] * 4}}, "/initial_state/z", ["c", "y"]),
    "unknown state": ({"initial_state": {"nope": [1]}}, "/initial_state/nope", ["c", "y"]),
    "unknown output": ({"equations": OWN, "output": "q"}, "/output", ["h"]),
    # Choices
    "unknown cell": ({"cell": "lstmm"}, "/cell", ["rnn", "lstm", "lstm-peephole"]),
    "cell and equations": ({"cell": "lstm", "equations": OWN}, "", ["cell", "equations"]),
    "activation of an lstm": ({"cell": "lstm", "activation": "relu"}, "/activation", ["rnn"]),
    "activation of own": ({"equations": OWN, "activation": "relu"}, "/activation", ["rnn"]),
    "unknown activation": ({"cell": "rnn", "activation": "swish"}, "/activation", ["relu"]),
    "read-out of an rnn": ({"cell": "rnn", "readout": "linear"}, "/readout", []),
    "unknown read-out": ({"readout": "quadratic"}, "/readout", ["linear"]),
    "unknown task": ({"task": {"name": "nope"}}, "/task", ["impulse"]),
    "unknown loss": ({"loss": {"kind": "hinge"}}, "/loss/kind", ["cross_entropy"]),
    "loss sometimes": ({"loss": {"at": "sometimes"}}, "/loss/at", ["last"]),
    "loss before the first step": ({"loss": {"at": [0]}}, "/loss/at", ["1"]),
    "loss after the last step": ({"loss": {"at": [2, 13]}}, "/loss/at", ["12"]),
    "loss between steps": ({"loss": {"at": [1.5]}}, "/loss/at", []),
    "unknown scheme": ({"initialization": {"scheme": "magic"}}, "/initialization", ["glorot"]),
    "included twice": ({"include": ["values", "values"]}, "/include", []),
    "unknown include": ({"include": ["nothing"]}, "/include", ["messages"]),
    "too few digits": ({"digits": 2}, "/digits", ["3"]),
    "too many digits": ({"digits": 18}, "/digits", ["17"]),
    "negative seed": ({"seed": -1}, "/seed", []),
    "negative updates": ({"updates": -1}, "/updates", []),
    "endless updates": ({"updates": 10**9}, "/updates", []),
    # Texts
    "no text": ({"task": {"name": "text"}}, "/task", ["text"]),
    "empty text": (text(""), TEXT, []),
    "text of one character": (text("a"), TEXT, []),
    "text too long": (text("a" * 1002), TEXT, ["1001"]),
    "text far too long": (text("ab" * 10**6), TEXT, ["1001"]),
    "too many characters": (text("".join(map(chr, range(256, 321)))), TEXT, ["64"]),
}


def holds(words: str, problem: dict[str, Any]) -> bool:
    """Whether the problem says it; a star stands for what is between the two sizes of a shape."""
    pattern = re.escape(words).replace(r"\*", r"\D{1,12}")
    said = problem["detail"] + str(problem.get("errors", ""))
    return bool(re.search(rf"(?<!\w){pattern}(?!\w)", re.sub(r"(\d),(\d{3})", r"\1\2", said)))


@pytest.mark.parametrize(("request_", "pointer", "words"), BAD.values(), ids=BAD)
def test_a_bad_request_is_refused(
    client: TestClient, refused: Refused, request_: dict, pointer: str, words: list[str]
) -> None:
    problem = refused(client.post(FLOW, json=request_), 422)
    pointers = [error["pointer"].removeprefix("#") for error in problem["errors"]]
    assert pointers and any(found.startswith(pointer) for found in pointers)
    assert [word for word in words if not holds(word, problem)] == []


def test_every_bad_field_is_pointed_at(client: TestClient, refused: Refused) -> None:
    request = {"steps": "x", "hidden_size": 1.5, "digits": [3], "nope": 1}
    errors = refused(client.post(FLOW, json=request), 422)["errors"]
    pointers = {error["pointer"].removeprefix("#") for error in errors}
    assert pointers == {"/steps", "/hidden_size", "/digits", "/nope"}


def test_a_pointer_escapes_what_it_must(client: TestClient, refused: Refused) -> None:
    (error,) = refused(client.post(FLOW, json={"parameters": {"a/b~c": [1]}}), 422)["errors"]
    assert error["pointer"].removeprefix("#") == "/parameters/a~1b~0c"


# Each has one mistake, at one place, however many forms its field may have.
PLACES: dict[str, tuple[dict[str, Any], str, str]] = {
    "no edge": ({"cut": [{}]}, "/cut/0/edge", "needed"),
    "unknown": ({"cut": [{"edge": "c>c@1", "n" * 90: 1}]}, f"/cut/0/{'n' * 40}…", "no such field"),
    "fraction": ({"cut": [{"edge": "c>c@1", "at": [1.5]}]}, "/cut/0/at/0", "integer"),
    "word": ({"cut": [{"edge": "c>c@1", "at": "every"}]}, "/cut/0/at", "array"),
    "number": ({"cut": ["c>y", 1]}, "/cut/1", "a string or an object"),
    "vector": ({"parameters": {"b_z": [1, "a"]}}, "/parameters/b_z/1", "number"),
    "matrix": ({"parameters": {"W_z": [[1], [2, "a"]]}}, "/parameters/W_z/1/1", "number"),
    "row": ({"initial_state": {"c": [[1], 2]}}, "/initial_state/c/1", "array"),
    "neither": ({"parameters": {"b_z": 1}}, "/parameters/b_z", "array"),
    "steps": ({"loss": {"at": [3, 1.5]}}, "/loss/at/1", "integer"),
    "no steps": ({"loss": {"at": 3}}, "/loss/at", "a list of steps"),
}


@pytest.mark.parametrize(("request_", "pointer", "words"), PLACES.values(), ids=PLACES)
def test_one_mistake_is_one_error(
    client: TestClient, refused: Refused, request_: dict, pointer: str, words: str
) -> None:
    (error,) = refused(client.post(FLOW, json=request_), 422)["errors"]
    assert error["pointer"] == pointer and words in error["detail"].lower()


def test_every_mistake_in_a_cut_is_pointed_at(client: TestClient, refused: Refused) -> None:
    problem = refused(client.post(FLOW, json={"cut": [{"at": [1.5], "from": 2}]}), 422)
    pointers = {error["pointer"] for error in problem["errors"]}
    assert pointers == {"/cut/0/edge", "/cut/0/at/0", "/cut/0/from"}


def test_a_thousand_mistakes_are_not_listed_one_by_one(
    client: TestClient, refused: Refused
) -> None:
    refused(client.post(FLOW, json={"inputs": [["a"] * 100] * 1000}), 422)
    refused(client.post(FLOW, json={f"field{i}": i for i in range(10_000)}), 422)
    refused(client.post(FLOW, json={"x" * 100_000: 1}), 422)
    refused(client.post(FLOW, json={"cell": "x" * 100_000}), 422)
