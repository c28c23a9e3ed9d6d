"""Errors split by the loss that they come from, on every cell."""

from __future__ import annotations

import numpy as np
import pytest

from core.experiment import prepare, settle
from core.flow import flow
from core.functions import Array
from core.loss import Loss
from core.norms import norms
from core.plan import Run
from core.request import Cut, Limits, LossChoice, Request
from core.sources import sources, split
from core.surgery import Surgery
from tests.core.conftest import CELLS, STEPS, Case, case
from tests.core.own import own
from tests.core.test_surgery import some_cuts


def parts(every: Case, run: Run, surgery: Surgery) -> dict[str, Array]:
    """dJ(s)/dv(t) as vectors, [S, T, n]."""
    experiment = every.experiment(surgery)
    losses = np.flatnonzero(every.loss.mask)
    found: dict[str, Array] = {}
    for step, rows in split(experiment, run):
        for name, errors in rows.items():
            whole = found.setdefault(name, np.zeros((len(losses), STEPS, errors.shape[1])))
            whole[losses >= step, step] = errors
    return found


def assert_split(every: Case, surgery: Surgery) -> None:
    """Each part is the error of a run with that loss alone, and the parts add up."""
    run = every.run(surgery=surgery)
    found = parts(every, run, surgery)
    for index, step in enumerate(np.flatnonzero(every.loss.mask)):
        alone = Loss(every.loss.kind, every.loss.target, np.eye(STEPS)[step])
        expected = every.run(surgery=surgery, loss=alone)
        for name, errors in found.items():
            np.testing.assert_allclose(
                errors[index], expected.deltas[name], rtol=1e-8, atol=1e-12, err_msg=name
            )
    for name, errors in found.items():
        np.testing.assert_allclose(errors.sum(axis=0), run.deltas[name], rtol=1e-8, atol=1e-12)


def test_sources_are_runs_with_one_loss_each(every: Case) -> None:
    assert_split(every, Surgery())


def test_sources_with_cuts(every: Case) -> None:
    assert_split(every, some_cuts(every, 5))


def test_sources_of_shortened_deltas_add_up(every: Case) -> None:
    surgery = Surgery(threshold=0.3)
    run = every.run(surgery=surgery)
    for name, errors in parts(every, run, surgery).items():
        np.testing.assert_allclose(errors.sum(axis=0), run.deltas[name], rtol=1e-8, atol=1e-12)


def test_norms_are_of_the_parts_and_zero_elsewhere(every: Case) -> None:
    run = every.run()
    found = sources(every.experiment(), run)
    assert found.keys() == {*every.cell.state, every.cell.output}
    for name, matrix in found.items():
        assert not np.triu(matrix, 1).any(), "nothing comes from earlier losses"
        assert not matrix[every.loss.mask == 0].any()
        for step in np.flatnonzero(every.loss.mask):
            alone = Loss(every.loss.kind, every.loss.target, np.eye(STEPS)[step])
            expected = norms(every.run(loss=alone).deltas[name])
            np.testing.assert_allclose(matrix[step], expected, rtol=1e-8, atol=1e-12)


def test_no_loss_no_sources() -> None:
    silent = case(CELLS["lstm, none, squared_error"], mask=(0, 0, 0, 0, 0))
    assert not any(matrix.any() for matrix in sources(silent.experiment(), silent.run()).values())


def test_sources_that_vanish_keep_their_norms() -> None:
    """Five hundred steps of a forget gate near 0.13: far below the square root of the smallest."""
    weak = own("h[t] = 0.25 * h[t-1] + x[t]")
    request = Request(equations=weak.text, steps=500, loss=LossChoice(at="last"))
    experiment = prepare(settle(request, Limits()))
    matrix = flow(experiment).sources["h"]
    assert matrix[-1, 0] == pytest.approx(matrix[-1, -1] * 0.25**499, rel=1e-9)


def test_what_is_cut_is_zero_in_the_split_even_of_an_infinite_error() -> None:
    """The errors explode from step 12 back to step 6, where they are cut."""
    cell = own("a[t] = W @ h[t-1] + b + U @ x[t]\nh[t] = a[t]")
    weights = {"W": [[1e200]], "b": [0.0], "U": [[0.0]]}
    for edge in ("h>a@1", "a>h"):
        request = Request(
            equations=cell.text,
            parameters=weights,
            inputs=[[0.0]] * 12,
            loss=LossChoice(at="last"),
            cut=[Cut(edge, [5])],
        )
        experiment = prepare(settle(request, Limits()))
        matrix = flow(experiment).sources["h"]
        assert np.isinf(matrix[-1, 5]) or np.isnan(matrix[-1, 5])
        assert not matrix[-1, :4].any()
