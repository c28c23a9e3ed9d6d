"""The description of a cell: its graph, its carriers, its typeset equations."""

import re
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Refused

CELLS = "/api/v1/cells"
PEEPHOLE_EDGES = [
    "x>zbar", "x>ibar", "x>fbar", "x>obar", "y>zbar@1", "y>ibar@1", "y>fbar@1", "y>obar@1",
    "c>ibar@1", "c>fbar@1", "c>obar", "zbar>z", "ibar>i", "fbar>f", "obar>o", "z>c", "i>c", "f>c",
    "c>c@1", "c>y", "o>y", "y>J",
]  # fmt: skip
RNN_EDGES = ["x>a", "h>a@1", "a>h", "h>o", "o>yhat", "yhat>J"]
OWN = "a[t] = W @ x[t] + R @ h[t-1]\nh[t] = a[t] * a[t] - 0.5 * h[t-1]"
KINDS = ("times", "slope", "matrix", "number", "softmax")


@pytest.fixture(params=["rnn", "lstm", "lstm-peephole", "own"])
def cell(client: TestClient, request: pytest.FixtureRequest) -> dict[str, Any]:
    """The description of a cell by name, or of one's own."""
    if request.param == "own":
        return client.post(CELLS, json={"equations": OWN}).raise_for_status().json()
    return client.get(f"{CELLS}/{request.param}").raise_for_status().json()


def names(things: list[dict[str, Any]], field: str = "name") -> list[str]:
    return [thing[field] for thing in things]


def edges_from(cell: dict[str, Any], source: str) -> list[str]:
    return [edge["id"] for edge in cell["edges"] if edge["source"] == source]


def kinds(chain: list[dict[str, Any]]) -> list[str]:
    """The kinds of a chain's factors, whether a kind is a key of the factor or a value."""
    return [next(k for k in KINDS if k in factor or k in factor.values()) for factor in chain]


def test_the_cells_are_listed(client: TestClient) -> None:
    cells = client.get(CELLS).raise_for_status().json()
    assert {"rnn", "lstm", "lstm-peephole"} <= set(names(cells, "id"))
    for cell in cells:
        assert client.get(f"{CELLS}/{cell['id']}").json() == cell


def test_a_description_says_what_the_cell_is(cell: dict) -> None:
    for field in ("title", "equations", "output"):
        assert isinstance(cell[field], str) and cell[field]
    assert {"id", "reference"} <= cell.keys()
    variables = names(cell["variables"])
    assert len(variables) == len(set(variables)) and cell["output"] in variables
    assert set(cell["state"]) <= set(variables)
    for thing in cell["variables"] + cell["parameters"] + cell["edges"]:
        assert isinstance(thing["tex"], str) and thing["tex"]
    assert {variable["size"] for variable in cell["variables"]} <= {"X", "H", "K"}


def test_lag_1_makes_the_state(cell: dict) -> None:
    lagged = {edge["source"] for edge in cell["edges"] if edge["lag"] == 1}
    assert set(cell["state"]) == lagged


def test_an_edge_s_id_says_what_it_joins(cell: dict) -> None:
    ids = names(cell["edges"], "id")
    assert len(ids) == len(set(ids))
    known = {*names(cell["variables"]), "x", "J"}
    for edge in cell["edges"]:
        assert edge["lag"] in (0, 1)
        assert edge["id"] == f"{edge['source']}>{edge['target']}{'@1' * edge['lag']}"
        assert {edge["source"], edge["target"]} <= known


def test_every_edge_is_a_term_of_its_source(cell: dict) -> None:
    terms = {part["variable"]: names(part["terms"], "edge") for part in cell["backward"]}
    for variable in names(cell["variables"]):
        assert Counter(terms[variable]) == Counter(edges_from(cell, variable)), variable


def test_every_variable_and_parameter_has_its_equation(cell: dict) -> None:
    assert set(names(cell["variables"])) <= set(names(cell["forward"], "variable"))
    gradients = names(cell["gradients"], "parameter")
    assert Counter(gradients) == Counter(names(cell["parameters"]))


