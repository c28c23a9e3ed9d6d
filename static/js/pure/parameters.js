/**
 * The numbers of one parameter: what each step gives its gradient, the sum as far as it has come, and the renewal.
 *
 * A matrix is a list of rows; a vector is read as a matrix of one column, a number as one of one entry.
 */

import { norm, numbers } from "./vectors.js";

/**
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").Cell} Cell
 * @typedef {import("./types.js").Entries} Entries
 * @typedef {number[][]} Matrix
 */

/** @param {Entries} entries @returns {Matrix} */
export function matrixOf(entries) {
  const rows = Array.isArray(entries) ? entries : [entries];
  return rows.map((row) => (Array.isArray(row) ? row.map((value) => /** @type {number | null} */ (value) ?? NaN) : [row ?? NaN]));
}

/** The parameter that is looked at first: a matrix of the input, since a memory that begins as zero gives the others nothing at step 1. */
/** @param {Cell} cell */
export function firstParameter({ edges, parameters }) {
  const matrices = (/** @type {(edge: import("./types.js").Edge) => boolean} */ which) => edges.filter(which).flatMap(({ carriers }) => carriers.flat().flatMap(({ parameter }) => parameter ?? []));
  const names = parameters.map(({ name }) => name);
  const among = [matrices(({ source }) => source === "x"), matrices(({ lag }) => lag === 1), names].find(({ length }) => length) ?? [];
  return names.find((name) => among.includes(name)) ?? "";
}

/** @param {Matrix} a @param {Matrix} b @returns {Matrix} */
export const plus = (a, b) => a.map((row, i) => row.map((value, j) => value + b[i][j]));

/** The sums of the first 1, 2, ... T gradients. @param {Matrix[]} steps @returns {Matrix[]} */
export function sumsOf([first, ...rest]) {
  const sums = [first];
  for (const step of rest) sums.push(plus(sums[sums.length - 1], step));
  return sums;
}

/** @param {Matrix} matrix */
export const sizeOf = (matrix) => norm(matrix.flat());

/** The largest entry, by size, of matrices that share a scale; what is not finite has none. @param {Matrix[]} matrices */
export const largestOf = (matrices) => matrices.flat(2).reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);

/** The norms of the sums of the first 1, 2, ... T gradients of all parameters, as one vector. @param {Record<string, Entries[]>} gradients @returns {number[]} */
export function runningNorms(gradients) {
  const sizes = Object.values(gradients).map((steps) => sumsOf(steps.map(matrixOf)).map(sizeOf));
  return (sizes[0] ?? []).map((_, t) => norm(sizes.map((each) => each[t])));
}

/**
 * The gradient that the update takes: the sum, clipped where the run clips. Errors that were clipped on their way have
 * made the sum what it is.
 * @param {Matrix} sum @param {Answer} answer @returns {Matrix}
 */
export function takenOf(sum, { request, clip }) {
  const { mode, threshold } = request.clip ?? {};
  if (mode === "norm") return sum.map((row) => row.map((value) => value * (clip?.factor ?? 1)));
  if (mode === "value") return sum.map((row) => row.map((value) => Math.min(threshold, Math.max(-threshold, value))));
  return sum;
}

/**
 * A large matrix as blocks, each its entry of the largest size; one that fits stays as it is.
 * @param {Matrix} matrix @param {number} most  rows or columns that fit
 * @returns {{matrix: Matrix, height: number, width: number}}  and how many rows and columns a block has
 */
export function blocksOf(matrix, most) {
  const [height, width] = [matrix.length, matrix[0].length].map((count) => Math.ceil(count / most));
  if (height === 1 && width === 1) return { matrix, height, width };
  const rows = Math.ceil(matrix.length / height);
  const columns = Math.ceil(matrix[0].length / width);
  const block = (/** @type {number} */ i, /** @type {number} */ j) => matrix.slice(i * height, (i + 1) * height).flatMap((row) => row.slice(j * width, (j + 1) * width));
  const largest = (/** @type {number[]} */ values) => values.reduce((a, b) => (Number.isNaN(a) || Math.abs(a) >= Math.abs(b) ? a : b));
  return { matrix: Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => largest(block(i, j)))), height, width };
}

/**
 * @typedef {object} Chosen  all that is shown of one parameter; what is not known yet is undefined, what cannot be had null
 * @property {string} name
 * @property {number[]} norms  of each step's gradient
 * @property {number} total  norm of their sum
 * @property {Matrix[] | null | undefined} steps  each step's gradient
 * @property {Matrix[] | null | undefined} sums  as far as each step
 * @property {Matrix | null | undefined} before
 * @property {Matrix | null | undefined} taken  the gradient that the update takes
 * @property {Matrix | null | undefined} after
 */

/**
 * @param {string} name @param {Answer} run
 * @param {Answer | null | undefined} weights  of the run, with its gradients
 * @param {Answer | null | undefined} renewed  the same run with its parameters renewed once more
 * @returns {Chosen}
 */
export function chosenOf(name, { norms }, weights, renewed) {
  const each = weights?.step_gradients?.[name]?.map(matrixOf) ?? (weights ? null : weights);
  const [before, after] = [weights, renewed].map((answer) => (answer?.parameters ? matrixOf(answer.parameters[name]) : answer && null));
  const total = weights?.gradients && matrixOf(weights.gradients[name].total);
  return {
    name,
    norms: numbers(norms.gradients[name]),
    total: norms.totals[name] ?? NaN,
    steps: each,
    sums: each && sumsOf(each),
    before,
    taken: weights && total ? takenOf(total, weights) : before && null,
    after,
  };
}
