"""The description of a cell: all that is read off its equations, as plain data.

Expressions in carriers are in the time of the edge's target, as they stand in its equation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from core import notation, typeset
from core.budget import Budget
from core.cell import KEPT, LOSS, Cell, Edge
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


@lru_cache(maxsize=KEPT)
def describe(cell: Cell) -> CellDescription:
    """Everything that can be said of a cell before any number is known.

    Raises Refusal for a cell of which that is too much.
    """
    budget = Budget(cell)
    backward = [
        BackwardEquation(variable, [_term(budget, *term) for term in terms])
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
                carriers=_carriers(cell, edge, budget),
                tex=terms[edge.id].tex,
                mathml=terms[edge.id].mathml,
            )
            for edge in cell.edges
        ],
        events=[list(event) for event in cell.events],
        forward=[_forward(budget, *equation) for equation in typeset.forward(cell)],
        backward=backward,
        gradients=[_gradient(budget, *equation) for equation in typeset.gradients(cell)],
        numpy=_listing(budget, cell),
    )


def _term(budget: Budget, edge: str, tex: str, mathml: str) -> BackwardTerm:
    target = edge.rpartition(">")[2].removesuffix("@1")
    budget.spend(target, edge, tex, mathml, edge, tex, mathml)  # an edge repeats its term
    return BackwardTerm(edge, tex, mathml)


def _forward(budget: Budget, variable: str, tex: str, mathml: str) -> ForwardEquation:
    budget.spend(variable, variable, tex, mathml)
    return ForwardEquation(variable, tex, mathml)


def _gradient(budget: Budget, parameter: str, tex: str, mathml: str) -> GradientEquation:
    budget.spend("", parameter, tex, mathml)
    return GradientEquation(parameter, tex, mathml)


def _listing(budget: Budget, cell: Cell) -> str:
    text = listing(cell)
    budget.spend("", text)
    return text


def _carriers(cell: Cell, edge: Edge, budget: Budget) -> list[list[Carrier]]:
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
