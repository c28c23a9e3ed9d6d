/** A run as the view of its units has it: layers are what gathers, and links what brings errors to them. */

import { carry } from "../flow.js";
import { numbers } from "../vectors.js";
import { netOf } from "./net.js";
import { isClear } from "./places.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../graph.js").Graph} Graph
 * @typedef {import("./net.js").Net} Net
 */

/** Whether a run can be seen so: layers of few units, all vectors, and no line through a unit. @param {import("../types.js").Answer} answer */
export function hasUnits(answer) {
  const net = netOf(answer);
  return answer.messages !== undefined && net !== null && isClear(net);
}

/** @param {Flow} flow @returns {Flow} */
export function readUnits(flow) {
  const { answer, fresh } = flow;
  const graph = graphOf(/** @type {Net} */ (netOf(answer)));
  const errors = Object.fromEntries(graph.lanes.map(({ name }) => [name, numbers(answer.norms.deltas[name])]));
  return { ...flow, graph, carried: carry(answer, graph.arrows, fresh), errors };
}

/** @param {Net} net @returns {Graph} */
function graphOf({ layers, links }) {
  const [, ...gathering] = layers;
  return {
    lanes: gathering.map(({ name, size, recurrent }, i) => ({ name, recurrent, highway: false, output: i === gathering.length - 1, units: size })),
    arrows: links
      .filter(({ into }) => into !== "x")
      .map(({ id, into, from, lag, edge }) => ({ id, into, from, lag, kind: from === "J" ? "loss" : lag ? "recurrent" : "plain", edges: [edge] })),
  };
}
