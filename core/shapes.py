"""Sizes in numbers: what the task fixes, what the fields say, what posted arrays show.

The task wins over the size fields. An array decides a size whose field is left out; where it
contradicts a field, or another array, both are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.cell import Cell
from core.refusal import Refusal, brief, listed
from core.request import Limits, Request
from core.tasks import Fixed

FIELDS = {"T": "steps", "X": "input_size", "H": "hidden_size", "K": "output_size"}
DEFAULTS = {"T": 12, "X": 3, "H": 4, "K": 2}


@dataclass(frozen=True)
class _Claim:
    """Somebody's word on a size: `why` completes "X is 5, since ..."; `pointer` says whose."""

    size: int
    why: str
    pointer: str
    final: bool = False


@dataclass(frozen=True)
class _Posted:
    """An array of the request, and its symbolic shape."""

    pointer: str
    name: str
    given: Any
    symbols: tuple[str, ...]


class Shapes:
    """The sizes of one experiment: `steps`, and X, H, K in `sizes`. Raises Refusal."""

    def __init__(self, cell: Cell, request: Request, fixed: Fixed, limits: Limits) -> None:
        self.cell, self.request, self.limits = cell, request, limits
        self.claims: dict[str, _Claim] = {}
        for symbol, field in FIELDS.items():
            self._claim_field(symbol, field, getattr(fixed, field, None))
        posted = list(self._posted())
        for array in posted:
            self._claim_array(array)
        found = {symbol: self._size(symbol) for symbol in FIELDS}
        for array in posted:
            self._check_form(array)
        for symbol, size in found.items():
            self._check_range(symbol, size)
        asked = request.output_size
        if fixed.output_size is None and asked not in (None, found["K"]):
            raise Refusal(
                f"output_size is {asked}, but the loss reads {brief(cell.score)}, whose size is"
                f" {found['K']}; leave output_size out, or set readout to linear.",
                pointer="/output_size",
            )
        self.steps = found.pop("T")
        self.sizes = found

    def fixed_by_task(self) -> Fixed:
        """What the task fixes, with what the cell makes the same size."""
        fixed = {FIELDS[symbol]: claim.size for symbol, claim in self.claims.items() if claim.final}
        return Fixed(**fixed)

    def _tied(self, symbol: str) -> list[str]:
        """This symbol and those that the cell forces to be the same size."""
        found = {symbol}
        for _ in self.cell.sizes.ties:
            for pair in self.cell.sizes.ties:
                if found & set(pair):
                    found |= set(pair)
        return sorted(found, key=lambda each: each != symbol)

    def _claim_field(self, symbol: str, field: str, task: int | None) -> None:
        asked = getattr(self.request, field)
        pointer = f"/{field}"
        if task is not None:
            why = f"the task {self.request.task.name} fixes {field}"
            for tied in self._tied(symbol):
                self.claims[tied] = _Claim(task, why, "/task", final=True)
        elif asked is not None:
            self._check_range(symbol, asked, pointer)
            if symbol == "K" and len(self._tied("K")) > 1:
                return  # K is the score's size, and what is asked is held against it in the end
            for tied in self._tied(symbol):
                claim = self.claims.setdefault(tied, _Claim(asked, f"{field} is {asked}", pointer))
                if claim.size != asked and not claim.final:
                    raise Refusal(
                        f"This cell makes {claim.pointer.strip('/')} and {field} one size, but"
                        f" {claim.why} and {field} is {asked}; write one number for both.",
                        pointer=pointer,
                    )

    def _posted(self) -> Iterator[_Posted]:
        request, cell = self.request, self.cell
        if request.inputs is not None:
            yield _Posted("/inputs", "inputs", request.inputs, ("T", "X"))
        if request.targets is not None:
            yield _Posted("/targets", "targets", request.targets, ("T", "K"))
        for name, array in request.parameters.items():
            pointer = _known(name, cell.parameters, "parameters", "parameters")
            yield _Posted(pointer, brief(name), array, cell.parameters[name])
        for name, state in request.initial_state.items():
            pointer = _known(name, cell.lagged, "initial_state", "states")
            yield _Posted(pointer, f"the initial {brief(name)}", state, (cell.symbol(name),))

    def _claim_array(self, array: _Posted) -> None:
        shape = _shape_of(array.given)
        if shape is None or len(shape) != len(array.symbols) or 0 in shape:
            return  # refused once it is known what shape it should have
        for symbol, size in zip(array.symbols, shape, strict=True):
            claim = _Claim(size, f"{array.name} has shape {_form(shape)}", array.pointer)
            for tied in self._tied(symbol):
                present = self.claims.setdefault(tied, claim)
                if present.size != size:
                    expected = [
                        self.claims[symbol].size if symbol in self.claims else size
                        for symbol, size in zip(array.symbols, shape, strict=True)
                    ]
                    raise Refusal(
                        f"{array.name} has shape {_form(shape)}; expected {_form(expected)}, since"
                        f" {present.why}.",
                        pointer=array.pointer,
                    )

    def _check_form(self, array: _Posted) -> None:
        """Refuse what no size was read off: uneven rows, none, or too few or many axes."""
        shape = _shape_of(array.given)
        if shape is not None and len(shape) == len(array.symbols) and 0 not in shape:
            return
        fault = _uneven(array.given) if shape is None else f"has shape {_form(shape)}"
        claims = {symbol: self.claims.get(symbol) for symbol in array.symbols}
        expected = [claim.size if claim else FIELDS[symbol] for symbol, claim in claims.items()]
        reasons = dict.fromkeys(claim.why for claim in claims.values() if claim)
        since = f", since {' and '.join(reasons)}" if reasons else ""
        raise Refusal(
            f"{array.name} {fault}; expected {_form(expected)}{since}.", pointer=array.pointer
        )

    def _size(self, symbol: str) -> int:
        if symbol in self.claims:
            return self.claims[symbol].size
        tied = self._tied(symbol)
        if symbol == "K" and len(tied) > 1:  # K is the score's size
            return self._size(self.cell.sizes.score)
        return DEFAULTS["X" if "X" in tied else symbol]

    def _check_range(self, symbol: str, size: int, pointer: str | None = None) -> None:
        field = FIELDS[symbol]
        most = getattr(self.limits, field)
        if not 1 <= size <= most:
            claim = self.claims.get(symbol)
            raise Refusal(
                f"{field} is {brief(str(size))}; the most is {most:,} and the least is 1.",
                pointer=pointer or (claim.pointer if claim else f"/{field}"),
            )


def _known(name: str, names: Iterable[str], field: str, what: str) -> str:
    """The pointer of an array in a field, or a refusal of a name that the cell does not have."""
    pointer = f"/{field}/{name[:40].replace('~', '~0').replace('/', '~1')}"
    if name not in names:
        raise Refusal(
            f"This cell has no such array; its {what} are {listed(names) or 'none'}.",
            pointer=pointer,
        )
    return pointer


def _shape_of(given: Any) -> tuple[int, ...] | None:
    """The shape of nested lists of numbers; None where the rows differ in length."""
    try:
        return np.array(given, dtype=float).shape
    except (ValueError, TypeError):
        return None


def _uneven(rows: Any) -> str:
    """Which row differs in length from the first."""
    lengths = [len(row) for row in rows]
    row = next(row for row, length in enumerate(lengths) if length != lengths[0])
    numbers = "number" if lengths[row] == 1 else "numbers"
    return f"has uneven rows: row {row + 1} has {lengths[row]} {numbers}, row 1 has {lengths[0]}"


def _form(shape: Iterable[int | str]) -> str:
    return "".join(f"[{size}]" for size in shape)
