"""How deep an expression nests, read off its characters before any parser recurses into it."""

from __future__ import annotations

import re

LIMIT = 200
"""Levels of nesting that one equation may have."""

_TOKEN = re.compile(
    r"\d[\d.]*|\w++(?:\s*+\[\s*+t\s*+(?:-\s*+1\s*+)?\])?|[-+~*@/()\[\],]"  # v[t-1] is one
)


def depth(text: str) -> int:
    """Height of the tree that `text` stands for: each operator, sign and bracket is a level.

    A chain of operators associates to the left, so each further operand puts one more level on
    top of all that came before. The signs of a term count on top of it, as in -W @ v. A variable
    with its [t] or [t-1] is a leaf. It is a guard, never too small; brackets that do not match are
    left to the parser.
    """
    # Of the open brackets: sum, term, signs of the term, 1 if it is a product.
    around: list[tuple[int, int, int, int]] = []
    total = term = signs = product = 0
    after_operand = False
    for token in _TOKEN.findall(text):
        if token in "([":
            around.append((total, term, signs, product))
            total = term = signs = product = 0
            after_operand = False
        elif token in ")]":
            inner = _height(total, term + signs)
            total, term, signs, product = around.pop() if around else (0, 0, 0, 0)
            term, after_operand = max(term, inner + product) + 1, True
        elif token in "+-" and after_operand:
            total = _height(total, term + signs) + 1
            term = signs = product = 0
            after_operand = False
        elif token in "+-~":
            signs += 1
        elif token in "*@/,":
            product, after_operand = 1, False
        else:
            term, after_operand = term + 1, True
        if len(around) + signs > LIMIT:
            return len(around) + signs
    return _height(total, term + signs)


def _height(total: int, term: int) -> int:
    """Of a sum whose last term is this; `total` counts the level above what came before it."""
    return max(total, term + 1) if total else term
