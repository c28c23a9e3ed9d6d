"""Code that splits the errors by the step whose loss they come from, in one sweep.

The backward recurrence is linear, so every source loss can have a row of its own: what is a vector
[n] of an error becomes [S, n], and one sweep does the work of S. Only the causal part is computed:
at step t the rows of the sources from t on.

A variable that no error of a later step reaches has errors of its own step's loss alone. Those are
known from the run, and drive the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.cell import KEPT, LOSS, Cell
from core.emitter import Emitter, tuple_of
from core.error_loop import ErrorLoop
from core.expression import Expression, Variable
from core.functions import Array
from core.recurrence import ONE, Point, Recurrence
from core.runtime import RUNTIME


@dataclass(frozen=True)
class Sweep:
    """The compiled sweep of a cell.

    driven    the variables that errors of their own step's loss enter; the sweep gets those
    reported  the state and the output, as far as errors of several steps' losses mix there
    steps     the generated function: it yields each step, from the last to the first, with the
              errors [S, n] of what is reported, from the sources that are no earlier
    """

    driven: tuple[str, ...]
    reported: tuple[str, ...]
    steps: Callable[..., Iterator[tuple[int, tuple[Array, ...]]]]


@lru_cache(maxsize=KEPT)
def sweep(cell: Cell, cut: tuple[str, ...], shorten: bool) -> Sweep:
    """The sweep of a cell, with some edges cut somewhere and deltas shortened or not."""
    _, driven, reported = _parts(cell)
    namespace = dict(RUNTIME)
    exec(compile(source(cell, cut, shorten), "<sweep of a cell>", "exec"), namespace)
    return Sweep(tuple(driven), tuple(reported), namespace["steps"])  # type: ignore[arg-type]


def _parts(cell: Cell) -> tuple[tuple[str, ...], list[str], list[str]]:
    """The swept variables, those of them that are driven, and those that are reported."""
    group = _swept(cell, _alone(cell))
    driven = [name for name in group if any(drives(cell, name))]
    return group, driven, [name for name in group if name in cell.state or name == cell.output]


def drives(cell: Cell, name: str) -> Iterator[str]:
    """The edges of a swept variable through which errors of its own step's loss alone come."""
    alone = _alone(cell)
    return (e.id for e in cell.outgoing[name] if e.target == LOSS or e.target in alone)


@lru_cache(maxsize=KEPT)
def _alone(cell: Cell) -> frozenset[str]:
    """The variables that no error of a later step reaches, and that none reads later."""
    late = {edge.target for edge in cell.edges if edge.lag}
    found: set[str] = set()
    for name in cell.backward_order:
        targets = {edge.target for edge in cell.outgoing[name] if not edge.lag}
        if name not in late and name not in cell.state and targets <= {LOSS, *found}:
            found.add(name)
    return frozenset(found)


def _swept(cell: Cell, alone: frozenset[str]) -> tuple[str, ...]:
    """What lies between the state or the output and the losses, where errors mix."""
    reached: set[str] = set()
    ahead = [*cell.state, cell.output]
    while ahead:
        name = ahead.pop()
        if name != LOSS and name not in reached and name not in alone:
            reached.add(name)
            ahead += [edge.target for edge in cell.outgoing[name]]
    return tuple(name for name in cell.variables if name in reached)


def source(cell: Cell, cut: tuple[str, ...], shorten: bool) -> str:
    """The code of a sweep.

    Its arguments: values [T, n] by variable and initial vectors by what is used at lag 1; inputs;
    the errors [T, n] that drive each driven variable; where cut edges carry; the factors [T, 1] by
    which the deltas of state variables are shortened; S, the number of sources; and start [T], the
    first of them that is no earlier than each step.
    """
    emitter = Emitter(cell.parameters)
    name_values(cell, emitter)
    cuts = {edge: emitter.define("k", f"keep[{index}]") for index, edge in enumerate(cut)}
    group, driven, reported = _parts(cell)
    recurrence = Recurrence(cell, emitter, group, {*driven, *reported}, cuts)
    _Sweep(cell, emitter, recurrence, driven, shorten).emit(reported)
    arguments = "T, X, H, K, parameters, values, initial, inputs, drive, keep, factors, S, start"
    return emitter.function("steps", arguments)


def name_values(cell: Cell, emitter: Emitter) -> None:
    """Lines that name the values of a run that is done, and those of the step before."""
    for name in (*cell.variables, "x"):
        rows = "inputs" if name == "x" else f"values[{cell.variables.index(name)}]"
        emitter.names[Variable(name, 0)] = emitter.define("v", rows)
        if name in cell.lagged:
            first = f"initial[{cell.lagged.index(name)}][None]"
            before = emitter.define("v", f"concatenate(({first}, {rows}[:-1]))")
            emitter.names[Variable(name, 1)] = before
    for equation in cell.equations:
        emitter.know(equation)


