"""Names as symbols, in TeX and in MathML."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from core import typeset
from tests.core.own import own


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("c", r"\boldsymbol{c}"),
        ("zbar", r"\bar{\boldsymbol{z}}"),
        ("yhat", r"\hat{\boldsymbol{y}}"),
        ("htilde", r"\tilde{\boldsymbol{h}}"),
        ("W_for", r"\boldsymbol{W}_{\mathrm{for}}"),
        ("b_z", r"\boldsymbol{b}_{z}"),
        ("R_out_in", r"\boldsymbol{R}_{\mathrm{out,in}}"),
        ("R_z_in", r"\boldsymbol{R}_{z,\mathrm{in}}"),
        ("h1", r"\boldsymbol{h}_{1}"),
        ("zbar12_in", r"\bar{\boldsymbol{z}}_{12,\mathrm{in}}"),
        ("alpha", r"\boldsymbol{\alpha}"),
        ("Omega_beta", r"\boldsymbol{\Omega}_{\beta}"),
        ("thetahat", r"\hat{\boldsymbol{\theta}}"),
        ("rh", r"\mathbf{rh}"),
        ("bR_n", r"\mathbf{bR}_{n}"),
        ("rhbar", r"\overline{\mathbf{rh}}"),
        ("bar", r"\mathbf{bar}"),
        ("h_", r"\mathbf{h\_}"),
        ("_1", r"\mathbf{\_1}"),
        ("a__b", r"\mathbf{a\_\_b}"),
    ],
)
def test_symbols(name: str, tex: str) -> None:
    assert typeset.symbol_tex(name) == tex


@pytest.mark.parametrize(
    ("name", "characters"),
    [
        ("z", "𝒛"),
        ("zbar", "𝒛‾"),
        ("R_z_in", "𝑹z,in"),
        ("h1", "𝒉1"),
        ("alpha_beta", "𝜶β"),
        ("Omega", "𝜴"),
        ("rh2_", "𝐫𝐡𝟐_"),
    ],
)
def test_characters(name: str, characters: str) -> None:
    (_, _, mathml), *_ = typeset.forward(own(f"{name}[t] = x[t]"))
    left = ElementTree.fromstring(mathml).find("*[@data-variable]")
    assert left is not None and "".join(left.itertext()) == f"{characters}(t)"
