"""The form of every error (RFC 9457)."""

from __future__ import annotations

from pydantic import BaseModel


class ProblemError(BaseModel):
    """One thing that is wrong: where (a JSON pointer), and what to write instead."""

    pointer: str
    """Of the field at fault (RFC 6901); of a GET, the flat field. Empty for the whole request."""
    detail: str
    """What to write instead."""
    line: int | None = None
    """Of a mistake in equations, from 1."""
    column: int | None = None
    """In that line, in characters from 1."""


class Problem(BaseModel):
    """RFC 9457 problem details; of what is too large also how large it is, and the most."""

    type: str
    """about:blank: the status says what kind of problem it is."""
    title: str
    """The status in words."""
    status: int
    """Of HTTP."""
    detail: str
    """The first error, to be read by a person."""
    errors: list[ProblemError] = []
    """Each thing that is wrong, at most eight."""
    numbers: int | None = None
    """Of what is too large: how large it would be."""
    most: int | None = None
    """And how large it may be."""
