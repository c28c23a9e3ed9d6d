"""The long short-term memory, with and without peepholes."""

from core.cell import Source

_REFERENCE = (
    "Greff, Srivastava, Koutnik, Steunebrink, Schmidhuber: LSTM: A Search Space Odyssey (2017)"
)

LSTM = Source(
    id="lstm",
    title="LSTM",
    reference=f"{_REFERENCE}, no peepholes (NP)",
    equations="""
zbar[t] = W_z @ x[t] + R_z @ y[t-1] + b_z
ibar[t] = W_in @ x[t] + R_in @ y[t-1] + b_in
fbar[t] = W_for @ x[t] + R_for @ y[t-1] + b_for
z[t] = tanh(zbar[t])
i[t] = sigmoid(ibar[t])
f[t] = sigmoid(fbar[t])
c[t] = z[t] * i[t] + c[t-1] * f[t]
obar[t] = W_out @ x[t] + R_out @ y[t-1] + b_out
o[t] = sigmoid(obar[t])
y[t] = o[t] * tanh(c[t])
""",
)

LSTM_PEEPHOLE = Source(
    id="lstm-peephole",
    title="LSTM with peepholes",
    reference=f"{_REFERENCE}, vanilla",
    equations="""
zbar[t] = W_z @ x[t] + R_z @ y[t-1] + b_z
ibar[t] = W_in @ x[t] + R_in @ y[t-1] + p_in * c[t-1] + b_in
fbar[t] = W_for @ x[t] + R_for @ y[t-1] + p_for * c[t-1] + b_for
z[t] = tanh(zbar[t])
i[t] = sigmoid(ibar[t])
f[t] = sigmoid(fbar[t])
c[t] = z[t] * i[t] + c[t-1] * f[t]
obar[t] = W_out @ x[t] + R_out @ y[t-1] + p_out * c[t] + b_out
o[t] = sigmoid(obar[t])
y[t] = o[t] * tanh(c[t])
""",
)
