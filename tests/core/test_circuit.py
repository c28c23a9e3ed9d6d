"""Equations taken apart into operations."""

from __future__ import annotations

import pytest

from core.circuit import Operation, circuit, taken_apart
from core.expression import nodes
from tests.core.conftest import CELLS, Case
from tests.core.own import own


def written(one: Operation) -> str:
    """An operation in a line: sign, argument, ' for the step before; biases after a bar."""
    arguments = " ".join(
        f"{'-' if a.sign < 0 else ''}{a.name}{chr(39) * a.lag}" for a in one.arguments
    )
    biases = f" | {', '.join(one.biases)}" if one.biases else ""
    return f"{one.id} = {one.kind} [{one.label}] {arguments}{biases}"


def lines(text: str) -> list[str]:
    return [written(one) for one in circuit(own(text))]


def test_an_lstm() -> None:
    operations = circuit(CELLS["lstm-peephole, none, squared_error"])
    assert [written(one) for one in operations if one.of in ("ibar", "i", "c", "y")] == [
        "ibar.1 = matrix [W_in] x",
        "ibar.2 = matrix [R_in] y'",
        "ibar.3 = weight [p_in] c'",
        "ibar = sum [+] ibar.1 ibar.2 ibar.3 | b_in",
        "i = function [σ] ibar",
        "c.1 = product [·] z i",
        "c.2 = product [·] c' f",
        "c = sum [+] c.1 c.2",
        "y.1 = function [tanh] c",
        "y = product [·] o y.1",
    ]
    named = {one.id: one.parameter for one in operations if one.parameter}
    assert named["ibar.1"] == "W_in" and named["ibar.3"] == "p_in" and "c.1" not in named


def test_a_gru() -> None:
    operations = circuit(CELLS["gru, none, squared_error"])
    assert [written(one) for one in operations if one.of == "h"] == [
        "h.1 = shift [1 −] -z",
        "h.2 = product [·] h.1 n",
        "h.3 = product [·] z h'",
        "h = sum [+] h.2 h.3",
    ]


def test_each_operation_is_one() -> None:
    assert lines("h[t] = -(W @ h[t-1] - (x[t] - b - 2) * 0.5) + hard_sigmoid(-x[t-1])") == [
        "h.1 = matrix [W] h'",
        "h.2 = sum [+] x | -b, -2",
        "h.3 = scale [0.5] h.2",
        "h.4 = scale [−] -x'",
        "h.5 = function [hard σ] h.4",
        "h = sum [+] -h.1 h.3 h.5",
    ]
    assert lines("h[t] = x[t] * h[t-1] * (h[t-1] * x[t]) * p * -0.5") == [
        "h.1 = product [·] x h' h' x",
        "h.2 = weight [p] h.1",
        "h = scale [−0.5] h.2",
    ]


def test_what_stays_the_same_is_no_argument() -> None:
    assert lines("k[t] = 3 + exp(b)\nh[t] = W @ (b + 1) + h[t-1] * (b - 1) - x[t]") == [
        "k = constant [3 + exp(b)] ",
        "h.1 = weight [b - 1] h'",
        "h = sum [+] h.1 -x | W @ (b + 1)",
    ]
    assert lines("a[t] = b - h[t-1]\nh[t] = softmax(a[t])\nc[t] = x[t] - 1\nd[t] = -(-x[t-1])") == [
        "a = sum [−] -h' | b",
        "h = softmax [softmax] a",
        "c = shift [−1 +] x",
        "d = copy [] x'",
    ]


def test_sums_are_one_operation_and_products_too(every: Case) -> None:
    """No operation is left inside another, and each but the last of an equation is taken once."""
    operations = circuit(every.cell)
    taken = [argument.name for one in operations for argument in one.arguments]
    for one in operations:
        kinds = {type(node) for node in nodes(one.expression) if node.operands}
        if one.kind in ("matrix", "function", "softmax", "product"):
            assert len(kinds) == 1
        if one.id != one.of:
            assert taken.count(one.id) == 1 and one.id.startswith(f"{one.of}.")
    assert [one.id for one in operations if one.id == one.of] == list(every.cell.variables)
    places = {one.id: place for place, one in enumerate(operations)}
    for one in operations:
        assert all(places[a.name] < places[one.id] for a in one.arguments if "." in a.name)


def test_the_cell_that_is_taken_apart_has_the_same_sizes(every: Case) -> None:
    apart = taken_apart(every.cell)
    assert apart.sizes.variables.items() >= every.cell.sizes.variables.items()
    assert apart.parameters.keys() == every.cell.parameters.keys()
    assert apart.sizes.parameters == every.cell.sizes.parameters
    assert set(apart.lagged) == set(every.cell.lagged)


@pytest.mark.parametrize("text", [f"{'tanh(' * 198}x[t]{')' * 198}", f"{'-(' * 99}x[t]{')' * 99}"])
def test_the_deepest_equation_is_taken_apart(text: str) -> None:
    assert circuit(own(f"h[t] = {text}"))[-1].id == "h"
