"""What an equation sends back to one of its leaves, arranged as it is read.

As coefficients do, what is the same at every step stands before the error: signs and numbers,
then matrices, transposed, and vectors such as peepholes. What differs from step to step follows
the error, in the order in which the error meets it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from core.derivative import Chain, Factor, Scale, Softmax, Steepness, Times, through
from core.expression import (
    Delta,
    Expression,
    Negation,
    Number,
    Parameter,
    Product,
    Variable,
    is_constant,
    nodes,
    times,
)
from core.writer import Outer, Partial

LONGEST = 100
"""Nodes of a term; what is longer is written as a partial derivative."""

Part = tuple[Chain, Expression | None]
"""A use of a leaf: its chain and, of a matrix, the vector that it is applied to."""


def errors(target: str, leaf: Variable | Parameter, parts: list[Part]) -> list[Expression]:
    """What the equation of `target` sends to a leaf, or its name where that is too long."""
    if len(list(islice(_all_nodes(parts), LONGEST + 1))) > LONGEST:
        return [Partial(target, leaf)]
    return terms(target, parts)


def terms(target: str, parts: list[Part]) -> list[Expression]:
    """What the equation of `target` sends through these parts; equal terms are counted."""
    counted = Counter(_arranged(target, *part) for part in parts)
    return [_repeated(error, count) for error, count in counted.items()]


def _all_nodes(parts: list[Part]) -> Iterator[Expression | Factor]:
    for chain, operand in parts:
        for factor in chain:
            match factor:
                case Times(expression) | Steepness(_, expression) | Softmax(expression):
                    yield from nodes(expression)
                case _:
                    yield factor
        if operand:
            yield from nodes(operand)


def _repeated(error: Expression, count: int) -> Expression:
    match error:
        case Negation(operand):
            return Negation(_repeated(operand, count))
        case _:
            return error if count == 1 else Product(Number(float(count)), error)


def _arranged(target: str, chain: Chain, operand: Expression | None) -> Expression:
    """The error of `target` after its way through a chain."""
    factors = [simple for factor in chain for simple in _simple(factor)]
    numbers = [factor.number for factor in factors if isinstance(factor, Scale)]
    error: Expression = Delta(target)
    for factor in factors:
        error = _through(error, factor)
    if operand:
        error = Outer(error, operand)
    for number in reversed(numbers):
        error = times(Number(abs(number)), error)
    return Negation(error) if sum(number < 0 for number in numbers) % 2 else error


def _simple(factor: Factor) -> Iterator[Factor]:
    """The factors that a product consists of, without its signs; a slope of one is none."""
    match factor:
        case Times(Product(left, right)):
            yield from _simple(Times(left))
            yield from _simple(Times(right))
        case Times(Negation(operand)):
            yield Scale(-1.0)
            yield from _simple(Times(operand))
        case Times(Number(value)):
            yield Scale(value)
        case Steepness("identity", _):
            return
        case _:
            yield factor


def _through(error: Expression, factor: Factor) -> Expression:
    match factor:
        case Times(expression) if is_constant(expression):
            return Product(expression, error)
        case Scale():  # all numbers are taken to the front
            return error
        case _:
            return through(error, factor)
