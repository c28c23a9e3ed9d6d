"""Parameters that are drawn: each by its scheme, each from a stream of its own."""

from __future__ import annotations

import numpy as np
import pytest

from core import cells
from core.build import build
from core.experiment import prepare, settle
from core.functions import Array
from core.initialization import SCHEMES, draw
from core.request import Initialization, Limits, Request
from core.streams import stream

LSTM = build(cells.named("lstm-peephole"))
RNN = "h[t] = tanh(W @ h[t-1] + U @ x[t])"


def drawn(**choices: object) -> dict[str, Array]:
    """The parameters of a request."""
    return prepare(settle(Request(**choices), Limits())).parameters  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", [(4, 4), (5, 3), (3, 5)])
def test_orthogonal_matrices_are_orthonormal(shape: tuple[int, int]) -> None:
    drawn = SCHEMES["orthogonal"](stream(0, "W"), *shape)
    short = drawn if shape[0] <= shape[1] else drawn.T
    np.testing.assert_allclose(short @ short.T, np.eye(min(shape)), atol=1e-14)


def test_orthogonal_matrices_have_no_preferred_sign() -> None:
    """A bare QR decomposition would give a first column that leans to one side."""
    first = [SCHEMES["orthogonal"](stream(seed, "W"), 3, 3)[0, 0] for seed in range(400)]
    assert abs(np.mean(first)) < 0.1


@pytest.mark.parametrize(
    ("scheme", "largest", "deviation"),
    [
        ("glorot", np.sqrt(6 / 300), np.sqrt(2 / 300)),
        ("uniform", 0.1, 0.1 / np.sqrt(3)),
        ("normal", np.inf, 0.1),
    ],
)
def test_matrices_have_the_spread_of_their_scheme(
    scheme: str, largest: float, deviation: float
) -> None:
    drawn = SCHEMES[scheme](stream(0, "W"), 200, 100)
    assert np.abs(drawn).max() <= largest
    assert abs(drawn.std() / deviation - 1) < 0.02


def test_what_kind_of_parameter_is_drawn_how() -> None:
    choice = Initialization("identity", "orthogonal", recurrent_gain=3.0, forget_bias=2.5)

    def drawn(name: str, *shape: int) -> Array:
        return draw(LSTM, name, shape, choice, 0)

    np.testing.assert_array_equal(drawn("W_z", 3, 2), np.eye(3, 2))
    np.testing.assert_allclose(drawn("R_z", 3, 3) @ drawn("R_z", 3, 3).T, 9 * np.eye(3), atol=1e-13)
    np.testing.assert_array_equal(drawn("p_in", 3), [1, 1, 1])
    np.testing.assert_array_equal(drawn("b_for", 3), [2.5, 2.5, 2.5])
    np.testing.assert_array_equal(drawn("b_in", 3), [0, 0, 0])


def test_a_peephole_is_the_diagonal_of_a_matrix_of_its_scheme() -> None:
    signs = draw(LSTM, "p_in", (50,), Initialization("orthogonal"), 0)
    assert set(signs) == {-1.0, 1.0}
    small = draw(LSTM, "p_in", (50,), Initialization("glorot"), 0)
    assert 0 < np.abs(small).max() <= np.sqrt(6 / 100)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_recurrent_matrices_have_a_scheme_and_a_gain_of_their_own(scheme: str) -> None:
    plain = drawn(equations=RNN, initialization=Initialization("normal", scheme, 1.0))
    twice = drawn(equations=RNN, initialization=Initialization("normal", scheme, 2.0))
    np.testing.assert_array_equal(plain["W"], SCHEMES[scheme](stream(0, "parameter W"), 4, 4))
    np.testing.assert_array_equal(twice["W"], 2 * plain["W"])
    np.testing.assert_array_equal(plain["U"], SCHEMES["normal"](stream(0, "parameter U"), 4, 3))
    np.testing.assert_array_equal(twice["U"], plain["U"])


@pytest.mark.parametrize(
    ("equation", "recurrent"),
    [
        ("h[t] = W @ h[t-1] + U @ x[t]", {"W"}),
        ("h[t] = W @ (h[t-1] * x[t]) + U @ x[t-1]", {"W"}),
        ("h[t] = W @ (U @ h[t-1]) + A @ x[t]", {"W", "U"}),
        ("h[t] = h[t-1] * (W @ x[t])", set()),
    ],
)
def test_what_is_recurrent(equation: str, recurrent: set[str]) -> None:
    assert settle(Request(equations=equation), Limits()).cell.recurrent == recurrent


def test_a_further_parameter_changes_no_other_draw() -> None:
    first, more = drawn(equations=RNN), drawn(equations=f"{RNN}\ny[t] = A_1 @ h[t] + W_1 @ x[t]")
    assert more.keys() - first.keys() == {"A_1", "W_1"}
    for name, array in first.items():
        np.testing.assert_array_equal(more[name], array)


def test_a_given_parameter_is_used_as_it_is() -> None:
    b_for = [0.5, -0.5, 0.0, 2.0]
    given = drawn(cell="lstm", parameters={"b_for": b_for})
    np.testing.assert_array_equal(given["b_for"], b_for, "without the forget bias")
    free = drawn(cell="lstm")
    np.testing.assert_array_equal(free["b_for"], np.ones(4))
    for name in free.keys() - {"b_for"}:
        np.testing.assert_array_equal(given[name], free[name])
        assert name[0] != "b" or not free[name].any()


def test_another_seed_is_another_draw() -> None:
    first, second = drawn(seed=1), drawn(seed=2)
    assert not np.any(first["W_z"] == second["W_z"])
