/** The ways to look inside a run. Another one is another entry: its button, its key and its name in the address follow. */

import { frame } from "../pure/frame.js";
import { hitAt, placeOf } from "../pure/hit.js";
import { layOut } from "../pure/layout.js";
import { frameOfUnits } from "../pure/neurons/frame.js";
import { placeOfUnit, unitAt } from "../pure/neurons/hit.js";
import { layOutUnits } from "../pure/neurons/layout.js";
import { hasUnits, readUnits } from "../pure/neurons/read.js";
import { walkUnits } from "../pure/neurons/selected.js";
import { unitCard } from "../pure/neurons/words.js";
import { cardOf, walk } from "../pure/selection.js";
import { drawColumns } from "./column.js";
import { drawMoving } from "./moving.js";
import { drawMovingUnits, drawUnits } from "./neurons.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/frame.js").Column} Column
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("../pure/neurons/layout.js").UnitLayout} UnitLayout
 * @typedef {import("./node.js").Scene} Scene
 *
 * @typedef {object} View
 * @property {string} id  in the address
 * @property {string} name  on its button
 * @property {string} key
 * @property {boolean} folds  whether it takes the width of the window, the rails below it
 * @property {string[]} needs  what the server is asked for besides the vectors
 * @property {(answer: import("../pure/types.js").Answer) => boolean} shows  whether a run's cell can be seen so
 * @property {(flow: Flow) => Flow} read  the run with the arrows that are drawn here
 * @property {(flow: Flow, view: {steps: number, width: number, height: number, narrow: boolean, zoom: number}) => Layout} layOut
 * @property {(flow: Flow, layout: Layout, timeline: import("../pure/timeline.js").Timeline, reader: import("../pure/camera.js").Reader, position: import("../pure/timeline.js").Position) => Frame} frame
 * @property {(pen: CanvasRenderingContext2D, scene: Scene, columns: Column[]) => void} drawSettled
 * @property {(pen: CanvasRenderingContext2D, scene: Scene, frame: Frame, marked: Hit[]) => void} drawMoving
 * @property {(flow: Flow, layout: Layout, x: number, y: number) => Hit | null} hitAt  a place of the content
 * @property {(layout: Layout, hit: Hit) => {x: number, y: number}} placeOf
 * @property {(flow: Flow, hit: Hit, other?: Hit) => {title: string, lines: string[]} | null} cardOf
 * @property {(flow: Flow, from: Hit | null, t: number, key: string) => Hit} walk  by an arrow key
 */

/** @type {View} */
const BOX = {
  id: "box",
  name: "Black box",
  key: "b",
  folds: false,
  needs: [],
  shows: () => true,
  read: (flow) => flow,
  layOut: ({ graph }, view) => layOut(graph, view),
  frame,
  drawSettled: drawColumns,
  drawMoving,
  hitAt,
  placeOf,
  cardOf,
  walk,
};

/** What is laid out for units. @type {(layout: Layout) => UnitLayout} */
const ofUnits = (layout) => /** @type {UnitLayout} */ (layout);

/** @type {View} */
const NEURONS = {
  id: "neurons",
  name: "Neurons",
  key: "n",
  folds: true,
  needs: ["parameters"],
  shows: hasUnits,
  read: readUnits,
  layOut: layOutUnits,
  frame: (flow, layout, ...moment) => frameOfUnits(flow, ofUnits(layout), ...moment),
  drawSettled: drawUnits,
  drawMoving: drawMovingUnits,
  hitAt: (flow, layout, x, y) => unitAt(flow, ofUnits(layout), x, y),
  placeOf: (layout, hit) => placeOfUnit(ofUnits(layout), hit),
  cardOf: unitCard,
  walk: walkUnits,
};

/** From far to near. @type {View[]} */
export const VIEWS = [BOX, NEURONS];

/** The view of this name, where the run can be seen so and the answer holds what it needs; else the black box. */
/** @param {string} id @param {import("../pure/types.js").Answer} answer */
export const viewOf = (id, answer) => VIEWS.find((view) => view.id === id && view.shows(answer) && view.needs.every((what) => answer.request.include.includes(what))) ?? BOX;

/** What a view needs besides the vectors. @param {string} id */
export const needsOf = (id) => VIEWS.find((view) => view.id === id)?.needs ?? [];
