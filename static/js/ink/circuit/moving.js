/** What moves over the circuit, and what is pointed at. */

import { readLedger } from "../../pure/ledger.js";
import { shift } from "../../pure/geometry.js";
import { columnX } from "../../pure/layout.js";
import { three } from "../../pure/numbers.js";
import { placeTags } from "../../pure/circuit/free.js";
import { roundOf } from "../../pure/circuit/hit.js";
import { namesOf } from "./block.js";
import { drawDots, drawFocus, drawGlow } from "../moving.js";
import { drawHalo, drawNode, drawRing, write } from "../node.js";
import { around, drawOver } from "./wires.js";
import { drawGlyphs } from "./glyphs.js";

/**
 * @typedef {CanvasRenderingContext2D} Pen
 * @typedef {import("../node.js").Scene} Scene
 * @typedef {import("../../pure/frame.js").Frame} Frame
 * @typedef {import("../../pure/hit.js").Hit} Hit
 * @typedef {import("../../pure/circuit/layout.js").CircuitLayout} CircuitLayout
 */

/** @param {Pen} pen @param {Scene} scene @param {Frame} frame @param {Hit[]} marked */
export function drawOnCircuit(pen, scene, frame, marked) {
  const { event, live, columns } = frame;
  const { arrows, nodes, beads, loss } = live;
  const { scale, drawing } = /** @type {CircuitLayout} */ (scene.layout).circuit;
  for (const node of nodes) if (node.ring.length) drawHalo(pen, scene, node, 1.75);
  for (const hit of marked) if (isLine(hit)) glow(pen, scene, frame, hit);
  for (const arrow of [...arrows].sort((a, b) => a.progress - b.progress || a.look.L - b.look.L)) drawOver(pen, scene, arrow);
  drawDots(pen, beads, scene.palette.of["ink-2"], 3.6 * scale);
  const touched = new Set([...arrows.map(({ t }) => t), ...(beads.length ? [event.t - 1, event.t] : []), ...(nodes.length ? [event.t] : [])]);
  for (const hit of marked) if (isLine(hit)) touched.add(hit.t).add(hit.t + 1);
  for (const column of columns) if (touched.has(column.t)) drawGlyphs(pen, scene, column);
  for (const node of nodes) {
    if (drawing.nodes[node.name].operator) continue;
    drawNode(pen, scene, node);
    if (node.ring.length) drawRing(pen, scene, node, 1, 0.34);
  }
  if (loss) swell(pen, scene, loss);
  if (event.phase === "backward") for (const name of event.variables) tags(pen, scene, frame, name);
  for (const hit of marked) if (!isLine(hit)) drawFocus(pen, scene.palette, ...roundOf(/** @type {CircuitLayout} */ (scene.layout), hit));
}

/** @param {Hit} hit */
const isLine = ({ kind }) => kind === "arrow" || kind === "wire";

/** @param {Pen} pen @param {Scene} scene @param {Frame} frame @param {Hit} hit */
function glow(pen, scene, { columns }, { kind, id, t }) {
  const layout = /** @type {CircuitLayout} */ (scene.layout);
  const { circuit } = layout;
  const route = circuit.routes.get(id);
  const wire = circuit.drawing.wires.find((one) => one.id === id);
  const pieces = kind === "wire" ? (wire ? [{ wire, at: t }] : []) : (route?.ways.flat().map((piece) => ({ wire: piece.wire, at: t + route.edge.lag - piece.back })) ?? []);
  for (const piece of pieces) {
    const x = columnX(layout, piece.at);
    const gaps = (circuit.gaps[piece.wire.id] ?? []).map((gap) => ({ ...gap, x: gap.x + x }));
    around(pen, gaps, () => drawGlow(pen, scene.palette, shift(circuit.lines[piece.wire.id], x)));
  }
  for (const piece of pieces) {
    const arrow = columns.find((column) => column.t === piece.at)?.arrows.find((one) => one.id === piece.wire.id);
    if (arrow) drawOver(pen, scene, arrow);
  }
}

/** @param {Pen} pen @param {Scene} scene @param {{t: number, swell: number}} loss */
function swell(pen, { layout, palette: { of } }, { t, swell: size }) {
  pen.beginPath();
  pen.arc(columnX(layout, t) + layout.loss.x, layout.loss.y, layout.loss.r * size, 0, 2 * Math.PI);
  pen.strokeStyle = of.err;
  pen.lineWidth = 2;
  pen.stroke();
}

/** Where tags stand, by layout and by what is to be written. @type {WeakMap<CircuitLayout, Map<string, ReturnType<typeof placeTags>>>} */
const placed = new WeakMap();

/** @param {CircuitLayout} layout @param {{edge: string, wide: number}[]} wanted @param {import("../../pure/circuit/free.js").Box[]} names */
function placesOf(layout, wanted, names) {
  const key = wanted.map(({ edge, wide }) => `${edge} ${wide}`).join();
  const several = placed.get(layout) ?? new Map();
  placed.set(layout, several);
  if (!several.has(key)) several.set(key, placeTags(layout, wanted, names));
  return /** @type {ReturnType<typeof placeTags>} */ (several.get(key));
}

/** The numbers of the ledger's terms beside their wires, with the norms of the messages. */
/** @param {Pen} pen @param {Scene} scene @param {Frame} frame @param {string} name */
function tags(pen, { flow, layout, palette: { of, ui } }, { event, live }, name) {
  const { entries } = readLedger(flow, name, event.t);
  if (entries.length < 2) return;
  const font = `700 12px ${ui}`;
  pen.font = font;
  const wanted = entries.map(({ edge, norm }) => ({ edge, wide: Math.ceil(pen.measureText(three(norm)).width) }));
  const left = columnX(layout, event.t);
  const circuit = /** @type {CircuitLayout} */ (layout);
  placesOf(circuit, wanted, namesOf(pen, circuit)).forEach((place, i) => {
    const { edge, norm } = entries[i];
    const sent = live.messages.find(({ edges }) => edges.includes(edge));
    if (!place || !sent) return;
    const { tag, number } = place;
    pen.beginPath();
    pen.arc(left + tag.x, tag.y, 9, 0, 2 * Math.PI);
    pen.fillStyle = sent.progress === 1 ? of.err : of.stage;
    pen.fill();
    pen.strokeStyle = of.err;
    pen.lineWidth = 1.6;
    pen.stroke();
    write(pen, String(i + 1), left + tag.x, tag.y, font, sent.progress === 1 ? of["err-on"] : of.ink);
    if (number) write(pen, three(norm), left + number.x, number.y, font, of.ink);
  });
}
