"""What the project says no with: one sentence that tells what to write instead."""

from __future__ import annotations

from dataclasses import dataclass


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
