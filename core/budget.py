"""How much the description of a cell may hold.

Each carrier and each typeset term repeats a part of its equation, so that a text of a few thousand
characters can stand for a description of many megabytes. It is counted as it grows.
"""

from __future__ import annotations

from collections import Counter

from core.cell import Cell
from core.refusal import Refusal

CHARACTERS = 1_000_000
"""The most that the texts of one description hold together; an LSTM's take 50,000."""

ENTRY = 40
"""What one entry of a list takes besides its texts."""


class Budget:
    """Counts texts by the variable in whose equation they arise."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.spent: Counter[str] = Counter()

    def spend(self, variable: str, *texts: str) -> None:
        """Count an entry; raises Refusal, at the longest equation, when the budget is spent."""
        self.spent[variable] += sum(map(len, texts)) + ENTRY
        if self.spent.total() > CHARACTERS:
            longest = max(self.cell.variables, key=self.spent.__getitem__)
            line, column = self.cell.equation[longest].position
            raise Refusal(
                "This equation uses so much so often that the description of the cell would pass"
                " 1 MB; give a part of it a name and an equation of its own.",
                line=line,
                column=column,
            )
