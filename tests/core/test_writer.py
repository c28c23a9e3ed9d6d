"""Signs, numbers and brackets of typeset equations, and the order in which errors are read."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from core import typeset
from tests.core.light import backward, forward, gradients
from tests.core.own import own


def right(expression: str) -> str:
    """The right side of h, whose equation this is."""
    (equation,) = [tex for tex in forward(own(f"h[t] = {expression}")) if tex.startswith("h^")]
    return equation.partition(" = ")[2]


@pytest.mark.parametrize(
    ("expression", "tex"),
    [
        ("a + (b + c) + x[t]", "a + b + c + x^{(t)}"),
        ("a - (b + c) + x[t]", "a - (b + c) + x^{(t)}"),
        ("a - (b - c) - -x[t]", "a - (b - c) + x^{(t)}"),
        ("-(a + x[t])", "-(a + x^{(t)})"),
        ("-(-(a + x[t]))", "a + x^{(t)}"),
        ("-a * -b * -x[t]", r"-a \odot b \odot x^{(t)}"),
        ("a - b * -x[t]", r"a + b \odot x^{(t)}"),
        ("(a + b) * x[t]", r"(a + b) \odot x^{(t)}"),
        ("a * (b * x[t])", r"a \odot b \odot x^{(t)}"),
        ("x[t] * 0.5", r"0.5\,x^{(t)}"),
        ("-2 * a * 3 * x[t]", r"-2 \cdot 3\,a \odot x^{(t)}"),
        ("1 * x[t] * -1", "-x^{(t)}"),
        ("2 * (a + x[t])", r"2\,(a + x^{(t)})"),
        ("(1 - 0.5) * x[t]", r"(1 - 0.5)\,x^{(t)}"),
        ("exp(0.5) * x[t]", r"\exp(0.5)\,x^{(t)}"),
        ("1 - x[t]", "1 - x^{(t)}"),
        ("2 * 3 + x[t]", r"2 \cdot 3 + x^{(t)}"),
        ("1e-3 * x[t]", r"0.001\,x^{(t)}"),
        ("1e-9 * x[t]", r"10^{-9}\,x^{(t)}"),
        ("2.5e20 * x[t]", r"2.5 \cdot 10^{20}\,x^{(t)}"),
        ("123456789 * x[t]", r"123456789\,x^{(t)}"),
        ("0.1234567 * x[t]", r"0.1234567\,x^{(t)}"),
        ("-W @ x[t]", "-W x^{(t)}"),
        ("W @ (-x[t])", "W (-x^{(t)})"),
        ("W @ (0.5 * x[t])", r"W (0.5\,x^{(t)})"),
        ("0.5 * (W @ x[t])", r"0.5\,W x^{(t)}"),
        ("W @ (a * x[t])", r"W (a \odot x^{(t)})"),
        ("a * (W @ x[t])", r"a \odot (W x^{(t)})"),
        ("W @ (V @ x[t])", "W V x^{(t)}"),
        ("W @ tanh(x[t])", r"W\,\tanh(x^{(t)})"),
        ("W @ x[t] - W @ x[t-1]", "W x^{(t)} - W x^{(t-1)}"),
        ("hard_sigmoid(x[t])", r"\operatorname{hard\_sigmoid}(x^{(t)})"),
    ],
)
def test_brackets(expression: str, tex: str) -> None:
    assert right(expression) == tex


@pytest.mark.parametrize(
    ("equation", "variable", "error"),
    [
        ("y[t] = h[t] * h[t]", "h", r"2\,\delta y^{(t)} \odot h^{(t)}"),
        ("y[t] = -h[t] - h[t]", "h", r"-2\,\delta y^{(t)}"),
        ("y[t] = h[t] - h[t]", "h", r"\delta y^{(t)} - \delta y^{(t)}"),
        ("y[t] = h[t] * tanh(h[t])", "h",
         r"\delta y^{(t)} \odot \tanh(h^{(t)})"
         r" + \delta y^{(t)} \odot h^{(t)} \odot (1 - \tanh^{2} h^{(t)})"),
        ("y[t] = (1 - h[t]) * x[t-1]", "h", r"-\delta y^{(t)} \odot x^{(t-1)}"),
        ("y[t] = (1 - h[t]) * x[t-1]", "x", r"\delta y^{(t+1)} \odot (1 - h^{(t+1)})"),
        ("y[t] = -W @ (x[t] * h[t-1])", "h", r"-(W^{\top} \delta y^{(t+1)}) \odot x^{(t+1)}"),
        ("y[t] = p * (W @ (h[t] * 0.5)) * x[t]", "h",
         r"0.5\,W^{\top} (p \odot \delta y^{(t)} \odot x^{(t)})"),
        ("y[t] = 0.5 * p * -x[t] * h[t]", "h", r"-0.5\,p \odot \delta y^{(t)} \odot x^{(t)}"),
        ("y[t] = -0.1 * h[t] * -3", "h", r"0.3\,\delta y^{(t)}"),
        ("y[t] = -2 * (W @ (h[t] * 3))", "h", r"-2 \cdot 3\,W^{\top} \delta y^{(t)}"),
        ("y[t] = tanh(W @ h[t] + b)", "h",
         r"W^{\top} (\delta y^{(t)} \odot (1 - \tanh^{2}(W h^{(t)} + b)))"),
        ("y[t] = W @ softmax(h[t] + b)", "h",
         r"\operatorname{softmax}'(h^{(t)} + b)^{\top} W^{\top} \delta y^{(t)}"),
        ("y[t] = softmax(softmax(V @ h[t]))", "h",
         r"V^{\top}\,\operatorname{softmax}'(V h^{(t)})^{\top}"
         r" \operatorname{softmax}'(\operatorname{softmax}(V h^{(t)}))^{\top} \delta y^{(t)}"),
    ],
)  # fmt: skip
def test_an_error_on_its_way(equation: str, variable: str, error: str) -> None:
    cell = own(f"h[t] = 0.1 * x[t]\n{equation}")
    assert error in backward(cell)[variable]


@pytest.mark.parametrize(
    ("expression", "parameter", "total"),
    [
        ("-W @ x[t]", "W", r"-\sum_{t} \delta h^{(t)} x^{(t)\top}"),
        ("W @ x[t] * a", "W", r"\sum_{t} (a \odot \delta h^{(t)}) x^{(t)\top}"),
        ("W @ tanh(x[t])", "W", r"\sum_{t} \delta h^{(t)} \tanh(x^{(t)})^{\top}"),
        ("W @ (V @ x[t])", "W", r"\sum_{t} \delta h^{(t)} (V x^{(t)})^{\top}"),
        ("W @ (V @ x[t])", "V", r"\sum_{t} W^{\top} \delta h^{(t)} x^{(t)\top}"),
        ("W @ (b + 1) + x[t]", "W", r"\sum_{t} \delta h^{(t)} (b + 1)^{\top}"),
        ("b + b * x[t]", "b", r"\sum_{t} (\delta h^{(t)} + \delta h^{(t)} \odot x^{(t)})"),
        ("W @ x[t] + W @ x[t-1]", "W",
         r"\sum_{t} (\delta h^{(t)} x^{(t)\top} + \delta h^{(t)} x^{(t-1)\top})"),
        ("x[t] - b - b", "b", r"-\sum_{t} 2\,\delta h^{(t)}"),
    ],
)  # fmt: skip
def test_gradients(expression: str, parameter: str, total: str) -> None:
    found = gradients(own(f"h[t] = {expression}"))[parameter]
    assert found == rf"\frac{{\partial J}}{{\partial {parameter}}} = {total}"


def test_what_is_too_long_is_a_partial_derivative() -> None:
    cell = own("h[t] = " + "tanh(" * 60 + "W @ h[t-1] * p" + ")" * 60)
    partial = r"(\partial h^{(t+1)} / \partial h^{(t)})^{\top} \delta h^{(t+1)}"
    assert backward(cell)["h"][1] == partial
    for name in ("W", "p"):
        partial = rf"\sum_{{t}} (\partial h^{{(t)}} / \partial {name})^{{\top}} \delta h^{{(t)}}"
        assert gradients(cell)[name].endswith(partial)


@pytest.mark.parametrize(
    "equation",
    [
        "h[t] = " + "tanh(" * 196 + "W @ h[t-1]" + ")" * 196,
        "h[t] = " + "p * (" * 98 + "h[t-1]" + ")" * 98,
        "h[t] = " + "W @ (p + " * 65 + "W @ h[t-1]" + ")" * 65,
        "h[t] = x[t]" + " - p" * 190,
        "h[t] = " + "-" * 198 + "x[t]",
        "h[t] = x[t] * " + "exp(" * 190 + "2" + ")" * 190,
    ],
)
def test_the_deepest_expression_fits_a_thread(equation: str) -> None:
    cell = own(equation)

    def deep(frames: int) -> None:
        if frames:
            deep(frames - 1)
        else:
            typeset.forward(cell), typeset.backward(cell), typeset.gradients(cell)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(deep, sys.getrecursionlimit() - 500).result()
