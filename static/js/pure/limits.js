/** A run that is too large for one answer, and the nearest one that is not. */

import { SETTINGS, applies } from "./settings.js";

/** Whether an answer would only be too large with all its vectors. @param {import("../api.js").Problem} problem */
export const isTooLarge = ({ errors = [] }) => errors.some(({ pointer }) => pointer === "/include");

/**
 * The count of an answer grows with the length and the size; a little is taken off for what does not.
 * @param {import("./settings.js").Settings} settings
 * @param {string} detail  the server's sentence, which begins with how many numbers the answer would hold
 * @param {number} limit
 * @returns {{name: string, value: number} | null} null where that was not what the server refused
 */
export function smaller(settings, detail, limit) {
  const asked = Number(/([\d,]+) numbers/.exec(detail)?.[1].replaceAll(",", ""));
  if (!(asked > limit)) return null;
  const names = ["steps", "hidden_size"].filter((name) => SETTINGS.some((setting) => setting.name === name && applies(setting, settings)));
  const [name] = names;
  const value = Math.floor((0.99 * Number(settings[name]) * limit) / asked);
  return value >= 1 ? { name, value } : null;
}
