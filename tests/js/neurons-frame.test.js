import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { columnX } from "../../static/js/pure/layout.js";
import { frameOfUnits } from "../../static/js/pure/neurons/frame.js";
import { placeOfUnit, unitAt } from "../../static/js/pure/neurons/hit.js";
import { OTHERS, SELECTED, layOutUnits } from "../../static/js/pure/neurons/layout.js";
import { readUnits } from "../../static/js/pure/neurons/read.js";
import { walkUnits } from "../../static/js/pure/neurons/selected.js";
import { inkWidth, lookOf } from "../../static/js/pure/scales.js";
import { buildTimeline, gatherIndex, phaseStart } from "../../static/js/pure/timeline.js";
import { answerOf } from "./fixtures.js";

/**
 * @typedef {import("../../static/js/pure/neurons/frame.js").LineInk} LineInk
 * @typedef {import("../../static/js/pure/neurons/frame.js").UnitInk} UnitInk
 * @typedef {import("../../static/js/pure/hit.js").Hit} Hit
 */

const answer = answerOf("units-rnn");
const flow = readUnits(readFlow(answer));
const timeline = buildTimeline(answer.cell, flow.graph, flow.steps);
const layoutOf = (/** @type {import("../../static/js/pure/flow.js").Flow} */ run) => layOutUnits(run, { steps: 3, width: 1440, height: 560 });
const layout = layoutOf(flow);
const at = (/** @type {number} */ event, fraction = 1, reader = {}) => frameOfUnits(flow, layout, timeline, { pan: null, ...reader }, { event, fraction });
const lines = (/** @type {import("../../static/js/pure/frame.js").ArrowInk[]} */ arrows) => /** @type {LineInk[]} */ (arrows);
const units = (/** @type {import("../../static/js/pure/frame.js").NodeInk[]} */ nodes) => /** @type {UnitInk[]} */ (nodes);

test("three blocks stand side by side, one on a narrow page, and the run pans where it is longer", () => {
  assert.equal(layout.content, 1440);
  const narrow = layOutUnits(flow, { steps: 12, width: 390, height: 400 });
  assert.ok(narrow.pitch <= 390 && narrow.content > 390);
  assert.ok(Object.values(narrow.units).flat().every(({ r }) => r >= 9));
});

test("every ribbon is as wide as the one rule makes its number, the selected unit's by another factor", () => {
  const { live } = at(gatherIndex(timeline, "h", 1));
  assert.equal(live.arrows.length, 3 * 2 + 3 * 3);
  for (const { id, unit, of, width, k, negative } of lines(live.arrows)) {
    const weights = /** @type {number[][]} */ (answer.parameters?.[id === "o_h" ? "V" : "W"]);
    const error = id === "o_h" ? answer.deltas.o[0][of - 1] : answer.deltas.a[1][of - 1];
    const message = weights[of - 1][unit - 1] * Number(error);
    assert.equal(width, inkWidth(lookOf(Math.abs(message), flow.fresh), k));
    assert.equal(negative, message < 0);
  }
  const strong = new Set(lines(live.arrows).filter(({ k }) => k === SELECTED).map(({ unit }) => unit));
  const errors = answer.deltas.h[0].map((error) => Math.abs(Number(error)));
  assert.deepEqual([...strong], [1 + errors.indexOf(Math.max(...errors))]);
});

test("all units of a layer gather at once, what one link brings together", () => {
  const index = gatherIndex(timeline, "h", 2);
  const early = at(index, 0.12).live;
  assert.deepEqual([...new Set(early.arrows.map(({ id }) => id))], ["o_h"]);
  assert.equal(new Set(early.arrows.map(({ progress }) => progress)).size, 1);
  assert.deepEqual(at(index, 0.5).live.messages.map(({ edges }) => edges[0]), ["h>o", "h>a@1"]);
});

test("what has gathered stays, by weak ribbons, and what has not is bare", () => {
  const frame = at(gatherIndex(timeline, "h", 2), 0);
  const [first, second, third] = frame.columns;
  assert.deepEqual([first.arrows.length, second.arrows.length, third.arrows.length], [0, 2, 2 + 6]);
  assert.ok(lines(third.arrows).every(({ k }) => k === OTHERS));
});

