/** A long run seen whole: for each lane one ribbon, a piece of it for each step, by the one scale of every picture. */

import { columnX } from "./layout.js";
import { inkWidth, lookOf } from "./scales.js";

/**
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {{x: number, width: number, look: import("./scales.js").Look}} Piece
 */

/** The river's own factor of all widths. */
const K = 1.5;
const EVERY = [5, 10, 20, 50, 100, 200];
/** Two numbers of steps need this much room. */
const ROOM = 40;

/** The pieces of a lane from a step on to the last, as far as its error is known. @param {Flow} flow @param {Layout} whole @param {string} name @param {number} from @returns {Piece[]} */
export function piecesOf({ errors, fresh, steps }, whole, name, from) {
  return Array.from({ length: Math.max(0, steps - from + 1) }, (_, i) => {
    const look = lookOf(errors[name][from + i - 1], fresh);
    return { x: columnX(whole, from + i) - whole.pitch / 2, width: inkWidth(look, K), look };
  });
}

/** The steps that have their number. @param {Layout} whole @returns {number[]} */
export function ticksOf({ pitch, steps }) {
  const every = EVERY.find((step) => step * pitch >= ROOM) ?? 500;
  return Array.from({ length: Math.floor(steps / every) }, (_, i) => (i + 1) * every);
}

/** The losses as parts of the largest, none where it is not finite. @param {Flow} flow */
export function barsOf({ answer }) {
  const sizes = answer.loss.per_step.map((value) => value ?? 0);
  const most = Math.max(...sizes, Number.MIN_VALUE);
  return sizes.map((size) => size / most);
}

/** The place of the lens: the steps that the view below shows. @param {Layout} whole @param {Layout} lens @param {number} camera */
export function lensOn(whole, { first, pitch, width, gutter, steps }, camera) {
  const from = Math.max(0.5, (camera + gutter - first) / pitch + 1);
  const to = Math.min(steps + 0.5, (camera + width - first) / pitch + 1);
  return { x: columnX(whole, from), width: columnX(whole, to) - columnX(whole, from) };
}

/** The left edge of the view below whose lens has its middle at a place of the river. @param {Layout} whole @param {Layout} lens @param {number} x */
export const cameraFor = (whole, lens, x) => columnX(lens, (x - whole.first) / whole.pitch + 1) - (lens.width + lens.gutter) / 2;
