/** The gradients of the parameters: what each step gives, how far they are known, and how far they are in the sum. */

import { numbers } from "./vectors.js";

/**
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./timeline.js").Event} Event
 * @typedef {import("./timeline.js").Timeline} Timeline
 *
 * @typedef {object} Gradient
 * @property {string} name  of a parameter, or the letter that several share
 * @property {string[]} of  the parameters
 * @property {number[]} steps  norm of each step's gradient, row 0 is step 1
 * @property {number} total  norm of their sum, which the server computes from the sum itself
 */

/** @param {Answer} answer @returns {Gradient[]} one for each parameter */
export const gradientsOf = ({ norms }) =>
  Object.entries(norms.gradients).map(([name, steps]) => ({ name, of: [name], steps: numbers(steps), total: norms.totals[name] ?? NaN }));

/**
 * The parameters of one letter as one: R is all R_z, R_in, ... laid end to end, so its norm is the root of the sum of
 * their squares.
 * @param {Gradient[]} gradients @returns {Gradient[]}
 */
export function byLetter(gradients) {
  const letters = [...new Set(gradients.map(({ name }) => name.split("_")[0]))];
  return letters.map((letter) => {
    const parts = gradients.filter(({ name }) => name.split("_")[0] === letter);
    return {
      name: parts.length === 1 ? parts[0].name : letter,
      of: parts.map(({ name }) => name),
      steps: parts[0].steps.map((_, t) => together(parts.map(({ steps }) => steps[t]))),
      total: together(parts.map(({ total }) => total)),
    };
  });
}

/** `hypot` would call infinite what is not a number. @param {number[]} sizes */
const together = (sizes) => (sizes.some(Number.isNaN) ? NaN : Math.hypot(...sizes));

/**
 * How far the gradients are: known from a step on to the last, once its errors are; in the sum up to a step.
 * @param {Timeline} timeline @param {Event} event @returns {{from: number, to: number, whole: boolean}}
 */
export function gatheredAt({ steps, stretches }, { phase, t, group }) {
  if (phase === "forward" || phase === "loss") return { from: steps + 1, to: 0, whole: false };
  if (phase === "backward") return { from: group === stretches[2].groups.length - 1 ? t : t + 1, to: 0, whole: false };
  return { from: 1, to: t || steps, whole: t === 0 };
}

/** The largest of the steps from one to another, both included; what is not finite is largest. @param {Gradient} gradient @param {number} from @param {number} to */
export function largestOf({ steps }, from, to) {
  const sizes = steps.slice(from - 1, to);
  const broken = sizes.findIndex((size) => !Number.isFinite(size));
  const i = broken >= 0 ? broken : sizes.indexOf(Math.max(...sizes));
  return { size: sizes[i], t: from + i };
}
