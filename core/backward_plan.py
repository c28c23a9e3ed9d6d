"""Code for the backward pass of one cell: deltas, the message on every edge, gradients.

Groups of variables are taken in the reverse order of computation. Where a group is no loop, the
delta is the sum of the messages on the variable's outgoing edges, for all steps at once. In a
loop only the recurrence's own unknowns are computed step by step; every other delta, and every
message, follows from them for all steps at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from types import MappingProxyType

from core.backward_loop import emit_loop
from core.cell import LOSS, Cell, Edge
from core.derivative import carried
from core.emitter import Emitter
from core.expression import Ahead, Delta, Expression, MatrixProduct, Named, Parameter, Sum
from core.recurrence import Recurrence


class Backward:
    """Emits the backward pass; afterwards its dictionaries name the arrays of the results.

    deltas     by variable and x, [T, n]
    messages   by edge id, [T, n], at the row of the step of the edge's source
    initial    by what is used at lag 1, [n]: the error that arrives before the first step
    gradients  by parameter: pairs (error, operand) whose outer products, summed over time, are the
               gradient of a matrix; for a vector the operand is None

    shortened  by state variable, if deltas are shortened: the factors [T, 1]

    `cuts` names, by edge, the array [T + 1, 1] that is false where the edge carries nothing.

    Two arrays come from the loss: `fresh`, dJ/dprediction, and, where the prediction is the softmax
    of the score and the loss a cross-entropy, `joint`, dJ/dscore in the stable form of both
    together. What goes on from the prediction then leaves `fresh` out.
    """

    def __init__(
        self,
        cell: Cell,
        emitter: Emitter,
        cuts: Mapping[str, str] = MappingProxyType({}),
        shorten: bool = False,
    ) -> None:
        self.cell, self.emitter, self.cuts, self.shorten = cell, emitter, cuts, shorten
        self.shortened: dict[str, str] = {}
        # A prediction that is itself shortened goes on alone, without the joint form.
        self.joint = cell.softmaxed and not (shorten and cell.prediction in cell.state)
        self.deltas: dict[str, str] = {}
        self.messages: dict[str, str] = {}
        self.initial: dict[str, str] = {}
        self.gradients: dict[str, list[tuple[str, str | None]]] = {}

    def emit(self) -> None:
        for group, is_loop in reversed(self.cell.components):
            if is_loop:
                self._loop(group)
            else:
                self._settle(group[0], self._arriving(group[0]))
        self._settle("x", self._arriving("x"))
        for edge in self.cell.edges:
            self._message(edge)
        for name in self.cell.lagged:
            self._initial(name)
        self._gradients()

    def _message(self, edge: Edge) -> str:
        """The message of an edge, over the steps of its source."""
        if edge.id not in self.messages:
            if edge.target == LOSS:
                message: Expression = Named("fresh", True)
            else:
                message = self._carried(edge)
            if edge.lag:
                message = Ahead(message)
            if self.joint and edge.target == self.cell.prediction:
                message = Sum(message, Named("joint", True))
            self.messages[edge.id] = self._cut(edge, "[1:]", self.emitter.array(message))
        return self.messages[edge.id]

    def _cut(self, edge: Edge, rows: str, message: str) -> str:
        """The message in the rows of these steps, without what is cut."""
        if edge.id not in self.cuts or edge.target == LOSS:  # `fresh` comes without what is cut
            return message
        return self.emitter.define("k", f"where({self.cuts[edge.id]}{rows}, {message}, 0.0)")

    def _carried(self, edge: Edge) -> Expression:
        """The message of an edge, over the steps of its target."""
        parts = (carried(Delta(edge.target), chain) for chain in edge.chains)
        return reduce(lambda total, part: self.emitter.named(Sum(total, part)), parts)

    def _arriving(self, name: str, group: tuple[str, ...] = ()) -> str | None:
        """The sum of the errors that reach a variable from outside a group; None if none do."""
        cell = self.cell
        arrays = [
            self._message(edge)
            for edge in cell.outgoing[name]
            if edge.target not in group and not (edge.target == LOSS and self.joint)
        ]
        if self.joint and name == cell.score and cell.prediction in group:
            edge = Edge(cell.score, cell.prediction, 0, ())
            arrays.append(self._cut(edge, "[1:]", "joint"))
        if not arrays:
            return None
        errors: list[Expression] = [Named(array, True) for array in arrays]
        return self.emitter.array(reduce(Sum, errors))

    def _settle(self, name: str, error: str | None) -> None:
        """Note a delta, once all errors that reach the variable are summed."""
        if error is None:
            size = "X" if name == "x" else self.cell.sizes.variables[name]
            error = self.emitter.define("d", f"zeros((T, {size}))")
        if self.shorten and name in self.cell.state and name not in self.shortened:
            self.shortened[name] = self.emitter.define("k", f"shortening({error}, threshold)")
            error = self.emitter.define("d", f"{error} * {self.shortened[name]}")
        self.emitter.names[Delta(name)] = self.deltas[name] = error
        if self.joint and name == self.cell.prediction:
            self.deltas[name] = self.emitter.define("d", f"{error} + fresh")

    def _loop(self, group: tuple[str, ...]) -> None:
        driven = {name: array for name in group if (array := self._arriving(name, group))}
        if self.shorten:
            for name in self.cell.state:
                if name in group:
                    self.shortened[name] = self.emitter.define("k", "empty((T, 1))")
        fixed = {*driven, *self.shortened} & set(group)
        recurrence = Recurrence(self.cell, self.emitter, group, fixed, self.cuts)
        arrays = emit_loop(self.emitter, recurrence, driven, self.shortened)
        for name, array in arrays.items():
            self._settle(name, array)
            self._pass(name)
        waiting = [name for name in group if name not in self.deltas]
        while waiting:
            name = next(
                name
                for name in waiting
                if all(
                    e.target in self.deltas or e.target == LOSS for e in self.cell.outgoing[name]
                )
            )
            self._settle(name, self._arriving(name))
            waiting.remove(name)

    def _pass(self, name: str) -> None:
        """What comes to a delta over a single edge is that edge's message."""
        edge, *others = self.cell.outgoing[name]
        if not others and edge.target != LOSS and name not in self.shortened:
            self.messages[edge.id] = self.deltas[name]

    def _initial(self, name: str) -> None:
        arriving = [
            self._cut(edge, "[0]", self.emitter.array(self._carried(edge)) + "[0]")
            for edge in self.cell.outgoing[name]
            if edge.lag
        ]
        self.initial[name] = self.emitter.define("d", " + ".join(arriving))

    def _gradients(self) -> None:
        emitter = self.emitter
        self.gradients = {name: [] for name in self.cell.parameters}
        for variable, several in self.cell.uses.items():
            for use in several:
                match use.leaf:
                    case MatrixProduct(name, operand):
                        error = emitter.array(carried(Delta(variable), use.chain))
                        self.gradients[name].append((error, emitter.over_time(operand)))
                    case Parameter(name):
                        error = emitter.array(carried(Delta(variable), use.chain))
                        self.gradients[name].append((error, None))
