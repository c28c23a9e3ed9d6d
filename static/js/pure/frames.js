/**
 * Three gradients, each in a frame of its own colour: the steps that they stand at, and the arrows that they collect.
 *
 * A frame is written as the step that it stands at, from 1, or null where it has been taken away. Their order is fixed,
 * so that no colour is read for another.
 */

import { carriedBack } from "./collected.js";

/**
 * @typedef {(number | null)[]} Frames  first, middle, last
 *
 * @typedef {object} Framed  what is asked of this mode
 * @property {boolean} on
 * @property {Frames | null} frames  null where they first stand
 * @property {string | null} parameter  null for the one that is looked at first
 *
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./frame.js").Frame} Frame
 * @typedef {import("./frame.js").Column} Column
 * @typedef {import("./frame.js").ArrowInk} ArrowInk
 * @typedef {import("./frame.js").NodeInk} NodeInk
 */

/** How a frame looks: its colour's token, the dash of its line, its letter, and which way its lane lies beside the others. */
export const LOOKS = [
  { token: "frame-2", colour: "orange", letter: "0", dash: [9, 4], side: 1 },
  { token: "frame-1", colour: "purple", letter: "t", dash: [], side: 0 },
  { token: "frame-3", colour: "red", letter: "τ", dash: [1.5, 5], side: -1 },
];

/** Where the frames stand before anyone moves them. @param {number} steps @returns {Frames} */
export const firstFrames = (steps) => fitted([1, Math.ceil(steps / 2), steps], steps);

/** The frames of another run, each at its step as far as that is there, one behind the other. @param {Frames} frames @param {number} steps @returns {Frames} */
export function fitted(frames, steps) {
  let free = steps;
  return frames.toReversed().map((step) => {
    const at = step === null ? 0 : Math.min(step, free);
    if (at < 1) return null;
    free = at - 1;
    return at;
  }).toReversed();
}

/** The steps that a frame can stand at, between its neighbours. @param {Frames} frames @param {number} i @param {number} steps @returns {[number, number]} */
export function roomOf(frames, i, steps) {
  const before = frames.slice(0, i).findLast((step) => step !== null) ?? 0;
  const after = frames.slice(i + 1).find((step) => step !== null) ?? steps + 1;
  return [before + 1, after - 1];
}

/** A frame at another step, as near as its neighbours let it. @param {Frames} frames @param {number} i @param {number} step @param {number} steps @returns {Frames} */
export function moved(frames, i, step, steps) {
  const [least, most] = roomOf(frames, i, steps);
  return least > most ? frames : frames.with(i, Math.min(most, Math.max(least, Math.round(step))));
}

/** @param {Frames} frames @param {number} i @returns {Frames} */
export const takenAway = (frames, i) => frames.with(i, null);

/** A frame comes back in the middle of its room. @param {Frames} frames @param {number} i @param {number} steps @returns {Frames} */
export function addedBack(frames, i, steps) {
  const [least, most] = roomOf(frames, i, steps);
  return moved(frames, i, [least, (least + most) / 2, most][i], steps);
}

/** As the address holds them: `1-6-12`, with nothing for a frame that is away. @param {Frames} frames */
export const writeFrames = (frames) => frames.map((step) => step ?? "").join("-");

/** @param {string} text @returns {Frames | null} null where it says no three frames in their order */
export function readFrames(text) {
  if (!/^\d{0,4}-\d{0,4}-\d{0,4}$/.test(text)) return null;
  const frames = text.split("-").map((step) => (step === "" ? null : Number(step)));
  const steps = frames.filter((step) => step !== null);
  return steps.every((step, i) => step > (steps[i - 1] ?? 0)) ? frames : null;
}

/**
 * A frame of the picture in which colour says which gradient: every arrow has the lanes of those that collect it, and
 * nothing else is coloured.
 * @param {Frame} frame @param {Flow} flow @param {Frames} frames @param {string} parameter  whose gradients are framed @returns {Frame}
 */
export function withLanes(frame, flow, frames, parameter) {
  const sets = frames.map((step) => (step === null ? null : carriedBack(flow, parameter, step)));
  const laned = (/** @type {ArrowInk} */ arrow) => ({ ...arrow, lanes: [0, 1, 2].filter((i) => sets[i]?.has(arrow.id, arrow.t)) });
  const key = `|${parameter}|${writeFrames(frames)}`;
  const { arrows, nodes } = frame.live;
  return {
    ...frame,
    columns: frame.columns.map((column) => ({
      ...column,
      key: column.key + key,
      current: column.current && "forward",
      gathered: false,
      framed: frames.includes(column.t) ? frames.indexOf(column.t) : undefined,
      nodes: column.nodes.map(plain),
      arrows: column.arrows.map(laned),
    })),
    live: { ...frame.live, arrows: arrows.map(laned), nodes: nodes.map(plain) },
  };
}

/** @param {NodeInk} node @returns {NodeInk} */
const plain = (node) => ({ ...node, state: node.state === "known" ? "waiting" : node.state, ring: [] });
