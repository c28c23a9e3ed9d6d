"""The forward pass in the NumPy listing of a cell."""

from __future__ import annotations

from collections.abc import Iterator

from core.cell import Cell
from core.grammar import Equation
from core.lines import WIDTH, listed, summed
from core.notation import PRODUCT
from core.spelling import NOW, Names, NumPy, entries
from core.stacks import terms


def forward(cell: Cell, names: Names) -> Iterator[str]:
    """Lines of the function `forward`; it takes a size itself only where no array tells it."""
    value = names.value
    used = {cell.symbol(name) for name in cell.variables}
    symbols = [symbol for symbol in "XHK" if symbol in used]
    sizes = {symbol: _size(cell, names, symbol) for symbol in symbols}
    untold = [symbol for symbol, code in sizes.items() if code is None]
    yield from listed(
        "def forward(", ["inputs", "initial", *names.parameter.values(), *untold], "):", 0
    )
    yield from _docstring(cell, names)
    yield "    T = len(inputs)"
    yield "    x = np.pad(np.asarray(inputs, float), ((1, 1), (0, 0)))"
    yield from (f"    {symbol} = {code}" for symbol, code in sizes.items() if code)
    for symbol in symbols:
        several = [value[name] for name in cell.variables if cell.symbol(name) == symbol]
        count = f"{len(several)}, " if len(several) > 1 else ""
        yield from listed("", several, f" = np.zeros(({count}T + 2, {symbol}))")
    yield from (f'    {value[name]}[0] = initial["{name}"]' for name in cell.lagged)
    yield "    for t in range(1, T + 1):"
    for equation in cell.equations:
        yield from _equation(equation, NumPy(names, NOW))
    yield from listed("return {", entries(value), "}")


def _size(cell: Cell, names: Names, symbol: str) -> str | None:
    """Code that reads a size off an array; None where no array has it."""
    if symbol == "X":
        return "x.shape[1]"
    for name, shape in cell.parameters.items():
        if symbol in shape:
            return f"{names.parameter[name]}.shape[{shape.index(symbol)}]"
    for name in cell.state:
        if cell.symbol(name) == symbol:
            return f'len(initial["{name}"])'
    return None


def _docstring(cell: Cell, names: Names) -> Iterator[str]:
    """What `forward` returns, and the shapes of what it takes."""
    shapes = {"[T, X]": ["inputs"]}
    for name in cell.lagged:
        shapes.setdefault(f"[{cell.symbol(name)}]", []).append(f'initial["{name}"]')
    for name, shape in cell.parameters.items():
        shapes.setdefault(f"[{', '.join(shape)}]", []).append(names.parameter[name])
    yield '    """The values of x and of every variable, each [T + 2, size], from'
    yield ""
    for written, several in shapes.items():
        yield from listed(f"{written:6}  ", several, "")
    yield '    """'


def _equation(equation: Equation, numpy: NumPy) -> Iterator[str]:
    left = f"{numpy.names.value[equation.variable]}[t] ="
    line = f"        {left} {numpy.write(equation.expression)}"
    if len(line) <= WIDTH:
        yield line
    else:
        several = terms(equation.expression)
        yield from summed(left, [(not added, numpy.write(e, PRODUCT)) for added, e in several])
