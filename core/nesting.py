"""How deep an expression nests, read off its characters before any parser recurses into it."""

from __future__ import annotations

import re

LIMIT = 200
"""Levels of nesting that one equation may have."""

_TOKEN = re.compile(r"\d[\d.]*|\w+|[-+~*@/()\[\],]")


def depth(text: str) -> int:
    """Height of the tree that `text` stands for: each operator, sign and bracket is a level.

    A chain of operators associates to the left, so each further operand puts one more level on
    top of all that came before; signs wrap the operand that follows them, and those of a matrix
    wrap its product. Brackets that do not match are left to the parser.
    """
    levels: list[tuple[int, int, int]] = []  # of the open brackets: sum, term, pending signs
    total = term = signs = hoisted = 0
    after_operand = False
    for token in _TOKEN.findall(text):
        if token in "([":
            levels.append((total, term, signs))
            total = term = signs = 0
            after_operand = False
        elif token in ")]":
            inner = max(total, term)
            total, term, signs = levels.pop() if levels else (0, 0, 0)
            term = max(term, inner + signs) + 1
            signs, hoisted, after_operand = 0, 1, True
        elif token in "+-" and after_operand:
            total = max(total, term) + 1
            term, after_operand = 0, False
        elif token in "+-~":
            signs += 1
        elif token == "@":
            signs, after_operand = hoisted, False
        elif token in "*/,":
            after_operand = False
        else:
            term = max(term, signs) + 1
            signs, hoisted, after_operand = 0, signs, True
        if len(levels) + signs > LIMIT:
            return len(levels) + signs
    return max(total, term)
