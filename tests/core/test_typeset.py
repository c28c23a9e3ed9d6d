"""The typeset equations against the published ones, written by hand."""

from __future__ import annotations

import pytest

from core import cells
from core.build import build
from tests.core.light import backward, forward, gradients
from tests.core.own import own


def test_forward_of_the_lstm() -> None:
    """LSTM: A Search Space Odyssey, section II.A."""
    assert forward(build(cells.named("lstm-peephole"))) == [
        r"\bar{z}^{(t)} = W_{z} x^{(t)} + R_{z} y^{(t-1)} + b_{z}",
        r"\bar{i}^{(t)} = W_{\mathrm{in}} x^{(t)} + R_{\mathrm{in}} y^{(t-1)}"
        r" + p_{\mathrm{in}} \odot c^{(t-1)} + b_{\mathrm{in}}",
        r"\bar{f}^{(t)} = W_{\mathrm{for}} x^{(t)} + R_{\mathrm{for}} y^{(t-1)}"
        r" + p_{\mathrm{for}} \odot c^{(t-1)} + b_{\mathrm{for}}",
        r"z^{(t)} = \tanh(\bar{z}^{(t)})",
        r"i^{(t)} = \sigma(\bar{i}^{(t)})",
        r"f^{(t)} = \sigma(\bar{f}^{(t)})",
        r"c^{(t)} = z^{(t)} \odot i^{(t)} + c^{(t-1)} \odot f^{(t)}",
        r"\bar{o}^{(t)} = W_{\mathrm{out}} x^{(t)} + R_{\mathrm{out}} y^{(t-1)}"
        r" + p_{\mathrm{out}} \odot c^{(t)} + b_{\mathrm{out}}",
        r"o^{(t)} = \sigma(\bar{o}^{(t)})",
        r"y^{(t)} = o^{(t)} \odot \tanh(c^{(t)})",
    ]


def test_backward_of_the_lstm() -> None:
    """LSTM: A Search Space Odyssey, section II.B; there h' and g' stand for 1 - tanh²."""
    assert backward(build(cells.named("lstm-peephole"))) == {
        "y": [
            r"y^{(t)} - \mathrm{target}^{(t)}",
            r"R_{\mathrm{out}}^{\top} \delta \bar{o}^{(t+1)}",
            r"R_{z}^{\top} \delta \bar{z}^{(t+1)}",
            r"R_{\mathrm{in}}^{\top} \delta \bar{i}^{(t+1)}",
            r"R_{\mathrm{for}}^{\top} \delta \bar{f}^{(t+1)}",
        ],
        "o": [r"\delta y^{(t)} \odot \tanh(c^{(t)})"],
        "obar": [r"\delta o^{(t)} \odot \sigma'(\bar{o}^{(t)})"],
        "c": [
            r"\delta y^{(t)} \odot o^{(t)} \odot (1 - \tanh^{2} c^{(t)})",
            r"p_{\mathrm{out}} \odot \delta \bar{o}^{(t)}",
            r"\delta c^{(t+1)} \odot f^{(t+1)}",
            r"p_{\mathrm{in}} \odot \delta \bar{i}^{(t+1)}",
            r"p_{\mathrm{for}} \odot \delta \bar{f}^{(t+1)}",
        ],
        "f": [r"\delta c^{(t)} \odot c^{(t-1)}"],
        "i": [r"\delta c^{(t)} \odot z^{(t)}"],
        "z": [r"\delta c^{(t)} \odot i^{(t)}"],
        "fbar": [r"\delta f^{(t)} \odot \sigma'(\bar{f}^{(t)})"],
        "ibar": [r"\delta i^{(t)} \odot \sigma'(\bar{i}^{(t)})"],
        "zbar": [r"\delta z^{(t)} \odot (1 - \tanh^{2} \bar{z}^{(t)})"],
        "x": [
            r"W_{\mathrm{out}}^{\top} \delta \bar{o}^{(t)}",
            r"W_{z}^{\top} \delta \bar{z}^{(t)}",
            r"W_{\mathrm{in}}^{\top} \delta \bar{i}^{(t)}",
            r"W_{\mathrm{for}}^{\top} \delta \bar{f}^{(t)}",
        ],
    }


def test_gradients_of_the_lstm() -> None:
    found = gradients(build(cells.named("lstm-peephole")))
    assert len(found) == 15
    assert found["W_z"] == (
        r"\frac{\partial J}{\partial W_{z}} = \sum_{t} \delta \bar{z}^{(t)} x^{(t)\top}"
    )
    assert found["R_out"].endswith(r"= \sum_{t} \delta \bar{o}^{(t)} y^{(t-1)\top}")
    assert found["p_for"].endswith(r"= \sum_{t} \delta \bar{f}^{(t)} \odot c^{(t-1)}")
    assert found["p_out"].endswith(r"= \sum_{t} \delta \bar{o}^{(t)} \odot c^{(t)}")
    assert found["b_in"].endswith(r"= \sum_{t} \delta \bar{i}^{(t)}")


def test_the_rnn() -> None:
    """Deep Learning, eq. 10.8 to 10.11, and 10.18 to 10.21 for the errors."""
    cell = build(cells.named("rnn"), loss="cross_entropy")
    assert forward(cell) == [
        r"a^{(t)} = b + W h^{(t-1)} + U x^{(t)}",
        r"h^{(t)} = \tanh(a^{(t)})",
        r"o^{(t)} = c + V h^{(t)}",
        r"\hat{y}^{(t)} = \operatorname{softmax}(o^{(t)})",
    ]
    assert backward(cell) == {
        "yhat": [r"-\mathrm{target}^{(t)} / \hat{y}^{(t)}"],
        "o": [r"\hat{y}^{(t)} \sum_{k} \mathrm{target}_{k}^{(t)} - \mathrm{target}^{(t)}"],
        "h": [r"V^{\top} \delta o^{(t)}", r"W^{\top} \delta a^{(t+1)}"],
        "a": [r"\delta h^{(t)} \odot (1 - \tanh^{2} a^{(t)})"],
        "x": [r"U^{\top} \delta a^{(t)}"],
    }


@pytest.mark.parametrize(
    ("activation", "error"),
    [
        ("identity", r"\delta h^{(t)}"),
        ("sigmoid", r"\delta h^{(t)} \odot \sigma'(a^{(t)})"),
        ("relu", r"\delta h^{(t)} \odot \operatorname{relu}'(a^{(t)})"),
    ],
)
def test_slopes(activation: str, error: str) -> None:
    assert backward(build(cells.named("rnn", activation)))["a"] == [error]


def test_the_exponential_is_its_own_slope() -> None:
    assert backward(own("h[t] = exp(x[t])"))["x"] == [r"\delta h^{(t)} \odot \exp(x^{(t)})"]


def test_a_prediction_with_other_uses_adds_what_they_send() -> None:
    cell = own("o[t] = W @ p[t-1] + x[t]\np[t] = softmax(o[t])", loss="cross_entropy")
    assert backward(cell)["o"] == [
        r"p^{(t)} \sum_{k} \mathrm{target}_{k}^{(t)} - \mathrm{target}^{(t)}"
        r" + \operatorname{softmax}'(o^{(t)})^{\top}"
        r" (\delta p^{(t)} + \mathrm{target}^{(t)} / p^{(t)})"
    ]
