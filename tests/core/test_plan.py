"""The generated code: what stands in it, and how much of it runs at every step."""

from __future__ import annotations

import ast
import re
import tracemalloc

import pytest

from core import cells, plan
from core.build import build
from core.cell import Cell
from core.experiment import prepare, settle
from core.flow import flow
from core.request import Limits, Request
from core.runtime import RUNTIME
from tests.core.conftest import CELLS, case
from tests.core.own import own

LSTM = build(cells.named("lstm-peephole"))
ARGUMENTS = {"T", "X", "H", "K", "parameters", "inputs", "initial", "loss"}
GIVEN = {*RUNTIME, *ARGUMENTS, "fresh", "joint", "zip", "float", "len"}

ODD = """
__import__[t] = tanh(os @ __import__[t-1] + parameters @ x[t] + T)
exec[t] = float_ * __import__[t] + 1e308 * exp(exp(9)) * H
loss[t] = print @ exec[t] - inputs * len[t-1]
len[t] = softmax(Weight_of_a_very_long_name @ loss[t] + v0 * passes)"""


def loops(cell: Cell) -> list[ast.For]:
    return [node for node in ast.walk(ast.parse(plan.source(cell))) if isinstance(node, ast.For)]


@pytest.mark.parametrize("cell", [*CELLS.values(), own(ODD)], ids=[*CELLS, "odd"])
def test_no_name_of_the_user_s_gets_into_the_code(cell: Cell) -> None:
    tree = ast.parse(plan.source(cell))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert [name for name in names - GIVEN if not re.fullmatch(r"[a-z]\d+", name)] == []
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {text for text in texts if isinstance(text, str)} <= {"inf", "-inf", "nan"}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert attributes <= {"T", "dot", "reshape"}


def test_names_of_the_code_s_own_can_be_used() -> None:
    names = "T[t] = tanh(X @ T[t-1] + K @ x[t] + inputs)\nH[t] = parameters * T[t] + initial"
    assert case(own(names)).run().values["H"].shape == (5, 4)
    assert case(own(ODD)).run().values["loss"].shape == (5, 4)


def test_a_cell_is_compiled_once() -> None:
    one = case(own("h[t] = 0.123 * h[t-1] + x[t]"))
    before = plan.plan.cache_info().misses
    one.run()
    case(own("h[t] = 0.123 * h[t-1] + x[t]"), seed=1).run()
    assert plan.plan.cache_info().misses == before + 1


def test_the_same_cell_gives_the_same_code() -> None:
    again = build.__wrapped__(cells.named("lstm-peephole"))
    assert again is not LSTM
    assert plan.source(again) == plan.source(LSTM)


def test_little_is_left_to_the_loops() -> None:
    """Forward, twenty-two calls, eight of them for two sigmoids; backward, seven."""
    forward, backward = loops(LSTM)
    assert len(forward.body) <= 22
    assert len(backward.body) <= 7


@pytest.mark.parametrize("cell", [LSTM, build(cells.named("lstm")), build(cells.named("rnn"))])
def test_all_recurrent_products_of_a_step_are_one(cell: Cell) -> None:
    for loop in loops(cell):
        assert sum("dot(" in ast.unparse(line) for line in loop.body) == 1


def test_a_run_holds_little_more_than_its_results() -> None:
    """Of an LSTM with peepholes: ten values, ten deltas and what messages are not among those."""
    experiment = prepare(settle(Request(cell=LSTM.id, steps=200, hidden_size=64), Limits()))
    flow(experiment)
    tracemalloc.start()
    result = flow(experiment)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.run.messages
    assert peak < 1.1 * held
    assert held / 8 < 40 * 200 * 64


def test_what_needs_no_loop_has_none() -> None:
    assert loops(own("y[t] = tanh(W @ x[t] + b) * softmax(x[t-1])")) == []
    assert len(loops(own("h[t] = 0.5 * h[t-1] + x[t]\ny[t] = tanh(h[t]) + h[t-1]"))) == 2
