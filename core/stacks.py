"""Products of several matrices with one vector, stacked; and functions of neighbours, joined.

The four `R_* @ y[t-1]` of an LSTM are one product with a matrix [4H, H]. A variable whose equation
is a sum with such a product as a term lives in the block of its stack, so that one addition serves
all of them; variables that are one function of neighbours in a block need only one call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.cell import Cell
from core.expression import (
    Apply,
    Difference,
    Expression,
    MatrixProduct,
    Negation,
    Sum,
    Variable,
    nodes,
    variables,
)
from core.sizes import Symbol


@dataclass
class Stack:
    """Products with one operand; the first of them are the terms of the `hosts`, in this order.

    The names are those of generated arrays: `block` of the hosts [T + 1, n], `matrix` the stacked
    matrices, `product` the buffer of their product and `slices` each product's part of it.
    """

    operand: Expression
    members: list[MatrixProduct] = field(default_factory=list)
    hosts: dict[str, MatrixProduct] = field(default_factory=dict)
    block: str = ""
    matrix: str = ""
    product: str = ""
    slices: dict[MatrixProduct, str] = field(default_factory=dict)


def varies(expression: Expression, group: Sequence[str]) -> bool:
    """True of what depends on a variable of the group."""
    return any(use.name in group for use in variables(expression))


def terms(expression: Expression, added: bool = True) -> Iterator[tuple[bool, Expression]]:
    """The terms of a sum, each with whether it is added (not subtracted)."""
    match expression:
        case Sum(left, right):
            yield from terms(left, added)
            yield from terms(right, added)
        case Difference(left, right):
            yield from terms(left, added)
            yield from terms(right, not added)
        case Negation(operand):
            yield from terms(operand, not added)
        case _:
            yield added, expression


def find_stacks(cell: Cell, group: Sequence[str]) -> dict[Expression, Stack]:
    """The stacks of a loop, by operand."""
    stacks: dict[Expression, Stack] = {}
    hosted: set[str] = set()
    others: list[MatrixProduct] = []
    for name in group:
        expression = cell.equation[name].expression
        whole = [term for added, term in terms(expression) if added]
        for product in nodes(expression):
            if not isinstance(product, MatrixProduct) or not varies(product.operand, group):
                continue
            stack = stacks.setdefault(product.operand, Stack(product.operand))
            if product in whole and name not in hosted and product not in stack.members:
                hosted.add(name)
                stack.hosts[name] = product
                stack.members.append(product)
            else:
                others.append(product)
    for product in others:
        stack = stacks[product.operand]
        if product not in stack.members:
            stack.members.append(product)
    return stacks


def find_runs(cell: Cell, group: Sequence[str], stacks: Sequence[Stack]) -> Iterator[list[str]]:
    """The group in order, consecutive functions of neighbours together."""
    run: list[str] = []
    for name in group:
        if run and _continues(cell, run[-1], name, stacks):
            run.append(name)
            continue
        if run:
            yield run
        run = [name]
    yield run


def _continues(cell: Cell, before: str, name: str, stacks: Sequence[Stack]) -> bool:
    match cell.equation[before].expression, cell.equation[name].expression:
        case Apply(f, Variable(v, 0)), Apply(g, Variable(w, 0)) if f == g != "softmax":
            return any((v, w) in pairwise(stack.hosts) for stack in stacks)
    return False


def slices(sizes: Sequence[Symbol]) -> list[str]:
    """Code of the slices of vectors laid one after the other."""
    ends = [" + ".join(sizes[: k + 1]) for k in range(len(sizes))]
    return [f"{start}:{end}" for start, end in zip(["0", *ends], ends, strict=False)]
