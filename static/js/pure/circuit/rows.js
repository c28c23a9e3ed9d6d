/** Which row each tile of a circuit stands in, and what passes through the rows between a variable and its uses. */

import { highwayOf } from "./highway.js";
import { tileOf } from "./tiles.js";
import { readEquations } from "./trees.js";

/**
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {import("./tiles.js").Tile} Tile
 * @typedef {import("./tiles.js").Leg} Leg
 *
 * @typedef {object} Item  what stands in a row: a tile, or a wire that passes through
 * @property {Tile} [tile]
 * @property {Tree} [tree]  whose wire it is
 * @property {number} row
 * @property {number} left
 * @property {number} right
 * @property {number} x
 *
 * @typedef {object} Tree  all ways from one side of a variable to uses of it in its own step
 * @property {string} source
 * @property {number} channel  into which it leads at first: channel k is below row k
 * @property {Item} from
 * @property {{leg: Leg, item: Item, channel: number}[]} sinks
 * @property {Item[]} passes
 *
 * @typedef {object} Past  all ways to uses of a variable one step later, which come in from the left
 * @property {string} source
 * @property {Item} from
 * @property {{leg: Leg, item: Item, channel: number}[]} sinks
 * @property {{leg: Leg, item: Item}} [road]  its way along the highway
 *
 * @typedef {object} Rows
 * @property {Item[][]} rows  from the bottom; the last one has J alone
 * @property {Item} input  x, below all rows
 * @property {Tree[]} trees
 * @property {Past[]} pasts
 */

/** Half of what a passing wire takes. */
const PASSING = 2;

/** @param {Cell} cell @param {KeyOf} keyOf @returns {Tile[]} */
function tilesOf(cell, keyOf) {
  const equations = readEquations(cell, keyOf);
  /** @type {Map<string, Tile[]>} */
  const tiles = new Map();
  for (const [name, equation] of equations) {
    const inner = equations.get(innerOf(cell, name));
    const [own] = (inner && tiles.get(inner.of)) ?? [];
    if (inner && own?.variables.length === 1 && !own.road) {
      tiles.delete(inner.of);
      tiles.set(name, [tileOf(equation, inner)]);
    } else tiles.set(name, highwayOf(equation) ?? [tileOf(equation)]);
  }
  return [...tiles.values()].flat();
}

/** What a variable is a function of, if that is used for nothing else. @param {Cell} cell @param {string} name */
function innerOf(cell, name) {
  const root = cell.circuit?.find(({ id }) => id === name);
  if (root?.kind !== "function" && root?.kind !== "softmax") return "";
  const [{ source, lag }] = root.arguments;
  const uses = cell.edges.filter((edge) => edge.source === source);
  return lag === 0 && source !== "x" && uses.length === 1 ? source : "";
}

/** @typedef {import("./trees.js").KeyOf} KeyOf */

/** @param {Cell} cell @param {KeyOf} keyOf  by which uses are sorted from left to right @returns {Rows} */
export function readRows(cell, keyOf) {
  const tiles = tilesOf(cell, keyOf);
  const last = /** @type {string} */ (cell.edges.find(({ target }) => target === "J")?.source);
  const rowOf = rowsOf(tiles);
  const count = Math.max(...rowOf.values()) + 1;
  /** @type {Item[][]} */
  const rows = Array.from({ length: count + 1 }, () => []);
  const items = new Map(tiles.map((tile) => {
    const item = { tile, row: /** @type {number} */ (rowOf.get(tile.name)), left: tile.left, right: tile.right, x: 0 };
    rows[item.row].push(item);
    return /** @type {[string, Item]} */ ([tile.name, item]);
  }));
  /** @type {Leg} */
  const end = { use: { id: `${last}>J`, edge: `${last}>J`, source: last, lag: 0, weight: false }, x: 0, tail: [[0, -34]], to: "J" };
  const loss = { row: count, left: 20, right: 20, x: 0 };
  rows[count].push(loss);
  const input = { row: -1, left: 18, right: 18, x: 0 };
  const sinks = [...items.values()].flatMap((item) => (item.tile?.legs ?? []).map((leg) => ({ leg, item, channel: item.row })));
  sinks.push({ leg: end, item: loss, channel: count });
  const sources = [...[...items].map(([name, item]) => ({ name, item })), { name: "x", item: input }];
  const taken = (/** @type {string} */ name, /** @type {number} */ lag) => sinks.filter(({ leg: { use } }) => use.source === name && use.lag === lag);
  const roadOf = (/** @type {string} */ name) => {
    const item = [...items.values()].find(({ tile }) => tile?.road?.use && tile.road.of === name);
    if (!item?.tile?.road?.use) return undefined;
    const { use, left, y, id } = item.tile.road;
    return { item, leg: { use, x: left, tail: [/** @type {[number, number]} */ ([left, y])], to: id, road: true } };
  };
  const later = (/** @type {string} */ name) => taken(name, 1).length > 0 || roadOf(name) !== undefined;
  const trees = sources.flatMap(({ name, item }) => {
    const up = taken(name, 0).filter(({ channel }) => channel > item.row);
    const down = taken(name, 0).filter(({ channel }) => channel <= item.row);
    return [
      ...(up.length || later(name) ? [grow(rows, name, item, item.row + 1, up)] : []),
      ...(down.length ? [grow(rows, name, item, item.row, down)] : []),
    ];
  });
  const pasts = sources.flatMap(({ name, item }) => {
    return later(name) ? [{ source: name, from: item, sinks: taken(name, 1), road: roadOf(name) }] : [];
  });
  return { rows, input, trees, pasts };
}

/** The row of each tile, by its longest way from x within the step; highways lie on top of all. @param {Tile[]} tiles */
function rowsOf(tiles) {
  const usual = tiles.filter(({ road }) => !road);
  /** @type {Map<string, number>} */
  const rowOf = new Map();
  for (const { name, legs } of usual) {
    const below = legs.filter(({ use }) => use.lag === 0).map(({ use }) => rowOf.get(use.source) ?? -1);
    rowOf.set(name, Math.max(-1, ...below) + 1);
  }
  let top = Math.max(-1, ...rowOf.values());
  for (const { name, road } of tiles) if (road) rowOf.set(name, road.use ? ++top : top);
  return rowOf;
}

/** @param {Item[][]} rows @param {string} source @param {Item} from @param {number} channel @param {Tree["sinks"]} sinks @returns {Tree} */
function grow(rows, source, from, channel, sinks) {
  /** @type {Tree} */
  const tree = { source, channel, from, sinks, passes: [] };
  const channels = [channel, ...sinks.map((sink) => sink.channel)];
  for (let row = Math.min(...channels); row < Math.max(...channels); row++) {
    const pass = { tree, row, left: PASSING, right: PASSING, x: 0 };
    rows[row].push(pass);
    tree.passes.push(pass);
  }
  return tree;
}
