/** What is said of a unit: its card, the card of one of its lines, and the table of all that it gathers. */

import { inWords, three } from "../numbers.js";
import { GOES, list, nameOf, nodeCard, symbolOf } from "../words.js";
import { gatheredBy, weightsOf } from "./messages.js";
import { netOf } from "./net.js";

/**
 * @typedef {import("../types.js").Rows} Rows
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../hit.js").Hit} Hit
 * @typedef {import("./messages.js").Unit} Unit
 * @typedef {import("./messages.js").Gathered} Gathered
 *
 * @typedef {object} UnitTable
 * @property {string} caption  a letter between underscores is set in italics
 * @property {{name: string, unit: number, t: number, message: string}[]} entries
 * @property {string} sum
 * @property {string} inside  what becomes of the sum within the unit
 */

const SUBSCRIPT = [..."₀₁₂₃₄₅₆₇₈₉"];

/** `h₂(6)` @param {string} name @param {number} unit  0 for none @param {number} t */
const written = (name, unit, t) => `${symbolOf(name)}${unit ? SUBSCRIPT[unit] : ""}(${t})`;

/** @param {Rows | undefined} rows @param {number} t @param {number} unit */
const at = (rows, t, unit) => rows?.[t - 1][unit - 1] ?? NaN;

/** With its sign, as a part of a sum. @param {number} value */
export const signed = (value) => (value > 0 ? `+${three(value)}` : three(value));

/** @param {Flow} flow @param {string} id */
function layerName({ answer }, id) {
  const inner = netOf(answer)?.layers.slice(1, -1) ?? [];
  const name = nameOf(answer.cell, id);
  if (!inner.some((layer) => layer.name === id)) return "the output layer";
  return inner.length === 1 ? "the middle layer" : name.startsWith("the ") ? name : `layer ${name}`;
}

/** Where messages come from, each sender with how many. @param {Flow} flow @param {Unit} unit @param {Gathered[]} entries */
function senders(flow, { id }, entries) {
  const counts = new Map(entries.map(({ link }) => [link, entries.filter((one) => one.link === link).length]));
  const where = (/** @type {Gathered["link"]} */ { from, lag }) =>
    from === "J" ? "the loss" : lag ? `${from === id ? "" : `${layerName(flow, from)} of `}the next step` : layerName(flow, from);
  if (counts.size === 1) return `${entries.length > 1 ? ", all" : ""} from ${where(entries[0].link)}`;
  return `: ${list([...counts].map(([link, count]) => `${inWords(count)} from ${where(link)}`))}`;
}

/** @param {Flow} flow @param {Unit} unit @returns {UnitTable} */
export function tableOf(flow, unit) {
  const { answer } = flow;
  const { id, unit: number, t } = unit;
  const entries = gatheredBy(flow, unit);
  const who = `Unit ${number} of ${layerName(flow, id)} at _t_ = ${t}`;
  const count = entries.length;
  const many = count === 1 ? "one message" : `${inWords(count)} messages`;
  const layer = netOf(answer)?.layers.find(({ name }) => name === id);
  const [sum, inside] = [id, layer?.inside ?? id].map((name) => at(answer.deltas?.[name] ?? answer.parts?.deltas[name], t, number));
  return {
    caption: count ? `${who} gathers ${many}${senders(flow, unit, entries)}` : `${who} gathers no message`,
    entries: entries.map(({ name, unit: of, t: at, message }) => ({ name, unit: of, t: at, message: signed(message) })),
    sum: signed(sum),
    inside: layer && layer.inside !== id && layer.does !== "identity" ? `The slope of ${layer.does}${layer.into === id ? "" : ` at ${written(layer.into, number, t)}`} makes ${signed(inside)} of it: the error that goes on along its own lines.` : "",
  };
}

/** @param {Flow} flow @param {Hit} hit @returns {{title: string, lines: string[]} | null} */
export function unitCard(flow, { kind, id, t, unit = 1, of = -1 }) {
  const { answer, fresh } = flow;
  const net = netOf(answer);
  const layer = net?.layers.find(({ name }) => name === id);
  if (kind === "loss") return nodeCard(flow, "J", t);
  if (kind !== "arrow") {
    const number = (/** @type {Rows | undefined} */ rows) => at(rows, t, unit);
    const lines = [`value ${three(number(kind === "input" ? answer.inputs : answer.values?.[id]))}, error ${signed(number(answer.deltas?.[id]))}`];
    if (layer && layer.inside !== id) {
      const { inside, into } = layer;
      const [value, error] = [answer.values?.[inside] ?? answer.parts?.values[inside], answer.deltas?.[inside] ?? answer.parts?.deltas[inside]].map(number);
      lines.push(`inside${into === id ? "" : ` ${written(into, unit, t)}`}: value ${three(value)}, error ${signed(error)}`);
    }
    if (net?.prediction && net.layers.at(-1)?.name === id) lines.push(`prediction ${three(number(answer.values?.[net.prediction]))}, target ${three(number(answer.targets))}`);
    return { title: written(id, unit, t), lines: kind === "node" ? [...lines, GOES] : lines };
  }
  const entry = gatheredBy(flow, { id: net?.links.find((link) => link.id === id)?.into ?? "", unit, t }).find((one) => one.link.id === id && one.unit === of);
  if (!entry) return null;
  const { name, link, message } = entry;
  const inside = net?.layers.find((one) => one.name === link.from)?.inside ?? "";
  const part = fresh > 0 ? ` = ${three((100 * Math.abs(message)) / fresh)}\u202f% of the largest fresh error` : "";
  const weight = weightsOf(answer, link)?.[of - 1][unit - 1];
  const product = weight !== undefined ? [`weight ${three(weight)} × error ${signed(at(answer.deltas?.[inside] ?? answer.parts?.deltas[inside], entry.t, of))}`] : [];
  return { title: `${written(name, of, entry.t)} → ${written(link.into, unit, t)}`, lines: [`message ${signed(message)}${part}`, ...product] };
}
