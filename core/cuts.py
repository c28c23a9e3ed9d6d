"""Which edges a request cuts, and at which steps."""

from __future__ import annotations

import numpy as np

from core.cell import Cell
from core.refusal import Refusal, brief, listed
from core.request import Cut, Request
from core.surgery import Keep


def kept(request: Request, cell: Cell, steps: int) -> dict[str, Keep]:
    """By edge that is cut somewhere, where it still carries. Raises Refusal.

    Truncation after k steps cuts every edge to the next step at the source steps k, 2k, and so on
    (Williams and Peng, 1990, in chunks that do not overlap).
    """
    keep: dict[str, Keep] = {}

    def cut(edge: str, rows: slice | list[int]) -> None:
        keep.setdefault(edge, np.ones((steps + 1, 1), dtype=bool))[rows] = False

    if request.truncate is not None:
        for edge in cell.edges:
            if edge.lag:
                cut(edge.id, slice(request.truncate, steps, request.truncate))
    lags = {edge.id: edge.lag for edge in cell.edges}
    for index, each in enumerate(request.cut):
        pointer = f"/cut/{index}"
        wanted = each if isinstance(each, Cut) else Cut(each)
        if wanted.edge not in lags:
            raise Refusal(_no_such(wanted.edge, cell), pointer=pointer)
        first = 1 - lags[wanted.edge]  # an edge to the next step has a source before the first
        if wanted.at is None:
            cut(wanted.edge, slice(None))
            continue
        rows: set[int] = set()
        for place, step in enumerate(wanted.at):
            if not first <= step <= steps:
                raise Refusal(
                    f"The source of {brief(wanted.edge)} has no such step; write steps from"
                    f" {first} to {steps}.",
                    pointer=f"{pointer}/at/{place}",
                )
            if step in rows:
                raise Refusal(
                    "This step is written twice; keep one.", pointer=f"{pointer}/at/{place}"
                )
            rows.add(step)
        cut(wanted.edge, list(rows))
    return {edge: rows for edge, rows in keep.items() if not rows.all()}


def _no_such(edge: str, cell: Cell) -> str:
    """A refusal that names the edges from the source that was meant, if there is one."""
    if "," in edge:
        return "There is no such edge; name each edge in an entry of its own."
    source = edge.partition(">")[0]
    if source not in cell.outgoing:
        return (
            f"There is no such edge; an edge is source>target, or source>target@1 to the next step,"
            f" and a source is one of {listed(cell.outgoing)}."
        )
    there = [edge.id for edge in cell.outgoing[source]]
    return f"There is no such edge; the edges of {brief(source)} are {listed(there) or 'none'}."
