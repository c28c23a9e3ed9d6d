/** What of a circuit lies under the pointer, and where things are. */

import { distanceTo, lengthOf, placeOn } from "../geometry.js";
import { columnX, stepAt } from "../layout.js";
import { routeTag } from "./tags.js";

/**
 * @typedef {import("../hit.js").Hit} Hit
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("./layout.js").CircuitLayout} CircuitLayout
 */

/** Half of a hit area of 24 px. */
const REACH = 12;

/** @param {Flow} flow @param {CircuitLayout} layout @param {number} x  in the content @param {number} y @returns {Hit | null} */
export function circuitHitAt({ steps }, layout, x, y) {
  const near = stepAt(layout, x);
  const columns = [near, near + 1].filter((t) => t >= 1 && t <= steps);
  const { drawing, lines } = layout.circuit;
  for (const t of columns) {
    const at = { x: x - columnX(layout, t), y };
    const on = (/** @type {{x: number, y: number}} */ place, /** @type {number} */ half) => Math.hypot(at.x - place.x, at.y - place.y) <= Math.max(8, half);
    const node = Object.entries(layout.nodes).find(([, place]) => on(place, place.r));
    if (node) return { kind: node[0] === "J" ? "loss" : node[0] === "x" ? "input" : "node", id: node[0], t };
    const param = drawing.params.find((one) => on(one, one.w / 2));
    if (param) return { kind: "param", id: param.id, t };
    const op = drawing.ops.find((one) => on(one, one.r ?? (one.h ?? 0) / 2));
    if (op) return { kind: "op", id: op.id, t };
  }
  let best = { id: "", t: 0, far: Infinity };
  for (const t of columns) {
    for (const { id, lag } of drawing.wires) {
      if (lag === 1 && t === 1) continue;
      const far = distanceTo([x - columnX(layout, t), y], lines[id]);
      if (far < best.far) best = { id, t, far };
    }
  }
  return best.far <= REACH ? { kind: "wire", id: best.id, t: best.t } : null;
}

/** Where the card stands: of a route left of what gathers, which it must not hide. @param {CircuitLayout} layout @param {Hit} hit @returns {{x: number, y: number}} */
export function circuitPlaceOf(layout, hit) {
  const [x, y] = roundOf(layout, hit);
  const source = hit.kind === "arrow" && layout.circuit.routes.get(hit.id)?.edge.source;
  if (!source) return { x, y };
  const { x: left, r } = layout.nodes[source];
  return { x: Math.min(x, columnX(layout, hit.t) + left - r), y };
}

/** The circle round what was hit, or the middle of its line. @param {CircuitLayout} layout @param {Hit} hit @returns {[x: number, y: number, r: number]} */
export function roundOf(layout, { kind, id, t }) {
  const { drawing, lines } = layout.circuit;
  const left = columnX(layout, t);
  if (kind === "arrow") {
    const { x, y } = routeTag(layout, id) ?? { x: 0, y: 0 };
    return [left + x, y, 0];
  }
  if (kind === "wire") {
    const { x, y } = placeOn(lines[id], lengthOf(lines[id]) / 2);
    return [left + x, y, 0];
  }
  const thing = kind === "op" ? drawing.ops.find((one) => one.id === id) : kind === "param" ? drawing.params.find((one) => one.id === id) : layout.nodes[kind === "loss" ? "J" : kind === "input" ? "x" : id];
  const { x, y, r, w } = /** @type {{x: number, y: number, r?: number, w?: number}} */ (thing);
  return [left + x, y, r ?? (w ?? 0) / 2];
}

/** The messages that a wire or a route carries. @param {CircuitLayout} layout @param {Hit} hit @returns {{edges: string[], t: number} | null} */
export function messagesOn({ circuit }, { kind, id, t }) {
  if (kind === "arrow") return circuit.routes.has(id) ? { edges: [id], t } : null;
  const wire = kind === "wire" && circuit.drawing.wires.find((one) => one.id === id);
  return wire && "edges" in wire.carry ? { edges: wire.carry.edges, t: t - wire.lag } : null;
}

/** @param {Flow} flow @param {import("./drawing.js").Drawing} drawing @param {Hit} hit */
export function isInCircuit({ answer, steps }, drawing, { kind, id, t }) {
  if (t < 1 || t > steps) return false;
  if (kind === "node") return id in drawing.nodes;
  if (kind === "arrow") return answer.cell.edges.some((edge) => edge.id === id && t + edge.lag <= steps);
  const things = { wire: drawing.wires, op: drawing.ops, param: drawing.params, loss: [], input: [] }[kind];
  return things.some((one) => one.id === id);
}
