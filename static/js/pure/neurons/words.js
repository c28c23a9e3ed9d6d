/** What is said of a unit: its card, the card of one of its lines, and the table of all that it gathers. */

import { inWords, three } from "../numbers.js";
import { numbers } from "../vectors.js";
import { list, nameOf, nodeCard, symbolOf } from "../words.js";
import { gatheredBy } from "./messages.js";
import { netOf } from "./net.js";

/**
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

/** With its sign, as a part of a sum. @param {number} value */
export const signed = (value) => (value > 0 ? `+${three(value)}` : three(value));

/** @param {Flow} flow @param {string} id @param {boolean} [bare]  without its article */
function layerName({ answer }, id, bare = false) {
  const inner = netOf(answer)?.layers.slice(1, -1) ?? [];
  const name = nameOf(answer.cell, id);
  const called = !inner.some((layer) => layer.name === id) ? "the output layer" : inner.length === 1 ? "the middle layer" : name.startsWith("the ") ? name : `layer ${name}`;
  return bare ? called.replace("the ", "") : called;
}

/** Where messages come from, each sender with how many. @param {Flow} flow @param {Unit} unit @param {Gathered[]} entries */
function senders(flow, { id }, entries) {
  const counts = new Map(entries.map(({ link }) => [link, entries.filter((one) => one.link === link).length]));
  return list(
    [...counts].map(([{ from, lag }, count]) => {
      const other = lag && from !== id ? `${layerName(flow, from)} of ` : "";
      const where = from === "J" ? "the loss" : lag ? `${other}the next step` : layerName(flow, from);
      return `${inWords(count)} from ${where}`;
    }),
  );
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
  const [sum, inside] = [id, layer?.inside ?? id].map((name) => numbers(answer.deltas?.[name][t - 1] ?? [])[number - 1]);
  return {
    caption: count ? `${who} gathers ${many}: ${senders(flow, unit, entries)}` : `${who} gathers no message`,
    entries: entries.map(({ name, unit: of, t: at, message }) => ({ name, unit: of, t: at, message: signed(message) })),
    sum: signed(sum),
    inside: layer && layer.inside !== id ? `The slope of ${layer.does} at ${written(layer.inside, number, t)} makes ${signed(inside)} of it: the error that goes on along its own lines.` : "",
  };
}

/** @param {Flow} flow @param {Hit} hit @returns {{title: string, lines: string[]} | null} */
export function unitCard(flow, { kind, id, t, unit = 1, of = 0 }) {
  const { answer, fresh } = flow;
  const net = netOf(answer);
  const layer = net?.layers.find(({ name }) => name === id);
  if (kind === "loss") return nodeCard(flow, "J", t);
  if (kind !== "arrow") {
    const at = (/** @type {import("../types.js").Rows | undefined} */ rows) => rows?.[t - 1][unit - 1] ?? NaN;
    const value = kind === "input" ? answer.inputs : answer.values?.[id];
    const lines = [`value ${three(at(value))}, error ${signed(at(answer.deltas?.[id]))}`];
    if (layer && layer.inside !== id) lines.push(`inside ${written(layer.inside, unit, t)} = ${three(at(answer.values?.[layer.inside]))}, error ${signed(at(answer.deltas?.[layer.inside]))}`);
    if (net?.prediction && net.layers.at(-1)?.name === id) lines.push(`prediction ${three(at(answer.values?.[net.prediction]))}, target ${three(at(answer.targets))}`);
    return { title: written(id, unit, t), lines: kind === "node" ? [...lines, "click: where it gathers its error"] : lines };
  }
  const entry = gatheredBy(flow, { id: net?.links.find((link) => link.id === id)?.into ?? "", unit, t }).find((one) => one.link.id === id && one.unit === of);
  if (!entry) return null;
  const { name, link, message } = entry;
  const part = fresh > 0 ? ` = ${three((100 * Math.abs(message)) / fresh)}\u202f% of the largest fresh error` : "";
  const row = link.parameter && answer.parameters?.[link.parameter]?.[of - 1];
  const weight = Array.isArray(row) ? row[unit - 1] : null;
  const product = typeof weight === "number" ? [`weight ${three(weight)} × error ${signed(answer.deltas?.[name][t - 1 + link.lag][of - 1] ?? NaN)}`] : [];
  return { title: `${written(name, of, entry.t)} → ${written(link.into, unit, t)}`, lines: [`message ${signed(message)}${part}`, ...product] };
}
