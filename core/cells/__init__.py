"""The built-in cells, by name: each is its equations, a title and a reference."""

from core.cell import Source
from core.cells.lstm import LSTM, LSTM_PEEPHOLE
from core.cells.rnn import rnn

NAMES = ("rnn", "lstm", "lstm-peephole")


def named(name: str, activation: str = "tanh") -> Source:
    """The cell of this name; `activation` is that of `rnn`. Raises KeyError for another name."""
    return {"rnn": rnn(activation), "lstm": LSTM, "lstm-peephole": LSTM_PEEPHOLE}[name]
