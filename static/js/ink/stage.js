/**
 * The stage: two canvases over one another. On the lower one lies what has settled, drawn once; a column is drawn
 * again only when its key changes, and the view moves by shifting the canvas. On the upper one lies what moves.
 */

import { drawSum } from "./sum.js";

/**
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/frame.js").Column} Column
 * @typedef {import("./node.js").Scene} Scene
 * @typedef {import("../pure/hit.js").Hit} Hit
 */

/** How long one view passes into another. */
const FADE = 180;
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
    live.setTransform(ratio, 0, 0, ratio, 0, 0);
    live.clearRect(0, 0, layout.width, layout.height);
    live.setTransform(ratio, 0, 0, ratio, -frame.camera * ratio, 0);
    scene.view.drawMoving(live, scene, frame, marked);
    live.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (frame.sum) drawSum(live, scene.palette, frame.sum, frame.frames ?? null);
  }

  /** What is drawn stays for a moment over what comes, and fades; not where motion is unwelcome. */
  function fade() {
    if (!settled.width || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const before = document.createElement("canvas");
    const { clientWidth: width, clientHeight: height } = root;
    Object.assign(before, { width: width * ratio, height: height * ratio });
    const pen = /** @type {CanvasRenderingContext2D} */ (before.getContext("2d"));
    pen.drawImage(settled, new DOMMatrix(settled.style.transform).e * ratio, 0);
    pen.drawImage(moving, 0, 0);
    Object.assign(before.style, { width: `${width}px`, height: `${height}px` });
    before.setAttribute("aria-hidden", "true");
    moving.after(before);
    before.animate([{ opacity: 1 }, { opacity: 0 }], FADE).onfinish = () => before.remove();
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
    scene?.view.drawSettled(still, scene, columns.slice(Math.max(0, from - 1), to + 2));
    still.restore();
  }

  return { setScene, draw, fade };
}
