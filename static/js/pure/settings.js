/**
 * The one table of settings: from it come the address both ways, the request, and the controls.
 */

import { hasForgetBias, hasRecurrentMatrix } from "./own.js";
import { cutsAsked } from "./routes/cuts.js";

/**
 * @typedef {Record<string, string | number>} Settings
 *
 * @typedef {object} Setting
 * @property {string} name  in the address, as the API's flat fields are called
 * @property {"cells" | "choice" | "select" | "range" | "whole" | "number" | "line" | "equations" | "hidden"} control
 * @property {string} label  a letter between underscores is set in italics
 * @property {string | number} initial
 * @property {[string, string][]} [options]  value and label
 * @property {number} [min]
 * @property {number} [max]  of the slider; a number typed may go to the bound
 * @property {number} [step]
 * @property {number[]} [stops]  of the slider, where even steps would be uncomfortable; any number may be typed
 * @property {string} [bound]  the server's name for the largest value
 * @property {string} pointer  the place in the request, which the server's errors name too
 * @property {(settings: Settings) => boolean} [when]  it says something
 * @property {string} [fixedBy]  what decides in its place when it does not
 * @property {boolean} [turns]  another value is another page of the browser's history
 * @property {(value: string) => any[]} [list]  as the request has it; in the address it repeats, here its parts stand in one text with blanks between
 */

/** @typedef {{family: string, cells: {id: string, title: string, forget_bias: boolean, recurrent: boolean}[]}} Family  built-in cells that are much alike */
/** @typedef {Record<string, Record<string, string>>} Tasks  what each says of the loss and of the steps where it counts */

const own = (/** @type {Settings} */ { cell }) => cell === "own";
const text = (/** @type {Settings} */ { task }) => task === "text";

/** Whether the cell has what a setting acts on: told by the server of a built-in cell, read off the text of another. */
/** @param {"forget_bias" | "recurrent"} what @param {(equations: string) => boolean} read @returns {(settings: Settings) => boolean} */
const has = (what, read) => ({ cell, equations }) =>
  cell === "own" ? read(String(equations)) : FAMILIES.some(({ cells }) => cells.some((one) => one.id === cell && one[what]));

/** Fine where one step more can be seen, coarse where it cannot. */
const LENGTHS = [[2, 24, 1], [26, 40, 2], [45, 60, 5], [70, 200, 10], [225, 500, 25]].flatMap(([from, to, by]) =>
  Array.from({ length: (to - from) / by + 1 }, (_, i) => from + i * by),
);

/** @type {Setting[]} */
export const SETTINGS = [
  {
    name: "cell",
    control: "cells",
    label: "Cell",
    initial: "lstm-peephole",
    options: [],
    pointer: "/cell",
    turns: true,
  },
  { name: "equations", control: "equations", label: "Equations", initial: "", pointer: "/equations", when: own, turns: true },
  {
    name: "activation",
    control: "select",
    label: "Activation",
    initial: "tanh",
    options: [["tanh", "tanh"], ["relu", "relu"], ["sigmoid", "sigmoid"], ["identity", "identity"]],
    pointer: "/activation",
    when: ({ cell }) => cell === "rnn",
  },
  {
    name: "task",
    control: "select",
    label: "Task",
    initial: "text",
    options: [
      ["text", "text"],
      ["adding", "adding problem"],
      ["copy", "copying problem"],
      ["weather", "Seattle weather"],
      ["noise", "noise"],
      ["impulse", "impulse"],
      ["sine", "sine"],
    ],
    pointer: "/task",
    turns: true,
  },
  { name: "seed", control: "whole", label: "Seed", initial: 0, min: 0, max: 999999, step: 1, pointer: "/seed" },
  { name: "text", control: "line", label: "Text", initial: "hello, world!", bound: "max_text", pointer: "/task/text", when: text },
  {
    name: "steps",
    control: "range",
    label: "Sequence length _T_",
    initial: 12,
    min: 1,
    max: 500,
    step: 1,
    stops: LENGTHS,
    bound: "max_steps",
    pointer: "/steps",
    when: (settings) => !text(settings),
    fixedBy: "the text",
  },
  { name: "hidden_size", control: "range", label: "Hidden size _H_", initial: 4, min: 1, max: 16, step: 1, bound: "max_hidden_size", pointer: "/hidden_size" },
  {
    name: "forget_bias",
    control: "range",
    label: "Forget-gate bias",
    initial: 1,
    min: -5,
    max: 10,
    step: 0.1,
    pointer: "/initialization/forget_bias",
    when: has("forget_bias", hasForgetBias),
  },
  { name: "recurrent_gain", control: "range", label: "Recurrent gain", initial: 1, min: 0, max: 3, step: 0.05, pointer: "/initialization/recurrent_gain", when: has("recurrent", hasRecurrentMatrix) },
  {
    name: "loss",
    control: "select",
    label: "Loss",
    initial: "",
    options: [["", "by task"], ["squared_error", "squared error"], ["cross_entropy", "cross-entropy"]],
    pointer: "/loss/kind",
  },
  {
    name: "at",
    control: "select",
    label: "Loss at",
    initial: "",
    options: [["", "by task"], ["every", "every step"], ["last", "last step"]],
    pointer: "/loss/at",
  },
  { name: "learning_rate", control: "number", label: "Rate _η_", initial: 0.1, min: 0, max: 10, pointer: "/learning_rate" },
  { name: "updates", control: "hidden", label: "Updates", initial: 0, min: 0, max: 100, step: 1, bound: "max_updates", pointer: "/updates", turns: true },
  { name: "cut", control: "hidden", label: "Cut", initial: "", pointer: "/cut", turns: true, list: cutsAsked },
];

