/** Units and the lines between them: each line a weight, and on it the error of one number, back to the unit before it. */

import { lengthOf, shift, upTo } from "../../pure/geometry.js";
import { columnX } from "../../pure/layout.js";
import { placeOfUnit } from "../../pure/neurons/hit.js";
import { OTHERS, SELECTED, linesOfLink } from "../../pure/neurons/layout.js";
import { signOf } from "../../pure/sequence.js";
import { drawDots, drawFocus, drawGlow } from "../moving.js";
import { drawHalo, drawLoss } from "../node.js";
import { barsAt, drawBars, drawRibbon, stroke } from "../ribbon.js";
import { drawName, drawSoftmax, drawUnit, fits } from "./unit.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../node.js").Scene} Scene
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("../../pure/hit.js").Hit} Hit
 * @typedef {import("../../pure/frame.js").Frame} Frame
 * @typedef {import("../../pure/frame.js").Column} Column
 * @typedef {import("../../pure/neurons/layout.js").UnitLayout} UnitLayout
 * @typedef {import("../../pure/neurons/frame.js").UnitInk} UnitInk
 * @typedef {import("../../pure/neurons/frame.js").LineInk} LineInk
 * @typedef {import("../../pure/neurons/frame.js").UnitColumn} UnitColumn
 */

/** What the forward pass has not reached is there, but faint. */
const FUTURE = 0.32;
/** Wires, recurrent ones with their edges; thinner among many. */
const [THIN, REC, EDGE, THINNER] = [0.8, 2, 0.6, 0.55];

/** @param {import("../../pure/layout.js").Layout} layout */
const ofUnits = (layout) => /** @type {UnitLayout} */ (layout);

/** @param {Pen} pen @param {Scene} scene @param {Column[]} columns */
export function drawUnits(pen, scene, columns) {
  const layout = ofUnits(scene.layout);
  const each = (/** @type {(column: Column) => void} */ draw) => {
    for (const column of columns) {
      pen.globalAlpha = column.future ? FUTURE : 1;
      draw(column);
      pen.globalAlpha = 1;
    }
  };
  each((column) => drawBlock(pen, scene, layout, column));
  each((column) => drawWires(pen, scene, layout, /** @type {UnitColumn} */ (column)));
  const arrived = columns.flatMap(({ arrows }) => /** @type {LineInk[]} */ (arrows));
  drawLines(pen, scene.palette, arrived.sort((a, b) => height(a) - height(b)));
  each((column) => {
    for (const node of column.nodes) drawUnit(pen, scene, /** @type {UnitInk} */ (node));
    drawLoss(pen, scene, column, 1);
    if (layout.net.softmax) drawSoftmax(pen, scene, layout, column.x);
  });
}

/** What moves or is selected, over what has settled. @param {Pen} pen @param {Scene} scene @param {Frame} frame @param {Hit[]} marked */
export function drawMovingUnits(pen, scene, { live: { arrows, nodes, beads, loss }, selected, columns }, marked) {
  const { palette } = scene;
  const layout = ofUnits(scene.layout);
  const settled = columns.flatMap((column) => /** @type {UnitInk[]} */ (column.nodes));
  const units = /** @type {UnitInk[]} */ (nodes);
  const is = (/** @type {UnitInk} */ { name, unit, t }) => selected?.id === name && selected.unit === unit && selected.t === t;
  const chosen = units.find(is) ?? settled.find(is);
  if (chosen) drawHalo(pen, scene, chosen, 1.8);
  const arrived = columns.flatMap((column) => /** @type {LineInk[]} */ (column.arrows));
  for (const hit of marked.filter(({ kind }) => kind === "arrow")) {
    drawMark(pen, palette, layout, hit);
    drawLines(pen, palette, arrived.filter(({ id, t, unit, of }) => id === hit.id && t === hit.t && (hit.unit === undefined || (hit.unit === unit && hit.of === of))));
  }
  const lines = /** @type {LineInk[]} */ (arrows);
  drawLines(pen, palette, lines);
  // Wide ribbons begin within their senders' circles.
  const sending = new Set(lines.map(({ id, t }) => layout.net.links.filter((link) => link.id === id).map(({ from, lag }) => `${from}.${t + lag}`)[0]));
  for (const node of settled) if (sending.has(`${node.name}.${node.t}`)) drawUnit(pen, scene, node);
  for (const node of units) drawUnit(pen, scene, node);
  if (chosen) drawUnit(pen, scene, { ...chosen, filled: chosen.state === "known" ? 1 : chosen.filled });
  for (const hit of marked) {
    if (hit.kind === "arrow") continue;
    const { x, y } = placeOfUnit(layout, hit);
    drawFocus(pen, palette, x, y, hit.kind === "loss" ? layout.loss.r : layout.units[hit.id][(hit.unit ?? 1) - 1].r);
  }
  if (loss) drawLoss(pen, scene, { t: loss.t, x: columnX(layout, loss.t), loss: "known", current: "forward" }, loss.swell);
  drawDots(pen, beads, palette.of["ink-2"], 2.4);
}

