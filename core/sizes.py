"""Sizes by unification: which variables and parameters have size X, H or K.

What stands on both sides of `*`, `+`, `-` or `=` has one size; `P @ v` has shape [size of the
result, size of v]. The class that contains x has size X; the class of the score, if it holds no
variable that is used at lag 1, has size K; the rest is H.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.expression import (
    Apply,
    Binary,
    Expression,
    MatrixProduct,
    Negation,
    Number,
    Parameter,
    Variable,
    nodes,
    variables,
)
from core.grammar import Equation
from core.refusal import Refusal, brief

Symbol = Literal["X", "H", "K"]


@dataclass(frozen=True)
class Sizes:
    """Symbolic sizes of a cell.

    `ties` are pairs of symbols that this cell forces to be equal, such as ("X", "H") for
    h[t] = 0.9 * h[t-1] + x[t].
    """

    variables: dict[str, Symbol]
    parameters: dict[str, tuple[Symbol, ...]]
    ties: frozenset[tuple[Symbol, Symbol]]
    score: Symbol
    """The symbol of what the loss reads; K is this size where no class is K."""

    def of(self, expression: Expression) -> Symbol:
        """The size of a vector that is made of variables."""
        for node in nodes(expression):
            match node:
                case Variable("x"):
                    return "X"
                case Variable(name):
                    return self.variables[name]
                case MatrixProduct(parameter):
                    return self.parameters[parameter][0]
        raise AssertionError(f"{expression} has no size")  # pragma: no cover


def infer(equations: Sequence[Equation], score: str) -> Sizes:
    """Symbolic sizes; raises Refusal for a parameter that is a matrix here and a vector there."""
    classes = _Classes()
    for equation in equations:
        classes.join(("variable", equation.variable, 0), classes.of(equation.expression))
    lagged = {
        use.name for equation in equations for use in variables(equation.expression) if use.lag
    }
    inputs = classes.find(("variable", "x", 0))
    scores = classes.find(("variable", score, 0))
    states = {classes.find(("variable", name, 0)) for name in lagged - {"x"}}

    def symbol(slot: _Slot) -> Symbol:
        root = classes.find(slot)
        if root == inputs:
            return "X"
        return "K" if root == scores and root not in states else "H"

    ties: set[tuple[Symbol, Symbol]] = set()
    if inputs in states:
        ties.add(("X", "H"))
    if inputs == scores:
        ties.add(("X", "K"))
    elif scores in states:
        ties.add(("H", "K"))
    return Sizes(
        {e.variable: symbol(("variable", e.variable, 0)) for e in equations},
        {
            name: tuple(symbol(("parameter", name, axis)) for axis in range(rank))
            for name, rank in classes.ranks.items()
        },
        frozenset(ties),
        symbol(scores),
    )


_Slot = tuple[Literal["variable", "parameter"], str, int]
"""A vector's size: of a variable, or of one axis of a parameter."""


class _Classes:
    """Union-find over slots, filled by walking expressions."""

    def __init__(self) -> None:
        self.parents: dict[_Slot, _Slot] = {}
        self.ranks: dict[str, int] = {}

    def find(self, slot: _Slot) -> _Slot:
        root = slot
        while (parent := self.parents.get(root, root)) != root:
            root = parent
        self.parents[slot] = root
        return root

    def join(self, one: _Slot | None, other: _Slot | None) -> _Slot | None:
        """Make two sizes one; a number (None) takes any size."""
        if one is None or other is None:
            return one or other
        self.parents[self.find(one)] = self.find(other)
        return other

    def of(self, expression: Expression) -> _Slot | None:
        match expression:
            case Number():
                return None
            case Variable(name):
                return ("variable", name, 0)
            case Parameter(name):
                self._rank(name, 1, expression)
                return ("parameter", name, 0)
            case MatrixProduct(name, operand):
                self._rank(name, 2, expression)
                self.join(("parameter", name, 1), self.of(operand))
                return ("parameter", name, 0)
            case Negation(operand) | Apply(_, operand):
                return self.of(operand)
            case Binary(left, right):
                return self.join(self.of(left), self.of(right))
        raise AssertionError(f"no size for {expression}")  # pragma: no cover

    def _rank(self, name: str, rank: int, expression: Expression) -> None:
        if self.ranks.setdefault(name, rank) != rank:
            line, column = expression.position or (1, 1)
            raise Refusal(
                f"{brief(name)} is used as a matrix (left of @) and as a vector, which can't both"
                " hold: a matrix has shape [rows, columns] and a vector [rows]; give one of them"
                " another name.",
                line=line,
                column=column,
            )
