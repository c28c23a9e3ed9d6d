/** What becomes of the error of a variable over a whole run, in one sentence. */

import { three } from "./numbers.js";
import { nameOf, symbolOf } from "./words.js";

/** @typedef {import("./flow.js").Flow} Flow */

/** A change smaller than this is none. */
const SAME = 0.05;

/** From the last step that an error reaches to the first. @param {Flow} flow @param {string} name  of a shown variable */
export function trendOf({ answer, errors, steps }, name) {
  const sizes = errors[name];
  const word = nameOf(answer.cell, name);
  const who = word.startsWith("the ") ? `The error of ${word}` : `The error of ${symbolOf(name)}`;
  const last = sizes.findLastIndex((size) => size !== 0);
  if (last < 0) return `${who} is exactly zero at every step.`;
  const broken = sizes.findLastIndex((size) => !Number.isFinite(size));
  if (broken === last) return `${who} is not a finite number, from step ${last + 1} down.`;
  const from = `from ${three(sizes[last])} at step ${last + 1}`;
  if (broken >= 0) return `${who} grows ${from} until it is no longer finite, at step ${broken + 1}.`;
  const gone = sizes.findIndex((size) => size !== 0);
  if (gone > 0) return `${who} goes ${from} to exactly zero at step ${gone}.`;
  if (last === 0) return steps === 1 ? "" : `${who} is ${three(sizes[0])} at step 1 and exactly zero after it.`;
  const factor = sizes[0] / sizes[last];
  const does = Math.abs(factor - 1) < SAME ? "goes" : factor > 1 ? "grows" : "shrinks";
  return `${who} ${does} ${from} to ${three(sizes[0])} at step 1: a factor of ${three(factor)}.`;
}

/** How many lines a chart starts with. */
const FEW = 3;

/** The errors that are shown at first: the uppermost memories, and the output. @param {import("./graph.js").Lane[]} lanes */
export const chosenAtFirst = (lanes) => lanes.filter(({ output }, i) => output || i < FEW).map(({ name }) => name);
