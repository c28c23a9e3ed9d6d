"""The equations of a cell, typeset: forward, backward and the gradients, in TeX and in MathML.

All are printed from the same expressions, one by one as they are asked for. The backward ones are
in the time of the variable whose error they are: what came from the step after is written with
t + 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from core.arrangement import Part, errors
from core.cell import LOSS, Cell, Edge
from core.expression import Expression, MatrixProduct, Negation, Parameter, Sum, Variable
from core.grammar import Equation
from core.ink import Ink
from core.mathml import MathML
from core.tex import Tex
from core.writer import Writer

_TEX, _MATHML = Tex(), MathML()


def symbol_tex(name: str) -> str:
    """The TeX of a variable's or a parameter's symbol."""
    return _TEX.symbol(name)


def forward(cell: Cell) -> Iterator[tuple[str, str, str]]:
    """Of each variable, in the order of computation: its name and its equation in TeX and MathML.

    In the MathML the left side carries `data-variable`, each use of a variable `data-edge`.
    """
    for e in cell.equations:
        yield e.variable, _forward(_TEX, e), _forward(_MATHML, e)


def backward(cell: Cell) -> Iterator[tuple[str, Iterator[tuple[str, str, str]]]]:
    """Of each variable, in backward order, and of x: the terms that its delta is the sum of.

    A term is the id of its edge, its TeX without a leading plus, and its MathML: one element with
    `data-edge`, to be put into a <math>.
    """
    for name in (*cell.backward_order, "x"):
        yield (
            name,
            (
                (edge.id, _backward(_TEX, cell, edge), _backward(_MATHML, cell, edge))
                for edge in cell.outgoing[name]
            ),
        )


def gradients(cell: Cell) -> Iterator[tuple[str, str, str]]:
    """Of each parameter: its name and the equation of dJ/dparameter in TeX and MathML."""
    for name in cell.parameters:
        yield name, _gradient(_TEX, cell, name), _gradient(_MATHML, cell, name)


def _forward(ink: Ink, equation: Equation) -> str:
    name = equation.variable
    left = ink.marked("variable", name, ink.symbol(name, ink.time(0)))
    right = Writer(ink, into=name).write(equation.expression)
    return ink.equation(ink.row(left, ink.equals, right))


def _backward(ink: Ink, cell: Cell, edge: Edge) -> str:
    if edge.target == LOSS:
        term = _fresh(ink, cell)
    elif cell.softmaxed and edge.target == cell.prediction:
        term = _joint(ink, cell)
    else:
        leaf = Variable(edge.source, edge.lag)
        terms = errors(edge.target, leaf, [(chain, None) for chain in edge.chains])
        term = Writer(ink, ahead=edge.lag).write(reduce(Sum, terms))
    return ink.marked("edge", edge.id, term)


def _gradient(ink: Ink, cell: Cell, name: str) -> str:
    writer = Writer(ink)
    terms: list[Expression] = []
    for variable, uses in cell.uses.items():
        parts: list[Part] = []
        for use in uses:
            match use.leaf:
                case MatrixProduct(parameter, operand) if parameter == name:
                    parts.append((use.chain, operand))
                case Parameter(parameter) if parameter == name:
                    parts.append((use.chain, None))
        if parts:
            terms += errors(variable, Parameter(name), parts)
    match terms:
        case [Negation(error)]:
            total = ink.negative + ink.summed("t", writer.write(error))
        case [error]:
            total = ink.summed("t", writer.write(error))
        case _:
            total = ink.summed("t", ink.bracketed(writer.write(reduce(Sum, terms))))
    above, below = ink.row(ink.partial, ink.loss), ink.row(ink.partial, ink.symbol(name))
    return ink.equation(ink.row(ink.fraction(above, below), ink.equals, total), tall=True)


# What the loss sends: it has no equation in the cell, and so no chains


def _fresh(ink: Ink, cell: Cell) -> str:
    """dJ/dprediction at one step."""
    prediction, target = _prediction_and_target(ink, cell)
    if cell.loss == "squared_error":
        return ink.row(prediction, ink.minus, target)
    return ink.negative + ink.row(target, ink.over, prediction)


def _joint(ink: Ink, cell: Cell) -> str:
    """What reaches the score through its softmax: the loss's error in the form of both together.

    Only what comes to the prediction from elsewhere goes back through the softmax by itself.
    """
    writer = Writer(ink)
    prediction, target = _prediction_and_target(ink, cell)
    total = ink.summed("k", ink.word("target", ink.time(0), unit="k"))
    joint = ink.row(prediction, total, ink.minus, target)
    if len(cell.outgoing[cell.prediction]) == 1:
        return joint
    rest = ink.row(writer.error(cell.prediction), ink.plus, target, ink.over, prediction)
    pulled = ink.row(writer.softmax_slope(Variable(cell.score)), ink.bracketed(rest))
    return ink.row(joint, ink.plus, pulled)


def _prediction_and_target(ink: Ink, cell: Cell) -> tuple[str, str]:
    return ink.symbol(cell.prediction, ink.time(0)), ink.word("target", ink.time(0))
