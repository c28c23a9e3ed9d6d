"""Names and expressions in the NumPy listing of a cell: the cell's own names, wherever they fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from core.cell import Cell
from core.expression import (
    Apply,
    Delta,
    Expression,
    Negation,
    Product,
    Slope,
    SoftmaxPullback,
    TransposedProduct,
    Variable,
)
from core.functions import NAMES
from core.notation import ATOM, PRODUCT, Notation, bracketed
from core.writer import Outer

Steps = tuple[str, str]
"""The indices of what an equation says about now and about the step before."""

NOW: Steps = ("t", "t-1")
AHEAD: Steps = ("t+1", "t")
FIRST: Steps = ("1", "0")

_OWN = {
    *NAMES,
    "softmax_pullback",
    *("np", "T", "X", "H", "K", "inputs", "initial", "targets", "target", "mask", "rest"),
    *("forward", "loss", "backward", "values", "deltas", "gradients", "parameters"),
    *("len", "range", "reversed", "map"),
    "__debug__",  # which Python lets nobody assign to
}


class Names:
    """What a listing calls the values, deltas and gradients of a cell.

    A name of the cell that is also one of the listing's own gets an underscore at its end, and so
    does a name made here that is one of the cell's. The parameters are in the order given.
    """

    def __init__(self, cell: Cell, parameters: Collection[str]) -> None:
        vectors = ("x", *cell.variables)
        self._taken = {*_OWN, *vectors, *parameters}
        self.value = {name: self._own(name) for name in vectors}
        self.parameter = {name: self._own(name) for name in parameters}
        self.delta = {name: self._free(f"delta_{name}") for name in vectors}
        self.gradient = {name: self._free(f"d{name}") for name in parameters}

    def _own(self, name: str) -> str:
        return self._free(name) if name in _OWN else name

    def _free(self, name: str) -> str:
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name


def entries(codes: Mapping[str, str]) -> list[str]:
    """Entries of a dictionary, under the cell's own names."""
    return [f'"{name}": {code}' for name, code in codes.items()]


@dataclass(frozen=True)
class NumPy(Notation):
    """Writes expressions at one step; arrays over time are indexed by the step.

    known  the variables that hold the value of an expression already
    """

    names: Names
    steps: Steps
    known: Mapping[Expression, Variable] = field(default_factory=dict)

    def write(self, expression: Expression, weakest: int = 0) -> str:
        write = self.write
        match expression:
            case Apply("identity", operand):
                return write(operand, weakest)
            case Apply() if expression in self.known:
                return write(self.known[expression])
            case Delta(name):
                return f"{self.names.delta[name]}[{self.steps[0]}]"
            case Product(error, Slope(function, at)):
                return self._sloped(error, function, at, weakest)
            case TransposedProduct(matrix, operand):
                written = f"{self.parameter(matrix)}.T @ {write(operand, ATOM)}"
                return bracketed(written, PRODUCT, weakest)
            case SoftmaxPullback(at, operand):
                return f"softmax_pullback({write(Apply('softmax', at))}, {write(operand)})"
            case Outer(error, vector):
                return f"np.outer({write(error)}, {write(vector)})"
            case _:
                return super().write(expression, weakest)

    def _sloped(self, error: Expression, function: str, at: Expression, weakest: int) -> str:
        """The error times a slope, in the forms that stay accurate where functions saturate."""
        sigmoid = Apply("sigmoid", at)
        match function:
            case "sigmoid":
                opposite = Apply("sigmoid", Negation(at))
                return self.write(Product(Product(error, sigmoid), opposite), weakest)
            case "softplus":
                return self.write(Product(error, sigmoid), weakest)
            case "exp":
                return self.write(Product(error, Apply("exp", at)), weakest)
        slope = {
            "tanh": " / np.cosh({})**2",
            "relu": " * ({} > 0)",
            "hard_sigmoid": " * (np.abs({}) < 3) / 6",
        }[function].format(self.write(at))
        return bracketed(self.write(error, PRODUCT) + slope, PRODUCT, weakest)

    def number(self, value: float) -> str:
        """Always a float: whole numbers of Python's would grow without end."""
        return repr(value)

    def variable(self, name: str, lag: int) -> str:
        return f"{self.names.value[name]}[{self.steps[lag]}]"

    def parameter(self, name: str) -> str:
        return self.names.parameter[name]

    def function(self, name: str) -> str:
        return f"np.{name}" if name in ("tanh", "exp") else name
