"""The derivative check: the gradients of a run against central differences of its loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.experiment import Experiment
from core.flow import Flow
from core.functions import Array
from core.plan import forward
from core.refusal import Refusal, brief
from core.streams import stream

ENTRIES = 64
"""How many entries are compared, at most."""
LEAST = 10
WORK = 6e8
"""Multiplications that all forward passes of a check may take together; large runs get fewer
entries, but never fewer than LEAST."""
STEP_COST = 20_000
"""What a step costs whatever its size, in multiplications."""
STEP = 4e-3
"""The largest h, times the entry's size where that is more than 1."""
SHRINK = (1, 4, 16, 64)
"""What h is divided by, one after the other."""
TOLERANCE = 1e-6
"""The largest error of an entry that is put down to rounding; a wrong gradient errs by far more."""

Field = Literal["parameters", "inputs", "initial_state"]
Sides = tuple[Array, ...]


@dataclass(frozen=True)
class Entry:
    """One number of a parameter, of the inputs or of the initial state.

    place     its row and column, or its place in a vector, counted from 1
    analytic  dJ/d(entry) from the backward pass
    numeric   the same from central differences, the closest with step
    step      h
    error     |analytic - numeric| / max(|analytic|, |numeric|, eps |J| / h)
    """

    field: Field
    name: str
    place: tuple[int, ...]
    analytic: float
    numeric: float
    step: float
    error: float


@dataclass(frozen=True)
class Check:
    """A sample of the entries, chosen by the request's seed.

    of        how many entries there are
    compared  those that were compared
    kinks     how many of the sample were left out, since between the points of their differences
              lies a kink of relu or hard_sigmoid, where there is no derivative
    overflows how many were left out, since J leaves the finite numbers between those points
    worst     the one with the largest error; None where all were left out
    """

    of: int
    compared: tuple[Entry, ...]
    kinks: int
    overflows: int
    worst: Entry | None

    @property
    def agrees(self) -> bool | None:
        """Whether no error is above TOLERANCE; None where nothing could be compared."""
        return None if self.worst is None else self.worst.error <= TOLERANCE


def check(flow: Flow) -> Check:
    """Compare; raises Refusal where the errors shown are not meant to be derivatives of J."""
    _refuse(flow)
    experiment, analytic = flow.experiment, _derivatives(flow)
    flat = [
        (field, name, index)
        for field, arrays in analytic.items()
        for name, array in arrays.items()
        for index in np.ndindex(array.shape)
    ]
    chosen = _sample([name for _, name, _ in flat], _affordable(experiment), experiment)
    _, here = _loss(experiment)
    compared, left = [], {"kink": 0, "overflow": 0}
    for field, name, index in (flat[k] for k in chosen):
        h = STEP * max(1.0, abs(float(_arrays(experiment)[field][name][index])))
        found = _difference(experiment, field, name, index, h, here)
        if isinstance(found, str):
            left[found] += 1
            continue
        numeric, h = found
        a = float(analytic[field][name][index])
        floor = np.finfo(float).eps * abs(flow.total) / h
        scale = max(abs(a), abs(numeric), floor)
        error = abs(a - numeric) / scale if scale else 0.0
        place = tuple(k + 1 for k in index)
        compared.append(Entry(field, name, place, a, numeric, h, error))
    worst = max(compared, key=lambda entry: entry.error, default=None)
    return Check(len(flat), tuple(compared), left["kink"], left["overflow"], worst)


def _refuse(flow: Flow) -> None:
    request = flow.experiment.design.request
    why = "so its errors are not the derivatives of J; leave this out to check them."
    if request.cut:
        raise Refusal(f"The run has cut edges, {why}", pointer="/cut")
    if request.truncate is not None:
        raise Refusal(f"The run is truncated, {why}", pointer="/truncate")
    if request.clip is not None and request.clip.mode == "delta":
        raise Refusal(f"The run shortens its deltas, {why}", pointer="/clip")
    if flow.overflow is not None:
        raise Refusal(
            f"The run leaves the finite numbers in {brief(flow.overflow.variable)}; to check it,"
            " lower recurrent_gain, steps or the weights.",
            pointer="",
        )


def _arrays(experiment: Experiment) -> dict[Field, Mapping[str, Array]]:
    return {
        "parameters": experiment.parameters,
        "inputs": {"x": experiment.inputs},
        "initial_state": experiment.initial,
    }


def _derivatives(flow: Flow) -> dict[Field, Mapping[str, Array]]:
    return {
        "parameters": flow.gradients,
        "inputs": {"x": flow.run.deltas["x"]},
        "initial_state": flow.run.initial_deltas,
    }


def _affordable(experiment: Experiment) -> int:
    """How many entries can be compared within the work that a check may take."""
    weights = sum(array.size for array in experiment.parameters.values())
    work = 2 * len(SHRINK) * len(experiment.inputs) * (weights + STEP_COST)
    return max(LEAST, min(ENTRIES, int(WORK / work)))


def _sample(names: list[str], most: int, experiment: Experiment) -> list[int]:
    """One entry of each array as far as that goes, then any: their numbers, in order."""
    order = stream(experiment.design.request.seed, "check").permutation(len(names))
    first: dict[str, int] = {}
    for k in order:
        first.setdefault(names[k], int(k))
    ahead = list(first.values())
    return sorted([*ahead, *(int(k) for k in order if k not in first.values())][:most])


def _difference(
    experiment: Experiment, field: Field, name: str, index: tuple[int, ...], h: float, here: Sides
) -> tuple[float, float] | Literal["kink", "overflow"]:
    """dJ/d(entry) and the smallest h that it was taken from, or what stands in the way.

    Central differences with h, h/4, h/16 and h/64, extrapolated to h = 0; of all extrapolations the
    one that differs least from those it was made of (Ridders, 1982). A single h would be too large
    for the one run and too small for the other.
    """
    best, least, column = (0.0, h), np.inf, [0.0] * len(SHRINK)
    for k, shrink in enumerate(SHRINK):
        totals = []
        for side in (h / shrink, -h / shrink):
            array = _arrays(experiment)[field][name].copy()
            array[index] += side
            total, sides = _loss(_with(experiment, field, name, array))
            if not all(np.array_equal(a, b) for a, b in zip(sides, here, strict=True)):
                return "kink"
            if not np.isfinite(total):
                return "overflow"
            totals.append(total)
        row = [(totals[0] - totals[1]) / (2 * h / shrink)]
        for order in range(1, k + 1):
            weight = 16.0**order  # the error of a central difference is a series in h squared
            row.append((weight * row[-1] - column[order - 1]) / (weight - 1))
            off = max(abs(row[-1] - row[-2]), abs(row[-1] - column[order - 1]))
            if off < least:
                best, least = (row[-1], h / shrink), off
        column = row
    return best


def _with(experiment: Experiment, field: Field, name: str, array: Array) -> Experiment:
    match field:
        case "parameters":
            return replace(experiment, parameters={**experiment.parameters, name: array})
        case "inputs":
            return replace(experiment, inputs=array)
        case "initial_state":
            return replace(experiment, initial={**experiment.initial, name: array})


def _loss(experiment: Experiment) -> tuple[float, Sides]:
    """J, and on which side of its kinks every argument of relu and hard_sigmoid is."""
    cell, loss = experiment.design.cell, experiment.loss
    with np.errstate(all="ignore"):
        values, sides = forward(
            cell,
            experiment.design.sizes,
            experiment.parameters,
            experiment.inputs,
            experiment.initial,
        )
        return loss.total(loss.per_step(*experiment.scored(values))), sides
