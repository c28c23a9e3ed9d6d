/** A unit, the name of its layer, and the softmax that the last layer goes through. */

import { symbolOf } from "../../pure/words.js";
import { write } from "../node.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../node.js").Scene} Scene
 * @typedef {import("../../pure/neurons/layout.js").UnitLayout} UnitLayout
 * @typedef {import("../../pure/neurons/frame.js").UnitInk} UnitInk
 */

/** A smaller circle holds its number alone, and the name of the layer stands beside the row. */
const LETTERED = 10.4;
/** The wire's colour at full value, under a letter; and how far from the rim a negative one reaches. */
const [SHADE, RIM] = [0.6, 3.6];
/** How far from the loss to the outputs the softmax stands. */
const DOWN = 0.5;

/** Beside its row, where there is more room; a layer on the diagonal has it under its first unit. */
/** @param {Pen} pen @param {string} font @param {string} colour @param {string} name @param {import("../../pure/layout.js").Place[]} row @param {number} x @param {number} half */
export function drawName(pen, font, colour, name, row, x, half) {
  const [first, last] = [row[0], row[row.length - 1]];
  const rises = first.y !== last.y;
  const right = !rises && half - last.x > first.x + half;
  const beside = right ? last.x + last.r + 14 : first.x - first.r - (rises ? 2 : 14);
  write(pen, symbolOf(name), x + beside, rises ? first.y + first.r + 8 : first.y, font, colour);
}

/** Whether the letter of a layer has room in its circles beside the number. @param {string} name @param {number} r */
export const fits = (name, r) => symbolOf(name).length === 1 && r >= LETTERED;

/** A unit, shaded by its value, or by its error once that is known; only along its rim where that is negative. @param {Pen} pen @param {Scene} scene @param {UnitInk} node */
export function drawUnit(pen, { palette: { of, math, ui } }, { name, unit, x, y, r, state, filled, shade, negative, broken }) {
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

/** All lines to and from the loss pass the softmax. @param {Pen} pen @param {Scene} scene @param {UnitLayout} layout @param {number} column */
export function drawSoftmax(pen, { palette: { of, ui } }, { loss, units, net }, column) {
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
