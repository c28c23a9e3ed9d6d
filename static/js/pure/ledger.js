/**
 * The law of conservation at one node: its error is the sum of the messages that reach it.
 *
 * Norms do not add, projections do: the share of a message m in delta is <m, delta> / |delta|², and shares sum to 1.
 */

import { dot, norm, numbers, sizeAt, subtract, total } from "./vectors.js";

/**
 * @typedef {import("./flow.js").Flow} Flow
 *
 * @typedef {object} Entry  one message
 * @property {string} edge
 * @property {{name: string, t: number}} from  where its error comes from; J is a name too
 * @property {number[]} message
 * @property {number} norm
 * @property {number} share
 * @property {number} before  the running sum of shares
 * @property {string} [mathml]
 *
 * @typedef {object} Ledger
 * @property {string} variable
 * @property {number} t
 * @property {number[]} delta
 * @property {number} norm
 * @property {Entry[]} entries  in the order of the equation's terms
 * @property {number} residual  norm of what delta and the sum of the messages differ by, rounded as the answer is
 * @property {boolean} cancelling  the messages all but cancel, so shares mean nothing
 * @property {boolean} finite
 * @property {boolean} shared  shares are known and mean something
 */

const CANCELLING = 0.001;

/** Scaled first, since the square of a large finite error may be infinite. @param {number[]} v @param {number} by */
const scaled = (v, by) => v.map((value) => value / by);

/** @param {Flow} flow @param {string} variable @param {number} t @returns {Ledger} */
export function readLedger({ answer, steps, vectors }, variable, t) {
  const { cell, deltas, messages, norms } = answer;
  const delta = numbers(deltas?.[variable][t - 1] ?? []);
  const terms = cell.backward.find((equation) => equation.variable === variable)?.terms ?? [];
  const size = sizeAt(deltas?.[variable], norms.deltas[variable], t);
  let before = 0;
  const entries = terms.flatMap(({ edge, mathml }) => {
    const use = /** @type {import("./types.js").Edge} */ (cell.edges.find(({ id }) => id === edge));
    if (use.lag === 1 && t === steps) return [];
    const message = numbers(messages?.[edge][t - 1] ?? []);
    const share = size > 0 ? dot(scaled(message, size), scaled(delta, size)) : 0;
    const entry = { edge, from: { name: use.target, t: t + use.lag }, message, norm: sizeAt(messages?.[edge], norms.messages[edge], t), share, before, mathml };
    before += share;
    return [entry];
  });
  const sizes = entries.reduce((sum, entry) => sum + entry.norm, 0);
  const finite = Number.isFinite(size) && Number.isFinite(sizes);
  const cancelling = size < CANCELLING * sizes;
  return {
    variable,
    t,
    delta,
    norm: size,
    entries,
    residual: entries.length && vectors ? norm(subtract(delta, total(entries.map(({ message }) => message)))) : size,
    cancelling,
    finite,
    shared: vectors && finite && !cancelling && size > 0,
  };
}

/**
 * The share ring at the black box: one arc for each arrow, which carries the sum of its messages.
 * @param {Flow} flow @param {string} variable @param {number} t
 * @returns {{id: string, share: number}[]}
 */
export function readRing(flow, variable, t) {
  const { entries } = readLedger(flow, variable, t);
  return flow.graph.arrows
    .filter(({ into, lag }) => into === variable && (lag === 0 || t < flow.steps))
    .map(({ id, edges }) => ({ id, share: entries.reduce((sum, { edge, share }) => (edges.includes(edge) ? sum + share : sum), 0) }));
}
