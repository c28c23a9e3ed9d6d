"""Statements of a listing, in lines that fit its width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

WIDTH = 99

Term = tuple[bool, str]
"""A term of a sum, and whether it is subtracted."""


def listed(before: str, items: Sequence[str], after: str, depth: int = 1) -> Iterator[str]:
    """A statement with a list of things, as many in a row as fit.

    What stands before an equals sign has no bracket of its own, and gets one if it needs rows.
    """
    start = "    " * depth + before
    line = f"{start}{', '.join(items)}{after}"
    if len(line) <= WIDTH:
        yield line
        return
    if not before:
        start, after = f"{start}(", f"){after}"
    line = start + items[0]
    for item in items[1:]:
        following = after if item is items[-1] else ","
        if len(f"{line}, {item}{following}") <= WIDTH:
            line += f", {item}"
        else:
            yield f"{line},"
            line = " " * len(start) + item
    yield line + after


def summed(left: str, terms: Sequence[Term], depth: int = 2) -> Iterator[str]:
    """A statement with a sum on its right, a term in each row where it is long."""
    first, *others = terms
    signed = [("-" if first[0] else "") + first[1]]
    signed += [("- " if negative else "+ ") + term for negative, term in others]
    start = "    " * depth + left
    line = f"{start} {' '.join(signed)}"
    if len(line) <= WIDTH or len(terms) == 1:
        yield line
    else:
        yield f"{start} ({signed[0]}"
        yield from (" " * len(f"{start} (") + term for term in signed[1:-1])
        yield " " * len(f"{start} (") + signed[-1] + ")"


def fits(left: str, term: str, depth: int = 2) -> bool:
    """True where a term can stand in a sum without filling more than its row."""
    return len("    " * depth + f"{left} (+ {term})") <= WIDTH
