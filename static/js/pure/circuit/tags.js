/** Where the number of an edge would stand best: where its drawing has a place for it, else beside the longest wire of its own. */

import { lengthOf, placeOn, shift } from "../geometry.js";

/** So far a number stands from its wire. */
export const BESIDE = 18;

/**
 * @typedef {import("../geometry.js").Point} Point
 * @param {import("./layout.js").CircuitLayout} layout @param {string} edge
 * @returns {{x: number, y: number, beside: boolean, block: number, lines: Point[][], on?: {x: number, y: number}} | null}  x from the middle of the
 *   block of the edge's source; block: how many blocks later its target is; the lines that it goes over; on: where it
 *   stands on its wire if nothing beside that is free
 */
export function routeTag({ circuit, pitch }, edge) {
  const route = circuit.routes.get(edge);
  if (!route) return null;
  const block = route.edge.lag;
  const lines = route.ways.flat().map(({ wire, back }) => shift(circuit.lines[wire.id], (block - back) * pitch));
  const drawn = circuit.drawing.tags[edge];
  if (drawn) return { x: block * pitch + drawn.at[0], y: drawn.at[1], beside: drawn.align === "start", block, lines };
  const alone = route.ways[0].filter(({ wire }) => "edges" in wire.carry && wire.carry.edges.length === 1);
  const [piece] = [...(alone.length ? alone : route.ways[0])].sort((a, b) => lengthOf(circuit.lines[b.wire.id]) - lengthOf(circuit.lines[a.wire.id]));
  const line = circuit.lines[piece.wire.id];
  const { x, y, angle } = placeOn(line, lengthOf(line) / 2);
  const [across, along] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
  const on = { x: (block - piece.back) * pitch + x, y };
  return { x: on.x + BESIDE * across, y: y - BESIDE * along, beside: along > 0.7, block, lines, on };
}
