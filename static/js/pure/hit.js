/** What lies under the pointer: the nearest node, else the nearest arrow of the columns around. */

import { exists } from "./flow.js";
import { distanceTo, shift } from "./geometry.js";
import { columnX, stepAt } from "./layout.js";

/**
 * @typedef {{kind: "arrow" | "node" | "loss" | "input" | "wire" | "op" | "param", id: string, t: number, unit?: number, of?: number}} Hit  of a single unit, and of a line to it from one of another layer
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./layout.js").Layout} Layout
 */

/** Half of a hit area of 24 px. */
const REACH = 12;

/** The circle of a node, a loss or an input. @param {Layout} layout @param {Hit["kind"]} kind @param {string} id */
export const roundAt = (layout, kind, id) => (kind === "loss" ? layout.loss : kind === "input" ? layout.input : layout.nodes[id]);

/** The middle of what was hit, in the content. @param {Layout} layout @param {Hit} hit */
export function placeOf(layout, { kind, id, t }) {
  const column = columnX(layout, t);
  if (kind !== "arrow") {
    const { x, y } = roundAt(layout, kind, id);
    return { x: column + x, y };
  }
  const line = layout.lines[id];
  const [[ax, ay], [bx, by]] = [line[0], line[line.length - 1]];
  return { x: column + (ax + bx) / 2, y: (ay + by) / 2 };
}

/** @param {Flow} flow @param {Layout} layout @param {number} x  in the content @param {number} y @returns {Hit | null} */
export function hitAt({ graph, steps }, layout, x, y) {
  const near = stepAt(layout, x);
  const columns = [near - 1, near, near + 1].filter((t) => t >= 1 && t <= steps);
  for (const t of columns) {
    const on = (/** @type {import("./layout.js").Place} */ place) => Math.hypot(x - columnX(layout, t) - place.x, y - place.y) <= Math.max(6, place.r);
    const lane = graph.lanes.find(({ name }) => on(layout.nodes[name]));
    if (lane) return { kind: "node", id: lane.name, t };
    if (on(layout.loss)) return { kind: "loss", id: "J", t };
    if (on(layout.input)) return { kind: "input", id: "x", t };
  }
  const lines = columns.flatMap((t) =>
    graph.arrows
      .filter((arrow) => exists(arrow, t, steps))
      .map(({ id }) => ({ id, t, far: distanceTo([x, y], shift(layout.lines[id], columnX(layout, t))) })),
  );
  const nearest = lines.reduce((a, b) => (b.far < a.far ? b : a), { id: "", t: 0, far: Infinity });
  return nearest.far <= REACH ? { kind: "arrow", id: nearest.id, t: nearest.t } : null;
}
