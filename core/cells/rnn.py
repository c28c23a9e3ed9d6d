"""The simple recurrent network."""

from core.cell import Source


def rnn(activation: str = "tanh") -> Source:
    """The simple RNN with this activation: tanh, relu, sigmoid or identity."""
    return Source(
        id="rnn",
        title="Simple RNN",
        reference="Goodfellow, Bengio, Courville: Deep Learning (2016), eq. 10.8 to 10.11",
        equations=f"""
a[t] = b + W @ h[t-1] + U @ x[t]
h[t] = {activation}(a[t])
""",
        readout="o[t] = c + V @ h[t]",
    )
