"""What can do nothing is refused by name; what an answer echoes can be asked for again."""

from __future__ import annotations

import pytest

from core import cells
from core.experiment import settle
from core.refusal import Refusal
from core.request import Initialization, Limits, Request

DIAGONAL = "c[t] = f[t] * c[t-1] + x[t]\nf[t] = sigmoid(x[t])"
OUTPUT_ONLY = "y[t] = W @ x[t] + b_for"

IDLE = [
    ({"cell": "gru"}, {"forget_bias": 3.0}),
    ({"cell": "lstm-cifg"}, {"forget_bias": 3.0}),
    ({"equations": "h[t] = tanh(b_for @ x[t])"}, {"forget_bias": 3.0}),
    ({"equations": "c[t] = b_for * c[t-1] + x[t]"}, {"forget_bias": 3.0}),
    ({"cell": "dense"}, {"recurrent_gain": 1.5}),
    ({"cell": "dense"}, {"recurrent_scheme": "normal"}),
    ({"equations": "h[t] = tanh(R @ x[t-1]) + h[t-1]"}, {"recurrent_gain": 0.5}),
    ({"equations": DIAGONAL}, {"scheme": "normal"}),
    ({"equations": "h[t] = tanh(R @ h[t-1])"}, {"scheme": "normal"}),
]


@pytest.mark.parametrize(("cell", "choice"), IDLE)
def test_an_idle_choice_is_refused(cell: dict[str, str], choice: dict[str, object]) -> None:
    (name,) = choice
    with pytest.raises(Refusal, match=f"{name} does nothing; leave it out") as refused:
        settle(Request(**cell, initialization=Initialization(**choice)), Limits())
    assert refused.value.pointer == f"/initialization/{name}"


@pytest.mark.parametrize(
    ("equations", "refuses"),
    [(OUTPUT_ONLY, True), ("h[t] = 0.9 * h[t-1] + x[t]", False), ("y[t] = W @ h[t-1]\n"
      "h[t] = x[t]", False)],
)  # fmt: skip
def test_a_hidden_size_needs_something_of_that_size(equations: str, refuses: bool) -> None:
    asked = Request(equations=equations, hidden_size=7)
    if not refuses:
        assert settle(asked, Limits()).request.hidden_size == 7
        return
    with pytest.raises(Refusal, match="hidden_size does nothing") as refused:
        settle(asked, Limits())
    assert refused.value.pointer == "/hidden_size"


@pytest.mark.parametrize(
    "asked", [{"cell": name} for name in cells.NAMES] + [cell for cell, _ in IDLE]
)
def test_every_default_passes_and_so_does_what_is_echoed(asked: dict[str, str]) -> None:
    design = settle(Request(**asked, initialization=Initialization()), Limits())
    assert settle(design.request, Limits()).request == design.request


@pytest.mark.parametrize(
    ("cell", "choice"),
    [
        ({"cell": "lstm"}, {"forget_bias": 3.0, "recurrent_gain": 2.0, "scheme": "normal"}),
        ({"equations": OUTPUT_ONLY}, {"forget_bias": 3.0, "scheme": "identity"}),
        ({"equations": "c[t] = p * c[t-1] + x[t]"}, {"scheme": "orthogonal"}),
        ({"equations": "h[t] = R @ (2 * h[t-1])"}, {"recurrent_scheme": "identity"}),
    ],
)
def test_what_acts_is_taken(cell: dict[str, str], choice: dict[str, object]) -> None:
    chosen = Initialization(**choice)
    assert settle(Request(**cell, initialization=chosen), Limits()).request.initialization == chosen
