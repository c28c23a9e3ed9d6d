/** The colours of the style sheet's tokens for canvas; mixtures are made once and kept. */

import { mix } from "../pure/oklab.js";

/** @typedef {import("../pure/scales.js").Look} Look */

const TOKENS = [
  "stage", "block", "line", "line-2", "sunk", "panel", "paper", "ink", "ink-2", "ink-3", "wire", "node", "node-line", "rec", "rec-edge", "rec-band", "peep",
  "err", "err-bright", "err-soft", "err-halo", "err-hot", "err-hot-core", "err-dead", "err-on", "nan-a", "nan-b", "focus", "frame-1", "frame-2", "frame-3",
];

/**
 * @typedef {object} Palette
 * @property {Record<string, string>} of  a colour by its token
 * @property {(look: Look) => string} error  the colour of a message
 * @property {string} ui  font families
 * @property {string} math
 */

/** @returns {Palette} */
export function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const of = Object.fromEntries(TOKENS.map((name) => [name, read(name)]));
  /** @type {Map<string, string>} */
  const mixtures = new Map();
  return {
    of,
    error({ hot, strength }) {
      const key = hot > 0 ? `h${Math.round(hot * 200)}` : `e${Math.round(strength * 200)}`;
      let made = mixtures.get(key);
      if (made === undefined) {
        made = hot > 0 ? mix(of["err-hot"], hot, of.err) : mix(of.err, strength, of.stage);
        mixtures.set(key, made);
      }
      return made;
    },
    ui: read("font-ui"),
    math: read("font-math"),
  };
}
