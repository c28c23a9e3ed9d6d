"""The description of a cell: all that is read off its equations, as plain data.

Expressions in carriers are in the time of the edge's target, as they stand in its equation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from core import notation, typeset
from core.cell import LOSS, Cell, Edge
from core.derivative import Factor, Matrix, Scale, Softmax, Steepness, Times
from core.listing import listing
from core.sizes import Symbol


@dataclass(frozen=True)
class TimesCarrier:
    """The error is multiplied, unit by unit, by an expression."""

    expression: str
    kind: Literal["times"] = "times"


@dataclass(frozen=True)
class SlopeCarrier:
    """The error is multiplied, unit by unit, by the slope of a function at an expression."""

    function: str
    expression: str
    kind: Literal["slope"] = "slope"


@dataclass(frozen=True)
class MatrixCarrier:
    """The error is multiplied by a matrix, transposed."""

    parameter: str
    kind: Literal["matrix"] = "matrix"


@dataclass(frozen=True)
class NumberCarrier:
    """The error is multiplied by a number."""

    number: float
    kind: Literal["number"] = "number"


@dataclass(frozen=True)
class SoftmaxCarrier:
    """The error goes back through the softmax of an expression."""

    expression: str
    kind: Literal["softmax"] = "softmax"


Carrier = TimesCarrier | SlopeCarrier | MatrixCarrier | NumberCarrier | SoftmaxCarrier


@dataclass(frozen=True)
class VariableDescription:
    name: str
    size: Symbol
    tex: str


@dataclass(frozen=True)
class ParameterDescription:
    name: str
    shape: tuple[Symbol, ...]
    tex: str


@dataclass(frozen=True)
class EdgeDescription:
    """`carriers` is a list of chains, one for each use, whose results are summed."""

    id: str
    source: str
    target: str
    lag: int
    carriers: list[list[Carrier]]
    tex: str
    mathml: str


@dataclass(frozen=True)
class ForwardEquation:
    variable: str
    tex: str
    mathml: str


@dataclass(frozen=True)
class BackwardTerm:
    edge: str
    tex: str
    mathml: str


@dataclass(frozen=True)
class BackwardEquation:
    """The delta of a variable is the sum of these terms, one for each outgoing edge."""

    variable: str
    terms: list[BackwardTerm]


@dataclass(frozen=True)
class GradientEquation:
    parameter: str
    tex: str
    mathml: str


@dataclass(frozen=True)
class CellDescription:
    """`events` lists what happens at once in the forward pass; backward, it is reversed.

    `numpy` is a listing of the forward and backward pass, to be copied: source of Python that
    needs nothing but NumPy.
    """

    id: str | None
    title: str
    reference: str
    equations: str
    output: str
    state: list[str]
    variables: list[VariableDescription]
    parameters: list[ParameterDescription]
    edges: list[EdgeDescription]
    events: list[list[str]]
    forward: list[ForwardEquation]
    backward: list[BackwardEquation]
    gradients: list[GradientEquation]
    numpy: str


@lru_cache(maxsize=256)
def describe(cell: Cell) -> CellDescription:
    """Everything that can be said of a cell before any number is known."""
    backward = [
        BackwardEquation(variable, [BackwardTerm(*term) for term in terms])
        for variable, terms in typeset.backward(cell)
    ]
    terms = {term.edge: term for equation in backward for term in equation.terms}
    return CellDescription(
        id=cell.id,
        title=cell.title,
        reference=cell.reference,
        equations=cell.text,
        output=cell.output,
        state=list(cell.state),
        variables=[
            VariableDescription(name, cell.symbol(name), typeset.symbol_tex(name))
            for name in cell.variables
        ],
        parameters=[
            ParameterDescription(name, cell.sizes.parameters[name], typeset.symbol_tex(name))
            for name in cell.parameters
        ],
        edges=[
            EdgeDescription(
                id=edge.id,
                source=edge.source,
                target=edge.target,
                lag=edge.lag,
                carriers=_carriers(cell, edge),
                tex=terms[edge.id].tex,
                mathml=terms[edge.id].mathml,
            )
            for edge in cell.edges
        ],
        events=[list(event) for event in cell.events],
        forward=[ForwardEquation(*equation) for equation in typeset.forward(cell)],
        backward=backward,
        gradients=[GradientEquation(*equation) for equation in typeset.gradients(cell)],
        numpy=listing(cell),
    )


def _carriers(cell: Cell, edge: Edge) -> list[list[Carrier]]:
    if edge.target == LOSS:
        fresh = "-target[t] / {}[t]" if cell.loss == "cross_entropy" else "{}[t] - target[t]"
        return [[TimesCarrier(fresh.format(edge.source))]]
    return [[_carrier(factor) for factor in chain] for chain in edge.chains]


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
