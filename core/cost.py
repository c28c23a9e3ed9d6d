"""What a run costs in memory and in work, counted on its design before any array is there.

Both are estimates of what the plan does, right within a factor of two for what costs much. A node
of an equation leads to an array over time, a function or a product to more (its slope, the factors
on the ways back); and each variable has a value and a delta, each edge a message. Work is counted
in multiplications: a product with a matrix is done forward, backward and for the gradient, and in a
loop over time each node is also a call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from core.cell import Cell
from core.circuit import taken_apart
from core.experiment import Design
from core.expression import Apply, MatrixProduct, Product, Variable, nodes
from core.grammar import Equation
from core.refusal import Refusal
from core.request import Limits

BESIDES = 3
"""Arrays that a function or a product takes besides its own: its slope or what stands beside."""

CALL = 500
"""Multiplications that take as long as one call of NumPy's."""

SOFTMAX_CALLS = 60
"""Calls that take as long as a softmax and the way back through it."""

SWEEP = 24
"""Half of the steps are no later than a source; products of whole matrices are quick."""

DECOMPOSITION = 30
"""Multiplications for the singular values and eigenvalues of a matrix, over its size cubed."""


@dataclass(frozen=True)
class Cost:
    """In memory at once, `held` numbers; in multiplications, the run with all its updates, the
    split by source, and the Jacobians. `held` and `run` are with the parts, if they are asked for.
    """

    held: int
    run: int
    sources: int
    jacobians: int


def cost(design: Design, include: Sequence[str] = ()) -> Cost:
    """What the run of a design costs, and what can be asked for beside it."""
    cell, steps = design.cell, design.steps
    arrays, multiplied, calls = _counted(cell, design.sizes)
    step = multiplied + arrays + CALL * calls
    # What is done to the errors is held against runs to which it is not done.
    runs = 1 + design.request.updates + 2 * _has_surgery(design)
    state = sum(design.sizes[cell.symbol(name)] for name in cell.state)
    # The parts take as much as a run of the cell with an equation for each operation.
    inside = _counted(taken_apart(cell), design.sizes) if "parts" in include else (0, 0, 0)
    return Cost(
        held=steps * (arrays + inside[0]),
        run=steps * (runs * step + inside[0] + inside[1] + CALL * inside[2]),
        sources=steps * (CALL * calls + steps * (multiplied + arrays) // SWEEP),
        jacobians=steps * state * (multiplied + arrays + DECOMPOSITION * state**2),
    )


def _counted(cell: Cell, sizes: Mapping[str, int]) -> tuple[int, int, int]:
    """At each step: numbers that are held, multiplications with matrices, and calls."""
    size = {name: sizes[cell.symbol(name)] for name in (*cell.variables, "x")}
    arrays = 2 * sum(size.values()) + sum(size[edge.source] for edge in cell.edges)
    calls = multiplied = 0
    used: list[str] = []
    for equation in cell.equations:
        width = _width(equation, size)
        for node in nodes(equation.expression):
            arrays += width
            calls += 1
            match node:
                case Product():
                    arrays += width * BESIDES
                case Apply(function):
                    arrays += width * BESIDES
                    calls += SOFTMAX_CALLS if function == "softmax" else 0
                case MatrixProduct(parameter):
                    used.append(parameter)
    for name in used:
        # The norm of a gradient with several uses needs each step's outer products themselves.
        times = 3 if used.count(name) == 1 else 6
        multiplied += times * prod(sizes[symbol] for symbol in cell.parameters[name])
    return arrays, multiplied, calls


def _has_surgery(design: Design) -> bool:
    request = design.request
    return bool(request.cut or request.clip or request.truncate)


def _width(equation: Equation, size: dict[str, int]) -> int:
    """The size of the largest vector in an equation."""
    names = [node.name for node in nodes(equation.expression) if isinstance(node, Variable)]
    return max(size[name] for name in (equation.variable, *names))


def check(design: Design, limits: Limits, include: Sequence[str] = ()) -> None:
    """Refuse a run that costs more than the limits allow, with what is asked for beside it."""
    found = cost(design, include)
    if found.held > limits.held:
        raise Refusal(
            f"This run would hold {found.held:,} numbers at once, and the most is"
            f" {limits.held:,}; ask for fewer steps, smaller sizes or a shorter cell.",
            pointer="/steps",
            numbers=found.held,
            most=limits.held,
        )
    if found.run > limits.work:
        updates = "updates, " if design.request.updates else ""
        raise Refusal(
            f"This run would take {found.run:,} multiplications, and the most is"
            f" {limits.work:,}; ask for fewer {updates}steps, smaller sizes or a shorter cell.",
            pointer="/updates" if updates else "/steps",
            numbers=found.run,
            most=limits.work,
        )
    for name, work in (("sources", found.sources), ("jacobians", found.jacobians)):
        if name in include and work > limits.work:
            raise Refusal(
                f"The {name} would take {work:,} multiplications, and the most is"
                f" {limits.work:,}; leave {name} out of include, or ask for fewer steps or a"
                " smaller hidden_size.",
                pointer="/include",
                numbers=work,
                most=limits.work,
            )
