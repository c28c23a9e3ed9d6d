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
import { cardOf, inRun, walk } from "../pure/selection.js";
import { drawColumns } from "./column.js";
import { CIRCUIT, ODYSSEY } from "./circuit/views.js";
import { drawMoving } from "./moving.js";
import { drawMovingUnits, drawUnits } from "./neurons.js";

/**
 * @typedef {import("../pure/types.js").Answer} Answer
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
 * @property {string} [nearer]  the view that zooming in passes into
 * @property {string} [farther]
 * @property {"" | "below" | "beside" | "over"} folds  where the event goes when the view takes the room of the rails and the chart; over: it is the view
 * @property {string[]} needs  what the server is asked for besides vectors and norms
 * @property {(answer: Answer) => boolean} shows  whether a run can be seen so
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
 * @property {(flow: Flow, from: Hit | null, t: number, key: string) => Hit} walk  by an arrow key
 */

/** @type {View["messagesAt"]} */
const messagesAt = ({ graph }, _, { kind, id, t }) => {
  const arrow = kind === "arrow" && graph.arrows.find((one) => one.id === id);
  return arrow ? { edges: arrow.edges, t } : null;
};

/** @type {View} */
const BOX = {
  id: "box",
  name: "Black box",
  key: "b",
  nearer: "circuit",
  folds: "",
  needs: [],
  shows: () => true,
  read: (flow) => flow,
  layOut: ({ graph }, view) => layOut(graph, view),
  frame,
  drawSettled: drawColumns,
  drawMoving,
  hitAt,
  placeOf,
  has: (flow, hit) => inRun(flow, [hit]).length > 0,
  messagesAt,
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
  farther: "box",
  folds: "below",
  needs: ["parameters", "parts"],
  shows: hasUnits,
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

/** The error of the moment as a ledger of its routes, with their graph; beneath it the black boxes go on. @type {View} */
const ROUTES = { ...BOX, id: "routes", name: "Routes", key: "r", nearer: undefined, folds: "over", needs: ["parts"] };

/** From far to near, then what is no picture of the network. @type {View[]} */
export const VIEWS = [BOX, CIRCUIT, ODYSSEY, NEURONS, ROUTES];

/** The view of this name, in which a run that is not known yet may come to be seen. @param {string} id @param {Answer | undefined} answer */
export const viewNamed = (id, answer) => (answer ? viewOf(id, answer) : (VIEWS.find((view) => view.id === id) ?? BOX));

/** The view of this name, where the run can be seen so; else the black box. @param {string} id @param {Answer} answer */
export const viewOf = (id, answer) => VIEWS.find((view) => view.id === id && view.shows(answer)) ?? BOX;
