"""The built-in cells, by name: each is its equations, a title and a reference."""

from core.cell import Source
from core.cells import gru, lstm
from core.cells.dense import DENSE
from core.cells.rnn import rnn

_SOURCES = {str(cell.id): cell for cell in (*lstm.ALL, *gru.ALL, DENSE)}

NAMES = ("rnn", *_SOURCES)

FAMILIES = {
    "RNN": ("rnn",),
    "LSTM": tuple(str(cell.id) for cell in lstm.ALL),
    "GRU": tuple(str(cell.id) for cell in gru.ALL),
    "Dense": (str(DENSE.id),),
}
"""What is chosen first; then one of its members."""


def named(name: str, activation: str = "tanh") -> Source:
    """The cell of this name; `activation` is that of `rnn`. Raises KeyError for another name."""
    return rnn(activation) if name == "rnn" else _SOURCES[name]
