/** Where each step's gradient stands under the stage: in the stage's own columns where a square has room there. */

import { apart } from "./label.js";

/** @typedef {import("./layout.js").Layout} Layout */

/** The least pitch of a square, the pitch of squares that are panned, and the most steps that have squares at all. */
const [LEAST, PANNED, MOST] = [40, 60, 60];
const [GAP, WIDEST] = [4, 64];
const MARGIN = 12;

/**
 * @typedef {object} Strip
 * @property {"squares" | "bars"} how
 * @property {number} pitch
 * @property {number} first  the middle of the first step
 * @property {number} width  of all
 * @property {number} side  of a square
 */

/** @param {Pick<Layout, "steps" | "width" | "content" | "lens" | "pitch" | "first">} layout @returns {Strip} */
export function stripOf({ steps, width, content, lens, pitch, first }) {
  if (steps > MOST) {
    const each = (width - 2 * MARGIN) / steps;
    return { how: "bars", pitch: each, first: MARGIN + each / 2, width, side: WIDEST };
  }
  const aligned = !lens && content <= width && pitch >= LEAST;
  const each = aligned ? pitch : PANNED;
  const side = Math.min(WIDEST, each - GAP);
  return aligned ? { how: "squares", pitch, first, width, side } : { how: "squares", pitch: each, first: MARGIN + each / 2, width: 2 * MARGIN + steps * each, side };
}

/** @param {Strip} strip @param {number} t */
export const placeIn = ({ first, pitch }, t) => first + (t - 1) * pitch;

/** @param {Strip} strip @param {number} x */
export const stepIn = ({ first, pitch }, x) => Math.round((x - first) / pitch) + 1;

/** Half of what the name of a frame takes. */
const NAME = 42;

/** The middles of the names of frames at some steps: under them, but apart from one another and inside. @param {Strip} strip @param {number[]} steps */
export function labelsIn(strip, steps) {
  const settle = (/** @type {number[]} */ places) => apart(places.map((x) => Math.max(x, NAME)), 2 * NAME);
  const mirrored = (/** @type {number[]} */ places) => places.map((x) => strip.width - x).toReversed();
  return mirrored(settle(mirrored(settle(steps.map((step) => placeIn(strip, step))))));
}
