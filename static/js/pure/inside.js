/** The variables inside the black box: while one is computed or gathers, it stands in the box, and a pulse comes to it. */

import { travel } from "./ease.js";
import { columnX } from "./layout.js";

/**
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./timeline.js").Event} Event
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./frame.js").NodeInk} NodeInk
 */

const RADIUS = 7.5;
/** Where nodes have letters, these have them too as far as there is room. */
const LETTERED = 5.8;

/** From the middle of one to the next, in radii: in a row, and along and across where they stand alternately high and low. */
const [BESIDE, ALONG, ACROSS] = [2.3, 1.45, 1.8];

/**
 * They stand in a row, or high and low if they are larger so, over the box's cap, all that one event is about.
 * @param {Flow} flow @param {Layout} layout @param {Event} event @param {number} fraction
 * @returns {{nodes: NodeInk[], pulses: Point[]}}
 */
export function insideAt(flow, layout, { phase, t, variables }, fraction) {
  const shown = flow.graph.lanes.map(({ name }) => name);
  const inner = variables.filter((name) => !shown.includes(name));
  if ((phase !== "forward" && phase !== "backward") || inner.length === 0) return { nodes: [], pulses: [] };
  const { half, bottom, cap } = layout.block;
  const lowest = Math.max(...Object.values(layout.nodes).map(({ y, r }) => y + r));
  const room = bottom - cap - lowest;
  const gaps = inner.length - 1;
  const most = Math.max(RADIUS * layout.unit, layout.level === "dots" ? 0 : LETTERED);
  const row = Math.min(most, room / 2 - 1, (2 * half) / (2 + BESIDE * gaps));
  const zigzag = Math.min(most, (room - 2) / (2 + ACROSS), (2 * half) / (2 + ALONG * gaps));
  const high = gaps > 1 && zigzag > row;
  const r = Math.max(1.5, high ? zigzag : row);
  const [along, across] = high ? [ALONG, ACROSS] : [BESIDE, 0];
  const still = (/** @type {string} */ name) => phase === "backward" && flow.answer.norms.deltas[name]?.[t - 1] === 0;
  const nodes = inner.map((name, i) => {
    /** @type {NodeInk} */
    const node = { name, t, x: columnX(layout, t) + (i - gaps / 2) * along * r, y: lowest + room / 2 + (i % 2 ? -1 : 1) * (across / 2) * r, r, state: phase === "forward" ? "computing" : "gathering", filled: still(name) ? 0 : fraction, ring: [] };
    return node;
  });
  const way = travel(Math.min(1, 1.4 * fraction));
  const sent = fraction === 1 ? [] : nodes.filter(({ name }) => !still(name));
  const pulses = sent.flatMap((node) => startsOf(flow, layout, phase, node.name, t).map(([x, y]) => /** @type {Point} */ ([x + way * (node.x - x), y + way * (node.y - y)])));
  return { nodes, pulses };
}

/** Where what comes to an inner variable comes from, as far as it is drawn. */
/** @param {Flow} flow @param {Layout} layout @param {"forward" | "backward"} phase @param {string} name @param {number} t @returns {Point[]} */
function startsOf({ answer, steps }, layout, phase, name, t) {
  const uses = answer.cell.edges.filter(({ source, target }) => (phase === "backward" ? source : target) === name);
  return uses.flatMap(({ source, target, lag }) => {
    const [other, at] = phase === "backward" ? [target, t + lag] : [source, t - lag];
    const place = other === "J" ? layout.loss : other === "x" ? layout.input : layout.nodes[other];
    return place && at >= 1 && at <= steps ? [/** @type {Point} */ ([columnX(layout, at) + place.x, place.y])] : [];
  });
}
