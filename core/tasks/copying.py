"""The copying problem, as Arjovsky, Shah and Bengio pose it in Unitary Evolution Recurrent Neural
Networks (2016), section 4.1; it goes back to Hochreiter and Schmidhuber (1997)."""

from __future__ import annotations

import numpy as np

from core.functions import Array
from core.streams import stream
from core.tasks.definition import Definition, Fixed

SYMBOLS = 8
BLANK, DELIMITER = SYMBOLS, SYMBOLS + 1
CODES = SYMBOLS + 2
LONGEST = 10


def length(steps: int) -> int:
    """n, how many symbols are to be copied: ten from T = 21 on, as in the paper, and in fewer
    steps as many as leave room for the delimiter, (T - 1) / 2 rounded down."""
    return min(LONGEST, (steps - 1) // 2)


def _draw(steps: int, input_size: int, output_size: int, seed: int) -> tuple[Array, Array]:
    """Symbols to be kept until the delimiter, and then to be said again.

    Inputs, one-hot: n symbols, blanks, the delimiter at step T - n, n blanks. Targets, one-hot:
    blanks, then at the last n steps the symbols in their order. The delay, T in the paper, is
    T - 2n here.
    """
    n = length(steps)
    symbols = stream(seed, "copy").integers(SYMBOLS, size=LONGEST)[:n]
    inputs, targets = np.full(steps, BLANK), np.full(steps, BLANK)
    inputs[:n] = symbols
    inputs[steps - n - 1] = DELIMITER
    targets[steps - n :] = symbols
    return np.eye(CODES)[inputs], np.eye(CODES)[targets]


COPY = Definition(_draw, Fixed(input_size=CODES, output_size=CODES), least=3, kind="cross_entropy")
