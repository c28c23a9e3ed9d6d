/**
 * The sum and the update on the stage: the gradient of each step leaves its block for the one sum, and the parameters
 * that it renews come back to all blocks at once.
 */

import { travel } from "./ease.js";
import { bend, placeOn, lengthOf } from "./geometry.js";
import { columnX } from "./layout.js";
import { three } from "./numbers.js";

/**
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./frame.js").Frame} Frame
 * @typedef {import("./geometry.js").Point} Point
 *
 * @typedef {object} SumInk  in the view
 * @property {{x: number, y: number, t: number}[]} flying  gradients on their way, and the steps that they are of
 * @property {Point[]} back  renewed parameters on their way
 * @property {{x: number, y: number}} place  of the sum
 * @property {number} added  how many steps are in it
 * @property {boolean} whole
 * @property {number} swell  of the sum when all are in, or when it is taken
 * @property {string} says  symbols between underscores are set in italics
 */

/** The sum stands so far over the lower edge of the stage. */
const FOOT = 17;
/** How high its gradient rises over the straight line from a block to the sum. */
const RISE = 40;

/**
 * @typedef {object} Known  about the run, as far as it has been asked for
 * @property {number[] | null} running  norms of the sums of the first 1, 2, ... T gradients
 * @property {number} total  norm of the whole sum
 * @property {number | null} clipped  its norm after clipping, null where the run does not clip
 * @property {number} rate
 */

/** @param {Pick<Frame, "event" | "fraction" | "camera">} frame @param {Layout} layout @param {Known} known @returns {SumInk | null} */
export function sumAt({ event: { phase, t }, fraction, camera }, layout, { running, total, clipped, rate }) {
  if (phase !== "sum" && phase !== "update") return null;
  const { width, height, steps, block } = layout;
  const place = { x: width / 2, y: height - FOOT };
  // Where a step is no box with a foot, its gradient leaves from the middle.
  const foot = block.bottom > 0 ? block.bottom - block.cap / 2 : height / 2;
  const from = (/** @type {number} */ step) => /** @type {Point} */ ([columnX(layout, step) - camera, foot]);
  const whole = t === 0;
  const added = whole ? steps : t - (fraction < 1 ? 1 : 0);
  const flying = whole || fraction === 1 ? [] : [{ ...placeAlong(from(t), place, travel(fraction)), t }];
  const inView = Array.from({ length: steps }, (_, i) => from(i + 1)).filter(([x]) => x >= 0 && x <= width);
  const back = phase === "update" && fraction < 1 ? inView.map((end) => placeAlong(end, place, 1 - travel(fraction))).map(({ x, y }) => /** @type {Point} */ ([x, y])) : [];
  const size = whole ? total : running?.[added - 1];
  const norm = added && size !== undefined ? `, norm ${three(size)}${whole && clipped !== null ? `, clipped to ${three(clipped)}` : ""}` : "";
  return {
    flying,
    back,
    place,
    added,
    whole,
    swell: whole ? Math.sin(Math.PI * fraction) : 0,
    says: phase === "update" ? `_θ_ ← _θ_ − ${rate} _∂J/∂θ_` : `${whole ? "Σ " : ""}_∂J/∂θ_  ${added} of ${steps}${norm}`,
  };
}

/** @param {Point} from @param {{x: number, y: number}} to @param {number} part */
function placeAlong([x, y], to, part) {
  const line = bend([x, y], [(x + to.x) / 2, Math.min(y, to.y) - RISE], [to.x, to.y]);
  return placeOn(line, part * lengthOf(line));
}
