"""The walk of an equation: every leaf, with the factors that its error meets on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.derivative import (
    Chain,
    Factor,
    Matrix,
    Scale,
    Softmax,
    Steepness,
    Times,
    carried,
    is_peephole,
    uses,
)
from core.expression import (
    Delta,
    Expression,
    MatrixProduct,
    Negation,
    Number,
    Product,
    Slope,
    SoftmaxPullback,
    TransposedProduct,
    Variable,
)
from core.language import read as equations
from core.notation import text

X, D = Variable("x"), Delta("h")


def read(code: str) -> Expression:
    return equations(f"h[t] = {code}")[0].expression


def shown(factor: Factor) -> str:
    match factor:
        case Times(expression):
            return text(expression)
        case Scale(number):
            return f"{number:g}"
        case Steepness(function, at):
            return f"{function}'({text(at)})"
        case Matrix(parameter):
            return f"{parameter}^T"
        case Softmax(at):
            return f"softmax'({text(at)})"


def leaf(expression: Expression) -> str:
    """A matrix product stands for the use of its matrix."""
    return expression.parameter if isinstance(expression, MatrixProduct) else text(expression)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x[t]", ["x[t]:"]),
        ("2 * 3", []),
        ("a[t] + b", ["a[t]:", "b:"]),
        ("a[t] - b[t-1]", ["a[t]:", "b[t-1]: -1"]),
        ("-a[t]", ["a[t]: -1"]),
        ("--a[t]", ["a[t]: 1"]),
        ("a[t] - (b[t] - c[t])", ["a[t]:", "b[t]: -1", "c[t]: 1"]),
        ("a[t] * p", ["a[t]: p", "p: a[t]"]),
        ("a[t] * b[t] * c[t]", ["a[t]: c[t] b[t]", "b[t]: c[t] a[t]", "c[t]: a[t] * b[t]"]),
        ("a[t] * a[t]", ["a[t]: a[t]", "a[t]: a[t]"]),
        ("2 * a[t] * -3", ["a[t]: -6"]),
        ("0.5 * -a[t]", ["a[t]: -0.5"]),
        ("(1 - z[t]) * n[t]", ["z[t]: n[t] -1", "n[t]: 1 - z[t]"]),
        ("tanh(a[t])", ["a[t]: tanh'(a[t])"]),
        ("tanh(2 * exp(a[t]))", ["a[t]: tanh'(2 * exp(a[t])) 2 exp'(a[t])"]),
        ("W @ x[t]", ["W:", "x[t]: W^T"]),
        ("-W @ x[t]", ["W: -1", "x[t]: -1 W^T"]),
        ("W @ (V @ x[t] + b)", ["W:", "V: W^T", "x[t]: W^T V^T", "b: W^T"]),
        ("W @ (r[t] * h[t-1])", ["W:", "r[t]: W^T h[t-1]", "h[t-1]: W^T r[t]"]),
        ("softmax(o[t])", ["o[t]: softmax'(o[t])"]),
        ("g * softmax(W @ x[t])", [
            "g: softmax(W @ x[t])", "W: g softmax'(W @ x[t])", "x[t]: g softmax'(W @ x[t]) W^T"
        ]),
    ],
)  # fmt: skip
def test_chains(code: str, expected: list[str]) -> None:
    found = [f"{leaf(use.leaf)}: {' '.join(map(shown, use.chain))}" for use in uses(read(code))]
    assert [line.rstrip() for line in found] == expected


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ((), D),
        ((Times(X),), Product(D, X)),
        ((Scale(-1.0),), Negation(D)),
        ((Scale(2.0),), Product(D, Number(2.0))),
        ((Steepness("tanh", X),), Product(D, Slope("tanh", X))),
        ((Matrix("W"),), TransposedProduct("W", D)),
        ((Softmax(X),), SoftmaxPullback(X, D)),
        ((Matrix("W"), Times(X)), Product(TransposedProduct("W", D), X)),
    ],
)
def test_an_error_goes_through_a_chain_in_order(chain: Chain, expected: Expression) -> None:
    assert carried(D, chain) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("p * c[t-1]", True),
        ("c[t] * p", True),
        ("W @ x[t] + (p + b) * c[t]", True),
        ("x[t] + p", False),
        ("tanh(x[t] + p)", False),
        ("p * 0.5", False),
        ("p * q", False),
        ("q * c[t] + p", False),
    ],
)
def test_a_peephole_multiplies_what_varies(code: str, expected: bool) -> None:
    assert is_peephole(read(code), "p") is expected


def test_places_and_identities_of_nodes_make_no_difference() -> None:
    """Equal expressions are one key; a hash is computed once, from equal parts."""
    here, there = read("x[t] + tanh(2 * x[t])"), read("  x[t]+tanh(2.0*x[t])")
    assert here == there and hash(here) == hash(there) and here is not there
    assert len({here, there, read("x[t] + tanh(3 * x[t])"), read("x[t] - tanh(2 * x[t])")}) == 3
    assert here != "x[t] + tanh(2 * x[t])"
    assert replace(X, lag=1) == Variable("x", 1) != X
    assert Negation(X) != Slope("tanh", X)


def test_numbers_in_a_row_are_one_number_unless_that_overflows() -> None:
    """What is not finite could not be shown, nor is it what the error is multiplied by."""

    def numbers(text: str) -> list[float]:
        (use,) = uses(read(text))
        return [factor.number for factor in use.chain if isinstance(factor, Scale)]

    assert numbers("2 * (3 * x[t])") == [6.0]
    assert numbers("1e200 * (-1e200 * (2 * x[t]))") == [1e200, -2e200]
