"""What happens inside the equations: on every cell, the same as in a cell of its operations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.cell import LOSS, Cell, edge_id
from core.circuit import circuit, taken_apart
from core.circuit_plan import Parts, parts, uses
from core.experiment import prepare, settle
from core.flow import flow
from core.functions import Array
from core.loss import Loss
from core.plan import Run
from core.request import Limits, LossChoice, Request
from core.surgery import NOTHING, Surgery
from tests.core.conftest import CELLS, STEPS, Case, case
from tests.core.test_surgery import some_cuts

pytest.importorskip("hypothesis", reason="hypothesis is not installed: make test installs it")

from hypothesis import assume, given

from tests.core import made
from tests.core.test_random_cells import is_small, stable

TRUNCATED = np.arange(STEPS + 1)[:, None] != 2


def near(found: Array, expected: Array, scale: float) -> None:
    """Within rounding of the largest number that was added up."""
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12 * scale)


def largest(*groups: dict[str, Array]) -> float:
    return max(
        (float(np.max(np.abs(rows))) for group in groups for rows in group.values()), default=0
    )


def apart(one: Case, surgery: Surgery) -> Run:
    """The engine's run of the cell that has an equation for each operation."""
    of = {operation.id: operation.of for operation in circuit(one.cell)} | {LOSS: LOSS}
    cell = taken_apart(one.cell)
    whole = {e.id: edge_id(e.source, of[e.target], e.lag) for e in cell.edges}
    keep = {use: surgery.keep[edge] for use, edge in whole.items() if edge in surgery.keep}
    return replace(one, cell=cell).run(surgery=replace(surgery, keep=keep))


def check(one: Case, surgery: Surgery) -> Parts:
    """The parts against the plain run, and against the run of the cell that is taken apart."""
    run = one.run(surgery=surgery)
    found = parts(one.experiment(surgery), run)
    other = apart(one, surgery)
    scale = largest(run.deltas, run.messages, found.messages)
    for name, rows in found.values.items():
        near(rows, other.values[name], 1.0)
    for name, rows in run.values.items():
        near(rows, other.values[name], 1.0)
    for kind in ("deltas", "messages"):
        for name, rows in getattr(found, kind).items():
            near(rows, getattr(other, kind)[name], scale)
    assert_adds_up(one, run, found, scale)
    return found


def assert_adds_up(one: Case, run: Run, found: Parts, scale: float) -> None:
    """Messages of uses add up to those of edges and, with that of the loss, to deltas."""
    of = {operation.id: operation.of for operation in circuit(one.cell)}
    edges = {edge.id: np.zeros_like(run.messages[edge.id]) for edge in one.cell.edges}
    fresh = edge_id(one.cell.prediction, LOSS, 0)
    edges[fresh] = run.messages[fresh]
    for use in uses(one.cell):
        if use.source in of and of[use.source] != use.source:
            near(found.deltas[use.source], found.messages[use.id], 0.0)
        else:
            edges[edge_id(use.source, of[use.target], use.lag)] += found.messages[use.id]
    for name, rows in edges.items():
        near(rows, run.messages[name], scale)
    for name in (*one.cell.variables, "x"):
        total = sum((edges[edge.id] for edge in one.cell.outgoing[name]), np.zeros(1))
        if name in run.shortened:
            total = total * run.shortened[name][:, None]
        near(np.broadcast_to(total, run.deltas[name].shape), run.deltas[name], scale)


def test_it_is_the_run_of_a_cell_of_operations(every: Case) -> None:
    check(every, NOTHING)


def test_with_cuts(every: Case) -> None:
    check(every, some_cuts(every, 3))


def test_with_truncation_and_shortened_deltas(every: Case) -> None:
    lagged = {edge.id: TRUNCATED for edge in every.cell.edges if edge.lag}
    found = check(every, Surgery(lagged, threshold=0.2))
    for use in uses(every.cell):
        if use.lag:
            assert not found.messages[use.id][1].any() and not found.messages[use.id][-1].any()


@stable
@given(made.cells())
def test_random_cells(cell: Cell) -> None:
    one = case(cell)
    assume(is_small(one.run()) and is_small(apart(one, NOTHING)))
    check(one, NOTHING)
    check(one, some_cuts(one, 1))


def test_a_cut_silences_every_use() -> None:
    one = case(CELLS["said twice, none, squared_error"])
    surgery = Surgery({"h>h@1": np.zeros((STEPS + 1, 1), dtype=bool)})
    found = parts(one.experiment(surgery), one.run(surgery=surgery))
    silent = [name for name in found.messages if name.startswith("h>")]
    assert silent == ["h>h.5@1", "h>h.3@1", "h>h.1@1"]
    assert not any(found.messages[name].any() for name in silent)
    assert found.deltas["h.5"].any() and found.deltas["h.1"].any()


def test_a_cut_is_zero_even_of_an_infinite_error() -> None:
    one = case(CELLS["said twice, none, squared_error"])
    broken = replace(one, loss=Loss(one.loss.kind, one.loss.target * np.inf, np.ones(STEPS)))
    surgery = Surgery({"h>h@1": np.zeros((STEPS + 1, 1), dtype=bool)})
    found = parts(broken.experiment(surgery), broken.run(surgery=surgery))
    assert not np.isfinite(found.deltas["h.3"]).any() and not found.messages["h>h.3@1"].any()


def test_the_stable_form_of_softmax_and_its_loss_is_kept() -> None:
    """Where the prediction of the target underflows, the error of the score is still there."""
    design = settle(
        Request(
            cell="rnn",
            loss=LossChoice("cross_entropy"),
            parameters={"c": [2000.0, 0.0]},
            targets=[[0.0, 1.0]] * 12,
        ),
        Limits(),
    )
    result = flow(prepare(design))
    np.testing.assert_allclose(result.parts.messages["o>yhat"][:, 0], 1.0, rtol=1e-12)
    np.testing.assert_allclose(result.parts.messages["o.1>o"], result.run.deltas["o"])
