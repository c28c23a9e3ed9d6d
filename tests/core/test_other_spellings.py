"""The same cell written in another way gives the same numbers: its lines in another order, other
names, and all of it in a loop where some could be computed for all steps at once."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import numpy as np
import pytest

from core import cells, measures
from core.build import build
from core.cell import Cell, Source
from core.functions import Array
from tests.core.conftest import OWN, Case, case
from tests.core.own import own

SOURCES = {
    **{name: cells.named(name) for name in cells.NAMES},
    **{title: Source(None, title, "", text) for title, text in OWN.items()},
}


def near(actual: Array, expected: Array, scale: float, tolerance: float = 1e-12) -> None:
    np.testing.assert_allclose(actual, expected, rtol=0, atol=tolerance * max(scale, 1e-300))


def assert_same(one: Case, other: Case, names: dict[str, str]) -> None:
    """The same numbers under other names; `names` holds ours by theirs."""

    def theirs(name: str) -> str:
        return re.sub(r"[A-Za-z_]\w*", lambda found: names.get(found[0], found[0]), name)

    ours, run = one.run(), other.run()
    for kind in ("values", "deltas", "messages", "initial_deltas"):
        found = getattr(run, kind)
        for name, rows in getattr(ours, kind).items():
            near(found[theirs(name)], rows, float(np.max(np.abs(rows), initial=0.0)))
    for name, gradient in ours.gradients.items():
        total = measures.total_gradient(gradient)
        there = measures.total_gradient(run.gradients[theirs(name)])
        near(there, total, float(np.max(np.abs(measures.step_gradients(gradient)))))


def renamed(one: Case, cell: Cell, names: dict[str, str]) -> Case:
    """The same arrays for a cell of other names."""
    return replace(
        one,
        cell=cell,
        parameters={names.get(name, name): array for name, array in one.parameters.items()},
        initial={names.get(name, name): array for name, array in one.initial.items()},
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("title", SOURCES)
def test_the_order_of_the_lines_does_not_matter(title: str, seed: int) -> None:
    source = SOURCES[title]
    cell = build(source)
    lines = source.equations.strip().split("\n")
    random.Random(seed).shuffle(lines)
    shuffled = replace(source, equations="\n".join(lines))
    one = case(cell)
    assert_same(one, renamed(one, build(shuffled, output=cell.output), {}), {})


@pytest.mark.parametrize("title", SOURCES)
def test_names_do_not_matter(title: str) -> None:
    source = SOURCES[title]
    cell = build(source)
    old = [name for name in (*cell.variables, *cell.parameters) if name not in ("yhat", "x")]
    new = [f"n{number}" for number in range(len(old))]
    random.Random(title).shuffle(new)
    names = dict(zip(old, new, strict=True))

    def other(text: str) -> str:
        return re.sub(r"[A-Za-z_]\w*", lambda found: names.get(found[0], found[0]), text)

    readout = source.readout and other(source.readout)
    spelt = replace(source, equations=other(source.equations), readout=readout)
    one = case(cell)
    there = renamed(one, build(spelt, output=names[cell.output]), names)
    assert_same(one, there, names)


def looped(cell: Cell) -> Cell:
    """The cell with nothing of the step before added to each variable that is computed for all
    steps at once, so that all are computed in a loop."""
    free = {name for group, is_loop in cell.components for name in group if not is_loop}
    lines = [
        f"{line} + 0 * {name}[t-1]" if name in free else line
        for line in cell.text.strip().split("\n")
        for name in [line.partition("[")[0]]
    ]
    there = own("\n".join(lines), output=cell.prediction)
    assert all(is_loop for _, is_loop in there.components)
    return there


def in_a_loop(cell: Cell) -> tuple[Case, Case]:
    there = case(looped(cell))
    sizes = {**there.sizes, "K": there.sizes[there.cell.sizes.score]}
    initial = {name: there.initial[name] for name in cell.lagged}
    return replace(there, cell=cell, sizes=sizes, initial=initial), there


@pytest.mark.parametrize("title", SOURCES)
def test_a_loop_gives_the_same_as_all_steps_at_once(title: str) -> None:
    source = SOURCES[title]
    cell = build(source, readout="none" if source.readout else "linear")
    assert_same(*in_a_loop(cell), {})