/** What is lost or zero lies under all others. @param {LineInk} line */
const height = (line) => (isBroken(line) ? -Infinity : line.look.L);

/** @param {LineInk} line */
const isBroken = ({ look }) => look.state === "lost" || look.state === "zero";

/** Among so many lines the wire itself is the rim of a thin ribbon; only those of the selected unit have one of their own. */
/** @param {Pen} pen @param {Palette} palette @param {LineInk[]} lines */
const drawLines = (pen, palette, lines) => {
  for (const line of lines) {
    if (line.edges) drawBars(pen, palette, line, "", OTHERS);
    else drawRibbon(pen, palette, line.k === SELECTED && !isBroken(line) ? line : { ...line, kind: "loss" }, line.k);
  }
};

/** The line pointed at, or all lines of a link. @param {Pen} pen @param {Palette} palette @param {UnitLayout} layout @param {Hit} hit */
function drawMark(pen, palette, layout, { id, t, unit, of }) {
  for (const link of layout.net.links.filter((one) => one.id === id))
    for (const one of linesOfLink(layout, link)) if (unit === undefined || (unit === one.unit && of === one.of)) drawGlow(pen, palette, shift(one.line, columnX(layout, t)));
}

/** @param {Pen} pen @param {Scene} scene @param {UnitLayout} layout @param {Column} column */
function drawBlock(pen, { flow, palette: { of, ui, math } }, layout, { t, x, current }) {
  const { half, top, bottom, radius } = layout.block;
  pen.beginPath();
  pen.roundRect(x - half, top, 2 * half, bottom - top, radius);
  pen.fillStyle = of.block;
  pen.fill();
  pen.strokeStyle = current === "backward" ? of.err : current ? of.ink : of["line-2"];
  pen.lineWidth = current ? 2 : 1.2;
  pen.stroke();
  const [left, line] = [x - half + 4, top - 14];
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillStyle = of.ink;
  pen.font = `italic 600 16px ${math}`;
  pen.fillText("t", left, line);
  pen.font = `600 14px ${ui}`;
  const sign = signOf(flow.answer, t);
  pen.fillText(`= ${t}${sign === null ? "" : ` “${sign}”`}`, left + 10, line);
  for (const [name, row] of Object.entries(layout.units)) if (!fits(name, row[0].r)) drawName(pen, `italic 600 14px ${math}`, of["ink-2"], name, row, x, half);
}

/** Every weight, at its place, up to where it is cut; into the first block come those from the initial state. @param {Pen} pen @param {Scene} scene @param {UnitLayout} layout @param {UnitColumn} column */
function drawWires(pen, { palette: { of }, flow }, layout, { t, broken }) {
  pen.lineCap = "butt";
  const thin = layout.many ? THINNER : 1;
  for (const link of layout.net.links) {
    const dotted = broken.filter(({ id }) => id === link.id);
    const steps = link.lag && t === 1 ? [0, 1] : [t];
    for (const step of steps.filter((step) => !link.lag || step < flow.steps))
      for (const { unit, of: sender, line } of linesOfLink(layout, link)) {
        const silent = step === t && dotted.find((one) => one.unit === unit && one.of === sender);
        if (silent && !silent.edges) continue;
        const whole = shift(line, columnX(layout, step));
        const wire = silent ? upTo(whole, barsAt(silent.kind) * lengthOf(whole)) : whole;
        if (link.lag) stroke(pen, wire, of["rec-edge"], thin * (REC + EDGE));
        stroke(pen, wire, of[link.lag ? "rec" : "wire"], thin * (link.lag ? REC : THIN));
      }
  }
}