def test_every_edge_has_carriers(cell: dict) -> None:
    for edge in cell["edges"]:
        assert edge["carriers"], edge["id"]
        for chain in edge["carriers"]:
            kinds(chain)


def marked(mathml: str) -> list[str]:
    """The `data-edge` of each element that has one."""
    elements = ElementTree.fromstring(mathml).iter()
    return [edge for element in elements if (edge := element.get("data-edge"))]


def test_a_backward_term_is_one_element(cell: dict) -> None:
    for part in cell["backward"]:
        for term in part["terms"]:
            assert marked(term["mathml"]) == [term["edge"]]
            assert term["tex"]


def test_every_occurrence_in_a_forward_equation_is_marked(cell: dict) -> None:
    for part in cell["forward"]:
        into = {edge["id"]: edge for edge in cell["edges"] if edge["target"] == part["variable"]}
        assert set(marked(part["mathml"])) == set(into)
        for edge, count in Counter(marked(part["mathml"])).items():
            if "softmax" not in str(into[edge]["carriers"]):
                assert count == len(into[edge]["carriers"]), edge


def test_equations_are_typeset_without_a_script_or_an_address(cell: dict) -> None:
    terms = [term for part in cell["backward"] for term in part["terms"]]
    for part in cell["forward"] + cell["edges"] + cell["gradients"] + terms:
        ElementTree.fromstring(part["mathml"])
        assert not re.search(r"<script|\son\w+=|href", part["mathml"])


def test_every_description_has_a_listing(cell: dict) -> None:
    compile(cell["numpy"], "listing", "exec")
    for variable in names(cell["variables"]):
        assert re.search(rf"^        {variable}\[t\] = ", cell["numpy"], re.MULTILINE)


def test_the_lstm_with_peepholes(client: TestClient) -> None:
    cell = client.get(f"{CELLS}/lstm-peephole").json()
    assert Counter(names(cell["edges"], "id")) == Counter(PEEPHOLE_EDGES)
    gates = {gate for bar in "zifo" for gate in (bar, f"{bar}bar")}
    assert set(names(cell["variables"])) == gates | {"c", "y"}
    parameters = {f"{letter}_{gate}" for letter in "WRb" for gate in ("z", "in", "for", "out")}
    assert set(names(cell["parameters"])) == parameters | {"p_in", "p_for", "p_out"}
    assert set(cell["state"]) == {"c", "y"} and cell["output"] == "y"
    assert "c[t] = z[t] * i[t] + c[t-1] * f[t]" in cell["equations"]
    terms = {part["variable"]: set(names(part["terms"], "edge")) for part in cell["backward"]}
    assert terms["c"] == {"c>c@1", "c>ibar@1", "c>fbar@1", "c>obar", "c>y"}
    assert terms["y"] == {"y>zbar@1", "y>ibar@1", "y>fbar@1", "y>obar@1", "y>J"}
    shapes = {parameter["name"]: parameter["shape"] for parameter in cell["parameters"]}
    assert (shapes["W_for"], shapes["R_z"]) == (["H", "X"], ["H", "H"])
    assert shapes["p_out"] == shapes["b_in"] == ["H"]


def test_what_carries_the_errors_of_the_lstm(client: TestClient) -> None:
    cell = client.get(f"{CELLS}/lstm-peephole").json()
    carriers = {edge["id"]: list(map(kinds, edge["carriers"])) for edge in cell["edges"]}
    assert carriers["c>c@1"] == carriers["c>fbar@1"] == carriers["z>c"] == [["times"]]
    assert carriers["y>zbar@1"] == [["matrix"]]
    assert carriers["zbar>z"] == [["slope"]]
    assert [sorted(chain) for chain in carriers["c>y"]] == [["slope", "times"]]
    assert "R_for" in str(next(e for e in cell["edges"] if e["id"] == "y>fbar@1")["carriers"])


