"""The NumPy listing, for the eye: it reads like the equations, and like a hand wrote it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

from core import cells
from core.build import build
from core.cell import Cell
from core.lines import WIDTH
from core.listing import listing
from tests.core.conftest import CELLS
from tests.core.listings import EVERY, HOSTILE, LONG_NAME
from tests.core.own import own

PEEPHOLE = build(cells.named("lstm-peephole"))


def body(text: str, function: str) -> str:
    """The lines of a function, each a line of its own."""
    return text.partition(f"def {function}(")[2].partition("\n\n\n")[0]


def test_it_reads_like_the_equations() -> None:
    forward, backward = (body(listing(PEEPHOLE), name) for name in ("forward", "backward"))
    assert (
        """
        z[t] = np.tanh(zbar[t])
        i[t] = sigmoid(ibar[t])
        f[t] = sigmoid(fbar[t])
        c[t] = z[t] * i[t] + c[t-1] * f[t]
        obar[t] = W_out @ x[t] + R_out @ y[t-1] + p_out * c[t] + b_out
"""
        in forward
    )
    assert (
        """
        delta_c[t] = (delta_y[t] * o[t] / np.cosh(c[t])**2
                      + p_out * delta_obar[t]
                      + delta_c[t+1] * f[t+1]
                      + p_in * delta_ibar[t+1]
                      + p_for * delta_fbar[t+1])
        delta_z[t] = delta_c[t] * i[t]
"""
        in backward
    )
    assert (
        """
        delta_ibar[t] = delta_i[t] * i[t] * sigmoid(-ibar[t])
"""
        in backward
    )
    assert (
        """
        dp_out += delta_obar[t] * c[t]
"""
        in backward
    )
    assert (
        """
    delta_c[0] = delta_c[1] * f[1] + p_in * delta_ibar[1] + p_for * delta_fbar[1]
"""
        in backward
    )


def test_softmax_and_cross_entropy_are_derived_together() -> None:
    backward = body(listing(build(cells.named("rnn"), loss="cross_entropy")), "backward")
    assert (
        """
        delta_yhat[t] = -target[t] / yhat[t]
        # Softmax and cross-entropy together, so that nothing is divided by a small number:
        delta_o[t] = yhat[t] * np.sum(target[t]) - target[t]
"""
        in backward
    )


def test_it_is_short() -> None:
    assert listing(PEEPHOLE).count("\n") <= 120


@pytest.mark.parametrize("name", EVERY)
def test_lines_fit(name: str) -> None:
    text = listing(own(EVERY[name], loss="cross_entropy"))
    lines = [line for line in text.splitlines() if LONG_NAME not in line]
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_lines_of_known_cells_fit(cell: Cell) -> None:
    assert max(map(len, listing(cell).splitlines())) <= WIDTH


def test_what_it_defines_is_used() -> None:
    for cell in CELLS.values():
        tree = ast.parse(listing(cell))
        defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert defined - {"forward", "loss", "backward"} <= used


def test_ruff_has_nothing_to_say() -> None:
    """The cell's own names may be ambiguous letters; what else could be wrong is not."""
    for cell in (PEEPHOLE, CELLS["prediction fed back, none, cross_entropy"]):
        command = [sys.executable, "-m", "ruff", "check", "--isolated", "--line-length", "99"]
        rules = ["--select", "E,F,W,I,B,UP", "-"]
        done = subprocess.run(
            [*command, *rules], input=listing(cell), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout


def test_names_that_are_taken_get_an_underscore() -> None:
    text = listing(own(HOSTILE, loss="cross_entropy"))
    assert "np_1[t] = T_ @ np__[t-1] + parameters_ @ x[t] + range_" in text
    assert '__debug___[0] = initial["__debug__"]' in text
    assert "__debug___[t] = np_ * H_[t] + dT - delta_H * __import__ * self" in text
    assert '"np": delta_np_, "delta_np": delta_delta_np,' in text
    assert '"T": dT_,' in text and '"dT": ddT,' in text


FUNCTIONS = {"sigmoid", "softmax", "softmax_pullback", "relu", "softplus", "hard_sigmoid"}
PLAIN = {"len", "range", "reversed", "map"}
ATTRIBUTES = {"T", "shape", "values"}


@pytest.mark.parametrize("name", EVERY)
def test_of_the_user_s_text_it_has_names_and_numbers_only(name: str) -> None:
    cell = own(f"# import os; os.system()\n{EVERY[name].strip()}  # os.system()")
    assert "os" not in re.findall(r"\w+", listing(cell))
    tree = ast.parse(listing(cell))
    for node in ast.walk(tree):
        match node:
            case ast.Import(modules):
                assert [module.name for module in modules] == ["numpy"]
            case ast.Call(ast.Name(called)):
                assert called in FUNCTIONS | PLAIN
            case ast.Call(function):
                assert ast.unparse(function).startswith("np.") or node.args == []
            case ast.Attribute(ast.Name("np")):
                pass
            case ast.Attribute():
                assert node.attr in ATTRIBUTES
            case ast.ImportFrom() | ast.Lambda() | ast.Global() | ast.ClassDef():
                raise AssertionError(ast.unparse(node))


def test_the_parts_of_a_long_equation_have_names_of_their_own() -> None:
    products = " + ".join(["W @ (h_1 * h[t-1])"] * 9)
    text = listing(own(f"h[t] = tanh({products}) + x[t]"))
    assert "\n        h_2[t] = h_1 * h[t-1]\n        h_3[t] = (W @ h_2[t]\n" in text
    assert "\n        h[t] = np.tanh(h_3[t]) + x[t]\n" in text
