"""Expressions back into the text of the equation language."""

from __future__ import annotations

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

SUM, PRODUCT, SIGN, ATOM = range(4)
"""How tightly something binds, from the weakest on."""


class Notation:
    """Writes expressions as one would type them, with brackets only where they are needed.

    The operators are Python's; a language of the same operators spells the rest in its own way.
    """

    def write(self, expression: Expression, weakest: int = SUM) -> str:
        """Text in which nothing binds more weakly than `weakest` outside brackets."""
        write = self.write
        match expression:
            case Number(value):
                return self.number(value)
            case Variable(name, lag):
                return self.variable(name, lag)
            case Parameter(name):
                return self.parameter(name)
            case Apply(function, operand):
                return f"{self.function(function)}({write(operand)})"
            case Negation(operand):
                return bracketed("-" + write(operand, SIGN), SIGN, weakest)
            case Sum(left, right):
                return bracketed(f"{write(left)} + {write(right, PRODUCT)}", SUM, weakest)
            case Difference(left, right):
                return bracketed(f"{write(left)} - {write(right, PRODUCT)}", SUM, weakest)
            case Product(left, right):
                written = f"{write(left, PRODUCT)} * {write(right, SIGN)}"
                return bracketed(written, PRODUCT, weakest)
            case MatrixProduct(name, operand):
                written = f"{self.parameter(name)} @ {write(operand, ATOM)}"
                return bracketed(written, PRODUCT, weakest)
        raise AssertionError(f"no text for {expression}")  # pragma: no cover

    def number(self, value: float) -> str:
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)

    def variable(self, name: str, lag: int) -> str:
        return f"{name}[t-1]" if lag else f"{name}[t]"

    def parameter(self, name: str) -> str:
        return name

    def function(self, name: str) -> str:
        return name


text = Notation().write
"""The expression in the equation language."""


def bracketed(written: str, strength: int, weakest: int) -> str:
    return f"({written})" if strength < weakest else written
