"""A densely connected network: the same errors without time."""

from core.cell import Source

DENSE = Source(
    id="dense",
    title="Dense layers",
    reference="Goodfellow, Bengio, Courville: Deep Learning (2016), algorithms 6.3 and 6.4",
    equations="""
a1[t] = b1 + W1 @ x[t]
h1[t] = tanh(a1[t])
a2[t] = b2 + W2 @ h1[t]
h2[t] = tanh(a2[t])
y[t] = b3 + W3 @ h2[t]
""",
)
