/** A run that is too large, and the nearest one that is not. */

import { SETTINGS, applies } from "./settings.js";

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