def test_the_lstm_without_peepholes(client: TestClient) -> None:
    cell = client.get(f"{CELLS}/lstm").json()
    peepholes = {"c>ibar@1", "c>fbar@1", "c>obar"}
    assert set(names(cell["edges"], "id")) == set(PEEPHOLE_EDGES) - peepholes
    assert not any(name.startswith("p_") for name in names(cell["parameters"]))


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "identity"])
def test_the_simple_rnn(client: TestClient, activation: str) -> None:
    cell = client.get(f"{CELLS}/rnn?activation={activation}").raise_for_status().json()
    assert Counter(names(cell["edges"], "id")) == Counter(RNN_EDGES)
    assert names(cell["variables"]) == ["a", "h", "o", "yhat"]
    assert set(names(cell["parameters"])) == {"U", "W", "b", "V", "c"}
    assert cell["state"] == ["h"]
    assert activation == "identity" or activation in cell["equations"]


@pytest.mark.parametrize(
    ("query", "body", "hanging"),
    [
        ("", {}, {"y>J"}),
        ("loss=cross_entropy", {"loss": "cross_entropy"}, {"y>yhat", "yhat>J"}),
        ("readout=linear", {"readout": "linear"}, {"y>s", "s>yhat", "yhat>J"}),
    ],
)
def test_read_out_and_loss_change_where_the_loss_hangs(
    client: TestClient, query: str, body: dict, hanging: set[str]
) -> None:
    named = client.get(f"{CELLS}/lstm?{query}").raise_for_status().json()
    plain = client.get(f"{CELLS}/lstm").json()["equations"]
    found = {edge["id"] for edge in named["edges"] if edge["target"] in ("s", "yhat", "J")}
    assert found == hanging
    own = client.post(CELLS, json={"equations": plain, **body}).raise_for_status().json()
    assert own["edges"] == named["edges"] and own["backward"] == named["backward"]


def test_two_uses_are_one_edge_with_two_chains(client: TestClient) -> None:
    cell = client.post(CELLS, json={"equations": OWN}).raise_for_status().json()
    carriers = {edge["id"]: list(map(kinds, edge["carriers"])) for edge in cell["edges"]}
    assert carriers["a>h"] == [["times"], ["times"]]
    assert [set(chain) for chain in carriers["h>h@1"]] == [{"number"}]
    assert set(carriers) == {"x>a", "h>a@1", "a>h", "h>h@1", "h>J"}


def test_the_cell_of_a_run_is_the_cell_described(client: TestClient) -> None:
    for cell in ("rnn", "lstm", "lstm-peephole"):
        run = client.post("/api/v1/flow", json={"cell": cell}).json()
        assert run["cell"] == client.get(f"{CELLS}/{cell}").json()


@pytest.mark.parametrize(
    "address",
    ["rnn?activation=swish", "lstm?activation=relu", "rnn?readout=linear", "lstm?readout=x",
     "lstm?loss=hinge", "lstm?nope=1"],
)  # fmt: skip
def test_bad_query_fields_are_refused(client: TestClient, refused: Refused, address: str) -> None:
    assert refused(client.get(f"{CELLS}/{address}"), 422)["errors"]


@pytest.mark.parametrize(
    ("request_", "pointer"),
    [
        ({}, "/equations"),
        ({"equations": 3}, "/equations"),
        ({"equations": OWN, "nope": 1}, "/nope"),
        ({"equations": OWN, "output": "q"}, "/output"),
        ({"equations": OWN, "readout": "x"}, "/readout"),
        ({"equations": OWN, "loss": "hinge"}, "/loss"),
    ],
)
def test_a_bad_cell_is_refused(
    client: TestClient, refused: Refused, request_: dict, pointer: str
) -> None:
    (error,) = refused(client.post(CELLS, json=request_), 422)["errors"]
    assert error["pointer"].removeprefix("#") == pointer
