"""MathML: of its Core, well formed, and marked with edges and variables."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

import pytest

from core import cells, typeset
from core.build import build
from core.cell import Cell
from core.derivative import Softmax
from tests.core.conftest import CELLS
from tests.core.own import own

CHILDREN = {"msub": 2, "msup": 2, "msubsup": 3, "mover": 2, "munder": 2, "mfrac": 2}
LEAVES = {"mi", "mn", "mo", "mspace"}


@pytest.fixture(params=CELLS)
def cell(request: pytest.FixtureRequest) -> Cell:
    return CELLS[request.param]


def parsed(mathml: str) -> ElementTree.Element:
    """The element, if it is one of MathML Core with the children that it must have."""
    root = ElementTree.fromstring(mathml)
    for element in root.iter():
        if element.tag in LEAVES:
            assert len(element) == 0
            assert bool(element.text) == (element.tag != "mspace")
        else:
            assert element.tag in {"math", "mrow", *CHILDREN} and not element.text
            assert len(element) == CHILDREN.get(element.tag, len(element)) > 0
    return root


def test_each_use_in_a_forward_equation_is_marked(cell: Cell) -> None:
    for name, _, mathml in typeset.forward(cell):
        root = parsed(mathml)
        assert root.tag == "math" and root.get("display") == "inline"
        assert [e.get("data-variable") for e in root.iter() if e.get("data-variable")] == [name]
        uses = Counter(e.get("data-edge") for e in root.iter() if e.get("data-edge"))
        for edge in cell.edges:
            if edge.target == name:
                assert uses.pop(edge.id) == len(edge.chains)
        assert not uses


def test_each_backward_term_is_one_element(cell: Cell) -> None:
    names = []
    for name, terms in typeset.backward(cell):
        names.append(name)
        assert [edge for edge, _, _ in terms] == [edge.id for edge in cell.outgoing[name]]
        for edge, _, mathml in terms:
            root = parsed(mathml)
            marks = [element.get("data-edge") for element in root.iter()]
            assert (root.tag, marks[0], marks[1:]) == ("mrow", edge, [None] * len(marks[1:]))
            assert "data-variable" not in mathml
    assert names == [*cell.backward_order, "x"]


def test_each_gradient_is_an_equation(cell: Cell) -> None:
    assert [name for name, _, _ in typeset.gradients(cell)] == list(cell.parameters)
    for _, _, mathml in typeset.gradients(cell):
        assert parsed(mathml).tag == "math"


def test_a_term_as_it_stands() -> None:
    (terms,) = [
        list(terms) for name, terms in typeset.backward(build(cells.named("lstm"))) if name == "c"
    ]
    assert terms[1][2] == (
        '<mrow data-edge="c&gt;c@1"><mi>𝜹</mi>'
        '<msup><mi>𝒄</mi><mrow><mo stretchy="false">(</mo><mi>t</mi>'
        '<mo lspace="0" rspace="0">+</mo><mn>1</mn><mo stretchy="false">)</mo></mrow></msup>'
        '<mo largeop="false">⊙</mo>'
        '<msup><mi>𝒇</mi><mrow><mo stretchy="false">(</mo><mi>t</mi>'
        '<mo lspace="0" rspace="0">+</mo><mn>1</mn><mo stretchy="false">)</mo></mrow></msup>'
        "</mrow>"
    )


@pytest.mark.parametrize(
    ("expression", "characters"),
    [
        ("1e-9 * x[t]", "10−9\u2062𝒙(t)"),
        ("2.5e20 - hard_sigmoid(x[t-1])", "2.5⋅1020−hard sigmoid\u2061(𝒙(t−1))"),
        ("-sigmoid(x[t]) * W", "−σ\u2061(𝒙(t))⊙𝑾"),
    ],
)
def test_characters_of_an_equation(expression: str, characters: str) -> None:
    (_, _, mathml), *_ = typeset.forward(own(f"h[t] = {expression}"))
    assert "".join(parsed(mathml).itertext()) == f"𝒉(t)={characters}"


def test_softmax_uses_are_marked_once() -> None:
    cell = own("h[t] = softmax(x[t]) * x[t]")
    assert any(isinstance(f, Softmax) for e in cell.edges for chain in e.chains for f in chain)
    (_, _, mathml), *_ = typeset.forward(cell)
    assert mathml.count('data-edge="x&gt;h"') == 2
