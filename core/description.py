"""The description of a cell: all that is read off its equations, as plain data."""

from __future__ import annotations

from functools import lru_cache

from core import typeset
from core.budget import Budget
from core.carriers import carriers
from core.cell import KEPT, Cell
from core.circuit import Operation, circuit
from core.described import (
    ArgumentDescription,
    BackwardEquation,
    BackwardTerm,
    CellDescription,
    EdgeDescription,
    ForwardEquation,
    GradientEquation,
    OperationDescription,
    ParameterDescription,
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
                carriers=carriers(cell, edge, budget),
                tex=terms[edge.id].tex,
                mathml=terms[edge.id].mathml,
            )
            for edge in cell.edges
        ],
        events=[list(event) for event in cell.events],
        forward=[_forward(budget, *equation) for equation in typeset.forward(cell)],
        backward=backward,
        gradients=[_gradient(budget, *equation) for equation in typeset.gradients(cell)],
        circuit=[_operation(budget, operation) for operation in circuit(cell)],
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


def _operation(budget: Budget, one: Operation) -> OperationDescription:
    budget.spend(one.of, one.id, one.of, one.kind, one.label, one.parameter or "", *one.biases)
    for argument in one.arguments:
        budget.spend(one.of, argument.name)
    arguments = [ArgumentDescription(a.name, a.lag, a.sign) for a in one.arguments]
    return OperationDescription(
        one.id, one.of, one.kind, one.label, arguments, list(one.biases), one.parameter
    )


def _listing(budget: Budget, cell: Cell) -> str:
    text = listing(cell)
    budget.spend("", text)
    return text
