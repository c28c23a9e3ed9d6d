/** What stands in a column: the block, its wires, what has arrived, the nodes; each layer is drawn for all columns before the next. */

import { LOOKS } from "../pure/frames.js";
import { shift } from "../pure/geometry.js";
import { drawInput, drawLoss, drawNode, write } from "./node.js";
import { drawRibbon, stroke } from "./ribbon.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {import("../pure/frame.js").Column} Column
 * @typedef {import("../pure/frame.js").ArrowInk} ArrowInk
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("./node.js").Scene} Scene
 */

/** What the forward pass has not reached is there, but faint. */
const FUTURE = 0.32;
/** Below this pitch only every fifth step has its number. */
const ALL_STEPS = 26;

/** @param {Pen} pen @param {Scene} scene @param {Column[]} columns */
export function drawColumns(pen, scene, columns) {
  const { layout } = scene;
  const each = (/** @type {(column: Column) => void} */ draw) => {
    for (const column of columns) {
      pen.globalAlpha = column.future ? FUTURE : 1;
      draw(column);
      pen.globalAlpha = 1;
    }
  };
  for (const column of columns) drawHighlight(pen, scene, column);
  each((column) => drawBlock(pen, scene, column));
  underBands(pen, layout, () => {
    each((column) => drawWires(pen, scene, column, "loss"));
    for (const column of columns) drawArrows(pen, scene, column.arrows.filter(({ kind }) => kind === "loss"));
  });
  for (const y of layout.bands) drawBand(pen, scene, y);
  each((column) => drawWires(pen, scene, column, "other"));
  const arrived = columns.flatMap(({ arrows }) => arrows.filter(({ kind }) => kind !== "loss"));
  drawArrows(pen, scene, arrived.sort((a, b) => a.look.L - b.look.L));
  each((column) => drawEnds(pen, scene, column));
}

/** @param {Pen} pen @param {Scene} scene @param {ArrowInk[]} arrows */
const drawArrows = (pen, { palette, layout }, arrows) => {
  for (const arrow of arrows) drawRibbon(pen, palette, arrow, layout.k);
};

/** The wire to J passes under a highway: nothing of it is drawn for some px on both sides. */
/** @param {Pen} pen @param {Layout} layout @param {() => void} draw */
export function underBands(pen, { bands, bandHalf, nodes, lines }, draw) {
  const lowest = Math.max(...Object.values(nodes).map(({ y }) => y));
  const crossed = bands.filter((y) => y < lowest);
  if (crossed.length === 0 || Object.keys(lines).length === 0) return draw();
  pen.save();
  pen.beginPath();
  const gap = 1.4 * bandHalf;
  let top = -1e4;
  for (const y of [...crossed].sort((a, b) => a - b)) {
    pen.rect(-1e5, top, 2e5, y - gap - top);
    top = y + gap;
  }
  pen.rect(-1e5, top, 2e5, 1e5);
  pen.clip();
  draw();
  pen.restore();
}

/** @param {Pen} pen @param {Scene} scene @param {Column} column */
function drawHighlight(pen, { layout, palette }, { x, current }) {
  if (!current) return;
  pen.globalAlpha = 0.6;
  pen.fillStyle = palette.of[current === "backward" ? "err-soft" : "sunk"];
  pen.fillRect(x - layout.pitch / 2, 0, layout.pitch, layout.height);
  pen.globalAlpha = 1;
}

