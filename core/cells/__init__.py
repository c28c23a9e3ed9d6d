"""The built-in cells, by name: each is its equations, a title and a reference."""

from core.cell import Source
from core.cells import gru, lstm
from core.cells.dense import DENSE
from core.cells.rnn import rnn

_SOURCES = {cell.id: cell for cell in (*lstm.ALL, *gru.ALL, DENSE)}

NAMES = ("rnn", *(str(name) for name in _SOURCES))


def named(name: str, activation: str = "tanh") -> Source:
    """The cell of this name; `activation` is that of `rnn`. Raises KeyError for another name."""
    return rnn(activation) if name == "rnn" else _SOURCES[name]
