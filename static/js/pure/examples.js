/** Cells to start from in the equation editor; the server reads these texts like any other. */

/** @type {{name: string, equations: string}[]} */
export const EXAMPLES = [
  { name: "Simple RNN", equations: "h[t] = tanh(W @ h[t-1] + U @ x[t] + b)" },
  {
    name: "LSTM with peepholes",
    equations: `zbar[t] = W_z @ x[t] + R_z @ y[t-1] + b_z
ibar[t] = W_in @ x[t] + R_in @ y[t-1] + p_in * c[t-1] + b_in
fbar[t] = W_for @ x[t] + R_for @ y[t-1] + p_for * c[t-1] + b_for
z[t] = tanh(zbar[t])
i[t] = sigmoid(ibar[t])
f[t] = sigmoid(fbar[t])
c[t] = z[t] * i[t] + c[t-1] * f[t]
obar[t] = W_out @ x[t] + R_out @ y[t-1] + p_out * c[t] + b_out
o[t] = sigmoid(obar[t])
y[t] = o[t] * tanh(c[t])`,
  },
  {
    name: "Leaky integrator",
    equations: `m[t] = 0.9 * m[t-1] + U @ x[t]
y[t] = tanh(V_m @ m[t] + b)`,
  },
  {
    name: "Fast and slow memory",
    equations: `slow[t] = 0.95 * slow[t-1] + 0.05 * fast[t-1]
fast[t] = tanh(W @ fast[t-1] + R @ y[t-1] + U @ x[t] + b)
y[t] = tanh(A @ slow[t] + B @ fast[t])`,
  },
  {
    name: "Gated unit",
    equations: `z[t] = sigmoid(W_z @ x[t] + R_z @ h[t-1] + b_z)
r[t] = sigmoid(W_r @ x[t] + R_r @ h[t-1] + b_r)
n[t] = tanh(W_n @ x[t] + R_n @ (r[t] * h[t-1]) + b_n)
h[t] = (1 - z[t]) * n[t] + z[t] * h[t-1]`,
  },
];