test("units are shaded by their value, then by their error, with its sign", () => {
  const [before] = at(phaseStart(timeline, "loss")).columns;
  const h = units(before.nodes).filter(({ name }) => name === "h");
  assert.deepEqual(h.map(({ negative }) => negative), answer.values?.h[0].map((value) => Number(value) < 0));
  assert.ok(h.every(({ shade, state }) => shade > 0 && shade <= 1 && state === "waiting"));
  const after = units(at(phaseStart(timeline, "sum")).columns[0].nodes).filter(({ name }) => name === "h");
  assert.deepEqual(after.map(({ negative }) => negative), answer.deltas.a[0].map((error) => Number(error) < 0));
  const [start] = at(0, 0).columns;
  assert.ok(units(start.nodes).every(({ name, shade }) => name === "x" || shade === 0));
});

test("a unit pointed at is selected once it has gathered, a pinned one where it gathered last", () => {
  const hit = /** @type {Hit} */ ({ kind: "node", id: "h", t: 3, unit: 2 });
  const later = gatherIndex(timeline, "h", 2);
  assert.equal(at(gatherIndex(timeline, "o", 3), 1, { marked: hit }).selected?.id, "o");
  assert.deepEqual(at(later, 1, { marked: hit }).selected, { id: "h", unit: 2, t: 3 });
  assert.deepEqual(at(later, 1, { pins: [hit] }).selected, { id: "h", unit: 2, t: 2 });
  assert.equal(at(later, 1, { marked: hit }).live.arrows.filter(({ t }) => t === 3).length, 2);
  assert.equal(at(0).selected, null);
});

test("forward, beads run along the lines into the units that are computed", () => {
  const { live } = at(timeline.stretches[0].groups.length, 0.5);
  assert.equal(live.beads.length, 3 * 2 + 3 * 3);
  assert.equal(at(0, 0.5).live.beads.length, 3 * 2);
});

test("a line that carries nothing has no wire from the start of its event, and a cut one is marked", () => {
  const silent = { ...answer.messages, "h>a@1": answer.messages["h>a@1"].map((row) => row.map(() => 0)) };
  const cut = readUnits(readFlow({ ...answer, request: { ...answer.request, cut: [{ edge: "h>a@1", at: [2] }] }, messages: silent }));
  const brokenAt = (/** @type {number} */ event) =>
    /** @type {import("../../static/js/pure/neurons/frame.js").UnitColumn[]} */ (frameOfUnits(cut, layoutOf(cut), timeline, { pan: null }, { event, fraction: 0 }).columns)[1].broken;
  const gathers = gatherIndex(timeline, "h", 2);
  assert.equal(brokenAt(gathers - 1).length, 0);
  assert.equal(brokenAt(gathers).length, 3 * 3);
  assert.ok(brokenAt(gathers).every(({ id, edges }) => id === "h_h'" && edges?.cut === 1));
});

test("what is not a finite number is said of the unit and of its lines", () => {
  const broken = readUnits(readFlow({ ...answer, deltas: { ...answer.deltas, a: [[null, null, null], [null, null, null], [0, 0, 0]] }, messages: { ...answer.messages, "h>a@1": answer.messages["h>a@1"].map((row) => row.map(() => null)) } }));
  const { live, columns } = frameOfUnits(broken, layoutOf(broken), timeline, { pan: null }, { event: gatherIndex(timeline, "h", 1), fraction: 1 });
  assert.ok(live.arrows.filter(({ id }) => id === "h_h'").every(({ look }) => look.state === "nan"));
  assert.ok(units(columns[1].nodes).filter(({ name }) => name === "h").every((unit) => unit.broken));
});

test("the pointer finds units and the lines between them, and the keys walk them", () => {
  const unit = /** @type {Hit} */ ({ kind: "node", id: "h", t: 2, unit: 3 });
  const { x, y } = placeOfUnit(layout, unit);
  assert.deepEqual(unitAt(flow, layout, x + 3, y), unit);
  const line = /** @type {Hit} */ ({ kind: "arrow", id: "o_h", t: 2, unit: 1, of: 1 });
  const middle = placeOfUnit(layout, line);
  assert.deepEqual(unitAt(flow, layout, middle.x, middle.y), line);
  assert.equal(unitAt(flow, layout, columnX(layout, 2) - 150, 100), null);
  assert.deepEqual(walkUnits(flow, null, 2, "ArrowUp"), { kind: "node", id: "h", unit: 1, t: 2 });
  assert.deepEqual(walkUnits(flow, unit, 2, "ArrowUp"), { kind: "node", id: "o", unit: 1, t: 2 });
  assert.deepEqual(walkUnits(flow, unit, 2, "ArrowRight"), { ...unit, t: 3 });
});
