"""The rooms of the house stay apart, and the checker that says so can see."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.imports import bare_script
from tests.rooms import LONGEST, files, length_violations, python_violations, script_violations

ROOT = Path(__file__).resolve().parents[1]
# File: why it may pass 250 lines.
LONG: dict[str, str] = {}


def test_python_rooms() -> None:
    assert files(ROOT, "core", "app", suffix=".py")
    assert list(python_violations(ROOT)) == []


def test_script_rooms() -> None:
    assert files(ROOT, "static/js", suffix=".js")
    assert list(script_violations(ROOT)) == []


def test_lengths() -> None:
    assert list(length_violations(ROOT, LONG)) == []


@pytest.mark.parametrize("room", ["core", "app"])
def test_the_map_names_every_module(room: str) -> None:
    named = set(re.findall(r"`(\w+\.py)`", (ROOT / "docs" / "architecture.md").read_text()))
    modules = {path.name for path in (ROOT / room).glob("*.py")} - {"__init__.py"}
    assert modules <= named
    everything = {path.name for name in ("core", "app") for path in (ROOT / name).rglob("*.py")}
    assert named <= everything, "the map names what is not there"


def test_every_package_is_installed() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"][
        "packages"
    ]
    inits = files(ROOT, "core", "app", suffix="__init__.py")
    assert {".".join(path.relative_to(ROOT).parent.parts) for path in inits} <= set(packages)


# The checker, on small trees of its own.


def tree(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("core/forward.py", "from fastapi import FastAPI"),
        ("core/forward.py", "import scipy.linalg"),
        ("core/forward.py", "def late():\n    import app.main"),
        ("core/forward.py", "from .. import app"),
        ("core/cells/gru.py", "import numpy as np"),
        ("core/cells/gru.py", "from core.forward import plan"),
        ("core/cells/gru.py", "from core import *"),
        ("core/cells/gru.py", "from . import lstm"),
        ("core/cells/gru.py", "from core.cells2 import x"),
        ("core/cells/__init__.py", "import core.forward"),
        ("app/main.py", "import requests"),
        ("app/main.py", "from tests import rooms"),
    ],
)
def test_python_violation_is_seen(tmp_path: Path, name: str, text: str) -> None:
    assert len(list(python_violations(tree(tmp_path, name, text)))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("core/forward.py", "import numpy.linalg, math\nfrom core.cell import Cell"),
        ("core/forward.py", "from . import cell\nfrom .cell import Cell"),
        ("core/cells/gru.py", "from __future__ import annotations\nfrom core.cell import Source"),
        ("core/cells/gru.py", "from core import cell"),
        ("core/cells/__init__.py", "from core.cells import gru, lstm"),
        (
            "app/main.py",
            "import json\nimport uvicorn\nfrom fastapi import FastAPI\nimport core.cell",
        ),
        ("bench/flow.py", "import torch"),
    ],
)
def test_python_freedom_is_granted(tmp_path: Path, name: str, text: str) -> None:
    assert list(python_violations(tree(tmp_path, name, text))) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pure/layout.js", 'import { draw } from "../ink/scene.js";'),
        ("pure/layout.js", 'import {\n  a,\n  b as c,\n} from "../clock.js";'),
        ("pure/layout.js", "export * from '../ink/scene.js'"),
        ("pure/layout.js", 'const late = () => import("../ink/scene.js");'),
        ("pure/layout.js", "const width = window.innerWidth;"),
        ("pure/layout.js", "const text = `wide: ${document.title}`;"),
        ("pure/layout.js", "const half = a / 2 + document.width / 2;"),
        ("pure/layout.js", "const page = test ? document : null;"),
        ("pure/layout.js", "const all = { ...window };"),
        ("pure/layout.js", 'import "../ink/scene.js";'),
        ("ink/scene.js", 'import { clock } from "../clock.js";'),
        ("ink/scene.js", 'import "../main.js";'),
        ("clock.js", 'import { start } from "./main.js";'),
        ("clock.js", 'import * as d3 from "https://cdn.example/d3.js";'),
        ("clock.js", 'import * as d3 from "d3";'),
        ("clock.js", 'import * as d3 from "//cdn.example/d3.js";'),
        ("clock.js", 'import * as d3 from "/static/js/pure/scales.js";'),
        ("clock.js", 'import * as d3 from "../../elsewhere/d3.js";'),
        ("clock.js", "await import(address);"),
    ],
)
def test_script_violation_is_seen(tmp_path: Path, name: str, text: str) -> None:
    assert len(list(script_violations(tree(tmp_path, "static/js/" + name, text)))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "pure/layout.js",
            'import { a } from "./scales.js";\nexport { b } from "./deep/ticks.js";',
        ),
        ("pure/layout.js", "// the window of the document\n/* document */ const a = 'window';"),
        ("pure/layout.js", "const windowed = { window: 1 }, $window = view?.document;"),
        ("pure/layout.js", r'const quote = /["`]/g, path = "http://document";'),
        ("pure/layout.js", "/** @typedef {import('../ink/scene.js').Scene} Scene */"),
        ("pure/layout.js", "const text = `import x from '../ink/scene.js' and window`;"),
        ("pure/layout.js", "export const from = 1;\nconst s = 'from \"../ink/scene.js\"';"),
        (
            "ink/scene.js",
            'import { a } from "../pure/scales.js";\nwindow.addEventListener("x", a);',
        ),
        ("main.js", 'import { a } from "./ink/scene.js";\nimport { b } from "./clock.js";'),
    ],
)
def test_script_freedom_is_granted(tmp_path: Path, name: str, text: str) -> None:
    assert list(script_violations(tree(tmp_path, "static/js/" + name, text))) == []


def test_templates_in_templates() -> None:
    source = "a(`x ${b(`y ${ {c: 1}.c } z`)} window`); // d"
    assert "".join(bare_script(source).split()) == "a(b({c:1}.c));"


def test_long_file_is_seen(tmp_path: Path) -> None:
    tree(tmp_path, "core/short.py", "\n" * LONGEST)
    tree(tmp_path, "static/js/long.js", "\n" * (LONGEST + 1))
    assert list(length_violations(tmp_path, ["static/js/long.js"])) == []
    assert list(length_violations(tmp_path, [])) == [
        "static/js/long.js has 251 lines and no reason"
    ]
    reasons = ["static/js/long.js", "core/short.py"]
    assert list(length_violations(tmp_path, reasons)) == [
        "core/short.py has a reason but is not long"
    ]
