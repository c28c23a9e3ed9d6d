import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { frame } from "../../static/js/pure/frame.js";
import { columnX, layOut } from "../../static/js/pure/layout.js";
import { sumAt } from "../../static/js/pure/sum.js";
import { buildTimeline, phaseStart, sumIndex } from "../../static/js/pure/timeline.js";
import { answerOf } from "./fixtures.js";

const flow = readFlow(answerOf("lstm-peephole"));
const layout = layOut(flow.graph, { steps: flow.steps, width: 880, height: 392 });
const KNOWN = { running: [1, 2, 3], total: 3, clipped: null, rate: 0.1 };

/** @param {number | ((timeline: import("../../static/js/pure/timeline.js").Timeline) => number)} event @param {number} [fraction] */
function at(event, fraction = 1, { still = false, known = /** @type {Parameters<typeof sumAt>[2]} */ (KNOWN) } = {}) {
  const timeline = buildTimeline(flow.answer.cell, flow.graph, flow.steps, still);
  const index = typeof event === "number" ? event : event(timeline);
  return sumAt(frame(flow, layout, timeline, { pan: null }, { event: index, fraction }), layout, known);
}

test("there is no sum before its phase", () => {
  assert.equal(at(0), null);
  assert.equal(at((timeline) => phaseStart(timeline, "sum") - 1), null);
});

test("the gradient of a step leaves its block and joins the sum, whose norm is that of the part that has come", () => {
  const third = (/** @type {import("../../static/js/pure/timeline.js").Timeline} */ timeline) => sumIndex(timeline, 3);
  const start = at(third, 0);
  assert.ok(Math.abs((start?.flying[0].x ?? NaN) - columnX(layout, 3)) < 1e-9);
  assert.deepEqual([start?.added, start?.says], [2, "_∂J/∂θ_  2 of 3, norm 2.00"]);
  const half = at(third, 0.5);
  assert.ok(half && half.flying[0].t === 3 && half.flying[0].x < columnX(layout, 3) && half.flying[0].x > half.place.x - 1);
  const end = at(third, 1);
  assert.deepEqual([end?.flying, end?.added, end?.says], [[], 3, "_∂J/∂θ_  3 of 3, norm 3.00"]);
  assert.equal(at(third, 1, { known: { ...KNOWN, running: null } })?.says, "_∂J/∂θ_  3 of 3");
  assert.equal(at((timeline) => sumIndex(timeline, 1), 0)?.says, "_∂J/∂θ_  0 of 3");
});

test("the sum is closed once, and the parameters go back to every block", () => {
  const whole = at((timeline) => sumIndex(timeline, 3) + 1, 0.5);
  assert.deepEqual([whole?.whole, whole?.says, whole?.back.length], [true, "Σ _∂J/∂θ_  3 of 3, norm 3.00", 0]);
  assert.equal(at((timeline) => sumIndex(timeline, 3) + 1, 1, { known: { ...KNOWN, clipped: 0.5 } })?.says, "Σ _∂J/∂θ_  3 of 3, norm 3.00, clipped to 0.500");
  const update = (/** @type {import("../../static/js/pure/timeline.js").Timeline} */ timeline) => phaseStart(timeline, "update");
  const [first, last] = [at(update, 0), at(update, 0.999)];
  assert.equal(first?.says, "_θ_ ← _θ_ − 0.1 _∂J/∂θ_");
  first?.back.forEach(([x]) => assert.ok(Math.abs(x - first.place.x) < 1e-6));
  last?.back.forEach(([x], i) => assert.ok(Math.abs(x - columnX(layout, i + 1)) < 2, `${x}`));
  assert.deepEqual(at(update, 1)?.back, []);
});

test("with reduced motion nothing is on its way", () => {
  const sum = at((timeline) => sumIndex(timeline, 2), 0.3, { still: true });
  assert.deepEqual([sum?.flying, sum?.added], [[], 2]);
});
