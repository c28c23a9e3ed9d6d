/** The ways to look inside a run. Another one is another entry: its button, its key and its name in the address follow. */

import { frame } from "../pure/frame.js";
import { hitAt, placeOf } from "../pure/hit.js";
import { layOut } from "../pure/layout.js";
import { cardOf } from "../pure/selection.js";
import { drawColumns } from "./column.js";
import { drawMoving } from "./moving.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/frame.js").Column} Column
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("./node.js").Scene} Scene
 *
 * @typedef {object} View
 * @property {string} id  in the address
 * @property {string} name  on its button
 * @property {string} key
 * @property {boolean} folds  whether it takes the width of the window, the rails below it
 * @property {boolean} [panel]  whether it is a panel over the stage
 * @property {boolean} parts  whether it draws the parts of equations, which the server is asked for
 * @property {(cell: import("../pure/types.js").Cell) => boolean} shows  whether a cell can be seen so
 * @property {(flow: Flow) => Flow} read  the run with the arrows that are drawn here
 * @property {(flow: Flow, view: {steps: number, width: number, height: number, narrow: boolean, zoom: number}) => Layout} layOut
 * @property {(flow: Flow, layout: Layout, timeline: import("../pure/timeline.js").Timeline, reader: import("../pure/camera.js").Reader, position: import("../pure/timeline.js").Position) => Frame} frame
 * @property {(pen: CanvasRenderingContext2D, scene: Scene, columns: Column[]) => void} drawSettled
 * @property {(pen: CanvasRenderingContext2D, scene: Scene, frame: Frame, marked: Hit[]) => void} drawMoving
 * @property {(flow: Flow, layout: Layout, x: number, y: number) => Hit | null} hitAt  a place of the content
 * @property {(layout: Layout, hit: Hit) => {x: number, y: number}} placeOf
 * @property {(flow: Flow, hit: Hit, other?: Hit) => {title: string, lines: string[]} | null} cardOf
 */

/** @type {View} */
const BOX = {
  id: "box",
  name: "Black box",
  key: "b",
  folds: false,
  parts: false,
  shows: () => true,
  read: (flow) => flow,
  layOut: ({ graph }, view) => layOut(graph, view),
  frame,
  drawSettled: drawColumns,
  drawMoving,
  hitAt,
  placeOf,
  cardOf,
};

/** The error of the moment as a ledger of its routes, with their graph; beneath it the black boxes go on. @type {View} */
const ROUTES = { ...BOX, id: "routes", name: "Routes", key: "r", panel: true, parts: true };

/** From far to near, then what is no picture of the network. @type {View[]} */
export const VIEWS = [BOX, ROUTES];

/** The view of this name, where the cell can be seen so; else the black box. @param {string} id @param {import("../pure/types.js").Cell} cell */
export const viewOf = (id, cell) => VIEWS.find((view) => view.id === id && view.shows(cell)) ?? BOX;
