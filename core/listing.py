"""The NumPy listing of a cell: forward pass, loss and backward pass, as one would write them.

It is shown, to be read and copied, and never executed here. It is made of the cell's expressions
alone: of a user's text it contains the names and the numbers.
"""

from __future__ import annotations

import re

from core.arrangement import Part, terms
from core.backward_listing import Backward, part
from core.cell import Cell
from core.expression import MatrixProduct, Parameter, Variable
from core.forward_listing import forward
from core.grammar import Equation
from core.lines import fits
from core.parts import in_parts
from core.spelling import AHEAD, Names, NumPy
from core.stacks import terms as summands

_HEADER = """\
import numpy as np

# In an array over time, row t is step t of 1, ..., T; row 0 is what stands before the first step,
# and row T + 1 stays zero. To be called as
#
#     values = forward(inputs, initial, **parameters)
#     J = loss(values, targets, mask)
#     deltas, gradients = backward(values, targets, mask, **parameters)"""

_FUNCTIONS = {
    "sigmoid": """\
def sigmoid(v):  # 1 - sigmoid(v) is sigmoid(-v), without cancellation
    return 1 / (1 + np.exp(-v))""",
    "relu": """\
def relu(v):
    return np.maximum(v, 0)""",
    "softplus": """\
def softplus(v):  # log(1 + exp(v)), without overflow
    return np.logaddexp(v, 0)""",
    "hard_sigmoid": """\
def hard_sigmoid(v):
    return np.clip(v / 6 + 0.5, 0, 1)""",
    "softmax": """\
def softmax(v):  # shifted, so that nothing overflows
    e = np.exp(v - np.max(v))
    return e / np.sum(e)""",
    "softmax_pullback": """\
def softmax_pullback(y, error):  # (dy/dv).T @ error, where y is softmax(v)
    return y * (error - y @ error)""",
}

_LOSSES = {
    "squared_error": '''\
def loss(values, targets, mask):
    """J: half the squared distance from the targets, over the steps where mask is 1."""
    distance = values["{prediction}"][1:-1] - targets
    return np.sum(mask[:, None] * distance**2) / 2''',
    "cross_entropy": '''\
def loss(values, targets, mask):
    """J: the sum of -target * log(softmax(score)), over the steps where mask is 1."""
    score = values["{score}"][1:-1]
    score = score - np.max(score, axis=1, keepdims=True)
    log_softmax = score - np.log(np.sum(np.exp(score), axis=1, keepdims=True))
    return -np.sum(mask[:, None] * targets * log_softmax)''',
}


def listing(cell: Cell) -> str:
    """Python source that defines `forward`, `loss` and `backward`.

    Equations of which a term fills more than a line are taken apart first.
    """
    parameters = tuple(cell.parameters)
    names = Names(cell, parameters)
    long = [e.variable for e in cell.equations if not _is_short(cell, names, e)]
    if long:
        cell = in_parts(cell, long)
        names = Names(cell, parameters)
    passes = [
        "\n".join(forward(cell, names)),
        _LOSSES[cell.loss].format(prediction=cell.prediction, score=cell.score),
        "\n".join(Backward(cell, names).lines()),
    ]
    called = set(re.findall(rf"\b({'|'.join(_FUNCTIONS)})\(", "\n".join(passes)))
    functions = [code for name, code in _FUNCTIONS.items() if name in called]
    return "\n\n\n".join([_HEADER, *functions, *passes]) + "\n"


def _is_short(cell: Cell, names: Names, equation: Equation) -> bool:
    """True where each term of the equation, and of the errors that it sends, fits a line."""
    numpy = NumPy(names, AHEAD)
    left = f"{names.value[equation.variable]}[t] ="
    if not all(fits(left, numpy.write(term)) for _, term in summands(equation.expression)):
        return False
    sent: dict[str, list[Part]] = {}
    for use in cell.uses[equation.variable]:
        match use.leaf:
            case Variable(name):
                left = f"{names.delta[name]}[t] ="
            case Parameter(name) | MatrixProduct(name):
                left = f"{names.gradient[name]} +="
        sent.setdefault(left, []).append(part(use))
    return all(
        fits(left, numpy.write(error))
        for left, parts in sent.items()
        for error in terms(equation.variable, parts)
    )
