/** The way of each edge over the wires of a drawing, from its source to its target; of a use that forks, all ways. */

import { carries } from "./carry.js";

/**
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {import("./drawing.js").Wire} Wire
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../types.js").Edge} Edge
 *
 * @typedef {object} Piece  one wire on the way
 * @property {Wire} wire
 * @property {number} back  1 where the wire is in the block before the target's
 * @property {boolean} own  it carries the message, not what the message is made of
 *
 * @typedef {object} Route
 * @property {Edge} edge
 * @property {Piece[][]} ways  forward
 * @property {Point[]} foot  from the last wire's end through a gate's wall to the target, where no wire leads on
 */

/** @param {Drawing} drawing @param {Edge} edge @returns {Route | null}  null where the drawing has no way for it */
export function routeOf(drawing, edge) {
  const ways = onwards(drawing, edge, edge.source, []);
  if (ways.length === 0) return null;
  const walked = new Set(ways.flat().map(({ wire }) => wire));
  if (drawing.wires.some((wire) => carries(wire.carry, edge.id) && !walked.has(wire))) return null;
  const last = ways[0][ways[0].length - 1].wire;
  return { edge, ways, foot: last.to === edge.target ? [] : footOf(drawing, last, edge.target) };
}

/**
 * All ways from a place to the target: along the wires that carry the message, then on through operations and forks.
 * @param {Drawing} drawing @param {Edge} edge @param {string} at @param {Piece[]} gone @returns {Piece[][]}
 */
function onwards(drawing, edge, at, gone) {
  if (at === edge.target && gone.length) return [gone];
  const from = drawing.wires.filter((wire) => wire.from === at && !gone.some((piece) => piece.wire === wire));
  const own = from.filter(({ carry }) => carries(carry, edge.id));
  const crossed = gone.some(({ wire }) => wire.lag === 1);
  const next = own.length ? own : at in drawing.nodes || !gone.length ? [] : from.filter(({ lag }) => lag === 0);
  if (!next.length) return drawing.params.some(({ id }) => id === at) ? [gone] : [];
  return next.flatMap((wire) => {
    const back = edge.lag === 1 && wire.lag === 0 && !crossed && own.length ? 1 : 0;
    return onwards(drawing, edge, wire.to, [...gone, { wire, back, own: "edges" in wire.carry && own.length > 0 }]);
  });
}

/** Straight on from a square at a gate's wall to the circle of its sum. @param {Drawing} drawing @param {Wire} wire @param {string} target @returns {Point[]} */
function footOf({ nodes }, { points }, target) {
  const { x: cx, y: cy, r } = nodes[target];
  const [[ax, ay], [bx, by]] = points.slice(-2);
  if (ax === bx) return [[bx, by], [bx, cy - Math.sign(by - ay) * Math.sqrt(Math.max(0, r ** 2 - (bx - cx) ** 2))]];
  return [[bx, by], [cx - Math.sign(bx - ax) * Math.sqrt(Math.max(0, r ** 2 - (by - cy) ** 2)), by]];
}
