/** The tile of a state that reaches itself without a matrix or a slope: its way lies level, what it meets hangs below. */

import { beside, drawGlyph, hang, spanOf } from "./glyphs.js";
import { RADIUS, empty, moved } from "./tiles.js";

/**
 * @typedef {import("./tiles.js").Tile} Tile
 * @typedef {import("./trees.js").Use} Use
 * @typedef {import("./trees.js").Tree} Tree
 * @typedef {import("./trees.js").Glyph} Glyph
 * @typedef {import("./trees.js").Equation} Equation
 */

/** Height of the road in its tile; between what stands on it and what hangs below. */
const ROAD = RADIUS.road;
const GAP = 14;

/**
 * The way of a state's use of itself one step earlier, through glyphs; null where each such use passes a matrix or a slope.
 * @param {Equation} equation @returns {{use: {use: Use}, glyphs: Glyph[]} | null}
 */
export function roadOf({ of, below }) {
  /** @param {Tree} tree @returns {{use: {use: Use}, glyphs: Glyph[]} | null} */
  const find = (tree) => {
    if ("use" in tree) return tree.use.source === of && tree.use.lag === 1 ? { use: tree, glyphs: [] } : null;
    if (["matrix", "function", "softmax"].includes(tree.kind)) return null;
    const found = tree.children.map(find).find((one) => one !== null);
    return found ? { ...found, glyphs: [...found.glyphs, tree] } : null;
  };
  return below.map(find).find((one) => one !== null) ?? null;
}

/** Tiles that stand side by side on the road, the state last. @param {Equation} equation @returns {Tile[] | null} */
export function highwayOf(equation) {
  const found = roadOf(equation);
  if (!found) return null;
  const { of, below, sums } = equation;
  /** @type {Glyph} */
  const plus = { id: `act:${of}`, shape: "circle", kind: "sum", text: "+", w: 22, h: 22, parameter: null, error: of, children: below };
  const glyphs = sums && below.length > 1 ? [...found.glyphs, plus] : found.glyphs;
  /** @type {Tree} */
  let before = found.use;
  const tiles = glyphs.map((glyph) => {
    const tile = onRoad(glyph, of, glyph.children.filter((child) => child !== before));
    before = glyph;
    return tile;
  });
  const state = empty(of);
  state.nodes[of] = { x: 0, y: ROAD, r: ROAD };
  tiles.push({ ...state, node: [0, ROAD], r: ROAD, left: ROAD + 4, right: ROAD + 4, height: 2 * ROAD, road: { of, id: of, error: of, left: -ROAD, right: ROAD, y: ROAD } });
  /** @type {import("./tiles.js").Road} */ (tiles[0].road).use = found.use.use;
  const height = Math.max(...tiles.map((tile) => tile.height));
  return tiles.map((tile) => moved({ ...tile, height }, 0, -height));
}

/** @param {Glyph} glyph @param {string} of @param {Tree[]} others  than what comes along the road @returns {Tile} */
function onRoad(glyph, of, others) {
  const tile = empty(`${of}/${glyph.id}`);
  const size = beside(others);
  const [left, right] = spanOf(glyph, size, others.length > 1);
  const low = ROAD + glyph.h / 2;
  drawGlyph(tile, glyph, [left, right], [0, ROAD]);
  others.forEach((child, i) => hang(tile, child, size.children[i], [size.at[i], low + GAP], [[size.at[i], low]], glyph.id));
  return {
    ...tile,
    left: Math.max(size.left, 2 - left),
    right: Math.max(size.right, right + 2),
    height: Math.max(2 * ROAD, low + GAP + size.height),
    road: { of, id: glyph.id, error: glyph.error, left, right, y: ROAD },
  };
}
