"""The depth of nesting, counted on characters."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from core.expression import Expression
from core.language import parse
from core.nesting import LIMIT, depth
from core.refusal import Refusal
from tests.core.texts import expression


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("", 0),
        ("x", 1),
        ("x[t]", 1),
        ("x [ t - 1 ]", 1),
        ("x[t][t]", 2),
        ("x[x[t]]", 2),
        ("(x)[t]", 3),
        ("x[t] * x[t-1] * x[t]", 3),
        ("(x)", 2),
        ("((x))", 3),
        ("-x", 2),
        ("--x", 3),
        ("-~x", 3),
        ("-(x)", 3),
        ("0.5", 1),
        ("a + b", 2),
        ("a + b + c", 3),
        ("a - b + c - d", 4),
        ("(a + b) + (c + d)", 4),
        ("--a + b", 4),
        ("-a - -b + c", 4),
        ("a * b", 2),
        ("a * b + c", 3),
        ("tanh(x)", 2),
        ("tanh(tanh(x))", 3),
        ("W @ (V @ (U @ x))", 6),
        ("-W @ (-V @ (-U @ x))", 9),
        ("(-W) @ ((-V) @ x)", 6),
        ("a * tanh(b * tanh(c))", 5),
        ("x.a.b", 3),
        ("x()()", 3),
        ("x,y,z", 3),
    ],
)
def test_levels(text: str, levels: int) -> None:
    assert depth(text) == levels


def height(tree: Expression) -> int:
    return 1 + max(map(height, tree.operands), default=0)


def test_no_tree_is_higher_than_was_counted() -> None:
    """The count is a guard: it may be too large for a text, but never too small."""
    counted = 0
    for seed in range(300):
        text = expression(random.Random(seed), 5)
        with suppress(Refusal):  # such as W @ (1 + 2)
            (equation,) = parse(f"h[t] = {text}")
            assert height(equation.expression) <= depth(text), text
            counted += 1
    assert counted > 250


@pytest.mark.parametrize(
    "piece",
    ["tanh(", "x[t] + tanh(", "x[t] * tanh(", "x[t] - x[t] * tanh(", "-W @ tanh(", "-W @ (x[t] - "],
)
def test_no_tower_is_higher_than_was_counted(piece: str) -> None:
    text = f"{piece * 30}x[t]{')' * 30}"
    (equation,) = parse(f"h[t] = {text}")
    assert height(equation.expression) <= depth(text)


@pytest.mark.parametrize("piece", ["(", "-", "~", "[", "x[", "W@(", "x.a", "x()", "x<", "x%", "a,"])
def test_counting_ends_early_or_is_quick(piece: str) -> None:
    assert depth(piece * 3000) > LIMIT


@pytest.mark.parametrize("text", [")", "]])", "x)))) + ((", "x])]"])
def test_brackets_that_do_not_match_are_left_to_the_parser(text: str) -> None:
    assert depth(text) < 10
