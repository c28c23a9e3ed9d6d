/** What each wire of a circuit carries back: the norm of a sum of messages, of an error, or of a part of one. */

import { lookOf } from "../scales.js";
import { norm, numbers, total } from "../vectors.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Row} Row
 * @typedef {import("./drawing.js").Carry} Carry
 * @typedef {import("./drawing.js").Wire} Wire
 *
 * @typedef {object} Load  of a wire, row 0 is the step whose error it is
 * @property {number[]} norms
 * @property {import("../scales.js").Look[]} looks
 */

/** What was read before, by run. @type {WeakMap<Flow, Map<string, Load | null>>} */
const read = new WeakMap();

/** @param {Flow} flow @param {Carry} carry @returns {Load | null}  null where the answer does not hold it */
export function loadOf(flow, carry) {
  const loads = read.get(flow) ?? new Map();
  read.set(flow, loads);
  const key = JSON.stringify(carry);
  const known = loads.get(key);
  if (known !== undefined) return known;
  const norms = normsOf(flow.answer, carry);
  const load = norms && { norms, looks: norms.map((size) => lookOf(size, flow.fresh)) };
  loads.set(key, load);
  return load;
}

/** @param {{use: string} | {uses: string[]}} carry */
const usesIn = (carry) => ("use" in carry ? [carry.use] : carry.uses);

/** Whether a wire carries the message of an edge, or a part of it that one use by an operation sends. @param {Carry} carry @param {string} edge */
export function carries(carry, edge) {
  if ("edges" in carry) return carry.edges.includes(edge);
  if ("delta" in carry || "part" in carry) return false;
  return usesIn(carry).some((use) => use.replace(/\.\d+(?=@1$|$)/, "") === edge);
}

/** @param {Answer} answer @param {Carry} carry @returns {number[] | null} */
function normsOf(answer, carry) {
  const { norms } = answer;
  if ("delta" in carry) return norms.deltas[carry.delta] ? withOverflow(answer, carry.delta, numbers(norms.deltas[carry.delta])) : null;
  if ("part" in carry) return norms.parts?.deltas[carry.part] ? numbers(norms.parts.deltas[carry.part]) : null;
  const [ids, sums, vectors] = "edges" in carry ? [carry.edges, norms.messages, answer.messages] : [usesIn(carry), norms.parts?.messages, answer.parts?.messages];
  if (!sums || !ids.every((id) => sums[id])) return null;
  const sizes = ids.map((id) => numbers(sums[id]));
  if (sizes.length === 1) return sizes[0];
  const rows = vectors && ids.map((id) => vectors[id] ?? []);
  return sizes[0].map((_, t) => (rows ? norm(total(rows.map((row) => numbers(row[t])))) : Math.max(...sizes.map((each) => each[t]))));
}

/** A number that is no longer finite is sent as null; where it is known to be infinite it is drawn so. */
/** @param {Answer} answer @param {string} variable @param {number[]} sizes */
function withOverflow({ overflow }, variable, sizes) {
  if (overflow?.phase !== "backward" || overflow.variable !== variable || overflow.value === "nan") return sizes;
  return sizes.map((size, t) => (t === overflow.step - 1 ? Infinity : size));
}

/** The numbers themselves, unit by unit; null where the answer does not hold them. @param {Answer} answer @param {Carry} carry @param {number} t @returns {number[] | null} */
export function unitsOf({ deltas, messages, parts }, carry, t) {
  const row = (/** @type {import("../types.js").Rows | undefined} */ rows) => (rows?.[t - 1] ? numbers(rows[t - 1]) : null);
  if ("delta" in carry) return row(deltas?.[carry.delta]);
  if ("part" in carry) return row(parts?.deltas[carry.part]);
  const each = "edges" in carry ? carry.edges.map((edge) => row(messages?.[edge])) : usesIn(carry).map((use) => row(parts?.messages[use]));
  return each.every((one) => one !== null) ? total(each) : null;
}
