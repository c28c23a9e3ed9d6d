"""The grammar of one equation: a subset of Python's expressions, read with the standard library.

The text is parsed by `ast` and never evaluated; whatever is not named below is refused.
"""

from __future__ import annotations

import ast
import difflib
import keyword
import math
import re
from dataclasses import dataclass
from typing import NoReturn

from core import misread, nesting
from core.expression import (
    Apply,
    Difference,
    Expression,
    MatrixProduct,
    Negation,
    Number,
    Parameter,
    Position,
    Product,
    Sum,
    Variable,
    nodes,
)
from core.functions import NAMES
from core.refusal import Refusal, brief

_RESERVED = ("t", "J", *NAMES)
_DECIMAL = re.compile(r"(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Equation:
    """`variable[t] = expression`, and where it stands in the text."""

    variable: str
    expression: Expression
    position: Position


class Line:
    """One line of the text on its way through `ast`."""

    def __init__(self, code: str, number: int) -> None:
        self.indent = len(code) - len(code.lstrip())
        self.code = code.strip()
        self.number = number

    def refuse(self, detail: str, column: int = 0) -> NoReturn:
        """Refuse at a column of the stripped code, counted from 0."""
        raise Refusal(detail, line=self.number, column=self.indent + column + 1)

    def refuse_node(self, detail: str, node: ast.expr) -> NoReturn:
        self.refuse(detail, node.col_offset)

    def _refuse_sign(self, detail: str, left: ast.expr) -> NoReturn:
        """Refuse at the sign after its left operand, and after the brackets round that."""
        assert left.end_col_offset is not None
        after = self.code[left.end_col_offset :]
        self.refuse(detail, left.end_col_offset + len(after) - len(after.lstrip(" \t)")))

    def position(self, node: ast.expr) -> Position:
        return (self.number, self.indent + node.col_offset + 1)

    def equation(self) -> Equation:
        self._check_characters()
        try:
            statements = ast.parse(self.code).body
        except (SyntaxError, ValueError) as error:
            detail, column = misread.slip(self.code)
            if column < 0:
                column = max((getattr(error, "offset", None) or 1) - 1, 0)
            self.refuse(detail, min(column, len(self.code)))
        (statement,) = statements
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            self.refuse("Write an equation: name[t] = expression, with one = sign.")
        target = self._variable(statement.targets[0], left=True)
        if target.name == "x":
            self.refuse("x is the external input and has no equation; choose another name.")
        return Equation(
            target.name, self._expression(statement.value), (self.number, self.indent + 1)
        )

    def _check_characters(self) -> None:
        for column, character in enumerate(self.code):
            if not character.isascii():
                self.refuse(misread.character(character), column)
            if not character.isprintable() and character != "\t":
                self.refuse("Leave out this control character.", column)
            if character in "'\"\\":
                self.refuse("Leave out quotes and backslashes; names and numbers suffice.", column)
            if character == ";":
                self.refuse("Write one equation a line.", column)
        for word in _WORD.finditer(self.code):
            if keyword.iskeyword(word[0]):
                self.refuse(
                    f"{word[0]} is a word of Python's own; write another name, such as"
                    f" {word[0]}_1.",
                    word.start(),
                )
        if found := misread.numeral(self.code):
            self.refuse(*found)
        if max(map(nesting.depth, self.code.split("="))) > nesting.LIMIT:
            self.refuse(
                f"This nests more than {nesting.LIMIT} levels deep; give a part of it a name and"
                " an equation of its own."
            )

    def _expression(self, node: ast.expr) -> Expression:
        at = self.position(node)
        match node:
            case ast.BinOp(left, ast.MatMult(), right):
                return self._matrix_product(left, right, at)
            case ast.BinOp(left, ast.Add(), right):
                return Sum(self._expression(left), self._expression(right), position=at)
            case ast.BinOp(left, ast.Sub(), right):
                return Difference(self._expression(left), self._expression(right), position=at)
            case ast.BinOp(left, ast.Mult(), right):
                return Product(self._expression(left), self._expression(right), position=at)
            case ast.BinOp(left, ast.Div(), _):
                self._refuse_sign(
                    "There is no division; multiply by a number, such as 0.5 * v.", left
                )
            case ast.BinOp(left, ast.Pow() | ast.BitXor(), _):
                self._refuse_sign("There are no powers; write v * v.", left)
            case ast.BinOp(left) | ast.Compare(left):
                self._refuse_sign("There is no such sign; the signs are + - * @.", left)
            case ast.UnaryOp(ast.USub(), operand):
                return Negation(self._expression(operand), position=at)
            case ast.UnaryOp(ast.UAdd(), _):
                self.refuse_node("Leave out this plus sign.", node)
            case ast.Constant():
                return Number(self._number(node), position=at)
            case ast.Name(name):
                return self._parameter(name, node)
            case ast.Subscript():
                return self._variable(node)
            case ast.Call(function, arguments, keywords):
                return self._call(function, arguments, bool(keywords), at, node)
            case _:
                self.refuse_node(
                    "Only + - * @, numbers, brackets, names, v[t], v[t-1] and functions of one"
                    " argument can stand here.",
                    node,
                )

    def _matrix_product(self, left: ast.expr, right: ast.expr, at: Position) -> Expression:
        match left:
            case ast.Name(name):
                matrix = self._parameter(name, left).name
            case ast.UnaryOp(ast.USub(), ast.Name(name) as inner):  # -W @ v is minus (W v)
                matrix = self._parameter(name, inner).name
            case _:
                self.refuse_node(
                    "The left side of @ is the name of a matrix; put what stands right of it in"
                    " brackets, such as W @ (V @ x[t]) or g[t] * (W @ x[t]).",
                    left,
                )
        if isinstance(right, ast.Name):
            name = brief(self._parameter(right.id, right).name)
            self.refuse_node(
                f"The right side of @ is a variable: write {name}[t] or {name}[t-1]. If {name} is a"
                " parameter, the product is the same at every step: write one vector for both.",
                right,
            )
        if isinstance(right, ast.Constant):
            self.refuse_node(
                "The right side of @ is a variable, such as x[t], or a vector in brackets.", right
            )
        vector = self._vector(right)
        product = MatrixProduct(matrix, vector, position=at)
        return Negation(product, position=at) if isinstance(left, ast.UnaryOp) else product

    def _vector(self, node: ast.expr) -> Expression:
        """An expression that has a size: not made of numbers alone."""
        expression = self._expression(node)
        if all(isinstance(leaf, Number) for leaf in nodes(expression) if not leaf.operands):
            self.refuse_node("A vector must stand here; numbers alone have no size.", node)
        return expression

    def _parameter(self, name: str, node: ast.expr) -> Parameter:
        if name == "x":
            self.refuse_node("x is the external input; write x[t] or x[t-1].", node)
        if name in NAMES:
            self.refuse_node(f"{name} is a function; write {name}(...).", node)
        if name in _RESERVED:
            self.refuse_node(f"{name} is reserved; choose another name.", node)
        return Parameter(name, position=self.position(node))

    def _variable(self, node: ast.expr, *, left: bool = False) -> Variable:
        if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
            if left:
                self.refuse_node("The left side is one variable now: name[t] = expression.", node)
            self.refuse_node("Only a variable's name can carry [t] or [t-1].", node)
        name = node.value.id
        if name in _RESERVED:
            self.refuse_node(f"{name} is reserved; choose another name.", node)
        match node.slice:
            case ast.Name("t"):
                return Variable(name, 0, position=self.position(node))
            case ast.BinOp(ast.Name("t"), ast.Sub(), ast.Constant(int(1))) if not left:
                return Variable(name, 1, position=self.position(node))
        name = brief(name)
        if left:
            self.refuse_node(f"The left side is {name} now: write {name}[t].", node)
        self.refuse_node(
            f"A variable is used now or one step earlier: write {name}[t] or {name}[t-1].", node
        )

    def _number(self, node: ast.Constant) -> float:
        source = self.code[node.col_offset : node.end_col_offset]
        if not _DECIMAL.fullmatch(source):
            self.refuse_node("Only decimal numbers can stand here, such as 0.5 or 1e-3.", node)
        value = float(source)
        if not math.isfinite(value):
            self.refuse_node("This number is not finite; write one below 1.8e308.", node)
        return value

    def _call(
        self,
        function: ast.expr,
        arguments: list[ast.expr],
        has_keywords: bool,
        at: Position,
        node: ast.expr,
    ) -> Apply:
        if not isinstance(function, ast.Name):
            self.refuse_node(f"Only these can be called: {', '.join(NAMES)}.", node)
        if function.id not in NAMES:
            shown = brief(function.id)
            close = difflib.get_close_matches(shown, NAMES, 1)
            hint = (
                f"Did you mean {close[0]}?" if close else f"A matrix is applied by {shown} @ (v)."
            )
            self.refuse_node(
                f"There is no function {shown}; there are {', '.join(NAMES)}. {hint}", node
            )
        if len(arguments) != 1 or has_keywords or isinstance(arguments[0], ast.Starred):
            self.refuse_node(f"{function.id} takes one argument: write {function.id}(v).", node)
        read_argument = self._vector if function.id == "softmax" else self._expression
        return Apply(function.id, read_argument(arguments[0]), position=at)
