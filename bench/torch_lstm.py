"""The vanilla LSTM with peepholes in eager PyTorch, differentiated by its autograd, in float64.

What one would do without an engine: step by step, keeping the gradient of every variable at every
step. The equations are those of bench/lean_lstm.py. PyTorch is no requirement of the project.
"""

import numpy as np
import torch
from numpy.typing import NDArray

Array = NDArray[np.float64]
Tensors = dict[str, torch.Tensor]

torch.set_num_threads(1)


def autograd(
    parameters: dict[str, Array], inputs: Array, targets: Array
) -> dict[str, dict[str, Array]]:
    """The "deltas" of the ten variables, each [T, H], and the parameters' "gradients".

    Shapes of the arguments as in `bench.lean_lstm.lean`.
    """
    weights = {name: torch.tensor(array, requires_grad=True) for name, array in parameters.items()}
    xs, wanted = torch.tensor(inputs), torch.tensor(targets)
    c = y = torch.zeros(targets.shape[1], dtype=torch.float64)
    steps: list[Tensors] = []
    loss = torch.zeros((), dtype=torch.float64)
    for x, target in zip(xs, wanted, strict=True):
        steps.append(_step(weights, x, c, y))
        c, y = steps[-1]["c"], steps[-1]["y"]
        loss = loss + 0.5 * ((y - target) ** 2).sum()
    for step in steps:
        for variable in step.values():
            variable.retain_grad()
    loss.backward()
    deltas = {v: np.stack([_gradient(step[v]) for step in steps]) for v in steps[0]}
    gradients = {name: _gradient(weight) for name, weight in weights.items()}
    return {"deltas": deltas, "gradients": gradients}


def _step(w: Tensors, x: torch.Tensor, c: torch.Tensor, y: torch.Tensor) -> Tensors:
    zbar = w["W_z"] @ x + w["R_z"] @ y + w["b_z"]
    ibar = w["W_in"] @ x + w["R_in"] @ y + w["p_in"] * c + w["b_in"]
    fbar = w["W_for"] @ x + w["R_for"] @ y + w["p_for"] * c + w["b_for"]
    z, i, f = torch.tanh(zbar), torch.sigmoid(ibar), torch.sigmoid(fbar)
    c = z * i + c * f
    obar = w["W_out"] @ x + w["R_out"] @ y + w["p_out"] * c + w["b_out"]
    o = torch.sigmoid(obar)
    y = o * torch.tanh(c)
    names = ("zbar", "ibar", "fbar", "obar", "z", "i", "f", "o", "c", "y")
    return dict(zip(names, (zbar, ibar, fbar, obar, z, i, f, o, c, y), strict=True))


def _gradient(tensor: torch.Tensor) -> Array:
    # None where nothing leads to the loss (R_* of a single step): the gradient is then zero.
    gradient = torch.zeros_like(tensor) if tensor.grad is None else tensor.grad
    array: Array = gradient.detach().numpy()
    return array
