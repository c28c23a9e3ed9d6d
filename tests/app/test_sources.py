"""The split by source and the Jacobians through the API."""

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Flow, Refused


def test_sources_are_causal_and_of_losses_only(flow: Flow) -> None:
    answer = flow(steps=6, loss={"at": [2, 6]}, include=["sources", "deltas"], digits=17)
    assert answer["sources"].keys() == {"c", "y"}
    for name, rows in answer["sources"].items():
        matrix = np.array(rows)
        assert not np.triu(matrix, 1).any() and not matrix[[0, 2, 3, 4]].any()
        alone = flow(steps=6, loss={"at": [6]}, digits=17)["norms"]["deltas"][name]
        assert matrix[5] == pytest.approx(alone, rel=1e-9)


def test_jacobians_of_the_simple_rnn_have_a_bound(flow: Flow) -> None:
    found = flow(cell="rnn", steps=6, include=["jacobians"])["jacobians"]
    assert found["forget_product"] is None
    assert all(p <= b for p, b in zip(found["product"], found["bound"], strict=True))
    assert len(found["explicit"]) == 6


def test_jacobians_of_the_lstm_have_a_forget_product(flow: Flow) -> None:
    answer = flow(cell="lstm", steps=6, include=["jacobians", "values"], digits=17)
    found = answer["jacobians"]
    assert found["bound"] is None
    gates = np.array(answer["values"]["f"])
    assert found["forget_product"][0] == pytest.approx(np.max(np.prod(gates, axis=0)))
    assert found["product"][-1] == found["spectral_norm"][-1]


def test_jacobians_ignore_what_is_done_to_the_errors(flow: Flow) -> None:
    free = flow(cell="lstm", include=["jacobians"])["jacobians"]
    cut = flow(cell="lstm", include=["jacobians"], cut=["c>c@1"], truncate=3)["jacobians"]
    assert cut == free


def test_a_split_that_is_too_large_is_refused(client: TestClient, refused: Refused) -> None:
    request = {"steps": 1000, "include": ["sources"]}
    assert "sources" in refused(client.post("/api/v1/flow", json=request), 422)["detail"]


def test_jacobians_that_take_too_long_are_refused(client: TestClient, refused: Refused) -> None:
    request = {"steps": 1000, "hidden_size": 256, "include": ["jacobians"]}
    assert "jacobians" in refused(client.post("/api/v1/flow", json=request), 422)["detail"]
