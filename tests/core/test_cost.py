"""What a run costs, held against what it does."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest

from core import plan
from core.circuit_plan import uses
from core.cost import check, cost
from core.experiment import prepare, settle
from core.flow import flow
from core.refusal import Refusal
from core.request import Clip, Limits, Request

CELLS = {
    "lstm": Request(cell="lstm-peephole"),
    "rnn": Request(cell="rnn"),
    "products": Request(
        equations="\n".join(
            f"h{n}[t] = " + "*".join(f"h{m}[t-1]" for m in range(10)) for n in range(10)
        )
    ),
    "one product": Request(equations="h[t] = " + " * ".join(["h[t-1]"] * 60)),
    "products of matrices": Request(equations=f"h[t] = {'h[t-1]*(W@(' * 45}h[t-1]{'))' * 45}"),
    "products of functions": Request(equations=f"h[t] = {'h[t-1]*exp(' * 60}h[t-1]{')' * 60}"),
    "functions": Request(equations=f"h[t] = {'tanh(' * 100}h[t-1]{')' * 100}"),
    "brackets": Request(equations=f"h[t] = {'(' * 60}h[t-1]{'*b+x[t])' * 60}"),
    "copies": Request(
        equations="h0[t] = x[t]\n" + "\n".join(f"h{n}[t] = h{n - 1}[t-1]" for n in range(1, 40))
    ),
}


@pytest.mark.parametrize("request_", CELLS.values(), ids=CELLS)
def test_no_run_holds_much_more_than_was_counted(request_: Request) -> None:
    design = settle(replace(request_, steps=40, hidden_size=32, input_size=32), Limits())
    experiment = prepare(design)
    plan.plan(design.cell)
    tracemalloc.start()
    result = flow(experiment)
    assert result.norms and result.balance
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak / 8 < 1.7 * cost(design).held


@pytest.mark.parametrize("request_", CELLS.values(), ids=CELLS)
def test_the_parts_are_counted_with_it(request_: Request) -> None:
    design = settle(replace(request_, steps=40, hidden_size=32, input_size=32), Limits())
    plain, counted = cost(design), cost(design, ["parts"])
    result = flow(prepare(design))
    assert uses(design.cell)  # and what it needs is there before the memory is measured
    tracemalloc.start()
    assert result.part_norms
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak / 8 < 1.7 * (counted.held - plain.held)
    assert plain.run < counted.run < 6 * plain.run
    check(design, Limits(held=counted.held, work=counted.run), ["parts"])
    with pytest.raises(Refusal, match="numbers at once"):
        check(design, Limits(held=counted.held - 1), ["parts"])


def test_work_is_of_all_products_and_updates() -> None:
    equations = "h[t] = tanh(W @ h[t-1] + U @ x[t])"
    one = Request(equations=equations, steps=10, hidden_size=20, input_size=30)
    work = cost(settle(one, Limits())).run
    assert work > 10 * 3 * (20 * 20 + 20 * 30)
    assert cost(settle(replace(one, steps=20), Limits())).run == 2 * work
    assert cost(settle(replace(one, updates=4), Limits())).run == 5 * work
    twice = replace(one, equations="h[t] = tanh(W @ h[t-1] + W @ h[t-1] + U @ x[t])")
    assert cost(settle(twice, Limits())).run > work + 10 * 9 * 20 * 20
    softmax = replace(one, equations="h[t] = softmax(W @ h[t-1] + U @ x[t])")
    assert cost(settle(softmax, Limits())).run > 2 * work


def test_the_limits_are_the_most() -> None:
    design = settle(Request(updates=2), Limits())
    found = cost(design)
    check(design, Limits(held=found.held, work=found.run))
    with pytest.raises(Refusal, match="numbers at once") as refused:
        check(design, Limits(held=found.held - 1))
    assert (refused.value.numbers, refused.value.most) == (found.held, found.held - 1)
    with pytest.raises(Refusal, match="ask for fewer updates, steps") as refused:
        check(design, Limits(work=found.run - 1))
    assert (refused.value.numbers, refused.value.most) == (found.run, found.run - 1)


def test_what_is_done_to_errors_takes_more_runs() -> None:
    plain = cost(settle(Request(), Limits()))
    for more in ({"truncate": 3}, {"cut": ["c>c@1"]}, {"clip": Clip()}):
        assert cost(settle(Request(**more), Limits())).run == 3 * plain.run


@pytest.mark.parametrize("name", ["sources", "jacobians"])
def test_what_is_asked_for_beside_the_run_is_bounded(name: str) -> None:
    design = settle(Request(cell="lstm", steps=100, hidden_size=64), Limits())
    most = getattr(cost(design), name)
    check(design, Limits(work=most), [name])
    check(design, Limits(work=most - 1))
    with pytest.raises(Refusal, match=f"leave {name} out of include") as refused:
        check(design, Limits(work=most - 1), [name])
    assert (refused.value.numbers, refused.value.most) == (most, most - 1)


def test_the_split_grows_with_the_square_of_the_steps() -> None:
    one, twice = (
        cost(settle(Request(cell="lstm", steps=steps, hidden_size=64), Limits()))
        for steps in (400, 800)
    )
    assert twice.sources > 3.5 * one.sources
    assert twice.jacobians == 2 * one.jacobians


def test_large_states_take_the_cube_of_their_size() -> None:
    one, twice = (
        cost(settle(Request(cell="lstm", steps=10, hidden_size=size), Limits()))
        for size in (64, 128)
    )
    assert twice.jacobians > 6 * one.jacobians
    assert one.jacobians > 10 * 128**3 * 20
