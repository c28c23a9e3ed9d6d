/** A block with its circuit: its frame, its wires, what has gone over them, and what stands on them; layer by layer. */

import { placeNames } from "../../pure/circuit/free.js";
import { drawForks, drawOver, drawRoads, drawWires } from "./wires.js";
import { write } from "../node.js";
import { FAINT, drawGlyphs } from "./glyphs.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../node.js").Scene} Scene
 * @typedef {import("../../pure/frame.js").Column} Column
 * @typedef {import("../../pure/circuit/layout.js").CircuitLayout} CircuitLayout
 */

/** Each layer is drawn for all blocks before the next, so that links lie over frames. @param {Pen} pen @param {Scene} scene @param {Column[]} columns */
export function drawBlocks(pen, scene, columns) {
  const { circuit } = /** @type {CircuitLayout} */ (scene.layout);
  const each = (/** @type {(column: Column) => void} */ draw) => {
    for (const column of columns) {
      pen.globalAlpha = column.future ? FAINT : 1;
      draw(column);
      pen.globalAlpha = 1;
    }
  };
  const arrows = columns.flatMap((column) => column.arrows).sort((a, b) => a.look.L - b.look.L);
  const bridged = (/** @type {import("../../pure/frame.js").ArrowInk} */ { id }) => circuit.gaps[id] !== undefined;
  for (const column of columns) drawFrame(pen, scene, column);
  each((column) => drawWires(pen, scene, column, true));
  for (const arrow of arrows) if (bridged(arrow)) drawOver(pen, scene, arrow);
  drawRoads(pen, scene, columns);
  each((column) => drawWires(pen, scene, column, false));
  for (const arrow of arrows) if (!bridged(arrow)) drawOver(pen, scene, arrow);
  each((column) => drawForks(pen, scene, column));
  for (const column of columns) drawGlyphs(pen, scene, column);
}

/** @param {Pen} pen @param {Scene} scene @param {Column} column */
function drawFrame(pen, { layout, palette }, { t, x, current, future }) {
  const { of, ui, math } = palette;
  const { circuit } = /** @type {CircuitLayout} */ (layout);
  const { block, gates, past } = circuit.drawing;
  const top = block.title[1] - 30 * circuit.scale;
  pen.beginPath();
  pen.roundRect(x - block.width / 2, top, block.width, block.height, block.radius);
  pen.fillStyle = of.block;
  pen.fill();
  pen.strokeStyle = current === "backward" ? of.err : current === "forward" ? of.ink : of["line-2"];
  pen.lineWidth = current ? 2.2 : 1.2;
  pen.stroke();
  pen.fillStyle = of.stage;
  for (const gate of gates) {
    pen.beginPath();
    pen.roundRect(x + gate.x, gate.y, gate.w, gate.h, gate.r);
    pen.fill();
  }
  if (past) drawPast(pen, palette, x, past, t);
  pen.globalAlpha = future ? FAINT : 1;
  const size = Math.max(12, 14 * circuit.scale);
  const [left, y] = [x + block.title[0], block.title[1] - 5 * circuit.scale];
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillStyle = of.ink;
  pen.font = `italic 700 ${size + 2}px ${math}`;
  pen.fillText("t", left, y);
  const after = left + pen.measureText("t ").width;
  pen.font = `700 ${size}px ${ui}`;
  pen.fillText(`= ${t}`, after, y);
  pen.fillStyle = of["ink-2"];
  pen.font = `${Math.max(12, 12 * circuit.scale)}px ${ui}`;
  pen.textAlign = "center";
  for (const name of namesOf(pen, /** @type {CircuitLayout} */ (layout))) pen.fillText(name.name, x + name.x, name.y);
  pen.globalAlpha = 1;
}

/** Where the gates' names stand. @type {WeakMap<CircuitLayout, ReturnType<typeof placeNames>>} */
const named = new WeakMap();

/** @param {Pen} pen  with the font of the names @param {CircuitLayout} layout */
export function namesOf(pen, layout) {
  const places = named.get(layout) ?? placeNames(layout, (name) => pen.measureText(name).width);
  named.set(layout, places);
  return places;
}

/** A variable as it was one step before, round what it is now. */
/** @param {Pen} pen @param {import("../palette.js").Palette} palette @param {number} left @param {{of: string, x: number, y: number, r: number}} past @param {number} t */
function drawPast(pen, { of, math }, left, { of: name, x, y, r }, t) {
  pen.beginPath();
  pen.arc(left + x, y, r, 0, 2 * Math.PI);
  pen.setLineDash([4, 4]);
  pen.strokeStyle = of["rec-edge"];
  pen.lineWidth = 2;
  pen.stroke();
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(left + x + 0.71 * r, y + 0.71 * r);
  pen.lineTo(left + x + r, y + r);
  pen.lineWidth = 1.2;
  pen.stroke();
  write(pen, `${name}(${t - 1})`, left + x + r + 16, y + r + 7, `italic 600 14px ${math}`, of.ink);
}
