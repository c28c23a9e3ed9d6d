"""The derivative of an equation: a walk of its tree with the error at the root.

At each leaf the walk yields the chain of factors that the error was multiplied by on its way:
the carriers. This is reverse-mode differentiation (Linnainmaa 1970), kept symbolic, so that the
factors can be shown, typeset and computed for all time steps at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from core.expression import (
    Apply,
    Difference,
    Expression,
    MatrixProduct,
    Negation,
    Number,
    Parameter,
    Product,
    Slope,
    SoftmaxPullback,
    Sum,
    TransposedProduct,
    Variable,
    is_constant,
    nodes,
)


@dataclass(frozen=True)
class Times:
    """The error is multiplied, unit by unit, by what stood beside the leaf."""

    expression: Expression


@dataclass(frozen=True)
class Scale:
    """The error is multiplied by a number."""

    number: float


@dataclass(frozen=True)
class Steepness:
    """The error is multiplied, unit by unit, by the slope of a function."""

    function: str
    at: Expression


@dataclass(frozen=True)
class Matrix:
    """The error is multiplied by a matrix, transposed."""

    parameter: str


@dataclass(frozen=True)
class Softmax:
    """The error goes back through a softmax."""

    at: Expression


Factor = Times | Scale | Steepness | Matrix | Softmax
Chain = tuple[Factor, ...]


@dataclass(frozen=True)
class Use:
    """One leaf of an equation and the chain that the error goes through to reach it.

    The leaf is a Variable, a Parameter (a vector), or a MatrixProduct, which stands for the use of
    its matrix: the gradient there is the outer product of the error and the operand.
    """

    leaf: Variable | Parameter | MatrixProduct
    chain: Chain


def uses(expression: Expression, chain: Chain = ()) -> Iterator[Use]:
    """Every use of a variable or a parameter, from left to right."""
    match expression:
        case Variable() | Parameter():
            yield Use(expression, chain)
        case Negation(operand):
            yield from uses(operand, _scaled(chain, -1.0))
        case Sum(left, right):
            yield from uses(left, chain)
            yield from uses(right, chain)
        case Difference(left, right):
            yield from uses(left, chain)
            yield from uses(right, _scaled(chain, -1.0))
        case Product(left, right):
            yield from uses(left, _times(chain, right))
            yield from uses(right, _times(chain, left))
        case MatrixProduct(parameter, operand):
            yield Use(expression, chain)
            yield from uses(operand, (*chain, Matrix(parameter)))
        case Apply("softmax", operand):
            yield from uses(operand, (*chain, Softmax(operand)))
        case Apply(function, operand):
            yield from uses(operand, (*chain, Steepness(function, operand)))


def _times(chain: Chain, beside: Expression) -> Chain:
    match beside:
        case Number(value):
            return _scaled(chain, value)
        case Negation(Number(value)):
            return _scaled(chain, -value)
        case _:
            return (*chain, Times(beside))


def _scaled(chain: Chain, number: float) -> Chain:
    """The chain with one more number; numbers in a row are one number, unless that overflows."""
    match chain:
        case (*before, Scale(earlier)) if math.isfinite(earlier * number):
            return (*before, Scale(earlier * number))
        case _:
            return (*chain, Scale(number))


def carried(error: Expression, chain: Chain) -> Expression:
    """The error after its way through the chain."""
    return reduce(through, chain, error)


def through(error: Expression, factor: Factor) -> Expression:
    """The error after its way through one factor."""
    match factor:
        case Times(expression):
            return Product(error, expression)
        case Scale(number):
            return Negation(error) if number == -1.0 else Product(error, Number(number))
        case Steepness(function, at):
            return Product(error, Slope(function, at))
        case Matrix(parameter):
            return TransposedProduct(parameter, error)
        case Softmax(at):
            return SoftmaxPullback(at, error)


def is_peephole(expression: Expression, parameter: str) -> bool:
    """True where the vector `parameter` multiplies something that varies, as a peephole does."""
    return any(
        isinstance(node, Product)
        and any(
            not is_constant(other) and any(leaf == Parameter(parameter) for leaf in nodes(one))
            for one, other in ((node.left, node.right), (node.right, node.left))
        )
        for node in nodes(expression)
    )
