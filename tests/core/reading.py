"""A direct reading of equations, slow and plain, to hold the generated code against."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.expression import (
    Apply,
    Difference,
    Expression,
    MatrixProduct,
    Negation,
    Number,
    Parameter,
    Product,
    Sum,
    Variable,
)
from core.functions import FUNCTIONS, Array, softmax
from tests.core.conftest import Case


def read_values(
    case: Case, frozen: Mapping[tuple[str, int], Mapping[str, Array]] = MappingProxyType({})
) -> dict[str, Array]:
    """Every variable at every step, [T, n].

    `frozen` holds, by a variable and a step, what its equation reads there whatever the run says:
    the values of edges (`source>target`, `source>target@1`) into it.
    """
    before = {name: state.copy() for name, state in case.initial.items()}
    rows: dict[str, list[Array]] = {name: [] for name in case.cell.variables}
    for step, x in enumerate(case.inputs, start=1):
        now: dict[str, Array] = {"x": x}
        for equation in case.cell.equations:
            name = equation.variable
            held = frozen.get((name, step), {})
            value = _value(
                equation.expression,
                now | {k.split(">")[0]: v for k, v in held.items() if not k.endswith("@1")},
                before | {k.split(">")[0]: v for k, v in held.items() if k.endswith("@1")},
                case.parameters,
            )
            size = case.sizes[case.cell.symbol(equation.variable)]
            now[equation.variable] = np.broadcast_to(value, (size,))
        for name in rows:
            rows[name].append(now[name])
        before = now
    return {name: np.array(several) for name, several in rows.items()}


def _value(
    expression: Expression,
    now: dict[str, Array],
    before: dict[str, Array],
    parameters: dict[str, Array],
) -> Array:
    def of(inner: Expression) -> Array:
        return _value(inner, now, before, parameters)

    match expression:
        case Number(value):
            return np.array([value])
        case Variable(name, lag):
            return before[name] if lag else now[name]
        case Parameter(name):
            return parameters[name]
        case Negation(operand):
            return -of(operand)
        case Sum(left, right):
            return of(left) + of(right)
        case Difference(left, right):
            return of(left) - of(right)
        case Product(left, right):
            return of(left) * of(right)
        case MatrixProduct(parameter, operand):
            return parameters[parameter] @ of(operand)
        case Apply("softmax", operand):
            return softmax(of(operand))
        case Apply(function, operand):
            return FUNCTIONS[function].value(of(operand))
    raise AssertionError(expression)
