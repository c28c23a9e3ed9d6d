"""The NumPy listing of a description, run on what the answer beside it holds."""

from functools import partial
from typing import Any

import numpy as np
import pytest

from tests.app.conftest import Flow

OWN = "a[t] = W @ x[t] + R @ h[t-1]\nh[t] = a[t] * a[t] - 0.5 * h[t-1]"


@pytest.mark.parametrize(
    "request_", [{"cell": "lstm-peephole"}, {"cell": "rnn"}, {"equations": OWN}], ids=str
)
def test_the_listing_repeats_the_run(flow: Flow, request_: dict) -> None:
    include = ["values", "deltas", "parameters", "gradients"]
    answer = flow(**request_, include=include, digits=17, loss={"at": [2, 12]})
    defined: dict[str, Any] = {}
    exec(answer["cell"]["numpy"], defined)
    inputs, targets = np.array(answer["inputs"]), np.array(answer["targets"])
    parameters = {name: np.array(value) for name, value in answer["parameters"].items()}
    initial = {name: entry["value"] for name, entry in answer["initial"].items()}
    mask = np.isin(np.arange(1, 13), [2, 12])
    values = defined["forward"](inputs, initial, **parameters)
    deltas, gradients = defined["backward"](values, targets, mask, **parameters)
    close = partial(np.testing.assert_allclose, rtol=1e-9, atol=1e-15)
    close(defined["loss"](values, targets, mask), answer["loss"]["total"])
    for name, rows in answer["values"].items():
        close(values[name][1:-1], rows)
    for name, rows in answer["deltas"].items():
        close(deltas[name][1:-1], rows)
    for name, entry in answer["initial"].items():
        close(deltas[name][0], entry["delta"])
    for name, gradient in answer["gradients"].items():
        close(gradients[name], gradient["total"])