class _Sweep(ErrorLoop):
    """Each unknown has a buffer [S, n], of which a step uses the rows of its sources, from i on; if
    errors come from the step after, it has a second one, and the two take turns.

    The errors of matrix products do not appear. What the products with one operand send back from
    one point is that point's error times the sum over g of A_g R_g, where A_g is the diagonal link
    to product g; a sum of several is formed once a step for all sources.
    """

    def __init__(
        self, cell: Cell, emitter: Emitter, recurrence: Recurrence, driven: list[str], shorten: bool
    ) -> None:
        super().__init__(emitter, recurrence)
        self.cell, self.driven, self.shorten = cell, driven, shorten
        self.heads: dict[str, str] = {}  # of each buffer, this step's rows
        self.now: dict[Point, str] = {}
        self.next = {point: self._whole(recurrence.width(point)) for point in self.late}

    def emit(self, reported: list[str]) -> None:
        self.turn()
        found = "".join(f"{self.place(Point('delta', name))}, " for name in reported)
        heads = [f"{head} = {buffer}[i:]" for buffer, head in self.heads.items()]
        turns = [f"{self.now[p]}, {late} = {late}, {self.now[p]}" for p, late in self.next.items()]
        names = "".join(f", {name}" for name in self.rows.values())
        arrays = "".join(f", {array}" for array in self.rows)
        line = self.emitter.line
        line(f"for t, i{names} in zip(range(T - 1, -1, -1), start[::-1]{arrays}, strict=True):")
        for step in (*heads, *self.body, f"yield t, ({found})", *turns):
            line(f"    {step}")

    # Where errors are

    def _whole(self, width: str) -> str:
        """A new buffer for all sources."""
        buffer = self.emitter.define("a", f"zeros((S, {width}))")
        self.heads[buffer] = self.emitter.fresh("h")
        return buffer

    def place(self, point: Point) -> str:
        if point not in self.now:
            self.now[point] = self._whole(self.recurrence.width(point))
        return self.heads[self.now[point]]

    def before(self, point: Point) -> str:
        return self.heads[self.next[point]]

    def buffer(self, width: str) -> str:
        return self.heads[self._whole(width)]

    def is_driven(self, point: Point) -> bool:
        return False  # what comes from outside is added in the end, to a row of its own

    # One step

    def finish(self, point: Point) -> None:
        error = self.place(point)
        if point.of in self.driven:  # the first of this step's sources is its own
            own = self.over(f"drive[{self.driven.index(point.of)}]")
            self.body.append(f"add({error}[:1], {own}, {error}[:1])")
        if self.shorten and point.of in self.cell.state:
            factor = self.over(f"factors[{self.cell.state.index(point.of)}]")
            self.body.append(f"multiply({error}, {factor}, {error})")

    def multiply_product(self, point: Point) -> None:
        """Nothing: products are gathered without their errors."""

    def gather(self, point: Point) -> Iterator[str]:
        """What the products with one operand send back to it, from each point that they lead to."""
        parts: dict[Point, list[tuple[str, Expression]]] = {}
        for product in self.recurrence.stacks[point]:
            for (source, _), factor in self.recurrence.links[product].items():
                parts.setdefault(source, []).append((self.emitter.parameter(product.of), factor))
        for source, several in parts.items():
            error = self.place(source)
            if len(several) > 1 and not self.recurrence.cuts:
                yield f"dot({error}, {self._scaled(several)}, {{}})"
                continue
            for matrix, factor in several:  # nothing may come of an infinite error that is cut
                sent = error
                if factor != ONE:
                    sent = self.buffer(self.recurrence.width(source))
                    self.body.append(f"{self.multiply}({error}, {self.factor(factor)}, {sent})")
                yield f"dot({sent}, {matrix}, {{}})"

    def _scaled(self, several: list[tuple[str, Expression]]) -> str:
        """The sum of matrices, each with its rows scaled by a link's factor."""
        define = self.emitter.define
        matrices = define("m", f"stack({tuple_of(matrix for matrix, _ in several)}, axis=1)")
        rows = tuple_of(f"broadcast_to({self.emitter.array(f)}, (T, len({m})))" for m, f in several)
        factors = self.over(define("g", f"stack({rows}, axis=2)[:, :, None]"))
        total = define("m", f"empty_like({matrices}[:, :1])")
        self.body.append(f"matmul({factors}, {matrices}, {total})")
        return define("m", f"{total}[:, 0]")
