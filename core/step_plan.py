"""Code for one step of the backward pass, for all steps at once: nothing goes on to a step before.

It answers what the errors of a step are worth one step earlier (the rows of a Jacobian, if the
errors are unit vectors), and what reaches the output from its own step's loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, reduce
from itertools import islice

from core.cell import KEPT, LOSS, Cell
from core.derivative import Chain, Matrix, Scale, Steepness, carried
from core.emitter import Emitter, tuple_of
from core.expression import Delta, Expression, Named, Slope, Sum
from core.functions import Array
from core.runtime import RUNTIME
from core.sources_plan import name_values

StepPass = Callable[..., tuple[tuple[Array, ...], Array, tuple[Array, ...]]]


@lru_cache(maxsize=KEPT)
def step_pass(cell: Cell) -> StepPass:
    """The compiled function, of values, initial vectors, inputs and errors by `entries`.

    Its results: by state variable, what comes back to the step before, [..., T, n]; the output's
    error [..., T, n]; and the norms [T] of the factors of the `single_route`, if there is one.
    """
    namespace = dict(RUNTIME)
    exec(compile(source(cell), "<one step of a cell>", "exec"), namespace)
    return namespace["step"]  # type: ignore[return-value]


def entries(cell: Cell) -> tuple[str, ...]:
    """The variables whose errors are given: the state, and where the loss enters."""
    return tuple(dict.fromkeys((*cell.state, cell.prediction, cell.score)))


def source(cell: Cell) -> str:
    """The code of `step_pass`."""
    emitter = Emitter(cell.parameters)
    name_values(cell, emitter)
    given = entries(cell)
    for name in cell.backward_order:
        errors: list[Expression] = [
            carried(Delta(edge.target), chain)
            for edge in cell.outgoing[name]
            if not edge.lag and edge.target != LOSS
            for chain in edge.chains
        ]
        if name in given:
            errors.append(Named(f"errors[{given.index(name)}]", True))
        zeros = Named(f"zeros((T, {cell.sizes.variables[name]}))", True)
        emitter.names[Delta(name)] = emitter.array(reduce(Sum, errors) if errors else zeros)
    back = []
    for name in cell.state:
        chains = [(e.target, c) for e in cell.outgoing[name] if e.lag for c in e.chains]
        late: list[Expression] = [carried(Delta(target), chain) for target, chain in chains]
        back.append(emitter.array(reduce(Sum, late)))
    route = [_norm(emitter, factor) for factor in single_route(cell) or ()]
    own = emitter.array(Delta(cell.output))
    emitter.line(f"return {tuple_of(back)}, {own}, {tuple_of(route)}")
    return emitter.function("step", "T, X, H, K, parameters, values, initial, inputs, errors")


def single_route(cell: Cell) -> Chain | None:
    """The factors on the way from a lone state to itself one step later, if there is one way only
    and nothing multiplies the error on it but slopes, matrices and numbers, as in the simple RNN.
    """
    if len(cell.state) != 1:
        return None
    (state,) = cell.state
    leading = _leading_to(cell, state)

    def routes(name: str) -> Iterator[Chain]:
        if name == state:
            yield ()
            return
        for edge in cell.outgoing[name]:
            if not edge.lag and edge.target in leading:
                for chain in edge.chains:
                    yield from ((*chain, *rest) for rest in routes(edge.target))

    late = (edge for edge in cell.outgoing[state] if edge.lag and edge.target in leading)
    found = (
        (*chain, *rest) for edge in late for chain in edge.chains for rest in routes(edge.target)
    )
    several = list(islice(found, 2))
    plain = all(isinstance(f, Steepness | Matrix | Scale) for chain in several for f in chain)
    return several[0] if len(several) == 1 and plain else None


def _leading_to(cell: Cell, state: str) -> set[str]:
    """The variables that the state is computed from within the step, and itself."""
    found, ahead = {state}, [state]
    while ahead:
        target = ahead.pop()
        for edge in cell.edges:
            if edge.target == target and not edge.lag and edge.source not in found | {"x"}:
                found.add(edge.source)
                ahead.append(edge.source)
    return found


def _norm(emitter: Emitter, factor: object) -> str:
    """The spectral norm of a factor as a matrix, at each step or the same at all."""
    match factor:
        case Steepness(function, at):
            return f"largest({emitter.array(Slope(function, at))})"
        case Matrix(parameter):
            return f"spectral_norm({emitter.parameter(parameter)})"
        case Scale(number):
            return repr(abs(number))
    raise AssertionError(f"{factor} is on no single route")  # pragma: no cover
