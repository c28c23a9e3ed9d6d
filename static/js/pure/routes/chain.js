/**
 * The factor chain of a route: a norm, and what each factor made of it, so that norm x gain x gain = norm.
 *
 * A gain is the ratio of two successive norms, both of vectors that the engine sent. Where the error between two
 * factors is not known, they have one gain together.
 */

import { sizeAt } from "../vectors.js";
import { edgeOf, runOf } from "./path.js";
import { sizesWithin } from "./within.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../types.js").Factor} Factor
 * @typedef {import("../types.js").Edge} Edge
 *
 * @typedef {object} Link
 * @property {Factor[][]} factors  of one chain; several chains are ways that are added
 * @property {number} at  the step of the equation that they stand in
 * @property {number} gain
 *
 * @typedef {object} Chain
 * @property {{name: string, t: number, norm: number} | null} start  whose error it begins with; null where the loss itself sends the message
 * @property {Link[]} links  as the error meets them
 * @property {number} norm  of the message
 */

/** @param {Flow} flow @param {string} id  of the route's first edge @param {number} t  of its source @returns {Chain} */
export function chainOf(flow, id, t) {
  const { messages, norms } = flow.answer;
  const at = t + edgeOf(flow.answer.cell, id).lag;
  const size = (/** @type {Edge} */ edge, /** @type {number} */ step) => sizeAt(messages?.[edge.id], norms.messages[edge.id], step);
  const [first, ...rest] = runOf(flow, id, t);
  // A joint form of read-out and loss may pass an error that is not finite itself.
  const inside = rest.filter(({ target }) => target !== "J");
  const begins = inside.findLastIndex(({ target }) => !Number.isFinite(deltaNorm(flow, target, at)));
  const run = [first, ...inside.slice(0, begins < 0 ? Infinity : begins)];
  const whole = size(first, t);
  if (first.target === "J") return { start: null, links: [], norm: whole };
  const { target } = run[run.length - 1];
  const start = { name: target, t: at, norm: deltaNorm(flow, target, at) };
  const links = run.reverse().flatMap((edge) => linksOf(flow, edge, at, size(edge, edge === first ? t : at)));
  return { start, links, norm: whole };
}

/** @param {Flow} flow @param {string} name @param {number} t */
const deltaNorm = ({ answer }, name, t) => sizeAt(answer.deltas?.[name], answer.norms.deltas[name], t);

/**
 * What one edge makes of the error of its target.
 * @param {Flow} flow @param {Edge} edge @param {number} at  the step of its target @param {number} after  the norm of its message
 * @returns {Link[]}
 */
function linksOf(flow, edge, at, after) {
  const { target, carriers } = edge;
  let before = deltaNorm(flow, target, at);
  if (carriers.length !== 1) return [{ factors: carriers, at, gain: ratio(before, after) }];
  const [chain] = carriers;
  const sizes = [...sizesWithin(flow, edge, at), after];
  /** @type {Link[]} */
  const links = [];
  /** @type {Factor[]} */
  let together = [];
  chain.forEach((factor, i) => {
    together.push(factor);
    const size = sizes[i];
    if (size === null) return;
    links.push({ factors: [together], at, gain: ratio(before, size) });
    [before, together] = [size, []];
  });
  return links;
}

/** Nothing stays nothing. @param {number} before @param {number} after */
const ratio = (before, after) => (before === 0 ? 0 : after / before);
