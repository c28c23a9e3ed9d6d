/**
 * The error on its way inside an edge, after each factor but the last. The engine sends it where the parts of equations
 * were asked for; otherwise it is known as long as numbers and values of variables have multiplied it.
 */

import { norm, numbers, sizeAt } from "../vectors.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {import("../types.js").Edge} Edge
 * @typedef {import("../types.js").Factor} Factor
 */

/** @param {Flow} flow @param {Edge} edge  with one chain of carriers @param {number} at  the step of its target @returns {(number | null)[]} */
export function sizesWithin(flow, edge, at) {
  const [chain] = edge.carriers;
  const { norms, parts } = flow.answer;
  const met = norms.parts && operationsMet(flow.answer.cell, edge);
  if (!norms.parts || met?.length !== chain.length) return sizesByValues(flow, edge.target, chain, at);
  const { deltas } = norms.parts;
  return met.slice(0, -1).map((id) => sizeAt(parts?.deltas[id], deltas[id], at));
}

/**
 * What the error of the target reaches by each operation that does something to it, down to the source itself; a sum
 * passes it on as it is.
 * @param {Cell} cell @param {Edge} edge @returns {string[] | null} null where the source is not met
 */
function operationsMet({ circuit = [] }, { source, target, lag }) {
  /** @param {string} id @returns {string[] | null} */
  const down = (id) => {
    const { kind, arguments: all } = circuit.find((one) => one.id === id) ?? { kind: "", arguments: [] };
    for (const argument of all) {
      const end = argument.source === source && argument.lag === lag;
      const below = end ? [] : argument.source.startsWith(`${target}.`) ? down(argument.source) : null;
      const passes = (kind === "sum" || kind === "copy") && argument.sign === 1;
      if (below) return passes ? below : [argument.source, ...below];
    }
    return null;
  };
  return down(target);
}

/** @param {Flow} flow @param {string} target @param {Factor[]} chain @param {number} at @returns {(number | null)[]} */
function sizesByValues({ answer }, target, chain, at) {
  const rows = answer.deltas?.[target];
  /** @type {number[] | null} */
  let vector = rows ? numbers(rows[at - 1]) : null;
  return chain.slice(0, -1).map((factor) => {
    const scales = scalesOf(answer, factor, at);
    vector = vector && scales && vector.map((value, i) => value * scales[scales.length === 1 ? 0 : i]);
    return vector && norm(vector);
  });
}

/** The numbers that a factor multiplies the units by, where the answer holds them. */
/** @param {import("../types.js").Answer} answer @param {Factor} factor @param {number} at @returns {number[] | null} */
function scalesOf({ values, initial }, { kind, number, expression = "" }, at) {
  if (kind === "number" && number !== undefined) return [number];
  const variable = kind === "times" && /^(\w+)\[t(-1)?\]$/.exec(expression);
  if (!variable) return null;
  const [, name, earlier] = variable;
  const t = at - (earlier ? 1 : 0);
  const row = t > 0 ? values?.[name]?.[t - 1] : initial[name]?.value;
  return row ? numbers(row) : null;
}
