/** An equation as a tile: its variable on top, its operations below, and at the bottom a leg for every use. */

import { addWire, beside, drawGlyph, hang, measure } from "./glyphs.js";

/**
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("./trees.js").Tree} Tree
 * @typedef {import("./trees.js").Glyph} Glyph
 * @typedef {import("./trees.js").Use} Use
 * @typedef {import("./trees.js").Equation} Equation
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {import("./drawing.js").Wire} Wire
 *
 * @typedef {object} Leg  where a use enters a tile
 * @property {Use} use
 * @property {number} x
 * @property {Point[]} tail  its way from below
 * @property {string} to
 * @property {boolean} [road]  along a highway
 *
 * @typedef {object} Tile  lengths from the middle of its variable's column, heights from its bottom, upward negative
 * @property {string} name
 * @property {string[]} variables
 * @property {number} left
 * @property {number} right
 * @property {number} height
 * @property {Point} node  of the variable that others take
 * @property {number} r
 * @property {Drawing["nodes"]} nodes
 * @property {Drawing["gates"]} gates
 * @property {Drawing["ops"]} ops
 * @property {Drawing["params"]} params
 * @property {Drawing["forks"]} forks
 * @property {Wire[]} wires
 * @property {Leg[]} legs
 * @property {Road} [road]
 *
 * @typedef {object} Road  the part of a highway that a tile stands on
 * @property {string} of  the state
 * @property {string} id  of what stands there
 * @property {string} error  what it hands back
 * @property {number} left
 * @property {number} right
 * @property {number} y
 * @property {Use} [use]  of the first one: of the state one step earlier
 */

/** Of variables: in a capsule, alone, on a highway. */
export const RADIUS = { gate: 15, alone: 16, road: 18 };
/** Of a capsule: from variable to variable, and its half width. */
const [CAPSULE, WALL] = [80, 20];

/** @param {string} name @returns {Tile} */
export const empty = (name) => ({ name, variables: [name], left: 0, right: 0, height: 0, node: [0, 0], r: RADIUS.alone, nodes: {}, gates: [], ops: [], params: [], forks: {}, wires: [], legs: [] });

/** The terms of a sum meet on a bar below its variable; one or two that are narrow lead straight on. */
/** @param {Tile} tile @param {string} of @param {Tree[]} trees @param {Point} node @param {number} r @param {number} wall */
function gather(tile, of, trees, [x, y], r, wall) {
  const size = beside(trees);
  const low = y + Math.max(r, wall);
  const straight = trees.length < 2 || (trees.length === 2 && size.at[1] <= 11);
  const bar = low + 8;
  const top = straight ? low + (wall ? 4 : 10) : bar + 8;
  const carry = { delta: of };
  trees.forEach((tree, i) => {
    const dx = size.at[i];
    const at = x + dx;
    if (straight) {
      hang(tile, tree, size.children[i], [at, top], [[at, y + Math.sqrt(r * r - dx * dx)]], of);
      return;
    }
    const next = i + Math.sign(-dx);
    const end = dx === 0 || (size.at[next] ?? 0) * dx <= 0 ? 0 : size.at[next];
    const outermost = i === 0 || i === trees.length - 1;
    const fork = `${of}+${i}`;
    const inward = end === 0 ? `${of}+in` : `${of}+${next}`;
    if (dx === 0) hang(tile, tree, size.children[i], [at, top], [[x, bar]], `fork:${of}+in`);
    else if (outermost) hang(tile, tree, size.children[i], [at, top], [[at, bar], [x + end, bar]], `fork:${inward}`);
    else {
      tile.forks[fork] = [at, bar];
      hang(tile, tree, size.children[i], [at, top], [[at, bar]], `fork:${fork}`);
      addWire(tile, `fork:${fork}`, `fork:${inward}`, [[at, bar], [x + end, bar]], carry);
    }
  });
  if (!straight) {
    tile.forks[`${of}+in`] = [x, bar];
    addWire(tile, `fork:${of}+in`, of, [[x, bar], [x, y + r]], carry);
  }
  tile.left = Math.max(tile.left, size.left);
  tile.right = Math.max(tile.right, size.right);
  tile.height = top + size.height;
}

