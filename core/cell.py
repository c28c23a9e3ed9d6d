"""A cell: its equations, and everything that is read off them before any number is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from core import order
from core.derivative import Chain, Use, is_peephole, uses
from core.expression import Apply, MatrixProduct, Parameter, Variable, nodes, variables
from core.grammar import Equation
from core.sizes import Sizes, Symbol

Readout = Literal["none", "linear"]
LossKind = Literal["squared_error", "cross_entropy"]

LOSS = "J"

KEPT = 64
"""Cells of which what is made of them is kept: a hostile one may take megabytes."""


@dataclass(frozen=True)
class Source:
    """A cell as it is written down: a name, a title, a reference and its equations.

    `readout` is the line of a read-out of the cell's own, where it has one; otherwise the request
    chooses.
    """

    id: str | None
    title: str
    reference: str
    equations: str
    readout: str | None = None


@dataclass(frozen=True)
class Edge:
    """The uses of `source` by the equation of `target`, which sits `lag` steps later."""

    source: str
    target: str
    lag: int
    chains: tuple[Chain, ...]

    @property
    def id(self) -> str:
        return edge_id(self.source, self.target, self.lag)


def edge_id(source: str, target: str, lag: int) -> str:
    """`source>target`, or `source>target@1` where the target sits one step later."""
    return f"{source}>{target}" + ("@1" if lag else "")


@dataclass(frozen=True, eq=False)
class Cell:
    """Equations in the order of computation, with what the loss reads.

    `output` is the cell's own output, `score` what the loss reads, and `prediction` the variable
    that J hangs on: yhat, or the output itself where there is no yhat. `softmaxed` says that the
    prediction is the softmax of the score, so that with cross-entropy both are derived together.
    """

    id: str | None
    title: str
    reference: str
    text: str
    equations: tuple[Equation, ...]
    output: str
    score: str
    prediction: str
    loss: LossKind
    has_readout: bool
    sizes: Sizes

    @cached_property
    def variables(self) -> tuple[str, ...]:
        return tuple(equation.variable for equation in self.equations)

    @cached_property
    def equation(self) -> dict[str, Equation]:
        return {equation.variable: equation for equation in self.equations}

    @cached_property
    def lagged(self) -> tuple[str, ...]:
        """What is used one step later, and so has an initial state; x too, if it is."""
        used = {use.name for e in self.equations for use in variables(e.expression) if use.lag == 1}
        return tuple(name for name in (*self.variables, "x") if name in used)

    @cached_property
    def state(self) -> tuple[str, ...]:
        """The variables that are used at lag 1."""
        return tuple(name for name in self.lagged if name != "x")

    def symbol(self, name: str) -> Symbol:
        """The symbolic size of a variable or of x."""
        return "X" if name == "x" else self.sizes.variables[name]

    @cached_property
    def softmaxed(self) -> bool:
        expression = self.equation[self.prediction].expression
        return self.loss == "cross_entropy" and expression == Apply("softmax", Variable(self.score))

    @cached_property
    def events(self) -> tuple[tuple[str, ...], ...]:
        """What happens at once in the forward pass; the backward pass is this list reversed."""
        return order.events(self.equations)

    @cached_property
    def backward_order(self) -> tuple[str, ...]:
        return tuple(name for event in reversed(self.events) for name in event)

    @cached_property
    def uses(self) -> dict[str, tuple[Use, ...]]:
        """Every use of a variable or a parameter, by the variable whose equation it stands in."""
        return {e.variable: tuple(uses(e.expression)) for e in self.equations}

    @cached_property
    def outgoing(self) -> dict[str, tuple[Edge, ...]]:
        """The edges out of each variable and of x, in the order in which their errors come back."""
        edges: dict[str, list[Edge]] = {name: [] for name in (*self.backward_order, "x")}
        edges[self.prediction].append(Edge(self.prediction, LOSS, 0, ()))
        for lag in (0, 1):
            for target in self.backward_order:
                chains: dict[str, list[Chain]] = {}
                for use in self.uses[target]:
                    if isinstance(use.leaf, Variable) and use.leaf.lag == lag:
                        chains.setdefault(use.leaf.name, []).append(use.chain)
                for source, several in chains.items():
                    edges[source].append(Edge(source, target, lag, tuple(several)))
        return {source: tuple(several) for source, several in edges.items()}

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        return tuple(edge for several in self.outgoing.values() for edge in several)

    @cached_property
    def parameters(self) -> dict[str, tuple[str, ...]]:
        """Symbolic shape of each parameter, in the order of the text."""
        names: dict[str, None] = {}
        for equation in self.equations:
            for node in nodes(equation.expression):
                if isinstance(node, MatrixProduct):
                    names[node.parameter] = None
                elif isinstance(node, Parameter):
                    names[node.name] = None
        return {name: self.sizes.parameters[name] for name in names}

    @cached_property
    def recurrent(self) -> frozenset[str]:
        """The matrices that are applied to a variable of the step before."""
        return frozenset(
            node.parameter
            for equation in self.equations
            for node in nodes(equation.expression)
            if isinstance(node, MatrixProduct)
            and any(use.lag and use.name != "x" for use in variables(node.operand))
        )

    @cached_property
    def peepholes(self) -> frozenset[str]:
        """The vectors that multiply something; the other vectors are biases."""
        return frozenset(
            name
            for name, shape in self.parameters.items()
            if len(shape) == 1 and any(is_peephole(e.expression, name) for e in self.equations)
        )

    @cached_property
    def components(self) -> tuple[tuple[tuple[str, ...], bool], ...]:
        """Groups of variables that need one another through time, in the order of computation."""
        return order.components(self.equations)
