"""The description of a cell: all that is read off its equations, as plain data."""

from __future__ import annotations

from functools import lru_cache

from core import notation, typeset
from core.budget import Budget
from core.cell import KEPT, LOSS, Cell, Edge
from core.derivative import Factor, Matrix, Scale, Softmax, Steepness, Times
from core.described import (
    BackwardEquation,
    BackwardTerm,
    Carrier,
    CellDescription,
    EdgeDescription,
    ForwardEquation,
    GradientEquation,
    MatrixCarrier,
    NumberCarrier,
    ParameterDescription,
    SlopeCarrier,
    SoftmaxCarrier,
    TimesCarrier,
    VariableDescription,
)
from core.listing import listing


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
