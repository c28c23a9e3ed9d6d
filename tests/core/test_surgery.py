"""Edges that carry nothing, and deltas that are shortened, on every cell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import measures
from core.cell import LOSS, Edge, edge_id
from core.cuts import kept
from core.experiment import settle
from core.functions import Array
from core.loss import Loss
from core.norms import norms
from core.plan import Run
from core.refusal import Refusal
from core.request import Clip, Cut, Limits, Request
from core.surgery import Surgery, carry, shortening
from tests.core.conftest import CELLS, STEPS, Case, case
from tests.core.own import own
from tests.core.reading import read_values

H = 1e-5


def some_cuts(one: Case, seed: int) -> Surgery:
    """A third of the edges, each cut at some of its steps."""
    rng = np.random.default_rng(seed)
    ids = [edge.id for edge in one.cell.edges]
    chosen = rng.choice(ids, size=max(1, len(ids) // 3), replace=False)
    return Surgery({str(edge): rng.random((STEPS + 1, 1)) < 0.5 for edge in chosen})


def total(changed: Case, original: Case, surgery: Surgery) -> float:
    """J where every cut edge is read as it was in the original, whatever has changed since."""
    run = original.run()
    values = {**run.values, "x": original.inputs}
    frozen: dict[tuple[str, int], dict[str, Array]] = {}
    for edge in original.cell.edges:
        if edge.id not in surgery.keep or edge.target == LOSS:
            continue
        for row in np.flatnonzero(~surgery.keep[edge.id][:, 0]):
            step = int(row) + edge.lag  # of the target
            if 1 <= step <= STEPS and (row or edge.lag):
                held = values[edge.source][row - 1] if row else original.initial[edge.source]
                frozen.setdefault((edge.target, step), {})[edge.id] = held
    cell, loss = original.cell, original.loss
    prediction = read_values(changed, frozen)[cell.prediction]
    if loss.kind == "squared_error":
        per_step = 0.5 * np.sum(np.square(prediction - loss.target), axis=1)
    else:
        per_step = -np.sum(loss.target * np.log(prediction), axis=1)
    reached = surgery.keep.get(edge_id(cell.prediction, LOSS, 0), np.ones((STEPS + 1, 1), bool))
    return float(np.sum(per_step[(loss.mask != 0) & reached[1:, 0]]))


def moved(one: Case, direction: dict[str, dict[str, Array]], by: float) -> Case:
    return replace(
        one,
        inputs=one.inputs + by * direction["inputs"]["x"],
        parameters={n: a + by * direction["parameters"][n] for n, a in one.parameters.items()},
        initial={n: a + by * direction["initial"][n] for n, a in one.initial.items()},
    )


def slope(run: Run, direction: dict[str, dict[str, Array]]) -> float:
    """The derivative of J in a direction, from the run's errors."""
    parts = [np.sum(run.deltas["x"] * direction["inputs"]["x"])]
    for name, gradient in run.gradients.items():
        parts.append(np.sum(measures.total_gradient(gradient) * direction["parameters"][name]))
    for name, delta in run.initial_deltas.items():
        parts.append(np.sum(delta * direction["initial"][name]))
    return float(np.sum(parts))


def test_a_cut_edge_is_read_as_if_it_were_constant(every: Case) -> None:
    if every.cell.prediction == "yhat" and every.loss.kind == "cross_entropy":
        target = every.loss.target / np.sum(every.loss.target, axis=1, keepdims=True)
        every = replace(every, loss=Loss(every.loss.kind, target, every.loss.mask))
    rng = np.random.default_rng(0)
    for seed in (1, 2):
        surgery = some_cuts(every, seed)
        run = every.run(surgery=surgery)
        direction = {
            "inputs": {"x": rng.normal(size=every.inputs.shape)},
            "parameters": {n: rng.normal(size=a.shape) for n, a in every.parameters.items()},
            "initial": {n: rng.normal(size=a.shape) for n, a in every.initial.items()},
        }
        ahead, behind = (total(moved(every, direction, h), every, surgery) for h in (H, -H))
        numeric = (ahead - behind) / (2 * H)
        assert slope(run, direction) == pytest.approx(numeric, rel=3e-6, abs=3e-7)


