"""The weather of Seattle, day by day from the first of January 2012 on.

`seattle.csv` says where its numbers come from.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np

from core.functions import Array
from core.tasks.definition import Definition, Fixed

DAYS = 1_461
COLUMNS = ("precipitation", "temp_max", "temp_min", "wind")
TARGET = COLUMNS.index("temp_max")


@cache
def table() -> Array:
    """The days [1461, 4]: rain or snow, highest and lowest temperature, wind; each column has mean
    0 and variance 1."""
    with (files(__package__) / "seattle.csv").open(encoding="ascii") as lines:
        days: Array = np.loadtxt(lines, delimiter=",", usecols=range(1, 1 + len(COLUMNS)))
    standard: Array = (days - days.mean(axis=0)) / days.std(axis=0)
    return standard


def _draw(steps: int, input_size: int, output_size: int, seed: int) -> tuple[Array, Array]:
    """Inputs: the first T days. Target: the highest temperature of the day after each."""
    days = table()
    return days[:steps].copy(), days[1 : steps + 1, [TARGET]]


WEATHER = Definition(_draw, Fixed(input_size=len(COLUMNS), output_size=1), most=DAYS - 1)
