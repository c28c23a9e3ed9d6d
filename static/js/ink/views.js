/** The ways to look inside a run. Another one is another entry: its button, its key and its name in the address follow. */

import { frame } from "../pure/frame.js";
import { hitAt, placeOf } from "../pure/hit.js";
import { layOut } from "../pure/layout.js";
import { cardOf, inRun } from "../pure/selection.js";
import { drawColumns } from "./column.js";
import { CIRCUIT, ODYSSEY } from "./circuit/views.js";
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
 * @property {string} [nearer]  the view that zooming in passes into
 * @property {string} [farther]
 * @property {"" | "below" | "beside" | "over"} folds  where the event goes when the view takes the room of the rails and the chart; over: it is the view
 * @property {boolean} parts  whether it draws the parts of equations, which the server is asked for
 * @property {(cell: import("../pure/types.js").Cell) => boolean} shows  whether a cell can be seen so
 * @property {(flow: Flow) => Flow} read  the run with the arrows that are drawn here
 * @property {(flow: Flow, view: {steps: number, width: number, height: number, narrow: boolean, zoom: number}) => Layout} layOut
 * @property {(flow: Flow, layout: Layout, timeline: import("../pure/timeline.js").Timeline, reader: import("../pure/camera.js").Reader, position: import("../pure/timeline.js").Position) => Frame} frame
 * @property {(pen: CanvasRenderingContext2D, scene: Scene, columns: Column[]) => void} drawSettled
 * @property {(pen: CanvasRenderingContext2D, scene: Scene, frame: Frame, marked: Hit[]) => void} drawMoving
 * @property {(flow: Flow, layout: Layout, x: number, y: number) => Hit | null} hitAt  a place of the content
 * @property {(layout: Layout, hit: Hit) => {x: number, y: number}} placeOf
 * @property {(flow: Flow, hit: Hit) => boolean} has  whether there is such a thing to be pinned
 * @property {(flow: Flow, layout: Layout, hit: Hit) => {edges: string[], t: number} | null} messagesAt  the messages that a place carries
 * @property {(flow: Flow, hit: Hit, other?: Hit) => {title: string, lines: string[]} | null} cardOf
 */

/** @type {View} */
const BOX = {
  id: "box",
  name: "Black box",
  key: "b",
  nearer: "circuit",
  folds: "",
  parts: false,
  shows: () => true,
  read: (flow) => flow,
  layOut: ({ graph }, view) => layOut(graph, view),
  frame,
  drawSettled: drawColumns,
  drawMoving,
  hitAt,
  placeOf,
  has: (flow, hit) => inRun(flow, [hit]).length > 0,
  messagesAt: ({ graph }, _, { kind, id, t }) => {
    const arrow = kind === "arrow" && graph.arrows.find((one) => one.id === id);
    return arrow ? { edges: arrow.edges, t } : null;
  },
  cardOf,
};

/** The error of the moment as a ledger of its routes, with their graph; beneath it the black boxes go on. @type {View} */
const ROUTES = { ...BOX, id: "routes", name: "Routes", key: "r", nearer: undefined, folds: "over", parts: true };

/** From far to near, then what is no picture of the network. @type {View[]} */
export const VIEWS = [BOX, CIRCUIT, ODYSSEY, ROUTES];

/** The view of this name, in which a cell that is not known yet may come to be seen. @param {string} id @param {import("../pure/types.js").Cell | undefined} cell */
export const viewNamed = (id, cell) => (cell ? viewOf(id, cell) : (VIEWS.find((view) => view.id === id) ?? BOX));

/** The view of this name, where the cell can be seen so; else the black box. @param {string} id @param {import("../pure/types.js").Cell} cell */
export const viewOf = (id, cell) => VIEWS.find((view) => view.id === id && view.shows(cell)) ?? BOX;
