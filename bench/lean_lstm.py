"""The vanilla LSTM with peepholes, forward and backward, written by hand in NumPy.

The yardstick for the engine's speed: what a careful programmer would write for this one cell and
no other. `lean` gives values and deltas, `full` the messages and gradients as well. Equations and
names are those of "LSTM: A Search Space Odyssey" (Greff et al.), section II, with the squared
error J = sum over t of 1/2 |y(t) - target(t)|^2 and zero states before the first step.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# The output gate comes last: it alone waits for the new cell, so the others are one slice.
GATES = ("z", "in", "for", "out")
LETTERS = ("z", "i", "f", "o")


def lean(
    parameters: dict[str, Array], inputs: Array, targets: Array
) -> dict[str, dict[str, Array]]:
    """The "values" and "deltas" of the ten variables, each [T, H].

    parameters: W_* [H, X], R_* [H, H], b_* [H] for * in z, in, for, out; p_in, p_for, p_out [H].
    inputs [T, X], targets [T, H].
    """
    T, H = targets.shape
    W = np.concatenate([parameters[f"W_{gate}"] for gate in GATES])  # [4H, X]
    R = np.concatenate([parameters[f"R_{gate}"] for gate in GATES])  # [4H, H]
    b = np.concatenate([parameters[f"b_{gate}"] for gate in GATES])  # [4H]
    p_both = np.stack([parameters["p_in"], parameters["p_for"]])  # [2, H]
    p_in, p_for, p_out = (parameters[f"p_{gate}"] for gate in ("in", "for", "out"))

    # Forward. Row 0 of c and y is the zero state before the first step.
    flat = inputs @ W.T + b  # [T, 4H]
    bars, gates = flat.reshape(T, 4, H), np.empty((T, 4, H))
    c, y = np.zeros((T + 1, H)), np.zeros((T + 1, H))
    squashed = np.empty((T, H))  # tanh(c)
    recurrent, of_2H, of_H = np.empty(4 * H), np.empty((2, H)), np.empty(H)
    rows = zip(
        *(flat, bars[:, 0], bars[:, 1:3], bars[:, 3]),
        *(gates[:, 0], gates[:, 1:3], gates[:, 1], gates[:, 2], gates[:, 3]),
        *(c[:-1], c[1:], y[:-1], y[1:], squashed),
        strict=True,
    )
    with np.errstate(over="ignore"):  # exp(-a) = inf is right: the gate is then 0
        for bar, zbar, both, obar, z, i_f, i, f, o, c_old, c_new, y_old, y_new, tanh_c in rows:
            np.dot(R, y_old, out=recurrent)
            bar += recurrent
            both += np.multiply(p_both, c_old, out=of_2H)
            np.tanh(zbar, out=z)
            _sigmoid(both, i_f)
            np.multiply(z, i, out=c_new)
            c_new += np.multiply(c_old, f, out=of_H)
            obar += np.multiply(p_out, c_new, out=of_H)
            _sigmoid(obar, o)
            np.tanh(c_new, out=tanh_c)
            np.multiply(o, tanh_c, out=y_new)
    z, i, f, o = (gates[:, k] for k in range(4))

    # Backward. Everything that does not hang on a later step is computed for all steps at once:
    # delta c = local * delta y + (from the step after); bar deltas = slopes * delta c.
    slopes = gates * (1.0 - gates)  # right for the three sigmoids
    slopes[:, 0] = 1.0 - z * z
    obar_of_y = squashed * slopes[:, 3]  # delta obar / delta y
    c_of_y = o * (1.0 - squashed * squashed) + p_out * obar_of_y  # delta c / delta y, within t
    bars_of_c = slopes[:, :3]
    bars_of_c[:, 0] *= i
    bars_of_c[:, 1] *= z
    bars_of_c[:, 2] *= c[:-1]
    # delta c(t) through delta c(t+1): directly, and through the two peepholes.
    c_of_c = f + p_in * bars_of_c[:, 1] + p_for * bars_of_c[:, 2]

    delta_y = y[1:] - targets
    delta_c, delta_bars = np.empty((T, H)), np.empty((T, 4, H))
    delta_flat, R_back = delta_bars.reshape(T, 4 * H), np.ascontiguousarray(R.T)
    after, carry = np.zeros(4 * H), np.zeros(H)  # delta bars and the share of delta c, one step on
    columns = (delta_y, delta_c, delta_flat, delta_bars[:, :3], delta_bars[:, 3])
    factors = (c_of_y, bars_of_c, obar_of_y, c_of_c)
    rows = zip(*(array[::-1] for array in columns + factors), strict=True)
    for dy, dc, d_flat, d_bars, d_obar, to_c, to_bars, to_obar, to_c_old in rows:
        dy += np.dot(R_back, after, out=of_H)
        np.multiply(to_c, dy, out=dc)
        dc += carry
        np.multiply(to_bars, dc, out=d_bars)
        np.multiply(to_obar, dy, out=d_obar)
        np.multiply(to_c_old, dc, out=carry)
        after = d_flat

    values = {"c": c[1:], "y": y[1:]}
    deltas = {"c": delta_c, "y": delta_y}
    deltas |= {"z": delta_c * i, "i": delta_c * z, "f": delta_c * c[:-1], "o": delta_y * squashed}
    for k, letter in enumerate(LETTERS):
        values[letter], values[f"{letter}bar"] = gates[:, k], bars[:, k]
        deltas[f"{letter}bar"] = delta_bars[:, k]
    return {"values": values, "deltas": deltas}


def full(
    parameters: dict[str, Array], inputs: Array, targets: Array
) -> dict[str, dict[str, Array]]:
    """As `lean`, with the "messages" of all edges [T, n], the "gradients" of all parameters, and
    the "norms" [T] of the gradients' contributions of each step; also the delta of x.
    """
    result = lean(parameters, inputs, targets)
    values, deltas = result["values"], result["deltas"]
    T, H = targets.shape
    c_old, y_old = np.zeros((T, H)), np.zeros((T, H))
    c_old[1:], y_old[1:] = values["c"][:-1], values["y"][:-1]
    squashed = np.tanh(values["c"])

    messages = {"y>J": values["y"] - targets}
    norms: dict[str, Array] = {}
    gradients: dict[str, Array] = {}
    lengths = {"W": _lengths(inputs), "R": _lengths(y_old), "b": np.ones(T)}
    deltas["x"] = np.zeros_like(inputs)
    for letter, gate in zip(LETTERS, GATES, strict=True):
        bar = deltas[f"{letter}bar"]
        messages[f"{letter}bar>{letter}"] = bar
        messages[f"x>{letter}bar"] = bar @ parameters[f"W_{gate}"]
        messages[f"y>{letter}bar@1"] = _ahead(bar @ parameters[f"R_{gate}"])
        deltas["x"] += messages[f"x>{letter}bar"]
        gradients[f"W_{gate}"], gradients[f"R_{gate}"] = bar.T @ inputs, bar.T @ y_old
        gradients[f"b_{gate}"] = bar.sum(axis=0)
        length = _lengths(bar)
        norms |= {f"{P}_{gate}": length * of for P, of in lengths.items()}
    messages |= {"z>c": deltas["z"], "i>c": deltas["i"], "f>c": deltas["f"], "o>y": deltas["o"]}
    messages["c>y"] = deltas["y"] * values["o"] * (1.0 - squashed * squashed)
    messages["c>obar"] = deltas["obar"] * parameters["p_out"]
    messages["c>c@1"] = _ahead(deltas["c"] * values["f"])
    messages["c>ibar@1"] = _ahead(deltas["ibar"] * parameters["p_in"])
    messages["c>fbar@1"] = _ahead(deltas["fbar"] * parameters["p_for"])
    for name, of, seen in (("in", "i", c_old), ("for", "f", c_old), ("out", "o", values["c"])):
        steps = deltas[f"{of}bar"] * seen
        gradients[f"p_{name}"], norms[f"p_{name}"] = steps.sum(axis=0), _lengths(steps)
    return result | {"messages": messages, "gradients": gradients, "norms": norms}


def _ahead(rows: Array) -> Array:
    later = np.zeros_like(rows)
    later[:-1] = rows[1:]
    return later


def _lengths(rows: Array) -> Array:
    lengths: Array = np.sqrt(np.einsum("ti,ti->t", rows, rows))
    return lengths


def _sigmoid(a: Array, out: Array) -> None:
    # 1 / (1 + exp(-a)) in place; by way of tanh it would lose the small values' digits.
    np.exp(np.negative(a, out=out), out=out)
    out += 1.0
    np.reciprocal(out, out=out)
