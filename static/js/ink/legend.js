/** The legend of arrow sizes, drawn by the very function that draws the messages. */

import { inkWidth, lookOf } from "../pure/scales.js";
import { drawRibbon } from "./ribbon.js";

const RATIOS = [0, 1e-6, 0.001, 0.01, 0.1, 1, 10];
const [WIDTH, HEIGHT] = [296, 32];

/** @param {HTMLCanvasElement} canvas @param {import("./palette.js").Palette} palette */
export function drawLegend(canvas, palette) {
  const ratio = window.devicePixelRatio;
  Object.assign(canvas, { width: WIDTH * ratio, height: HEIGHT * ratio });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(ratio, ratio);
  const pitch = WIDTH / RATIOS.length;
  const arrows = RATIOS.map((size, i) => {
    const look = lookOf(size, 1);
    /** @type {import("../pure/geometry.js").Point[]} */
    const line = [[(i + 1) * pitch - 4 - inkWidth(look, 1) / 2, HEIGHT / 2], [i * pitch + 3, HEIGHT / 2]];
    return { id: "", t: 0, line, norm: size, look, width: inkWidth(look, 1), kind: /** @type {const} */ ("loss"), progress: 1, live: false };
  });
  for (const arrow of arrows) drawRibbon(pen, palette, arrow, 1);
}
