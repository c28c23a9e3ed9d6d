/** The view of routes: for each variable of the event all its routes to the loss, as a graph and as a table. */

import { readLedger } from "../pure/ledger.js";
import { inWords } from "../pure/numbers.js";
import { placeOn, lengthOf } from "../pure/geometry.js";
import { mapHeight, routeMap } from "../pure/routes/map.js";
import { capital, list, nameOf, symbolOf } from "../pure/words.js";
import { element, italics } from "./element.js";
import { drawLedger, residual } from "./ledger.js";
import { drawGlow } from "./moving.js";
import { write } from "./node.js";
import { drawRibbon, stroke } from "./ribbon.js";
import { listenToRows, markRows, rewrite } from "./rows.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/routes/map.js").Pill} Pill
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {{edges: string[], t: number} | null} Selected
 */

/** @param {HTMLElement} root @param {import("./rows.js").Does} does */
export function createRoutes(root, does) {
  let shown = "";
  /** @type {Flow | null} */
  let of = null;
  /** @type {{variable: string, t: number, canvas: HTMLCanvasElement}[]} */
  let maps = [];
  listenToRows(root, does);

  /** @param {Flow} flow @param {Frame} frame @param {Selected} selected @param {Palette} palette */
  function draw(flow, frame, selected, palette) {
    const { variables, t } = subjects(flow, frame);
    const key = `${variables}|${t}`;
    if (key !== shown || flow !== of) {
      [shown, of] = [key, flow];
      maps = variables.map((variable) => ({ variable, t, canvas: element("canvas", { role: "img", "aria-label": `The routes from ${symbolOf(variable)}(${t}) to the loss; the table says the same in numbers` }) }));
      rewrite(root, maps.map((map) => articleOf(flow, map)));
    }
    markRows(root, flow, frame, selected);
    const fraction = frame.event.phase === "backward" ? frame.fraction : 1;
    for (const map of maps) drawMap(flow, map, fraction, selected?.t === map.t ? selected.edges : [], palette);
  }

  return { draw };
}

/** What the event is about; where that is no variable, all that is shown of the step. @param {Flow} flow @param {Frame} frame */
function subjects({ graph }, { event }) {
  const isOfStep = event.phase === "forward" || event.phase === "backward";
  const variables = isOfStep ? event.variables : graph.lanes.map(({ name }) => name);
  return { variables, t: event.t || 1 };
}

/** @param {Flow} flow @param {{variable: string, t: number, canvas: HTMLCanvasElement}} map */
function articleOf(flow, { variable, t, canvas }) {
  const ledger = readLedger(flow, variable, t);
  const count = ledger.entries.length;
  const name = nameOf(flow.answer.cell, variable);
  const who = name.startsWith("the ") ? capital(name) : `_${symbolOf(variable)}_`;
  const [reaches, many] = [`${who} reaches the loss`, inWords(count)];
  const says = count === 0 ? `${who} reaches no loss.` : count === 1 ? `${reaches} along one first step, which carries its whole error back.` : `${reaches} along ${many} first steps. Each carries one product back; the ${many} add up.`;
  const height = mapHeight(count);
  canvas.style.height = `${height}px`;
  return element(
    "article",
    { class: "of-routes" },
    element("h2", {}, ...italics(`All routes from _${symbolOf(variable)}_(${t}) to _J_`)),
    element("p", { class: "lo" }, ...italics(says)),
    element("div", { class: "map" }, canvas),
    drawLedger(flow, ledger),
    residual(flow, [ledger]),
  );
}

/** @param {Flow} flow @param {{variable: string, t: number, canvas: HTMLCanvasElement}} place @param {number} fraction @param {string[]} lit @param {Palette} palette */
function drawMap(flow, { variable, t, canvas }, fraction, lit, palette) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const pen = canvas.getContext("2d");
  if (!pen || !width) return;
  const ratio = window.devicePixelRatio;
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  pen.scale(ratio, ratio);
  const { pills, further, routes, later } = routeMap(flow, variable, t, { width, height, fraction });
  for (const { ribbon, edge } of routes) if (lit.includes(edge)) drawGlow(pen, palette, ribbon.line);
  for (const ribbon of further) drawRibbon(pen, palette, ribbon, 1);
  for (const { ribbon } of routes) {
    if (ribbon.edges) stroke(pen, ribbon.line, palette.of.wire, 1.4);
    if (ribbon.progress > 0) drawRibbon(pen, palette, ribbon, 1);
  }
  if (routes.length > 1) for (const route of routes) if (!route.ribbon.edges) drawTag(pen, palette, route);
  for (const pill of pills) drawPill(pen, palette, pill);
  if (later) write(pen, "by all later routes", later[0], later[1], `12px ${palette.ui}`, palette.of["ink-3"]);
}

/** The number of a route, on its first step. @param {Pen} pen @param {Palette} palette @param {import("../pure/routes/map.js").Numbered} route */
function drawTag(pen, { of, ui }, { ribbon: { line }, number }) {
  const { x, y } = placeOn(line, 0.5 * lengthOf(line));
  pen.beginPath();
  pen.arc(x, y, 9, 0, 2 * Math.PI);
  pen.fillStyle = of.stage;
  pen.fill();
  pen.strokeStyle = of.err;
  pen.lineWidth = 1.6;
  pen.stroke();
  write(pen, String(number), x, y, `700 12px ${ui}`, of.ink);
}

/** @param {Pen} pen @param {Palette} palette @param {Pill} pill */
function drawPill(pen, { of, math }, { stop: { names, t }, x, y, half, own }) {
  pen.beginPath();
  pen.roundRect(x - half, y - 15, 2 * half, 30, 15);
  pen.fillStyle = own ? of.err : of["err-soft"];
  pen.fill();
  pen.strokeStyle = of.err;
  pen.lineWidth = 1.6;
  pen.stroke();
  const parts = [{ text: list(names.map(symbolOf)), font: `italic 600 16px ${math}` }, { text: t === null ? "" : ` (${t})`, font: `13px ${math}` }];
  const widths = parts.map(({ text, font }) => ((pen.font = font), pen.measureText(text).width));
  let at = x - (widths[0] + widths[1]) / 2;
  parts.forEach(({ text, font }, i) => {
    write(pen, text, at + widths[i] / 2, y, font, own ? of["err-on"] : of.ink);
    at += widths[i];
  });
}
