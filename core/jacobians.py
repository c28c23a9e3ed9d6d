"""The Jacobian of one step, d state(t) / d state(t-1), and the product of all of them.

Why gradients vanish or explode is a question about this product (Hochreiter 1991; Bengio, Simard
and Frasconi 1994; Pascanu, Mikolov and Bengio 2013). Beside it stand the two things that people
put in its place: a bound from norms for the simple RNN, and the product of the forget gates alone
for the LSTM. Cuts, truncation and clipping are ignored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.cell import Cell
from core.derivative import Times
from core.experiment import Experiment
from core.expression import Variable
from core.functions import Array
from core.norms import norms, spectral_norm
from core.plan import Run
from core.step_plan import entries, step_pass

_BLOCK = 4_000_000
"""Numbers that a block of steps may hold at once."""


@dataclass(frozen=True)
class Jacobians:
    """Of each step, all [T].

    spectral_norm    the largest singular value of d state(t) / d state(t-1)
    spectral_radius  its largest absolute eigenvalue
    frobenius        its Frobenius norm
    product          the spectral norm of d state(T) / d state(t-1), the product of those from t on
    bound            where the state has a single route to itself, as in the simple RNN:
                     ||W||^(T-t+1) times the product of ||diag g'(a)|| from t on
    forget_product   where states go on through a gate alone, as the LSTM's c through f: the
                     spectral norm of the product of diag f from t on
    explicit         the norm of dJ(t)/d output(t), the output's error from its own step's loss
    """

    spectral_norm: Array
    spectral_radius: Array
    frobenius: Array
    product: Array
    bound: Array | None
    forget_product: Array | None
    explicit: Array


def jacobians(experiment: Experiment, run: Run) -> Jacobians:
    """All measures; what is not finite at a step is nan there and in the products from it on."""
    cell = experiment.design.cell
    with np.errstate(all="ignore"):
        steps = step_jacobians(experiment, run)
        own, route = _own_errors(experiment, run)
        return Jacobians(
            spectral_norm=_of_each(steps, spectral_norm),
            spectral_radius=_of_each(steps, _spectral_radius),
            frobenius=_of_each(steps, _frobenius),
            product=_product_norms(steps),
            bound=_from_each_on(_step_bounds(route, len(steps))) if route else None,
            forget_product=_forget_product(cell, run),
            explicit=norms(own),
        )


def step_jacobians(experiment: Experiment, run: Run) -> Array:
    """d state(t) / d state(t-1), [T, n, n]: the state's variables one after the other."""
    cell, sizes = experiment.design.cell, experiment.design.sizes
    widths = [sizes[cell.symbol(name)] for name in cell.state]
    size, steps = sum(widths), len(experiment.inputs)
    ends = np.cumsum(widths)
    columns = {n: slice(end - w, end) for n, end, w in zip(cell.state, ends, widths, strict=True)}
    errors = {name: np.eye(size)[:, None, columns[name]] for name in cell.state}  # [n, 1, width]
    found = np.zeros((steps, size, size))
    per_step = size * sum(sizes[cell.symbol(name)] for name in cell.variables)
    block = max(1, _BLOCK // max(1, per_step))
    for first in range(0, steps, block):
        part = slice(first, min(first + block, steps))
        back, _, _ = _step(experiment, run, part, errors)
        for name, rows in zip(cell.state, back, strict=True):
            whole = np.broadcast_to(rows, (size, *rows.shape[-2:]))  # where no error comes, once
            found[part, :, columns[name]] = whole.swapaxes(0, 1)
    return found


def _own_errors(experiment: Experiment, run: Run) -> tuple[Array, tuple[Array, ...]]:
    """The output's error from its own step's loss [T, n], and the norms on the single route."""
    cell = experiment.design.cell
    fresh, joint = experiment.loss(*experiment.scored(run.values))
    errors = {cell.score: joint} if cell.softmaxed else {cell.prediction: fresh}
    _, own, route = _step(experiment, run, slice(None), errors)
    if cell.softmaxed and cell.output == cell.prediction:
        own = own + fresh
    return own, route


def _step(
    experiment: Experiment, run: Run, part: slice, errors: dict[str, Array]
) -> tuple[tuple[Array, ...], Array, tuple[Array, ...]]:
    """One step back at each step of a part of the run, from errors by variable."""
    cell, sizes = experiment.design.cell, experiment.design.sizes
    values = [rows[part] for rows in run.values.values()]
    before = {**run.values, "x": experiment.inputs}
    initial = [
        before[name][part.start - 1] if part.start else experiment.initial[name]
        for name in cell.lagged
    ]
    return step_pass(cell)(
        len(experiment.inputs[part]),
        *(sizes[symbol] for symbol in "XHK"),
        [experiment.parameters[name] for name in cell.parameters],
        values,
        initial,
        experiment.inputs[part],
        [errors.get(name, np.zeros((1, sizes[cell.symbol(name)]))) for name in entries(cell)],
    )


def _step_bounds(route: tuple[Array, ...], steps: int) -> Array:
    """The product of the norms of a route's factors at each step, [T]."""
    bounds: Array = np.multiply.reduce([np.broadcast_to(norm, steps) for norm in route])
    return bounds


def _of_each(matrices: Array, measure: Callable[[Array], float]) -> Array:
    return np.array([measure(matrix) if matrix.size else 0.0 for matrix in matrices])


def _spectral_radius(matrix: Array) -> float:
    if not np.isfinite(matrix).all():
        return np.nan
    return float(np.max(np.abs(np.linalg.eigvals(matrix))))


def _frobenius(matrix: Array) -> float:
    return float(norms(matrix.reshape(1, -1))[0])


def _product_norms(steps: Array) -> Array:
    """||J(T) ... J(t)|| for each t; powers of two are kept apart, so that nothing is lost."""
    found = np.zeros(len(steps))
    product, exponent = np.eye(steps.shape[1]), 0
    for t in range(len(steps) - 1, -1, -1):
        product = product @ steps[t]
        if product.size:
            found[t] = np.ldexp(spectral_norm(product), exponent)
            shift = int(np.frexp(np.max(np.abs(product)))[1])
            product, exponent = np.ldexp(product, -shift), exponent + shift
    return found


def forget_gates(cell: Cell) -> list[str]:
    """The variables through which alone a state goes on to itself."""
    found = []
    for name in cell.state:
        for edge in cell.outgoing[name]:
            match edge.target == name and edge.lag, edge.chains:
                case 1, ((Times(Variable(gate, 0)),),) if gate != "x":
                    found.append(gate)
    return found


def _forget_product(cell: Cell, run: Run) -> Array | None:
    gates = forget_gates(cell)
    if not gates:
        return None
    values = np.concatenate([run.values[gate] for gate in gates], axis=1)
    product: Array = np.max(_from_each_on(np.abs(values)), axis=1)
    return product


def _from_each_on(factors: Array) -> Array:
    """The product of the factors from each step to the last."""
    product: Array = np.cumprod(factors[::-1], axis=0, dtype=np.float64)[::-1]
    return product
