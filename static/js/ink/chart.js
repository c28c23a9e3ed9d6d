/** The size of the error at each step on a log axis, in the stage's own columns. */

import { apart } from "../pure/label.js";
import { columnX } from "../pure/layout.js";
import { power } from "../pure/numbers.js";
import { firstKnown } from "../pure/timeline.js";
import { symbolOf } from "../pure/words.js";
import { svg } from "./element.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/timeline.js").Timeline} Timeline
 * @typedef {{x: number, y: number, how: "finite" | "zero" | "broken"}} Point  of a curve
 */

const [TOP, BOTTOM] = [26, 26];
/** Zero has no logarithm and stands under the axis, what is not finite above it. */
const [ABOVE, BELOW] = [10, 8];
/** Above this many steps markers would touch. */
const MARKED = 60;
/** Below this pitch no label fits after the last point; the key above names the lines. */
const LABELLED = 20;
const LINE = 14;

/** @param {SVGSVGElement} root */
export function createChart(root) {
  /** @type {{layout: Layout, timeline: Timeline} | null} */
  let scene = null;
  /** @type {{name: string, group: Element, rect: Element}[]} */
  let series = [];
  let camera = svg("g");
  let band = svg("rect");
  let shown = "";

  /** @param {Flow} flow @param {Layout} layout @param {Timeline} timeline @param {string[]} names  of the variables chosen */
  function setScene(flow, layout, timeline, names) {
    scene = { layout, timeline };
    shown = "";
    const height = root.clientHeight;
    const all = names.flatMap((name) => flow.errors[name]);
    const finite = all.filter((size) => size > 0 && Number.isFinite(size));
    band = svg("rect", { class: "band", y: 0, height, width: layout.pitch });
    if (finite.length === 0) {
      const words = all.every((size) => size === 0) ? "Every error is exactly zero." : "No error is a finite number.";
      [series, camera] = [[], svg("g", {}, band)];
      return root.replaceChildren(camera, svg("text", { class: "nothing", x: layout.width / 2, y: height / 2 }, words));
    }
    const [low, high] = decades([...finite, ...(flow.fresh > 0 ? [flow.fresh] : [])]);
    const y = (/** @type {number} */ log) => TOP + ((high - log) / (high - low)) * (height - TOP - BOTTOM);
    const curves = names.map((name) => pointsOf(layout, name, flow.errors[name], y, height));
    series = names.map((name, i) => drawSeries(name, i, curves[i], layout));
    const labels = layout.pitch > LABELLED ? endLabels(names, curves) : [];
    camera = svg("g", {}, band, ...series.map(({ group }) => group), ...labels);
    const clip = svg("clipPath", { id: "chart-clip" }, svg("rect", { x: layout.gutter - 8, y: 0, width: Math.max(0, layout.width - layout.gutter + 8), height }));
    const grid = gridLines(low, high, y, layout);
    const ends = [...tickAt(all.includes(0), "0", height - BELOW), ...tickAt(!all.every(Number.isFinite), "NaN", ABOVE)];
    const fresh = flow.fresh > 0 ? [freshLine(y(Math.log10(flow.fresh)), layout)] : [];
    root.replaceChildren(clip, ...grid, ...ends, ...fresh, svg("g", { "clip-path": "url(#chart-clip)" }, camera));

    /** @param {boolean} needed @param {string} text @param {number} at */
    function tickAt(needed, text, at) {
      return needed ? [svg("text", { class: "tick", x: layout.gutter - 8, y: at + 4 }, text)] : [];
    }
  }

  /** @param {Frame} frame */
  function draw({ event, camera: at }) {
    if (!scene) return;
    const { layout, timeline } = scene;
    const left = Math.min(at, layout.content - layout.width);
    const key = `${event.index}|${left}`;
    if (key === shown) return;
    shown = key;
    camera.setAttribute("transform", `translate(${-left} 0)`);
    const active = event.phase === "backward" || event.phase === "sum";
    band.setAttribute("x", String(columnX(layout, event.t) - layout.pitch / 2));
    band.setAttribute("visibility", event.t ? "visible" : "hidden");
    band.classList.toggle("backward", active);
    for (const { name, rect } of series) {
      const reached = firstKnown(timeline, name, event.index);
      const x = columnX(layout, reached) - layout.pitch / 2;
      rect.setAttribute("x", String(x));
      rect.setAttribute("width", String(Math.max(0, layout.content - x)));
    }
  }

  return { setScene, draw };
}