/** What stands below a variable. @param {Tile} tile @param {Equation} equation @param {Point} node @param {number} r @param {number} [wall] */
function below(tile, { of, sums, below: trees }, [x, y], r, wall = 0) {
  tile.nodes[of] = { x, y, r };
  if (sums) {
    gather(tile, of, trees, [x, y], r, wall);
    return;
  }
  tile.height = y + Math.max(r, wall);
  for (const tree of trees) {
    const size = measure(tree);
    const top = tile.height + (wall ? 4 : 10);
    hang(tile, tree, size, [x, top], [[x, y + r]], of);
    tile.left = Math.max(tile.left, size.left);
    tile.right = Math.max(tile.right, size.right);
    tile.height = top + size.height;
  }
}

/** @param {Equation} equation @param {Equation} [inner]  of what it is a function of, if that is for nothing else @returns {Tile} */
export function tileOf(equation, inner) {
  const tile = empty(equation.of);
  if (!inner) {
    tile.left = tile.right = RADIUS.alone + 2;
    below(tile, equation, [0, RADIUS.alone], RADIUS.alone);
    tile.node = [0, RADIUS.alone];
    return settled(tile);
  }
  const r = RADIUS.gate;
  const [high, low] = [WALL + 4, WALL + 4 + CAPSULE];
  const plate = /** @type {Glyph} */ (equation.below[0]);
  tile.variables.push(inner.of);
  tile.left = tile.right = Math.max(WALL, plate.w / 2 + 2) + 2;
  tile.nodes[equation.of] = { x: 0, y: high, r };
  tile.node = [0, high];
  tile.r = r;
  const middle = (high + low) / 2;
  const half = Math.max(WALL, plate.w / 2 + 3);
  if (plate.kind === "function") tile.gates.push({ id: equation.of, x: -half, y: 0, w: 2 * half, h: low + WALL + 4, r: WALL });
  drawGlyph(tile, plate, [-plate.w / 2, plate.w / 2], [0, middle]);
  addWire(tile, inner.of, plate.id, [[0, low - r], [0, middle + plate.h / 2]], { edges: [`${inner.of}>${equation.of}`] });
  addWire(tile, plate.id, equation.of, [[0, middle - plate.h / 2], [0, high + r]], { delta: equation.of });
  below(tile, inner, [0, low], r, WALL + 4);
  return settled(tile);
}

/** Heights from the bottom. @param {Tile} tile @returns {Tile} */
export function settled(tile) {
  return moved(tile, 0, -tile.height);
}

/** @param {Tile} tile @param {number} dx @param {number} dy @returns {Tile} */
export function moved(tile, dx, dy) {
  const at = (/** @type {Point} */ [x, y]) => /** @type {Point} */ ([x + dx, y + dy]);
  /** @template {{x: number, y: number}} T @param {T} thing @returns {T} */
  const put = (thing) => ({ ...thing, x: thing.x + dx, y: thing.y + dy });
  const leg = (/** @type {Leg} */ one) => ({ ...one, x: one.x + dx, tail: one.tail.map(at) });
  return {
    ...tile,
    node: at(tile.node),
    nodes: Object.fromEntries(Object.entries(tile.nodes).map(([name, node]) => [name, put(node)])),
    gates: tile.gates.map(put),
    ops: tile.ops.map(put),
    params: tile.params.map(put),
    forks: Object.fromEntries(Object.entries(tile.forks).map(([id, point]) => [id, at(point)])),
    wires: tile.wires.map((wire) => ({ ...wire, points: wire.points.map(at) })),
    legs: tile.legs.map(leg),
    ...(tile.road ? { road: { ...tile.road, left: tile.road.left + dx, right: tile.road.right + dx, y: tile.road.y + dy } } : {}),
  };
}
