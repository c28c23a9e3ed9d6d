/** Which unit is shown strongly, with the table of what it gathers. */

import { firstKnown, gatherIndex } from "../timeline.js";
import { clamp, numbers } from "../vectors.js";
import { netOf } from "./net.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../timeline.js").Timeline} Timeline
 * @typedef {import("../timeline.js").Event} Event
 * @typedef {import("../hit.js").Hit} Hit
 * @typedef {import("./messages.js").Unit} Unit
 */

/**
 * The unit that is pointed at, else the pinned one at the step where it gathered last, else of the layer that gathers
 * the one with the largest error; none before one has begun to gather.
 * @param {Flow} flow @param {Timeline} timeline @param {Event} event @param {import("../camera.js").Reader} reader @returns {Unit | null}
 */
export function selectedUnit(flow, timeline, { index, phase, t, variables }, { pins = [], marked }) {
  const units = (/** @type {(Hit | null | undefined)[]} */ hits) => hits.flatMap((hit) => (hit?.kind === "node" && hit.unit ? [{ id: hit.id, unit: hit.unit, t: hit.t }] : []));
  const latest = units(pins).map((unit) => ({ ...unit, t: firstKnown(timeline, unit.id, index) }));
  const [chosen] = [...units([marked]), ...latest.reverse()].filter((unit) => unit.t <= flow.steps && gatherIndex(timeline, unit.id, unit.t) <= index);
  if (chosen || phase !== "backward") return chosen ?? null;
  const layer = netOf(flow.answer)?.layers.find(({ name, into }) => variables.includes(name) || variables.includes(into));
  return layer ? { id: layer.name, unit: largestOf(numbers(flow.answer.deltas?.[layer.name][t - 1] ?? [])), t } : null;
}

/** @param {number[]} errors */
const largestOf = (errors) => 1 + errors.reduce((best, error, i) => (Math.abs(error) > Math.abs(errors[best]) ? i : best), 0);

/** From unit to unit by an arrow key: left and right are time, up and down the units from the inputs' side to the outputs'. */
/** @param {Flow} flow @param {Hit | null} from @param {number} t  where to begin @param {string} key @returns {Hit} */
export function walkUnits({ graph, steps }, from, t, key) {
  const units = graph.lanes.flatMap(({ name, units = 0 }) => Array.from({ length: units }, (_, i) => ({ id: name, unit: i + 1 })));
  const at = units.findIndex(({ id, unit }) => from?.kind === "node" && from.id === id && from.unit === unit);
  if (!from || at < 0) return { kind: "node", ...units[0], t: clamp(t, 1, steps) };
  const [dt, up] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key] ?? [0, 0];
  return { kind: "node", ...units[clamp(at + up, 0, units.length - 1)], t: clamp(from.t + dt, 1, steps) };
}
