/** Where the view stands: on the step at which something happens, unless the reader has taken it over. */

import { glide } from "./ease.js";
import { columnX } from "./layout.js";
import { beatOf, eventAt } from "./timeline.js";
import { clamp } from "./vectors.js";

/**
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./timeline.js").Timeline} Timeline
 * @typedef {import("./timeline.js").Event} Event
 *
 * @typedef {object} Reader
 * @property {number | null} pan  left edge of the view, where the reader has taken it over
 * @property {import("./hit.js").Hit[]} [pins]
 * @property {import("./hit.js").Hit | null} [marked]  what is pointed at
 */

/** It glides while the step changes. */
/** @param {Layout} layout @param {Timeline} timeline @param {Reader} reader @param {Event} event @param {number} fraction */
export function cameraAt(layout, timeline, { pan }, event, fraction) {
  const furthest = layout.content - layout.width;
  if (pan !== null) return clamp(pan, 0, furthest);
  const centred = (/** @type {number} */ t) => clamp(columnX(layout, t) + layout.focus - layout.width / 2, 0, furthest);
  const t = event.t || 1;
  if (event.group > 0 || event.index === 0) return centred(t);
  const before = eventAt(timeline, event.index - 1).t || 1;
  const ms = fraction * beatOf(timeline, event.index);
  const done = timeline.still ? 1 : glide(clamp(ms / Math.min(500, beatOf(timeline, event.index)), 0, 1));
  return centred(before) + done * (centred(t) - centred(before));
}

