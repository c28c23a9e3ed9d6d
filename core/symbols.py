"""Names as symbols: what the letters of `zbar`, `W_for` or `alpha_1` stand for on paper.

A name is a base, an accent on it, and subscripts: digits at the end of the base are its first
subscript, and every underscore begins another. A base of several letters is one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

ACCENTS = ("bar", "hat", "tilde")
"""What the end of a name says of the letters in front of it."""

_SMALL = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi - pi rho varsigma"
    " sigma tau upsilon phi chi psi omega"
)
_LARGE = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
GREEK = {name: chr(ord("α") + place) for place, name in enumerate(_SMALL.split())}
GREEK |= {name: GREEK[name.lower()].upper() for name in _LARGE.split()}
"""Greek letters by their names in TeX, which has none for those that look Latin."""

_NAME = re.compile(rf"([A-Za-z]+?)({'|'.join(ACCENTS)})?(\d*)((?:_[A-Za-z0-9]+)*)")


@dataclass(frozen=True)
class Symbol:
    """A name as it is set; the base and each subscript is a letter, a Greek name or a word."""

    base: str
    accent: str | None = None
    subscripts: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def symbol(name: str) -> Symbol:
    """The symbol of a name; one with underscores in odd places is a word as it stands."""
    match = _NAME.fullmatch(name)
    if not match:
        return Symbol(name)
    base, accent, digits, rest = match.groups()
    subscripts = (digits, *rest.split("_"))
    return Symbol(base, accent, tuple(part for part in subscripts if part))


def is_letter(text: str) -> bool:
    """True of what is set as one letter rather than as a word."""
    return len(text) == 1 or text in GREEK
