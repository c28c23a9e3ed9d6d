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

/** Made once for each cell. @type {WeakMap<Drawing, WeakMap<Cell, Drawing | null>>} */
const made = new WeakMap();

/** @param {Drawing | undefined} drawing @param {Cell} cell @returns {Drawing | null}  null where a use has no way in it */
function fitted(drawing, cell) {
  if (!drawing) return null;
  const cells = made.get(drawing) ?? new WeakMap();
  made.set(drawing, cells);
  const before = cells.get(cell);
  if (before !== undefined) return before;
  const fits = fit(drawing, cell);
  const found = isWhole(fits, cell) ? fits : null;
  cells.set(cell, found);
  return found;
}

/** Laid out once for each cell. @type {WeakMap<Cell, Drawing>} */
const laidOut = new WeakMap();

/** A cell that nobody has drawn is laid out by its operations. @param {Cell} cell @returns {Drawing | null} */
export function circuitOf(cell) {
  const drawn = fitted(CIRCUITS[cell.id?.split("-")[0] ?? ""], cell);
  if (drawn || !cell.circuit) return drawn;
  const found = laidOut.get(cell) ?? layOutCircuit(cell);
  laidOut.set(cell, found);
  return found;
}

/** The Space Odyssey's picture is of the LSTM and of what it becomes without one of its parts. @param {Cell} cell */
export const odysseyOf = (cell) => (cell.id?.startsWith("lstm") ? fitted(ODYSSEY, cell) : null);
