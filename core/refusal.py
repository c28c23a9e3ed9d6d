"""What the project says no with: one sentence that tells what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST = 40
"""Characters of a name that are repeated to the one who wrote it."""

_MOST = 16
"""Names that a sentence lists."""


@dataclass(eq=False)
class Refusal(ValueError):
    """A request that can't be carried out.

    `pointer` is the JSON pointer of the field at fault; `line` and `column` (from 1, in
    characters) are given where the field is a text of equations. Where something is too large,
    `numbers` says how large it would be, and `most` how large it may be.
    """

    detail: str
    pointer: str = ""
    line: int | None = None
    column: int | None = None
    numbers: int | None = None
    most: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.detail
        return f"line {self.line}, column {self.column}: {self.detail}"


def brief(name: str) -> str:
    """A name, or the beginning of one that is too long for a sentence."""
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def listed(names: Iterable[str], join: str = ", ") -> str:
    """The first of these names, and how many more there are."""
    several = [brief(name) for name in names]
    more = [f"{len(several) - _MOST} more"] if len(several) > _MOST else []
    return join.join(several[:_MOST] + more)
