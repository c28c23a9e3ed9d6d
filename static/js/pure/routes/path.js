/**
 * The way of a route: from a variable by the equation that uses it, through what lies inside the cell, to the next
 * state or output, and from there by all later routes to J.
 */

import { reach, shownVariables } from "../graph.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {import("../types.js").Edge} Edge
 *
 * @typedef {object} Stop
 * @property {string[]} names  several where the inside of the cell forks
 * @property {number | null} t  null for the whole loss
 */

/** @param {Cell} cell @param {string} id @returns {Edge} */
export const edgeOf = (cell, id) => /** @type {Edge} */ (cell.edges.find((edge) => edge.id === id));

/** Edges that lead on from a variable at a step. @param {Cell} cell @param {string} name @param {number} t @param {number} steps */
const outgoing = (cell, name, t, steps) => cell.edges.filter((edge) => edge.source === name && (edge.lag === 0 || t < steps));

/**
 * The edges that a route runs along without a fork, in the order of the forward pass: from its source to the next
 * state or output, or to J, or to where it forks.
 * @param {Flow} flow @param {string} id  of its first edge @param {number} t  of its source
 */
export function runOf(flow, id, t) {
  const { cell } = flow.answer;
  const shown = shownVariables(cell);
  const run = [edgeOf(cell, id)];
  const at = t + run[0].lag;
  for (let end = run[0].target; end !== "J" && !shown.includes(end); end = run[run.length - 1].target) {
    const on = outgoing(cell, end, at, flow.steps);
    if (on.length !== 1) break;
    run.push(on[0]);
  }
  return run;
}

/** @param {Flow} flow @param {string} id  of the first edge @param {number} t  of its source @returns {Stop[]} the source first */
export function pathOf(flow, id, t) {
  const { cell } = flow.answer;
  const shown = shownVariables(cell);
  const { source, target, lag } = edgeOf(cell, id);
  const at = t + lag;
  const start = { names: [source], t };
  if (target === "J") return [start, { names: ["J"], t: at }];
  const first = { names: [target], t: at };
  const met = shown.includes(target) ? [] : reach(cell, shown, target);
  const states = met.filter((name) => name !== "J");
  if (states.length) return [start, first, { names: states, t: at }, { names: ["J"], t: null }];
  if (met.length) return [start, first, { names: ["J"], t: at }];
  return shown.includes(target) ? [start, first, { names: ["J"], t: null }] : [start, first];
}
