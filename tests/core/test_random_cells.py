"""What must hold for every cell, on cells that nobody thought of.

The cells are the same at each run of one version of hypothesis; a cell that fails is shortened.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import measures
from core.cell import Cell
from core.functions import NAMES, Array
from core.plan import Run, forward
from core.surgery import Surgery
from tests.core.conftest import Case, case

pytest.importorskip("hypothesis", reason="hypothesis is not installed: make test installs it")

from hypothesis import HealthCheck, assume, given, seed, settings

from tests.core import made
from tests.core.test_other_spellings import assert_same, in_a_loop, near
from tests.core.test_sources import parts

stable = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    suppress_health_check=list(HealthCheck),
)
LARGEST = 1e4
"""Beyond it a run counts as one that overflows: differences of such values say nothing."""
SHRINK = (1, 4, 16, 64)


def is_small(run: Run) -> bool:
    """Whether none of its numbers is too large."""
    groups = [run.values, run.deltas, run.messages, run.initial_deltas]
    with np.errstate(all="ignore"):
        groups.append({name: measures.total_gradient(g) for name, g in run.gradients.items()})
    return all(np.all(np.abs(rows) < LARGEST) for group in groups for rows in group.values())


def moved(one: Case, field: str, name: str | None, by: Array) -> tuple[float, list[Array]]:
    """J with an array moved, and on which side of its kinks every function's argument is."""
    array = getattr(one, field)
    changed = array + by if name is None else {**array, name: array[name] + by}
    there = replace(one, **{field: changed})
    with np.errstate(all="ignore"):
        values, sides = forward(one.cell, one.sizes, there.parameters, there.inputs, there.initial)
        score = there.inputs if one.cell.score == "x" else values[one.cell.score]
        return one.loss.total(one.loss.per_step(score, values[one.cell.prediction])), list(sides)


def slope(one: Case, field: str, name: str | None, way: Array) -> tuple[float, float] | None:
    """dJ along a direction, by central differences extrapolated to none (Ridders, 1982), and how
    far off that may be; None where a kink lies between."""
    total, here = moved(one, field, name, 0 * way)
    best, least, column = 0.0, np.inf, [0.0] * len(SHRINK)
    for k, shrink in enumerate(SHRINK):
        h = 4e-3 / shrink
        (up, above), (down, below) = (moved(one, field, name, s * h * way) for s in (1, -1))
        for side in (above, below):
            if not all(map(np.array_equal, side, here)):
                return None
        row = [(up - down) / (2 * h)]
        for order in range(1, k + 1):
            row.append((16.0**order * row[-1] - column[order - 1]) / (16.0**order - 1))
            off = max(abs(row[-1] - row[-2]), abs(row[-1] - column[order - 1]))
            if off < least:
                best, least = row[-1], off
        column = row
    return best, least + 1e-11 * max(1.0, abs(total))


@pytest.mark.parametrize("function", NAMES)
def test_gradients_are_central_differences(function: str) -> None:
    """Each array's along a random direction, in cells whose output is of this function."""
    close: list[bool] = []

    @seed(NAMES.index(function))
    @settings(stable, max_examples=13)
    @given(made.cells(function))
    def compare(cell: Cell) -> None:
        one, rng = case(cell), np.random.default_rng(1)
        run = one.run()
        assume(is_small(run))
        analytic = {("inputs", None): run.deltas["x"]}
        analytic |= {("initial", name): run.initial_deltas[name] for name in one.initial}
        for name, gradient in run.gradients.items():
            analytic["parameters", name] = measures.total_gradient(gradient)
        for (field, name), gradient in analytic.items():
            way = rng.normal(size=gradient.shape)
            found, size = slope(one, field, name, way), float(np.sum(np.abs(gradient * way)))
            close.append(found is not None and found[1] < 1e-4 * max(size, 1e-3))
            if found is not None:
                numeric, off = found
                wrong = abs(np.sum(gradient * way) - numeric)
                assert wrong <= 1e-7 * size + 10 * off, (field, name)

    compare()
    assert len(close) > 30 and np.mean(close) > 0.5, "too few were compared, or not closely"


@stable
@given(made.cells())
def test_sums_are_what_they_are_sums_of(cell: Cell) -> None:
    """The books balance; errors sum over the losses, gradients over the steps."""
    one = case(cell)
    run = one.run()
    assume(is_small(run))
    assert measures.balance(cell, run).worst < 1e-12
    largest = max(float(np.max(np.abs(rows), initial=0.0)) for rows in run.messages.values())
    for name, errors in parts(one, run, Surgery()).items():
        near(errors.sum(axis=0), run.deltas[name], max(largest, float(np.max(np.abs(errors)))))
    for gradient in run.gradients.values():
        steps = measures.step_gradients(gradient)
        near(steps.sum(axis=0), measures.total_gradient(gradient), float(np.abs(steps).sum()))


@settings(stable, max_examples=50)
@given(made.cells(losses=["squared_error"]))
def test_so_it_does_for_random_cells(cell: Cell) -> None:
    one, there = in_a_loop(cell)
    assume(is_small(one.run()))
    assert_same(one, there, {})
