"""What a line that can't be read was meant to be: the likeliest slip in it, and the remedy."""

from __future__ import annotations

import re

from core.refusal import brief
from core.symbols import GREEK

_WRITTEN = {
    **dict.fromkeys("\u2212\u2013\u2010", "-"),
    **dict.fromkeys("·⋅×∙∗⊙∘", "*"),
    **{letter: name for name, letter in GREEK.items()},
    "σ": "sigma, or sigmoid for the function,",
}
"""How the signs and letters of mathematics are written here."""

DIGITS = 1_000
"""Of a number, at most: float64 holds seventeen of them."""
_LONG = re.compile(rf"[\d.]{{{DIGITS + 1},}}")
_DIGIT_FIRST = re.compile(  # a run of digits and dots, not all of it within a name
    r"(?<![\d.])(?:(?<!\w)|\d*+\.)(?=\.*\d)[\d.]*+(?:[eE][-+]?\d+)?+[A-Za-z_]"
)
_NUMBER = r"\.?\d[\d.]*+(?:[eE][-+]?\d++)?+"
_OPERAND = rf"(?:[A-Za-z_]\w*+|{_NUMBER})(?:\s*+\[[^][]*+\])?+"
_SIDE_BY_SIDE = re.compile(rf"((?<![\w.]){_OPERAND}|\))\s*+({_OPERAND})")
_LAST_SIGN = re.compile(r"[-+*@/=]\s*\Z")
_TWO_SIGNS = re.compile(r"[-+*@]\s*+([*@])")
_OPENING = {")": "(", "]": "[", "}": "{"}


def character(sign: str) -> str:
    """The sentence on a character that is not ASCII."""
    if sign in _WRITTEN:
        return f"Names and signs are ASCII here: write {_WRITTEN[sign]} in place of {sign}."
    return "Names and signs are ASCII here: spell this in Latin letters."


def numeral(code: str) -> tuple[str, int] | None:
    """The sentence on digits that are no number, or too many for one, and their column, from 0."""
    if digits := _LONG.search(code):
        many = f"This number has more than {DIGITS:,} digits; write fewer, or 1e9 for many zeros."
        return many, digits.start()
    if digit := _DIGIT_FIRST.search(code):
        decimal = "Only decimal numbers can stand here, such as 0.5 or 1e-3;"
        return f"{decimal} a name begins with a letter.", digit.start()
    return None


def slip(code: str) -> tuple[str, int]:
    """A sentence on what is wrong in a line of which no more is known, and the column, from 0.

    The column is that of the slip; -1 where none was found.
    """
    unknown = (
        "This can't be read as name[t] = expression: check the brackets and the operators here."
    )
    return _brackets(code) or _signs(code) or _missing_sign(code) or (unknown, -1)


def _brackets(code: str) -> tuple[str, int] | None:
    open_: list[int] = []
    for column, sign in enumerate(code):
        if sign in "([{":
            open_.append(column)
        elif sign in _OPENING:
            if not open_:
                return "This bracket closes none; leave it out, or add the opening one.", column
            if code[open_.pop()] != _OPENING[sign]:
                return "This bracket closes one of another kind; close the inner one first.", column
    if open_:
        return "This bracket is not closed; close it on the same line.", open_[-1]
    return None


def _signs(code: str) -> tuple[str, int] | None:
    if last := _LAST_SIGN.search(code):
        sign = last[0].strip()
        return f"Something must follow this {sign}, such as x[t].", last.start()
    if two := _TWO_SIGNS.search(code):
        return "Two signs stand side by side; keep one of them.", two.start(1)
    return None


def _missing_sign(code: str) -> tuple[str, int] | None:
    pair = _SIDE_BY_SIDE.search(code, code.find("=") + 1)
    if pair is None:
        return None
    left, right = pair.groups()
    gap = pair.end(1)
    if left == ")":
        return f"A sign is missing here: write ) * {brief(right)}, or another.", gap
    sign = "@" if left.isidentifier() and right.endswith("]") else "*"
    return f"A sign is missing here: write {brief(left)} {sign} {brief(right)}.", gap