/** The cells that the server has by name. @type {Family[]} */
export const FAMILIES = [];

/** Only the server knows its cells; everything else here waits for this. @param {Family[]} families */
export function knowCells(families) {
  FAMILIES.splice(0, Infinity, ...families);
  SETTINGS[0].options = [...families.flatMap(({ cells }) => cells.map(({ id, title }) => /** @type {[string, string]} */ ([id, title]))), ["own", "Own"]];
}

/** What the tasks say. @type {Tasks} */
const TASKS = {};
/** @param {Tasks} tasks */
export const knowTasks = (tasks) => void Object.assign(TASKS, tasks);

/** The option that leaves a setting to the task, with what that says: `by task: every step`. @param {Setting} setting @param {Settings} settings @returns {string | null} null where there is none */
export function byTask({ name, options = [] }, { task }) {
  const said = TASKS[task]?.[name];
  const words = options.find(([value]) => value === said)?.[1];
  return words ? `${options[0][1]}: ${words}` : null;
}

/** @returns {Settings} */
export const initialSettings = () => Object.fromEntries(SETTINGS.map(({ name, initial }) => [name, initial]));

/** @param {Setting} setting @param {Settings} settings */
export const applies = ({ when }, settings) => when === undefined || when(settings);

/**
 * A value as the setting can have it, else undefined.
 * @param {Setting} setting @param {string} raw @param {Record<string, number>} bounds
 */
export function readValue({ initial, options, min = -Infinity, max = Infinity, bound, step }, raw, bounds) {
  if (options) return options.some(([value]) => value === raw) ? raw : undefined;
  if (typeof initial === "string") return bound ? [...raw].slice(0, bounds[bound]).join("") : raw;
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return undefined;
  const top = bound ? (bounds[bound] ?? max) : max;
  const inside = Math.min(top, Math.max(min, value));
  return step === 1 ? Math.round(inside) : inside;
}

/** Whether a setting has just what was written. @param {string} raw @param {string | number | undefined} value */
export const isExact = (raw, value) => (typeof value === "number" ? raw.trim() !== "" && Number(raw) === value : raw === value);

/** `H is 1 to 256`, said to who wrote something else. @param {Setting} setting @param {Record<string, number>} bounds @param {string} raw */
export function rangeWords({ label, min = 0, max = 0, bound, step }, bounds, raw) {
  const name = /_(.+)_/.exec(label)?.[1] ?? label;
  const whole = step === 1 && !Number.isInteger(Number(raw)) ? "a whole number from " : "";
  const number = (/** @type {number} */ value) => value.toLocaleString("en").replace("-", "−");
  return `${name} is ${whole}${number(min)} to ${number(bound ? (bounds[bound] ?? max) : max)}.`;
}

/** Where the slider of a setting stands for a value. @param {Setting} setting @param {number} value */
export function stopOf({ stops }, value) {
  if (!stops) return value;
  const far = stops.map((stop) => Math.abs(stop - value));
  return far.indexOf(Math.min(...far));
}

/** What differs from the first visit, as the address holds it. @param {Settings} settings @returns {URLSearchParams} */
export function toQuery(settings) {
  const changed = SETTINGS.filter((setting) => settings[setting.name] !== setting.initial && applies(setting, settings));
  return new URLSearchParams(changed.flatMap(({ name, list }) => (list ? String(settings[name]).split(" ") : [String(settings[name])]).map((value) => [name, value])));
}

/** @param {URLSearchParams} query @param {Record<string, number>} bounds @returns {Settings} */
export function fromQuery(query, bounds) {
  const settings = initialSettings();
  for (const setting of SETTINGS) {
    const raw = rawOf(setting, query);
    if (raw) settings[setting.name] = readValue(setting, raw, bounds) ?? setting.initial;
  }
  return settings;
}

/** What a query says of a setting. @param {Setting} setting @param {URLSearchParams} query */
export const rawOf = ({ name, list }, query) => (list && query.has(name) ? query.getAll(name).join(" ") : query.get(name));

/** The body of POST /flow. A setting that does not apply, or an option without a value, is left out, so the server's default stands. */
/** @param {Settings} settings @param {boolean} [vectors]  false asks for norms alone, which every answer holds @param {string[]} [needs]  what is asked for besides @returns {Record<string, any>} */
export function toRequest(settings, vectors = true, needs = []) {
  /** @type {Record<string, any>} */
  const request = { include: [...(vectors ? ["values", "deltas", "messages"] : []), ...needs] };
  for (const setting of SETTINGS) {
    if (!applies(setting, settings) || ((setting.options || setting.list) && settings[setting.name] === "") || (setting.name === "cell" && own(settings))) continue;
    const place = setting.name === "task" ? "/task/name" : setting.pointer;
    const keys = place.slice(1).split("/");
    const last = /** @type {string} */ (keys.pop());
    const object = keys.reduce((at, key) => (at[key] ??= {}), request);
    object[last] = setting.list?.(String(settings[setting.name])) ?? settings[setting.name];
  }
  return request;
}

/** The setting an error of the server is about. @param {string} pointer */
export const settingAt = (pointer) =>
  SETTINGS.findLast((setting) => pointer === setting.pointer || pointer.startsWith(`${setting.pointer}/`)) ?? null;
