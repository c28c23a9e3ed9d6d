/** What is pinned: one thing, and a second one to compare it with; and how the arrow keys walk from node to node. */

import { exists } from "./flow.js";
import { three } from "./numbers.js";
import { clamp } from "./vectors.js";
import { arrowCard, nodeCard } from "./words.js";

/**
 * @typedef {import("./hit.js").Hit} Hit
 * @typedef {import("./flow.js").Flow} Flow
 */

/** @param {Hit | null | undefined} a @param {Hit | null | undefined} b */
export const same = (a, b) => a?.kind === b?.kind && a?.id === b?.id && a?.t === b?.t && a?.unit === b?.unit && a?.of === b?.of;

/** Pinning again lets go; a third takes the place of the second. @param {Hit[]} pins @param {Hit} hit @returns {Hit[]} */
export const pin = (pins, hit) => (pins.some((one) => same(one, hit)) ? pins.filter((one) => !same(one, hit)) : [...pins.slice(0, 1), hit]);

/** From one node to the next by an arrow key: left and right are time, up and down the lanes. */
/** @param {Flow} flow @param {Hit | null} from @param {number} t  where to begin @param {string} key @returns {Hit} */
export function walk({ graph, steps }, from, t, key) {
  const names = graph.lanes.map(({ name }) => name);
  if (from?.kind !== "node") return { kind: "node", id: names[0], t: clamp(t, 1, steps) };
  const [dt, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] ?? [0, 0];
  return { kind: "node", id: names[clamp(names.indexOf(from.id) + dy, 0, names.length - 1)], t: clamp(from.t + dt, 1, steps) };
}

/** @param {Flow} flow @param {Hit} hit */
function normOf(flow, { kind, id, t }) {
  if (kind === "arrow") return flow.carried.find(({ arrow }) => arrow.id === id)?.norms[t - 1] ?? NaN;
  if (kind === "input") return flow.answer.norms.deltas.x[t - 1] ?? NaN;
  return kind === "node" ? flow.errors[id][t - 1] : (flow.answer.loss.per_step[t - 1] ?? NaN);
}

/** The card of what is selected, with a line that compares it with what was pinned before. */
/** @param {Flow} flow @param {Hit} hit @param {Hit} [other] */
export function cardOf(flow, hit, other) {
  const card = (/** @type {Hit} */ { kind, id, t }) => (kind === "arrow" ? arrowCard(flow, id, t) : nodeCard(flow, id, t));
  const own = card(hit);
  if (!own || !other || same(hit, other)) return own;
  const ratio = normOf(flow, hit) / normOf(flow, other);
  const first = card(other)?.title.replace(/,.*/, "");
  return { ...own, lines: [...own.lines, Number.isFinite(ratio) ? `${three(ratio)} times ${first}` : `beside ${first}`] };
}

/** @param {Hit[]} pins */
export const writePins = (pins) => pins.map(({ kind, id, t, unit, of }) => [kind, id, t, unit, of].filter((part) => part !== undefined).join(".")).join("-");

/** @param {string} text @returns {Hit[]} */
export const readPins = (text) =>
  text.split("-").slice(0, 2).flatMap((one) => {
    const found = /^(arrow|node|wire|op|param)\.([\w>@:+']+)\.(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(one);
    if (!found) return [];
    const [, kind, id, t, unit, of] = found;
    return [{ kind: /** @type {Hit["kind"]} */ (kind), id, t: Number(t), ...(unit && { unit: Number(unit) }), ...(of && { of: Number(of) }) }];
  });

/** Those that exist in a run. @param {Flow} flow @param {Hit[]} pins */
export const inRun = ({ graph, steps }, pins) =>
  pins.filter(({ kind, id, t, unit, of }) => {
    const has = (/** @type {string | null} */ lane, /** @type {number | undefined} */ one) =>
      graph.lanes.some(({ name, units }) => name === lane && (units ? one !== undefined && one >= 1 && one <= units : one === undefined));
    if (t < 1 || t > steps) return false;
    if (kind === "node") return has(id, unit);
    return graph.arrows.some((arrow) => arrow.id === id && exists(arrow, t, steps) && has(arrow.into, unit) && (of === undefined || (arrow.from === "J" ? of === 0 : has(arrow.from, of))));
  });

/** The messages of an arrow. @param {Flow} flow @param {import("./layout.js").Layout} _ @param {Hit} hit @returns {{edges: string[], t: number} | null} */
export function messagesAt({ graph }, _, { kind, id, t }) {
  const arrow = kind === "arrow" && graph.arrows.find((one) => one.id === id);
  return arrow ? { edges: arrow.edges, t } : null;
}
