"""The plan of a cell: one generated function that runs it forward and backward.

The source is made from the expression trees, compiled once per cell and kept. It contains names
of the plan's own and numerals only, never the user's text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.backward_plan import Backward
from core.cell import KEPT, LOSS, Cell, edge_id
from core.emitter import Emitter, allocate, tuple_of
from core.expression import Apply, nodes
from core.forward_plan import emit_forward
from core.functions import FUNCTIONS, Array
from core.runtime import RUNTIME
from core.surgery import NOTHING, Surgery

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
    shortened        by state variable, the factors [T] that its deltas were shortened by; empty
                     where nothing was to be shortened
    """

    values: dict[str, Array]
    deltas: dict[str, Array]
    messages: dict[str, Array]
    initial_deltas: dict[str, Array]
    gradients: dict[str, Gradient]
    shortened: dict[str, Array]


Errors = Callable[[Array, Array], tuple[Array, Array]]
"""What a loss sends: (score, prediction) [T, K] -> (dJ/dprediction, dJ/dscore derived together with
a softmax)."""

_Arrays = tuple[Array, ...]


@lru_cache(maxsize=KEPT)
def plan(
    cell: Cell, cut: tuple[str, ...] = (), shorten: bool = False
) -> Callable[..., tuple[_Arrays, _Arrays, _Arrays, _Arrays, Any, _Arrays]]:
    """The compiled pass of a cell; names of variables are matched to arrays by `run`."""
    namespace = dict(RUNTIME)
    code = source(cell, cut, shorten)
    exec(compile(code, f"<plan of {cell.id or 'a cell'}>", "exec"), namespace)
    return namespace["passes"]  # type: ignore[return-value]


def source(cell: Cell, cut: tuple[str, ...] = (), shorten: bool = False) -> str:
    """The code of a cell's forward and backward pass, with some edges cut somewhere."""
    emitter = _started(cell)
    score, prediction = emitter.now(cell.score), emitter.now(cell.prediction)
    emitter.line(f"fresh, joint = loss({score}, {prediction})")
    cuts = {edge: emitter.define("k", f"keep[{index}]") for index, edge in enumerate(cut)}
    if loss_edge := cuts.get(edge_id(cell.prediction, LOSS, 0)):
        emitter.line(f"fresh = where({loss_edge}[1:], fresh, 0.0)")
        emitter.line(f"joint = where({loss_edge}[1:], joint, 0.0)")
    backward = Backward(cell, emitter, cuts, shorten)
    backward.emit()
    results = [
        [emitter.now(name) for name in cell.variables],
        [backward.deltas[name] for name in (*cell.variables, "x")],
        [backward.messages[edge.id] for edge in cell.edges],
        [backward.initial[name] for name in cell.lagged],
        [
            tuple_of(f"({error}, {operand})" for error, operand in backward.gradients[name])
            for name in cell.parameters
        ],
        [f"{backward.shortened[name]}[:, 0]" for name in cell.state if shorten],
    ]
    emitter.line(f"return {tuple_of(map(tuple_of, results))}")
    arguments = "T, X, H, K, parameters, inputs, initial, loss, keep, threshold"
    return emitter.function("passes", arguments)


def run(
    cell: Cell,
    sizes: Mapping[str, int],
    parameters: Mapping[str, Array],
    inputs: Array,
    initial: Mapping[str, Array],
    loss: Errors,
    surgery: Surgery = NOTHING,
) -> Run:
    """One pass.

    sizes       X, H and K by symbol
    parameters  by name, in their shapes
    inputs      [T, X]
    initial     a vector for all that is used at lag 1
    """
    shorten = surgery.threshold is not None
    passes = plan(cell, tuple(surgery.keep), shorten)
    values, deltas, messages, initial_deltas, gradients, shortened = passes(
        len(inputs),
        *(sizes[symbol] for symbol in "XHK"),
        [parameters[name] for name in cell.parameters],
        inputs,
        [initial[name] for name in cell.lagged],
        loss,
        list(surgery.keep.values()),
        surgery.threshold,
    )
    return Run(
        values=dict(zip(cell.variables, values, strict=True)),
        deltas=dict(zip((*cell.variables, "x"), deltas, strict=True)),
        messages=dict(zip((edge.id for edge in cell.edges), messages, strict=True)),
        initial_deltas=dict(zip(cell.lagged, initial_deltas, strict=True)),
        gradients=dict(zip(cell.parameters, gradients, strict=True)),
        shortened=dict(zip(cell.state, shortened, strict=True)) if shorten else {},
    )


@lru_cache(maxsize=KEPT)
def _forward_plan(cell: Cell) -> Callable[..., tuple[_Arrays, _Arrays]]:
    namespace = dict(RUNTIME)
    exec(compile(_forward_source(cell), "<forward pass of a cell>", "exec"), namespace)
    return namespace["passes"]  # type: ignore[return-value]


def _forward_source(cell: Cell) -> str:
    """The code of the forward pass alone."""
    emitter = _started(cell)
    sides = [
        emitter.define("s", f"sign({emitter.array(node.operand)} - {kink!r})")
        for equation in cell.equations
        for node in nodes(equation.expression)
        if isinstance(node, Apply) and node.function in FUNCTIONS
        for kink in FUNCTIONS[node.function].kinks
    ]
    values = tuple_of(emitter.now(name) for name in cell.variables)
    emitter.line(f"return {values}, {tuple_of(sides)}")
    return emitter.function("passes", "T, X, H, K, parameters, inputs, initial")


def forward(
    cell: Cell,
    sizes: Mapping[str, int],
    parameters: Mapping[str, Array],
    inputs: Array,
    initial: Mapping[str, Array],
) -> tuple[dict[str, Array], tuple[Array, ...]]:
    """The forward pass of `run` alone: values by variable, [T, n], and for every use of a function
    with a kink, the sign of its argument's distance from it.
    """
    values, sides = _forward_plan(cell)(
        len(inputs),
        *(sizes[symbol] for symbol in "XHK"),
        [parameters[name] for name in cell.parameters],
        inputs,
        [initial[name] for name in cell.lagged],
    )
    return dict(zip(cell.variables, values, strict=True)), sides


def _started(cell: Cell) -> Emitter:
    """An emitter that has computed every variable."""
    emitter = Emitter(cell.parameters)
    allocate(cell, emitter, "x", "X")
    emitter.line(f"{emitter.values['x']}[1:] = inputs")
    emit_forward(cell, emitter)
    return emitter
