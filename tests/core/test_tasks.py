"""Sequences and parameters that are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from core import cells
from core.cell import build
from core.initialization import SCHEMES, draw
from core.refusal import Refusal
from core.request import Initialization, Limits, Task
from core.streams import stream
from core.tasks import Fixed, fixed_sizes, sequence

LSTM = build(cells.named("lstm-peephole"))


def test_a_text_is_its_characters_and_what_follows_them() -> None:
    assert fixed_sizes(Task("text", "abca"), Limits()) == Fixed(3, 3, 3)
    inputs, targets = sequence(Task("text", "abca"), 3, 3, 3, "cross_entropy", 0)
    np.testing.assert_array_equal(inputs, np.eye(3))
    np.testing.assert_array_equal(targets, np.eye(3)[[1, 2, 0]])


def test_only_the_task_text_takes_a_text() -> None:
    with pytest.raises(Refusal, match="takes no text"):
        fixed_sizes(Task("noise", "abc"), Limits())


def test_an_impulse_is_one_at_the_first_step_only() -> None:
    inputs, targets = sequence(Task("impulse"), 4, 2, 3, "squared_error", 0)
    np.testing.assert_array_equal(inputs, [[1, 1], [0, 0], [0, 0], [0, 0]])
    assert targets.sum() == targets[-1, -1] == 1


def test_a_sine_is_to_be_seen_one_step_ahead() -> None:
    inputs, targets = sequence(Task("sine"), 6, 2, 2, "squared_error", 0)
    np.testing.assert_allclose(targets[:-1], inputs[1:], atol=1e-15)
    np.testing.assert_allclose(inputs[2], [1.0, 0.0], atol=1e-15)


@pytest.mark.parametrize("name", ["noise", "impulse", "sine"])
def test_targets_of_a_cross_entropy_are_one_hot(name: str) -> None:
    _, plain = sequence(Task(name), 7, 2, 3, "squared_error", 5)  # type: ignore[arg-type]
    _, targets = sequence(Task(name), 7, 2, 3, "cross_entropy", 5)  # type: ignore[arg-type]
    np.testing.assert_array_equal(np.sort(targets, axis=1), [[0, 0, 1]] * 7)
    np.testing.assert_array_equal(targets.argmax(axis=1), plain.argmax(axis=1))


def test_each_name_and_seed_has_a_stream_of_its_own() -> None:
    first = [stream(seed, name).random() for seed in (0, 1) for name in ("a", "b", "ab")]
    assert len(set(first)) == 6
    assert stream(1, "a").random() == first[3]


@pytest.mark.parametrize("shape", [(4, 4), (5, 3), (3, 5)])
def test_orthogonal_matrices_are_orthonormal(shape: tuple[int, int]) -> None:
    drawn = SCHEMES["orthogonal"](stream(0, "W"), *shape)
    short = drawn if shape[0] <= shape[1] else drawn.T
    np.testing.assert_allclose(short @ short.T, np.eye(min(shape)), atol=1e-14)


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

    def drawn(name: str, *shape: int) -> np.ndarray:
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
