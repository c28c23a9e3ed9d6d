/**
 * Which edges carry nothing, and at which steps: in the address `c>obar` at every step, `c>c@1:3:6` at two.
 * A setting holds all of them as one text, with blanks between.
 */

import { list } from "../words.js";

/**
 * @typedef {object} Cut
 * @property {string} edge
 * @property {number[] | null} at  steps of the edge's source; null is every step
 *
 * @typedef {"" | "here" | "every"} Extent  of what is cut, seen from one step
 */

/** @param {string} text @returns {Cut} */
function readCut(text) {
  const [edge, ...at] = text.split(":");
  // What is no step is left to the server to name.
  const step = (/** @type {string} */ one) => (/^\d+$/.test(one) ? Number(one) : NaN);
  return { edge, at: at.length ? at.map(step) : null };
}

/** @param {string} text @returns {Cut[]} */
export const readCuts = (text) => text.split(" ").filter(Boolean).map(readCut);

/** @param {Cut[]} cuts */
const writeCuts = (cuts) => cuts.map(({ edge, at }) => [edge, ...(at ?? [])].join(":")).join(" ");

/** As the request has them. @param {string} text @returns {(string | {edge: string, at: number[]})[]} */
export const cutsAsked = (text) => readCuts(text).map(({ edge, at }) => (at ? { edge, at } : edge));

/** As the answer echoes them. @param {(string | {edge: string, at?: number[] | null})[]} asked @returns {Cut[]} */
export const cutsOf = (asked) => asked.map((one) => (typeof one === "string" ? { edge: one, at: null } : { edge: one.edge, at: one.at ?? null }));

/** @param {Cut[]} cuts @param {string} edge @param {number} t @returns {Extent} */
export function extentOf(cuts, edge, t) {
  const own = cuts.filter((cut) => cut.edge === edge);
  if (own.some(({ at }) => at === null)) return "every";
  return own.some(({ at }) => at?.includes(t)) ? "here" : "";
}

/** Of a message made of several edges: how many carry nothing at a step. @param {Cut[]} cuts @param {string[]} edges @param {number} t */
export const countCutAt = (cuts, edges, t) => edges.filter((edge) => extentOf(cuts, edge, t)).length;

/** What is to be drawn of the cuts of a message. @param {Cut[]} cuts @param {string[]} edges @param {number} t */
export function cutMark(cuts, edges, t) {
  const cut = countCutAt(cuts, edges, t);
  return cut ? { cut, of: edges.length, every: edges.every((edge) => extentOf(cuts, edge, t) === "every") } : undefined;
}

/** Cut at one step, or at every one; or, with neither, mended as far as this step knows of it. */
/** @param {string} text @param {string} edge @param {number} t @param {Extent} extent */
export function recut(text, edge, t, extent) {
  const cuts = readCuts(text);
  const others = cuts.filter((cut) => cut.edge !== edge);
  if (extent === "every") return writeCuts([...others, { edge, at: null }]);
  const elsewhere = extentOf(cuts, edge, t) === "every" ? [] : cuts.flatMap((cut) => (cut.edge === edge ? (cut.at ?? []) : [])).filter((step) => step !== t);
  const at = extent === "here" ? [...elsewhere, t].sort((a, b) => a - b) : elsewhere;
  return writeCuts(at.length ? [...others, { edge, at }] : others);
}

/** Those that a sequence of another length still has. @param {string} text @param {number} steps */
export const cutsWithin = (text, steps) =>
  writeCuts(readCuts(text).flatMap(({ edge, at }) => {
    const left = at && at.filter((step) => step <= steps);
    return left?.length === 0 ? [] : [{ edge, at: left }];
  }));

/** How many edges are cut anywhere. @param {Cut[]} cuts */
export const countCuts = (cuts) => new Set(cuts.map(({ edge }) => edge)).size;

/** More steps than this are counted. */
const NAMED = 3;

/** Where one edge is cut, in words. @param {Cut[]} cuts  of that edge */
export function whereCut(cuts) {
  if (cuts.some(({ at }) => at === null)) return "at every step";
  const steps = [...new Set(cuts.flatMap(({ at }) => at ?? []))].sort((a, b) => a - b);
  if (steps.length > NAMED) return `at ${steps.length} steps`;
  return `at step${steps.length > 1 ? "s" : ""} ${list(steps.map(String))}`;
}
