/** What lies under the pointer among the units: the nearest circle, else the nearest line that an error takes. */

import { distanceTo } from "../geometry.js";
import { columnX, stepAt } from "../layout.js";
import { lineOf, linesOfLink } from "./layout.js";
import { linksInto } from "./messages.js";

/**
 * @typedef {import("../hit.js").Hit} Hit
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("./layout.js").UnitLayout} UnitLayout
 */

/** Lines lie close to one another. */
const [OF_UNIT, OF_LINE] = [14, 8];

/** @param {Flow} flow @param {UnitLayout} layout @param {number} x  in the content @param {number} y @returns {Hit | null} */
export function unitAt(flow, layout, x, y) {
  const near = stepAt(layout, x);
  const columns = [near - 1, near, near + 1].filter((t) => t >= 1 && t <= flow.steps);
  /** @type {{hit: Hit, far: number}[]} */
  const rounds = columns.flatMap((t) => {
    const far = (/** @type {import("../layout.js").Place} */ place) => Math.hypot(x - columnX(layout, t) - place.x, y - place.y) - Math.max(OF_UNIT, place.r);
    const units = Object.entries(layout.units).flatMap(([id, places]) =>
      places.map((place, i) => ({ hit: /** @type {Hit} */ ({ kind: id === "x" ? "input" : "node", id, t, unit: i + 1 }), far: far(place) })),
    );
    return [...units, { hit: { kind: "loss", id: "J", t }, far: far(layout.loss) }];
  });
  const lines = columns.flatMap((t) =>
    layout.net.layers.filter(({ name }) => name !== "x").flatMap(({ name }) =>
      linksInto(layout.net, name, t, flow).flatMap((link) =>
        linesOfLink(layout, link).map(({ unit, of, line }) => ({ hit: /** @type {Hit} */ ({ kind: "arrow", id: link.id, t, unit, of }), far: distanceTo([x - columnX(layout, t), y], line) })),
      ),
    ),
  );
  const nearest = (/** @type {{hit: Hit, far: number}[]} */ all) => all.reduce((a, b) => (b.far < a.far ? b : a));
  const round = nearest(rounds);
  if (round.far <= 0) return round.hit;
  const line = nearest(lines);
  return line.far <= OF_LINE ? line.hit : null;
}

/** The middle of what was hit. @param {UnitLayout} layout @param {Hit} hit */
export function placeOfUnit(layout, { kind, id, t, unit = 1, of = 0 }) {
  const column = columnX(layout, t);
  const link = layout.net.links.find((one) => one.id === id);
  if (kind === "arrow" && link) {
    const [[ax, ay], [bx, by]] = lineOf(layout, link, unit, of);
    return { x: column + (ax + bx) / 2, y: (ay + by) / 2 };
  }
  const { x, y } = kind === "loss" ? layout.loss : layout.units[id][unit - 1];
  return { x: column + x, y };
}
