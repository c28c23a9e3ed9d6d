"""The walk that writes an expression: structure, signs and brackets, in any ink.

Three things bind, each tighter than the one before: sums, products by units, and what stands
directly side by side, a matrix or a number before a vector. Signs and numbers are taken to the
front of a product, where they need no brackets. A product with a matrix gets brackets inside a
product by units all the same: readers do not agree which comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.cell import Edge
from core.expression import (
    Apply,
    Delta,
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
)
from core.ink import Ink


@dataclass(frozen=True)
class Outer(Expression):
    """An error times a vector, transposed: the gradient of a matrix at one step."""

    error: Expression
    vector: Expression


@dataclass(frozen=True)
class Partial(Expression):
    """(d target / d leaf)ᵀ times the error of the target, for what is too long to be read."""

    target: str
    leaf: Variable | Parameter


_SPELT = Apply | SoftmaxPullback  # begins with the name of a function
_SIDE_BY_SIDE = MatrixProduct | TransposedProduct | SoftmaxPullback | Partial
_ONE = Number(1.0)


@dataclass(frozen=True)
class Writer:
    """Writes expressions in one ink.

    The equation that they belong to is that of the step t + `ahead`. With `into`, the variable
    whose equation it is, every use of a variable is marked as the edge into that one.
    """

    ink: Ink
    ahead: int = 0
    into: str | None = None

    def write(self, expression: Expression) -> str:
        """The expression without brackets round it.

        The walk takes at most two frames a level, so that the deepest expression is safe.
        """
        ink = self.ink
        pieces: list[str] = []
        for negative, term in _terms(expression):
            flipped, numbers, vectors = _factors(term)
            product = ""
            for number in numbers:
                factor = self._factor(number)
                product = ink.row(product, ink.by_number, factor) if product else factor
            scale, product = product, ""
            for vector in vectors:
                factor = self._factor(vector)
                if len(vectors) > 1 and isinstance(vector, _SIDE_BY_SIDE):
                    factor = ink.bracketed(factor)
                product = ink.row(product, ink.by_units, factor) if product else factor
            product = ink.beside(scale, product) if scale and product else scale or product
            if pieces:
                pieces.append(ink.minus if negative != flipped else ink.plus)
            elif negative != flipped:
                product = ink.negative + product
            pieces.append(product)
        return ink.row(*pieces)

    def error(self, variable: str) -> str:
        """The delta of a variable."""
        return self.ink.row(self.ink.error, self._variable(variable))

    def softmax_slope(self, at: Expression) -> str:
        """The transposed Jacobian of the softmax."""
        return self._applied("softmax", at, self.ink.transpose, primed=True)

    def _variable(self, name: str, lag: int = 0, *scripts: str) -> str:
        return self.ink.symbol(name, self.ink.time(self.ahead - lag), *scripts)

    def _applied(
        self, function: str, argument: Expression, *scripts: str, primed: bool = False
    ) -> str:
        inside = self.ink.bracketed(self.write(argument), *scripts)
        return self.ink.applied(self.ink.function(function, primed=primed), inside)

    def _times_matrix(self, matrix: str, operand: Expression) -> str:
        join = self.ink.beside if isinstance(operand, _SPELT) else self.ink.row
        return join(matrix, self._factor(operand))

    def _transposed(self, vector: Expression) -> str:
        ink = self.ink
        match vector:
            case Variable(name, lag):
                return self._variable(name, lag, ink.transpose)
            case Apply(function, operand):
                return self._applied(function, operand, ink.transpose)
            case _:
                return ink.bracketed(self.write(vector), ink.transpose)

    def _factor(self, expression: Expression) -> str:
        """What can stand in a product: sums and products by units in brackets."""
        ink = self.ink
        match expression:
            case Number(value):
                return _number(ink, value)
            case Variable(name, lag):
                symbol = self._variable(name, lag)
                if self.into is None:
                    return symbol
                return ink.marked("edge", Edge(name, self.into, lag, ()).id, symbol)
            case Parameter(name):
                return ink.symbol(name)
            case Delta(name):
                return self.error(name)
            case Apply(function, operand):
                inside = ink.bracketed(self.write(operand))
                return ink.applied(ink.function(function), inside)
            case Slope("tanh", at):
                tanh = ink.function("tanh", ink.number("2", 0))
                bare = isinstance(at, Variable | Parameter)
                inside = self._factor(at) if bare else ink.bracketed(self.write(at))
                square = ink.applied(tanh, inside, bare=bare)
                return ink.bracketed(ink.row(ink.number("1", 0), ink.minus, square))
            case Slope("exp", at):  # which is its own slope
                return self._applied("exp", at)
            case Slope(function, at):
                return self._applied(function, at, primed=True)
            case MatrixProduct(matrix, operand):
                return self._times_matrix(ink.symbol(matrix), operand)
            case TransposedProduct(matrix, operand):
                return self._times_matrix(ink.symbol(matrix, ink.transpose), operand)
            case SoftmaxPullback(argument, operand):
                return ink.row(self.softmax_slope(argument), self._factor(operand))
            case Outer(error, vector):
                return ink.row(self._factor(error), self._transposed(vector))
            case Partial(target, leaf):
                above = ink.row(ink.partial, self._variable(target))
                below = ink.row(ink.partial, self._factor(leaf))
                slope = ink.bracketed(ink.row(above, ink.over, below), ink.transpose)
                return ink.row(slope, self.error(target))
            case _:
                return ink.bracketed(self.write(expression))


def _terms(expression: Expression) -> list[tuple[bool, Expression]]:
    """The terms of a sum from left to right, each with whether it is subtracted."""
    waiting, terms = [(False, expression)], []
    while waiting:
        match waiting.pop():
            case (False, Sum(left, right)):
                waiting += [(False, right), (False, left)]
            case (False, Difference(left, right)):
                waiting += [(True, right), (False, left)]
            case (negative, Negation(operand)):
                waiting.append((not negative, operand))
            case term:
                terms.append(term)
    return terms


def _factors(expression: Expression) -> tuple[bool, list[Expression], list[Expression]]:
    """Whether a product is negative, its numbers, and its vectors, both from left to right."""
    waiting, negative = [expression], False
    numbers: list[Expression] = []
    vectors: list[Expression] = []
    while waiting:
        match waiting.pop():
            case Product(left, right):
                waiting += [right, left]
            case Negation(operand):
                negative = not negative
                waiting.append(operand)
            case factor:
                (numbers if _is_number(factor) else vectors).append(factor)
    if vectors:
        numbers = [number for number in numbers if number != _ONE]
    return negative, numbers, vectors


def _is_number(expression: Expression) -> bool:
    """True of what is made of numbers alone. (A walk of its own: most find a vector at once.)"""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if not node.operands and not isinstance(node, Number):
            return False
        waiting += node.operands
    return True


def _number(ink: Ink, value: float) -> str:
    """A number to twelve digits; a mantissa of 1 before a power of ten is left out."""
    mantissa, _, exponent = f"{value:.12g}".partition("e")
    if not exponent:
        return ink.number(mantissa, 0)
    return ink.number("" if mantissa == "1" else mantissa, int(exponent))
