/** The round things: nodes with their share rings, losses, inputs. */

import { power, three } from "../pure/numbers.js";
import { hintsAt, signOf } from "../pure/sequence.js";
import { symbolOf } from "../pure/words.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../pure/frame.js").Column} Column
 * @typedef {import("../pure/frame.js").NodeInk} NodeInk
 * @typedef {{flow: import("../pure/flow.js").Flow, layout: import("../pure/layout.js").Layout, palette: import("./palette.js").Palette, view: import("./views.js").View}} Scene
 */

/** Narrower columns show the numbers of their losses only when pointed at. */
const JUST_NUMBERS = 54;

/** A line under x. */
const HINT = 15;

/** @param {Pen} pen @param {string} text @param {number} x @param {number} y @param {string} font @param {string} colour */
export function write(pen, text, x, y, font, colour) {
  pen.font = font;
  pen.fillStyle = colour;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y + 0.5);
}

/** A smaller node has no room for its letter. */
export const LETTERED = 5.3;

/** What fits into a node: the symbol without its bar or hat, or of a longer name, which the lane tells whole, the first letter. @param {string} name */
const letterOf = (name) => (symbolOf(name).length > 2 || symbolOf(name) !== name ? name[0] : name);

/** A bar or a hat over a letter: few fonts have letters that bear them well. */
/** @param {Pen} pen @param {string} name @param {number} x @param {number} y @param {number} size  of the letter @param {string} colour */
function drawAccent(pen, name, x, y, size, colour) {
  if (symbolOf(name) === name) return;
  const tall = /[bdfhiklt]/.test(name[0]);
  const [half, top] = [0.2 * size, y - (tall ? 0.5 : name === "yhat" ? 0.44 : 0.36) * size];
  const lean = 0.1 * size;
  pen.beginPath();
  pen.moveTo(x + lean - half, top);
  if (name === "yhat") pen.lineTo(x + lean, top - 0.16 * size);
  pen.lineTo(x + lean + half, top);
  pen.strokeStyle = colour;
  [pen.lineCap, pen.lineJoin] = ["butt", "round"];
  pen.lineWidth = Math.max(1.2, 0.08 * size);
  pen.stroke();
}

/** @param {Pen} pen @param {Scene} scene @param {NodeInk} node */
export function drawNode(pen, { layout, palette }, { name, x, y, r, state, filled }) {
  const { of, math } = palette;
  const colour = of[state === "computing" ? "ink-2" : "err"];
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.fillStyle = state === "waiting" || state === "computing" ? of.node : of["err-soft"];
  pen.fill();
  if (filled > 0) {
    pen.save();
    pen.globalAlpha = filled;
    pen.fillStyle = colour;
    pen.fill();
    pen.restore();
  }
  pen.strokeStyle = state === "waiting" ? of["node-line"] : colour;
  pen.lineWidth = layout.level === "dots" ? 1.1 : 1.6;
  pen.stroke();
  if (layout.level === "dots" || r < LETTERED) return;
  const size = Math.max(12, 1.45 * r);
  const ink = filled > 0.5 ? (state === "computing" ? of.paper : of["err-on"]) : of.ink;
  write(pen, letterOf(name), x, y + (symbolOf(name) === name ? -0.04 : 0.05) * size, `italic 600 ${size}px ${math}`, ink);
  drawAccent(pen, name, x, y + 0.05 * size, size, ink);
}

/** A node that gathers has a halo. @param {Pen} pen @param {Scene} scene @param {NodeInk} node */
export function drawHalo(pen, { palette }, { x, y, r }, size = 2.2) {
  pen.save();
  pen.globalAlpha = 0.6;
  pen.fillStyle = palette.of["err-halo"];
  pen.beginPath();
  pen.arc(x, y, size * r, 0, 2 * Math.PI);
  pen.fill();
  pen.restore();
}

