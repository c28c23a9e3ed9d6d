"""The vanilla LSTM with peepholes in eager PyTorch, differentiated by its autograd, in float64.

What one would do without an engine: step by step, with the gates of a step stacked and all inputs
multiplied at once, and the gradient of every variable at every step. The equations are those of
bench/lean_lstm.py. PyTorch is no requirement of the project.
"""

import numpy as np
import torch
from numpy.typing import NDArray

Array = NDArray[np.float64]
Tensors = dict[str, torch.Tensor]

torch.set_num_threads(1)

GATES = ("z", "in", "for", "out")
VARIABLES = ("pre", "i_f_bar", "obar", "z", "i_f", "c", "o", "y")
"""pre holds zbar first; the rest of it goes on into i_f_bar and obar, by their peepholes."""


def retained(
    parameters: dict[str, Array], inputs: Array, targets: Array
) -> dict[str, dict[str, Array]]:
    """The "deltas" of all variables, each [T, H], and the parameters' "gradients", by retain_grad.

    Shapes of the arguments as in `bench.lean_lstm.lean`.
    """
    weights, steps, loss = _forward(parameters, inputs, targets)
    for step in steps:
        for variable in step.values():
            variable.retain_grad()
    loss.backward()
    found = {v: [_array(step[v].grad, step[v]) for step in steps] for v in VARIABLES}
    gradients = {name: _array(weight.grad, weight) for name, weight in weights.items()}
    return {"deltas": _named(found), "gradients": gradients}


def asked(
    parameters: dict[str, Array], inputs: Array, targets: Array
) -> dict[str, dict[str, Array]]:
    """The same by autograd.grad."""
    weights, steps, loss = _forward(parameters, inputs, targets)
    wanted = [step[v] for v in VARIABLES for step in steps] + list(weights.values())
    got = torch.autograd.grad(loss, wanted, allow_unused=True)
    arrays = [_array(gradient, of) for gradient, of in zip(got, wanted, strict=True)]
    T = len(steps)
    found = {v: arrays[k * T : (k + 1) * T] for k, v in enumerate(VARIABLES)}
    rest = arrays[len(VARIABLES) * T :]
    return {"deltas": _named(found), "gradients": dict(zip(weights, rest, strict=True))}


def _forward(
    parameters: dict[str, Array], inputs: Array, targets: Array
) -> tuple[Tensors, list[Tensors], torch.Tensor]:
    stacked = {
        P: np.concatenate([parameters[f"{P}_{gate}"] for gate in GATES]) for P in ("W", "R", "b")
    }
    stacked["p"] = np.concatenate([parameters["p_in"], parameters["p_for"]])
    stacked["p_out"] = parameters["p_out"]
    w = {name: torch.tensor(array, requires_grad=True) for name, array in stacked.items()}
    H = targets.shape[1]
    driven = torch.tensor(inputs) @ w["W"].T + w["b"]
    c = y = torch.zeros(H, dtype=torch.float64)
    steps: list[Tensors] = []
    for x in driven:
        pre = x + w["R"] @ y
        i_f_bar = pre[H : 3 * H] + w["p"] * torch.cat((c, c))
        z, i_f = torch.tanh(pre[:H]), torch.sigmoid(i_f_bar)
        c = z * i_f[:H] + c * i_f[H:]
        obar = pre[3 * H :] + w["p_out"] * c
        o = torch.sigmoid(obar)
        y = o * torch.tanh(c)
        steps.append(dict(zip(VARIABLES, (pre, i_f_bar, obar, z, i_f, c, o, y), strict=True)))
    every_y = torch.stack([step["y"] for step in steps])
    return w, steps, 0.5 * ((every_y - torch.tensor(targets)) ** 2).sum()


def _named(found: dict[str, list[Array]]) -> dict[str, Array]:
    rows = {name: np.stack(several) for name, several in found.items()}
    H = rows["y"].shape[1]
    deltas = {v: rows[v] for v in ("z", "c", "o", "y", "obar")}
    deltas["zbar"] = rows["pre"][:, :H]
    deltas["i"], deltas["f"] = rows["i_f"][:, :H], rows["i_f"][:, H:]
    deltas["ibar"], deltas["fbar"] = rows["i_f_bar"][:, :H], rows["i_f_bar"][:, H:]
    return deltas


def _array(gradient: torch.Tensor | None, of: torch.Tensor) -> Array:
    # None where nothing leads to the loss (R of a single step): the gradient is then zero.
    gradient = torch.zeros_like(of) if gradient is None else gradient
    array: Array = gradient.detach().numpy()
    return array
