/**
 * The order of events, and time as a function of it and back.
 *
 * Forward for t = 1..T, the losses, backward for t = T..1, one gradient a step into the sum, and the update.
 * What happens at once within a step, the server reads off the equations; backward is the same list reversed. Nothing is stored by event: each stretch repeats the same beats, so all is arithmetic.
 */

import { clamp } from "./vectors.js";

/**
 * @typedef {import("./types.js").Cell} Cell
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {"forward" | "loss" | "backward" | "sum" | "update"} Phase
 *
 * @typedef {object} Event
 * @property {number} index  from 0
 * @property {Phase} phase
 * @property {number} t  the step, from 1; 0 for the Sigma and the update, which belong to no step
 * @property {number} group  which of the step's events, in the phase's own order
 * @property {string[]} variables  what is computed or gathers
 *
 * @typedef {object} Position  a moment
 * @property {number} event  index
 * @property {number} fraction  of the event, 0 to 1
 *
 * @typedef {object} Stretch  a part of the list in which every step has the same beats
 * @property {Phase} phase
 * @property {number} steps  how many repetitions
 * @property {1 | -1} order  of the steps
 * @property {boolean} [whole]  belongs to the run, not to a step
 * @property {string[][]} groups
 * @property {number[]} beats  ms of each group
 * @property {number} first  index of its first event
 * @property {number} begins  in ms
 *
 * @typedef {object} Timeline
 * @property {number} steps
 * @property {number} events  how many
 * @property {number} duration  ms
 * @property {boolean} still  reduced motion: events are cuts
 * @property {string[]} shown
 * @property {Stretch[]} stretches
 */

export const HOP = 420;
export const STAGGER = 120;
export const SETTLE = 260;
export const HOLD = 300;
/** Forward events and the gates inside the black box run four times as fast. */
const INSIDE = (HOP + SETTLE) / 4;
/** With reduced motion play cuts from one gathering node to the next, slower than three changes a second. */
const STILL = 900;
const STILL_SHORT = 400;

/** @type {Phase[]} */
export const PHASES = ["forward", "loss", "backward", "sum", "update"];

/**
 * @param {Cell} cell @param {Graph} graph @param {number} steps
 * @param {boolean} [still]  reduced motion
 * @returns {Timeline}
 */
export function buildTimeline(cell, graph, steps, still = false) {
  const groups = cell.events;
  const shown = graph.lanes.map(({ name }) => name);
  const into = (/** @type {string} */ name) => graph.arrows.filter((arrow) => arrow.into === name).length;
  const gathering = (/** @type {string[]} */ group) => {
    const arrows = Math.max(0, ...group.filter((name) => shown.includes(name)).map(into));
    if (still) return arrows ? STILL : 0;
    return arrows ? STAGGER * (arrows - 1) + HOP + SETTLE : INSIDE;
  };
  const backward = [...groups].reverse();
  const short = still ? STILL_SHORT : INSIDE;
  const beats = backward.map(gathering);
  if (!still) beats[0] += HOLD;
  /** @type {Omit<Stretch, "first" | "begins">[]} */
  const parts = [
    { phase: "forward", steps, order: 1, groups, beats: groups.map(() => (still ? short / groups.length : INSIDE)) },
    { phase: "loss", steps, order: 1, groups: [["J"]], beats: [short] },
    { phase: "backward", steps, order: -1, groups: backward, beats },
    { phase: "sum", steps, order: 1, groups: [[]], beats: [short] },
    { phase: "sum", steps: 1, order: 1, whole: true, groups: [[]], beats: [STILL] },
    { phase: "update", steps: 1, order: 1, whole: true, groups: [[]], beats: [STILL] },
  ];
  /** @type {Stretch[]} */
  const stretches = [];
  let [first, begins] = [0, 0];
  for (const part of parts) {
    stretches.push({ ...part, first, begins });
    first += part.steps * part.groups.length;
    begins += part.steps * sum(part.beats);
  }
  return { steps, events: first, duration: begins, still, shown, stretches };
}

