/** One message on its wire: a ribbon with its head, or what stands for it when it is lost, zero or not finite. */

import { lengthOf, placeOn, upTo } from "../pure/geometry.js";
import { drawLanes } from "./lanes.js";
import { CHEVRON_EVERY, CHEVRON_FROM, TUBE, TUBE_BELOW, headOf, sleeveOf } from "../pure/scales.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {import("../pure/frame.js").ArrowInk} ArrowInk
 * @typedef {import("../pure/geometry.js").Point} Point
 */

/** A lost message's head shrinks over this last part of its way. */
const DYING = 0.3;
/** A shorter line has no room for its plate between its ends. */
const NAMED = 60;
/** Of what goes into the step before, in a picture that shows one step, and of what stands for all later routes. */
const DASH = [9, 4];

/** @param {Pen} pen @param {Point[]} line @param {string} colour @param {number} width @param {number[]} [dash] */
export function stroke(pen, line, colour, width, dash = []) {
  pen.beginPath();
  pen.moveTo(line[0][0], line[0][1]);
  for (let i = 1; i < line.length; i++) pen.lineTo(line[i][0], line[i][1]);
  pen.setLineDash(dash);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
  pen.setLineDash([]);
}

/** @param {Pen} pen @param {Palette} palette @param {ArrowInk} arrow @param {number} k */
export function drawRibbon(pen, palette, arrow, k) {
  if (arrow.lanes) return drawLanes(pen, palette, arrow, k);
  const { look, line, progress, edges } = arrow;
  pen.lineJoin = "round";
  if (edges && edges.cut === edges.of) return drawSevered(pen, palette, arrow, k);
  const whole = lengthOf(line);
  const way = progress < 1 ? upTo(line, progress * whole) : line;
  const draw = { live: drawLive, inf: drawLive, lost: drawLost, zero: drawZero, nan: drawNaN }[look.state];
  draw(pen, palette, arrow, way, { whole, gone: progress * whole, k });
  if (edges) drawBars(pen, palette, arrow, `${edges.cut} of ${edges.of} cut`, k);
}

/** Nothing passes: the wire ends at two bars, and beyond them it is not even drawn. */
/** @param {Pen} pen @param {Palette} palette @param {ArrowInk} arrow @param {number} k */
function drawSevered(pen, palette, arrow, k) {
  const { line, kind, edges } = arrow;
  const { of } = palette;
  const whole = lengthOf(line);
  const back = [...line].reverse();
  pen.lineCap = "butt";
  stroke(pen, upTo(back, (1 - barsAt(kind)) * whole), kind === "highway" ? of["rec-band"] : kind === "recurrent" ? of.stage : of.block, 6);
  drawBars(pen, palette, arrow, edges?.every ? "cut at every step" : "cut here", k);
}

/** The wire from a loss passes under a highway in its middle. @param {ArrowInk["kind"]} kind */
export const barsAt = (kind) => (kind === "loss" ? 0.25 : 0.5);

/** @param {Pen} pen @param {Palette} palette @param {ArrowInk} arrow @param {string} words @param {number} k */
export function drawBars(pen, { of, ui }, { line, kind, edges }, words, k) {
  const middle = barsAt(kind) * lengthOf(line);
  const half = 9 * Math.max(0.5, Math.min(1, k));
  pen.lineCap = "butt";
  for (const off of [-2.5, 2.5]) {
    const { x, y, angle } = placeOn(line, middle + off);
    const [dx, dy] = [half * Math.sin(angle), -half * Math.cos(angle)];
    stroke(pen, [[x - dx, y - dy], [x + dx, y + dy]], of.stage, 5);
    stroke(pen, [[x - dx, y - dy], [x + dx, y + dy]], of.ink, 2.4);
  }
  if (k < 1 || edges?.wordless) return;
  const { x, y } = placeOn(line, middle);
  pen.font = `600 12px ${ui}`;
  const width = pen.measureText(words).width + 8;
  const top = y - half - 20;
  pen.beginPath();
  pen.roundRect(x - width / 2, top, width, 17, 4);
  pen.fillStyle = of.stage;
  pen.fill();
  pen.fillStyle = of.ink;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(words, x, top + 9);
}

/**
 * @typedef {{whole: number, gone: number, k: number}} Extent
 * @typedef {(pen: Pen, palette: Palette, arrow: ArrowInk, way: Point[], extent: Extent) => void} Drawing
 */

