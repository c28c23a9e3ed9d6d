/** What stands on the wires of a circuit: gates, operations, parameters, variables, the loss and the input. */

import { three } from "../../pure/numbers.js";
import { signOf } from "../../pure/sequence.js";
import { LETTERED as NODE_LETTERED, drawNode, write } from "../node.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../node.js").Scene} Scene
 * @typedef {import("../../pure/frame.js").Column} Column
 * @typedef {import("../../pure/circuit/layout.js").CircuitLayout} CircuitLayout
 * @typedef {import("../../pure/circuit/drawing.js").Op} Op
 */

/** What is not computed yet is there, but faint. */
export const FAINT = 0.35;

/** A lower plate or square has no room for its letters; its card has the name. */
const LETTERED = 10;

/** No letter is smaller than this. @param {number} size @param {number} scale */
const letters = (size, scale) => Math.max(12, size * scale);

/** @param {Pen} pen @param {Scene} scene @param {Column} column */
export function drawGlyphs(pen, scene, column) {
  const { circuit } = /** @type {CircuitLayout} */ (scene.layout);
  const { drawing, scale } = circuit;
  const { of } = scene.palette;
  pen.save();
  pen.translate(column.x, 0);
  pen.globalAlpha = column.future ? FAINT : 1;
  for (const gate of drawing.gates) {
    pen.beginPath();
    pen.roundRect(gate.x, gate.y, gate.w, gate.h, gate.r);
    pen.strokeStyle = of["line-2"];
    pen.lineWidth = 1.1;
    pen.stroke();
  }
  for (const op of drawing.ops) drawOp(pen, scene, op);
  for (const param of drawing.params) drawParam(pen, scene, column, param);
  pen.restore();
  for (const node of column.nodes) {
    pen.globalAlpha = node.state === "future" ? FAINT : 1;
    const { operator } = drawing.nodes[node.name];
    if (operator) drawSign(pen, scene, { ...node, text: operator }, node.state === "known");
    else drawNode(pen, scene, node.state === "future" ? { ...node, state: "waiting" } : node);
  }
  pen.globalAlpha = 1;
  drawEnds(pen, scene, column, scale);
}

/** @param {Pen} pen @param {Scene} scene @param {Op} op */
function drawOp(pen, scene, op) {
  const { x, y, w = 0, h = 0, text = "", kind } = op;
  if (kind !== "function") return drawSign(pen, scene, { x, y, r: op.r ?? 0, text }, false);
  const { of, math } = scene.palette;
  const { scale } = /** @type {CircuitLayout} */ (scene.layout).circuit;
  const size = letters(13, scale);
  pen.font = `500 ${size}px ${math}`;
  const wide = h < LETTERED ? w : Math.max(w, pen.measureText(text).width + 6);
  pen.beginPath();
  pen.roundRect(x - wide / 2, y - h / 2, wide, h, 0.4 * h);
  pen.fillStyle = of.node;
  pen.fill();
  pen.strokeStyle = of["node-line"];
  pen.lineWidth = 1.2;
  pen.stroke();
  if (h >= LETTERED) write(pen, text, x, y - 0.5, pen.font, of.ink);
}

/** A sum or a product by units, as a sign in a circle. */
/** @param {Pen} pen @param {Scene} scene @param {{x: number, y: number, r: number, text: string}} sign @param {boolean} known */
function drawSign(pen, { palette: { of } }, { x, y, r, text }, known) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.fillStyle = of[known ? "err-soft" : "node"];
  pen.fill();
  pen.strokeStyle = of[known ? "err" : "ink"];
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.beginPath();
  if (text === "·") {
    pen.arc(x, y, Math.max(2, 0.25 * r), 0, 2 * Math.PI);
    pen.fillStyle = of.ink;
    return pen.fill();
  }
  const arm = 0.55 * r;
  pen.moveTo(x - arm, y);
  pen.lineTo(x + arm, y);
  if (text === "+") {
    pen.moveTo(x, y - arm);
    pen.lineTo(x, y + arm);
  }
  pen.strokeStyle = of.ink;
  pen.lineWidth = 1.8;
  pen.stroke();
}

