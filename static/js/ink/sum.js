/** The sum at the foot of the stage, the gradients that fly to it, and the renewed parameters that it sends back. */

import { LOOKS } from "../pure/frames.js";
import { write } from "./node.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../pure/sum.js").SumInk} SumInk
 */

const [HEIGHT, PAD, TOKEN] = [24, 10, 18];

/** @param {Pen} pen @param {import("./palette.js").Palette} palette @param {SumInk} sum @param {import("../pure/frames.js").Frames | null} frames */
export function drawSum(pen, palette, sum, frames) {
  const { of, ui, math } = palette;
  for (const [x, y] of sum.back) {
    pen.beginPath();
    pen.arc(x, y, 5, 0, 2 * Math.PI);
    pen.fillStyle = of.ink;
    pen.fill();
  }
  drawPlate(pen, palette, sum);
  for (const { x, y, t } of sum.flying) {
    const framed = frames ? frames.indexOf(t) : -1;
    pen.beginPath();
    pen.roundRect(x - TOKEN / 2, y - TOKEN / 2, TOKEN, TOKEN, 4);
    pen.fillStyle = of[framed < 0 ? (frames ? "ink-2" : "err") : LOOKS[framed].token];
    pen.fill();
    pen.strokeStyle = of.stage;
    pen.lineWidth = 1.5;
    pen.stroke();
    write(pen, framed < 0 ? String(t) : LOOKS[framed].letter, x, y, `700 12px ${framed < 0 ? ui : math}`, of["err-on"]);
  }
}

/** @param {Pen} pen @param {import("./palette.js").Palette} palette @param {SumInk} sum */
function drawPlate(pen, { of, ui, math }, { place: { x, y }, whole, swell, says }) {
  const parts = says.split("_").map((text, i) => ({ text, font: i % 2 ? `italic 600 15px ${math}` : `600 12px ${ui}` }));
  const widths = parts.map(({ text, font }) => ((pen.font = font), pen.measureText(text).width));
  const width = widths.reduce((a, b) => a + b, 0);
  const beyond = PAD + 3 * swell;
  pen.beginPath();
  pen.roundRect(x - width / 2 - beyond, y - HEIGHT / 2 - 3 * swell, width + 2 * beyond, HEIGHT + 6 * swell, 8);
  pen.fillStyle = of["err-soft"];
  pen.fill();
  pen.strokeStyle = of.err;
  pen.lineWidth = whole ? 2.5 : 1.5;
  pen.stroke();
  let left = x - width / 2;
  parts.forEach(({ text, font }, i) => {
    write(pen, text, left + widths[i] / 2, y, font, of.ink);
    left += widths[i];
  });
}
