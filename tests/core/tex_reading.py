"""A reader of typeset equations: it evaluates their TeX as one would with pencil and paper.

It knows sums, products by units, and what stands side by side, in this order of precedence; it
shares nothing with the code that writes. So a bracket or a sign too few is a wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core import typeset
from core.functions import FUNCTIONS, Array, softmax
from core.plan import Run
from tests.core.conftest import STEPS, Case

At = Callable[[int], "Array | Row"]
"""A piece of an equation: its value at the row of a step."""

TOKEN = r"""\s*(?:
    (?P<error> \\boldsymbol\{\\delta\}\s )?
    (?P<symbol> SYMBOLS | \\mathrm\{target\}(?:_\{k\})? )
    (?: \^\{ (?: \(t (?P<shift> [+-]1 )? \) )? (?P<transposed> \\top )? \} )?
  | (?P<number> 10\^\{-?\d+\} | [\d.]+ )
  | (?P<function> \\tanh\^\{2\} | \\(?:tanh|sigma|exp) | \\operatorname\{[a-z\\_]+\} )
    (?P<prime> ' )?
  | \\sum_\{ (?P<over> [tk] ) \}
  | (?P<sign> \\odot | \\cdot | \\, | \)\^\{\\top\} | [-+/()] )
)"""


@dataclass(frozen=True)
class Row:
    """A transposed vector."""

    vector: Array


class Reader:
    """Reads equations about one run of a cell, left to right."""

    def __init__(self, case: Case, run: Run) -> None:
        self.case, self.run = case, run
        names = [*case.cell.variables, *case.cell.parameters, "x"]
        self.names = {typeset.symbol_tex(name): name for name in names}
        symbols = "|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))
        self.token = re.compile(TOKEN.replace("SYMBOLS", symbols), re.VERBOSE)

    def read(self, tex: str) -> At:
        self.tokens = []
        end = 0
        while end < len(tex):
            match = self.token.match(tex, end)
            assert match, tex[end:]
            self.tokens.append(match)
            end = match.end()
        value = self._sum()
        assert not self.tokens, self.tokens
        return value

    def _next(self, *signs: str) -> str | None:
        """Take one of these signs, if it comes next."""
        if self.tokens and self.tokens[0]["sign"] in signs:
            return self.tokens.pop(0)["sign"]
        return None

    def _sum(self) -> At:
        negative = self._next("-")
        first = self._product()
        total: At = (lambda t: -first(t)) if negative else first
        while sign := self._next("+", "-"):
            total = _plus(total, self._product(), -1.0 if sign == "-" else 1.0)
        return total

    def _product(self) -> At:
        product = self._side_by_side()
        while sign := self._next(r"\odot", "/"):
            product = _times(product, self._side_by_side(), sign)
        return product

    def _side_by_side(self) -> At:
        """A matrix acts on all that stands right of it; a number multiplies."""
        pieces = []
        while self.tokens and self.tokens[0]["sign"] in (None, "(", r"\,", r"\cdot"):
            if not self._next(r"\,", r"\cdot"):
                pieces.append(self._piece())
        return lambda t: _applied([piece(t) for piece in pieces])

    def _piece(self) -> At:
        token = self.tokens.pop(0)
        if token["sign"] == "(":
            inside = self._sum()
            transposed = self.tokens.pop(0)["sign"] != ")"
            return (lambda t: Row(inside(t))) if transposed else inside
        if token["over"] == "k":
            unit = self._piece()
            return lambda t: np.sum(unit(t))
        if token["over"] == "t":
            summand = self._product()
            return lambda t: sum(summand(row) for row in range(STEPS))
        if token["function"]:
            return self._function(token["function"], bool(token["prime"]))
        if token["number"]:
            base, _, exponent = token["number"].partition("^")
            value = float(base) ** int(exponent.strip("{}") or 1)
            return lambda t: np.array(value)
        return self._symbol(token)

    def _function(self, tex: str, primed: bool) -> At:
        argument = self._piece()
        if tex == r"\tanh^{2}":
            return lambda t: np.tanh(argument(t)) ** 2
        if tex == r"\operatorname{softmax}":
            return _softmax(argument, primed)
        function = next(f for f in FUNCTIONS.values() if f.tex == tex)
        if primed:
            return lambda t: _row_or_vector(
                lambda v: function.slope(v, function.value(v)), argument(t)
            )
        return lambda t: _row_or_vector(function.value, argument(t))

    def _symbol(self, token: re.Match[str]) -> At:
        tex, shift = token["symbol"], int(token["shift"] or 0)
        if tex.startswith(r"\mathrm{target}"):
            return lambda t: self.case.loss.target[t]
        name = self.names[tex]
        if name in self.case.parameters:
            array = self.case.parameters[name]
            if token["transposed"]:
                return lambda t: array.T if array.ndim == 2 else Row(array)
            return lambda t: array
        arrays = self.run.deltas if token["error"] else {**self.run.values, "x": self.case.inputs}

        def vector(t: int) -> Array | Row:
            row = t + shift
            value = self.case.initial[name] if row < 0 else arrays[name][row]
            return Row(value) if token["transposed"] else value

        return vector


def _plus(left: At, right: At, sign: float) -> At:
    return lambda t: left(t) + sign * right(t)


def _times(left: At, right: At, sign: str) -> At:
    return (lambda t: left(t) / right(t)) if sign == "/" else (lambda t: left(t) * right(t))


def _applied(pieces: list[Array | Row]) -> Array | Row:
    *before, value = pieces
    for piece in reversed(before):
        if isinstance(value, Row):
            value = np.outer(piece, value.vector)
        elif piece.ndim == 2:
            value = piece @ value
        else:
            value = piece * value
    return value


def _row_or_vector(function: Callable[[Array], Array], argument: Array | Row) -> Array | Row:
    if isinstance(argument, Row):
        return Row(function(argument.vector))
    return function(np.atleast_1d(argument))


def _softmax(argument: At, primed: bool) -> At:
    def value(t: int) -> Array | Row:
        if not primed:
            return _row_or_vector(softmax, argument(t))
        y = softmax(argument(t).vector)  # the Jacobian only occurs transposed
        return np.diag(y) - np.outer(y, y)

    return value
