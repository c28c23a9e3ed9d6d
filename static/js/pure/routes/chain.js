/**
 * The factor chain of a route: a norm, and what each factor made of it, so that norm x gain x gain = norm.
 *
 * A gain is the ratio of two successive norms, both of vectors that the engine sent. It sends the error of every
 * variable and the message of every edge; an error on its way inside an edge is known as well where all factors
 * before it multiply it by numbers or by values of variables. Where it is not, the factors up to the next known
 * vector have one gain together.
 */

import { norm, numbers, sizeAt } from "../vectors.js";
import { edgeOf, runOf } from "./path.js";

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
  const links = run.reverse().flatMap((edge) => linksOf(flow, edge, at, edge === first ? t : at, size(edge, edge === first ? t : at)));
  return { start, links, norm: whole };
}

/** @param {Flow} flow @param {string} name @param {number} t */
const deltaNorm = ({ answer }, name, t) => sizeAt(answer.deltas?.[name], answer.norms.deltas[name], t);

/**
 * What one edge makes of the error of its target.
 * @param {Flow} flow @param {Edge} edge @param {number} at  the step of its target @param {number} t  and of its source @param {number} after  the norm of its message
 * @returns {Link[]}
 */
function linksOf(flow, { target, carriers }, at, t, after) {
  const before = deltaNorm(flow, target, at);
  const whole = [{ factors: carriers, at, gain: ratio(before, after) }];
  const rows = flow.answer.deltas?.[target];
  if (carriers.length !== 1 || !rows) return carriers.flat().length ? whole : [];
  const [chain] = carriers;
  /** @type {Link[]} */
  const links = [];
  let vector = numbers(rows[at - 1]);
  let size = before;
  chain.slice(0, -1).every((factor) => {
    const scales = scalesOf(flow, factor, at);
    if (!scales) return false;
    vector = vector.map((value, i) => value * scales[scales.length === 1 ? 0 : i]);
    links.push({ factors: [[factor]], at, gain: ratio(size, norm(vector)) });
    size = norm(vector);
    return true;
  });
  const left = chain.slice(links.length);
  return left.length ? [...links, { factors: [left], at, gain: ratio(size, after) }] : links;
}

/** Nothing stays nothing. @param {number} before @param {number} after */
const ratio = (before, after) => (before === 0 ? 0 : after / before);

/** The numbers that a factor multiplies the units by, where the answer holds them. @param {Flow} flow @param {Factor} factor @param {number} at @returns {number[] | null} */
function scalesOf({ answer }, { kind, number, expression = "" }, at) {
  if (kind === "number" && number !== undefined) return [number];
  const variable = kind === "times" && /^(\w+)\[t(-1)?\]$/.exec(expression);
  if (!variable) return null;
  const [, name, earlier] = variable;
  const t = at - (earlier ? 1 : 0);
  const row = t > 0 ? answer.values?.[name]?.[t - 1] : answer.initial[name]?.value;
  return row ? numbers(row) : null;
}