def test_the_books_balance_with_cuts(every: Case) -> None:
    surgery = some_cuts(every, 3)
    run, whole = every.run(surgery=surgery), every.run()
    assert measures.balance(every.cell, run).worst < 1e-14
    for edge, keep in surgery.keep.items():
        assert not run.messages[edge][~keep[1:, 0]].any()
    for name, rows in whole.values.items():
        np.testing.assert_array_equal(run.values[name], rows)


def upstream(every: Case, cut: Edge) -> set[tuple[str, int]]:
    """What the source of an edge cut at step 3 is computed from, by variable and step."""
    found: set[tuple[str, int]] = set()
    ahead = [(cut.source, 3)]
    while ahead:
        name, step = ahead.pop()
        if (name, step) in found or step < 1:
            continue
        found.add((name, step))
        ahead += [(e.source, step - e.lag) for e in every.cell.edges if e.target == name]
    return found


def test_a_cut_changes_only_what_lies_before_it(every: Case) -> None:
    whole = every.run()
    keep = np.arange(STEPS + 1)[:, None] != 3
    for index in np.random.default_rng(0).choice(len(every.cell.edges), size=2):
        edge = every.cell.edges[index]
        run = every.run(surgery=Surgery({edge.id: keep}))
        reached = upstream(every, edge)
        for name, rows in run.deltas.items():
            for step in range(1, STEPS + 1):
                if (name, step) not in reached:
                    np.testing.assert_allclose(
                        rows[step - 1], whole.deltas[name][step - 1], rtol=1e-10, atol=1e-13
                    )


def test_keeping_everything_changes_nothing(every: Case) -> None:
    everything = {edge.id: np.ones((STEPS + 1, 1), bool) for edge in every.cell.edges}
    run, whole = every.run(surgery=Surgery(everything)), every.run()
    for name, rows in whole.deltas.items():
        np.testing.assert_allclose(run.deltas[name], rows, rtol=1e-10, atol=1e-14)


def test_state_deltas_are_shortened_after_they_have_gathered(every: Case) -> None:
    free = every.run()
    lengths = np.array([norms(free.deltas[name]) for name in every.cell.state])
    threshold = float(np.median(lengths[lengths > 0])) if np.any(lengths) else 1.0
    run = every.run(surgery=Surgery(threshold=threshold))
    assert run.shortened.keys() == set(every.cell.state)
    for name, factors in run.shortened.items():
        gathered = np.sum([run.messages[edge.id] for edge in every.cell.outgoing[name]], axis=0)
        expected = np.minimum(1.0, threshold / np.maximum(norms(gathered), 1e-300))
        np.testing.assert_allclose(factors, expected, rtol=1e-9)
        np.testing.assert_allclose(
            run.deltas[name], gathered * factors[:, None], rtol=1e-9, atol=1e-12
        )
    assert measures.balance(every.cell, run).worst < 1e-14
    if np.any(lengths):
        assert any(np.any(factors < 1) for factors in run.shortened.values())


def test_a_long_threshold_shortens_nothing(every: Case) -> None:
    run, free = every.run(surgery=Surgery(threshold=1e9)), every.run()
    assert all(np.all(factors == 1) for factors in run.shortened.values())
    for name, rows in free.deltas.items():
        np.testing.assert_allclose(run.deltas[name], rows, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ["lstm-peephole, none, squared_error", "rnn tanh, cross_entropy"])
