"""From the text of a cell to the cell: its equations, and the read-out that the loss needs."""

from __future__ import annotations

from functools import lru_cache

from core import order
from core.cell import KEPT, Cell, LossKind, Readout, Source
from core.derivative import uses
from core.expression import Apply, MatrixProduct, Parameter, Variable, nodes
from core.grammar import Equation
from core.language import parse, read
from core.refusal import Refusal, brief, listed
from core.sizes import infer


@lru_cache(maxsize=KEPT)
def build(
    source: Source,
    *,
    output: str | None = None,
    readout: Readout = "none",
    loss: LossKind = "squared_error",
) -> Cell:
    """The cell of these equations with its read-out; raises Refusal with line and column.

    A linear read-out adds s[t] = V @ y[t] + d. Where the loss is a cross-entropy, or there is a
    read-out, yhat is added as a variable of its own, unless the output is a softmax already: then
    the output itself is yhat and what it is the softmax of is the score.
    """
    own = parse(source.equations)
    names = [equation.variable for equation in own]
    output = names[-1] if output is None else output
    if output not in names:
        raise Refusal(
            f"The output {brief(output)} is not among the variables; write one of {listed(names)}.",
            pointer="/output",
        )
    score = prediction = output
    lines: list[str] = []
    if source.readout or readout == "linear":
        lines.append(source.readout or f"s[t] = V @ {output}[t] + d")
        score = read(lines[0])[0].variable
    match next(e.expression for e in own if e.variable == output):
        case Apply("softmax", Variable(name, 0)) if not lines:
            score = name
        case _ if lines or loss == "cross_entropy":
            prediction = "yhat"
            form = "softmax({}[t])" if loss == "cross_entropy" else "{}[t]"
            lines.append(f"yhat[t] = {form.format(score)}")
    added = read("\n".join(lines))
    _refuse_taken(own, added)
    equations = order.in_order((*own, *added))
    return Cell(
        id=source.id,
        title=source.title,
        reference=source.reference,
        text="\n".join([source.equations.strip("\n"), *lines]),
        equations=equations,
        output=output,
        score=score,
        prediction=prediction,
        loss=loss,
        has_readout=bool(source.readout) or readout == "linear",
        sizes=infer(equations, score),
    )


def _refuse_taken(own: tuple[Equation, ...], added: tuple[Equation, ...]) -> None:
    """Refuse a cell that uses a name which its read-out brings."""
    brought = {e.variable for e in added} | {
        use.leaf.parameter if isinstance(use.leaf, MatrixProduct) else use.leaf.name
        for e in added
        for use in uses(e.expression)
        if not isinstance(use.leaf, Variable)
    }
    for equation in own:
        places = [(equation.variable, equation.position)]
        for node in nodes(equation.expression):
            match node:
                case Parameter(name) | MatrixProduct(name):
                    places.append((name, node.position or equation.position))
        for name, (line, column) in places:
            if name in brought:
                raise Refusal(
                    f"{name} is a name that the read-out brings; choose another name, or leave"
                    " the read-out out.",
                    line=line,
                    column=column,
                )
