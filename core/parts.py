"""Long equations as several short ones, whose parts have names of their own."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import count

from core.cell import Cell
from core.emitter import value_of_number
from core.expression import (
    Apply,
    Difference,
    Expression,
    MatrixProduct,
    Negation,
    Parameter,
    Product,
    Sum,
    Variable,
)
from core.grammar import Equation
from core.sizes import infer


def in_parts(cell: Cell, long: Container[str]) -> Cell:
    """The same cell with the equations of the variables in `long` taken apart.

    What is left of them are sums of products of two, and functions of variables. The parts of h
    are new variables h_1, h_2, ...
    """
    taken = {*cell.variables, *cell.parameters}
    equations: list[Equation] = []
    for equation in cell.equations:
        if equation.variable in long:
            equations += _Parts(equation, taken).equations()
        else:
            equations.append(equation)
    return replace(cell, equations=tuple(equations), sizes=infer(equations, cell.score))


class _Parts:
    """The parts of one equation, in the order of computation; equal ones are one."""

    def __init__(self, equation: Equation, taken: set[str]) -> None:
        self.equation = equation
        self.parts: dict[Expression, Equation] = {}
        names = (f"{equation.variable}_{number}" for number in count(1))
        self.names: Iterator[str] = (name for name in names if name not in taken)

    def equations(self) -> list[Equation]:
        whole = replace(self.equation, expression=self._plain(self.equation.expression))
        return [*self.parts.values(), whole]

    def _plain(self, expression: Expression) -> Expression:
        match expression:
            case Sum(left, right):
                return Sum(self._plain(left), self._plain(right))
            case Difference(left, right):
                return Difference(self._plain(left), self._plain(right))
            case Negation(operand):
                return Negation(self._plain(operand))
            case Product(left, right):
                return Product(self._named(left), self._named(right))
            case MatrixProduct(matrix, operand):
                return MatrixProduct(matrix, self._named(operand))
            case Apply(function, operand):
                return Apply(function, self._named(operand))
            case _:
                return expression

    def _named(self, expression: Expression) -> Expression:
        if isinstance(expression, Variable | Parameter) or value_of_number(expression) is not None:
            return expression
        if expression not in self.parts:
            plain = self._plain(expression)
            self.parts[expression] = Equation(next(self.names), plain, self.equation.position)
        return Variable(self.parts[expression].variable)
