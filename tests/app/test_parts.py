"""Equations taken apart, over HTTP: in the description, and with their numbers if asked for."""

from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Flow

CELL = "/api/v1/cells/lstm-peephole"
RUNS: dict[str, dict[str, Any]] = {
    "lstm": {"cell": "lstm-peephole", "steps": 5},
    "gru": {"cell": "gru", "steps": 5, "readout": "linear", "loss": {"kind": "cross_entropy"}},
    "truncated": {"cell": "gru", "steps": 5, "truncate": 2},
    "cut": {"equations": "h[t] = tanh(W @ h[t-1]) * h[t-1] - x[t-1]", "cut": ["h>h@1"]},
}


def test_a_cell_comes_with_its_operations(client: TestClient) -> None:
    operations = client.get(CELL).json()["circuit"]
    assert operations[-2:] == [
        {
            "id": "y.1",
            "of": "y",
            "kind": "function",
            "label": "tanh",
            "arguments": [{"source": "c", "lag": 0, "sign": 1}],
            "biases": [],
            "parameter": None,
        },
        {
            "id": "y",
            "of": "y",
            "kind": "product",
            "label": "·",
            "arguments": [
                {"source": "o", "lag": 0, "sign": 1},
                {"source": "y.1", "lag": 0, "sign": 1},
            ],
            "biases": [],
            "parameter": None,
        },
    ]


@pytest.mark.parametrize("asked", RUNS.values(), ids=RUNS)
def test_parts_are_there_by_the_ids_of_the_circuit(flow: Flow, asked: dict) -> None:
    answer = flow(**asked, include=["parts", "messages"], digits=17)
    parts, norms = answer["parts"], answer["norms"]["parts"]
    operations = answer["cell"]["circuit"]
    unnamed = {one["id"] for one in operations if one["id"] != one["of"]}
    ids = {
        f"{argument['source']}>{one['id']}" + "@1" * argument["lag"]
        for one in operations
        for argument in one["arguments"]
    }
    assert parts["values"].keys() == parts["deltas"].keys() == norms["deltas"].keys() == unnamed
    assert parts["messages"].keys() == norms["messages"].keys() == ids
    for kind, several in norms.items():
        for name, norm in several.items():
            assert np.allclose(norm, np.linalg.norm(parts[kind][name], axis=1), rtol=1e-13, atol=0)
    for edge in answer["cell"]["edges"]:
        if edge["target"] == "J":
            continue
        ends = {
            f"{edge['source']}>{one['id']}" for one in operations if one["of"] == edge["target"]
        }
        uses = {end + "@1" * edge["lag"] for end in ends} & ids
        taken = [parts["messages"][use] for use in uses]
        whole = answer["messages"][edge["id"]]
        assert np.allclose(np.sum(taken, axis=0), whole, rtol=1e-12, atol=1e-14)


def test_nobody_gets_them_unasked(flow: Flow) -> None:
    answer = flow(cell="lstm")
    assert "parts" not in answer and "parts" not in answer["norms"]


def test_deep_equations_have_them_too(flow: Flow) -> None:
    answer = flow(equations=f"h[t] = {'tanh(' * 198}x[t]{')' * 198}", include=["parts"])
    assert len(answer["parts"]["values"]) == 197
