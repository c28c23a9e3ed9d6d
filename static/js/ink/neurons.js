/** Units and the lines between them: each line a weight, and on it the error of one number, back to the unit before it. */

import { shift } from "../pure/geometry.js";
import { columnX } from "../pure/layout.js";
import { placeOfUnit } from "../pure/neurons/hit.js";
import { SELECTED, lineOf } from "../pure/neurons/layout.js";
import { signOf } from "../pure/sequence.js";
import { symbolOf } from "../pure/words.js";
import { drawDots, drawFocus, drawGlow } from "./moving.js";
import { drawHalo, drawLoss, write } from "./node.js";
import { drawRibbon, stroke } from "./ribbon.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("./node.js").Scene} Scene
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/frame.js").Column} Column
 * @typedef {import("../pure/neurons/layout.js").UnitLayout} UnitLayout
 * @typedef {import("../pure/neurons/frame.js").UnitInk} UnitInk
 * @typedef {import("../pure/neurons/frame.js").LineInk} LineInk
 */

/** What the forward pass has not reached is there, but faint. */
const FUTURE = 0.32;
/** A smaller circle holds its number alone, and the name of the layer stands beside the row. */
const LETTERED = 10.4;
/** Wires, recurrent ones with their edges; thinner among many. */
const [THIN, REC, EDGE, THINNER] = [0.8, 2, 0.6, 0.55];

/** @param {import("../pure/layout.js").Layout} layout */
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
  each((column) => drawWires(pen, scene, layout, column.t));
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
  const senders = settled.filter(({ name, t }) => lines.some((line) => line.id.startsWith(`${name}_`) && (line.t === t || line.t === t - 1)));
  for (const node of [...senders, ...units]) drawUnit(pen, scene, node);
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
const height = ({ look }) => (look.state === "live" ? look.L : look.state === "lost" || look.state === "zero" ? -Infinity : Infinity);

/** Among so many lines the wire itself is the rim of a thin ribbon; only those of the selected unit have one of their own. */
/** @param {Pen} pen @param {Palette} palette @param {LineInk[]} lines */
const drawLines = (pen, palette, lines) => {
  for (const line of lines) drawRibbon(pen, palette, line.k === SELECTED || line.look.state !== "live" ? line : { ...line, kind: "plain" }, line.k);
};