/** @param {number[]} beats */
const sum = (beats) => beats.reduce((a, b) => a + b, 0);

/** @param {Timeline} timeline @param {number} index */
export const stretchOf = ({ stretches }, index) => /** @type {Stretch} */ (stretches.findLast(({ first }) => first <= index));

/** @param {Timeline} timeline @param {number} index @returns {Event} */
export function eventAt(timeline, index) {
  const stretch = stretchOf(timeline, index);
  const { phase, groups, order, first } = stretch;
  const step = Math.floor((index - first) / groups.length);
  const group = (index - first) % groups.length;
  const t = stretch.whole ? 0 : order === 1 ? step + 1 : stretch.steps - step;
  return { index, phase, t, group, variables: groups[group] };
}

/** The event at which a variable gathers its error at step t. @param {Timeline} timeline @param {string} name @param {number} t */
export const gatherIndex = (timeline, name, t) => indexIn(timeline.stretches[2], name, t);

/** The event at which a variable is computed at step t. @param {Timeline} timeline @param {string} name @param {number} t */
export const forwardIndex = (timeline, name, t) => indexIn(timeline.stretches[0], name, t);

/** @param {Timeline} timeline @param {number} t */
export const lossIndex = (timeline, t) => indexIn(timeline.stretches[1], "J", t);

/** @param {Timeline} timeline @param {number} t */
export const sumIndex = (timeline, t) => timeline.stretches[3].first + t - 1;

/** @param {Stretch} stretch @param {string} name @param {number} t */
function indexIn({ first, groups, order, steps }, name, t) {
  const step = order === 1 ? t - 1 : steps - t;
  return first + step * groups.length + groups.findIndex((group) => group.includes(name));
}

/** @param {Timeline} timeline @param {Phase} phase  @returns {number} index of its first event */
export const phaseStart = ({ stretches }, phase) => /** @type {Stretch} */ (stretches.find((stretch) => stretch.phase === phase)).first;

/** How long an event lasts, in ms. @param {Timeline} timeline @param {number} index */
export function beatOf(timeline, index) {
  const { first, groups, beats } = stretchOf(timeline, index);
  return beats[(index - first) % groups.length];
}

/** @param {Timeline} timeline @param {Position} position @returns {number} ms from the beginning */
export function timeOf(timeline, { event, fraction }) {
  const { first, groups, beats, begins } = stretchOf(timeline, event);
  const step = Math.floor((event - first) / groups.length);
  const group = (event - first) % groups.length;
  return begins + step * sum(beats) + sum(beats.slice(0, group)) + fraction * beats[group];
}

/** @param {Timeline} timeline @param {number} ms @returns {Position} */
export function positionAt(timeline, ms) {
  if (ms >= timeline.duration) return { event: timeline.events - 1, fraction: 1 };
  const stretch = /** @type {Stretch} */ (timeline.stretches.findLast(({ begins }) => begins <= Math.max(0, ms)));
  const { first, groups, beats, begins, steps } = stretch;
  const length = sum(beats);
  const step = clamp(Math.floor((ms - begins) / length), 0, steps - 1);
  let rest = Math.max(0, ms - begins - step * length);
  let group = 0;
  while (group < groups.length - 1 && rest >= beats[group]) rest -= beats[group++];
  return { event: first + step * groups.length + group, fraction: clamp(beats[group] ? rest / beats[group] : 1, 0, 1) };
}

/** The moment some ms of playing later. @param {Timeline} timeline @param {Position} position @param {number} ms */
export const advance = (timeline, position, ms) => positionAt(timeline, timeOf(timeline, position) + ms);

/** The earliest step whose error has been gathered; T + 1 before any. @param {Timeline} timeline @param {string} name @param {number} index */
export function firstKnown(timeline, name, index) {
  let [low, high] = [1, timeline.steps + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (gatherIndex(timeline, name, middle) <= index) high = middle;
    else low = middle + 1;
  }
  return low;
}
