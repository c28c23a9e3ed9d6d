/** What moves or is pointed at in the black boxes, over what has settled. */

import { shift } from "../pure/geometry.js";
import { placeOf, roundAt } from "../pure/hit.js";
import { columnX } from "../pure/layout.js";
import { underBands } from "./column.js";
import { drawHalo, drawLoss, drawNode, drawRing } from "./node.js";
import { drawRibbon, stroke } from "./ribbon.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/frame.js").Column} Column
 * @typedef {import("./node.js").Scene} Scene
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {import("../pure/geometry.js").Point} Point
 */

/** @param {Pen} pen @param {Scene} scene @param {Frame} frame @param {Hit[]} marked  what is pointed at or pinned */
export function drawMoving(pen, scene, { live: { arrows, nodes, beads, pulses, loss }, columns }, marked) {
  const { layout, palette } = scene;
  for (const node of nodes) {
    if (!node.ring.length) continue;
    drawHalo(pen, scene, node);
    drawRing(pen, scene, node, 1.5, 0.36);
  }
  for (const hit of marked) drawMark(pen, scene, hit, columns);
  const [fresh, others] = [arrows.filter(({ kind }) => kind === "loss"), arrows.filter(({ kind }) => kind !== "loss")];
  underBands(pen, layout, () => fresh.forEach((arrow) => drawRibbon(pen, palette, arrow, layout.k)));
  others.forEach((arrow) => drawRibbon(pen, palette, arrow, layout.k));
  for (const node of nodes) drawNode(pen, scene, node);
  const lossAt = (/** @type {number} */ t, swell = 1) => drawLoss(pen, scene, { t, x: columnX(layout, t), loss: "known", current: "backward" }, swell);
  for (const { t } of fresh) lossAt(t);
  if (loss) lossAt(loss.t, loss.swell);
  const r = 4 * Math.max(0.6, Math.min(1, layout.unit));
  drawDots(pen, beads, palette.of["ink-2"], r);
  drawDots(pen, pulses, palette.of["err-bright"], r);
}

/** What is on its way. @param {Pen} pen @param {Point[]} points @param {string} colour @param {number} r */
export function drawDots(pen, points, colour, r) {
  pen.fillStyle = colour;
  for (const [x, y] of points) {
    pen.beginPath();
    pen.arc(x, y, r, 0, 2 * Math.PI);
    pen.fill();
  }
}

/** A glow under an arrow, a ring round a node. @param {Pen} pen @param {Scene} scene @param {Hit} hit @param {Column[]} columns */
function drawMark(pen, { layout, palette }, hit, columns) {
  const { kind, id, t } = hit;
  if (kind !== "arrow") {
    const { x, y } = placeOf(layout, hit);
    return drawFocus(pen, palette, x, y, roundAt(layout, kind, id).r);
  }
  drawGlow(pen, palette, shift(layout.lines[id], columnX(layout, t)));
  const arrow = columns.find((column) => column.t === t)?.arrows.find((one) => one.id === id);
  if (arrow) drawRibbon(pen, palette, arrow, layout.k);
}

/** @param {Pen} pen @param {import("./palette.js").Palette} palette @param {number} x @param {number} y @param {number} r */
export function drawFocus(pen, { of }, x, y, r) {
  pen.beginPath();
  pen.arc(x, y, r + 5, 0, 2 * Math.PI);
  pen.strokeStyle = of.focus;
  pen.lineWidth = 3;
  pen.stroke();
}

/** @param {Pen} pen @param {import("./palette.js").Palette} palette @param {Point[]} line */
export function drawGlow(pen, { of }, line) {
  pen.save();
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.globalAlpha = 0.55;
  stroke(pen, line, of["err-halo"], 14);
  pen.restore();
}
