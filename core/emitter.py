"""Expressions into lines of NumPy that compute them for all time steps at once.

Equal sub-expressions are computed once. Names in the generated code are the emitter's own; the
user's text never gets into it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

import numpy as np

from core.cell import Cell
from core.expression import (
    Ahead,
    Apply,
    Delta,
    Difference,
    Expression,
    MatrixProduct,
    Named,
    Negation,
    Number,
    Parameter,
    Product,
    Slope,
    SoftmaxPullback,
    Sum,
    TransposedProduct,
    Variable,
    is_constant,
)
from core.functions import FUNCTIONS
from core.grammar import Equation

_ARRAY = re.compile(r"\b(?:[a-z]\d+|fresh|joint)\b")
"""A name that generated code gives."""


class Emitter:
    """Lines of one generated function, and the names of what they have computed.

    `names` maps an expression to the array that holds it: [T, n] over time, [n] where it is
    constant. `values` maps a variable to its array [T + 1, n], whose row 0 is the initial state.
    The run gets its parameters in the order of `parameters`.
    """

    def __init__(self, parameters: Iterable[str]) -> None:
        self._order = list(parameters)
        self.lines: list[str] = []
        self.names: dict[Expression, str] = {}
        self.values: dict[str, str] = {}
        self.parameters: dict[str, str] = {}
        self.stacked: dict[tuple[str, ...], str] = {}
        self._numbers = itertools.count()

    def line(self, text: str) -> None:
        self.lines.append(text)

    def fresh(self, letter: str) -> str:
        return f"{letter}{next(self._numbers)}"

    def define(self, letter: str, code: str) -> str:
        """Emit `name = code` and return the new name."""
        name = self.fresh(letter)
        self.line(f"{name} = {code}")
        return name

    def function(self, name: str, arguments: str) -> str:
        """The code of a function of these lines, which lets go of each array after its last use.

        So a run holds little more than its results, and memory that is warm is used again.
        """
        starts: list[int] = []  # of each line, the line that its statement begins at
        last: dict[str, int] = {}  # of each array, where the statement of its last use begins
        for index, line in enumerate(self.lines):
            starts.append(starts[-1] if line.startswith(" ") else index)
            last |= dict.fromkeys(_ARRAY.findall(line), starts[-1])
        over: dict[int, list[str]] = {}
        for array, start in last.items():
            over.setdefault(start, []).append(array)
        code = [f"def {name}({arguments}):"]
        for start, line, following in zip(starts, self.lines, [*starts[1:], -1], strict=True):
            code.append(line)
            if start in over and following not in (start, -1):
                code.append(f"del {', '.join(over[start])}")
        return "\n    ".join(code) + "\n"

    def parameter(self, name: str) -> str:
        if name not in self.parameters:
            self.parameters[name] = self.define("p", f"parameters[{self._order.index(name)}]")
        return self.parameters[name]

    def joined(self, matrices: Iterable[str]) -> str:
        """The parameters, one below the other."""
        names = tuple(self.parameter(matrix) for matrix in matrices)
        if len(names) > 1 and names not in self.stacked:
            self.stacked[names] = self.define("m", f"concatenate(({', '.join(names)}))")
        return self.stacked.get(names, names[0])

    def now(self, name: str) -> str:
        """The variable's values over time, [T, n]."""
        return self.array(Variable(name, 0))

    def know(self, equation: Equation) -> None:
        """What an equation computes is its variable, which has been computed."""
        if not is_constant(equation.expression):
            self.names[equation.expression] = self.now(equation.variable)

    def named(self, expression: Expression) -> Expression:
        """The expression, computed here: a number, or a name."""
        if isinstance(expression, Number | Named):
            return expression
        return Named(self.array(expression), not is_constant(expression))

    def array(self, expression: Expression) -> str:
        """The name (or the numeral) of an expression's value, computed if it is not yet known."""
        if expression not in self.names:
            number = value_of_number(expression)
            if number is not None:
                return repr(number) if np.isfinite(number) else f"float({str(number)!r})"
            self.names[expression] = self._compute(expression)
        return self.names[expression]

    def _compute(self, expression: Expression) -> str:
        array = self.array
        match expression:
            case Named(name):
                return name
            case Variable(name, lag):
                return self.define("s", f"{self.values[name]}[{':-1' if lag else '1:'}]")
            case Parameter(name):
                return self.parameter(name)
            case Negation(operand):
                return self.define("s", f"-{array(operand)}")
            case Sum(left, right):
                return self.define("s", f"{array(left)} + {array(right)}")
            case Difference(left, right):
                return self.define("s", f"{array(left)} - {array(right)}")
            case Product(left, right):
                return self.define("s", f"{array(left)} * {array(right)}")
            case MatrixProduct(parameter, operand):
                return self.define("s", f"dot({array(operand)}, {self.parameter(parameter)}.T)")
            case TransposedProduct(parameter, operand):
                return self.define("s", f"dot({array(operand)}, {self.parameter(parameter)})")
            case Apply(function, operand):
                return self.define("s", f"{function}({array(operand)})")
            case Slope(function, operand):
                value = array(Apply(function, operand))
                return self.define("s", f"slope_{function}({array(operand)}, {value})")
            case SoftmaxPullback(argument, operand):
                y = array(Apply("softmax", argument))
                return self.define("s", f"softmax_pullback({y}, {array(operand)})")
            case Ahead(TransposedProduct() | Product() as operand) if operand not in self.names:
                return self._late(operand)
            case Ahead(operand):
                return self.define("s", f"ahead({array(operand)})")
            case Delta(name):  # pragma: no cover
                raise AssertionError(f"the error of {name} is not known yet")
        raise AssertionError(f"no code for {expression}")  # pragma: no cover

    def _late(self, operand: TransposedProduct | Product) -> str:
        """The operand one step later, laid where both it and this are views of one array."""
        match operand:
            case TransposedProduct(parameter, error):
                code = f"late_dot({self.array(error)}, {self.parameter(parameter)})"
            case Product(left, right):
                code = f"late_multiply({self.array(left)}, {self.array(right)})"
        longer = self.define("s", code)
        self.names[operand] = self.define("s", f"{longer}[:-1]")
        return self.define("s", f"{longer}[1:]")

    def over_time(self, expression: Expression) -> str:
        """As `array`, with a row for each step even where all rows are the same."""
        name = self.array(expression)
        if is_constant(expression):
            return self.define("s", f"broadcast_to({name}, (T, len({name})))")
        return name


