"""Cells that a NumPy listing could stumble over: taken names, long equations, large numbers."""

from __future__ import annotations

HOSTILE = """
np[t] = tanh(T @ np[t-1] + parameters @ x[t] + range)
delta_np[t] = float_ * np[t] + match * H[t-1]
H[t] = delta_np[t] * sigmoid(len * np[t]) - inputs * __debug__[t-1]
__debug__[t] = np_ * H[t] + dT - delta_H * __import__ * self
forward[t] = softmax_pullback @ __debug__[t] + mask @ np[t]
target[t] = softmax(forward[t])"""

LONG_NAME = "a_name_that_is_longer_than_anybody_would_ever_want_it_to_be" * 3

LONG = {
    "a product of sums": f"""
h[t] = tanh({" + ".join(f"p_{k} * x[t-1] - h[t-1]" for k in range(9))}) * 0.05 * (-({
        " - ".join(f"W_{k} @ h[t-1]" for k in range(9))
    })) + U @ x[t]
y[t] = softmax(V @ (h[t] * h_1)) * exp(exp(0.5) * b)""",
    "deep": f"h[t] = {'tanh(h[t-1] * ' * 60}(W @ h[t-1] + x[t]){')' * 60}",
    "long names": f"h[t] = tanh({LONG_NAME} @ (h[t-1] + x[t]) * {LONG_NAME}_2)",
    "one leaf": f"h[t] = W @ x[t] + {' + '.join(f'0.1 * p_{k} * h[t-1]' for k in range(60))}",
    "a long sum": f"h[t] = U @ x[t] - ({' + '.join(f'b_{k}' for k in range(60))}) - -h[t-1] * 0.5",
    "sizes of no array": "h[t] = 0.5 * h[t-1]\ny[t] = identity(2) + 1",
    "no parameter": "h[t] = 0.9 * h[t-1] + x[t]",
    "twice the same": """
b[t] = a[t-1] * (a[t-1] * (0.5 + g))
a[t] = relu(tanh(b[t-1] * b[t-1]))""",
    "only subtracted": "h[t] = x[t] - b - W @ h[t-1] - b * h[t-1]",
}
LARGE = """
h[t] = 0.5 * h[t-1] + 1e-24 * (999999 * 999999 * 999999 * 999999 * (W @ x[t]))
y[t] = relu(99999 * 99999 * 99999 * 99999 * 99999) * 1e-25 * h[t] + 12345678 * x[t] * 1e-7"""

EVERY = {"hostile": HOSTILE, "large": LARGE, **LONG}
