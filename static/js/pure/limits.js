/** A run that is too large, and the nearest one that is not. */

import { SETTINGS, applies } from "./settings.js";

/** Numbers that an answer with all its vectors holds for each step: for a unit of the largest cell, and for a letter of the text. */
const [OF_A_UNIT, OF_A_LETTER] = [100, 10];

/** Whether a run surely stays within the most that an answer may hold, so that it is worth asking for its vectors. */
/** @param {import("./settings.js").Settings} settings @param {Record<string, number>} bounds */
export function fits({ task, text, steps, hidden_size: size }, bounds) {
  const letters = task === "text" ? [...String(text)] : [];
  const columns = letters.length || Number(steps);
  return columns * (OF_A_UNIT * Number(size) + OF_A_LETTER * new Set(letters).size) <= bounds.max_numbers;
}

/** Whether an answer would only be too large with all its vectors. @param {import("../api.js").Problem} problem */
export const isTooLarge = ({ errors = [] }) => errors.some(({ pointer }) => pointer === "/include");

/**
 * What is counted grows with the length and the size; a little is taken off for what does not.
 * @param {import("./settings.js").Settings} settings
 * @param {{numbers?: number, most?: number}} problem  how large the run would be, and how large it may be
 * @returns {{name: string, value: number} | null} null where that was not what the server refused
 */
export function smaller(settings, { numbers, most }) {
  if (numbers === undefined || most === undefined) return null;
  const names = ["steps", "hidden_size"].filter((name) => SETTINGS.some((setting) => setting.name === name && applies(setting, settings)));
  const [name] = names;
  const value = Math.floor((0.99 * Number(settings[name]) * most) / numbers);
  return value >= 1 ? { name, value } : null;
}
