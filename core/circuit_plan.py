"""Code for what happens inside the equations: values, errors and messages of their operations.

A run has the values and the errors of all variables, so nothing here needs a loop: an operation's
value follows from the variables, and its error is the message of the one operation that takes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

import numpy as np

from core.cell import KEPT, LOSS, Cell, Edge, edge_id
from core.circuit import circuit, taken_apart
from core.derivative import carried
from core.emitter import Emitter, tuple_of
from core.experiment import Experiment
from core.expression import Ahead, Delta, Expression, Sum, Variable
from core.functions import Array
from core.plan import Run
from core.runtime import RUNTIME


@dataclass(frozen=True)
class Parts:
    """Arrays of what has no name in the equations, [T, n], row 0 is step 1.

    values, deltas  by operation, but for those that are variables
    messages        by use, `argument>operation`, at the row of the step of the argument; the uses
                    of one argument by one operation at one lag are one
    """

    values: dict[str, Array]
    deltas: dict[str, Array]
    messages: dict[str, Array]


def unnamed(cell: Cell) -> tuple[str, ...]:
    """The operations that are no variables, in the order of computation."""
    return tuple(one.id for one in circuit(cell) if one.id != one.of)


@lru_cache(maxsize=KEPT)
def uses(cell: Cell) -> tuple[Edge, ...]:
    """The edges between operations, each operation's after those of what takes it."""
    places = {name: place for place, name in enumerate(taken_apart(cell).variables)}
    inner = [edge for edge in taken_apart(cell).edges if edge.target != LOSS]
    return tuple(sorted(inner, key=lambda edge: -places[edge.target]))


def parts(experiment: Experiment, run: Run) -> Parts:
    """The insides of the equations in this very run, with its cuts and shortened deltas."""
    cell, keep = experiment.design.cell, experiment.surgery.keep
    values = {**run.values, "x": experiment.inputs}
    with np.errstate(all="ignore"):
        arrays = _plan(cell, tuple(keep))(
            [experiment.parameters[name] for name in cell.parameters],
            list(values.values()),
            [np.vstack([experiment.initial[name], values[name][:-1]]) for name in cell.lagged],
            list(run.deltas.values()),
            list(run.messages.values()),
            list(keep.values()),
        )
    names = unnamed(cell), unnamed(cell), [edge.id for edge in uses(cell)]
    found = (dict(zip(n, several, strict=True)) for n, several in zip(names, arrays, strict=True))
    return Parts(*found)


@lru_cache(maxsize=KEPT)
def _plan(cell: Cell, cut: tuple[str, ...]) -> Callable[..., Any]:
    namespace = dict(RUNTIME)
    exec(compile(_source(cell, cut), "<insides of a cell>", "exec"), namespace)
    return namespace["insides"]  # type: ignore[return-value]


def _source(cell: Cell, cut: tuple[str, ...]) -> str:
    emitter = Emitter(cell.parameters)
    for index, name in enumerate((*cell.variables, "x")):
        emitter.names[Variable(name)] = emitter.define("v", f"values[{index}]")
        emitter.names[Delta(name)] = emitter.define("d", f"deltas[{index}]")
    for index, name in enumerate(cell.lagged):
        emitter.names[Variable(name, 1)] = emitter.define("v", f"before[{index}]")
    for name in unnamed(cell):
        expression = taken_apart(cell).equation[name].expression
        emitter.names[Variable(name)] = emitter.array(expression)
    messages = _emit_messages(cell, emitter, cut)
    results = [
        [emitter.names[Variable(name)] for name in unnamed(cell)],
        [emitter.names[Delta(name)] for name in unnamed(cell)],
        [messages[use.id] for use in uses(cell)],
    ]
    emitter.line(f"return {tuple_of(map(tuple_of, results))}")
    return emitter.function("insides", "parameters, values, before, deltas, messages, keep")


def _emit_messages(cell: Cell, emitter: Emitter, cut: tuple[str, ...]) -> dict[str, str]:
    """The name of the message of every use, by its id, from the roots of the equations down."""
    of = {one.id: one.of for one in circuit(cell)}
    whole = {use.id: edge_id(use.source, of[use.target], use.lag) for use in uses(cell)}
    several = Counter(whole.values())
    edges = [edge.id for edge in cell.edges]
    messages: dict[str, str] = {}
    for use in uses(cell):
        edge = whole[use.id]
        if several[edge] == 1 and edge in edges:  # the run has it, in its most accurate form
            messages[use.id] = emitter.define("m", f"messages[{edges.index(edge)}]")
            continue
        terms: list[Expression] = [carried(Delta(use.target), chain) for chain in use.chains]
        message = reduce(Sum, terms)
        array = emitter.array(Ahead(message) if use.lag else message)
        if edge in cut:
            array = emitter.define("k", f"where(keep[{cut.index(edge)}][1:], {array}, 0.0)")
        messages[use.id] = array
        if use.source not in (*cell.variables, "x"):
            emitter.names[Delta(use.source)] = array
    return messages
