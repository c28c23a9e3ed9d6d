"""Every number of every reference case, through the HTTP API, row by row within 1e-9."""

import functools
import operator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.reference import mapping
from tests.reference.agreement import disagreements
from tests.reference.mapping import NAMES, Case, expected, load

SECTIONS = [
    "values",
    "deltas",
    "messages",
    "gradients",
    "step_gradients",
    "norms",
    "loss",
    "initial",
    "sources",
]
TIMELESS = {"total", "delta"}  # last words of the paths of arrays that are one row, not one a step

Run = tuple[Case, dict[str, Any]]


@pytest.fixture(scope="module", params=NAMES)
def run(client: TestClient, request: pytest.FixtureRequest) -> Run:
    """A reference case and the answer to it."""
    case = load(request.param)
    response = client.post("/api/v1/flow", json=mapping.request(case))
    assert response.status_code == 200, response.text
    return case, response.json()


@pytest.mark.parametrize("section", SECTIONS)
def test_the_numbers_of_a_case(run: Run, section: str) -> None:
    case, answer = run
    wanted = {path: array for path, array in expected(case).items() if path[0] == section}
    assert wanted
    wrong = {}
    for path, array in wanted.items():
        pair = functools.reduce(operator.getitem, path, answer), array
        if path[-1] in TIMELESS:
            pair = [pair[0]], [pair[1]]
        if found := disagreements(*pair):
            wrong["/".join(path)] = found
    assert wrong == {}


def test_what_was_posted_is_used_as_it_is(run: Run) -> None:
    case, answer = run
    posted = mapping.request(case)
    assert answer["parameters"] == posted["parameters"]
    assert (answer["inputs"], answer["targets"]) == (posted["inputs"], posted["targets"])
    assert {v: state["value"] for v, state in answer["initial"].items()} == posted["initial_state"]


def test_an_edge_without_a_later_step_carries_exactly_nothing(run: Run) -> None:
    _, answer = run
    later = {edge: rows for edge, rows in answer["messages"].items() if edge.endswith("@1")}
    assert later
    assert {edge for edge, rows in later.items() if any(rows[-1])} == set()
