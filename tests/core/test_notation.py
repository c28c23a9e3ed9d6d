"""Expressions back into text: brackets only where they are needed, and the same tree again."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from core.expression import Expression
from core.language import read as equations
from core.notation import text
from core.refusal import Refusal
from tests.core import texts
from tests.core.conftest import CELLS


def read(code: str) -> Expression:
    """The right side of an equation, whether or not its variables are defined."""
    return equations(f"h[t] = {code}")[0].expression


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("((x[t]))", "x[t]"),
        ("x[ t - 1 ]", "x[t-1]"),
        ("(x[t] + g) + h[t-1]", "x[t] + g + h[t-1]"),
        ("x[t] + (g + h[t-1])", "x[t] + (g + h[t-1])"),
        ("x[t] - (g - h[t-1])", "x[t] - (g - h[t-1])"),
        ("(x[t] * g) - h[t-1]", "x[t] * g - h[t-1]"),
        ("(x[t] - g) * h[t-1]", "(x[t] - g) * h[t-1]"),
        ("x[t] * (g * h[t-1])", "x[t] * (g * h[t-1])"),
        ("(-x[t]) * g", "-x[t] * g"),
        ("-(x[t] * g)", "-(x[t] * g)"),
        ("x[t] * -g", "x[t] * -g"),
        ("x[t] - (-g)", "x[t] - -g"),
        ("--x[t]", "--x[t]"),
        ("-W @ x[t]", "-(W @ x[t])"),
        ("(W @ x[t]) * g", "W @ x[t] * g"),
        ("g * (W @ x[t])", "g * (W @ x[t])"),
        ("W @ (x[t])", "W @ x[t]"),
        ("W @ tanh(x[t])", "W @ tanh(x[t])"),
        ("W @ (x[t] * g)", "W @ (x[t] * g)"),
        ("W @ -x[t]", "W @ (-x[t])"),
        ("W @ (V @ x[t])", "W @ (V @ x[t])"),
        ("tanh((x[t] + g))", "tanh(x[t] + g)"),
        ("0.50 * x[t]", "0.5 * x[t]"),
        ("3. * x[t]", "3 * x[t]"),
        ("1e-3 * x[t]", "0.001 * x[t]"),
        ("1e30 * x[t]", "1e+30 * x[t]"),
        ("0.30000000000000004 * x[t]", "0.30000000000000004 * x[t]"),
        ("123456789 * x[t]", "123456789.0 * x[t]"),
    ],
)
def test_only_the_brackets_that_are_needed(typed: str, written: str) -> None:
    assert text(read(typed)) == written
    assert read(written) == read(typed)


@pytest.mark.parametrize("name", CELLS)
def test_cells_can_be_typed_again(name: str) -> None:
    for equation in CELLS[name].equations:
        assert read(text(equation.expression)) == equation.expression


def test_random_expressions_can_be_typed_again() -> None:
    tried = 0
    for seed in range(400):
        with suppress(Refusal):
            expression = read(texts.expression(random.Random(seed), 4))
            assert read(text(expression)) == expression
            tried += 1
    assert tried > 300
