/** The ways to look inside a run. Another one is another entry: its button, its key and its name in the address follow. */

import { frame } from "../pure/frame.js";
import { hitAt, placeOf } from "../pure/hit.js";
import { layOut } from "../pure/layout.js";
import { hasUnits } from "../pure/neurons/read.js";
import { cardOf, inRun, messagesAt, walk } from "../pure/selection.js";
import { drawColumns } from "./column.js";
import { drawMoving } from "./moving.js";

/**
 * @typedef {import("../pure/types.js").Answer} Answer
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/frame.js").Column} Column
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("./node.js").Scene} Scene
 *
 * @typedef {object} Entry  a view as the page begins with it
 * @property {string} id  in the address
 * @property {string} name  on its button
 * @property {string} key
 * @property {string} [nearer]  the view that zooming in passes into
 * @property {string} [farther]
 * @property {"" | "below" | "beside" | "over"} folds  where the event goes when the view takes the room of the rails and the chart; over: it is the view
 * @property {string[]} needs  what the server is asked for besides vectors and norms
 * @property {(answer: Answer) => boolean} shows  whether a run can be seen so
 * @property {() => Promise<Scenery>} load  what draws it comes when it is first looked at
 *
 * @typedef {Omit<Entry, "load"> & Scenery} View
 *
 * @typedef {object} Scenery
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

/** @type {Scenery} */
const BOXES = {
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

const load = async () => BOXES;
const inside = () => import("./circuit/views.js");
/** The Odyssey's picture is of the LSTM and of what it becomes without one of its parts. @param {Answer} answer */
const isOdyssey = ({ cell }) => /^lstm(?!-cifg|-fgr)/.test(cell.id ?? "");

/** From far to near, then what is no picture of the network: in it the error of the moment is a ledger of its routes, and beneath it the black boxes go on. @type {Entry[]} */
export const VIEWS = [
  { id: "box", name: "Black box", key: "b", nearer: "circuit", folds: "", needs: [], shows: () => true, load },
  { id: "circuit", name: "Circuit", key: "c", farther: "box", folds: "below", needs: ["parts"], shows: () => true, load: async () => (await inside()).CIRCUIT },
  { id: "odyssey", name: "Space Odyssey", key: "o", farther: "box", folds: "beside", needs: ["parts"], shows: isOdyssey, load: async () => (await inside()).ODYSSEY },
  { id: "neurons", name: "Neurons", key: "n", farther: "box", folds: "below", needs: ["parameters", "parts"], shows: hasUnits, load: async () => (await import("./neurons/view.js")).NEURONS },
  { id: "routes", name: "Routes", key: "r", folds: "over", needs: ["parts"], shows: () => true, load },
];

const BOX = { ...VIEWS[0], ...BOXES };
/** Those that have come. @type {Map<string, View>} */
const come = new Map([["box", BOX]]);

let last = "";

/** Has a view come; one that is not known is not waited for. @param {string} id @returns {Promise<boolean>} whether no other one was asked for meanwhile */
export async function bring(id) {
  last = id;
  const entry = VIEWS.find((view) => view.id === id);
  if (entry && !come.has(id)) come.set(id, { ...entry, ...(await entry.load()) });
  return last === id;
}

/** Whether a view has come; one that is not known never does, and is not awaited. @param {string} id */
export const hasCome = (id) => come.has(id) || VIEWS.every((view) => view.id !== id);

/** Whether a run can be seen so, now or once the view has come. @param {string} id @param {Answer} answer */
export const isOffered = (id, answer) => VIEWS.some((view) => view.id === id && view.shows(answer));

/** The view of this name, in which a run that is not known yet may come to be seen. @param {string} id @param {Answer | undefined} answer */
export const viewNamed = (id, answer) => (answer ? viewOf(id, answer) : (VIEWS.find((view) => view.id === id) ?? BOX));

/** The view of this name, where it has come and the run can be seen so; else the black box. @param {string} id @param {Answer} answer */
export function viewOf(id, answer) {
  const view = come.get(id);
  return view?.shows(answer) ? view : BOX;
}
