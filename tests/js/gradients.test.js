import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { byLetter, gatheredAt, gradientsOf, largestOf } from "../../static/js/pure/gradients.js";
import { buildTimeline, eventAt, gatherIndex, sumIndex } from "../../static/js/pure/timeline.js";
import { answerOf } from "./fixtures.js";

test("the total is the server's norm of the sum, not a sum of norms", () => {
  const answer = answerOf("lstm-peephole");
  for (const { name, steps, total } of gradientsOf(answer)) {
    assert.equal(total, answer.norms.totals[name]);
    const sum = steps.reduce((a, b) => a + b, 0);
    assert.ok(total < sum, `${name}: norms of three steps only add where the gradients point one way`);
  }
});

test("the parameters of one letter are one vector", () => {
  const answer = answerOf("lstm-peephole");
  const groups = byLetter(gradientsOf(answer));
  assert.deepEqual(groups.map(({ name }) => name).slice(0, 4), ["W", "R", "b", "p"].filter((letter) => groups.some(({ name }) => name === letter)));
  const p = groups.find(({ name }) => name === "p");
  assert.deepEqual([...(p?.of ?? [])].sort(), ["p_for", "p_in", "p_out"]);
  const squares = (p?.of ?? []).map((name) => (answer.norms.gradients[name][0] ?? NaN) ** 2);
  assert.ok(Math.abs((p?.steps[0] ?? NaN) ** 2 - squares.reduce((a, b) => a + b, 0)) < 1e-12);
});

test("a parameter alone keeps its name, and what is not a number stays so", () => {
  const steps = [Infinity, NaN];
  const [W, b] = byLetter([{ name: "W_z", of: ["W_z"], steps, total: 1 }, { name: "b_i", of: ["b_i"], steps: [1, 1], total: 1 }, { name: "b_o", of: ["b_o"], steps, total: NaN }]);
  assert.deepEqual([W.name, b.name, b.steps, b.total], ["W_z", "b", [Infinity, NaN], NaN]);
});

test("gradients are known once their step is done, and are then added one by one", () => {
  const { answer, graph, steps } = readFlow(answerOf("lstm-peephole"));
  const timeline = buildTimeline(answer.cell, graph, steps);
  const at = (/** @type {number} */ index) => gatheredAt(timeline, eventAt(timeline, index));
  assert.deepEqual(at(0), { from: 4, to: 0, whole: false });
  assert.deepEqual(at(gatherIndex(timeline, "c", 3)), { from: 4, to: 0, whole: false });
  assert.deepEqual(at(gatherIndex(timeline, "zbar", 3)), { from: 3, to: 0, whole: false });
  assert.deepEqual(at(gatherIndex(timeline, "y", 2)), { from: 3, to: 0, whole: false });
  assert.deepEqual(at(sumIndex(timeline, 2)), { from: 1, to: 2, whole: false });
  assert.deepEqual(at(timeline.events - 2), { from: 1, to: 3, whole: true });
  assert.deepEqual(at(timeline.events - 1), { from: 1, to: 3, whole: true });
});

test("the largest of the steps that are known, or the first that is not finite", () => {
  const gradient = { name: "W", of: ["W"], steps: [4, 1, 3, 2], total: 9 };
  assert.deepEqual(largestOf(gradient, 1, 4), { size: 4, t: 1 });
  assert.deepEqual(largestOf(gradient, 2, 4), { size: 3, t: 3 });
  assert.deepEqual(largestOf({ ...gradient, steps: [1, 2, Infinity, NaN] }, 2, 4), { size: Infinity, t: 3 });
});
