"""Who imports whom, read from the text of Python and JavaScript files without running them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

COMMENT = r"//[^\n]*|/\*.*?\*/"
TEXT = r"""'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\""""
# A slash opens a pattern, and does not divide, after one of these characters or a return.
PATTERN = (
    r"(?:(?<=[(,=:\[!&|?;{])|(?<=return)|(?<==>))\s*"
    r"/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*"
)
TOKEN = re.compile(f"(?P<comment>{COMMENT})|(?P<text>{TEXT})|(?P<pattern>{PATTERN})", re.DOTALL)
TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{|\Z)", re.DOTALL)

STATIC_IMPORT = re.compile(
    r"""^\s*(?:import|export)\b(?:[^'"();]*?\bfrom)?\s*(['"])(.*?)\1""", re.M
)
DYNAMIC_IMPORT = re.compile(r"\bimport\s*\(\s*([^)]*?)\s*\)")


def python_imports(path: Path, root: Path) -> Iterator[str]:
    """Full dotted names: `from core import cell` and `from . import cell` both give core.cell."""
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def bare_script(source: str, *, keep_texts: bool = False) -> str:
    """JavaScript without comments, patterns and texts; the code inside a template's ${} stays."""
    kept: list[str] = []
    braces: list[int] = []  # open ones in the code of each template that we are inside of
    at = 0
    while at < len(source):
        char = source[at]
        if match := TOKEN.match(source, at):
            kept.append(match[0] if keep_texts and match["text"] else "\n" * match[0].count("\n"))
            at = match.end()
            continue
        if char == "`" or (char == "}" and braces and braces[-1] == 0):
            if char == "}":
                braces.pop()
            match = TEMPLATE.match(source, at + 1)
            assert match
            if match[0].endswith("${"):
                braces.append(0)
            kept.append(" ")
            at = match.end()
            continue
        if braces:
            braces[-1] += (char == "{") - (char == "}")
        kept.append(char)
        at += 1
    return "".join(kept)


def script_imports(path: Path) -> Iterator[str]:
    """What stands in import, export from and import(); for a computed name, its expression."""
    code = bare_script(path.read_text("utf-8"), keep_texts=True)
    yield from (match[2] for match in STATIC_IMPORT.finditer(code))
    yield from (match[1].strip("'\"") for match in DYNAMIC_IMPORT.finditer(code))
