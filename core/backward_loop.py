"""Code for the loop of the backward pass: a recurrence in its points, all errors of a step as one.

The errors of deltas and products stay in arrays over time; those of other points are needed in
their own turn only.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.emitter import Emitter
from core.error_loop import ErrorLoop
from core.expression import Named
from core.recurrence import Point, Recurrence


def emit_loop(
    emitter: Emitter, recurrence: Recurrence, driven: dict[str, str], shortened: dict[str, str]
) -> dict[str, str]:
    """Lines that solve the recurrence; returns the arrays [T, n] of the deltas it has computed.

    `driven` names, by variable, the errors that come from outside the loop; `shortened`, the
    arrays [T, 1] that receive the factors by which deltas are shortened.
    """
    loop = _BackwardLoop(emitter, recurrence, driven, shortened)
    loop.emit()
    deltas = {point.of: f"{loop.arrays[point]}[1:]" for point in recurrence.deltas()}
    same = {name: loop.products[product] for name, product in recurrence.same.items()}
    return {name: emitter.define("d", code) for name, code in (deltas | same).items()}


class _BackwardLoop(ErrorLoop):
    """Deltas are rows of arrays [T + 1, n], with a row for the step before the first."""

    def __init__(
        self,
        emitter: Emitter,
        recurrence: Recurrence,
        driven: dict[str, str],
        shortened: dict[str, str],
    ) -> None:
        super().__init__(emitter, recurrence)
        self.driven, self.shortened = driven, shortened
        self.arrays: dict[Point, str] = {}  # of deltas
        self.blocks: dict[Point, str] = {}  # of each stack: its products [T, n] side by side
        self.products: dict[Point, str] = {}  # of products, views of those
        self.buffers: dict[Point, str] = {}  # of all others

    def emit(self) -> None:
        self._allocate()
        self.turn()
        rows, arrays = ", ".join(self.rows.values()), ", ".join(self.rows)
        self.emitter.line(f"for {rows}, in zip({arrays}, strict=True):")
        self.emitter.lines += [f"    {line}" for line in self.body]

    def _allocate(self) -> None:
        define = self.emitter.define
        for gathered, products in self.recurrence.stacks.items():
            first = {product: products.index(self._team(product)[0]) for product in products}
            products.sort(key=lambda product: first[product])
            self.blocks[gathered] = define("e", f"empty((T, {self._widths(products)}))")
            for product in products:
                self.products[product] = self._view([product])
        for point in self.recurrence.deltas():
            if self.is_driven(point):
                self.arrays[point] = define("d", f"padded({self.driven[point.of]})")
            else:
                array = define("d", f"empty((T + 1, {self.recurrence.width(point)}))")
                self.emitter.line(f"{array}[T] = 0.0")
                self.arrays[point] = array

    def _widths(self, products: list[Point]) -> str:
        return " + ".join(self.recurrence.width(product) for product in products) or "0"

    def _view(self, products: list[Point]) -> str:
        """Code of the part of their stack's block that neighbouring products take."""
        stack = self._stack(products[0])
        several = self.recurrence.stacks[stack]
        before = several[: several.index(products[0])]
        start, end = self._widths(before), self._widths(before + products)
        return f"{self.blocks[stack]}[:, {start}:{end}]"

    def _stack(self, product: Point) -> Point:
        return next(g for g, several in self.recurrence.stacks.items() if product in several)

    # Where errors are

    def place(self, point: Point) -> str:
        if point in self.arrays:
            return self.row(f"{self.arrays[point]}[:0:-1]")
        if point in self.products:
            return self.over(self.products[point])
        if point not in self.buffers:
            self.buffers[point] = self.buffer(self.recurrence.width(point))
        return self.buffers[point]

    def before(self, point: Point) -> str:
        return self.row(f"{self.arrays[point]}[-2::-1]")

    def buffer(self, width: str) -> str:
        return self.emitter.define("b", f"empty({width})")

    def is_driven(self, point: Point) -> bool:
        return point.kind == "delta" and point.of in self.driven

    # One step

    def finish(self, point: Point) -> None:
        if point.of in self.shortened:
            error, factor = self.place(point), self.over(self.shortened[point.of])
            self.body.append(f"copyto({factor}, shortening({error}, threshold))")
            self.body.append(f"multiply({error}, {factor}, {error})")

    def gather(self, point: Point) -> Iterator[str]:
        matrices = self.emitter.joined(product.of for product in self.recurrence.stacks[point])
        back = self.emitter.define("m", f"{matrices}.T")
        yield f"{back}.dot({self.over(self.blocks[point])}, {{}})"

    def multiply_product(self, point: Point) -> None:
        team = self._team(point)
        if len(team) == 1:
            self.add_up(point)
        elif point == team[0]:
            self._multiply_team(team)

    def _team(self, point: Point) -> list[Point]:
        """The products of one stack that take their error from the same single link as this one.

        Side by side in the stack's block, they need only one multiplication.
        """
        link = self._single_link(point)
        if link is None:
            return [point]
        several = self.recurrence.stacks[self._stack(point)]
        return [product for product in several if self._single_link(product) == link]

    def _single_link(self, point: Point) -> Point | None:
        links = self.recurrence.links[point]
        ((source, _), factor), *others = links.items()
        is_single = not others and isinstance(factor, Named) and factor.over_time
        return source if is_single else None

    def _multiply_team(self, team: list[Point]) -> None:
        links = [next(iter(self.recurrence.links[product].items())) for product in team]
        factors = ", ".join(self.emitter.array(factor) for _, factor in links)
        factor = self.emitter.define("g", f"stack(({factors}), axis=1)")
        block = self.emitter.define("g", f"{self._view(team)}.reshape(T, {len(team)}, -1)")
        ((source, _), _) = links[0]
        error, out = self.place(source), self.over(block)
        self.body.append(f"{self.multiply}({error}, {self.over(factor)}, {out})")
