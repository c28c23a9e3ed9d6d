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

_SUM, _PRODUCT, _SIGN, _ATOM = range(4)


def text(expression: Expression) -> str:
    """The expression as one would type it, with brackets only where they are needed."""
    return _write(expression, _SUM)


def _write(expression: Expression, weakest: int) -> str:
    """Text in which nothing binds more weakly than `weakest` outside brackets."""
    match expression:
        case Number(value):
            return f"{value:g}" if float(f"{value:g}") == value else repr(value)
        case Variable(name, lag):
            return f"{name}[t-1]" if lag else f"{name}[t]"
        case Parameter(name):
            return name
        case Apply(function, operand):
            return f"{function}({text(operand)})"
        case Negation(operand):
            return _bracketed("-" + _write(operand, _SIGN), _SIGN, weakest)
        case Sum(left, right):
            return _bracketed(f"{_write(left, _SUM)} + {_write(right, _PRODUCT)}", _SUM, weakest)
        case Difference(left, right):
            return _bracketed(f"{_write(left, _SUM)} - {_write(right, _PRODUCT)}", _SUM, weakest)
        case Product(left, right):
            written = f"{_write(left, _PRODUCT)} * {_write(right, _SIGN)}"
            return _bracketed(written, _PRODUCT, weakest)
        case MatrixProduct(parameter, operand):
            written = f"{parameter} @ {_write(operand, _ATOM)}"
            return _bracketed(written, _PRODUCT, weakest)
    raise AssertionError(f"no text for {expression}")  # pragma: no cover


def _bracketed(written: str, strength: int, weakest: int) -> str:
    return f"({written})" if strength < weakest else written
