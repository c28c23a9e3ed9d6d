/** What stands at x and at the target, in the words of the task that it comes from; else number by number. */

import { three } from "./numbers.js";
import { numbers } from "./vectors.js";

/** @typedef {import("./types.js").Answer} Answer */

/** More numbers than this are cut short. */
const MOST = 8;
/** The weather begins on this day, and is measured in standard deviations from its mean. */
const FIRST_DAY = Date.UTC(2012, 0, 1);
const DAY = 86_400_000;

/** What the numbers of a task are, in their order. @type {Record<string, {inputs: string[], target: string}>} */
const NAMES = {
  adding: { inputs: ["value", "marker"], target: "half plus a quarter of the sum of both marked values" },
  weather: { inputs: ["rain or snow", "highest temperature", "lowest temperature", "wind"], target: "the highest temperature of the next day" },
};

/** The marks of the copying problem: eight symbols, nothing, and the sign to begin. */
const CODES = [..."abcdefgh·|"];

/** A letter of the text as it can be seen. @param {string} letter */
export const visible = (letter) => (letter === " " ? "␣" : letter === "\n" ? "↵" : letter === "\t" ? "⇥" : letter);

/** The place of the one in a row of zeros, -1 where it is not such a row. @param {(number | null)[]} row */
const oneAt = (row) => (row.filter((value) => value !== 0).length === 1 ? row.indexOf(1) : -1);

/** Whether the run's inputs, or its targets, are those of its task. @param {Answer} answer @param {"inputs" | "targets"} what */
const isTasks = ({ request }, what) => !request[what];

/** The one sign that x stands for: a letter, a code, or a plus where the value is to be added; null where there is none. @param {Answer} answer @param {number} t @returns {string | null} */
export function signOf(answer, t) {
  const { request, inputs } = answer;
  if (!isTasks(answer, "inputs")) return null;
  const { name, text } = request.task ?? {};
  const row = inputs[t - 1];
  if (name === "text") return visible([...text][t - 1]);
  if (name === "copy") return CODES[oneAt(row)] ?? null;
  return name === "adding" && row[1] === 1 ? "+" : null;
}

/** The day of a step of the weather: `3 Jan 2012`. @param {number} t */
const dayOf = (t) => new Date(FIRST_DAY + (t - 1) * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** What has room under x, line by line: the value, or the temperature and the day. @param {Answer} answer @param {number} t @returns {string[]} */
export function hintsAt(answer, t) {
  const row = numbers(answer.inputs[t - 1]);
  if (!isTasks(answer, "inputs")) return [];
  if (answer.request.task?.name === "adding") return [three(row[0])];
  return answer.request.task?.name === "weather" ? [three(row[1]), dayOf(t).replace(/ \d+$/, "")] : [];
}

/** @param {number[]} row @param {string[]} [names] @returns {string} */
function told(row, names) {
  const one = oneAt(row);
  if (!names && row.length > 2 && one >= 0) return `one-hot, 1 at number ${one + 1} of ${row.length}`;
  const parts = row.slice(0, MOST).map((value, i) => (names ? `${names[i]} ${three(value)}` : three(value)));
  return `${names ? "" : row.length > 1 ? `numbers 1 to ${row.length}: ` : ""}${parts.join(", ")}${row.length > MOST ? ", …" : ""}`;
}

/** The numbers of x, in lines. @param {Answer} answer @param {number} t @returns {string[]} */
export function inputWords(answer, t) {
  const row = numbers(answer.inputs[t - 1]);
  const name = answer.request.task?.name;
  if (!isTasks(answer, "inputs")) return [told(row)];
  if (name === "weather") return [dayOf(t), ...row.map((value, i) => `${NAMES.weather.inputs[i]} ${three(value)}`), "in standard deviations from the mean"];
  return [told(row, NAMES[name]?.inputs)];
}

/** What the loss compares with. @param {Answer} answer @param {number} t @returns {string} */
export function targetWords(answer, t) {
  const { request, targets } = answer;
  const row = numbers(targets[t - 1]);
  const { name, text } = request.task ?? {};
  if (!isTasks(answer, "targets")) return `target: ${told(row)}`;
  if (name === "text") return `target: ${visible([...text][t])}, the next letter`;
  if (name === "copy") return `target: ${CODES[oneAt(row)] ?? told(row)}`;
  const asked = request.loss.kind === "squared_error" && (name !== "adding" || t === targets.length);
  return `target: ${told(row)}${asked && NAMES[name] ? `, ${NAMES[name].target}` : ""}`;
}
