"""Where inputs and targets come from, and the streams of everything drawn."""

from __future__ import annotations

import numpy as np
import pytest

from core.refusal import Refusal
from core.request import Limits, Task
from core.streams import stream
from core.tasks import Fixed, fixed_sizes, sequence


def test_a_text_is_its_characters_and_what_follows_them() -> None:
    assert fixed_sizes(Task("text", "abca"), Limits()) == Fixed(3, 3, output_size=3)
    inputs, targets = sequence(Task("text", "abca"), 3, 3, 3, "cross_entropy", 0)
    np.testing.assert_array_equal(inputs, np.eye(3))
    np.testing.assert_array_equal(targets, np.eye(3)[[1, 2, 0]])


@pytest.mark.parametrize(
    ("task", "phrase"),
    [
        (Task("noise", "abc"), "takes no text"),
        (Task("text"), "needs a text of 2 characters or more"),
        (Task("text", "a"), "has 1 character; write 2 to 1,001"),
        (Task("text", "ab" * 501), "has 1,002 characters; write 2 to 1,001"),
        (Task("text", "".join(map(chr, range(65)))), "65 different characters; use at most 64"),
    ],
)
def test_texts_that_are_refused(task: Task, phrase: str) -> None:
    with pytest.raises(Refusal, match=phrase) as refusal:
        fixed_sizes(task, Limits())
    assert refusal.value.pointer == "/task/text"


def test_the_longest_and_most_varied_text() -> None:
    text = ("".join(map(chr, range(200, 264))) * 16)[:1_001]
    assert fixed_sizes(Task("text", text), Limits()) == Fixed(1_000, 64, output_size=64)


def test_noise_is_of_unit_size_and_follows_the_seed() -> None:
    inputs, targets = sequence(Task(), 900, 3, 2, "squared_error", 7)
    assert inputs.shape == (900, 3) and targets.shape == (900, 2)
    assert abs(inputs.std() - 1) < 0.05 and abs(targets.std() - 1) < 0.05
    again, _ = sequence(Task(), 900, 3, 5, "squared_error", 7)
    np.testing.assert_array_equal(inputs, again, "the targets' size changes no input")
    assert not np.any(inputs[:, :2] == targets)
    other, _ = sequence(Task(), 900, 3, 2, "squared_error", 8)
    assert not np.any(inputs == other)


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
