/** The whole run as a strip of cells, one a step, where not all columns fit: coloured by the error of the memory. */

import { lookOf } from "../pure/scales.js";
import { gatherIndex } from "../pure/timeline.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/timeline.js").Timeline} Timeline
 * @typedef {import("./palette.js").Palette} Palette
 */

const MARGIN = 16;
const [TOP, CELL] = [5, 16];

/** @param {HTMLCanvasElement} canvas @param {(camera: number) => void} pan */
export function createMinimap(canvas, pan) {
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** @type {{flow: Flow, layout: Layout, timeline: Timeline, palette: Palette} | null} */
  let scene = null;
  let shown = "";

  const drag = (/** @type {PointerEvent} */ { offsetX, buttons }) => {
    if (!scene || !buttons) return;
    const { content, width } = scene.layout;
    pan(((offsetX - MARGIN) / (canvas.clientWidth - 2 * MARGIN)) * content - width / 2);
  };
  canvas.addEventListener("pointerdown", drag);
  canvas.addEventListener("pointermove", drag);

  /** @param {Flow} flow @param {Layout} layout @param {Timeline} timeline @param {Palette} palette @param {boolean} stays  though all is in view */
  function setScene(flow, layout, timeline, palette, stays) {
    scene = { flow, layout, timeline, palette };
    shown = "";
    canvas.hidden = layout.lens || (layout.content <= layout.width && !stays);
    const ratio = window.devicePixelRatio;
    Object.assign(canvas, { width: Math.round(canvas.clientWidth * ratio), height: Math.round(canvas.clientHeight * ratio) });
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** @param {Frame} frame */
  function draw({ event, camera }) {
    if (!scene || canvas.hidden) return;
    const key = `${event.index}|${camera}`;
    if (key === shown) return;
    shown = key;
    const { flow, layout, timeline, palette } = scene;
    const { of, ui } = palette;
    const width = canvas.clientWidth - 2 * MARGIN;
    const cell = width / flow.steps;
    const gap = cell > 6 ? 2 : 0;
    const { name } = flow.graph.lanes[0];
    const norms = flow.errors[name];
    pen.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    for (let t = 1; t <= flow.steps; t++) {
      const look = lookOf(norms[t - 1], flow.fresh);
      const known = gatherIndex(timeline, name, t) <= event.index && (look.state === "live" || look.state === "inf");
      pen.fillStyle = known ? palette.error(look) : of.sunk;
      pen.beginPath();
      pen.roundRect(MARGIN + (t - 1) * cell + gap / 2, TOP, cell - gap, CELL, gap ? 3 : 0);
      pen.fill();
    }
    const room = 8 * String(flow.steps).length + 6;
    const every = [1, 2, 5, 10, 20, 50, 100, 200].find((step) => step * cell >= room) ?? 500;
    pen.textAlign = "center";
    for (let t = 1; t <= flow.steps; t++) {
      if (t !== event.t && (every > 1 ? t % every : 0)) continue;
      if (t !== event.t && every > 1 && Math.abs(t - event.t) * cell < room) continue;
      pen.fillStyle = t === event.t ? of.ink : of["ink-3"];
      pen.font = `${t === event.t ? 700 : 400} 12px ${ui}`;
      pen.fillText(String(t), MARGIN + (t - 0.5) * cell, TOP + CELL + 14);
    }
    const from = (camera + layout.gutter - layout.first + layout.pitch / 2) / layout.pitch;
    const seen = (layout.width - layout.gutter) / layout.pitch;
    pen.strokeStyle = of.ink;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.roundRect(MARGIN + Math.max(0, from) * cell, TOP - 3, Math.min(seen, flow.steps - Math.max(0, from)) * cell, CELL + 6, 5);
    pen.stroke();
  }

  return { setScene, draw };
}