/** Its gradient of this step is known once the error of the sum that it stands in is. */
/** @param {Pen} pen @param {Scene} scene @param {Column} column @param {import("../../pure/circuit/drawing.js").Drawing["params"][number]} param */
function drawParam(pen, { layout, palette: { of, math } }, { nodes }, { x, y, w, h, label, round, edge }) {
  const { circuit } = /** @type {CircuitLayout} */ (layout);
  const target = circuit.routes.get(edge)?.edge.target;
  const known = nodes.some(({ name, state }) => name === target && state === "known");
  pen.beginPath();
  if (round) pen.arc(x, y, w / 2, 0, 2 * Math.PI);
  else pen.roundRect(x - w / 2, y - h / 2, w, h, 3);
  pen.fillStyle = of[known ? "err-soft" : "node"];
  pen.fill();
  pen.strokeStyle = of[known ? "err" : round ? "peep" : "node-line"];
  pen.lineWidth = known ? 1.6 : 1.2;
  pen.stroke();
  if (h >= LETTERED) write(pen, label, x, y - 0.5, `italic 700 ${letters(12, circuit.scale)}px ${math}`, of.ink);
}

/** So far from its circle the label of x or J stands. */
const ASIDE = 7;

/** @param {Pen} pen @param {Scene} scene @param {Column} column @param {number} scale */
function drawEnds(pen, { flow, layout, palette }, { t, x, loss, future, current }, scale) {
  const { of, ui, math } = palette;
  const round = (/** @type {string} */ letter, /** @type {{x: number, y: number, r: number}} */ at, /** @type {string} */ fill, /** @type {string} */ line, /** @type {boolean} */ dashed) => {
    pen.beginPath();
    pen.arc(x + at.x, at.y, at.r, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
    if (dashed) pen.setLineDash([2.5, 2.5]);
    pen.strokeStyle = line;
    pen.lineWidth = 1.8;
    pen.stroke();
    pen.setLineDash([]);
    if (at.r >= NODE_LETTERED) write(pen, letter, x + at.x, at.y - 1, `italic 600 ${letters(1.1 * at.r, 1)}px ${math}`, of.ink);
  };
  const say = (/** @type {string} */ letter, /** @type {string} */ rest, /** @type {{x: number, y: number, r: number}} */ { x: dx, y, r }, /** @type {"left" | "right"} */ align) => {
    const left = x + dx + (align === "right" ? -1 : 1) * (r + ASIDE);
    const size = letters(13, scale);
    const [italic, plain] = [`italic 600 ${size + 1}px ${math}`, `${current ? 600 : 400} ${size}px ${ui}`];
    pen.font = plain;
    let wide = pen.measureText(rest).width;
    pen.font = italic;
    const mark = pen.measureText(letter).width;
    // What has no room up to the neighbour's is left out; the card has it.
    if (mark + wide > layout.pitch - 2 * r - 2 * ASIDE) {
      rest = `(${t})`;
      pen.font = plain;
      wide = pen.measureText(rest).width;
      pen.font = italic;
    }
    const start = align === "right" ? left - wide - mark : left;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillStyle = of["ink-2"];
    pen.fillText(letter, start, y);
    pen.font = plain;
    pen.fillText(rest, start + mark, y);
  };
  pen.globalAlpha = future ? FAINT : 1;
  const letter = signOf(flow.answer, t);
  round("x", layout.input, of.node, of["node-line"], false);
  say("x", `(${t})${letter === null ? "" : ` = “${letter}”`}`, layout.input, "left");
  const known = loss === "known";
  round("J", layout.loss, of[known ? "err-soft" : "node"], of[known ? "err" : loss === "masked" ? "ink-3" : "node-line"], loss === "masked");
  const size = loss === "waiting" ? "" : ` = ${three(flow.answer.loss.per_step[t - 1] ?? NaN)}`;
  say("J", `(${t})${loss === "masked" ? ", does not count" : size}`, layout.loss, "right");
  pen.globalAlpha = 1;
}
