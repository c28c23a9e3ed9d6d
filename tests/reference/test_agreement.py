"""The yardstick is measured first: it must pass rounding and catch everything else."""

import numpy as np
import pytest

from tests.reference.agreement import disagreements

EXPECTED = np.array([[1.0, -2.0], [0.0, 3e-14], [0.0, 0.0]])


def changed(row: int, column: int, value: float) -> np.ndarray:
    actual = EXPECTED.copy()
    actual[row, column] = value
    return actual


def test_the_same_numbers_agree() -> None:
    assert disagreements(EXPECTED, EXPECTED) == []


def test_rounding_agrees() -> None:
    assert disagreements(EXPECTED * (1 + 1e-12), EXPECTED) == []


def test_an_element_is_judged_by_the_largest_of_its_row() -> None:
    assert disagreements([[1.0, 2e-12]], [[1.0, 1e-12]]) == []


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        pytest.param(1, 1, 6e-14, id="a wrong vanishing row"),
        pytest.param(1, 1, -3e-14, id="a vanishing row with the wrong sign"),
        pytest.param(1, 1, 0.0, id="a vanishing row that is cut off"),
        pytest.param(1, 0, 1e-30, id="nearly zero in a row with other numbers"),
        pytest.param(2, 0, 5e-324, id="nearly zero in a row of zeros"),
        pytest.param(0, 0, 1.0 + 1e-8, id="one digit too few"),
        pytest.param(0, 0, np.nan, id="not a number"),
        pytest.param(0, 0, np.inf, id="infinite"),
    ],
)
def test_one_wrong_number_is_caught_and_placed(row: int, column: int, value: float) -> None:
    (sentence,) = disagreements(changed(row, column, value), EXPECTED)
    assert sentence.startswith(f"row {row}:")


def test_null_never_agrees() -> None:
    assert disagreements([[1.0, None]], [[1.0, 2.0]])


@pytest.mark.parametrize("actual", [EXPECTED[:2], EXPECTED.T, EXPECTED.ravel(), [], EXPECTED[None]])
def test_another_shape_never_agrees(actual: np.ndarray) -> None:
    assert "shape" in disagreements(actual, EXPECTED)[0]


def test_rows_may_be_numbers_or_matrices() -> None:
    assert disagreements([1.0, 1e-20], [1.0, 2e-20]) == [
        "row 1: off by 1e-20 where the largest is 2e-20"
    ]
    assert disagreements(np.ones((2, 3, 3)), np.ones((2, 3, 3))) == []
