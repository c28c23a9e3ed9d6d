/** The blocks of a run side by side, each with its circuit, scaled so that they fit the stage and can still be read. */

import { rounded } from "../geometry.js";
import { clamp } from "../vectors.js";
import { routeOf } from "./routes.js";

/**
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../layout.js").Layout} Layout
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {import("./routes.js").Route} Route
 *
 * @typedef {object} Placed  a drawing in px of the stage, x from the centre of its block
 * @property {number} scale
 * @property {Drawing} drawing
 * @property {Record<string, Point[]>} lines  of the wires, forward, their corners rounded
 * @property {Map<string, Route>} routes  by edge
 * @property {Point[][]} roads  the highways, one line through all its wires
 * @property {Record<string, {x: number, y: number, w: number, h: number}[]>} gaps  of each wire, where it passes under another
 *
 * @typedef {Layout & {circuit: Placed}} CircuitLayout
 */

/** The factor of all ribbons at zoom 1. */
const RIBBON = 1.3;
/** Smaller than this it is never drawn, nor larger. */
const [SMALLEST, LARGEST] = [0.25, 1.6];
/** The least that still has all its letters: what is too wide for it reaches out of the stage, what is too high gets dots. */
const LETTERED = 0.52;
/** Of the pitch, before the first block and after the last: wires reach in and out there. */
const MARGIN = 0.3;
const CORNER = 12;
/** A wire keeps so far from one that it passes under, and from a highway. */
const [GAP, GAP_OF_ROAD] = [20, 27];

/**
 * @param {Drawing} drawing @param {Cell} cell
 * @param {{steps: number, width: number, height: number, zoom: number}} view
 * @returns {CircuitLayout}
 */
export function layOutBlocks(drawing, cell, { steps, width, height, zoom }) {
  const { block } = drawing;
  const tall = block.above + block.height + block.below;
  const fit = Math.min(height / tall, Math.max(LETTERED, (width - 16) / block.width));
  const scale = clamp(fit * zoom, SMALLEST, LARGEST);
  const pitch = block.pitch * scale;
  const content = Math.max(width, steps * pitch + 2 * MARGIN * pitch);
  const circuit = place(drawing, cell, scale, (height - tall * scale) / 2 + block.above * scale);
  const { nodes } = circuit.drawing;
  return {
    level: "blocks",
    lens: false,
    width,
    height,
    content,
    gutter: 0,
    pitch,
    first: (content - steps * pitch) / 2 + pitch / 2,
    focus: 0,
    steps,
    k: RIBBON * scale,
    unit: scale,
    block: { half: (block.width * scale) / 2, top: 0, bottom: 0, cap: 0, radius: block.radius * scale },
    loss: nodes.J,
    input: nodes.x,
    nodes,
    lines: {},
    bands: [],
    bandHalf: 10 * scale,
    lanes: {},
    circuit,
  };
}

/** @param {Drawing} drawing @param {Cell} cell @param {number} scale @param {number} top @returns {Placed} */
function place(drawing, cell, scale, top) {
  const { block } = drawing;
  const at = (/** @type {Point} */ [x, y]) => /** @type {Point} */ ([(x - block.width / 2) * scale, top + y * scale]);
  /** @template {{x: number, y: number}} T @param {T} thing @returns {T} */
  const put = (thing) => {
    const [x, y] = at([thing.x, thing.y]);
    const { r, w, h } = /** @type {{r?: number, w?: number, h?: number}} */ (thing);
    return { ...thing, x, y, ...(r === undefined ? {} : { r: r * scale }), ...(w === undefined ? {} : { w: w * scale }), ...(h === undefined ? {} : { h: h * scale }) };
  };
  const wires = drawing.wires.map((wire) => ({ ...wire, points: wire.points.map(at) }));
  /** @type {Drawing} */
  const placed = {
    ...drawing,
    block: { ...block, width: block.width * scale, height: block.height * scale, pitch: block.pitch * scale, radius: block.radius * scale, title: at(block.title) },
    nodes: Object.fromEntries(Object.entries(drawing.nodes).map(([name, node]) => [name, put(node)])),
    gates: drawing.gates.map((gate) => ({ ...put(gate), ...(gate.name_at ? { name_at: at(gate.name_at) } : {}) })),
    ops: drawing.ops.map(put),
    params: drawing.params.map(put),
    forks: Object.fromEntries(Object.entries(drawing.forks).map(([id, point]) => [id, at(point)])),
    wires,
    stubs: drawing.stubs.map((stub) => ({ ...stub, points: stub.points.map(at) })),
    bridges: drawing.bridges.map((bridge) => ({ ...bridge, at: at(bridge.at) })),
    tags: Object.fromEntries(Object.entries(drawing.tags).map(([edge, tag]) => [edge, { ...tag, at: at(tag.at) }])),
    ...(drawing.past ? { past: put(drawing.past) } : {}),
  };
  const lines = Object.fromEntries(wires.map(({ id, points }) => [id, rounded(points, CORNER * scale)]));
  return { scale, drawing: placed, lines, routes: routesOf(placed, cell), roads: roadsOf(placed), gaps: gapsOf(placed, scale) };
}

/** @param {Drawing} drawing @param {Cell} cell */
const routesOf = (drawing, cell) =>
  new Map(cell.edges.flatMap((edge) => {
    const route = routeOf(drawing, edge);
    return route ? [/** @type {[string, Route]} */ ([edge.id, route])] : [];
  }));

/** Whether every use in a cell has its way in a drawing. @param {Drawing} drawing @param {Cell} cell */
export const isWhole = (drawing, cell) => routesOf(drawing, cell).size === cell.edges.length;

/** From left to right, each wire by the one that begins where it ends. @param {Drawing} drawing @returns {Point[][]} */
function roadsOf({ wires }) {
  const rest = wires.filter(({ kind }) => kind === "highway").sort((a, b) => a.points[0][0] - b.points[0][0]);
  const roads = [];
  while (rest.length) {
    const road = rest.splice(0, 1);
    for (let i = 0; i >= 0; ) {
      i = rest.findIndex(({ from }) => from === road[road.length - 1].to);
      if (i >= 0) road.push(...rest.splice(i, 1));
    }
    roads.push(road.flatMap(({ points }) => points));
  }
  return roads;
}

/** @param {Drawing} drawing @param {number} scale @returns {Placed["gaps"]} */
function gapsOf({ bridges, wires, block }, scale) {
  const gap = block.gap ?? GAP;
  /** @type {Placed["gaps"]} */
  const gaps = {};
  for (const { over, under, at: [x, y], dir } of bridges) {
    const road = wires.find(({ id }) => id === over)?.kind === "highway";
    const [along, across] = [(road ? GAP_OF_ROAD : gap) * scale, gap * scale];
    const [w, h] = dir === "h" ? [across, along] : [along, across];
    (gaps[under] ??= []).push({ x: x - w / 2, y: y - h / 2, w, h });
  }
  return gaps;
}
