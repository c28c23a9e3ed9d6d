/** The blocks of units in a view: three side by side where there is room for them. */

import { clamp, numbers } from "../vectors.js";
import { netOf } from "./net.js";
import { ABOVE, BLOCK, placesOf } from "./places.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../layout.js").Place} Place
 *
 * @typedef {object} OfUnits
 * @property {import("./net.js").Net} net
 * @property {boolean} many  so many units that wires are thin
 * @property {Record<string, Place[]>} units  of each layer, from the centre of its column
 * @property {Record<string, number>} most  the largest value of each layer in the run
 * @typedef {import("../layout.js").Layout & OfUnits} UnitLayout
 */

const MARGIN = 12;
/** Over the loss its number has room. */
const [OVER, BELOW] = [16, 8];
/** How much wider and narrower the reader can make a block. */
const [LEAST, MOST] = [0.65, 1.6];
/** A smaller circle has no room for its number. */
const LEAST_RADIUS = 9;
/** The factors of the width of every ribbon: of those of the selected unit, and of all others. */
export const [SELECTED, OTHERS] = [1.1, 0.62];

/** @param {Flow} flow @param {{steps: number, width: number, height: number, zoom?: number}} view @returns {UnitLayout} */
export function layOutUnits({ answer }, { steps, width, height, zoom = 1 }) {
  const net = /** @type {import("./net.js").Net} */ (netOf(answer));
  const places = placesOf(net);
  const fit = Math.min(BLOCK.pitch, width - 2 * MARGIN);
  const pitch = clamp(fit * zoom, Math.min(fit, LEAST * BLOCK.pitch), MOST * BLOCK.pitch);
  const content = Math.max(width, 2 * MARGIN + steps * pitch);
  const [wide, tall] = [pitch / BLOCK.pitch, (height - OVER - BELOW) / (BLOCK.height + ABOVE)];
  const unit = Math.min(1, Math.max(LEAST_RADIUS / places.r, Math.min(wide, tall)));
  const place = (/** @type {Point} */ [x, y], /** @type {number} */ r) => ({ x: (x - BLOCK.width / 2) * wide, y: OVER + (y + ABOVE) * tall, r: r * unit });
  const loss = place(places.loss, 18);
  return {
    level: "blocks", lens: false, width, height, content, gutter: 0, pitch, steps, k: OTHERS, unit, loss,
    first: (content - steps * pitch + pitch) / 2,
    block: { half: (BLOCK.width / 2) * wide, top: OVER + ABOVE * tall, bottom: height - BELOW, cap: 0, radius: 16 * unit },
    focus: 0,
    input: { x: 0, y: 0, r: 0 },
    nodes: {},
    lines: {},
    bands: [],
    bandHalf: 0,
    lanes: {},
    net,
    many: places.many,
    units: Object.fromEntries(Object.entries(places.units).map(([name, units]) => [name, units.map((one) => place(one, places.r))])),
    most: Object.fromEntries(net.layers.map(({ name }) => [name, largest(name === "x" ? answer.inputs : answer.values?.[name])])),
  };
}

/** @param {import("../types.js").Rows} [rows] */
const largest = (rows = []) => Math.max(0, ...rows.flatMap((row) => numbers(row).map(Math.abs)).filter(Number.isFinite));

/** From the rim of one circle to that of another. @param {Place} a @param {Place} b @param {number} by  how far the first stands to the right of its column @returns {Point[]} */
export function lineBetween(a, b, by = 0) {
  const [dx, dy] = [b.x - a.x - by, b.y - a.y];
  const far = Math.hypot(dx, dy);
  return [[a.x + by + (dx / far) * a.r, a.y + (dy / far) * a.r], [b.x - (dx / far) * b.r, b.y - (dy / far) * b.r]];
}

/** The way of the error on one line, from the centre of the column it comes to. @param {UnitLayout} layout @param {import("./net.js").Link} link @param {number} unit  that gathers, from 1 @param {number} of  the sender, from 1; 0 is the loss */
export const lineOf = ({ units, loss, pitch }, { into, from, lag }, unit, of) =>
  lineBetween(of === 0 ? loss : units[from][of - 1], units[into][unit - 1], lag * pitch);

/** All lines of a link. @param {UnitLayout} layout @param {import("./net.js").Link} link */
export const linesOfLink = (layout, link) =>
  layout.units[link.into].flatMap((_, i) =>
    (layout.units[link.from] ?? [layout.loss]).map((_, j) => {
      const of = link.from === "J" ? 0 : j + 1;
      return { unit: i + 1, of, line: lineOf(layout, link, i + 1, of) };
    }),
  );
