"""Drawing parameters.

glorot      uniform in ±sqrt(6 / (rows + columns))           Glorot and Bengio 2010, eq. 16
uniform     uniform in ±1 / sqrt(columns)                    LeCun et al. 1998
normal      normal, standard deviation 1 / sqrt(columns)     LeCun et al. 1998
orthogonal  orthonormal rows or columns                      Saxe et al. 2014
identity    ones on the diagonal                             Le et al. 2015

A peephole is the diagonal of a square matrix and is drawn as such.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from core.cell import KEPT, Cell
from core.functions import Array
from core.request import Initialization
from core.streams import stream

Generator = np.random.Generator
FORGET_BIAS = "b_for"


def _orthogonal(rng: Generator, rows: int, columns: int) -> Array:
    tall = rng.standard_normal((max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(tall)
    q = q * np.where(np.diagonal(r) < 0, -1.0, 1.0)  # makes the draw uniform (Mezzadri 2007)
    return q if rows >= columns else q.T


SCHEMES: dict[str, Callable[[Generator, int, int], Array]] = {
    "glorot": lambda rng, m, n: rng.uniform(-1.0, 1.0, (m, n)) * np.sqrt(6 / (m + n)),
    "uniform": lambda rng, m, n: rng.uniform(-1.0, 1.0, (m, n)) / np.sqrt(n),
    "normal": lambda rng, m, n: rng.standard_normal((m, n)) / np.sqrt(n),
    "orthogonal": _orthogonal,
    "identity": lambda rng, m, n: np.eye(m, n),
}


def _diagonal(rng: Generator, scheme: str, size: int) -> Array:
    """The diagonal of a diagonal matrix drawn by the scheme."""
    if scheme == "identity":
        return np.ones(size)
    if scheme == "orthogonal":
        return np.where(rng.random(size) < 0.5, -1.0, 1.0)
    drawn: Array = SCHEMES[scheme](rng, size, size)[0].copy()
    return drawn


def draw(cell: Cell, name: str, shape: tuple[int, ...], choice: Initialization, seed: int) -> Array:
    """One parameter of a cell, from the stream of its own name."""
    if len(shape) == 1 and name not in cell.peepholes:
        return np.full(shape, choice.forget_bias if name == FORGET_BIAS else 0.0)
    if len(shape) == 2 and name in cell.recurrent:
        return _drawn(seed, name, choice.recurrent_scheme, shape) * choice.recurrent_gain
    return _drawn(seed, name, choice.scheme, shape)


@lru_cache(maxsize=KEPT)
def _drawn(seed: int, name: str, scheme: str, shape: tuple[int, ...]) -> Array:
    """Kept, since something else than the seed is changed mostly; not to be written to."""
    rng = stream(seed, f"parameter {name}")
    array = SCHEMES[scheme](rng, *shape) if len(shape) == 2 else _diagonal(rng, scheme, *shape)
    array.flags.writeable = False
    return array
