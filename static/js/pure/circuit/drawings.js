/** Which drawing a cell has. */

import { layOutCircuit } from "./automatic.js";
import { fit } from "./drawing.js";
import { GRU } from "./gru.js";
import { isWhole } from "./layout.js";
import { LSTM } from "./lstm.js";
import { ODYSSEY } from "./odyssey.js";
import { RNN } from "./rnn.js";

/**
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {import("../types.js").Cell} Cell
 */

/** By the first part of a cell's name. @type {Record<string, Drawing>} */
const CIRCUITS = { lstm: LSTM, rnn: RNN, gru: GRU };

/** So many circuits are kept. */
const KEPT = 32;

/** The last ones, by what they depend on. @type {Map<string, Drawing | null>} */
const made = new Map();

/** Each answer describes its cell anew, mostly the same one. @type {WeakMap<Cell, string>} */
const described = new WeakMap();

/** @param {Cell} cell @param {string} kind @param {() => Drawing | null} make @returns {Drawing | null} */
function once(cell, kind, make) {
  const text = described.get(cell) ?? JSON.stringify([cell.id, cell.equations, cell.circuit, cell.edges.map(({ id }) => id)]);
  described.set(cell, text);
  const key = `${kind} ${text}`;
  const found = made.has(key) ? /** @type {Drawing | null} */ (made.get(key)) : make();
  made.delete(key);
  made.set(key, found);
  if (made.size > KEPT) made.delete(/** @type {string} */ (made.keys().next().value));
  return found;
}

/** @param {Drawing | undefined} drawing @param {Cell} cell @returns {Drawing | null}  null where a use has no way in it */
function fitted(drawing, cell) {
  const fits = drawing && fit(drawing, cell);
  return fits && isWhole(fits, cell) ? fits : null;
}

/** A cell that nobody has drawn is laid out by its operations. @param {Cell} cell @returns {Drawing | null} */
export const circuitOf = (cell) =>
  once(cell, "circuit", () => fitted(CIRCUITS[cell.id?.split("-")[0] ?? ""], cell) ?? (cell.circuit ? layOutCircuit(cell) : null));

/** The Space Odyssey's picture is of the LSTM and of what it becomes without one of its parts. @param {Cell} cell */
export const odysseyOf = (cell) => once(cell, "odyssey", () => (cell.id?.startsWith("lstm") ? fitted(ODYSSEY, cell) : null));
