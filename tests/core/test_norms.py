"""Norms at the edges of floating point."""

from __future__ import annotations

import numpy as np
import pytest

from core.norms import norms, norms_of, spectral_norm


@pytest.mark.parametrize("scale", [1e-300, 1e-200, 1e-160, 1.0, 1e160, 1e200, 1e300])
def test_norms_neither_vanish_nor_overflow(scale: float) -> None:
    rows = np.array([[3.0, 4.0], [-5.0, 12.0]]) * scale
    np.testing.assert_allclose(norms(rows), np.array([5.0, 13.0]) * scale, rtol=1e-14)


def test_norms_of_zero_and_infinity_are_exact() -> None:
    rows = np.array([[0.0, 0.0], [np.inf, 1.0], [1.5e308, 1.5e308]])
    with np.errstate(over="ignore"):
        found = norms(rows)
    assert found[0] == 0 and found[1] == np.inf
    assert np.isfinite(found[2]), "a finite row has a finite norm"


def test_many_norms_are_those_of_each() -> None:
    rng = np.random.default_rng(0)
    arrays = [rng.normal(size=(5, 3)), rng.normal(size=(5, 3)) * 1e-200, rng.normal(size=(5, 2))]
    arrays += [arrays[0], rng.normal(size=(200, 100))]
    found = norms_of(arrays)
    assert len(found) == 4
    for array in arrays:
        np.testing.assert_array_equal(found[id(array)], norms(array))


def test_a_spectral_norm_by_hand() -> None:
    assert spectral_norm(np.array([[0.0, -3.0], [2.0, 0.0]])) == pytest.approx(3.0)
    assert spectral_norm(np.zeros((0, 0))) == 0
    assert np.isnan(spectral_norm(np.array([[1.0, np.inf]])))
