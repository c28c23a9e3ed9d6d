import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { columnX, layOut } from "../../static/js/pure/layout.js";
import { barsOf, cameraFor, lensOn, piecesOf, ticksOf } from "../../static/js/pure/river.js";
import { inkWidth, lookOf } from "../../static/js/pure/scales.js";
import { answerOf } from "./fixtures.js";

const flow = readFlow(answerOf("lstm-peephole"));
const view = { steps: 500, width: 888, height: 344 };
const lens = layOut(flow.graph, view);
const whole = layOut(flow.graph, { ...view, whole: true });

test("the river holds every step, its lens twelve", () => {
  assert.equal(whole.content, whole.width);
  assert.equal(lens.lens, true);
  assert.equal(lens.pitch, 68);
  const { width } = lensOn(whole, lens, 200 * lens.pitch);
  assert.ok(Math.abs(width / whole.pitch - 12) < 0.5);
});

test("a narrow page has its river too, but only of a long run", () => {
  const narrow = { width: 390, height: 268, narrow: true };
  assert.equal(layOut(flow.graph, { ...narrow, steps: 60 }).lens, false);
  const long = layOut(flow.graph, { ...narrow, steps: 61 });
  assert.deepEqual([long.lens, long.pitch], [true, 72]);
});

test("letters always fit into a lens", () => {
  assert.equal(layOut(flow.graph, { ...view, width: 544 }).level, "blocks");
});

test("a ribbon's pieces are as wide and coloured as arrows of that size", () => {
  const short = layOut(flow.graph, { steps: 3, width: 888, height: 344, whole: true });
  const pieces = piecesOf(flow, short, "c", 2);
  assert.equal(pieces.length, 2);
  pieces.forEach(({ look, width, x }, i) => {
    assert.deepEqual(look, lookOf(flow.errors.c[i + 1], flow.fresh));
    assert.equal(width, inkWidth(look, 1.5));
    assert.equal(x, columnX(short, i + 2) - short.pitch / 2);
  });
  assert.deepEqual(piecesOf(flow, short, "c", 4), []);
});

test("steps have as many numbers as there is room for", () => {
  assert.deepEqual(ticksOf(whole).slice(0, 3), [50, 100, 150]);
  assert.deepEqual(ticksOf(layOut(flow.graph, { ...view, steps: 200, whole: true })).slice(0, 2), [10, 20]);
});

test("dragging puts the middle of the lens under the hand", () => {
  const x = columnX(whole, 250);
  const { x: left, width } = lensOn(whole, lens, cameraFor(whole, lens, x));
  assert.ok(Math.abs(left + width / 2 - x) < 1);
});

test("the largest loss is a full bar", () => {
  assert.equal(Math.max(...barsOf(flow)), 1);
});
