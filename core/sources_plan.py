"""Code that splits the errors by the step whose loss they come from, in one sweep.

The backward recurrence is linear, so every source loss can have a row of its own: what is a vector
[n] of an error becomes [S, n], and one sweep does the work of S. Only the causal part is computed:
at step t the rows of the sources from t on.

A variable that no error of a later step reaches has errors of its own step's loss alone. Those are
known from the run, and drive the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.cell import KEPT, LOSS, Cell
from core.emitter import RUNTIME, Emitter
from core.expression import Apply, Expression, Named, Number, Variable
from core.functions import Array
from core.recurrence import ONE, Point, Recurrence, above


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
    loop = _Loop(cell, emitter, recurrence, driven, shorten)
    loop.emit(reported)
    body = "\n".join(f"    {line}" for line in emitter.lines)
    arguments = "T, X, H, K, parameters, values, initial, inputs, drive, keep, factors, S, start"
    return f"def steps({arguments}):\n{body}\n"


def name_values(cell: Cell, emitter: Emitter) -> None:
    """Lines that name the values of a run that is done, and those of the step before."""
    for name in (*cell.variables, "x"):
        rows = "inputs" if name == "x" else f"values[{cell.variables.index(name)}]"
        emitter.names[Variable(name, 0)] = emitter.define("v", rows)
        if name in cell.lagged:
            first = f"initial[{cell.lagged.index(name)}][None]"
            before = emitter.define("v", f"concatenate(({first}, {rows}[:-1]))")
            emitter.names[Variable(name, 1)] = before


class _Loop:
    """Each unknown has a buffer [S, n], and a second one if the step before asks for it.

    The errors of matrix products do not appear. What the products with one operand send back from
    one point is that point's error times the sum over g of A_g R_g, where A_g is the diagonal link
    to product g; the sum is formed once a step for all sources.
    """

    def __init__(
        self, cell: Cell, emitter: Emitter, recurrence: Recurrence, driven: list[str], shorten: bool
    ) -> None:
        self.cell, self.emitter, self.recurrence = cell, emitter, recurrence
        self.driven, self.shorten = driven, shorten
        self.multiply = "carry" if recurrence.cuts else "multiply"
        self.heads: dict[str, str] = {}  # of this step's sources in each buffer
        self.rows: dict[str, str] = {}
        self.body: list[str] = []
        points = [point for point in recurrence.links if point.kind != "product"]
        late = {p for links in recurrence.links.values() for p, lag in links if lag}
        self.now = {point: self._buffer(point) for point in points}
        self.later = {point: self._buffer(point) for point in points if point in late}

    def emit(self, reported: list[str]) -> None:
        for point in self.recurrence.order():
            out = self.heads.get(self.now.get(point, ""), "")
            if point.kind == "delta":
                self._delta(point, out)
            elif point.kind == "gathered":
                self._sum(point, out, self._gather(point))
            elif point.kind == "above":
                self._sum(point, out, self._links(point))
            elif point.kind == "below":
                y = self._over(self.emitter.array(Apply("softmax", point.at or Number(0.0))))
                self.body.append(f"copyto({out}, softmax_pullback({y}, {self._at(above(point))}))")
        found = "".join(f"{self._at(Point('delta', name))}, " for name in reported)
        heads = [f"{head} = {buffer}[i:]" for buffer, head in self.heads.items()]
        turn = [f"{self.now[p]}, {late} = {late}, {self.now[p]}" for p, late in self.later.items()]
        names = "".join(f", {name}" for name in self.rows.values())
        arrays = "".join(f", {array}[::-1]" for array in self.rows)
        line = self.emitter.line
        line(f"for t, i{names} in zip(range(T - 1, -1, -1), start[::-1]{arrays}, strict=True):")
        for step in (*heads, *self.body, f"yield t, ({found})", *turn):
            line(f"    {step}")

    def _buffer(self, point: Point) -> str:
        buffer = self.emitter.define("a", f"zeros((S, {self.recurrence.width(point)}))")
        self.heads[buffer] = self.emitter.fresh("h")
        return buffer

    def _at(self, point: Point, lag: int = 0) -> str:
        """This step's sources in the errors of a point, at this step or at the step after it."""
        return self.heads[(self.later if lag else self.now)[point]]

    def _delta(self, point: Point, out: str) -> None:
        if self.recurrence.links[point]:
            self._sum(point, out, self._links(point))
        else:
            self.body.append(f"copyto({out}, 0.0)")
        if point.of in self.driven:  # the first of this step's sources is its own
            own = self._over(f"drive[{self.driven.index(point.of)}]")
            self.body.append(f"add({out}[:1], {own}, {out}[:1])")
        if self.shorten and point.of in self.cell.state:
            factor = self._over(f"factors[{self.cell.state.index(point.of)}]")
            self.body.append(f"multiply({out}, {factor}, {out})")

    def _sum(self, point: Point, out: str, terms: Iterable[str]) -> None:
        """Terms are lines with a place {} for their result: the first one's is the sum's own."""
        for index, term in enumerate(terms):
            place = self.heads[self._buffer(point)] if index else out
            self.body.append(term.format(place))
            if index:
                self.body.append(f"add({out}, {place}, {out})")

    def _links(self, point: Point) -> Iterator[str]:
        """What comes over the diagonal links of a point."""
        for (source, lag), factor in self.recurrence.links[point].items():
            error = self._at(source, lag)
            if factor == ONE:
                yield f"copyto({{}}, {error})"
            else:
                yield f"{self.multiply}({error}, {self._factor(factor)}, {{}})"

    def _gather(self, point: Point) -> Iterator[str]:
        """What the products with one operand send back to it, from each point that they lead to."""
        parts: dict[tuple[Point, int], list[tuple[str, Expression]]] = {}
        for product in self.recurrence.stacks[point]:
            for link, factor in self.recurrence.links[product].items():
                parts.setdefault(link, []).append((self.emitter.parameter(product.of), factor))
        for (source, lag), several in parts.items():
            error = self._at(source, lag)
            if self.recurrence.cuts:  # nothing may come of an infinite error that is cut
                for matrix, factor in several:
                    carried = self.heads[self._buffer(source)]
                    self.body.append(f"carry({error}, {self._factor(factor)}, {carried})")
                    yield f"dot({carried}, {matrix}, {{}})"
            else:
                yield f"dot({error}, {self._scaled(several)}, {{}})"

    def _scaled(self, several: list[tuple[str, Expression]]) -> str:
        """The sum of matrices, each with its rows scaled by a link's factor."""
        define, (first, _) = self.emitter.define, several[0]
        if len(several) == 1 and several[0][1] == ONE:
            return first
        matrices = define("m", f"stack(({''.join(f'{matrix}, ' for matrix, _ in several)}))")
        rows = "".join(
            f"broadcast_to({self.emitter.array(f)}, (T, len({m}))), " for m, f in several
        )
        factors = self._over(define("g", f"stack(({rows}), axis=1)[:, :, :, None]"))
        terms, total = define("m", f"empty_like({matrices})"), define("m", f"empty_like({first})")
        self.body.append(f"multiply({factors}, {matrices}, {terms})")
        self.body.append(f"sum_of({terms}, 0, None, {total})")
        return total

    def _factor(self, factor: Expression) -> str:
        if isinstance(factor, Named) and factor.over_time:
            return self._over(factor.name)
        return self.emitter.array(factor)

    def _over(self, array: str) -> str:
        """The row of this step."""
        if array not in self.rows:
            self.rows[array] = self.emitter.fresh("r")
        return self.rows[array]