/** @param {Pen} pen @param {Scene} scene @param {Column} column */
function drawBlock(pen, { layout, palette }, { t, x, current, gathered, framed }) {
  const { of, ui } = palette;
  const { half, top, bottom, cap, radius } = layout.block;
  const look = framed === undefined ? null : LOOKS[framed];
  const purple = current === "backward";
  const line = look ? of[look.token] : purple ? of.err : of[layout.level === "dots" ? "line-2" : "ink"];
  const filled = look ? of[look.token] : purple || gathered ? of.err : of.ink;
  pen.beginPath();
  pen.roundRect(x - half, top, 2 * half, bottom - top, radius);
  pen.fillStyle = of.block;
  pen.fill();
  pen.save();
  pen.clip();
  pen.fillStyle = filled;
  pen.fillRect(x - half, bottom - cap, 2 * half, cap);
  pen.restore();
  pen.beginPath();
  pen.roundRect(x - half, top, 2 * half, bottom - top, radius);
  pen.strokeStyle = line;
  pen.lineWidth = (look ? 3 : purple ? 2.2 : 1.5) * (layout.level === "dots" ? 0.7 : 1);
  if (look) [pen.lineCap, pen.lineJoin] = [look.dash[0] < 3 ? "round" : "butt", "round"];
  pen.setLineDash(look?.dash ?? []);
  pen.stroke();
  pen.setLineDash([]);
  if (layout.level === "blocks") write(pen, String(t), x, bottom - cap / 2, `700 12px ${ui}`, filled === of.ink ? of.paper : of["err-on"]);
  else if (t % (layout.pitch < ALL_STEPS ? 5 : 1) === 0) write(pen, String(t), x, (bottom + layout.input.y) / 2 - 3, `12px ${ui}`, current ? of.ink : of["ink-3"]);
}

/** @param {Pen} pen @param {Scene} scene @param {Column} column @param {"loss" | "other"} which */
function drawWires(pen, { flow, layout, palette }, { t, x }, which) {
  const { of } = palette;
  pen.lineCap = "butt";
  const thin = layout.level === "dots" ? 0.8 : 1.4;
  for (const { id, kind, lag } of flow.graph.arrows) {
    if ((kind === "loss") !== (which === "loss")) continue;
    const line = shift(layout.lines[id], x);
    if (lag === 0) stroke(pen, line, of.wire, thin);
    else if (kind === "recurrent") drawRecurrent(pen, layout, palette, line, t, flow.steps);
  }
  if (which === "other" && layout.level === "blocks") stroke(pen, [[x, layout.block.bottom], [x, layout.input.y - layout.input.r]], of.wire, thin);
}

/** A recurrent wire reaches in from the left at the first step, and out to the right at the last. */
/** @param {Pen} pen @param {Layout} layout @param {Palette} palette @param {import("../pure/geometry.js").Point[]} line @param {number} t @param {number} steps */
function drawRecurrent(pen, layout, { of }, [[right, y], [left]], t, steps) {
  const scale = Math.min(1, Math.max(0.6, layout.unit));
  const out = t === steps ? Math.min(right, left + 0.36 * layout.pitch) : right;
  const into = t === 1 ? [[Math.max(layout.gutter - 14, left - 1.15 * layout.pitch), right - layout.pitch]] : [];
  for (const [a, b] of [[left, out], ...into]) {
    stroke(pen, [[a, y], [b, y]], of["rec-edge"], 4.2 * scale);
    stroke(pen, [[a, y], [b, y]], of.rec, 2.8 * scale);
  }
}

/** The highway runs on without a break, from before the first step to after the last. */
/** @param {Pen} pen @param {Scene} scene @param {number} y */
function drawBand(pen, { layout, palette }, y) {
  const { of } = palette;
  const { first, pitch, steps, bandHalf } = layout;
  const [left, right] = [first - 0.7 * pitch, first + (steps - 1) * pitch + 0.55 * pitch];
  pen.fillStyle = of["rec-band"];
  pen.fillRect(left, y - bandHalf, right - left, 2 * bandHalf);
  pen.lineCap = "butt";
  pen.globalAlpha = 0.7;
  for (const edge of [y - bandHalf, y + bandHalf]) stroke(pen, [[left, edge], [right, edge]], of["rec-edge"], 1);
  pen.globalAlpha = 1;
  stroke(pen, [[left, y], [right, y]], of.rec, 2.4 * Math.min(1, Math.max(0.6, layout.unit)));
}

/** @param {Pen} pen @param {Scene} scene @param {Column} column */
function drawEnds(pen, scene, column) {
  for (const node of column.nodes) drawNode(pen, scene, node);
  drawLoss(pen, scene, column, 1);
  drawInput(pen, scene, column);
}