/** The ring of its shares, each pale until its message has come. */
/** @param {Pen} pen @param {Scene} scene @param {NodeInk} node @param {number} at  radius of the ring, in those of the node @param {number} width  in the same */
export function drawRing(pen, { palette }, { x, y, r, ring }, at, width) {
  const { of } = palette;
  const sum = ring.reduce((size, { share }) => size + Math.abs(share), 0);
  if (!(sum > 0)) return;
  const gap = ring.length > 1 ? 0.16 : 0;
  let from = -Math.PI / 2;
  pen.lineCap = "butt";
  for (const { share, arrived } of ring) {
    const angle = (2 * Math.PI * Math.abs(share)) / sum;
    if (angle > gap) {
      pen.beginPath();
      pen.arc(x, y, at * r, from + gap / 2, from + angle - gap / 2);
      pen.lineWidth = width * r;
      pen.strokeStyle = arrived ? of.err : of["err-soft"];
      pen.stroke();
      if (arrived && share < 0) {
        pen.lineWidth = width * r - 2.4;
        pen.strokeStyle = of.stage;
        pen.stroke();
      }
    }
    from += angle;
  }
}

/** @param {Pen} pen @param {Scene} scene @param {Pick<Column, "t" | "x" | "loss" | "current">} column @param {number} swell */
export function drawLoss(pen, { flow, layout, palette }, { t, x, loss, current }, swell) {
  const { of, ui, math } = palette;
  const { x: dx, y, r } = layout.loss;
  const known = loss === "known";
  const centre = x + dx;
  pen.beginPath();
  pen.arc(centre, y, swell * r, 0, 2 * Math.PI);
  pen.fillStyle = known ? of["err-soft"] : of.node;
  pen.fill();
  if (loss === "masked") pen.setLineDash([2.5, 2.5]);
  pen.strokeStyle = known ? of.err : loss === "masked" ? of["ink-3"] : of["node-line"];
  pen.lineWidth = layout.level === "dots" ? 1.1 : 1.8;
  pen.stroke();
  pen.setLineDash([]);
  if (layout.level === "dots") return;
  write(pen, "J", centre, y, `italic 600 ${Math.max(12, 1.1 * r)}px ${math}`, loss === "masked" ? of["ink-3"] : of.ink);
  if (!known || layout.pitch < JUST_NUMBERS) return;
  const size = flow.answer.loss.per_step[t - 1] ?? NaN;
  pen.font = `12px ${ui}`;
  const value = pen.measureText(three(size)).width < layout.pitch - 4 ? three(size) : power(Math.floor(Math.log10(size)));
  write(pen, value, centre, y - r - 11, `${current ? 600 : 400} 12px ${ui}`, current ? of.ink : of["ink-2"]);
}

/** @param {Pen} pen @param {Scene} scene @param {Column} column */
export function drawInput(pen, { flow, layout, palette }, { t, x }) {
  const { of, ui } = palette;
  const { y, r } = layout.input;
  const sign = signOf(flow.answer, t);
  if (layout.level === "dots" && sign !== null) return write(pen, sign, x, y, `12px ${ui}`, of["ink-2"]);
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.fillStyle = of.node;
  pen.fill();
  pen.strokeStyle = of["node-line"];
  pen.lineWidth = layout.level === "dots" ? 1 : 1.5;
  pen.stroke();
  if (layout.level === "dots") return;
  if (sign !== null) write(pen, sign, x, y, `500 13px ${ui}`, of.ink);
  else write(pen, "x", x, y - 1, `italic 600 ${Math.max(12, 1.2 * r)}px ${palette.math}`, of.ink);
  const lines = Math.floor((layout.height - y - r) / HINT);
  if (layout.pitch < JUST_NUMBERS) return;
  hintsAt(flow.answer, t).slice(0, lines).forEach((hint, i) => write(pen, hint, x, y + r + (i + 0.6) * HINT, `12px ${ui}`, of["ink-2"]));
}
