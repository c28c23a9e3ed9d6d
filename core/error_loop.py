"""Code for a loop over time that errors go through, from the last step to the first.

Each turn computes the points of one step, each after those that it needs, and then sends on what
reaches the step before.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

from core.emitter import Emitter
from core.expression import Apply, Expression, Named, Number
from core.recurrence import ONE, Point, Recurrence, above


class ErrorLoop(ABC):
    """The lines of a turn, in `body`, and the rows of arrays over time that they use, in `rows`.

    What is summed are terms: the name of an error, or a line with a place {} for its result.
    """

    def __init__(self, emitter: Emitter, recurrence: Recurrence) -> None:
        self.emitter, self.recurrence = emitter, recurrence
        self.multiply = "carry" if recurrence.cuts else "multiply"
        self.rows: dict[str, str] = {}  # array over time -> its row in the loop
        self.body: list[str] = []
        self.parts: dict[str, str] = {}  # width -> buffer for a term
        links = recurrence.links
        self.late = [p for p in links if any(lag for _, lag in links[p])]
        self.passed = [p for p in links if p.kind == "gathered" and self._has_one_way(p)]

    @abstractmethod
    def place(self, point: Point) -> str:
        """Where the error of a point is at this step."""

    @abstractmethod
    def before(self, point: Point) -> str:
        """Where it is at the step before, of a point to which errors come from later steps."""

    @abstractmethod
    def buffer(self, width: str) -> str:
        """A buffer for errors of this width."""

    @abstractmethod
    def gather(self, point: Point) -> Iterator[str]:
        """The terms of what a stack of products sends back to its operand."""

    @abstractmethod
    def multiply_product(self, point: Point) -> None:
        """Lines for the error of a product."""

    @abstractmethod
    def is_driven(self, point: Point) -> bool:
        """Whether errors from outside the loop are there before any others."""

    @abstractmethod
    def finish(self, point: Point) -> None:
        """Lines for what is left to do with a delta, once its errors are summed."""

    def turn(self) -> None:
        """The lines of one step."""
        for point in self.recurrence.order():
            self._point(point)
        for point in self.late:
            self._sum(point, self.before(point), self.is_driven(point), self._terms(point, 1))

    def _point(self, point: Point) -> None:
        if point.kind == "product":
            self.multiply_product(point)
        elif point.kind == "below":
            y = self.over(self.emitter.array(Apply("softmax", point.at or Number(0.0))))
            pulled = f"softmax_pullback({y}, {self.place(above(point))})"
            self.body.append(f"copyto({self.place(point)}, {pulled})")
        elif point not in self.passed:
            self.add_up(point)
            if point.kind == "delta":
                self.finish(point)

    def add_up(self, point: Point) -> None:
        """Lines for the sum of what comes to a point within the step."""
        terms = self.gather(point) if point.kind == "gathered" else self._terms(point, 0)
        started = point in self.late or self.is_driven(point)
        self._sum(point, self.place(point), started, terms)

    def _terms(self, point: Point, lag: int) -> Iterator[str]:
        """What comes over the links of a point, from this step or from the one after it."""
        for (source, late), factor in self.recurrence.links[point].items():
            if late != lag:
                continue
            if source in self.passed:
                yield from self.gather(source)
            elif factor == ONE:
                yield self.place(source)
            else:
                yield f"{self.multiply}({self.place(source)}, {self.factor(factor)}, {{}})"

    def _sum(self, point: Point, out: str, started: bool, terms: Iterable[str]) -> None:
        """Add terms up; if the sum is `started`, what is in its place already counts."""
        for term in terms:
            if "{}" not in term:
                self.body.append(
                    f"add({out}, {term}, {out})" if started else f"copyto({out}, {term})"
                )
            elif not started:
                self.body.append(term.format(out))
            else:
                width = self.recurrence.width(point)
                if width not in self.parts:
                    self.parts[width] = self.buffer(width)
                part = self.parts[width]
                self.body += [term.format(part), f"add({out}, {part}, {out})"]
            started = True
        if not started:
            self.body.append(f"copyto({out}, 0.0)")

    def _has_one_way(self, point: Point) -> bool:
        """Whether all that a point does is to send its error on as it is, to one delta."""
        ways = [
            (to.kind, factor)
            for to, several in self.recurrence.links.items()
            for (source, _), factor in several.items()
            if source == point
        ]
        return ways == [("delta", ONE)]

    def factor(self, factor: Expression) -> str:
        """A factor at this step."""
        array = self.emitter.array(factor)
        return self.over(array) if isinstance(factor, Named) and factor.over_time else array

    def over(self, array: str) -> str:
        """This step's row of an array over time."""
        return self.row(f"{array}[::-1]")

    def row(self, rows: str) -> str:
        """The name of what these rows, from the last step to the first, have in each turn."""
        if rows not in self.rows:
            self.rows[rows] = self.emitter.fresh("r")
        return self.rows[rows]
