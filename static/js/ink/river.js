/** The whole of a long run above its lens: losses as bars, lanes as ribbons; dragged, it moves the lens. */

import { columnX } from "../pure/layout.js";
import { barsOf, cameraFor, lensOn, piecesOf, ticksOf } from "../pure/river.js";
import { firstKnown, lossIndex } from "../pure/timeline.js";
import { chosenAtFirst } from "../pure/trend.js";
import { symbolOf } from "../pure/words.js";
import { write } from "./node.js";
import { stroke } from "./ribbon.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/timeline.js").Timeline} Timeline
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {{flow: Flow, whole: Layout, lens: Layout, timeline: Timeline, palette: Palette}} Scene
 */

const [BARS, BAR] = [36, 26];
const [LANES, NUMBERS] = [46, 20];
/** From the lens to the stage below lead two lines over this height. */
const GUIDES = 14;

/** @param {HTMLCanvasElement} canvas @param {(camera: number) => void} pan */
export function createRiver(canvas, pan) {
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const bed = document.createElement("canvas");
  const bedPen = /** @type {CanvasRenderingContext2D} */ (bed.getContext("2d"));
  /** @type {Scene | null} */
  let scene = null;
  let drawn = "";
  let shown = "";
  let ratio = 1;

  const drag = (/** @type {PointerEvent} */ event) => {
    if (!scene || !event.buttons) return;
    if (event.type === "pointerdown") canvas.setPointerCapture(event.pointerId);
    pan(cameraFor(scene.whole, scene.lens, event.offsetX));
  };
  canvas.addEventListener("pointerdown", drag);
  canvas.addEventListener("pointermove", drag);

  /** @param {Scene | null} next  null where all columns fit, and no lens is needed */
  function setScene(next) {
    scene = next;
    drawn = shown = "";
    canvas.hidden = next === null;
    if (!next) return;
    ratio = window.devicePixelRatio;
    for (const one of [canvas, bed]) Object.assign(one, { width: Math.round(canvas.clientWidth * ratio), height: Math.round(canvas.clientHeight * ratio) });
  }

  /** @param {Frame} frame */
  function draw({ event, camera }) {
    if (!scene) return;
    const key = `${event.index}|${camera}`;
    if (key === shown) return;
    shown = key;
    const { whole, lens, palette } = scene;
    drawBed(scene, event.index);
    const { clientWidth: width, clientHeight: height } = canvas;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const place = lensOn(whole, lens, camera);
    const bottom = height - GUIDES - NUMBERS - 2;
    const box = () => (pen.beginPath(), pen.roundRect(place.x, 3, place.width, bottom - 3, 4));
    stroke(pen, [[place.x, bottom], [lens.gutter - 12, height]], palette.of["ink-3"], 1, [2, 3]);
    stroke(pen, [[place.x + place.width, bottom], [lens.width - 12, height]], palette.of["ink-3"], 1, [2, 3]);
    box();
    pen.fillStyle = palette.of["err-soft"];
    pen.fill();
    pen.drawImage(bed, 0, 0, width, height);
    box();
    pen.strokeStyle = palette.of.ink;
    pen.lineWidth = 2;
    pen.stroke();
    if (!event.t) return;
    pen.fillStyle = palette.of.err;
    pen.fillRect(columnX(whole, event.t) - 1, bottom, 2, 6);
  }

  /** What does not move with the lens; it changes only when another error is known. @param {Scene} of @param {number} index */
  function drawBed(of, index) {
    const { flow, whole, timeline, palette } = of;
    const few = chosenAtFirst(flow.graph.lanes);
    const lanes = flow.graph.lanes.filter(({ name }) => few.includes(name));
    const from = lanes.map(({ name }) => firstKnown(timeline, name, index));
    const losses = flow.masked.filter((_, t) => lossIndex(timeline, t + 1) <= index).length;
    const key = `${from}|${losses}`;
    if (key === drawn) return;
    drawn = key;
    const { clientWidth: width, clientHeight: height } = canvas;
    const gap = (height - GUIDES - NUMBERS - LANES) / lanes.length;
    const [left, right] = [columnX(whole, 0.5), columnX(whole, whole.steps + 0.5)];
    bedPen.setTransform(ratio, 0, 0, ratio, 0, 0);
    bedPen.clearRect(0, 0, width, height);
    write(bedPen, "J", 18, BARS - BAR / 2, `italic 600 17px ${palette.math}`, palette.of.ink);
    barsOf(flow).forEach((part, i) => {
      bedPen.fillStyle = i >= losses ? palette.of["line-2"] : flow.masked[i] ? palette.of["ink-3"] : palette.of.err;
      bedPen.fillRect(columnX(whole, i + 1) - 0.4 * whole.pitch, BARS - Math.max(1, part * BAR), Math.max(1, 0.8 * whole.pitch), Math.max(1, part * BAR));
    });
    lanes.forEach(({ name, highway, recurrent }, i) => {
      const y = LANES + (i + 0.5) * gap;
      write(bedPen, symbolOf(name), 18, y, `italic 600 17px ${palette.math}`, palette.of.ink);
      if (highway) {
        bedPen.fillStyle = palette.of["rec-band"];
        bedPen.fillRect(left - 8, y - 12, right - left + 16, 24);
      }
      bedPen.fillStyle = recurrent ? palette.of["rec-edge"] : palette.of.wire;
      bedPen.fillRect(left, y - 0.8, right - left, 1.6);
      for (const { x, width: w, look } of piecesOf(flow, whole, name, from[i])) {
        const dead = look.state === "zero" || look.state === "lost";
        bedPen.fillStyle = dead ? palette.of["err-dead"] : look.state === "nan" ? palette.of["nan-a"] : palette.error(look);
        bedPen.fillRect(x, y - w / 2, whole.pitch + (dead ? -0.5 : 0.3) * whole.pitch, w);
      }
    });
    for (const t of ticksOf(whole)) {
      const [x, y] = [columnX(whole, t), height - GUIDES - NUMBERS / 2];
      bedPen.fillStyle = palette.of.stage;
      bedPen.fillRect(x - 4.2 * String(t).length, y - 8, 8.4 * String(t).length, 16);
      write(bedPen, String(t), x, y, `12px ${palette.ui}`, palette.of["ink-3"]);
    }
  }

  return { setScene, draw };
}
