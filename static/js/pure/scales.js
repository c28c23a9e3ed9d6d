/**
 * From the norm of a message to ink: the one scale of every picture.
 *
 * n0 is the largest fresh error of the run and L = log10(n / n0): ten times the error is twice the width.
 */

import { clamp } from "./vectors.js";

/**
 * @typedef {"live" | "lost" | "zero" | "nan" | "inf"} State
 * @typedef {object} Look  how a message of some norm is drawn
 * @property {State} state
 * @property {number} L  log10(norm / n0), 0 where it means nothing
 * @property {number} strength  part of the error colour, mixed into the stage's
 * @property {number} hot  part of the hot colour, mixed into the error's
 * @property {boolean} core  whether a bright line runs in the middle
 */

/** Below this L a message is lost: dotted, ending in a cross. */
const LOST = -5;
const WIDTH = 7;
const [THINNEST, WIDEST] = [1, 18];

/** The width of a ribbon for k = 1, in px. @param {number} L */
const widthOf = (L) => clamp(WIDTH * 2 ** L, THINNEST, WIDEST);

/** @param {number} L */
export const strengthOf = (L) => clamp(1 + 0.22 * L, 0.3, 1);

/** @param {number} L */
export const hotOf = (L) => clamp(L / 1.5, 0, 1);

/** @param {State} state @param {number} [L] @returns {Look} */
const inState = (state, L = 0) => ({ state, L, strength: strengthOf(L), hot: hotOf(L), core: L > 0.5 });

/**
 * @param {number} norm  of the message
 * @param {number} fresh  n0; where it is 0 every arrow is drawn as exactly 0
 */
export function lookOf(norm, fresh) {
  if (Number.isNaN(norm) || Number.isNaN(fresh)) return inState("nan");
  if (norm === Infinity) return inState("inf", 3);
  if (norm === 0 || fresh === 0) return inState("zero");
  const L = Math.log10(norm) - Math.log10(fresh);
  return inState(L < LOST ? "lost" : "live", L);
}

/** The px that a look takes across its wire. @param {Look} look @param {number} k  the picture's own factor */
export function inkWidth(look, k) {
  if (look.state === "lost") return 1.4;
  if (look.state === "zero") return 1.2;
  return look.state === "nan" ? 8 * Math.min(1, k) : k * widthOf(look.L);
}

/** The arrow head of a ribbon. @param {number} width  of the ribbon @param {number} wire  its length */
export const headOf = (width, wire) => ({
  length: Math.min(Math.max(7, 5 + 1.15 * width), 0.62 * wire),
  half: 3.6 + 0.8 * width,
});

/** The rim that a coloured wire keeps on both sides of a ribbon together. @param {number} width */
export const sleeveOf = (width) => Math.min(3.4, 1.4 + 0.7 * width);

export const CHEVRON_FROM = 4.2;
export const CHEVRON_EVERY = 26;
/** Narrower ribbons run in a white tube on a coloured wire, so that they can be seen. */
export const TUBE_BELOW = 3;
export const TUBE = 5.2;
