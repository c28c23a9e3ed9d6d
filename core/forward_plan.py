"""Code for the forward pass of one cell.

What does not depend on itself through time is computed for all steps at once; a loop runs over time
only for the rest.
"""

from __future__ import annotations

from core.cell import Cell
from core.emitter import Emitter, allocate
from core.forward_loop import ForwardLoop


def emit_forward(cell: Cell, emitter: Emitter) -> None:
    """Lines that compute every variable's array [T + 1, n], group by group."""
    for group, is_loop in cell.components:
        if is_loop:
            ForwardLoop(cell, emitter, group).emit()
        else:
            name = group[0]
            allocate(cell, emitter, name, cell.sizes.variables[name])
            expression = cell.equation[name].expression
            emitter.line(f"{emitter.values[name]}[1:] = {emitter.array(expression)}")
        for name in group:
            emitter.know(cell.equation[name])
