/** The cards beside what a circuit shows. */

import { three } from "../numbers.js";
import { cardOf } from "../selection.js";
import { symbolOf } from "../words.js";
import { loadOf, unitsOf } from "./carry.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../hit.js").Hit} Hit
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {import("./drawing.js").Carry} Carry
 * @typedef {{title: string, lines: string[]}} Card
 */

/** More units than this are cut short. */
const UNITS = 4;

/** @param {number[] | null | undefined} vector  unit by unit */
const units = (vector) => (vector && vector.length ? [`units ${vector.slice(0, UNITS).map(three).join(", ")}${vector.length > UNITS ? ", …" : ""}`] : []);

/** @param {Flow} flow @param {Drawing} drawing @param {Hit} hit @param {Hit} [other] @returns {Card | null} */
export function circuitCardOf(flow, drawing, hit, other) {
  const { kind, id, t } = hit;
  if (kind === "wire") return wireCard(flow, drawing, id, t);
  if (kind === "param") return paramCard(flow, drawing, id, t);
  if (kind === "op") return opCard(flow, drawing, id, t);
  const card = cardOf(flow, hit, other);
  if (!card) return null;
  const { values, deltas, messages } = flow.answer;
  const row = (/** @type {import("../types.js").Rows | undefined} */ rows) => rows?.[t - 1]?.map((value) => value ?? NaN);
  if (kind === "arrow") return { ...card, lines: [...card.lines, ...units(row(messages?.[id]))] };
  if (kind !== "node") return card;
  const [value, error] = [units(row(values?.[id])), units(row(deltas?.[id]))];
  return { ...card, lines: [...value.map((line) => `value, ${line}`), ...error.map((line) => `error, ${line}`), ...card.lines] };
}

/** @param {Carry} carry @param {number} t */
function whatIsCarried(carry, t) {
  if ("delta" in carry) return `δ${symbolOf(carry.delta)}(${t})`;
  if ("part" in carry) return `error within ${symbolOf(carry.part.split(".")[0])}(${t})`;
  if ("use" in carry) return `from one of the uses of ${symbolOf(carry.use.split(">")[0])}(${t})`;
  if ("uses" in carry) return `from ${carry.uses.length} uses of ${symbolOf(carry.uses[0].split(">")[0])}(${t})`;
  return "";
}

/** @param {Flow} flow @param {Drawing} drawing @param {string} id @param {number} t  of the block @returns {Card | null} */
function wireCard(flow, drawing, id, t) {
  const wire = drawing.wires.find((one) => one.id === id);
  if (!wire) return null;
  const { carry, lag } = wire;
  const at = t - lag;
  if ("edges" in carry && carry.edges.length === 1) {
    const [edge] = carry.edges;
    const { source = "", target = "", lag: later = 0 } = flow.answer.cell.edges.find((one) => one.id === edge) ?? {};
    const size = loadOf(flow, carry)?.norms[at - 1] ?? NaN;
    const title = `message ${symbolOf(target)}(${at + later}) → ${symbolOf(source)}(${at})`;
    return { title, lines: [`norm ${three(size)}`, ...units(unitsOf(flow.answer, carry, at))] };
  }
  const load = loadOf(flow, carry);
  const size = load ? `norm ${three(load.norms[at - 1] ?? NaN)}` : "not known";
  if (!("edges" in carry)) return { title: whatIsCarried(carry, at), lines: [size, ...units(unitsOf(flow.answer, carry, at))] };
  const each = carry.edges.map((edge) => {
    const target = flow.answer.cell.edges.find((one) => one.id === edge)?.target ?? "";
    return `${symbolOf(target)} ${three(flow.answer.norms.messages[edge][at - 1] ?? NaN)}`;
  });
  const source = flow.answer.cell.edges.find((one) => one.id === carry.edges[0])?.source ?? "";
  return { title: `${carry.edges.length} messages to ${symbolOf(source)}(${at}), together`, lines: [size, `of ${each.join(", ")}`, ...units(unitsOf(flow.answer, carry, at))] };
}

/** @param {Flow} flow @param {Drawing} drawing @param {string} id @param {number} t @returns {Card | null} */
function paramCard({ answer: { norms, cell } }, drawing, id, t) {
  const param = drawing.params.find((one) => one.id === id);
  if (!param) return null;
  const factors = cell.edges.find((edge) => edge.id === param.edge)?.carriers.flat() ?? [];
  const name = id.startsWith("read:") ? id.slice(5) : (factors.find(({ parameter }) => parameter)?.parameter ?? id);
  const size = norms.gradients[name]?.[t - 1];
  const total = norms.totals[name];
  return { title: `${name}, shared by all steps`, lines: [`gradient of step ${t}: norm ${three(size ?? NaN)}`, `sum over all steps: norm ${three(total ?? NaN)}`] };
}

/** What an operation makes of the error: as it comes, and as it leaves by each wire. @param {Flow} flow @param {Drawing} drawing @param {string} id @param {number} t @returns {Card | null} */
function opCard(flow, drawing, id, t) {
  const op = drawing.ops.find((one) => one.id === id);
  if (!op) return null;
  const size = (/** @type {import("./drawing.js").Wire} */ { carry, lag }) => three(loadOf(flow, carry)?.norms[t - lag - 1] ?? NaN);
  const into = drawing.wires.filter(({ from }) => from === id);
  const out = drawing.wires.filter(({ to }) => to === id);
  const name = op.kind === "product" ? "product, unit by unit" : op.kind === "sum" ? "sum" : (op.text ?? "");
  return { title: name, lines: [`error comes: norm ${into.map(size).join(", ")}`, `and leaves: norm ${out.map(size).join(", ")}`] };
}
