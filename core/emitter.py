"""Expressions into lines of NumPy that compute them for all time steps at once.

Equal sub-expressions are computed once. Names in the generated code are the emitter's own; the
user's text never gets into it.
"""

from __future__ import annotations

import itertools
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
from core.functions import FUNCTIONS, Array, softmax, softmax_pullback
from core.norms import spectral_norm
from core.surgery import carry, shortening


def ahead(rows: Array) -> Array:
    """Each row one step later: [T, n] -> [T, n], zero after the last step."""
    shifted = np.empty_like(rows)
    shifted[:-1] = rows[1:]
    shifted[-1:] = 0.0
    return shifted


def padded(rows: Array) -> Array:
    """[T, n] -> [T + 1, n] with a last row of zeros."""
    longer = np.empty((len(rows) + 1, rows.shape[1]))
    longer[:-1] = rows
    longer[-1:] = 0.0
    return longer


_NUMPY = (
    *("add", "subtract", "multiply", "negative", "reciprocal", "maximum", "sign"),
    *("dot", "copyto"),
    *("concatenate", "stack", "empty", "empty_like", "zeros", "broadcast_to", "where"),
)

RUNTIME: dict[str, object] = {
    **{name: function.value for name, function in FUNCTIONS.items()},
    **{f"slope_{name}": function.slope for name, function in FUNCTIONS.items()},
    **{name: getattr(np, name) for name in _NUMPY},
    "softmax": softmax,
    "softmax_pullback": softmax_pullback,
    "sum_of": np.add.reduce,
    "one": np.array(1.0),  # arrays are quicker in a loop than Python's numbers
    "nil": np.array(0.0),
    "largest": lambda rows: np.max(np.abs(rows), axis=-1),
    "spectral_norm": spectral_norm,
    "ahead": ahead,
    "padded": padded,
    "carry": carry,
    "shortening": shortening,
}
"""What generated code can call."""


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

    def parameter(self, name: str) -> str:
        if name not in self.parameters:
            self.parameters[name] = self.define("p", f"parameters[{self._order.index(name)}]")
        return self.parameters[name]

    def now(self, name: str) -> str:
        """The variable's values over time, [T, n]."""
        return self.array(Variable(name, 0))

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
                return self.define("s", f"slope_{function}({array(operand)})")
            case SoftmaxPullback(argument, operand):
                y = array(Apply("softmax", argument))
                return self.define("s", f"softmax_pullback({y}, {array(operand)})")
            case Ahead(operand):
                return self.define("s", f"ahead({array(operand)})")
            case Delta(name):  # pragma: no cover
                raise AssertionError(f"the error of {name} is not known yet")
        raise AssertionError(f"no code for {expression}")  # pragma: no cover

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
            call = function.value if isinstance(expression, Apply) else function.slope
            return float(call(np.array(values, dtype=float))[0])
        return float(_OPERATIONS[type(expression)](*map(np.float64, values)))
