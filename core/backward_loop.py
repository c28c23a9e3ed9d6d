"""Code for the loop of the backward pass: a recurrence in its points, from the last step back."""

from __future__ import annotations

from graphlib import TopologicalSorter

from core.cell import Cell
from core.emitter import Emitter
from core.expression import (
    Apply,
    Expression,
    Named,
    Number,
)
from core.recurrence import ONE, Point, Recurrence


def emit_loop(
    cell: Cell, emitter: Emitter, recurrence: Recurrence, driven: dict[str, str]
) -> dict[str, str]:
    """Lines that solve the recurrence; returns the arrays [T, n] of the deltas it has computed.

    `driven` names, by variable, the errors that come from outside the loop.
    """
    loop = _Loop(cell, emitter, recurrence)
    for point in recurrence.links:
        if point.kind == "delta":
            drive = driven.get(point.of)
            code = f"padded({drive})" if drive else f"zeros((T + 1, {loop.width(point)}))"
            loop.arrays[point] = emitter.define("d", code)
    loop.emit(driven)
    return {
        point.of: emitter.define("d", f"{array}[:-1]")
        for point, array in loop.arrays.items()
        if point.kind == "delta"
    }


class _Loop:
    def __init__(self, cell: Cell, emitter: Emitter, recurrence: Recurrence) -> None:
        self.cell, self.emitter, self.recurrence = cell, emitter, recurrence
        self.arrays: dict[Point, str] = {}  # [T + 1, n], the last row zero
        self.blocks: dict[Point, str] = {}  # of each stack: its products side by side
        self.rows: dict[str, str] = {}
        self.body: list[str] = []

    def emit(self, driven: dict[str, str]) -> None:
        self._allocate()
        for point in self._order():
            team = self._team(point)
            if len(team) == 1:
                self._point(point, driven)
            elif point == team[0]:
                self._multiply_team(team)
        rows, arrays = ", ".join(self.rows.values()), ", ".join(self.rows)
        self.emitter.line(f"for {rows}, in zip({arrays}, strict=True):")
        self.emitter.lines += [f"    {line}" for line in self.body]

    def width(self, point: Point) -> str:
        if point.kind == "product":
            return self.cell.sizes.parameters[point.of][0]
        if point.kind == "delta":
            return self.cell.sizes.variables[point.of]
        return self.cell.sizes.of(point.at or Number(0.0))

    def _allocate(self) -> None:
        """Arrays of all points; the products of a stack are views of one block, teams together."""
        emitter = self.emitter
        for gathered, products in self.recurrence.stacks.items():
            first = {product: products.index(self._team(product)[0]) for product in products}
            products.sort(key=lambda product: first[product])
            self.blocks[gathered] = emitter.define("e", f"zeros((T + 1, {self._widths(products)}))")
            for product in products:
                self.arrays[product] = emitter.define("e", self._view([product]))
        for point in self.recurrence.links:
            if point not in self.arrays:
                self.arrays[point] = emitter.define("e", f"zeros((T + 1, {self.width(point)}))")

    def _widths(self, products: list[Point]) -> str:
        return " + ".join(self.width(product) for product in products) or "0"

    def _view(self, products: list[Point]) -> str:
        """Code of the part of their stack's block that neighbouring products take."""
        stack = self._stack(products[0])
        several = self.recurrence.stacks[stack]
        before = several[: several.index(products[0])]
        start, end = self._widths(before), self._widths(before + products)
        return f"{self.blocks[stack]}[:, {start}:{end}]"

    def _stack(self, product: Point) -> Point:
        return next(g for g, several in self.recurrence.stacks.items() if product in several)

    def _order(self) -> tuple[Point, ...]:
        """Each point after those of the same step that it needs."""
        needs: dict[Point, list[Point]] = {
            point: [source for source, lag in several if lag == 0]
            for point, several in self.recurrence.links.items()
        }
        for gathered, products in self.recurrence.stacks.items():
            needs[gathered] += products
        for point in needs:
            if point.kind == "below":
                needs[point].append(_above(point))
        return tuple(TopologicalSorter(needs).static_order())

    # One step

    def _team(self, point: Point) -> list[Point]:
        """The products of one stack that take their error from the same single link as this one.

        Side by side in the stack's block, they need only one multiplication.
        """
        link = self._single_link(point)
        if link is None:
            return [point]
        several = self.recurrence.stacks[self._stack(point)]
        return [product for product in several if self._single_link(product) == link]

    def _single_link(self, point: Point) -> tuple[Point, int] | None:
        links = self.recurrence.links[point]
        if point.kind != "product" or len(links) != 1:
            return None
        ((link, factor),) = links.items()
        return link if isinstance(factor, Named) and factor.over_time else None

    def _multiply_team(self, team: list[Point]) -> None:
        links = [next(iter(self.recurrence.links[product].items())) for product in team]
        factors = ", ".join(self.emitter.array(factor) for _, factor in links)
        factor = self.emitter.define("g", f"stack(({factors}), axis=1)")
        block = self.emitter.define("g", f"{self._view(team)}.reshape(T + 1, {len(team)}, -1)")
        (source, lag), _ = links[0]
        out = self._row(f"{block}[-2::-1]")
        self.body.append(f"multiply({self._at(source, lag)}, {self._over(factor)}, {out})")

    def _point(self, point: Point, driven: dict[str, str]) -> None:
        out = self._at(point, 0)
        if point.kind == "gathered":
            self._gather(point, out)
            return
        if point.kind == "below":
            y = self._over(self.emitter.array(Apply("softmax", point.at or Number(0.0))))
            error = self._at(_above(point), 0)
            self.body.append(f"copyto({out}, softmax_pullback({y}, {error}))")
            return
        started = point.kind == "delta" and point.of in driven
        for (source, lag), factor in self.recurrence.links[point].items():
            row = self._at(source, lag)
            if factor == ONE:
                self.body.append(
                    f"add({out}, {row}, {out})" if started else f"copyto({out}, {row})"
                )
            elif not started:
                self.body.append(f"multiply({row}, {self._factor(factor)}, {out})")
            else:
                part = self.emitter.define("b", f"empty({self.width(point)})")
                self.body.append(f"multiply({row}, {self._factor(factor)}, {part})")
                self.body.append(f"add({out}, {part}, {out})")
            started = True

    def _gather(self, point: Point, out: str) -> None:
        """Every error of the stack's products, through the stacked matrices, to their operand."""
        products = self.recurrence.stacks[point]
        names = [self.emitter.parameter(product.of) for product in products]
        matrix = (
            self.emitter.define("m", f"concatenate(({', '.join(names)}))")
            if len(names) > 1
            else names[0]
        )
        block = self._row(f"{self.blocks[point]}[-2::-1]")
        self.body.append(f"dot({block}, {matrix}, {out})")

    def _factor(self, factor: Expression) -> str:
        if isinstance(factor, Named) and factor.over_time:
            return self._over(factor.name)
        return self.emitter.array(factor)

    def _at(self, point: Point, lag: int) -> str:
        """The row of a point at this step, or at the step after it."""
        return self._row(f"{self.arrays[point]}[{':0:-1' if lag else '-2::-1'}]")

    def _over(self, array: str) -> str:
        return self._row(f"{array}[::-1]")

    def _row(self, array: str) -> str:
        if array not in self.rows:
            self.rows[array] = self.emitter.fresh("r")
        return self.rows[array]


def _above(below: Point) -> Point:
    return Point("above", index=below.index, at=below.at)
