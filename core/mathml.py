"""The ink MathML, of its Core, which today's browsers draw themselves.

Core keeps no `mathvariant` but "normal", so bold italic letters are characters of their own
(Unicode's Mathematical Alphanumeric Symbols); an <mi> of one plain letter is italic, of several
upright. Some attributes only repeat what the operator dictionary should say, since browsers differ
on it: `largeop` of the product, `stretchy` of accents and brackets.
"""

from __future__ import annotations

from html import escape

from core.ink import Ink, Mark
from core.symbols import GREEK, is_letter, symbol

# The overline stretches in Chromium too, where the macron U+00AF does not.
_ACCENTS = {"bar": "\u203e", "hat": "\u02c6", "tilde": "\u02dc"}
_FUNCTIONS = {"sigmoid": "σ", "identity": "id", "hard_sigmoid": "hard sigmoid"}


def _alphabet(*starts: tuple[str, str, int]) -> dict[int, int]:
    """A table for str.translate: each range of characters, and the code of its first one there."""
    return {
        code: code - ord(first) + start
        for first, last, start in starts
        for code in range(ord(first), ord(last) + 1)
    }


_BOLD_ITALIC = _alphabet(
    ("A", "Z", 0x1D468), ("a", "z", 0x1D482), ("Α", "Ω", 0x1D71C), ("α", "ω", 0x1D736)
)
_BOLD = _alphabet(("A", "Z", 0x1D400), ("a", "z", 0x1D41A), ("0", "9", 0x1D7CE))
_LEFT, _RIGHT = '<mo stretchy="false">(</mo>', '<mo stretchy="false">)</mo>'
_APPLIED = "<mo>\u2061</mo>"
_TIMES = "<mo>\u2062</mo>"
_THIN = '<mspace width="0.17em"/>'


class MathML(Ink):
    plus = "<mo>+</mo>"
    minus = "<mo>−</mo>"
    negative = '<mo form="prefix">−</mo>'
    equals = "<mo>=</mo>"
    by_units = '<mo largeop="false">⊙</mo>'
    by_number = "<mo>⋅</mo>"
    over = "<mo>/</mo>"
    partial = "<mi>∂</mi>"
    loss = "<mi>J</mi>"
    error = "<mi>𝜹</mi>"
    transpose = "<mi>⊤</mi>"

    def row(self, *pieces: str) -> str:
        return "".join(pieces)

    def symbol(self, name: str, *scripts: str) -> str:
        spelt = symbol(name)
        # A word is upright, since in italics it would look like a product.
        alphabet = _BOLD_ITALIC if is_letter(spelt.base) else _BOLD
        base = f"<mi>{GREEK.get(spelt.base, spelt.base).translate(alphabet)}</mi>"
        if spelt.accent:
            accent = f'<mo stretchy="true">{_ACCENTS[spelt.accent]}</mo>'
            base = f'<mover accent="true">{base}{accent}</mover>'
        below = '<mo lspace="0" rspace="0">,</mo>'.join(map(_plain, spelt.subscripts))
        return _scripted(base, below, "".join(scripts))

    def word(self, text: str, *scripts: str, unit: str = "") -> str:
        return _scripted(f"<mi>{text}</mi>", unit and _plain(unit), "".join(scripts))

    def time(self, ahead: int) -> str:
        sign = f'<mo lspace="0" rspace="0">{"+" if ahead > 0 else "−"}</mo>'
        shift = f"{sign}<mn>{abs(ahead)}</mn>" if ahead else ""
        return f"{_LEFT}<mi>t</mi>{shift}{_RIGHT}"

    def number(self, mantissa: str, exponent: int) -> str:
        sign = self.negative if exponent < 0 else ""
        power = _scripted("<mn>10</mn>", "", f"{sign}<mn>{abs(exponent)}</mn>") if exponent else ""
        factors = (f"<mn>{mantissa}</mn>" if mantissa else "", power)
        return self.by_number.join(factor for factor in factors if factor)

    def function(self, name: str, *scripts: str, primed: bool = False) -> str:
        # As a superscript the prime, which is a raised letter already, would be small and high.
        prime = '<mo lspace="0" rspace="0">′</mo>' if primed else ""
        return _scripted(f"<mi>{_FUNCTIONS.get(name, name)}</mi>{prime}", "", "".join(scripts))

    def applied(self, function: str, argument: str, *, bare: bool = False) -> str:
        return function + _APPLIED + (_THIN if bare else "") + argument

    def beside(self, left: str, right: str) -> str:
        return left + _TIMES + _THIN + right

    def bracketed(self, piece: str, *scripts: str) -> str:
        # Scripts hang on the bracket: on the row they would rise with what is in it.
        return f"<mrow>{_LEFT}{piece}{_scripted(_RIGHT, '', ''.join(scripts))}</mrow>"

    def fraction(self, above: str, below: str) -> str:
        return f"<mfrac><mrow>{above}</mrow><mrow>{below}</mrow></mfrac>"

    def summed(self, index: str, piece: str) -> str:
        return f"<munder><mo>∑</mo>{_plain(index)}</munder>{piece}"

    def marked(self, mark: Mark, name: str, piece: str) -> str:
        return f'<mrow data-{mark}="{escape(name)}">{piece}</mrow>'

    def equation(self, piece: str, *, tall: bool = False) -> str:
        style = ' displaystyle="true"' if tall else ""
        return f'<math display="inline"{style}>{piece}</math>'


def _scripted(base: str, below: str, above: str) -> str:
    """A base with a subscript, a superscript, both, or neither."""
    kind = "sub" * bool(below) + "sup" * bool(above)
    scripts = "".join(f"<mrow>{script}</mrow>" for script in (below, above) if script)
    return f"<m{kind}>{base}{scripts}</m{kind}>" if kind else base


def _plain(text: str) -> str:
    kind = "mn" if text.isdigit() else "mi"
    return f"<{kind}>{GREEK.get(text, text)}</{kind}>"
