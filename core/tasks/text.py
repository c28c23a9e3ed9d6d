"""Text: characters one-hot, and the character that follows each."""

from __future__ import annotations

import numpy as np

from core.functions import Array
from core.refusal import Refusal
from core.request import Limits
from core.tasks.definition import Definition, Fixed


def of(text: str | None) -> Definition:
    """The task of this text."""
    written = text or ""
    letters = alphabet(written)

    def draw(steps: int, input_size: int, output_size: int, seed: int) -> tuple[Array, Array]:
        codes = np.eye(len(letters))[[letters.index(character) for character in written]]
        return codes[:-1], codes[1:]

    fixed = Fixed(len(written) - 1, len(letters), output_size=len(letters))
    return Definition(draw, fixed, kind="cross_entropy")


def check(text: str | None, limits: Limits) -> None:
    """Refuse a text that is missing, too short, too long or too varied."""
    if text is None:
        raise Refusal("The task text needs a text of 2 characters or more.", pointer="/task/text")
    if not 2 <= len(text) <= limits.text:
        characters = "1 character" if len(text) == 1 else f"{len(text):,} characters"
        raise Refusal(
            f"The text has {characters}; write 2 to {limits.text:,}.",
            pointer="/task/text",
        )
    different = len(alphabet(text))
    if different > limits.characters:
        raise Refusal(
            f"The text has {different} different characters; use at most {limits.characters}.",
            pointer="/task/text",
        )


def alphabet(text: str) -> list[str]:
    """The different characters of a text, in the order of their code points."""
    return sorted(set(text))
