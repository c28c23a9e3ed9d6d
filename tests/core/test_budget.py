"""Short texts that stand for long descriptions: refused before they are written out."""

from __future__ import annotations

import time
from dataclasses import astuple

import pytest

from core import budget, cells
from core.build import build
from core.cell import KEPT, Source
from core.description import describe
from core.refusal import Refusal
from tests.core.own import own


def lines(count: int, expression: str) -> str:
    return "\n".join(f"h{n}[t] = {expression}" for n in range(count))


LONG = {
    "products": lines(8, " * ".join(["x[t]"] * 120)),
    "one product": "h[t] = " + " * ".join(["x[t]"] * 200),
    "products of products": lines(8, f"{'(x[t]*' * 95}x[t]{')' * 95}"),
    "products of many": lines(24, "*".join(f"h{n}[t-1]" for n in range(24))),
    "functions in functions": lines(7, f"{'x[t]*exp(' * 99}x[t]{')' * 99}"),
    "softmaxes in softmaxes": lines(8, f"{'x[t]*softmax(' * 60}x[t]{')' * 60}"),
    "brackets": lines(11, f"{'(' * 66}x[t]{'*b+x[t])' * 66}"),
    "squares": lines(13, "*".join(["(x[t]+b)"] * 60)),
    "many peepholes": "L" * 4000 + "[t] = " + " + ".join(f"x[t]*a{n}" for n in range(150)),
    "many matrices": "L" * 3000 + "[t] = " + " + ".join(f"W{n}@x[t]" for n in range(190)),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_description_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    cell = own(text)
    with pytest.raises(Refusal, match="would pass 1 MB; give a part of it a name") as refused:
        describe(cell)
    assert time.process_time() - start < 2
    assert refused.value.line is not None


QUICK = {
    "numbers": "h[t] = " + "+".join(["0.3*(0.3*(0.3*x[t]))"] * 190),
    "signed matrices": lines(13, f"{'-W @ (' * 66}x[t]{')' * 66}"),
    "a name": "a" * 7000 + "[t] = x[t]",
    "a sum": "h[t] = " + " + ".join(["x[t]"] * 200),
}


@pytest.mark.parametrize("text", QUICK.values(), ids=QUICK)
def test_a_long_text_is_read_at_once(text: str) -> None:
    start = time.process_time()
    assert describe(own(text))
    assert time.process_time() - start < 2


def test_the_equation_that_takes_most_is_pointed_at() -> None:
    text = f"a[t] = x[t]\nb[t] = {'a[t]*exp(' * 99}a[t]{')' * 99}\nc[t] = b[t]"
    with pytest.raises(Refusal) as refused:
        describe(own(text))
    assert (refused.value.line, refused.value.column) == (2, 1)


def test_the_budget_is_of_all_that_is_written() -> None:
    """Every text of a description is counted, those that stand there twice as often."""
    cell = build(cells.named("lstm-peephole"))
    counted = budget.Budget(cell)
    seen: list[budget.Budget] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.description.Budget", lambda _: seen.append(counted) or counted)
        description = describe.__wrapped__(cell)
    written = sum(map(len, _texts(astuple(description))))
    assert seen and 0.8 * written < counted.spent.total() < 2 * written


def _texts(tree: object) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    if isinstance(tree, list | tuple):
        return [text for branch in tree for text in _texts(branch)]
    return []


def test_few_cells_are_kept() -> None:
    for n in range(100):
        build(Source(None, "", "", f"h{n}[t] = x[t]"))
    assert build.cache_info().currsize <= KEPT
    assert describe.cache_info().maxsize == build.cache_info().maxsize
