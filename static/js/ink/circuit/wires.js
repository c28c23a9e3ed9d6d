/** The wires of a circuit, each in the look of its kind, and the ribbons on them. */

import { shift } from "../../pure/geometry.js";
import { drawRibbon, stroke } from "../ribbon.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../node.js").Scene} Scene
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("../../pure/frame.js").Column} Column
 * @typedef {import("../../pure/frame.js").ArrowInk} ArrowInk
 * @typedef {import("../../pure/geometry.js").Point} Point
 * @typedef {import("../../pure/circuit/layout.js").CircuitLayout} CircuitLayout
 * @typedef {import("../../pure/circuit/drawing.js").Kind} Kind
 */

/** What lies under the line of a wire, and the line. @type {Record<Kind, {edge?: [string, number], line: [string, number]}>} */
const LOOKS = {
  plain: { line: ["wire", 1.6] },
  input: { line: ["wire", 1.6] },
  output: { line: ["wire", 1.6] },
  recurrent: { edge: ["rec-edge", 4.2], line: ["rec", 2.8] },
  highway: { line: ["rec", 2.4] },
  peephole: { line: ["peep", 2] },
};
const DASH = [4, 4];

/** Draws with nothing inside the gaps. @param {Pen} pen @param {{x: number, y: number, w: number, h: number}[]} gaps @param {() => void} draw */
export function around(pen, gaps, draw) {
  if (!gaps.length) return draw();
  pen.save();
  pen.beginPath();
  pen.rect(-1e5, -1e5, 2e5, 2e5);
  for (const { x, y, w, h } of gaps) pen.rect(x, y, w, h);
  pen.clip("evenodd");
  draw();
  pen.restore();
}

/** @param {Pen} pen @param {Scene} scene @param {ArrowInk} arrow */
export const drawOver = (pen, { layout, palette }, arrow) => around(pen, arrow.gaps ?? [], () => drawRibbon(pen, palette, arrow, layout.k));

/** @param {Pen} pen @param {Scene} scene @param {Column} column @param {boolean} under  those that pass under another, or all others */
export function drawWires(pen, { flow, layout, palette: { of } }, { t, x }, under) {
  const { circuit } = /** @type {CircuitLayout} */ (layout);
  const { drawing, lines, gaps, scale } = circuit;
  const wires = drawing.wires.filter(({ id }) => (gaps[id] !== undefined) === under).map((wire) => ({ ...wire, line: shift(lines[wire.id], x) }));
  const stubs = !under && t === flow.steps ? drawing.stubs.map(({ points, kind }) => ({ id: "", kind, to: "", past: false, line: shift(points, x) })) : [];
  pen.lineJoin = "round";
  pen.lineCap = "butt";
  const thick = Math.min(1, Math.max(0.7, scale));
  for (const layer of /** @type {const} */ (["edge", "line"])) {
    for (const { id, kind, line, past } of [...wires, ...stubs]) {
      const look = LOOKS[kind][layer];
      const clear = (gaps[id] ?? []).map((gap) => ({ ...gap, x: gap.x + x }));
      if (look) around(pen, clear, () => stroke(pen, line, of[look[0]], look[1] * thick, past ? DASH : []));
    }
  }
  for (const { kind, line, to } of wires) if (!to.startsWith("fork:") && !to.endsWith("'")) drawTip(pen, of, kind, line, scale);
}

/** A small head where a wire reaches something. @param {Pen} pen @param {Record<string, string>} of @param {Kind} kind @param {Point[]} line @param {number} scale */
function drawTip(pen, of, kind, line, scale) {
  const [[ax, ay], [bx, by]] = line.slice(-2);
  const far = Math.hypot(bx - ax, by - ay) || 1;
  const [dx, dy] = [(bx - ax) / far, (by - ay) / far];
  const [long, half] = kind === "recurrent" || kind === "highway" ? [8 * scale, 4 * scale] : [6.5 * scale, 3.2 * scale];
  pen.beginPath();
  pen.moveTo(bx, by);
  pen.lineTo(bx - long * dx - half * dy, by - long * dy + half * dx);
  pen.lineTo(bx - long * dx + half * dy, by - long * dy - half * dx);
  pen.closePath();
  pen.fillStyle = of[kind === "recurrent" || kind === "highway" ? "rec-edge" : kind === "peephole" ? "peep" : "wire"];
  pen.fill();
}

/** The roads run on without a break, under all that stands on them. @param {Pen} pen @param {Scene} scene @param {Column[]} columns */
export function drawRoads(pen, { layout, palette: { of } }, columns) {
  const { circuit, bandHalf } = /** @type {CircuitLayout} */ (layout);
  const stubs = circuit.drawing.stubs.filter(({ kind }) => kind === "highway").map(({ points }) => points);
  const roads = columns.flatMap(({ x, t }) => [...circuit.roads, ...(t === layout.steps ? stubs : [])].map((road) => shift(road, x)));
  pen.lineJoin = "round";
  pen.lineCap = "butt";
  for (const road of roads) stroke(pen, road, of["rec-edge"], 2 * bandHalf + 2);
  for (const road of roads) stroke(pen, extended(road), of["rec-band"], 2 * bandHalf);
}

/** A little over both ends, so that the edge of a neighbour does not cut the road. @param {Point[]} road @returns {Point[]} */
function extended(road) {
  const beyond = (/** @type {Point} */ [ax, ay], /** @type {Point} */ [bx, by]) => {
    const far = Math.hypot(bx - ax, by - ay) || 1;
    return /** @type {Point} */ ([bx + (2 * (bx - ax)) / far, by + (2 * (by - ay)) / far]);
  };
  const last = road.length - 1;
  return [beyond(road[1], road[0]), ...road.slice(1, last), beyond(road[last - 1], road[last])];
}

/** @param {Pen} pen @param {Scene} scene @param {Column} column */
export function drawForks(pen, { layout, palette: { of } }, { x, arrows }) {
  const { circuit } = /** @type {CircuitLayout} */ (layout);
  const { drawing, scale } = circuit;
  for (const [id, [fx, fy]] of Object.entries(drawing.forks)) {
    const from = `fork:${id}`;
    const wires = drawing.wires.filter((wire) => wire.from === from || wire.to === from);
    const passed = wires.some((wire) => arrows.some((arrow) => arrow.id === wire.id));
    const kind = wires.some((wire) => wire.kind === "peephole" && wire.from !== from) ? "peep" : wires.some((wire) => wire.kind === "recurrent" || wire.kind === "highway") ? "rec-edge" : "wire";
    pen.beginPath();
    pen.arc(x + fx, fy, 3.2 * scale, 0, 2 * Math.PI);
    pen.fillStyle = passed ? of.stage : of[kind];
    pen.fill();
    if (!passed) continue;
    pen.strokeStyle = of.err;
    pen.lineWidth = 1.3;
    pen.stroke();
  }
}