/** @type {Drawing} */
function drawLive(pen, palette, { look, width, kind, live, progress, negative, head: headed = true, dashed = false }, way, { whole, gone, k }) {
  const { of } = palette;
  const colour = palette.error(look);
  const head = headOf(width, whole);
  const body = headed ? upTo(way, Math.max(0, gone - head.length * 0.75)) : way;
  const moving = live && progress < 1;
  if (moving) drawHalo(pen, of["err-halo"], body, way, gone, width);
  const [edge, wire] = kind === "peephole" ? [of.peep, of.peep] : [of["rec-edge"], of.rec];
  const coloured = kind === "recurrent" || kind === "highway" || kind === "peephole";
  const tube = coloured && width < TUBE_BELOW * Math.min(1, k);
  const rim = kind === "recurrent" || kind === "peephole" ? sleeveOf(width) * Math.min(1, k) : 0;
  pen.lineCap = "butt";
  if (tube) {
    const half = TUBE * Math.min(1, k);
    stroke(pen, body, edge, half + 1.2);
    stroke(pen, body, wire, half);
    stroke(pen, body, of.stage, Math.max(width + 1, half - 2.2));
  } else if (rim) stroke(pen, body, wire, width + rim);
  pen.lineCap = dashed || !headed ? "butt" : "round";
  stroke(pen, body, colour, width, dashed ? DASH : []);
  if (look.core || look.state === "inf") {
    pen.lineCap = "butt";
    stroke(pen, body, of["err-hot-core"], 0.22 * width);
  }
  const tip = placeOn(way, gone);
  if (headed && rim) drawHead(pen, tip, head, wire, rim);
  if (headed) drawHead(pen, tip, head, moving ? of["err-bright"] : colour, 0);
  if (negative) drawHead(pen, placeOn(way, gone - 0.22 * head.length), { length: 0.52 * head.length, half: 0.46 * head.half }, of.stage, 0);
  if (width >= CHEVRON_FROM && k > 0.6 && !dashed) drawChevrons(pen, of["err-on"], body, width, gone - (headed ? head.length : 0));
  if (look.state === "inf" && !moving) drawPlate(pen, palette, placeOn(way, gone / 2), "∞");
}

/** @type {Drawing} */
function drawLost(pen, palette, { kind, progress, head: headed = true }, way, { gone, k }) {
  const { of } = palette;
  pen.lineCap = "butt";
  if (kind === "recurrent" || kind === "highway" || kind === "peephole") stroke(pen, way, of[kind === "highway" ? "rec-band" : "stage"], 6);
  stroke(pen, way, of["err-dead"], 1.4, [1.4, 3]);
  const tip = placeOn(way, Math.max(0, gone - 4));
  if (progress < 1) {
    const left = Math.min(1, (1 - progress) / DYING);
    return drawHead(pen, tip, { length: 8 * left, half: 4.4 * left }, of["err-bright"], 0);
  }
  if (!headed) return;
  const size = 3 * Math.max(0.6, Math.min(1, k));
  stroke(pen, [[tip.x - size, tip.y - size], [tip.x + size, tip.y + size]], of["err-dead"], 1.4);
  stroke(pen, [[tip.x - size, tip.y + size], [tip.x + size, tip.y - size]], of["err-dead"], 1.4);
}

/** @type {Drawing} */
function drawZero(pen, { of }, { kind }, way) {
  pen.lineCap = "butt";
  if (kind !== "loss" && kind !== "highway") stroke(pen, way, of[kind === "recurrent" ? "stage" : "block"], 5);
  stroke(pen, way, of["err-dead"], 1.2, [1, 5]);
}

/** @type {Drawing} */
function drawNaN(pen, palette, { width }, way, { gone }) {
  pen.lineCap = "butt";
  stroke(pen, way, palette.of["nan-b"], width);
  stroke(pen, way, palette.of["nan-a"], width, [5, 5]);
  if (gone > NAMED) drawPlate(pen, palette, placeOn(way, gone / 2), "NaN");
}

/** @param {Pen} pen @param {{x: number, y: number, angle: number}} tip @param {{length: number, half: number}} head @param {string} colour @param {number} rim */
function drawHead(pen, { x, y, angle }, { length, half }, colour, rim) {
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle);
  pen.beginPath();
  pen.moveTo(0, 0);
  pen.lineTo(-length, -half);
  pen.quadraticCurveTo(-0.76 * length, 0, -length, half);
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
  if (rim) {
    pen.strokeStyle = colour;
    pen.lineWidth = 0.8 * rim;
    pen.stroke();
  }
  pen.restore();
}

/** @param {Pen} pen @param {string} colour @param {Point[]} body @param {Point[]} way @param {number} gone @param {number} width */
function drawHalo(pen, colour, body, way, gone, width) {
  pen.save();
  pen.lineCap = "round";
  pen.globalAlpha = 0.4;
  stroke(pen, body, colour, width + 9);
  const { x, y } = placeOn(way, Math.max(0, gone - 6));
  pen.globalAlpha = 0.6;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, 9 + width * 0.7, 0, 2 * Math.PI);
  pen.fill();
  pen.restore();
}

/** @param {Pen} pen @param {string} colour @param {Point[]} body @param {number} width @param {number} until */
function drawChevrons(pen, colour, body, width, until) {
  const size = Math.min(5, 0.26 * width);
  pen.save();
  pen.globalAlpha = 0.9;
  pen.lineCap = "round";
  for (let at = CHEVRON_EVERY / 2; at < until - size; at += CHEVRON_EVERY) {
    const { x, y, angle } = placeOn(body, at);
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const back = 1.6 * size;
    stroke(
      pen,
      [[x - back * dx - size * dy, y - back * dy + size * dx], [x, y], [x - back * dx + size * dy, y - back * dy - size * dx]],
      colour,
      Math.max(1.1, 0.15 * width),
    );
  }
  pen.restore();
}

/** @param {Pen} pen @param {Palette} palette @param {{x: number, y: number}} place @param {string} text */
function drawPlate(pen, { of, ui }, { x, y }, text) {
  const half = text.length > 1 ? 17 : 10;
  pen.beginPath();
  pen.roundRect(x - half, y - 10, 2 * half, 20, text.length > 1 ? 4 : 10);
  pen.fillStyle = text.length > 1 ? of.ink : of.panel;
  pen.fill();
  pen.strokeStyle = of.ink;
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.fillStyle = text.length > 1 ? of.paper : of.ink;
  pen.font = `700 ${text.length > 1 ? 12 : 15}px ${ui}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y + 0.5);
}
