/** The transport's bar: each phase has its own part, so that short ones can be met with a pointer too. */

import { PHASES, phaseStart } from "./timeline.js";
import { clamp } from "./vectors.js";

/**
 * @typedef {import("./timeline.js").Timeline} Timeline
 * @typedef {import("./timeline.js").Position} Position
 */

/** How the phases share the transport's bar. */
const BAR = { forward: 0.2, loss: 0.07, backward: 0.53, sum: 0.12, update: 0.08 };

/**
 * The phases' places on the transport's bar, 0 to 1, and the number of events in each.
 * @param {Timeline} timeline
 */
export function barOf(timeline) {
  let begins = 0;
  return PHASES.map((phase, i) => {
    const first = phaseStart(timeline, phase);
    const next = i + 1 < PHASES.length ? phaseStart(timeline, PHASES[i + 1]) : timeline.events;
    const place = { phase, begins, ends: begins + BAR[phase], first, count: next - first };
    begins = place.ends;
    return place;
  });
}

/** @param {Timeline} timeline @param {Position} position @returns {number} place on the bar, 0 to 1 */
export function barPlace(timeline, { event, fraction }) {
  const places = barOf(timeline);
  const { begins, ends, first, count } = /** @type {typeof places[number]} */ (places.findLast((place) => place.first <= event));
  return begins + ((ends - begins) * (event - first + fraction)) / count;
}

/** @param {Timeline} timeline @param {number} place  on the bar, 0 to 1 @returns {Position} */
export function positionOnBar(timeline, place) {
  const places = barOf(timeline);
  const { begins, ends, first, count } = /** @type {typeof places[number]} */ (places.findLast((part) => part.begins <= Math.max(0, place)));
  const along = clamp(((place - begins) / (ends - begins)) * count, 0, count);
  const event = Math.min(count - 1, Math.floor(along));
  return { event: first + event, fraction: Math.min(1, along - event) };
}
