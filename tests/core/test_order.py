"""Orders on the variables: of computation, of events, and the loops through time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import cells, order
from core.build import build
from core.language import parse
from tests.core.own import own


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a[t] = x[t]\nb[t] = x[t]\nc[t] = x[t]", "abc"),
        ("c[t] = b[t]\nb[t] = a[t]\na[t] = x[t]", "abc"),
        ("y[t] = b[t]\na[t] = x[t]\nb[t] = x[t]", "aby"),
        ("b[t] = a[t]\nc[t] = x[t]\na[t] = x[t]", "cab"),
        ("b[t] = a[t-1]\na[t] = b[t-1]", "ba"),
    ],
)
def test_the_order_of_computation_keeps_that_of_the_text(text: str, names: str) -> None:
    assert "".join(equation.variable for equation in order.in_order(parse(text))) == names


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("a[t] = x[t]\nb[t] = x[t]\nc[t] = a[t] + b[t]", ["ab", "c"]),
        ("a[t] = x[t]\nb[t] = a[t-1]", ["ab"]),
        ("a[t] = x[t]\nb[t] = a[t]\nc[t] = b[t]", ["a", "b", "c"]),
        ("a[t] = x[t]\nb[t] = a[t]\nc[t] = a[t]", ["a", "bc"]),
    ],
)
def test_events_are_what_happens_at_once(text: str, events: list[str]) -> None:
    assert ["".join(event) for event in own(text).events] == events


def test_events_of_the_lstm() -> None:
    assert build(cells.named("lstm")).events == (
        ("zbar", "ibar", "fbar"),
        ("z", "i", "f"),
        ("c", "obar"),
        ("o",),
        ("y",),
    )


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("a[t] = x[t]\nb[t] = a[t-1]", [("a", False), ("b", False)]),
        ("a[t] = a[t-1]\nb[t] = a[t]", [("a", True), ("b", False)]),
        ("y[t] = h[t]\nh[t] = a[t-1]\na[t] = h[t]", [("ha", True), ("y", False)]),
        ("a[t] = b[t-1]\nb[t] = a[t]\nc[t] = d[t-1] + b[t]\nd[t] = c[t]", [("ab", 1), ("cd", 1)]),
        ("a[t] = b[t-1]\nb[t] = c[t-1]\nc[t] = a[t-1] + x[t]", [("abc", True)]),
        ("h[t] = h[t-1]\nk[t] = k[t-1]", [("h", True), ("k", True)]),
    ],
)
def test_loops_through_time(text: str, groups: list[tuple[str, bool]]) -> None:
    found = own(text).components
    assert [("".join(sorted(group)), is_loop) for group, is_loop in found] == [
        ("".join(sorted(group)), is_loop) for group, is_loop in groups
    ]


def test_the_loop_that_is_named_does_not_depend_on_the_process() -> None:
    """Sets of strings have another order in every process; refusals have not."""
    code = (
        "from core.build import build\nfrom core.cell import Source\n"
        r"build(Source(None, '', '', 'a[t] = b[t] + c[t]\nb[t] = b[t]\nc[t] = c[t]'))"
    )
    for seed in "12":
        run = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
        )
        assert "line 2, column 1" in run.stderr
