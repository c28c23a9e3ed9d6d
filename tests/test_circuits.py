"""The page's layout of a circuit, held by geometry alone on the descriptions of many cells."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from core import cells
from core.build import build
from core.cell import Cell
from core.description import describe
from tests.core.conftest import CELLS

pytest.importorskip("hypothesis", reason="hypothesis is not installed: make test installs it")

from hypothesis import HealthCheck, given, seed, settings

from tests.core import made

CHECK = Path(__file__).parent / "js" / "circuit" / "check.js"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(NODE is None, reason="there is no node on this machine")


def laid_out(several: dict[str, Cell], folder: Path) -> dict[str, dict[str, Any]]:
    """Width, height, crossings and problems of each cell's circuit."""
    described = {name: asdict(describe(cell)) for name, cell in several.items()}
    (folder / "cells.json").write_text(json.dumps(described))
    command = [str(NODE), str(CHECK), str(folder / "cells.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    assert found.keys() == several.keys()
    return found


def generated(count: int) -> dict[str, Cell]:
    """Cells at random, the same at each run of one version of hypothesis."""
    found: dict[str, Cell] = {}

    @seed(0)
    @settings(
        database=None,
        deadline=None,
        max_examples=count,
        suppress_health_check=list(HealthCheck),
    )
    @given(made.cells())
    def keep(cell: Cell) -> None:
        found[f"{len(found)}:\n{cell.text}"] = cell

    keep()
    return found


def wrong(found: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    return {name: one["problems"] for name, one in found.items() if one["problems"]}


def test_every_cell_has_a_circuit_that_can_be_read(tmp_path: Path) -> None:
    assert wrong(laid_out(CELLS, tmp_path)) == {}


def test_built_in_cells_are_compact(tmp_path: Path) -> None:
    found = laid_out({name: build(cells.named(name)) for name in cells.NAMES}, tmp_path)
    assert wrong(found) == {}
    assert {n: f for n, f in found.items() if f["width"] > 760 or f["height"] > 700} == {}
    assert found["dense"]["bridges"] == found["rnn"]["bridges"] == 0
    assert found["lstm"]["bridges"] <= 6


def test_so_has_every_cell_that_nobody_thought_of(tmp_path: Path) -> None:
    several = generated(50)
    assert len(several) >= 50
    assert wrong(laid_out(several, tmp_path)) == {}
