/**
 * A drawn circuit of a cell, and how it is made to fit one that has less: what the cell lacks is left out.
 *
 * Lengths are px at zoom 1, from the top left corner of a block. Wires run forward; one of lag 1 is in the frame of the
 * block that it leads to, so it begins at x < 0.
 */

import { functionOf } from "./plates.js";
import { outputEdge, readChain } from "./readout.js";

/**
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {"plain" | "input" | "output" | "recurrent" | "highway" | "peephole"} Kind
 *
 * @typedef {{edges: string[]} | {delta: string} | {part: string} | {use: string} | {uses: string[]}} Carry  messages as their
 *   sum, the error of a variable, that of an operation, or what some uses by operations send back
 *
 * @typedef {object} Node
 * @property {number} x
 * @property {number} y
 * @property {number} r
 * @property {boolean} [outside]  of the block
 * @property {string} [operator]  a variable that is a single operation is drawn as that
 *
 * @typedef {object} Op
 * @property {string} id
 * @property {"product" | "sum" | "function"} kind
 * @property {number} x
 * @property {number} y
 * @property {number} [r]
 * @property {number} [w]
 * @property {number} [h]
 * @property {string} [text]
 * @property {string} [edge]  whose function is written on it
 *
 * @typedef {object} Wire
 * @property {string} id
 * @property {Kind} kind
 * @property {number} lag
 * @property {string} from  a variable, an operation, a parameter or a fork
 * @property {string} to
 * @property {Point[]} points
 * @property {Carry} carry
 * @property {boolean} [past]  drawn dashed: it belongs to the step before
 *
 * @typedef {object} Drawing
 * @property {{width: number, height: number, pitch: number, radius: number, title: Point, above: number, below: number}} block
 * @property {import("./readout.js").Readout} [readout]
 * @property {{of: string, x: number, y: number, r: number}} [past]  a ring that stands for a variable one step earlier
 * @property {Record<string, Node>} nodes
 * @property {{id: string, x: number, y: number, w: number, h: number, r: number, name?: string, name_at?: Point, align?: "start"}[]} gates
 * @property {Op[]} ops
 * @property {{id: string, label: string, x: number, y: number, w: number, h: number, round?: boolean, edge: string}[]} params
 * @property {Record<string, Point>} forks
 * @property {Wire[]} wires
 * @property {{over: string, under: string, at: Point, dir: "h" | "v"}[]} bridges
 * @property {{points: Point[], kind: Kind}[]} stubs  that lead out of the last block
 * @property {Record<string, {at: Point, align?: "start"}>} tags  free places beside the wires of an edge; its number stands below, or after it
 */

/** @param {Drawing} drawing @param {Cell} cell @returns {Drawing} */
export function fit(drawing, cell) {
  const whole = withReadout(drawing, cell);
  const has = new Set(cell.edges.map(({ id }) => id));
  const named = new Set(cell.variables.map(({ name }) => name));
  const wires = reached(whole, whole.wires.flatMap((wire) => {
    const { carry } = wire;
    if ("delta" in carry) return named.has(carry.delta) ? [wire] : [];
    if (!("edges" in carry)) return [wire];
    const edges = carry.edges.filter((edge) => has.has(edge));
    return edges.length ? [{ ...wire, carry: { edges } }] : [];
  }));
  const ops = whole.ops.map((op) => withText(op, cell));
  const kept = new Set(wires.map(({ id }) => id));
  return joinThrough({
    ...whole,
    wires,
    ops,
    nodes: Object.fromEntries(Object.entries(whole.nodes).filter(([name]) => named.has(name) || name === "x" || name === "J")),
    gates: whole.gates.filter(({ id }) => named.has(id)),
    params: whole.params.filter(({ edge }) => has.has(edge)),
    bridges: whole.bridges.filter(({ over, under }) => kept.has(over) && kept.has(under)),
    tags: Object.fromEntries(Object.entries(whole.tags).filter(([edge]) => has.has(edge))),
  }, cell);
}

/** Those that something still leads to. @param {Drawing} drawing @param {Wire[]} wires @returns {Wire[]} */
function reached(drawing, wires) {
  const left = wires.filter(({ from }) => drawing.nodes[from] || wires.some(({ to }) => to === from));
  return left.length === wires.length ? left : reached(drawing, left);
}

/** The column that leads from the output up to the loss. @param {Drawing} drawing @param {Cell} cell @returns {Drawing} */
function withReadout(drawing, cell) {
  const { readout, block, nodes, ops, params, wires, bridges, tags } = drawing;
  if (!readout) return drawing;
  const chain = readChain(readout, cell);
  const first = chain.wires[0].id;
  const loss = chain.nodes.J;
  const tag = tags.loss ? { [outputEdge(cell, readout.of)]: tags.loss } : {};
  return {
    ...drawing,
    block: { ...block, above: loss.r + 8 - loss.y },
    nodes: { ...nodes, ...chain.nodes },
    ops: [...ops, ...chain.ops],
    params: [...params, ...chain.params],
    wires: [...wires, ...chain.wires],
    bridges: bridges.map((bridge) => (bridge.under === "loss" ? { ...bridge, under: first } : bridge)),
    tags: { ...tags, ...tag },
  };
}

/** @param {Op} op @param {Cell} cell @returns {Op} */
function withText(op, cell) {
  if (op.kind !== "function") return op;
  const text = op.text ?? functionOf(cell, op.edge ?? "");
  return { ...op, text, w: op.w ?? Math.max(22, 7 * text.length + 8), h: op.h ?? 20 };
}

/** An operation that does nothing here, a sum or product of one thing or no function, is a place that a wire runs through. */
/** @param {Drawing} drawing @param {Cell} cell @returns {Drawing} */
function joinThrough(drawing, cell) {
  const parts = cell.circuit && new Set(cell.circuit.map(({ id }) => id));
  let { wires } = drawing;
  const ops = drawing.ops.filter((op) => {
    const [into, out] = [wires.filter(({ to }) => to === op.id), wires.filter(({ from }) => from === op.id)];
    if (!into.length || !out.length) return false;
    if (into.length > 1 || (op.kind === "function" && op.text)) return true;
    const missing = (/** @type {Carry} */ carry) => "part" in carry && parts && !parts.has(carry.part);
    const [a, b] = [into[0], out[0]];
    const middle = /** @type {Point} */ ([op.x, op.y]);
    wires = wires.map((wire) => {
      if (wire === a) return { ...a, to: `fork:${op.id}`, points: [...a.points, middle], carry: missing(a.carry) ? b.carry : a.carry };
      return wire === b ? { ...b, from: `fork:${op.id}`, points: [middle, ...b.points], carry: missing(b.carry) ? a.carry : b.carry } : wire;
    });
    return false;
  });
  const forks = Object.entries(drawing.forks).filter(([id]) => wires.filter(({ from }) => from === `fork:${id}`).length > 1);
  return { ...drawing, wires, ops, forks: Object.fromEntries(forks) };
}
