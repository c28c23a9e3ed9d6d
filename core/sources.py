"""The split of the errors by the step whose loss they come from: dJ(s)/dv(t) for all s and t."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.experiment import Experiment
from core.functions import Array
from core.norms import norms
from core.plan import Run
from core.sources_plan import drives, sweep


def split(experiment: Experiment, run: Run) -> Iterator[tuple[int, dict[str, Array]]]:
    """Each step t (counted from 0) from the last to the first, with dJ(s)/dv(t), [S, n], where
    errors of several steps' losses mix; the rows are the steps s >= t that have a loss.

    The rows are those of buffers: they hold until the next step is asked for.
    """
    cell, surgery = experiment.design.cell, experiment.surgery
    plan = sweep(cell, tuple(surgery.keep), surgery.threshold is not None)
    steps = len(experiment.inputs)
    losses = np.flatnonzero(experiment.loss.mask)
    rows = plan.steps(
        steps,
        *(experiment.design.sizes[symbol] for symbol in "XHK"),
        [experiment.parameters[name] for name in cell.parameters],
        list(run.values.values()),
        [experiment.initial[name] for name in cell.lagged],
        experiment.inputs,
        [sum(run.messages[edge] for edge in drives(cell, name)) for name in plan.driven],
        list(surgery.keep.values()),
        [factors[:, None] for factors in run.shortened.values()],
        len(losses),
        np.searchsorted(losses, np.arange(steps)),
    )
    with np.errstate(all="ignore"):
        for step, found in rows:
            yield step, dict(zip(plan.reported, found, strict=True))


def sources(experiment: Experiment, run: Run) -> dict[str, Array]:
    """The 2-norms of dJ(s)/dv(t), [T, T] (s, t), of the state and the output.

    Zero for s without a loss and for t > s. Norms of parts do not add up to the norm of the whole.
    """
    cell = experiment.design.cell
    steps, losses = len(experiment.inputs), np.flatnonzero(experiment.loss.mask)
    found = {name: np.zeros((steps, steps)) for name in (*cell.state, cell.output)}
    mixed: set[str] = set()
    for step, rows in split(experiment, run):
        reached = losses[losses >= step]
        mixed.update(rows)
        for name, errors in rows.items():
            found[name][reached, step] = norms(errors)
    for name in found.keys() - mixed:  # each error is of its own step's loss alone
        found[name][np.diag_indices(steps)] = norms(run.deltas[name])
    return found
