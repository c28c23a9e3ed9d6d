"""The equations of a cell taken apart until each piece is one operation.

A sum has as many arguments as it has terms, a product as many as it has factors; what is the same
at every step (biases, numbers, peepholes) belongs to the operation that it meets. The operations of
the equation of v are v.1, v.2, ... in the order of computation; the last one is v itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from typing import Literal

from core import notation
from core.cell import KEPT, Cell
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
    is_constant,
    nodes,
)
from core.grammar import Equation
from core.sizes import infer

Kind = Literal[
    "sum",  # of its arguments, with their signs, and of its biases
    "shift",  # a number plus or minus its argument
    "product",  # of its arguments, unit by unit
    "weight",  # its argument times a vector that stays the same
    "scale",  # its argument times a number
    "matrix",
    "function",
    "softmax",
    "copy",
    "constant",  # the same at every step
]

_SHOWN = {"sigmoid": "σ", "hard_sigmoid": "hard σ"}


@dataclass(frozen=True)
class Argument:
    """What an operation takes: the result of another one, a variable or x."""

    name: str
    lag: int
    sign: int


@dataclass(frozen=True)
class Operation:
    """One operation of the equation of the variable `of`.

    id          `of` itself for the last one, else hidden from the user's names by its dot
    label       what is drawn in its place
    arguments   one for each use, from left to right
    biases      what a sum adds that is the same at every step, with its sign
    parameter   the matrix or vector that its argument is multiplied by
    expression  in which other operations are variables at lag 0
    """

    id: str
    of: str
    kind: Kind
    label: str
    arguments: tuple[Argument, ...]
    biases: tuple[str, ...]
    parameter: str | None
    expression: Expression


@lru_cache(maxsize=KEPT)
def circuit(cell: Cell) -> tuple[Operation, ...]:
    """The operations of all equations, in the order of computation."""
    return tuple(one for equation in cell.equations for one in _Circuit(equation).operations)


@lru_cache(maxsize=KEPT)
def taken_apart(cell: Cell) -> Cell:
    """The same cell with an equation for each operation."""
    equations = tuple(
        Equation(one.id, one.expression, cell.equation[one.of].position) for one in circuit(cell)
    )
    return replace(cell, equations=equations, sizes=infer(equations, cell.score))


class _Circuit:
    """The operations of one equation, each after those that it needs."""

    def __init__(self, equation: Equation) -> None:
        self.variable = equation.variable
        self.operations: list[Operation] = []
        self.take(equation.expression, self.variable)

    def take(self, expression: Expression, id: str = "") -> str:
        """Note the operation at the root of an expression; returns its id."""
        inputs = _Inputs(self)
        kind, label, left = inputs.read(expression)
        id = id or f"{self.variable}.{len(self.operations) + 1}"
        self.operations.append(
            Operation(
                id,
                self.variable,
                kind,
                label,
                tuple(inputs.arguments),
                tuple(map(notation.text, inputs.biases)) if kind == "sum" else (),
                inputs.parameter,
                left,
            )
        )
        return id


class _Inputs:
    """What one operation takes, noted while its expression is read."""

    def __init__(self, circuit: _Circuit) -> None:
        self.circuit = circuit
        self.arguments: list[Argument] = []
        self.biases: list[Expression] = []
        self.parameter: str | None = None

    def read(self, expression: Expression) -> tuple[Kind, str, Expression]:
        """Kind and label of the operation, and its expression in its arguments."""
        if is_constant(expression):
            return "constant", notation.text(expression), expression
        match expression:
            case Sum() | Difference() | Negation():
                left = self._terms(expression)
                return *self._sum(), left
            case Product(constant, varying) if is_constant(constant):
                return *self._weight(constant), Product(constant, self._argument(varying))
            case Product(varying, constant) if is_constant(constant):
                return *self._weight(constant), Product(self._argument(varying), constant)
            case Product():
                return "product", "·", self._factors(expression)
            case MatrixProduct(name, operand):
                self.parameter = name
                return "matrix", name, MatrixProduct(name, self._argument(operand))
            case Apply(function, operand):
                kind: Kind = "softmax" if function == "softmax" else "function"
                shown = _SHOWN.get(function, function)
                return kind, shown, Apply(function, self._argument(operand))
        return "copy", "", self._argument(expression)

    def _sum(self) -> tuple[Kind, str]:
        """A sum of one argument is its sign alone, or a number's shift."""
        if len(self.arguments) > 1:
            return "sum", "+"
        is_added = self.arguments[0].sign > 0
        if not self.biases:
            return ("copy", "") if is_added else ("scale", "−")
        sign = "+" if is_added else "−"
        if not all(map(_is_number, self.biases)):
            return "sum", sign
        return "shift", f"{_written(reduce(Sum, self.biases))} {sign}"

    def _weight(self, constant: Expression) -> tuple[Kind, str]:
        if isinstance(constant, Parameter):
            self.parameter = constant.name
        if _is_number(constant):
            return "scale", _written(constant)
        return "weight", notation.text(constant)

    def _terms(self, expression: Expression, sign: int = 1) -> Expression:
        match expression:
            case Sum(left, right):
                return Sum(self._terms(left, sign), self._terms(right, sign))
            case Difference(left, right):
                return Difference(self._terms(left, sign), self._terms(right, -sign))
            case Negation(operand):
                return Negation(self._terms(operand, -sign))
        if is_constant(expression):
            self.biases.append(expression if sign > 0 else Negation(expression))
            return expression
        return self._argument(expression, sign)

    def _factors(self, expression: Expression) -> Expression:
        match expression:
            case Product(left, right) if not (is_constant(left) or is_constant(right)):
                return Product(self._factors(left), self._factors(right))
        return self._argument(expression)

    def _argument(self, expression: Expression, sign: int = 1) -> Expression:
        """The variable that stands for what an operation takes."""
        if not isinstance(expression, Variable):
            expression = Variable(self.circuit.take(expression))
        self.arguments.append(Argument(expression.name, expression.lag, sign))
        return expression


def _written(number: Expression) -> str:
    return notation.text(number).replace("-", "−")


def _is_number(constant: Expression) -> bool:
    return not any(isinstance(node, Parameter | MatrixProduct) for node in nodes(constant))
