/** The column of a drawn circuit from the output up to the loss: a read-out's matrix, its score and its prediction. */

import { functionOf } from "./plates.js";

/**
 * @typedef {import("./drawing.js").Wire} Wire
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {import("../geometry.js").Point} Point
 *
 * @typedef {object} Readout
 * @property {string} of  the output
 * @property {number} x
 * @property {number} bottom  where the wire leaves the output
 * @property {number} matrix  height of the read-out's matrix
 * @property {{y: number, r: number}[]} rungs  of its variables
 * @property {number[]} loss  height of J over so many of them
 */

const LOSS = 18;
/** A plate or square of the column. */
const SIZE = 18;

/** The use of the output that leads to the loss. @param {Cell} cell @param {string} of */
export const outputEdge = (cell, of) => onward(cell, of)?.id ?? "";

/** @param {Cell} cell @param {string} name */
function onward(cell, name) {
  const uses = cell.edges.filter(({ source, lag }) => source === name && lag === 0);
  return uses.find(({ target }) => target === "J") ?? uses.find(({ target }) => leadsToLoss(cell, target));
}

/** Whether all that a variable is for is the loss. @param {Cell} cell @param {string} name @returns {boolean} */
function leadsToLoss(cell, name) {
  const uses = cell.edges.filter(({ source }) => source === name);
  return uses.length === 1 && (uses[0].target === "J" || leadsToLoss(cell, uses[0].target));
}

/** @param {Readout} readout @param {Cell} cell @returns {Pick<Drawing, "nodes" | "ops" | "params" | "wires">} */
export function readChain({ of, x, bottom, matrix, rungs, loss }, cell) {
  const edges = [];
  for (let edge = onward(cell, of); edge; edge = edge.target === "J" ? undefined : onward(cell, edge.target)) edges.push(edge);
  const between = edges.slice(0, -1).map(({ target }) => target);
  const places = [...between.map((_, i) => rungs[i]), { y: loss[between.length], r: LOSS }];
  /** @type {Pick<Drawing, "nodes" | "ops" | "params" | "wires">} */
  const made = { nodes: {}, ops: [], params: [], wires: [] };
  let low = bottom;
  edges.forEach(({ id, source, target, carriers }, i) => {
    const { y, r } = places[i];
    made.nodes[target] = { x, y, r, ...(y < 0 ? { outside: true } : {}) };
    const square = carriers.flat().find(({ kind }) => kind === "matrix")?.parameter;
    const text = functionOf(cell, id);
    const middle = square ? matrix : (low + y + r) / 2;
    const end = y + r;
    const wire = (/** @type {string} */ name, /** @type {number} */ from, /** @type {number} */ to, /** @type {Pick<Wire, "from" | "to" | "carry">} */ ends) =>
      made.wires.push({ id: name, kind: "output", lag: 0, points: [[x, from], [x, to]], ...ends });
    if (square) made.params.push({ id: `read:${square}`, label: square, x, y: middle, w: SIZE, h: SIZE, edge: id });
    else if (text && target !== "J") made.ops.push({ id: `read:${target}`, kind: "function", x, y: middle, h: SIZE - 2, text });
    if (square || (text && target !== "J")) {
      const through = square ? `read:${square}` : `read:${target}`;
      const half = square ? SIZE / 2 : SIZE / 2 - 1;
      wire(`read:${source}`, low, middle + half, { from: source, to: through, carry: { edges: [id] } });
      wire(`read:${source}+`, middle - half, end, { from: through, to: target, carry: { delta: target } });
    } else wire(`read:${source}`, low, end, { from: source, to: target, carry: { edges: [id] } });
    low = y - r;
  });
  return made;
}
