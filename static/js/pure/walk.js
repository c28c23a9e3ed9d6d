/** Steps from one moment to another: by event, by message, by time step, and into another run. */

import { HOLD, HOP, SETTLE, STAGGER, beatOf, eventAt, stretchOf } from "./timeline.js";
import { clamp } from "./vectors.js";

/**
 * @typedef {import("./timeline.js").Timeline} Timeline
 * @typedef {import("./timeline.js").Position} Position
 * @typedef {"arrow" | "node" | "time"} Size
 */

/**
 * Where a step ends. A step by node goes to the end of an event, by arrow to the arrival of one message, by time to
 * the same event of the next step in the order of events.
 * @param {Timeline} timeline @param {Position} position @param {1 | -1} by @param {Size} size
 * @returns {Position}
 */
export function stepFrom(timeline, { event, fraction }, by, size) {
  const last = timeline.events - 1;
  if (size === "arrow") {
    const stops = arrivals(timeline, event);
    const stop = by === 1 ? stops.find((at) => at > fraction + 1e-6) : stops.findLast((at) => at < fraction - 1e-6);
    if (stop !== undefined) return { event, fraction: stop };
    const next = clamp(event + by, 0, last);
    return { event: next, fraction: by === 1 ? arrivals(timeline, next)[0] : 1 };
  }
  if (size === "node") return { event: by === 1 && fraction === 0 ? event : clamp(event + by, 0, last), fraction: 1 };
  const { groups, steps, first } = stretchOf(timeline, event);
  const same = event + by * groups.length;
  const inside = same >= first && same < first + steps * groups.length;
  return { event: clamp(inside ? same : by === 1 ? first + steps * groups.length : first - 1, 0, last), fraction: 1 };
}

/** The fractions of an event at which its messages have arrived, and its end. @param {Timeline} timeline @param {number} index */
function arrivals(timeline, index) {
  const { phase, group, variables } = eventAt(timeline, index);
  if (phase !== "backward" || timeline.still || !variables.some((name) => timeline.shown.includes(name))) return [1];
  const beat = beatOf(timeline, index);
  const hold = group === 0 ? HOLD : 0;
  const count = Math.round((beat - hold - HOP - SETTLE) / STAGGER) + 1;
  return [...Array.from({ length: count }, (_, i) => (hold + i * STAGGER + HOP) / beat), 1];
}

/**
 * The moment that a place among the columns stands for: the phase stays, and goes its way through each column.
 * @param {Timeline} timeline @param {Position} from @param {number} place  in steps, t is the middle of column t @returns {Position}
 */
export function momentAt(timeline, from, place) {
  const { groups, steps, order, first, whole } = stretchOf(timeline, from.event);
  if (whole) return from;
  const along = groups.length * clamp(order === 1 ? place - 0.5 : steps + 0.5 - place, 0, steps);
  const event = Math.min(steps * groups.length - 1, Math.floor(along));
  return { event: first + event, fraction: Math.min(1, along - event) };
}

/** The same moment in another run: the phase, step and beat are kept as far as they exist. @param {Timeline} from @param {Timeline} to @param {Position} position @returns {Position} */
export function carryOver(from, to, position) {
  const event = eventAt(from, Math.min(position.event, from.events - 1));
  const place = stretchOf(from, event.index);
  const target = to.stretches[from.stretches.indexOf(place)];
  const t = clamp(event.t, 1, target.steps);
  const step = target.order === 1 ? t - 1 : target.steps - t;
  const same = target.groups.findIndex((group) => group.some((name) => event.variables.includes(name)));
  const group = same < 0 ? Math.min(event.group, target.groups.length - 1) : same;
  return { event: target.first + step * target.groups.length + group, fraction: position.fraction };
}
