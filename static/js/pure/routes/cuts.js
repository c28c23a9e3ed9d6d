/**
 * Which edges carry nothing, and at which steps: in the address `c>obar` at every step, `c>c@1:3,6` at two.
 * A setting holds all of them as one text, with blanks between.
 */

/**
 * @typedef {object} Cut
 * @property {string} edge
 * @property {number[] | null} at  steps of the edge's source; null is every step
 *
 * @typedef {"" | "here" | "every"} Extent  of what is cut, seen from one step
 */

/** @param {string} text @returns {Cut} */
function readCut(text) {
  const [edge, at] = text.split(":");
  // What is no step is left to the server to name.
  const step = (/** @type {string} */ one) => (/^\d+$/.test(one) ? Number(one) : NaN);
  return { edge, at: at === undefined ? null : at.split(",").map(step) };
}

/** @param {string} text @returns {Cut[]} */
export const readCuts = (text) => text.split(" ").filter(Boolean).map(readCut);

/** @param {Cut[]} cuts */
const writeCuts = (cuts) => cuts.map(({ edge, at }) => (at ? `${edge}:${at.join(",")}` : edge)).join(" ");

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
