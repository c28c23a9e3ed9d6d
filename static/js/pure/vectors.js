/** Sums and norms of plain vectors. A null of the answer, a number that is not finite, reads as NaN. */

/** @typedef {import("./types.js").Row} Row */

/** @param {Row} row @returns {number[]} */
export const numbers = (row) => row.map((value) => value ?? NaN);

/** The Euclidean norm; `hypot` scales, so a large finite vector does not overflow. @param {number[]} v */
export const norm = (v) => (v.some(Number.isNaN) ? NaN : Math.hypot(...v));

/** The norm of a row, of its vector where that was sent. @param {import("./types.js").Rows | undefined} rows @param {Row} norms @param {number} t  from 1 */
export const sizeAt = (rows, norms, t) => (rows ? norm(numbers(rows[t - 1])) : (norms[t - 1] ?? NaN));

/** @param {number[]} a @param {number[]} b */
export const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** @param {number[]} a @param {number[]} b */
const add = (a, b) => a.map((value, i) => value + b[i]);

/** @param {number[]} a @param {number[]} b */
export const subtract = (a, b) => a.map((value, i) => value - b[i]);

/** @param {number[][]} rows  at least one */
export const total = (rows) => rows.reduce(add);

/** @param {number} value @param {number} low @param {number} high */
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
