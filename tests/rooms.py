"""The rules of the house: which room may import which, and how long a file may be."""

import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.imports import bare_script, python_imports, script_imports

WEB = ("fastapi", "starlette", "pydantic", "jinja2", "uvicorn")
STANDARD = tuple(sys.stdlib_module_names)
# The first folder or file that fits a path says what it may import.
PYTHON_ROOMS: dict[str, tuple[str, ...]] = {
    "core/cells/__init__.py": ("core.cell", "core.cells"),  # it lists the cells
    "core/cells": ("core.cell",),
    "core": ("core", "numpy", *STANDARD),
    "app": ("app", "core", "numpy", *WEB, *STANDARD),
}
SCRIPT_ROOMS: dict[str, tuple[str, ...]] = {
    "static/js/pure": ("static/js/pure",),
    "static/js/ink": ("static/js/pure", "static/js/ink"),
    "static/js": ("static/js",),
}
# The names as identifiers, which keys and properties are not.
BROWSER = re.compile(
    r"[{,]\s*(?:document|window)\s*:|(?<![\w$])(?<![^.]\.)(document|window)(?![\w$])"
)
LONGEST = 250
WRITTEN = ("app", "bench", "core", "static", "tests")


def python_violations(root: Path) -> Iterator[str]:
    for path in files(root, "app", "core", suffix=".py"):
        name = path.relative_to(root).as_posix()
        allowed = room(name, PYTHON_ROOMS)
        for module in python_imports(path, root):
            if module.startswith("__future__."):
                continue
            if not any(module == a or module.startswith(a + ".") for a in allowed):
                yield f"{name} imports {module}"


def script_violations(root: Path) -> Iterator[str]:
    for path in files(root, "static/js", suffix=".js"):
        name = path.relative_to(root).as_posix()
        allowed = room(name, SCRIPT_ROOMS)
        for target in script_imports(path):
            if not target.startswith(("./", "../")):
                yield f"{name} imports {target}, which is no file beside it"
                continue
            module = (path.parent / target).resolve()
            inside = any(module.is_relative_to((root / a).resolve()) for a in allowed)
            if not inside or module.name == "main.js":
                yield f"{name} imports {target}"
        if name.startswith("static/js/pure/"):
            for match in BROWSER.finditer(bare_script(path.read_text("utf-8"))):
                if match[1]:
                    yield f"{name} mentions {match[1]}"


def length_violations(root: Path, reasons: Collection[str]) -> Iterator[str]:
    """Files over the limit without a reason, and reasons without such a file."""
    long = {
        path.relative_to(root).as_posix(): lines
        for path in files(root, *WRITTEN, suffix=(".py", ".js"))
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    yield from (
        f"{name} has {n} lines and no reason" for name, n in long.items() if name not in reasons
    )
    yield from (f"{name} has a reason but is not long" for name in reasons if name not in long)


def room(name: str, rooms: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return next(allowed for room, allowed in rooms.items() if f"{name}/".startswith(f"{room}/"))


def files(root: Path, *folders: str, suffix: str | tuple[str, ...]) -> list[Path]:
    paths = (path for folder in folders for path in (root / folder).rglob("*"))
    return sorted(path for path in paths if path.name.endswith(suffix))
