"""Significant digits: always the float64 nearest to the decimal."""

from __future__ import annotations

import numpy as np
import pytest

from app.rounding import as_lists, rounded

RNG = np.random.default_rng(0)
VALUES = np.concatenate(
    [
        RNG.normal(size=5_000) * 10.0 ** RNG.integers(-30, 30, 5_000),
        [0.0, -0.0, 0.003125, 0.5, 2.5, 999999.5, 1e22, 5e-324, 1.7e308, -1.7e308],
    ]
)


@pytest.mark.parametrize("digits", [3, 6, 12, 13, 16, 17])
def test_numbers_are_rounded_as_they_are_printed(digits: int) -> None:
    expected = [float(f"{value:.{digits - 1}e}") for value in VALUES]
    np.testing.assert_array_equal(rounded(VALUES, digits), expected)


def test_what_is_not_finite_stays() -> None:
    np.testing.assert_array_equal(
        rounded(np.array([np.inf, -np.inf, np.nan]), 6), [np.inf, -np.inf, np.nan]
    )


def test_a_tree_of_arrays_keeps_its_form() -> None:
    tree = {"a": np.array([[1.23456, 2.0]]), "b": {"c": 0.98765, "d": np.zeros((0, 2))}}
    assert as_lists(tree, 3) == {"a": [[1.23, 2.0]], "b": {"c": 0.988, "d": []}}