/** @param {number[]} sizes  at least one @returns {[number, number]} */
function decades(sizes) {
  const logs = sizes.map(Math.log10);
  const low = Math.floor(Math.min(...logs) - 0.05);
  return [low, Math.max(low + 1, Math.ceil(Math.max(...logs)))];
}

/** @param {number} low @param {number} high @param {(log: number) => number} y @param {Layout} layout */
function gridLines(low, high, y, { gutter, width }) {
  const every = Math.max(1, Math.ceil((high - low) / 6));
  const lines = [];
  for (let exponent = low; exponent <= high; exponent++) {
    if ((exponent - low) % every) continue;
    const at = y(exponent);
    const text = Math.abs(exponent) <= 3 ? String(Number((10 ** exponent).toPrecision(1))) : power(exponent);
    lines.push(svg("line", { class: "grid", x1: gutter, x2: width - 12, y1: at, y2: at }), svg("text", { class: "tick", x: gutter - 8, y: at + 4 }, text));
  }
  return lines;
}

/** @param {number} y @param {Layout} layout */
const freshLine = (y, { gutter, width }) => svg("line", { class: "fresh", x1: gutter, x2: width - 12, y1: y, y2: y });

/** @param {Layout} layout @param {string} name @param {number[]} sizes @param {(log: number) => number} y @param {number} height @returns {Point[]} */
const pointsOf = (layout, name, sizes, y, height) =>
  sizes.map((size, t) => {
    const x = columnX(layout, t + 1) + layout.nodes[name].x;
    if (size === 0) return { x, y: height - BELOW, how: "zero" };
    return Number.isFinite(size) ? { x, y: y(Math.log10(size)), how: "finite" } : { x, y: ABOVE, how: "broken" };
  });

/** @param {string} name @param {number} i @param {Point[]} points @param {Layout} layout */
function drawSeries(name, i, points, layout) {
  const follows = (/** @type {number} */ t) => t > 0 && points[t - 1].how === "finite";
  const d = points.map(({ x, y, how }, t) => (how === "finite" ? `${follows(t) ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}` : "")).join("");
  const dots = (/** @type {Point["how"]} */ kind) => points.map(({ x, y, how }) => (how === kind ? `M${x.toFixed(1)},${y}h0` : "")).join("");
  const marks = points.flatMap(({ x, y, how }, t) => {
    if (how !== "finite") return [];
    const alone = !follows(t) && points[t + 1]?.how !== "finite";
    return points.length <= MARKED || alone ? [markOf(i, x, y)] : [];
  });
  const rect = svg("rect", { y: 0, height: 2000 });
  const known = svg("g", { class: `series s${i % 4}`, "clip-path": `url(#known-${i})` }, svg("path", { d }), svg("path", { class: "zero", d: dots("zero") }), svg("path", { class: "broken", d: dots("broken") }), ...marks);
  const group = svg("g", {}, svg("clipPath", { id: `known-${i}` }, rect), svg("path", { class: "ahead", d }), known);
  return { name, group, rect };
}

/** The names after the last points, one under the other where they would overlap. @param {string[]} names @param {Point[][]} curves */
function endLabels(names, curves) {
  const ends = curves.map((points) => points[points.length - 1]);
  const x = Math.max(...ends.map((end) => end.x)) + 9;
  return apart(ends.map(({ y }) => y), LINE).map((y, i) => svg("text", { class: "name", x, y: y + 4 }, `δ${symbolOf(names[i])}`));
}

/** Each line has its own mark, since colour alone must not tell them apart. @param {number} i @param {number} x @param {number} y */
export function markOf(i, x, y) {
  if (i % 2) return svg("rect", { x: x - 3.5, y: y - 3.5, width: 7, height: 7 });
  return svg("circle", { cx: x, cy: y, r: 4 });
}
