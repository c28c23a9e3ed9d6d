"""Sizes by unification."""

from __future__ import annotations

import pytest

from core.refusal import Refusal
from tests.core.own import own


@pytest.mark.parametrize(
    ("equations", "variables", "parameters"),
    [
        ("h[t] = tanh(W @ h[t-1] + U @ x[t] + b)", "h:H", "W:HH U:HX b:H"),
        ("h[t] = W @ h[t-1] + x[t] * g\no[t] = A @ h[t] + c", "h:X o:K", "W:XX g:X A:KX c:K"),
        ("y[t] = tanh(W @ x[t] + b)", "y:K", "W:KX b:K"),
        ("a[t] = W @ x[t]\ny[t] = V @ a[t]", "a:H y:K", "W:HX V:KH"),
        ("y[t] = V @ (W @ x[t] + b)", "y:K", "V:KH W:HX b:H"),
        ("h[t] = 0.9 * h[t-1] + x[t]", "h:X", ""),
        ("h[t] = 0.5 * h[t-1]", "h:H", ""),
        ("h[t] = 2 * (1 - h[t-1])\ny[t] = A @ exp(3 * h[t])", "h:H y:K", "A:KH"),
        ("y[t] = x[t] * w", "y:X", "w:X"),
        ("k[t] = 3\ny[t] = k[t] + W @ x[t-1]", "k:K y:K", "W:KX"),
        ("h[t] = W @ o[t-1]\no[t] = A @ h[t]", "h:H o:H", "W:HH A:HH"),
        ("h[t] = W @ h[t-1] + U @ x[t]\no[t] = A @ h[t]\np[t] = softmax(o[t])", "h:H o:K p:K", ""),
    ],
)
def test_sizes_of_variables_and_parameters(equations: str, variables: str, parameters: str) -> None:
    found = own(equations).sizes
    assert " ".join(f"{name}:{symbol}" for name, symbol in found.variables.items()) == variables
    shapes = {name: "".join(shape) for name, shape in found.parameters.items()}
    wanted = dict(each.split(":") for each in parameters.split())
    assert {name: shapes[name] for name in wanted} == wanted
    assert not wanted or shapes == wanted


@pytest.mark.parametrize(
    ("equations", "ties", "score"),
    [
        ("h[t] = 0.9 * h[t-1] + x[t]", {"XH", "XK"}, "X"),
        ("h[t] = 0.9 * h[t-1] + x[t]\no[t] = A @ h[t]", {"XH"}, "K"),
        ("h[t] = tanh(W @ h[t-1] + U @ x[t])", {"HK"}, "H"),
        ("h[t] = tanh(W @ h[t-1] + U @ x[t])\no[t] = A @ h[t]", set(), "K"),
        ("y[t] = x[t] * w", {"XK"}, "X"),
        ("h[t] = W @ h[t-1]\ny[t] = x[t-1]", {"XK"}, "X"),
        ("h[t] = W @ h[t-1]\ny[t] = h[t] * 2", {"HK"}, "H"),
        ("h[t] = W @ h[t-1]\ny[t] = softmax(x[t])", {"XK"}, "X"),
    ],
)
def test_some_cells_make_sizes_equal(equations: str, ties: set[str], score: str) -> None:
    found = own(equations).sizes
    assert {"".join(pair) for pair in found.ties} == ties
    assert found.score == score


def test_a_read_out_has_a_size_of_its_own() -> None:
    cell = own("h[t] = 0.9 * h[t-1] + x[t]", readout="linear")
    assert cell.sizes.parameters == {"V": ("K", "X"), "d": ("K",)}
    assert {"".join(pair) for pair in cell.sizes.ties} == {"XH"}


def test_a_name_is_a_matrix_or_a_vector() -> None:
    with pytest.raises(Refusal, match="W is used as a matrix") as refusal:
        own("h[t] = W @ h[t-1] + U @ x[t]\ny[t] = h[t] * W")
    assert (refusal.value.line, refusal.value.column) == (2, 15)
