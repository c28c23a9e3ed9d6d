"""What it means that two arrays agree: row by row, relative to the row, zeros exactly."""

import numpy as np
from numpy.typing import ArrayLike


def disagreements(actual: ArrayLike, expected: ArrayLike, tolerance: float = 1e-9) -> list[str]:
    """One sentence for each row of `actual` that is not that row of `expected`.

    A row is all that stands under one index of the first axis (one time step), whatever its
    shape. It agrees if each number lies within `tolerance` times the row's largest expected
    absolute value, and is exactly zero wherever zero is expected. NaN and None never agree.
    """
    actual, expected = np.asarray(actual, dtype=float), np.asarray(expected, dtype=float)
    if actual.shape != expected.shape:
        return [f"shape {actual.shape}, expected {expected.shape}"]
    wrong = []
    for row, (a, e) in enumerate(zip(actual, expected, strict=True)):
        error, scale = np.abs(a - e).max(), np.abs(e).max()
        if not error <= tolerance * scale:
            wrong.append(f"row {row}: off by {error:.3g} where the largest is {scale:.3g}")
        elif np.any(a[e == 0]):
            wrong.append(f"row {row}: not exactly zero where zero is expected")
    return wrong
