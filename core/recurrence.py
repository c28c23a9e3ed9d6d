"""The backward recurrence of one loop, reduced to as few unknowns as it needs.

Once the values are known, the errors obey a linear recurrence. Its unknowns are points: the
delta of each variable, the error of each matrix product, what a stack of matrices sends back to
its common operand, and the two sides of each softmax. All but matrices and softmaxes are links,
diagonal: an array of factors, one row a step. A delta that only passes errors on is eliminated
by multiplying the links on both of its sides (Gaussian elimination, with diagonal entries).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from core.cell import Cell, edge_id
from core.emitter import Emitter
from core.expression import (
    Apply,
    Difference,
    Expression,
    MatrixProduct,
    Named,
    Negation,
    Number,
    Product,
    Slope,
    Sum,
    Variable,
    times,
    variables,
)

ONE = Number(1.0)


@dataclass(frozen=True)
class Point:
    """An unknown of the recurrence.

    kind         what the error is of
    delta        the variable `of`
    product      the `index`-th product of matrix `of`, inside the loop
    gathered     the operand `at` of a stack of products, with the cut edges `of` it, if any
    above        the result of the `index`-th softmax, whose argument is `at`
    below        its argument
    """

    kind: str
    of: str = ""
    index: int = 0
    at: Expression | None = None


def above(below: Point) -> Point:
    """The other side of the same softmax."""
    return Point("above", index=below.index, at=below.at)


Links = dict[Point, dict[tuple[Point, int], Expression]]
"""Of each point: from which point, how many steps later, with which factors its error comes."""


class Recurrence:
    """Points, links and stacks of the loop that `group` forms.

    A factor is a number or the name of an array; its rows are in the time of the point that sends.
    Points of `fixed` variables are never eliminated: errors enter there from outside, or something
    is done with their sum. `cuts` names, by edge, the array [T + 1, 1] that is false where the edge
    carries nothing. `same` has, by eliminated variable, a product whose error is its delta.
    """

    def __init__(
        self,
        cell: Cell,
        emitter: Emitter,
        group: tuple[str, ...],
        fixed: set[str],
        cuts: Mapping[str, str],
    ) -> None:
        self.cell, self.emitter, self.group, self.cuts = cell, emitter, group, cuts
        self.links: Links = {Point("delta", name): {} for name in group}
        self.stacks: dict[Point, list[Point]] = {}
        self.same: dict[str, Point] = {}
        self._count = 0
        for name in group:
            self._walk(name, cell.equation[name].expression, Point("delta", name), ONE)
        self._eliminate(fixed)

    def order(self) -> tuple[Point, ...]:
        """Each point after those of the same step that it needs."""
        needs: dict[Point, list[Point]] = {
            point: [source for source, lag in several if lag == 0]
            for point, several in self.links.items()
        }
        for gathered, products in self.stacks.items():
            needs[gathered] += products
        for point in needs:
            if point.kind == "below":
                needs[point].append(above(point))
        return tuple(TopologicalSorter(needs).static_order())

    def deltas(self) -> list[Point]:
        """The deltas that are unknowns still."""
        return [point for point in self.links if point.kind == "delta"]

    def width(self, point: Point) -> str:
        """The size of an unknown, as code."""
        if point.kind == "product":
            return self.cell.sizes.parameters[point.of][0]
        if point.kind == "delta":
            return self.cell.sizes.variables[point.of]
        return self.cell.sizes.of(point.at or Number(0.0))

    # The links, one by one

    def _walk(self, target: str, expression: Expression, point: Point, factor: Expression) -> None:
        """Follow the error from the root of the target's equation to every leaf in the loop."""
        match expression:
            case Variable(name, lag) if name in self.group:
                edge = edge_id(name, target, lag)
                if edge in self.cuts:
                    factor = times(factor, self._kept(edge, name, lag))
                self._link(Point("delta", name), point, lag, factor)
            case Negation(operand):
                self._walk(target, operand, point, times(factor, Number(-1.0)))
            case Sum(left, right):
                self._walk(target, left, point, factor)
                self._walk(target, right, point, factor)
            case Difference(left, right):
                self._walk(target, left, point, factor)
                self._walk(target, right, point, times(factor, Number(-1.0)))
            case Product(left, right):
                self._walk(target, left, point, times(factor, right))
                self._walk(target, right, point, times(factor, left))
            case MatrixProduct(parameter, operand) if self._inside(operand):
                product = self._new("product", parameter)
                self._link(product, point, 0, factor)
                if point.kind == "delta" and factor == ONE:
                    self.same[point.of] = product
                gathered = Point("gathered", self._cut_in(operand, target), at=operand)
                if gathered not in self.stacks:
                    self.stacks[gathered] = []
                    self.links[gathered] = {}
                    self._walk(target, operand, gathered, ONE)
                self.stacks[gathered].append(product)
            case Apply("softmax", operand) if self._inside(operand):
                above = self._new("above", at=operand)
                self._link(above, point, 0, factor)
                below = Point("below", index=above.index, at=operand)
                self.links[below] = {}
                self._walk(target, operand, below, ONE)
            case Apply(function, operand) if self._inside(operand):
                self._walk(target, operand, point, times(factor, Slope(function, operand)))

    def _inside(self, expression: Expression) -> bool:
        return any(use.name in self.group for use in variables(expression))

    def _kept(self, edge: str, name: str, lag: int) -> Named:
        """Ones where the edge carries, in the time of its target, [T, n]."""
        rows, size = "[:-1]" if lag else "[1:]", self.cell.symbol(name)
        keep = f"broadcast_to({self.cuts[edge]}{rows}, (T, {size}))"
        return Named(self.emitter.define("k", f"where({keep}, 1.0, 0.0)"), True)

    def _cut_in(self, operand: Expression, target: str) -> str:
        """The cut edges from an operand of the target's equation: its products stay apart."""
        edges = {edge_id(use.name, target, use.lag) for use in variables(operand)}
        return " ".join(sorted(edges & self.cuts.keys()))

    def _new(self, kind: str, of: str = "", at: Expression | None = None) -> Point:
        self._count += 1
        point = Point(kind, of, self._count, at)
        self.links[point] = {}
        return point

    def _link(self, to: Point, source: Point, lag: int, factor: Expression) -> None:
        self._add(to, source, lag, self.emitter.named(factor))

    def _add(self, to: Point, source: Point, lag: int, factor: Expression) -> None:
        """A link beside those there are: parallel ones add up."""
        present = self.links[to].get((source, lag))
        self.links[to][source, lag] = (
            self.emitter.named(Sum(present, factor)) if present else factor
        )

    # Fewer unknowns

    def _eliminate(self, fixed: set[str]) -> None:
        """Eliminate deltas for as long as that leaves no more links than there were."""
        candidates = [Point("delta", name) for name in self.group if name not in fixed]
        while candidates:
            gains = {point: self._gain(point) for point in candidates}
            best = max(candidates, key=lambda point: gains[point])
            if gains[best] < 0:
                break
            self._bypass(best)
            candidates.remove(best)
        for point in self.deltas():
            self.same.pop(point.of, None)

    def _outgoing(self, point: Point) -> list[tuple[Point, int]]:
        return [
            (to, lag)
            for to, several in self.links.items()
            for source, lag in several
            if source == point
        ]

    def _gain(self, point: Point) -> int:
        """How many links fewer there are without this point; negative where it has to stay."""
        incoming, outgoing = self.links[point], self._outgoing(point)
        # Every loop of errors goes one step back somewhere, so one of its points stays.
        if any(lag for _, lag in incoming):
            return -1
        return len(incoming) + len(outgoing) - len(incoming) * len(outgoing)

    def _bypass(self, point: Point) -> None:
        incoming = self.links.pop(point)
        for to, lag in self._outgoing(point):
            factor = self.links[to].pop((point, lag))
            for (source, _), before in incoming.items():
                self._add(to, source, lag, self.emitter.named(times(before, factor)))
