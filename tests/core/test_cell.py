"""Read-outs, outputs and edges: what a cell is before any number is known."""

from __future__ import annotations

import pytest

from core import cells
from core.build import build
from core.refusal import Refusal
from tests.core.own import own

HAND_MADE = "h[t] = tanh(W @ h[t-1] + U @ x[t])\no[t] = A @ h[t]\np[t] = softmax(o[t])"


@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
def test_a_softmax_of_one_variable_is_the_prediction_itself(loss: str) -> None:
    cell = own(HAND_MADE, loss=loss)
    assert (cell.output, cell.score, cell.prediction) == ("p", "o", "p")
    assert "yhat" not in cell.variables
    assert [edge.id for edge in cell.outgoing["p"]] == ["p>J"]
    assert cell.softmaxed == (loss == "cross_entropy")


@pytest.mark.parametrize(
    "last",
    ["softmax(A @ h[t])", "softmax(o[t-1])", "2 * softmax(o[t])", "softmax(-o[t])", "softmax(b)"],
)
def test_a_softmax_of_anything_else_is_a_score(last: str) -> None:
    equations = HAND_MADE.replace("softmax(o[t])", last)
    cell = own(equations, loss="cross_entropy")
    assert (cell.output, cell.score, cell.prediction) == ("p", "p", "yhat")
    assert own(equations).prediction == "p" and "yhat" not in own(equations).variables


def test_a_read_out_on_a_softmax_reads_the_softmax() -> None:
    cell = own(HAND_MADE, readout="linear", loss="cross_entropy")
    assert (cell.output, cell.score, cell.prediction) == ("p", "s", "yhat")
    assert cell.text.split("\n")[3:] == ["s[t] = V @ p[t] + d", "yhat[t] = softmax(s[t])"]


def test_the_input_itself_can_be_the_score() -> None:
    cell = own("y[t] = softmax(x[t])", loss="cross_entropy")
    assert (cell.score, cell.prediction, cell.symbol("y")) == ("x", "y", "X")


@pytest.mark.parametrize(
    ("readout", "loss", "added"),
    [
        ("none", "squared_error", []),
        ("none", "cross_entropy", ["yhat"]),
        ("linear", "squared_error", ["s", "yhat"]),
        ("linear", "cross_entropy", ["s", "yhat"]),
    ],
)
def test_a_read_out_adds_its_own_variables(readout: str, loss: str, added: list[str]) -> None:
    cell = build(cells.named("lstm"), readout=readout, loss=loss)  # type: ignore[arg-type]
    assert list(cell.variables[10:]) == added
    assert cell.prediction == (added[-1] if added else "y")
    assert cell.output == "y"


def test_the_rnn_has_a_read_out_of_its_own() -> None:
    cell = build(cells.named("rnn"), loss="cross_entropy")
    assert cell.variables == ("a", "h", "o", "yhat")
    assert (cell.output, cell.score, cell.prediction) == ("h", "o", "yhat")


def test_any_variable_can_be_the_output() -> None:
    cell = own(HAND_MADE, output="h", readout="linear")
    assert [edge.id for edge in cell.outgoing["h"]] == ["h>s", "h>o", "h>h@1"]
    with pytest.raises(Refusal, match="one of h, o, p") as refusal:
        own(HAND_MADE, output="q")
    assert refusal.value.pointer == "/output"


@pytest.mark.parametrize(
    ("equations", "name", "column"),
    [
        ("h[t] = V @ h[t-1] + x[t]", "V", 8),
        ("h[t] = h[t-1] * d + x[t]", "d", 17),
        ("s[t] = s[t-1] + x[t]", "s", 1),
        ("yhat[t] = yhat[t-1] + x[t]", "yhat", 1),
    ],
)
def test_names_that_a_read_out_brings_are_taken(equations: str, name: str, column: int) -> None:
    assert own(equations).variables
    with pytest.raises(Refusal, match=f"^line 1, column {column}: {name} is a name") as refusal:
        own(equations, readout="linear")
    assert (refusal.value.line, refusal.value.column) == (1, column)


def test_only_the_read_out_that_is_there_takes_names() -> None:
    equations = "s[t] = V @ s[t-1] * d + x[t]"
    assert own(equations, loss="cross_entropy").variables == ("s", "yhat")
    with pytest.raises(Refusal, match="yhat is a name"):
        own("y[t] = yhat * x[t]", loss="cross_entropy")
    with pytest.raises(Refusal, match="V is a name") as refusal:
        own("y[t] = W @ x[t]\nz[t] = y[t] + V @ (x[t] * 2)", readout="linear")
    assert (refusal.value.line, refusal.value.column) == (2, 15)


def test_uses_of_one_lag_in_one_equation_are_one_edge() -> None:
    cell = own("h[t] = W @ h[t-1] + h[t-1] * x[t] - x[t] * x[t-1]\ny[t] = h[t] + h[t-1]")
    uses = {edge.id: len(edge.chains) for edge in cell.edges}
    assert uses == {"h>y": 1, "h>y@1": 1, "h>h@1": 2, "y>J": 0, "x>h": 2, "x>h@1": 1}
    assert cell.state == ("h",) and cell.lagged == ("h", "x")


def test_cells_are_built_once() -> None:
    assert own(HAND_MADE) is own(HAND_MADE)
    assert own(HAND_MADE) is not own(HAND_MADE, loss="cross_entropy")


def test_the_routes_into_the_errors_of_the_lstm() -> None:
    """As published: five routes into delta c, four and the loss into delta y."""
    cell = build(cells.named("lstm-peephole"))
    routes = {name: [edge.id for edge in edges] for name, edges in cell.outgoing.items()}
    assert routes["c"] == ["c>y", "c>obar", "c>c@1", "c>ibar@1", "c>fbar@1"]
    assert routes["y"] == ["y>J", "y>obar@1", "y>zbar@1", "y>ibar@1", "y>fbar@1"]
    assert cell.state == ("c", "y")
    assert cell.recurrent == {"R_z", "R_in", "R_for", "R_out"}
    assert cell.peepholes == {"p_in", "p_for", "p_out"}


def test_an_empty_output_is_no_name() -> None:
    with pytest.raises(Refusal, match="not among the variables"):
        own("h[t] = x[t]", output="")
