/**
 * The circuit of any cell, laid out by its equations: x below, J above, every equation a tile, tiles in rows, wires in
 * the channels between the rows. What the next step uses leaves on the right and comes in from the left, at one height.
 */

import { gateName } from "../words.js";
import { bridgesOf } from "./bridges.js";
import { gridOf } from "./channels.js";
import { carryOf } from "./glyphs.js";
import { arrange, linksOf, origins } from "./places.js";
import { readRows } from "./rows.js";
import { moved } from "./tiles.js";
import { cut, graphsOf, INPUT, INPUT_RADIUS } from "./wiring.js";

/**
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {import("./drawing.js").Wire} Wire
 * @typedef {import("./tiles.js").Tile} Tile
 * @typedef {import("./rows.js").Rows} Rows
 */

const LOSS = { y: -52, r: 18 };
/** In wires that pass under others, which lie closer than in a drawing. */
const GAP = 13;
/** What a crossing and a bend cost, in px of wire. */
const [CROSSING, BEND] = [160, 60];
/** From which order to start, and whether to place the highest row first. */
const STARTS = [[false, false], [true, false], [false, true], [true, true]];

/** @param {Cell} cell  with its operations @returns {Drawing} */
export function layOutCircuit(cell) {
  /** @type {Map<string, Set<string>>} */
  const uses = new Map();
  for (const { id, of, arguments: taken } of cell.circuit ?? []) {
    for (const { source, lag } of taken) {
      const edge = `${source}>${of}${lag ? "@1" : ""}`;
      uses.set(edge, new Set([...(uses.get(edge) ?? []), `${source}>${id}${lag ? "@1" : ""}`]));
    }
  }
  const usesOf = (/** @type {string} */ edge) => uses.get(edge) ?? new Set([edge]);
  const first = best(readRows(cell, () => 0), usesOf, STARTS.slice(0, 2));
  const second = best(readRows(cell, (use) => first.keys.get(use) ?? 0), usesOf, STARTS);
  const circuit = second.price < first.price ? second.circuit : first.circuit;
  return { ...circuit, gates: circuit.gates.map((gate) => ({ ...gate, name: gateName(cell, gate.id) })) };
}

/** The best of some orders, and where each use's wire comes from. @param {Rows} rows @param {(edge: string) => Set<string>} usesOf @param {boolean[][]} starts */
function best(rows, usesOf, starts) {
  /** @type {{circuit: Drawing, price: number, keys: Map<string, number>} | null} */
  let found = null;
  const links = linksOf(rows);
  const seen = new Set();
  for (const [mirrored, down] of starts) {
    arrange(rows, links, mirrored, down);
    const order = rows.rows.flat().map(({ x, left }) => `${x} ${left}`).join();
    if (seen.has(order)) continue;
    seen.add(order);
    const circuit = drawn(rows, usesOf);
    const price = priceOf(circuit);
    if (!found || price < found.price) found = { circuit, price, keys: origins(rows) };
  }
  return /** @type {{circuit: Drawing, price: number, keys: Map<string, number>}} */ (found);
}

/** The less the better; height most of all, since the stage is wide. @param {Drawing} circuit */
function priceOf({ block, wires, bridges }) {
  const lengths = wires.flatMap(({ points }) => points.slice(1).map(([x, y], i) => Math.abs(x - points[i][0]) + Math.abs(y - points[i][1]) + BEND));
  return CROSSING * bridges.length + 4 * block.width + 12 * block.height + lengths.reduce((sum, length) => sum + length, 0);
}

/** @param {Rows} rows @param {(edge: string) => Set<string>} usesOf @returns {Drawing} */
function drawn(rows, usesOf) {
  const grid = gridOf(rows);
  const { width, height, pitch, shift, floors } = grid;
  const tiles = rows.rows.flat().flatMap(({ tile, x, row }) => (tile ? [moved(tile, x + shift, floors[row])] : []));
  const loss = rows.rows[rows.rows.length - 1][0];
  /** @type {{wires: Wire[], forks: Record<string, Point>}} */
  const made = { wires: [...tiles.flatMap((tile) => tile.wires), ...roadsOf(tiles)], forks: Object.assign({}, ...tiles.map((tile) => tile.forks)) };
  for (const graph of graphsOf(rows, grid)) cut(graph, pitch, usesOf, made);
  return {
    block: { width, height, pitch, radius: 16, title: [18, 30], above: 78, below: 64, gap: GAP },
    nodes: {
      ...Object.assign({}, ...tiles.map((tile) => tile.nodes)),
      x: { x: rows.input.x + shift, y: height + INPUT, r: INPUT_RADIUS, outside: true },
      J: { x: loss.x + shift, ...LOSS, outside: true },
    },
    gates: tiles.flatMap((tile) => tile.gates),
    ops: tiles.flatMap((tile) => tile.ops),
    params: tiles.flatMap((tile) => tile.params),
    ...made,
    bridges: bridgesOf(made.wires, pitch),
    stubs: made.wires.filter(({ lag, points }) => lag === 1 && points[0][0] < 0).map(({ kind, points }) => ({ kind, points: leaving(points, pitch, width) })),
    tags: {},
  };
}

/** From one tile of a highway to the next. @param {Tile[]} tiles @returns {Wire[]} */
const roadsOf = (tiles) =>
  tiles.flatMap(({ road: to }) => {
    const members = tiles.flatMap(({ road }) => (road && road.of === to?.of ? [road] : []));
    const from = to && members[members.indexOf(to) - 1];
    if (!from) return [];
    return [{ id: `${from.id}-${to.id}`, kind: "highway", lag: 0, from: from.id, to: to.id, points: [[from.right, from.y], [to.left, to.y]], carry: carryOf(from.error) }];
  });

/** The part of a wire that lies in the block of its source. @param {Point[]} points @param {number} pitch @param {number} width @returns {Point[]} */
function leaving(points, pitch, width) {
  const inside = points.filter(([x]) => x < width - pitch).map(([x, y]) => /** @type {Point} */ ([x + pitch, y]));
  return [...inside, [width + 20, inside[inside.length - 1][1]]];
}
