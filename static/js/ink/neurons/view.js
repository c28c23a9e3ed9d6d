/** The view of single units: every weight a line, with its error on it. */

import { frameOfUnits } from "../../pure/neurons/frame.js";
import { placeOfUnit, unitAt } from "../../pure/neurons/hit.js";
import { layOutUnits } from "../../pure/neurons/layout.js";
import { readUnits } from "../../pure/neurons/read.js";
import { walkUnits } from "../../pure/neurons/selected.js";
import { unitCard } from "../../pure/neurons/words.js";
import { inRun, messagesAt } from "../../pure/selection.js";
import { drawMovingUnits, drawUnits } from "./lines.js";

/** @typedef {import("../../pure/neurons/layout.js").UnitLayout} UnitLayout */

/** What is laid out for units. @type {(layout: import("../../pure/layout.js").Layout) => UnitLayout} */
const ofUnits = (layout) => /** @type {UnitLayout} */ (layout);

/** @type {import("../views.js").Scenery} */
export const NEURONS = {
  read: readUnits,
  layOut: layOutUnits,
  frame: (flow, layout, ...moment) => frameOfUnits(flow, ofUnits(layout), ...moment),
  drawSettled: drawUnits,
  drawMoving: drawMovingUnits,
  hitAt: (flow, layout, x, y) => unitAt(flow, ofUnits(layout), x, y),
  placeOf: (layout, hit) => placeOfUnit(ofUnits(layout), hit),
  has: (flow, hit) => inRun(readUnits(flow), [hit]).length > 0,
  messagesAt,
  cardOf: unitCard,
  walk: walkUnits,
};
