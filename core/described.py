"""The form of a cell's description: plain data, with what each field says.

Expressions in carriers are in the time of the edge's target, as they stand in its equation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.circuit import Kind
from core.sizes import Symbol


@dataclass(frozen=True)
class TimesCarrier:
    """The error is multiplied, unit by unit, by an expression."""

    expression: str
    """As in the equations, in the time of the edge's target."""
    kind: Literal["times"] = "times"
    """times."""


@dataclass(frozen=True)
class SlopeCarrier:
    """The error is multiplied, unit by unit, by the slope of a function at an expression."""

    function: str
    """By its name in the equations."""
    expression: str
    """Its argument, in the time of the edge's target."""
    kind: Literal["slope"] = "slope"
    """slope."""


@dataclass(frozen=True)
class MatrixCarrier:
    """The error is multiplied by a matrix, transposed."""

    parameter: str
    """Its name."""
    kind: Literal["matrix"] = "matrix"
    """matrix."""


@dataclass(frozen=True)
class NumberCarrier:
    """The error is multiplied by a number."""

    number: float
    """The factor."""
    kind: Literal["number"] = "number"
    """number."""


@dataclass(frozen=True)
class SoftmaxCarrier:
    """The error goes back through the softmax of an expression."""

    expression: str
    """The argument of the softmax, in the time of the edge's target."""
    kind: Literal["softmax"] = "softmax"
    """softmax."""


Carrier = TimesCarrier | SlopeCarrier | MatrixCarrier | NumberCarrier | SoftmaxCarrier


@dataclass(frozen=True)
class VariableDescription:
    """A variable: a vector at each step."""

    name: str
    """As in the equations."""
    size: Symbol
    """X, H or K."""
    tex: str
    """Its symbol in TeX."""


@dataclass(frozen=True)
class ParameterDescription:
    """A parameter: a matrix or a vector, the same at every step."""

    name: str
    """As in the equations."""
    shape: tuple[Symbol, ...]
    """Of a matrix rows and columns, of a vector its size: X, H or K each."""
    tex: str
    """Its symbol in TeX."""


@dataclass(frozen=True)
class EdgeDescription:
    """The uses of a variable by one equation at one lag."""

    id: str
    """source>target, or source>target@1 where the target sits one step later."""
    source: str
    """The variable that is used, or x."""
    target: str
    """The variable whose equation uses it, or J."""
    lag: int
    """How many steps later the target sits: 0 or 1."""
    carriers: list[list[Carrier]]
    """What a message is made of: a chain for each use, whose results are summed."""
    tex: str
    """The message in TeX."""
    mathml: str
    """The message in MathML."""


@dataclass(frozen=True)
class ForwardEquation:
    """An equation of the cell, typeset."""

    variable: str
    """What it defines."""
    tex: str
    """In TeX."""
    mathml: str
    """In MathML; each occurrence of a variable has its edge in data-edge."""


@dataclass(frozen=True)
class BackwardTerm:
    """The message of one edge, typeset."""

    edge: str
    """Its id."""
    tex: str
    """In TeX."""
    mathml: str
    """In MathML: one element, with the edge in data-edge."""


@dataclass(frozen=True)
class BackwardEquation:
    """The delta of a variable is the sum of these terms, one for each outgoing edge."""

    variable: str
    """Whose delta it is."""
    terms: list[BackwardTerm]
    """In the order in which the errors come back."""


@dataclass(frozen=True)
class GradientEquation:
    """The gradient of a parameter, typeset."""

    parameter: str
    """Its name."""
    tex: str
    """In TeX."""
    mathml: str
    """In MathML."""


@dataclass(frozen=True)
class ArgumentDescription:
    """One use by an operation."""

    source: str
    """What is used: another operation, a variable or x."""
    lag: int
    """How many steps later the operation sits: 0 or 1."""
    sign: int
    """In a sum, 1 or -1."""


@dataclass(frozen=True)
class OperationDescription:
    """A piece of an equation that is one operation."""

    id: str
    """The variable's name for the last operation of its equation, else numbered, as y.1."""
    of: str
    """The variable whose equation it is a piece of."""
    kind: Kind
    """What it does with its arguments."""
    label: str
    """What is drawn in its place."""
    arguments: list[ArgumentDescription]
    """One for each use, from left to right."""
    biases: list[str]
    """What a sum adds that is the same at every step, with its sign."""
    parameter: str | None
    """The matrix or vector that the argument is multiplied by."""


@dataclass(frozen=True)
class CellDescription:
    """A cell, and all that is read off its equations before any number is known."""

    id: str | None
    """Of a built-in cell; null for equations of one's own."""
    title: str
    """What it is called."""
    reference: str
    """Where it was first written down."""
    equations: str
    """Its text, with the read-out where it has one."""
    output: str
    """The variable that the loss reads, or the read-out where there is one."""
    state: list[str]
    """The variables that are used one step later."""
    variables: list[VariableDescription]
    """In the order of computation."""
    parameters: list[ParameterDescription]
    """In the order of the text."""
    edges: list[EdgeDescription]
    """Every use of a variable, and the one by J."""
    events: list[list[str]]
    """What happens at once in the forward pass; backward, the list is reversed."""
    forward: list[ForwardEquation]
    """The equations, typeset."""
    backward: list[BackwardEquation]
    """The deltas, typeset."""
    gradients: list[GradientEquation]
    """The gradients of the parameters, typeset."""
    circuit: list[OperationDescription]
    """The equations taken apart, in the order of computation."""
    numpy: str
    """A listing of the forward and backward pass, to be copied: source of Python that needs
    nothing but NumPy."""
