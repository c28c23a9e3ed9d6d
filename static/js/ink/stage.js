/**
 * The stage: two canvases over one another. On the lower one lies what has settled, drawn once; a column is drawn
 * again only when its key changes, and the view moves by shifting the canvas. On the upper one lies what moves.
 */

import { placeOf, roundAt } from "../pure/hit.js";
import { columnX } from "../pure/layout.js";
import { drawColumns, underBands } from "./column.js";
import { drawLoss, drawNode, drawRing } from "./node.js";
import { drawRibbon, stroke } from "./ribbon.js";

/**
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/frame.js").Column} Column
 * @typedef {import("../pure/frame.js").ArrowInk} ArrowInk
 * @typedef {import("./node.js").Scene} Scene
 * @typedef {import("../pure/hit.js").Hit} Hit
 */

/** The settled picture reaches this part of a view beyond both edges, so that the camera can glide over it. */
const BEYOND = 0.5;

/** @param {HTMLElement} root  holds two canvases */
export function createStage(root) {
  const [settled, moving] = [...root.querySelectorAll("canvas")];
  const [still, live] = [settled, moving].map((canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")));
  /** @type {Scene | null} */
  let scene = null;
  /** @type {Map<number, string>} */
  let keys = new Map();
  let left = 0;
  let span = 0;
  let ratio = 1;

  /** @param {Scene} next */
  function setScene(next) {
    const { width, height, content } = next.layout;
    ratio = window.devicePixelRatio;
    span = Math.min(content, width * (1 + 2 * BEYOND));
    size(settled, span, height);
    size(moving, width, height);
    scene = next;
    keys = new Map();
  }

  /** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
  function size(canvas, width, height) {
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }

  /** @param {Frame} frame @param {Hit[]} marked  what is pointed at or pinned */
  function draw(frame, marked) {
    if (!scene) return;
    const { layout } = scene;
    const outside = frame.camera < left || frame.camera + layout.width > left + span;
    if (keys.size === 0 || outside) {
      left = Math.min(Math.max(0, frame.camera - layout.width * BEYOND), layout.content - span);
      keys = new Map();
    }
    settled.style.transform = `translateX(${left - frame.camera}px)`;
    for (const [from, to] of changedRuns(frame.columns)) redraw(frame.columns, from, to);
    keys = new Map(frame.columns.map(({ t, key }) => [t, key]));
    drawMoving(scene, frame, marked);
  }

  /** Neighbouring columns that have changed, as runs of indices; an arrow reaches into the next column. @param {Column[]} columns */
  function changedRuns(columns) {
    /** @type {[number, number][]} */
    const runs = [];
    columns.forEach(({ t, key }, i) => {
      if (keys.get(t) === key) return;
      const run = runs[runs.length - 1];
      if (run && run[1] >= i - 1) run[1] = Math.min(columns.length - 1, i + 1);
      else runs.push([i, Math.min(columns.length - 1, i + 1)]);
    });
    return runs;
  }

  /** @param {Column[]} columns @param {number} from @param {number} to */
  function redraw(columns, from, to) {
    const { layout } = /** @type {Scene} */ (scene);
    const { pitch, height } = layout;
    // On whole pixels, so that a strip drawn again leaves no seam.
    const edge = (/** @type {number} */ x) => left + Math.floor((x - left) * ratio) / ratio;
    const a = from === 0 ? left : edge(columns[from].x - pitch / 2);
    const b = to === columns.length - 1 ? left + span : edge(columns[to].x + pitch / 2);
    still.setTransform(ratio, 0, 0, ratio, -left * ratio, 0);
    still.save();
    still.beginPath();
    still.rect(a, 0, b - a, height);
    still.clip();
    still.clearRect(a, 0, b - a, height);
    drawColumns(still, /** @type {Scene} */ (scene), columns.slice(Math.max(0, from - 1), to + 2));
    still.restore();
  }

  /** @param {Scene} of @param {Frame} frame @param {Hit[]} marked */
  function drawMoving(of, { camera, live: { arrows, nodes, beads, pulses, loss }, columns }, marked) {
    const { layout, palette } = of;
    live.setTransform(ratio, 0, 0, ratio, 0, 0);
    live.clearRect(0, 0, layout.width, layout.height);
    live.setTransform(ratio, 0, 0, ratio, -camera * ratio, 0);
    for (const node of nodes) if (node.ring.length) drawRing(live, of, node);
    for (const hit of marked) drawMark(of, hit, columns);
    underBands(live, layout, () => arrows.filter(({ kind }) => kind === "loss").forEach((arrow) => drawRibbon(live, palette, arrow, layout.k)));
    arrows.filter(({ kind }) => kind !== "loss").forEach((arrow) => drawRibbon(live, palette, arrow, layout.k));
    for (const node of nodes) drawNode(live, of, node);
    for (const { kind, t } of arrows) if (kind === "loss") drawLoss(live, of, { t, x: columnX(layout, t), loss: "known", current: "backward" }, 1);
    if (loss) drawLoss(live, of, { t: loss.t, x: columnX(layout, loss.t), loss: "known", current: "backward" }, loss.swell);
    const dots = (/** @type {import("../pure/geometry.js").Point[]} */ points, /** @type {string} */ colour) => {
      live.fillStyle = colour;
      for (const [x, y] of points) {
        live.beginPath();
        live.arc(x, y, 4 * Math.max(0.6, Math.min(1, layout.unit)), 0, 2 * Math.PI);
        live.fill();
      }
    };
    dots(beads, palette.of["ink-2"]);
    dots(pulses, palette.of["err-bright"]);
  }

  /** A glow under an arrow, a ring round a node. @param {Scene} of @param {Hit} hit @param {Column[]} columns */
  function drawMark({ layout, palette }, hit, columns) {
    const { kind, id, t } = hit;
    if (kind !== "arrow") {
      const { x, y } = placeOf(layout, hit);
      live.beginPath();
      live.arc(x, y, roundAt(layout, kind, id).r + 5, 0, 2 * Math.PI);
      live.strokeStyle = palette.of.focus;
      live.lineWidth = 3;
      return live.stroke();
    }
    const line = layout.lines[id];
    const x = columnX(layout, t);
    live.save();
    live.lineCap = "round";
    live.globalAlpha = 0.55;
    stroke(live, line.map(([px, py]) => [px + x, py]), palette.of["err-halo"], 14);
    live.restore();
    const arrow = columns.find((column) => column.t === t)?.arrows.find((one) => one.id === id);
    if (arrow) drawRibbon(live, palette, arrow, layout.k);
  }

  return { setScene, draw };
}
