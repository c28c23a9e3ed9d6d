/** The views inside the block: the circuit of three steps or so, and the Space Odyssey's picture of one. */

import { circuitOf, odysseyOf } from "../../pure/circuit/drawings.js";
import { circuitFrame } from "../../pure/circuit/frame.js";
import { readFine } from "../../pure/circuit/grain.js";
import { circuitHitAt, circuitPlaceOf, isInCircuit, messagesOn } from "../../pure/circuit/hit.js";
import { layOutBlocks } from "../../pure/circuit/layout.js";
import { circuitCardOf } from "../../pure/circuit/words.js";
import { drawBlocks } from "./block.js";
import { walk } from "../../pure/selection.js";
import { drawOnCircuit } from "./moving.js";

/**
 * @typedef {import("../views.js").Scenery} Scenery
 * @typedef {import("../../pure/circuit/layout.js").CircuitLayout} CircuitLayout
 * @typedef {import("../../pure/circuit/drawing.js").Drawing} Drawing
 * @typedef {import("../../pure/types.js").Cell} Cell
 */

/** @param {(cell: Cell) => Drawing | null} drawingOf @returns {Scenery} */
const inside = (drawingOf) => ({
  read: readFine,
  layOut: ({ answer: { cell } }, view) => layOutBlocks(/** @type {Drawing} */ (drawingOf(cell)), cell, view),
  frame: (flow, layout, ...rest) => circuitFrame(flow, /** @type {CircuitLayout} */ (layout), ...rest),
  drawSettled: drawBlocks,
  drawMoving: drawOnCircuit,
  hitAt: (flow, layout, x, y) => circuitHitAt(flow, /** @type {CircuitLayout} */ (layout), x, y),
  placeOf: (layout, hit) => circuitPlaceOf(/** @type {CircuitLayout} */ (layout), hit),
  has: (flow, hit) => isInCircuit(flow, /** @type {Drawing} */ (drawingOf(flow.answer.cell)), hit),
  messagesAt: (flow, layout, hit) => messagesOn(/** @type {CircuitLayout} */ (layout), hit),
  cardOf: (flow, hit, other) => circuitCardOf(flow, /** @type {Drawing} */ (drawingOf(flow.answer.cell)), hit, other),
  walk,
});

export const CIRCUIT = inside(circuitOf);

export const ODYSSEY = inside(odysseyOf);
