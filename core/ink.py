"""What an equation is printed with: the walk of a tree is one, the inks are TeX and MathML.

An ink knows how a sign, a symbol or a bracket is written, and nothing of expressions. Everything
that it returns is a piece of an equation, and pieces in a row are again a piece.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

Mark = Literal["edge", "variable"]


class Ink(ABC):
    """The vocabulary of the typeset equations.

    Signs stand between two pieces, except `negative`, which stands before one.
    """

    plus: ClassVar[str]
    minus: ClassVar[str]
    negative: ClassVar[str]
    equals: ClassVar[str]
    by_units: ClassVar[str]
    by_number: ClassVar[str]
    over: ClassVar[str]
    partial: ClassVar[str]
    loss: ClassVar[str]
    """J, a number and so plain italic."""
    error: ClassVar[str]
    """The delta before a symbol: the error of what follows."""
    transpose: ClassVar[str]

    @abstractmethod
    def row(self, *pieces: str) -> str:
        """Pieces side by side."""

    @abstractmethod
    def symbol(self, name: str, *scripts: str) -> str:
        """A vector or a matrix, bold italic, under its superscripts."""

    @abstractmethod
    def word(self, text: str, *scripts: str, unit: str = "") -> str:
        """An upright word under its superscripts, perhaps with the index of a unit."""

    @abstractmethod
    def time(self, ahead: int) -> str:
        """The superscript of the step t + ahead."""

    @abstractmethod
    def number(self, mantissa: str, exponent: int) -> str:
        """A decimal number; without an exponent where that is 0, without an empty mantissa."""

    @abstractmethod
    def function(self, name: str, *scripts: str, primed: bool = False) -> str:
        """The name of a function, or with a prime of its slope, under its superscripts."""

    @abstractmethod
    def applied(self, function: str, argument: str, *, bare: bool = False) -> str:
        """A function before its argument, which stands in brackets of its own or is bare."""

    @abstractmethod
    def beside(self, left: str, right: str) -> str:
        """A product of two pieces that need a little room between them, such as 0.5 v."""

    @abstractmethod
    def bracketed(self, piece: str, *scripts: str) -> str:
        """A piece in round brackets, and superscripts after them."""

    @abstractmethod
    def fraction(self, above: str, below: str) -> str:
        """One piece over another."""

    @abstractmethod
    def summed(self, index: str, piece: str) -> str:
        """The sum of a piece over an index."""

    @abstractmethod
    def marked(self, mark: Mark, name: str, piece: str) -> str:
        """A piece as one element that says which edge or variable it is."""

    @abstractmethod
    def equation(self, piece: str, *, tall: bool = False) -> str:
        """A whole equation; a tall one gives fractions and sums the room of a line of its own."""
