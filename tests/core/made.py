"""Valid cells at random, of the whole language: for hypothesis to make up and to shorten."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from core.cell import Cell, LossKind
from core.functions import NAMES
from tests.core.own import own

Draw = Callable[[st.SearchStrategy[Any]], Any]

VARIABLE = re.compile(r"\w+\[t(-1)?\]")
LOSSES: tuple[LossKind, ...] = ("squared_error", "cross_entropy")
DEPTHS = st.sampled_from((0, 1, 2, 2, 3))
KINDS = st.sampled_from("hhhx")
"""The size of a vector: the hidden size, or that of x."""
NUMBERS = st.sampled_from(("0.5", "1", "2", "0.1", "1e-1", "0"))
COMMON = ("matrix", "apply")
FORMS = st.sampled_from(
    ("leaf", "sum", "difference", "product", "peephole", "number", *COMMON, *COMMON)
)


@st.composite
def cells(draw: Draw, function: str = "", losses: Sequence[LossKind] = LOSSES) -> Cell:
    """Two to ten equations in any order, with an output, a read-out and a loss.

    The output is this function of something, if one is named.
    """
    names = draw(st.permutations("abcefghijk"))[: draw(st.integers(2, 10))]
    kinds = {name: draw(KINDS) for name in names}
    output = draw(st.sampled_from(names))
    right = {
        name: _expression(draw, kinds[name], draw(DEPTHS), names[:n], kinds)
        for n, name in enumerate(names)
    }
    if function:
        right[output] = f"{function}({right[output]})"
    lines = [f"{name}[t] = {expression}" for name, expression in right.items()]
    return own(
        "\n".join(draw(st.permutations(lines))),
        output=output,
        readout=draw(st.sampled_from(("none", "linear"))),
        loss=draw(st.sampled_from(losses)),
    )


def _expression(
    draw: Draw, kind: str, depth: int, now: Sequence[str], kinds: dict[str, str]
) -> str:
    """An expression of this size, of variables that are known by `now` or of the step before."""

    def inner(other: str = kind) -> str:
        return _expression(draw, other, depth - 1, now, kinds)

    def numbered(name: str) -> str:
        return f"{name}{draw(st.integers(0, 1))}"

    leaves = [f"{name}[t]" for name in now if kinds[name] == kind]
    leaves += [f"{name}[t-1]" for name in kinds if kinds[name] == kind]
    leaves += ["x[t]", "x[t-1]"] if kind == "x" else []
    leaf = st.sampled_from([*leaves, f"b_{kind}"])
    match draw(FORMS) if depth else "leaf":
        case "matrix":
            size = draw(KINDS)
            operand, sign = inner(size), draw(st.sampled_from(("", "-")))
            if operand == f"b_{size}":  # of this alone the product would be a vector in disguise
                operand += " + 1"
            if not VARIABLE.fullmatch(operand):
                operand = f"({operand})"
            return f"{sign}{numbered(f'W_{kind}{size}')} @ {operand}"
        case "sum":
            return f"{inner()} + {inner()}"
        case "difference":
            return f"{inner()} - ({inner()})"
        case "product":
            return f"({inner()}) * ({inner()})"
        case "peephole":
            return f"{numbered(f'p_{kind}')} * {draw(leaf)}"
        case "number":
            number, form = draw(NUMBERS), draw(st.sampled_from("*-+e-"))
            return f"exp({number}) * ({inner()})" if form == "e" else f"{number} {form} ({inner()})"
        case "apply":
            return f"{draw(st.sampled_from(('-', *NAMES)))}({inner()})"
    return draw(leaf)
