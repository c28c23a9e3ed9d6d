"""What the message of an edge is made of, as plain data.

Expressions are in the time of the edge's target, as they stand in its equation.
"""

from __future__ import annotations

from core import notation
from core.budget import Budget
from core.cell import LOSS, Cell, Edge
from core.derivative import Factor, Matrix, Scale, Softmax, Steepness, Times
from core.described import (
    Carrier,
    MatrixCarrier,
    NumberCarrier,
    SlopeCarrier,
    SoftmaxCarrier,
    TimesCarrier,
)


def carriers(cell: Cell, edge: Edge, budget: Budget) -> list[list[Carrier]]:
    """A chain for each use of the edge; raises Refusal when the budget is spent."""
    if edge.target == LOSS:
        fresh = "-target[t] / {}[t]" if cell.loss == "cross_entropy" else "{}[t] - target[t]"
        return [[TimesCarrier(fresh.format(edge.source))]]
    chains: list[list[Carrier]] = []
    for chain in edge.chains:
        chains.append([])
        for factor in chain:
            carrier = _carrier(factor)
            budget.spend(edge.target, *(str(value) for value in vars(carrier).values()))
            chains[-1].append(carrier)
    return chains


def _carrier(factor: Factor) -> Carrier:
    match factor:
        case Times(expression):
            return TimesCarrier(notation.text(expression))
        case Steepness(function, at):
            return SlopeCarrier(function, notation.text(at))
        case Matrix(parameter):
            return MatrixCarrier(parameter)
        case Scale(number):
            return NumberCarrier(number)
        case Softmax(at):
            return SoftmaxCarrier(notation.text(at))
