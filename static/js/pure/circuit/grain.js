/** A run with every variable and every edge drawn for itself, as a circuit does. */

import { lookOf } from "../scales.js";
import { numbers } from "../vectors.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../graph.js").Graph} Graph
 */

/** Made once for each run. @type {WeakMap<Flow, Flow>} */
const made = new WeakMap();

/** @param {Flow} flow @returns {Flow} */
export function readFine(flow) {
  const before = made.get(flow);
  if (before) return before;
  const { answer, fresh } = flow;
  const graph = fineGraph(flow);
  const carried = graph.arrows.map((arrow) => {
    const norms = numbers(answer.norms.messages[arrow.id]);
    return { arrow, norms, looks: norms.map((size) => lookOf(size, fresh)) };
  });
  const errors = Object.fromEntries(graph.lanes.map(({ name }) => [name, numbers(answer.norms.deltas[name])]));
  const fine = { ...flow, graph, carried, errors };
  made.set(flow, fine);
  return fine;
}

/** @param {Flow} flow @returns {Graph} */
function fineGraph({ answer: { cell }, graph }) {
  const lanes = cell.forward.map(
    ({ variable: name }) => graph.lanes.find((lane) => lane.name === name) ?? { name, recurrent: false, highway: false, output: false },
  );
  const terms = cell.backward.flatMap(({ terms }) => terms);
  const arrows = terms.flatMap(({ edge: id }) => {
    const use = cell.edges.find((edge) => edge.id === id);
    if (!use || use.source === "x") return [];
    const { source: into, target: from, lag } = use;
    const highway = lag === 1 && from === into && graph.lanes.some((lane) => lane.name === into && lane.highway);
    /** @type {import("../graph.js").Arrow["kind"]} */
    const kind = from === "J" ? "loss" : highway ? "highway" : lag ? "recurrent" : "plain";
    return [{ id, into, from, lag: /** @type {0 | 1} */ (lag), kind, edges: [id] }];
  });
  return { lanes: lanes.reverse(), arrows };
}
