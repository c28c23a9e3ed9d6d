/**
 * What the gradient of a parameter at one step is made of: the messages that carry an error from a loss back to it.
 *
 * The walk goes forward from the variables whose equation reads the parameter at that step, along every message that
 * is not exactly zero. Whatever it passes comes back along the same way; a cut, a truncation or a loss that takes no
 * part ends it.
 */

/**
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./types.js").Cell} Cell
 *
 * @typedef {object} Collected
 * @property {number[]} losses  the steps whose loss sends an error to the gradient
 * @property {(arrow: string, t: number) => boolean} has  whether an arrow at a step carries a part of it
 */

/** @type {WeakMap<Flow, Map<string, Collected>>} */
const walked = new WeakMap();

/** @param {Flow} flow @param {string} parameter @param {number} step  from 1 @returns {Collected} */
export function carriedBack(flow, parameter, step) {
  const known = walked.get(flow) ?? new Map();
  walked.set(flow, known);
  const key = `${parameter}|${step}`;
  const found = known.get(key) ?? walk(flow, parameter, step);
  known.set(key, found);
  return found;
}

/** @param {Flow} flow @param {string} parameter @param {number} step @returns {Collected} */
function walk({ answer: { cell, norms }, graph, steps, masked }, parameter, step) {
  const order = cell.forward.map(({ variable }) => variable);
  const uses = new Map(order.map((name) => [name, cell.edges.filter(({ source }) => source === name)]));
  /** The variables that the walk has come to, by step. */
  const reached = Array.from({ length: steps + 2 }, () => /** @type {Set<string>} */ (new Set()));
  readersOf(cell, parameter).forEach((name) => reached[step].add(name));
  /** @type {Set<string>} */
  const messages = new Set();
  /** @type {number[]} */
  const losses = [];
  for (let t = step; t <= steps; t++) {
    for (const { id, target, lag } of along(t)) {
      messages.add(`${id}|${t}`);
      if (target !== "J") reached[t + lag].add(target);
      else if (!losses.includes(t)) losses.push(t);
    }
  }
  const edges = new Map(graph.arrows.map((arrow) => [arrow.id, arrow.edges]));
  return { losses, has: (arrow, t) => (edges.get(arrow) ?? []).some((edge) => messages.has(`${edge}|${t}`)) };

  /** Uses in the order of computation, so that what they lead to within the step is come to before its own uses are. @param {number} t */
  function* along(t) {
    for (const name of order) {
      if (!reached[t].has(name)) continue;
      for (const edge of uses.get(name) ?? []) if (norms.messages[edge.id][t - 1] !== 0 && !(edge.target === "J" && masked[t - 1])) yield edge;
    }
  }
}

/** The variables whose equation reads a parameter. @param {Cell} cell @param {string} parameter @returns {string[]} */
export function readersOf({ equations }, parameter) {
  const text = equations.replace(/#.*/g, "");
  const sides = text.split(/(\w+)\s*\[\s*t\s*\]\s*=(?!=)/).slice(1);
  const name = new RegExp(`\\b${parameter}\\b`);
  return sides.flatMap((side, i) => (i % 2 === 0 && name.test(sides[i + 1]) ? [side] : []));
}
