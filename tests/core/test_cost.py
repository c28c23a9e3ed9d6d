"""What a run costs, held against what it does."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest

from core import plan
from core.cost import check, cost
from core.experiment import prepare, settle
from core.flow import flow
from core.refusal import Refusal
from core.request import Limits, Request

CELLS = {
    "lstm": Request(cell="lstm-peephole"),
    "rnn": Request(cell="rnn"),
    "products": Request(
        equations="\n".join(
            f"h{n}[t] = " + "*".join(f"h{m}[t-1]" for m in range(10)) for n in range(10)
        )
    ),
    "one product": Request(equations="h[t] = " + " * ".join(["h[t-1]"] * 150)),
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


def test_work_is_of_all_products_and_updates() -> None:
    equations = "h[t] = tanh(W @ h[t-1] + U @ x[t])"
    one = Request(equations=equations, steps=10, hidden_size=20, input_size=30)
    work = cost(settle(one, Limits())).work
    assert work > 10 * 3 * (20 * 20 + 20 * 30)
    assert cost(settle(replace(one, steps=20), Limits())).work == 2 * work
    assert cost(settle(replace(one, updates=4), Limits())).work == 5 * work
    twice = replace(one, equations="h[t] = tanh(W @ h[t-1] + W @ h[t-1] + U @ x[t])")
    assert cost(settle(twice, Limits())).work > work + 10 * 9 * 20 * 20
    softmax = replace(one, equations="h[t] = softmax(W @ h[t-1] + U @ x[t])")
    assert cost(settle(softmax, Limits())).work > 2 * work


def test_the_limits_are_the_most() -> None:
    design = settle(Request(updates=2), Limits())
    found = cost(design)
    check(design, Limits(held=found.held, work=found.work))
    with pytest.raises(Refusal, match="numbers at once") as refused:
        check(design, Limits(held=found.held - 1))
    assert (refused.value.numbers, refused.value.most) == (found.held, found.held - 1)
    with pytest.raises(Refusal, match="ask for fewer updates, steps") as refused:
        check(design, Limits(work=found.work - 1))
    assert (refused.value.numbers, refused.value.most) == (found.work, found.work - 1)
