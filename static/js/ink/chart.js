/** The size of the error at each step on a log axis, in the stage's own columns. */

import { freest } from "../pure/label.js";
import { columnX } from "../pure/layout.js";
import { power, three } from "../pure/numbers.js";
import { firstKnown } from "../pure/timeline.js";
import { symbolOf } from "../pure/words.js";
import { svg } from "./element.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/timeline.js").Timeline} Timeline
 */

const [TOP, BOTTOM] = [42, 18];
/** Above this many steps markers would touch. */
const MARKED = 60;

/** @param {SVGSVGElement} root */
export function createChart(root) {
  /** @type {{flow: Flow, layout: Layout, timeline: Timeline} | null} */
  let scene = null;
  /** @type {{name: string, group: Element, known: Element, rect: Element}[]} */
  let series = [];
  let camera = svg("g");
  let band = svg("rect");
  let shown = "";

  /** @param {Flow} flow @param {Layout} layout @param {Timeline} timeline */
  function setScene(flow, layout, timeline) {
    scene = { flow, layout, timeline };
    shown = "";
    const height = root.clientHeight;
    const norms = flow.graph.lanes.map(({ name }) => flow.errors[name]);
    const sizes = [...norms.flat(), flow.fresh].filter((size) => size > 0 && Number.isFinite(size));
    const [low, high] = decades(sizes);
    const y = (/** @type {number} */ log) => TOP + ((high - log) / (high - low)) * (height - TOP - BOTTOM);
    const fresh = y(Math.log10(flow.fresh));
    band = svg("rect", { class: "band", y: 0, height, width: layout.pitch });
    const grid = gridLines(low, high, y, layout);
    const line = flow.fresh > 0 ? [svg("line", { class: "fresh", x1: layout.gutter, x2: layout.width - 12, y1: fresh, y2: fresh })] : [];
    series = norms.map((each, i) => drawSeries(flow.graph.lanes[i].name, i, each, layout, y));
    camera = svg("g", {}, band, ...series.map(({ group }) => group));
    const clip = svg("clipPath", { id: "chart-clip" }, svg("rect", { x: layout.gutter - 8, y: 0, width: Math.max(0, layout.width - layout.gutter + 8), height }));
    root.replaceChildren(clip, ...grid, ...line, svg("g", { "clip-path": "url(#chart-clip)" }, camera));
    if (flow.fresh > 0) nameFresh(fresh, `largest fresh error ${three(flow.fresh)}`, layout, norms.map((each, i) => pointsOf(flow.graph.lanes[i].name, each, layout, y)));
  }

  /** The name of the dotted line stands where no curve runs through it. */
  /** @param {number} fresh @param {string} words @param {Layout} layout @param {{x: number, y: number | null}[][]} curves */
  function nameFresh(fresh, words, { gutter, width }, curves) {
    const text = svg("text", { class: "note" }, words);
    root.append(text);
    const length = /** @type {SVGTextElement} */ (text).getComputedTextLength();
    const [from, to] = [gutter + 4, width - length - 40];
    const places = [0, 0.25, 0.5, 0.75, 1].map((part) => from + part * Math.max(0, to - from));
    const boxes = [fresh - 18, fresh + 3].flatMap((y) => places.map((x) => ({ x: x - 4, y, width: length + 8, height: 15 })));
    const lines = curves.map((points) => points.flatMap(({ x, y }) => (y === null ? [] : [/** @type {[number, number]} */ ([x, y])])));
    const { x, y } = freest(boxes, lines);
    text.setAttribute("x", String(x + 4));
    text.setAttribute("y", String(y + 13));
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

/** @param {number[]} sizes @returns {[number, number]} */
function decades(sizes) {
  if (sizes.length === 0) return [-1, 1];
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

/** @param {string} name @param {number[]} norms @param {Layout} layout @param {(log: number) => number} y */
const pointsOf = (name, norms, layout, y) =>
  norms.map((size, t) => ({ x: columnX(layout, t + 1) + layout.nodes[name].x, y: size > 0 && Number.isFinite(size) ? y(Math.log10(size)) : null }));

/** @param {string} name @param {number} i @param {number[]} norms @param {Layout} layout @param {(log: number) => number} y */
function drawSeries(name, i, norms, layout, y) {
  const points = pointsOf(name, norms, layout, y);
  const path = points.map((point, t) => (point.y === null ? "" : `${t && points[t - 1].y !== null ? "L" : "M"}${point.x.toFixed(1)},${point.y.toFixed(1)}`)).join("");
  const look = `series s${i % 4}`;
  const marks = norms.length <= MARKED ? points.flatMap((point) => (point.y === null ? [] : [mark(i, point.x, point.y)])) : [];
  const rect = svg("rect", { y: 0, height: 2000 });
  const known = svg("g", { class: look, "clip-path": `url(#known-${i})` }, svg("path", { d: path }), ...marks);
  const last = points[points.length - 1];
  const label = last?.y != null && layout.pitch > 20 ? [svg("text", { class: "name", x: last.x + 9, y: last.y + 4 }, `δ${symbolOf(name)}`)] : [];
  const group = svg("g", {}, svg("clipPath", { id: `known-${i}` }, rect), svg("path", { class: "ahead", d: path }), known, ...label);
  return { name, group, known, rect };
}

/** Each line has its own mark, since colour alone must not tell them apart. @param {number} i @param {number} x @param {number} y */
function mark(i, x, y) {
  if (i % 2) return svg("rect", { x: x - 3.5, y: y - 3.5, width: 7, height: 7 });
  return svg("circle", { cx: x, cy: y, r: 4 });
}
