"""Texts that want to break something, and thousands at random, the same each time."""

from __future__ import annotations

import random
import re
import time
import warnings
from collections.abc import Callable
from contextlib import suppress

import numpy as np
import pytest

from core import cells, measures
from core.cell import Cell
from core.language import parse
from core.refusal import Refusal
from tests.core import texts
from tests.core.conftest import case
from tests.core.own import own
from tests.core.reading import read_values

LONGEST = 8_000
PIECES = [
    *"()-+~*@[]{}.,:;=!'\"\\$?`# \t\n\r9",
    *"\0\x0c\x1a\xa0\u2028\ud800é𝐱",
    *["a[t]+", "a[t]*", "a[t]=", "a=", "W@", "W@(", "-W@(", "tanh(", "x[t]*tanh(", "x[t]", "x["],
    *[
        "x()",
        "x.a",
        "x<",
        "x%",
        "x**-",
        "*x,",
        "1.",
        "1..",
        "1e",
        "1_",
        "1or",
        "f'{",
        "{1:",
        "(a:=",
    ],
    *["not ", "await ", "lambda:", "x if y else ", "1if x else y", "0x1for x", " .e5"],
]
STARTS = ["", "h[t] = ", "h[t] = x[t] + ", "h[t] = ("]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("start", STARTS)
def test_hostile_texts_are_refused_quickly(start: str, piece: str) -> None:
    text = start + piece * ((LONGEST - len(start)) // len(piece))
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        began = time.process_time()
        with suppress(Refusal):  # "h[t] = x[t] + 999" reads as infinite, and "#" as nothing
            read(text)
        assert time.process_time() - began < 1.0
    assert warned == []


def read(text: str) -> None:
    """Parse; whatever is refused has a place in the text."""
    try:
        parse(text)
    except Refusal as refusal:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert refusal.line and refusal.column
        assert refusal.line <= len(lines)
        assert refusal.column <= len(lines[refusal.line - 1]) + 1
        assert len(refusal.detail) < 10_000
        raise
    else:
        assert "=" in text


LSTM = cells.named("lstm-peephole").equations
ALPHABET = [
    *"htxabWyJ01239.+-*@()[]=# \n\t,é'/\0",
    *["[t]", "[t-1]", "x[t]", "h[t-1]", "y[t-1]", "tanh(", "softmax(", "exp(", "0.5", "1e-3", "if"],
    *["h[t] = ", " = ", "W @ ", "(1 - z[t])", "-1", "\r\n"],
]


def spoilt(rng: random.Random) -> str:
    """The LSTM's text with some pieces replaced: mostly by others of its own that look alike."""
    pieces = re.findall(r"\[t-1\]|\[t\]|\w+|\n| ?\S ?", LSTM.strip())
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(pieces))
        alike = [piece for piece in pieces if piece[0] == pieces[at][0]]
        pieces[at] = rng.choice(rng.choice((alike, alike, pieces, ALPHABET)))
    return "".join(pieces)


def noise(rng: random.Random) -> str:
    start = rng.choice(("", "h[t] = ", "h[t] = x[t] + "))
    return start + "".join(rng.choices(ALPHABET, k=rng.randint(1, 12)))


def runs(cell: Cell, seed: int) -> None:
    """It can be run, is what a plain reading of its equations says, and its books balance."""
    one = case(cell, seed=seed)
    run = one.run()
    with np.errstate(all="ignore"):
        expected = read_values(one)
        worst = measures.balance(cell, run).worst
    for name, rows in run.values.items():
        np.testing.assert_allclose(rows, expected[name], rtol=1e-11, atol=1e-13)
    assert worst < 1e-12


@pytest.mark.parametrize(("make", "least"), [(spoilt, 45), (noise, 5), (texts.cell, 75)])
def test_what_is_not_refused_can_be_run(make: Callable[[random.Random], str], least: int) -> None:
    ran = 0
    for seed in range(300):
        rng = random.Random(seed)
        text = make(rng)
        with suppress(Refusal):
            read(text)
            try:
                cell = own(text, loss=rng.choice(("squared_error", "cross_entropy")))
            except Refusal as refusal:
                assert refusal.line and refusal.column, text
                continue
            runs(cell, seed)
            ran += 1
    assert ran > least, "too few of the texts were cells"
