"""The operators LSTM, GRU and RNN of ONNX, run by ONNX Runtime, as a second opinion.

Its gates stand in the order i o f c (LSTM) and z r h (GRU), one block of rows each; the peepholes
P are p_i p_o p_f, and a bias B is [W's, R's]. Its GRU says h = (1 - z) n + z h[t-1], as ours does.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from core import cells
from core.build import build
from core.cell import Cell
from core.functions import Array
from core.plan import forward

onnx = pytest.importorskip("onnx", reason="onnx is not installed: pip install '.[onnx]'")
runtime = pytest.importorskip(
    "onnxruntime", reason="onnxruntime is not installed: pip install '.[onnx]'"
)

T, X, H = 7, 3, 4
TOLERANCE = 5e-6
"""Of the value, and of 1 where it is smaller: ONNX Runtime has these operators in float32 only, and
this is some forty of its roundings over seven steps."""
OPSET = 22


def arrays(cell: Cell, seed: int) -> tuple[dict[str, Array], Array, dict[str, Array]]:
    """Parameters, inputs [T, X] and initial states [H], as float32 has them."""
    rng = np.random.default_rng(seed)
    sizes = {"X": X, "H": H, "K": H}

    def normal(*shape: int) -> Array:
        return rng.normal(size=shape).astype(np.float32).astype(float)

    parameters = {
        name: normal(*(sizes[symbol] for symbol in symbols))
        for name, symbols in cell.parameters.items()
    }
    return parameters, normal(T, X), {name: normal(H) for name in cell.lagged}


def ask(
    operator: str, inputs: Mapping[str, Array], outputs: tuple[str, ...], **attributes: object
) -> dict[str, Array]:
    """What a model of this operator alone gives, [T, H] each; the batch is one sequence."""
    names = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
    given = [name if name in inputs else "" for name in names]
    while not given[-1]:
        given.pop()
    node = onnx.helper.make_node(operator, given, outputs, hidden_size=H, **attributes)
    float32 = onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        [node],
        operator,
        [onnx.helper.make_tensor_value_info(n, float32, a.shape) for n, a in inputs.items()],
        [
            onnx.helper.make_tensor_value_info(name, float32, [None] * (4 if name == "Y" else 3))
            for name in outputs
        ],
    )
    model = onnx.helper.make_model(
        graph, opset_imports=[onnx.helper.make_opsetid("", OPSET)], ir_version=10
    )
    onnx.checker.check_model(model)
    session = runtime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    fed = {name: array.astype(np.float32) for name, array in inputs.items()}
    found = session.run(list(outputs), fed)
    return dict(zip(outputs, (rows.reshape(-1, H) for rows in found), strict=True))


def stacked(parameters: Mapping[str, Array], *names: str) -> Array:
    """Blocks of rows, for the one direction; a name that there is not stands for zeros."""
    blocks = [parameters[name] if name in parameters else np.zeros(H) for name in names]
    return np.concatenate(blocks)[None]


def agrees(ours: Array, theirs: Array) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=TOLERANCE, atol=TOLERANCE)
    assert np.ptp(ours) > 0.1


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["lstm-peephole", "lstm", "lstm-cifg"])
def test_lstm(name: str, seed: int) -> None:
    cell = build(cells.named(name))
    parameters, x, initial = arrays(cell, seed)
    gates = ("in", "out", "for", "z")
    coupled = name == "lstm-cifg"  # whose forget gate has no weights, but there a place for them
    there = {"W_for": np.zeros((H, X)), "R_for": np.zeros((H, H)), **parameters}
    inputs = {
        "X": x[:, None],
        "W": stacked(there, *(f"W_{gate}" for gate in gates)),
        "R": stacked(there, *(f"R_{gate}" for gate in gates)),
        "B": stacked(there, *(f"b_{gate}" for gate in gates), *["none"] * 4),
        "initial_h": initial["y"][None, None],
        "initial_c": initial["c"][None, None],
    }
    if "p_in" in parameters:
        inputs["P"] = stacked(parameters, "p_in", "p_out", "p_for")  # missing in CIFG: zeros
    found = ask("LSTM", inputs, ("Y", "Y_h", "Y_c"), input_forget=int(coupled))
    values, _ = forward(cell, {"X": X, "H": H, "K": H}, parameters, x, initial)
    agrees(values["y"], found["Y"])
    agrees(values["c"][-1:], found["Y_c"])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("name", "after"), [("gru", 0), ("gru-reset-after", 1)])
def test_gru(name: str, after: int, seed: int) -> None:
    cell = build(cells.named(name))
    parameters, x, initial = arrays(cell, seed)
    inputs = {
        "X": x[:, None],
        "W": stacked(parameters, "W_z", "W_r", "W_n"),
        "R": stacked(parameters, "R_z", "R_r", "R_n"),
        "B": stacked(parameters, "b_z", "b_r", "b_n", "none", "none", "bR_n"),
        "initial_h": initial["h"][None, None],
    }
    found = ask("GRU", inputs, ("Y",), linear_before_reset=after)
    values, _ = forward(cell, {"X": X, "H": H, "K": H}, parameters, x, initial)
    agrees(values["h"], found["Y"])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("activation", "there"), [("tanh", "Tanh"), ("relu", "Relu"), ("sigmoid", "Sigmoid")]
)
def test_rnn(activation: str, there: str, seed: int) -> None:
    cell = build(cells.named("rnn", activation))
    parameters, x, initial = arrays(cell, seed)
    inputs = {
        "X": x[:, None],
        "W": parameters["U"][None],
        "R": parameters["W"][None],
        "B": stacked(parameters, "b", "none"),
        "initial_h": initial["h"][None, None],
    }
    found = ask("RNN", inputs, ("Y",), activations=[there])
    values, _ = forward(cell, {"X": X, "H": H, "K": H}, parameters, x, initial)
    agrees(values["h"], found["Y"])
