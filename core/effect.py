"""Choices that can do nothing for a cell are refused, not dropped without a word.

A default passes, so that the request an answer echoes can be posted again.
"""

from __future__ import annotations

from core.cell import Cell
from core.initialization import FORGET_BIAS
from core.refusal import Refusal
from core.request import Initialization, Request
from core.shapes import DEFAULTS


def check(request: Request, cell: Cell) -> None:
    """Raise Refusal for the first choice that has nothing to act on."""
    sizes = cell.sizes
    shapes = (*cell.parameters.values(), *sizes.ties, tuple(sizes.variables.values()))
    if "H" not in sum(shapes, ()) and request.hidden_size not in (None, DEFAULTS["H"]):
        raise Refusal(
            "No vector of this cell has the size H, so hidden_size does nothing; leave it out, or"
            f" write {DEFAULTS['H']}.",
            pointer="/hidden_size",
        )
    matrices = {name for name, shape in cell.parameters.items() if len(shape) == 2}
    biases = cell.parameters.keys() - matrices - cell.peepholes
    acts = {
        "forget_bias": (FORGET_BIAS in biases, f"bias {FORGET_BIAS}"),
        "recurrent_gain": (bool(cell.recurrent), "matrix applied to a variable of step t-1"),
        "recurrent_scheme": (bool(cell.recurrent), "matrix applied to a variable of step t-1"),
        "scheme": (
            bool(matrices - cell.recurrent | cell.peepholes),
            "other matrix and no peephole",
        ),
    }
    for name, (does, needed) in acts.items():
        default = getattr(Initialization(), name)
        if not does and getattr(request.initialization, name) != default:
            raise Refusal(
                f"This cell has no {needed}, so {name} does nothing; leave it out, or write"
                f" {default}.",
                pointer=f"/initialization/{name}",
            )