def test_what_is_cut_is_zero_even_of_an_infinite_error(name: str) -> None:
    """A run that explodes after a cut leaves everything before the cut clean."""
    one = case(CELLS[name])
    target = one.loss.target.copy()
    target[-1] = np.inf
    broken = replace(one, loss=Loss(one.loss.kind, target, one.loss.mask * 0 + 1))
    keep = np.arange(STEPS + 1)[:, None] != 4
    cuts = {edge.id: keep for edge in one.cell.edges if edge.lag}
    run = broken.run(surgery=Surgery(cuts))
    assert not all(np.isfinite(rows[4]).all() for rows in run.deltas.values())
    assert all(np.isfinite(rows[:4]).all() for rows in run.deltas.values())


def test_carry_and_shortening_by_hand() -> None:
    out = np.empty(3)
    with np.errstate(invalid="ignore"):
        carry(np.array([np.inf, 2.0, np.nan]), np.array([0.0, 3.0, 0.0]), out)
    np.testing.assert_array_equal(out, [0.0, 6.0, 0.0])
    factors = shortening(np.array([[3.0, 4.0], [0.3, 0.4], [0.0, 0.0], [np.inf, 0.0]]), 1.0)
    np.testing.assert_allclose(factors[:, 0], [0.2, 1.0, 1.0, 1.0])


def test_products_stay_stacked_where_nothing_between_them_is_cut() -> None:
    cell = own("h[t] = tanh(W @ h[t-1] + U @ x[t])")
    one = case(cell)
    run = one.run(surgery=Surgery({"h>h@1": np.zeros((STEPS + 1, 1), bool)}))
    assert not run.messages["h>h@1"].any() and not run.initial_deltas["h"].any()
    np.testing.assert_allclose(run.deltas["h"], run.messages["h>J"])


@pytest.mark.parametrize(
    ("choices", "pointer"),
    [({"truncate": 0}, "/truncate"), ({"clip": Clip("norm", 0.0)}, "/clip/threshold")],
)
def test_what_makes_no_sense_is_refused(choices: dict[str, object], pointer: str) -> None:
    with pytest.raises(Refusal) as refused:
        settle(Request(**choices), Limits())
    assert refused.value.pointer == pointer


def test_truncation_cuts_at_every_kth_step() -> None:
    cell = CELLS["lstm, none, squared_error"]
    keep = kept(Request(truncate=2), cell, 5)
    assert keep.keys() == {edge.id for edge in cell.edges if edge.lag}
    for rows in keep.values():
        assert rows[:, 0].tolist() == [True, True, False, True, False, True]
    assert kept(Request(truncate=5), cell, 5) == {}


def test_cuts_are_of_all_steps_or_of_some_and_add_up() -> None:
    cell = CELLS["lstm, none, squared_error"]
    cuts = ("c>y", Cut("c>c@1", [0, 3]), Cut("c>c@1", [5]))
    keep = kept(Request(cut=cuts, truncate=4), cell, 5)
    assert not keep["c>y"].any()
    assert keep["c>c@1"][:, 0].tolist() == [False, True, True, False, False, False]


@pytest.mark.parametrize(
    ("cut", "pointer", "words"),
    [
        ("c>c", "/cut/0", "the edges of c are c>y, c>c@1"),
        ("q>c", "/cut/0", "a source is one of"),
        ("c>y,c>c@1", "/cut/0", "each edge in an entry of its own"),
        (Cut("c>c@1", [6]), "/cut/0/at/0", "from 0 to 5"),
        (Cut("c>y", [1, 0]), "/cut/0/at/1", "from 1 to 5"),
        (Cut("c>c@1", [0, 2, 0]), "/cut/0/at/2", "written twice"),
    ],
)
def test_cuts_of_what_is_not_there_are_refused(cut: str | Cut, pointer: str, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        kept(Request(cut=[cut]), CELLS["lstm, none, squared_error"], 5)
    assert refused.value.pointer == pointer


def test_long_names_are_not_repeated() -> None:
    name = "q" * 3900
    for cut in (Cut(f"{name}>J", [99]), "zz>zz", "x>b", f"{name}>zz"):
        with pytest.raises(Refusal) as refused:
            kept(Request(cut=[cut]), own(f"{name}[t] = x[t]"), 5)
        assert len(str(refused.value)) < 600