/** The line pointed at, or all lines of a link. @param {Pen} pen @param {Palette} palette @param {UnitLayout} layout @param {Hit} hit */
function drawMark(pen, palette, layout, { id, t, unit, of }) {
  for (const link of layout.net.links.filter((one) => one.id === id))
    layout.units[link.into].forEach((_, i) => {
      (layout.units[link.from] ?? [0]).forEach((_, j) => {
        const sender = link.from === "J" ? 0 : j + 1;
        if (unit === undefined || (unit === i + 1 && of === sender)) drawGlow(pen, palette, shift(lineOf(layout, link, i + 1, sender), columnX(layout, t)));
      });
    });
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

/** Beside its row, where there is more room; a layer on the diagonal has it under its first unit. */
/** @param {Pen} pen @param {string} font @param {string} colour @param {string} name @param {import("../pure/layout.js").Place[]} row @param {number} x @param {number} half */
function drawName(pen, font, colour, name, row, x, half) {
  const [first, last] = [row[0], row[row.length - 1]];
  const rises = first.y !== last.y;
  const right = !rises && half - last.x > first.x + half;
  const beside = right ? last.x + last.r + 14 : first.x - first.r - (rises ? 2 : 14);
  write(pen, symbolOf(name), x + beside, rises ? first.y + first.r + 8 : first.y, font, colour);
}

/** Whether the letter of a layer has room in its circles beside the number. @param {string} name @param {number} r */
const fits = (name, r) => symbolOf(name).length === 1 && r >= LETTERED;

/** Every weight, at its place; into the first block come those from the initial state. @param {Pen} pen @param {Scene} scene @param {UnitLayout} layout @param {number} t */
function drawWires(pen, { palette: { of }, flow }, layout, t) {
  pen.lineCap = "butt";
  const thin = layout.many ? THINNER : 1;
  for (const link of layout.net.links) {
    const from = link.lag && t === 1 ? [0, 1] : [t];
    for (const step of from.filter((step) => !link.lag || step < flow.steps)) {
      const x = columnX(layout, step);
      layout.units[link.into].forEach((_, i) => {
        (layout.units[link.from] ?? [0]).forEach((_, j) => {
          const line = shift(lineOf(layout, link, i + 1, link.from === "J" ? 0 : j + 1), x);
          if (link.lag) stroke(pen, line, of["rec-edge"], thin * (REC + EDGE));
          stroke(pen, line, of[link.lag ? "rec" : "wire"], thin * (link.lag ? REC : THIN));
        });
      });
    }
  }
}

/** The wire's colour at full value, under a letter; and how far from the rim a negative one reaches. */
const [SHADE, RIM] = [0.6, 3.6];

/** A unit, shaded by its value, or by its error once that is known; only along its rim where that is negative. @param {Pen} pen @param {Scene} scene @param {UnitInk} node */
function drawUnit(pen, { palette: { of, math, ui } }, { name, unit, x, y, r, state, filled, shade, negative, broken }) {
  const known = state === "known" || state === "gathering";
  const rim = known ? of.err : state === "computing" ? of["ink-2"] : of["node-line"];
  circle(pen, x, y, r);
  pen.fillStyle = known ? of["err-soft"] : of.node;
  pen.fill();
  const before = pen.globalAlpha;
  pen.globalAlpha = before * shade * (known ? 1 : SHADE);
  pen.fillStyle = pen.strokeStyle = known ? of["err-halo"] : of.wire;
  pen.lineWidth = RIM;
  circle(pen, x, y, negative ? r - RIM / 2 : r);
  if (negative) pen.stroke();
  else pen.fill();
  pen.globalAlpha = before * (known ? filled : 0);
  circle(pen, x, y, r);
  pen.fillStyle = of.err;
  pen.fill();
  pen.globalAlpha = before;
  circle(pen, x, y, r);
  pen.strokeStyle = broken ? of["nan-b"] : rim;
  pen.lineWidth = broken ? 3.2 : 1.6;
  pen.stroke();
  if (broken) {
    pen.setLineDash([4, 4]);
    pen.strokeStyle = of["nan-a"];
    pen.stroke();
    pen.setLineDash([]);
  }
  const ink = known && filled > 0.5 ? of["err-on"] : of.ink;
  if (!fits(name, r)) return write(pen, String(unit), x, y, `600 12px ${ui}`, ink);
  write(pen, symbolOf(name), x - 3.4, y - 1.5, `italic 600 ${Math.min(15, 1.2 * r)}px ${math}`, ink);
  write(pen, String(unit), x + 4.4, y + 2.8, `12px ${ui}`, ink);
}

/** @param {Pen} pen @param {number} x @param {number} y @param {number} r */
function circle(pen, x, y, r) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
}

/** How far from the loss to the outputs the softmax stands. */
const DOWN = 0.5;

/** All lines to and from the loss pass the softmax. @param {Pen} pen @param {Scene} scene @param {UnitLayout} layout @param {number} column */
function drawSoftmax(pen, { palette: { of, ui } }, { loss, units, net }, column) {
  const outputs = units[net.layers[net.layers.length - 1].name];
  const far = Math.max(...outputs.map((unit) => Math.abs(unit.x - loss.x)));
  const [x, y] = [column + loss.x, loss.y + DOWN * (outputs[0].y - loss.y)];
  const half = Math.max(31, DOWN * far + 12);
  pen.beginPath();
  pen.roundRect(x - half, y - 10, 2 * half, 20, 10);
  pen.fillStyle = of.node;
  pen.fill();
  pen.strokeStyle = of["node-line"];
  pen.lineWidth = 1.4;
  pen.stroke();
  write(pen, "softmax", x, y, `12px ${ui}`, of.ink);
}
