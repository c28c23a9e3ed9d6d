/** An arrow in the lanes of the gradients that collect it, side by side and all of one width: colour says which, not how much. */

import { lengthOf, placeOn, upTo } from "../pure/geometry.js";
import { LOOKS } from "../pure/frames.js";
import { stroke } from "./ribbon.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../pure/geometry.js").Point} Point
 * @typedef {import("../pure/frame.js").ArrowInk} ArrowInk
 */

const [WIDTH, APART] = [3.4, 5.5];
/** Within a box arrows are short and close to one another. */
const INSIDE = 0.7;
const HEAD = { length: 7, half: 4 };

/** @param {Pen} pen @param {import("./palette.js").Palette} palette @param {ArrowInk} arrow @param {number} k  of all widths */
export function drawLanes(pen, { of }, { line, lanes = [], kind, progress }, k) {
  const scale = Math.min(1, k) * (kind === "plain" ? INSIDE : 1);
  const way = progress < 1 ? upTo(line, progress * lengthOf(line)) : line;
  for (const i of lanes) {
    const { token, side, dash } = LOOKS[i];
    const lane = beside(way, side * APART * scale);
    const whole = lengthOf(lane);
    const head = { length: Math.min(HEAD.length * scale, whole), half: HEAD.half * scale };
    pen.lineCap = dash[0] < WIDTH ? "round" : "butt";
    pen.lineJoin = "round";
    stroke(pen, upTo(lane, whole - head.length), of[token], WIDTH * scale, dash.map((part) => part * scale));
    drawHead(pen, placeOn(lane, whole), head, of[token]);
  }
}

/** A line beside a line; to its left as it goes where the distance is positive. @param {Point[]} line @param {number} far @returns {Point[]} */
function beside(line, far) {
  return line.map(([x, y], i) => {
    const [[ax, ay], [bx, by]] = [line[Math.max(0, i - 1)], line[Math.min(line.length - 1, i + 1)]];
    const length = Math.hypot(bx - ax, by - ay) || 1;
    return [x + (far * (by - ay)) / length, y - (far * (bx - ax)) / length];
  });
}

/** @param {Pen} pen @param {{x: number, y: number, angle: number}} tip @param {{length: number, half: number}} head @param {string} colour */
function drawHead(pen, { x, y, angle }, { length, half }, colour) {
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle);
  pen.beginPath();
  pen.moveTo(0, 0);
  pen.lineTo(-length, -half);
  pen.lineTo(-length, half);
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
  pen.restore();
}
