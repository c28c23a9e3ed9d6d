"""What the language reads: every form of it, and what it stands for."""

from __future__ import annotations

import math

import pytest

from core.expression import (
    Apply,
    Difference,
    Expression,
    MatrixProduct,
    Negation,
    Number,
    Parameter,
    Product,
    Sum,
    Variable,
)
from core.functions import NAMES
from core.grammar import Equation
from core.language import parse

X, H, G = Variable("x"), Variable("h", 1), Parameter("g")
WX = MatrixProduct("W", X)


def read(expression: str) -> Expression:
    """The right side of an equation."""
    (equation,) = parse(f"h[t] = {expression}")
    return equation.expression


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("x[t]", X),
        ("x[t-1]", Variable("x", 1)),
        ("h[t-1]", H),
        ("h [ t - 1 ]", H),
        ("g", G),
        ("((g))", G),
        ("_a1", Parameter("_a1")),
        ("W @ x[t]", WX),
        ("-W @ x[t]", Negation(WX)),
        ("-(W @ x[t])", Negation(WX)),
        ("W @ -x[t]", MatrixProduct("W", Negation(X))),
        ("W @ (x[t] + g)", MatrixProduct("W", Sum(X, G))),
        ("W @ (g + 1)", MatrixProduct("W", Sum(G, Number(1.0)))),
        ("W @ (V @ x[t])", MatrixProduct("W", MatrixProduct("V", X))),
        ("W @ tanh(x[t])", MatrixProduct("W", Apply("tanh", X))),
        ("W @ x[t] * g", Product(WX, G)),
        ("W @ (x[t] * g)", MatrixProduct("W", Product(X, G))),
        ("g * (W @ x[t])", Product(G, WX)),
        ("x[t] - h[t-1] - g", Difference(Difference(X, H), G)),
        ("x[t] - (h[t-1] - g)", Difference(X, Difference(H, G))),
        ("x[t] + h[t-1] * g", Sum(X, Product(H, G))),
        ("(x[t] + h[t-1]) * g", Product(Sum(X, H), G)),
        ("--x[t]", Negation(Negation(X))),
        ("-x[t] * g", Product(Negation(X), G)),
        ("-2 * x[t]", Product(Negation(Number(2.0)), X)),
        ("exp(2)", Apply("exp", Number(2.0))),
        *[(f"{name}(h[t-1])", Apply(name, H)) for name in NAMES],
    ],
)
def test_forms(text: str, expression: Expression) -> None:
    assert read(text) == expression


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("2", 2.0), ("2.", 2.0), (".5", 0.5), ("0.5", 0.5), ("00", 0.0), ("0.1", 0.1)],
        *[("1e-3", 1e-3), ("1E-3", 1e-3), ("1e+3", 1e3), ("1e3", 1e3), ("1.e3", 1e3)],
        *[(".5e1", 5.0), ("1.25e-2", 0.0125), ("1e22", 1e22), ("1e-999", 0.0)],
        *[("1.7976931348623157e308", 1.7976931348623157e308), ("5e-324", math.ulp(0.0))],
        ("9007199254740993", 9007199254740992.0),
    ],
)
def test_decimal_numbers(text: str, value: float) -> None:
    assert read(f"{text} * x[t]") == Product(Number(value), X)
    assert read(f"x[t]-{text}") == Difference(X, Number(value))


LAYOUTS = [
    "h[t] = x[t]\ny[t] = tanh(h[t])",
    "h[t]=x[t]\ny[t]=tanh(h[t])",
    "\th[t] = x[t]\n    y[t] = tanh( h[t] )   ",
    "\n\n# first\nh[t] = x[t] # é, and = and (\n\ny[t] = tanh(h[t])#",
    "h[t] = x[t]\r\ny[t] = tanh(h[t])\r\n",
    "h[t] = x[t]\ry[t] = tanh(h[t])\r",
    "(h[t]) = x[t]\ny[t] = (tanh((h)[t]))",
]


@pytest.mark.parametrize("text", LAYOUTS)
def test_spaces_comments_and_line_ends_mean_nothing(text: str) -> None:
    equations = [(equation.variable, equation.expression) for equation in parse(text)]
    assert equations == [("h", X), ("y", Apply("tanh", Variable("h")))]


def test_the_text_keeps_its_order() -> None:
    names = [equation.variable for equation in parse("y[t] = h[t]\nh[t] = c[t-1]\nc[t] = y[t-1]")]
    assert names == ["y", "h", "c"]


def test_everything_knows_its_place() -> None:
    _, equation = parse("# first\nz[t] = x[t]\n  h[t] = -W @ z[t] + tanh(0.5 * g)")
    assert equation.position == (3, 3)
    match equation:
        case Equation("h", Sum(Negation(MatrixProduct(_, z)) as minus, Apply(_, product) as tanh)):
            places = [minus.position, z.position, tanh.position, product.right.position]
            assert places == [(3, 10), (3, 15), (3, 22), (3, 33)]
        case _:
            raise AssertionError(equation)
    assert MatrixProduct("W", X, position=(9, 9)) == WX, "a place is no part of the meaning"


def test_words_of_python_that_are_free() -> None:
    text = "print[t] = x[t]\nmatch[t] = print[t] * type\n__name__[t] = match[t] @ x[t]"
    assert len(parse(text.replace("match[t] @", "match_ @"))) == 3
