"""The equation language: text in, equations out, or a refusal that says what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NoReturn

from core.expression import MatrixProduct, Parameter, Position, Variable, nodes
from core.grammar import Equation, Line
from core.refusal import Refusal, brief

MAX_CHARACTERS = 8_000
MAX_EQUATIONS = 64


def parse(text: str) -> tuple[Equation, ...]:
    """The equations of `text` in its own order. Raises Refusal with line and column."""
    if len(text) > MAX_CHARACTERS:
        raise Refusal(
            f"The text has {len(text):,} characters; write at most {MAX_CHARACTERS:,}.",
            line=1,
            column=1,
        )
    equations = read(text)
    if not equations:
        raise Refusal(
            "There is no equation; write one a line, such as h[t] = tanh(W @ h[t-1] + U @ x[t]).",
            line=1,
            column=1,
        )
    if len(equations) > MAX_EQUATIONS:
        line, column = equations[MAX_EQUATIONS].position
        raise Refusal(
            f"There are {len(equations)} equations; write at most {MAX_EQUATIONS}.",
            line=line,
            column=column,
        )
    _check_names(equations)
    return equations


def read(text: str) -> tuple[Equation, ...]:
    """The equations of `text`, one a line, before they are held against one another."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    codes = (line.partition("#")[0].rstrip() for line in lines)
    return tuple(
        Line(code, number).equation() for number, code in enumerate(codes, start=1) if code
    )


def _check_names(equations: Iterable[Equation]) -> None:
    """One definition a name; no name both a variable and a parameter; nothing undefined."""
    defined: dict[str, Equation] = {}
    for equation in equations:
        name = equation.variable
        if name in defined:
            _refuse_at(
                equation.position,
                f"{brief(name)}[t] is defined twice, first on line"
                f" {defined[name].position[0]}; keep one or rename one.",
            )
        defined[name] = equation
    for equation in equations:
        for node in nodes(equation.expression):
            match node:
                case Variable(name) if name != "x" and name not in defined:
                    shown = brief(name)
                    close = difflib.get_close_matches(shown, defined, 1)
                    hint = f" or write {brief(close[0])}" if close else ""
                    _refuse_at(
                        node.position,
                        f"{shown}[t] is not defined; add a line {shown}[t] = ...{hint}.",
                    )
                case Parameter(name) | MatrixProduct(name) if name in defined:
                    shown = brief(name)
                    _refuse_at(
                        node.position,
                        f"{shown} is a variable (line {defined[name].position[0]}) and can't be a"
                        f" parameter too; write {shown}[t], {shown}[t-1] or another name.",
                    )


def _refuse_at(position: Position | None, detail: str) -> NoReturn:
    line, column = position or (1, 1)
    raise Refusal(detail, line=line, column=column)
