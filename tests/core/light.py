"""Typeset equations without their bold letters, for the eye."""

from __future__ import annotations

import re

from core import typeset
from core.cell import Cell


def light(tex: str) -> str:
    return re.sub(r"\\boldsymbol\{(.*?)\}", r"\1", tex)


def forward(cell: Cell) -> list[str]:
    return [light(tex) for _, tex, _ in typeset.forward(cell)]


def backward(cell: Cell) -> dict[str, list[str]]:
    read = {name: [light(tex) for _, tex, _ in terms] for name, terms in typeset.backward(cell)}
    return {name: terms for name, terms in read.items() if terms}


def gradients(cell: Cell) -> dict[str, str]:
    return {name: light(tex) for name, tex, _ in typeset.gradients(cell)}
