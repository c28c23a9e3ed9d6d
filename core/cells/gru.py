"""The gated recurrent unit, with its reset before or after the product with the state."""

from core.cell import Source

_GATES = """
zbar[t] = W_z @ x[t] + R_z @ h[t-1] + b_z
rbar[t] = W_r @ x[t] + R_r @ h[t-1] + b_r
z[t] = sigmoid(zbar[t])
r[t] = sigmoid(rbar[t])"""

_STATE = """
n[t] = tanh(nbar[t])
h[t] = (1 - z[t]) * n[t] + z[t] * h[t-1]
"""

GRU = Source(
    id="gru",
    title="GRU",
    reference="Cho et al.: Learning Phrase Representations using RNN Encoder-Decoder (2014),"
    " eq. 5 to 8, with biases",
    equations=f"""{_GATES}
rh[t] = r[t] * h[t-1]
nbar[t] = W_n @ x[t] + R_n @ rh[t] + b_n{_STATE}""",
)

GRU_RESET_AFTER = Source(
    id="gru-reset-after",
    title="GRU, reset after",
    reference="Appleyard, Kocisky, Blunsom: Optimizing Performance of Recurrent Neural Networks on"
    " GPUs (2016); the form of cuDNN, PyTorch and Keras",
    equations=f"""{_GATES}
m[t] = R_n @ h[t-1] + bR_n
nbar[t] = W_n @ x[t] + b_n + r[t] * m[t]{_STATE}""",
)

ALL = (GRU, GRU_RESET_AFTER)
