"""The generated code: what stands in it, and how much of it runs at every step."""

from __future__ import annotations

import ast

from core import cells, plan
from core.cell import Source, build

LSTM = build(cells.named("lstm-peephole"))


def loops(source: str) -> list[ast.For]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.For)]


def test_the_user_s_names_never_get_into_the_code() -> None:
    first = "secret_1[t] = tanh(Weight_X @ secret_1[t-1] + parameters @ x[t] + T)"
    odd = f"{first}\nloss[t] = H * secret_1[t]"
    cell = build(Source(None, "", "", odd))
    assert not {"secret_1", "Weight_X"} & {
        node.id for node in ast.walk(ast.parse(plan.source(cell))) if isinstance(node, ast.Name)
    }
    assert "secret" not in plan.source(cell) and "Weight" not in plan.source(cell)


def test_names_of_the_code_s_own_can_be_used() -> None:
    from tests.core.conftest import case

    names = "T[t] = tanh(X @ T[t-1] + K @ x[t] + inputs)\nH[t] = parameters * T[t] + initial"
    assert case(build(Source(None, "", "", names))).run().values["H"].shape == (5, 4)


def test_a_cell_is_compiled_once() -> None:
    cell = build(cells.named("lstm-peephole"))
    assert cell is build(cells.named("lstm-peephole"))
    assert plan.plan(cell) is plan.plan(cell)


def test_little_is_left_to_the_loops() -> None:
    """Forward, sixteen operations a step; backward, the recurrence in c and y needs seven."""
    forward, backward = loops(plan.source(LSTM))
    assert len(forward.body) <= 16
    assert len(backward.body) <= 7


def test_the_four_recurrent_products_are_one() -> None:
    forward, backward = loops(plan.source(LSTM))
    for loop in (forward, backward):
        assert sum("dot(" in ast.unparse(line) for line in loop.body) == 1
