/**
 * Where the units of a block stand, in px of a block of 400 x 470, origin top left. Inputs below, outputs above; a
 * layer with lines to its own next step rises on a diagonal, so that no two of those lie on one another.
 */

import { distanceTo } from "../geometry.js";

/**
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("./net.js").Net} Net
 *
 * @typedef {object} Places
 * @property {number} r  of a unit
 * @property {Record<string, Point[]>} units  of each layer
 * @property {Point} loss
 * @property {boolean} many
 */

export const BLOCK = { width: 400, height: 470, pitch: 464 };
/** The loss stands above its block. */
export const ABOVE = 74;
const LOSS_Y = -44;

/**
 * Few units stand wide apart. Many are smaller, and their rows move to the sides of the diagonal on which their lines
 * pass between its units.
 */
const FEW = { most: 4, r: 15, inputs: 180, outputs: 210, top: 62, bottom: 420, across: 204, up: 132, row: 240 };
const MANY = { r: 12, inputs: 236, outputs: 170, top: 54, bottom: 430, across: 290, up: 160, row: 300 };
const [ROW_GAP, ACROSS_GAP, UP_GAP] = [80, 68, 44];
const MIDDLE = 198;

/** @param {Net} net @returns {Places} */
export function placesOf({ layers }) {
  const many = layers.some(({ size }) => size > FEW.most);
  const shape = many ? MANY : FEW;
  // Over a diagonal that is the last layer its rise needs the room of one more row.
  const inner = layers.length - (layers[layers.length - 1].recurrent ? 1 : 2);
  const diagonal = layers.some(({ recurrent }) => recurrent);
  const units = layers.map(({ name, size, recurrent }, i) => {
    const y = shape.bottom - (i * (shape.bottom - shape.top)) / (inner + 1);
    const [across, gap] = recurrent ? [shape.across, ACROSS_GAP] : [shape.row, ROW_GAP];
    const dx = Math.min(gap, across / Math.max(1, size - 1));
    const dy = recurrent ? Math.min(UP_GAP, shape.up / Math.max(1, inner) / Math.max(1, size - 1)) : 0;
    const x = !diagonal || (i > 0 && i <= inner) ? MIDDLE : i === 0 ? shape.inputs : shape.outputs;
    return [name, Array.from({ length: size }, (_, k) => /** @type {Point} */ ([x + (k - (size - 1) / 2) * dx, y - (k - (size - 1) / 2) * dy]))];
  });
  return { many, r: shape.r, units: Object.fromEntries(units), loss: [diagonal ? shape.outputs : MIDDLE, LOSS_Y] };
}

/** Whether no line runs through a unit that is not its end, in a block or in the one before it. @param {Net} net */
export function isClear(net) {
  const { r, units, loss } = placesOf(net);
  const blocks = [-1, 0, 1].flatMap((block) => Object.values(units).flat().map((place) => ({ place, block })));
  return net.links.every(({ into, from, lag }) =>
    units[into].every((start) =>
      (units[from] ?? [loss]).every((end) =>
        blocks.every(({ place, block }) => {
          const isEnd = (place === start && block === 0) || (place === end && block === lag);
          const at = (/** @type {Point} */ [x, y], /** @type {number} */ to) => /** @type {Point} */ ([x + to * BLOCK.pitch, y]);
          return isEnd || distanceTo(at(place, block), [start, at(end, lag)]) > r;
        }),
      ),
    ),
  );
}
