"""Sizes by unification."""

from __future__ import annotations

import pytest

from core.cell import Source, build
from core.refusal import Refusal
from core.sizes import Sizes


def sizes(equations: str) -> Sizes:
    return build(Source(None, "", "", equations)).sizes


def test_matrices_connect_sizes() -> None:
    found = sizes("h[t] = tanh(W @ h[t-1] + U @ x[t] + b)\no[t] = A @ h[t]")
    assert found.variables == {"h": "H", "o": "K"}
    assert found.parameters == {"W": ("H", "H"), "U": ("H", "X"), "b": ("H",), "A": ("K", "H")}
    assert not found.ties


@pytest.mark.parametrize(
    ("equations", "ties"),
    [
        ("h[t] = 0.9 * h[t-1] + x[t]", {("X", "H"), ("X", "K")}),
        ("h[t] = tanh(W @ h[t-1] + U @ x[t])", {("H", "K")}),
        ("y[t] = x[t] * w", {("X", "K")}),
        ("h[t] = 0.9 * h[t-1] + x[t]\no[t] = A @ h[t]", {("X", "H")}),
    ],
)
def test_some_cells_make_sizes_equal(equations: str, ties: set[tuple[str, str]]) -> None:
    assert sizes(equations).ties == ties


def test_a_name_is_a_matrix_or_a_vector() -> None:
    with pytest.raises(Refusal, match="W is used as a matrix") as refusal:
        sizes("h[t] = W @ h[t-1] + U @ x[t]\ny[t] = h[t] * W")
    assert (refusal.value.line, refusal.value.column) == (2, 15)
