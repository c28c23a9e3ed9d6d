/** One run as the page uses it: the answer, its graph, and for every arrow at every step the sum of its messages. */

import { readGraph } from "./graph.js";
import { cutsOf } from "./routes/cuts.js";
import { lookOf } from "./scales.js";
import { norm, numbers, total } from "./vectors.js";

/**
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./graph.js").Arrow} Arrow
 * @typedef {import("./scales.js").Look} Look
 *
 * @typedef {object} Carried  what an arrow carries, row 0 is step 1
 * @property {Arrow} arrow
 * @property {number[]} norms  of the vector sums: messages that cancel make a thin trunk
 * @property {Look[]} looks
 *
 * @typedef {object} Flow
 * @property {Answer} answer
 * @property {import("./graph.js").Graph} graph
 * @property {number} steps
 * @property {boolean} vectors  whether the answer holds them; else an arrow of several messages has the norm of the largest
 * @property {number} fresh  n0, the largest fresh error of the run
 * @property {Carried[]} carried  one for each arrow of the graph
 * @property {Record<string, number[]>} errors  the norm of each shown variable's delta, row 0 is step 1
 * @property {boolean[]} masked  whether J(t) takes no part
 * @property {import("./routes/cuts.js").Cut[]} cuts  edges that carry nothing
 * @property {number} parameters  how many numbers are shared by all steps
 */

/** @param {Answer} answer @returns {Flow} */
export function readFlow(answer) {
  const graph = readGraph(answer.cell);
  const steps = answer.loss.per_step.length;
  const onto = graph.arrows.find(({ kind }) => kind === "loss");
  const fresh = Math.max(0, ...(onto ? arrowNorms(answer, onto) : []).filter(Number.isFinite));
  return {
    answer,
    graph,
    steps,
    vectors: answer.messages !== undefined,
    fresh,
    carried: carry(answer, graph.arrows, fresh),
    errors: Object.fromEntries(graph.lanes.map(({ name }) => [name, numbers(answer.norms.deltas[name])])),
    masked: readMask(answer.request.loss.at, steps),
    cuts: cutsOf(answer.request.cut ?? []),
    parameters: countParameters(answer),
  };
}

/** What each arrow carries. @param {Answer} answer @param {Arrow[]} arrows @param {number} fresh @returns {Carried[]} */
export const carry = (answer, arrows, fresh) =>
  arrows.map((arrow) => {
    const norms = arrowNorms(answer, arrow);
    return { arrow, norms, looks: norms.map((size) => lookOf(size, fresh)) };
  });

/** @param {Answer} answer @param {Arrow} arrow @returns {number[]} */
function arrowNorms({ messages, norms, overflow }, { edges, into }) {
  const rows = messages && edges.map((edge) => messages[edge].map(numbers));
  const sizes = edges.map((edge) => numbers(norms.messages[edge]));
  return sizes[0].map((_, t) => {
    const size = rows ? norm(total(rows.map((row) => row[t]))) : Math.max(...sizes.map((each) => each[t]));
    const first = overflow?.phase === "backward" && overflow.variable === into && overflow.step === t + 1;
    return Number.isNaN(size) && first && overflow.value !== "nan" ? Infinity : size;
  });
}

/** @param {"every" | "last" | number[]} at @param {number} steps */
const readMask = (at, steps) =>
  Array.from({ length: steps }, (_, t) => (at === "every" ? false : at === "last" ? t < steps - 1 : !at.includes(t + 1)));

/** @param {Answer} answer */
function countParameters({ request, cell }) {
  const sizes = { X: request.input_size, H: request.hidden_size, K: request.output_size };
  return cell.parameters.reduce((count, { shape }) => count + shape.reduce((product, symbol) => product * sizes[symbol], 1), 0);
}

/** The total loss of the run before the last update, if it was the run shown before. @param {Answer | null} before @param {Answer} now @returns {number | null} */
export function lossBefore(before, now) {
  const rest = (/** @type {Answer} */ { request }) => JSON.stringify({ ...request, updates: 0 });
  if (!before || (before.request.updates ?? 0) + 1 !== now.request.updates || rest(before) !== rest(now)) return null;
  return before.loss.total;
}

/** Whether an arrow exists at a step: none comes from after the last one. @param {Arrow} arrow @param {number} t @param {number} steps */
export const exists = (arrow, t, steps) => arrow.lag === 0 || t < steps;
