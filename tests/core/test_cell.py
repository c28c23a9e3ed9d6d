"""Read-outs, outputs and edges: what a cell is before any number is known."""

from __future__ import annotations

import pytest

from core import cells
from core.cell import Source, build
from core.refusal import Refusal

HAND_MADE = "h[t] = tanh(W @ h[t-1] + U @ x[t])\no[t] = A @ h[t]\np[t] = softmax(o[t])"


def own(equations: str) -> Source:
    return Source(None, "", "", equations)


@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
def test_a_softmax_of_one_variable_is_the_prediction_itself(loss: str) -> None:
    cell = build(own(HAND_MADE), loss=loss)  # type: ignore[arg-type]
    assert (cell.output, cell.score, cell.prediction) == ("p", "o", "p")
    assert "yhat" not in cell.variables
    assert [edge.id for edge in cell.outgoing["p"]] == ["p>J"]
    assert cell.softmaxed == (loss == "cross_entropy")


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
    cell = build(own(HAND_MADE), output="h", readout="linear")
    assert [edge.id for edge in cell.outgoing["h"]] == ["h>s", "h>o", "h>h@1"]
    with pytest.raises(Refusal, match="one of h, o, p") as refusal:
        build(own(HAND_MADE), output="q")
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
    assert build(own(equations)).variables
    with pytest.raises(Refusal, match=f"^line 1, column {column}: {name} is a name") as refusal:
        build(own(equations), readout="linear")
    assert (refusal.value.line, refusal.value.column) == (1, column)


def test_the_routes_into_the_errors_of_the_lstm() -> None:
    """As published: five routes into delta c, four and the loss into delta y."""
    cell = build(cells.named("lstm-peephole"))
    routes = {name: [edge.id for edge in edges] for name, edges in cell.outgoing.items()}
    assert routes["c"] == ["c>y", "c>obar", "c>c@1", "c>ibar@1", "c>fbar@1"]
    assert routes["y"] == ["y>J", "y>obar@1", "y>zbar@1", "y>ibar@1", "y>fbar@1"]
    assert cell.state == ("c", "y")
    assert cell.recurrent == {"R_z", "R_in", "R_for", "R_out"}
    assert cell.peepholes == {"p_in", "p_for", "p_out"}
