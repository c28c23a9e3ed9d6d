"""The ink TeX: LaTeX's mathematics with amsmath."""

from __future__ import annotations

from core.functions import FUNCTIONS
from core.ink import Ink, Mark
from core.symbols import GREEK, is_letter, symbol

_WIDE = {"bar": "overline", "hat": "widehat", "tilde": "widetilde"}


class Tex(Ink):
    plus = "+"
    minus = "-"
    negative = "-"
    equals = "="
    by_units = r"\odot"
    by_number = r"\cdot"
    over = "/"
    partial = r"\partial"
    loss = "J"
    error = r"\boldsymbol{\delta}"
    transpose = r"\top"

    def row(self, *pieces: str) -> str:
        return " ".join(pieces)

    def symbol(self, name: str, *scripts: str) -> str:
        spelt = symbol(name)
        accent = spelt.accent
        if is_letter(spelt.base):
            base = rf"\boldsymbol{{{_letters(spelt.base)}}}"
        else:  # a word is upright, since in italics it would look like a product
            base = r"\mathbf{" + spelt.base.replace("_", r"\_") + "}"
            accent = accent and _WIDE[accent]
        base = rf"\{accent}{{{base}}}" if accent else base
        below = ",".join(_letters(part) for part in spelt.subscripts)
        below = below.replace(r"},\mathrm{", ",")  # words in a row share their brackets
        return base + _script("_", below) + _script("^", "".join(scripts))

    def word(self, text: str, *scripts: str, unit: str = "") -> str:
        return rf"\mathrm{{{text}}}" + _script("_", unit) + _script("^", "".join(scripts))

    def time(self, ahead: int) -> str:
        return f"(t{ahead:+d})" if ahead else "(t)"

    def number(self, mantissa: str, exponent: int) -> str:
        power = f"10^{{{exponent}}}" if exponent else ""
        return rf" {self.by_number} ".join(part for part in (mantissa, power) if part)

    def function(self, name: str, *scripts: str, primed: bool = False) -> str:
        word = FUNCTIONS[name].tex if name in FUNCTIONS else rf"\operatorname{{{name}}}"
        return word + "'" * primed + _script("^", "".join(scripts))

    def applied(self, function: str, argument: str, *, bare: bool = False) -> str:
        return f"{function} {argument}" if bare else function + argument

    def beside(self, left: str, right: str) -> str:
        return rf"{left}\,{right}"

    def bracketed(self, piece: str, *scripts: str) -> str:
        return f"({piece})" + _script("^", "".join(scripts))

    def fraction(self, above: str, below: str) -> str:
        return rf"\frac{{{above}}}{{{below}}}"

    def summed(self, index: str, piece: str) -> str:
        return rf"\sum_{{{index}}} {piece}"

    def marked(self, mark: Mark, name: str, piece: str) -> str:
        return piece

    def equation(self, piece: str, *, tall: bool = False) -> str:
        return piece


def _letters(text: str) -> str:
    """A letter or a number as it is, several letters as one upright word."""
    if is_letter(text) or text.isdigit():
        return rf"\{text}" if text in GREEK else text
    return rf"\mathrm{{{text}}}"


def _script(sign: str, text: str) -> str:
    return f"{sign}{{{text}}}" if text else ""
