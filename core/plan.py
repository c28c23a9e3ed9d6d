"""The plan of a cell: one generated function that runs it forward and backward.

The source is made from the expression trees, compiled once per cell and kept. It contains names
of the plan's own and numerals only, never the user's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.backward_plan import Backward
from core.cell import KEPT, Cell
from core.emitter import RUNTIME, Emitter, allocate
from core.forward_plan import emit_forward
from core.functions import Array

Gradient = tuple[tuple[Array, Array | None], ...]
"""Pairs (error [T, m], operand [T, n]) whose outer products add up to the gradient of step t; the
operand of a vector's is None."""


@dataclass(frozen=True)
class Run:
    """Arrays of one forward and backward pass, time-major; row 0 is step 1.

    values, deltas   by variable, [T, n]; deltas also of x
    messages         by edge id, [T, n], at the row of the step of the edge's source
    initial_deltas   by what is used at lag 1, [n]
    gradients        by parameter
    """

    values: dict[str, Array]
    deltas: dict[str, Array]
    messages: dict[str, Array]
    initial_deltas: dict[str, Array]
    gradients: dict[str, Gradient]


Errors = Callable[[Array, Array], tuple[Array, Array]]
"""What a loss sends: (score, prediction) [T, K] -> (dJ/dprediction, dJ/dscore derived together with
a softmax)."""

_Arrays = tuple[Array, ...]


@lru_cache(maxsize=KEPT)
def plan(cell: Cell) -> Callable[..., tuple[_Arrays, _Arrays, _Arrays, _Arrays, Any]]:
    """The compiled pass of a cell; names of variables are matched to arrays by `run`."""
    namespace = dict(RUNTIME)
    exec(compile(source(cell), f"<plan of {cell.id or 'a cell'}>", "exec"), namespace)
    return namespace["passes"]  # type: ignore[return-value]


def source(cell: Cell) -> str:
    """The code of a cell's forward and backward pass."""
    emitter = Emitter(cell.parameters)
    allocate(cell, emitter, "x", "X")
    emitter.line(f"{emitter.values['x']}[1:] = inputs")
    emit_forward(cell, emitter)
    score, prediction = emitter.now(cell.score), emitter.now(cell.prediction)
    emitter.line(f"fresh, joint = loss({score}, {prediction})")
    backward = Backward(cell, emitter)
    backward.emit()
    results = [
        [emitter.now(name) for name in cell.variables],
        [backward.deltas[name] for name in (*cell.variables, "x")],
        [backward.messages[edge.id] for edge in cell.edges],
        [backward.initial[name] for name in cell.lagged],
        [
            _tuple(f"({error}, {operand})" for error, operand in backward.gradients[name])
            for name in cell.parameters
        ],
    ]
    emitter.line(f"return {_tuple(map(_tuple, results))}")
    body = "\n".join(f"    {line}" for line in emitter.lines)
    return f"def passes(T, X, H, K, parameters, inputs, initial, loss):\n{body}\n"


def run(
    cell: Cell,
    sizes: Mapping[str, int],
    parameters: Mapping[str, Array],
    inputs: Array,
    initial: Mapping[str, Array],
    loss: Errors,
) -> Run:
    """One pass.

    sizes       X, H and K by symbol
    parameters  by name, in their shapes
    inputs      [T, X]
    initial     a vector for all that is used at lag 1
    """
    values, deltas, messages, initial_deltas, gradients = plan(cell)(
        len(inputs),
        *(sizes[symbol] for symbol in "XHK"),
        [parameters[name] for name in cell.parameters],
        inputs,
        [initial[name] for name in cell.lagged],
        loss,
    )
    return Run(
        values=dict(zip(cell.variables, values, strict=True)),
        deltas=dict(zip((*cell.variables, "x"), deltas, strict=True)),
        messages=dict(zip((edge.id for edge in cell.edges), messages, strict=True)),
        initial_deltas=dict(zip(cell.lagged, initial_deltas, strict=True)),
        gradients=dict(zip(cell.parameters, gradients, strict=True)),
    )


def _tuple(codes: Iterable[str]) -> str:
    return "(" + "".join(f"{code}, " for code in codes) + ")"
