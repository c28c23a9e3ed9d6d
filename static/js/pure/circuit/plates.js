/** What is written on the plates of a circuit. */

/** @type {Record<string, string>} */
const SIGNS = { sigmoid: "σ", identity: "" };

/** The function that an edge passes, as it is written on a plate. @param {import("../types.js").Cell} cell @param {string} id */
export function functionOf(cell, id) {
  const factors = cell.edges.find((edge) => edge.id === id)?.carriers.flat() ?? [];
  const found = factors.find(({ kind }) => kind === "slope" || kind === "softmax");
  const name = found?.kind === "softmax" ? "softmax" : (found?.function ?? "identity");
  return SIGNS[name] ?? name;
}