def allocate(cell: Cell, emitter: Emitter, name: str, size: str, code: str | None = None) -> None:
    """An array [T + 1, n] for a variable (or a view, `code`), with its initial state in row 0."""
    array = emitter.define("v", code or f"empty((T + 1, {size}))")
    emitter.values[name] = array
    if name in cell.lagged:
        emitter.line(f"{array}[0] = initial[{cell.lagged.index(name)}]")


def tuple_of(codes: Iterable[str]) -> str:
    """The code of a tuple."""
    return "(" + "".join(f"{code}, " for code in codes) + ")"


_OPERATIONS: dict[type[Expression], Callable[..., float]] = {
    Negation: lambda v: -v,
    Sum: lambda v, w: v + w,
    Difference: lambda v, w: v - w,
    Product: lambda v, w: v * w,
}


def value_of_number(expression: Expression) -> float | None:
    """What an expression of numbers alone comes to; None for anything else."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, MatrixProduct | TransposedProduct | SoftmaxPullback | Ahead):
        return None
    values: list[float] = []
    for operand in expression.operands:
        value = value_of_number(operand)
        if value is None:  # at once: trees are deep
            return None
        values.append(value)
    if not values:
        return None
    with np.errstate(all="ignore"):
        if isinstance(expression, Apply | Slope):
            function = FUNCTIONS[expression.function]
            at = np.array(values, dtype=float)
            there = function.value(at)
            return float((there if isinstance(expression, Apply) else function.slope(at, there))[0])
        return float(_OPERATIONS[type(expression)](*map(np.float64, values)))
