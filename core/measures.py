"""Measures of a run: norms, the balance of the books, the first value that is not finite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.cell import Cell
from core.functions import Array
from core.norms import norms
from core.plan import Gradient, Run


def step_gradients(gradient: Gradient, steps: slice = slice(None)) -> Array:
    """(dJ/dP)^(t), the contribution of each step: [T, m, n], or [T, m] for a vector."""
    parts = [
        error[steps] if operand is None else np.einsum("ti,tj->tij", error[steps], operand[steps])
        for error, operand in gradient
    ]
    return _sum(parts)


def total_gradient(gradient: Gradient) -> Array:
    """dJ/dP, the sum over the steps: [m, n] or [m]."""
    return _sum(
        [
            np.add.reduce(error) if operand is None else np.dot(error.T, operand)
            for error, operand in gradient
        ]
    )


def factors(gradients: Mapping[str, Gradient]) -> Iterator[Array]:
    """The arrays [T, n] of which all contributions are made."""
    for gradient in gradients.values():
        for pair in gradient:
            yield from (array for array in pair if array is not None)


def gradient_norms(
    gradients: Mapping[str, Gradient], known: Mapping[int, Array]
) -> dict[str, Array]:
    """Frobenius norms of the contributions of each step, [T], from the norms that are `known`.

    The norm of an outer product is the product of norms, and of finite rows it is finite.
    """
    pairs = {name: gradient[0] for name, gradient in gradients.items() if len(gradient) == 1}
    found: dict[str, Array] = {}
    if pairs:
        errors = np.array([known[id(error)] for error, _ in pairs.values()])
        ones = np.ones(errors.shape[1])
        operands = np.array(
            [ones if operand is None else known[id(operand)] for _, operand in pairs.values()]
        )
        products = errors * operands
        finite = np.isfinite(errors) & np.isfinite(operands)
        np.minimum(products, np.finfo(float).max, out=products, where=finite)
        found = dict(zip(pairs, products, strict=True))
    return {
        name: found[name] if name in found else _norms_of_sums(gradient)
        for name, gradient in gradients.items()
    }


def _norms_of_sums(gradient: Gradient) -> Array:
    steps = range(len(gradient[0][0]))
    return np.array(
        [norms(step_gradients(gradient, slice(t, t + 1)).reshape(1, -1))[0] for t in steps]
    )


def _sum(parts: Sequence[Array]) -> Array:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


@dataclass(frozen=True)
class Balance:
    """The worst |delta - sum of messages|, relative to the largest message of its row."""

    worst: float
    """As large as a rounding error, or something is wrong."""
    variable: str
    """Whose row it is."""
    step: int
    """The row's step, from 1."""


def balance(cell: Cell, run: Run) -> Balance:
    """Where the books balance worst: exactly zero would be no rounding at all.

    A delta that was shortened balances before that. Rows that are not finite have no books to
    balance and are passed over. Below the smallest normal number rounding is absolute, so messages
    count as no smaller than that.
    """
    worst = Balance(0.0, cell.output, 1)
    for name in (*cell.variables, "x"):
        messages = [run.messages[edge.id] for edge in cell.outgoing[name]]
        if not messages or (len(messages) == 1 and messages[0] is run.deltas[name]):
            continue  # nothing to add up
        if name in run.shortened:
            messages = [run.shortened[name][:, None] * message for message in messages]
        off = np.max(np.abs(run.deltas[name] - _sum(messages)), axis=1)
        scale = np.max(reduce(np.maximum, map(np.abs, messages)), axis=1)
        relative = off / np.maximum(scale, np.finfo(float).tiny)
        relative[~np.isfinite(off)] = 0.0
        row = int(np.argmax(relative))
        if relative[row] > worst.worst:
            worst = Balance(float(relative[row]), name, row + 1)
    return worst


@dataclass(frozen=True)
class Overflow:
    """The first value that is not finite, in the order of events; step 0 is the initial state.

    Backward, `variable` may also be a parameter: then all errors are finite, and its gradient is
    not, summed from the last step back to this one.
    """

    phase: Literal["forward", "backward"]
    """forward: in the values or the loss. backward: in the errors or the gradients."""
    variable: str
    """A variable, J, or a parameter."""
    step: int
    """From 1; 0 is the initial state."""
    value: Literal["+inf", "-inf", "nan"]
    """What stands there."""


def overflow(
    cell: Cell, run: Run, losses: Array, gradients: Mapping[str, Array]
) -> Overflow | None:
    """Where a run first leaves the finite numbers, or None where it never does.

    Forward, the variables step by step and then J; backward, the deltas from the last step to the
    first, the gradients of the parameters, and last the initial state's deltas.
    """
    forward = [(name, run.values[name]) for name in cell.variables]
    found = _first(forward, range(len(losses)))
    if found is None:
        found = _first([("J", losses[:, None])], range(len(losses)))
    if found is not None:
        return Overflow("forward", *found)
    backward = [(name, run.deltas[name]) for name in (*cell.backward_order, "x")]
    found = _first(backward, range(len(losses) - 1, -1, -1))
    if found is None:
        totals = [(name, total.reshape(1, -1)) for name, total in gradients.items()]
        found = _first(totals, range(1))
        if found is not None:
            name, _, value = found
            found = name, _overflowing_step(run.gradients[name]), value
    if found is None:
        before = [(name, delta[None]) for name, delta in run.initial_deltas.items()]
        found = _first(before, range(1), first_step=0)
    return None if found is None else Overflow("backward", *found)


def _overflowing_step(gradient: Gradient) -> int:
    """The step at which a gradient, summed from the last step back, is no longer finite."""
    steps = len(gradient[0][0])
    total = np.zeros(())
    for t in reversed(range(1, steps)):
        with np.errstate(all="ignore"):
            total = total + step_gradients(gradient, slice(t, t + 1))[0]
        if not np.isfinite(total).all():
            return t + 1
    return 1


def _first(
    arrays: Sequence[tuple[str, Array]], rows: Iterable[int], first_step: int = 1
) -> tuple[str, int, Literal["+inf", "-inf", "nan"]] | None:
    finite: dict[str, NDArray[np.bool]] = {
        name: np.all(np.isfinite(array), axis=1)
        for name, array in arrays
        if not np.isfinite(array).all()
    }
    if not finite:
        return None
    arrays = [(name, array) for name, array in arrays if name in finite]
    where = ((row, name, array) for row in rows for name, array in arrays if not finite[name][row])
    row, name, array = next(where)
    bad = array[row][~np.isfinite(array[row])][0]
    value: Literal["+inf", "-inf", "nan"] = "+inf" if bad > 0 else "-inf"
    return name, row + first_step, "nan" if np.isnan(bad) else value
