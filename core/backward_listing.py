"""The backward pass in the NumPy listing of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.arrangement import Part, terms
from core.cell import LOSS, Cell, Edge
from core.derivative import Use
from core.expression import Apply, Expression, MatrixProduct, Negation, Parameter, Variable
from core.lines import Term, listed, summed
from core.notation import PRODUCT
from core.spelling import AHEAD, FIRST, NOW, Names, NumPy, entries

_TOGETHER = "# Softmax and cross-entropy together, so that nothing is divided by a small number:"


class Backward:
    """Writes the function `backward`: each delta as the sum of what its routes bring."""

    def __init__(self, cell: Cell, names: Names) -> None:
        self.cell, self.names = cell, names
        known: dict[Expression, Variable] = {
            e.expression: Variable(e.variable)
            for e in cell.equations
            if isinstance(e.expression, Apply)
        }
        self.now = NumPy(names, NOW, known)
        self.ahead = NumPy(names, AHEAD, known)
        self.first = NumPy(names, FIRST, known)

    def lines(self) -> Iterator[str]:
        cell, names = self.cell, self.names
        arguments = ["values", "targets", "mask", *names.parameter.values()]
        yield from listed("def backward(", arguments, "):", 0)
        yield '    """The deltas of x and of every variable, and the gradients of the parameters.'
        yield ""
        yield f"    {f'[T, {cell.symbol(cell.score)}]':6}  targets"
        yield f"    {'[T]':6}  mask: ones where the loss counts, zeros elsewhere"
        yield '    """'
        yield from self._arrays()
        yield "    for t in reversed(range(1, T + 1)):"
        for name in cell.backward_order:
            yield from self._delta(name)
        for name in names.gradient:
            yield from self._gradient(name)
        yield from self._delta("x")
        if cell.lagged:
            yield "    # What reaches the initial state:"
        for name in cell.lagged:
            later = [edge for edge in cell.outgoing[name] if edge.lag]
            yield from summed(f"{names.delta[name]}[0] =", self._messages(later, self.first), 1)
        yield from listed("deltas = {", entries(names.delta), "}")
        yield from listed("gradients = {", entries(names.gradient), "}")
        yield "    return deltas, gradients"

    def _arrays(self) -> Iterator[str]:
        """What the loop reads, and what it fills."""
        names = self.names
        yield "    T = len(targets)"
        if self.cell.loss == "cross_entropy":
            yield "    target = np.pad(mask[:, None] * targets, ((1, 1), (0, 0)))"
        else:
            yield "    target = np.pad(targets, ((1, 1), (0, 0)))"
            yield "    mask = np.pad(mask, 1)"
        yield from listed("", [*names.value.values()], " = values.values()")
        yield from listed("", [*names.delta.values()], " = map(np.zeros_like, values.values())")
        parameters, gradients = [*names.parameter.values()], [*names.gradient.values()]
        if len(gradients) > 1:
            yield from listed("parameters = [", parameters, "]")
            yield from listed("", gradients, " = map(np.zeros_like, parameters)")
        elif gradients:
            yield f"    {gradients[0]} = np.zeros_like({parameters[0]})"

    def _delta(self, name: str) -> Iterator[str]:
        """The sum of what comes back on the variable's outgoing edges."""
        cell = self.cell
        edges = [edge for edge in cell.outgoing[name] if edge.target != LOSS]
        messages = self._messages(edges, self.ahead)
        if name == cell.prediction:
            if cell.softmaxed and messages:
                yield from summed("rest =", messages)
                messages = [(False, "rest")]
            messages = [self._fresh(), *messages]
        if cell.softmaxed and name == cell.score:
            yield f"        {_TOGETHER}"
        if messages:
            yield from summed(f"{self.names.delta[name]}[t] =", messages)

    def _fresh(self) -> Term:
        """dJ/dprediction at one step."""
        prediction = self.now.variable(self.cell.prediction, 0)
        if self.cell.loss == "cross_entropy":
            return True, f"target[t] / {prediction}"
        return False, f"mask[t] * ({prediction} - target[t])"

    def _messages(self, edges: Iterable[Edge], ahead: NumPy) -> list[Term]:
        """The terms of a delta; `ahead` writes those that come from one step later."""
        found: list[Term] = []
        for edge in edges:
            if self.cell.softmaxed and edge.target == self.cell.prediction:
                found += self._joint()
            else:
                parts: list[Part] = [(chain, None) for chain in edge.chains]
                numpy = ahead if edge.lag else self.now
                found += [_term(numpy, error) for error in terms(edge.target, parts)]
        return found

    def _joint(self) -> list[Term]:
        """What reaches the score: the error of softmax and cross-entropy, derived together.

        Only what comes to the prediction from elsewhere goes back through the softmax by itself.
        """
        prediction = self.now.variable(self.cell.prediction, 0)
        joint = [(False, f"{prediction} * np.sum(target[t])"), (True, "target[t]")]
        if len(self.cell.outgoing[self.cell.prediction]) > 1:
            joint.append((False, f"softmax_pullback({prediction}, rest)"))
        return joint

    def _gradient(self, name: str) -> Iterator[str]:
        """The share of step t in the gradient of a parameter."""
        several: list[Term] = []
        for variable, uses in self.cell.uses.items():
            parts = [part(use) for use in uses if parameter(use) == name]
            several += [_term(self.now, error) for error in terms(variable, parts)]
        left = self.names.gradient[name]
        if all(negative for negative, _ in several):
            yield from summed(f"{left} -=", [(False, term) for _, term in several])
        else:
            yield from summed(f"{left} +=", several)


def part(use: Use) -> Part:
    """The chain of a use and, of a matrix, the vector that it is applied to."""
    return use.chain, use.leaf.operand if isinstance(use.leaf, MatrixProduct) else None


def parameter(use: Use) -> str | None:
    """The parameter that is used, if it is one."""
    match use.leaf:
        case MatrixProduct(name) | Parameter(name):
            return name
    return None


def _term(numpy: NumPy, error: Expression) -> Term:
    if isinstance(error, Negation):
        return True, numpy.write(error.operand, PRODUCT)
    return False, numpy.write(error, PRODUCT)
