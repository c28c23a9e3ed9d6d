/** Cells that are not built in, to start from in the equation editor; the built-in ones come from the server. */

/** @type {{name: string, equations: string}[]} */
export const EXAMPLES = [
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
];

/**
 * The text of a cell to start from. Its read-out is left to the task, which brings one where it needs it.
 * @param {Pick<import("./types.js").Cell, "equations" | "variables">} cell
 */
export function withoutReadout({ equations, variables }) {
  const readout = new Set(variables.filter(({ size }) => size === "K").map(({ name }) => name));
  const lines = equations.trim().split("\n");
  return lines.filter((line) => !readout.has(/^\w*/.exec(line)?.[0] ?? "")).join("\n");
}
