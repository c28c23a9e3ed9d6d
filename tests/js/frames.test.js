import assert from "node:assert/strict";
import test from "node:test";
import { carriedBack, readersOf } from "../../static/js/pure/collected.js";
import { readFlow } from "../../static/js/pure/flow.js";
import { frame } from "../../static/js/pure/frame.js";
import { addedBack, firstFrames, fitted, moved, readFrames, takenAway, withLanes, writeFrames } from "../../static/js/pure/frames.js";
import { cardWords, spokenFrames, sumWords } from "../../static/js/pure/framing.js";
import { layOut } from "../../static/js/pure/layout.js";
import { buildTimeline, gatherIndex } from "../../static/js/pure/timeline.js";
import { answerOf } from "./fixtures.js";

test("frames stand at the first, the middle and the last step, as far as there are so many", () => {
  assert.deepEqual(firstFrames(12), [1, 6, 12]);
  assert.deepEqual(firstFrames(3), [1, 2, 3]);
  assert.deepEqual(firstFrames(2), [null, 1, 2]);
  assert.deepEqual(firstFrames(1), [null, null, 1]);
  assert.deepEqual(fitted([3, 8, 20], 12), [3, 8, 12]);
  assert.deepEqual(fitted([10, 18, 20], 12), [10, 11, 12]);
  assert.deepEqual(fitted([1, null, 20], 5), [1, null, 5]);
});

test("a frame goes to another step, and not past its neighbours", () => {
  assert.deepEqual(moved([1, 6, 12], 1, 9, 12), [1, 9, 12]);
  assert.deepEqual(moved([1, 6, 12], 1, 40, 12), [1, 11, 12]);
  assert.deepEqual(moved([1, 6, 12], 0, -3, 12), [1, 6, 12]);
  assert.deepEqual(moved([1, 6, 12], 2, 2, 12), [1, 6, 7]);
  assert.deepEqual(moved([2, null, 12], 0, 11.4, 12), [11, null, 12]);
});

test("a frame that was taken away comes back into its room, if there is any", () => {
  assert.deepEqual(takenAway([1, 6, 12], 1), [1, null, 12]);
  assert.deepEqual(addedBack([1, null, 12], 1, 12), [1, 7, 12]);
  assert.deepEqual(addedBack([null, 6, 12], 0, 12), [1, 6, 12]);
  assert.deepEqual(addedBack([1, 6, null], 2, 12), [1, 6, 12]);
  assert.deepEqual(addedBack([3, null, 4], 1, 12), [3, null, 4]);
});

test("the address holds the frames, and nothing that is not three steps in their order", () => {
  for (const frames of [[1, 6, 12], [1, null, 12], [null, null, 500], [null, null, null]]) assert.deepEqual(readFrames(writeFrames(frames)), frames);
  for (const text of ["", "1-6", "6-1-12", "1-1-2", "a-b-c", "0-1-2", "1-2-3-4"]) assert.equal(readFrames(text), null, text);
});

test("the variables that read a parameter", () => {
  const { cell } = answerOf("lstm-peephole");
  assert.deepEqual(readersOf(cell, "R_in"), ["ibar"]);
  assert.deepEqual(readersOf(cell, "p_out"), ["obar"]);
  assert.deepEqual(readersOf({ ...cell, equations: "a[t] = W @ x[t] # not W_b\n  + W_b\nh[t] = W * a[t]" }, "W"), ["a", "h"]);
  assert.deepEqual(readersOf({ ...cell, equations: "a[t] = U @ x[t] # no W here" }, "W"), []);
});

/** The arrows that a frame collects, as `id(t)`. @param {import("../../static/js/pure/flow.js").Flow} flow @param {string} parameter @param {number} step */
function collected(flow, parameter, step) {
  const { has } = carriedBack(flow, parameter, step);
  const all = Array.from({ length: flow.steps }, (_, i) => flow.graph.arrows.map(({ id }) => ({ id, t: i + 1 }))).flat();
  return all.filter(({ id, t }) => has(id, t)).map(({ id, t }) => `${id}(${t})`);
}

test("a frame collects every arrow from its step on, and none before", () => {
  const flow = readFlow(answerOf("lstm-peephole"));
  for (const step of [1, 2, 3]) {
    const there = flow.carried.flatMap(({ arrow, norms }) => norms.flatMap((size, i) => (i + 1 >= step && size > 0 ? [`${arrow.id}(${i + 1})`] : [])));
    assert.deepEqual(collected(flow, "W_z", step).sort(), there.sort());
  }
});

test("of the output gate, the arrow into the memory of the same step is not needed; of the read-out, no arrow is", () => {
  const flow = readFlow(answerOf("lstm-peephole"));
  const [gate, input] = ["W_out", "W_z"].map((name) => collected(flow, name, 2));
  assert.deepEqual(input.filter((arrow) => !gate.includes(arrow)).sort(), ["c_c(2)", "y_c(2)"]);
  assert.ok(gate.every((arrow) => input.includes(arrow)) && gate.includes("y_c(3)"));
  const text = readFlow(answerOf("lstm-text"));
  assert.deepEqual(collected(text, "V", 1), []);
  assert.deepEqual(carriedBack(text, "V", 1).losses, [1]);
});

test("where truncation or the mask stops an error, the frame collects nothing beyond", () => {
  const answer = /** @type {import("../../static/js/pure/types.js").Answer & {sources: Record<string, number[][]>}} */ (answerOf("truncated"));
  const flow = readFlow(answer);
  for (let step = 1; step <= 6; step++) {
    // The server's own split of the memory's error by the losses that it comes from.
    const from = answer.sources.c.flatMap((row, s) => (row[step - 1] > 0 ? [s + 1] : []));
    assert.deepEqual(carriedBack(flow, "W_z", step).losses, from, `step ${step}`);
  }
  assert.deepEqual(carriedBack(flow, "W_z", 2).losses, []);
  assert.deepEqual(collected(flow, "W_z", 5).filter((arrow) => arrow.startsWith("J_")), ["J_y(6)"]);
});

test("with the loss at the last step only, every frame needs that loss", () => {
  const flow = readFlow(answerOf("rnn-last"));
  for (const step of [1, 2, 3]) assert.deepEqual(carriedBack(flow, "U", step).losses, [3]);
  assert.ok(!collected(flow, "U", 1).includes("J_h(1)"));
});

test("lanes appear as the errors arrive, and colour is for gradients alone", () => {
  const flow = readFlow(answerOf("lstm-peephole"));
  const layout = layOut(flow.graph, { steps: flow.steps, width: 880, height: 392 });
  const timeline = buildTimeline(flow.answer.cell, flow.graph, flow.steps);
  const at = (/** @type {number} */ event, fraction = 1) => withLanes(frame(flow, layout, timeline, { pan: null }, { event, fraction }), flow, [1, 2, 3], "W_z");
  const loss = gatherIndex(timeline, "y", 2);
  assert.deepEqual(at(loss - 1).columns[1].arrows, []);
  const moving = at(loss, 0.9).live.arrows.find(({ id }) => id === "J_y");
  assert.deepEqual([moving?.lanes, (moving?.progress ?? 0) > 0], [[0, 1], true]);
  const end = at(timeline.events - 1);
  const lanes = end.columns.map(({ arrows }) => arrows.filter(({ id }) => id === "J_y").map((arrow) => arrow.lanes));
  assert.deepEqual(lanes, [[[0]], [[0, 1]], [[0, 1, 2]]]);
  assert.deepEqual(end.columns.map(({ framed }) => framed), [0, 1, 2]);
  assert.ok(end.columns.every(({ gathered, nodes }) => !gathered && nodes.every(({ state }) => state === "waiting")));
  const other = withLanes(frame(flow, layout, timeline, { pan: null }, { event: timeline.events - 1, fraction: 1 }), flow, [1, null, 3], "W_z");
  assert.notEqual(other.columns[0].key, end.columns[0].key);
});

test("a card says what its gradient needs", () => {
  const flow = readFlow(answerOf("lstm-peephole"));
  assert.equal(cardWords(flow, "W_z", 2).needs, "needs _J_(2) to _J_(3)");
  assert.equal(cardWords(flow, "W_z", 3).needs, "needs _J_(3) only");
  assert.match(cardWords(flow, "W_z", 3).from, /^norm [\d.]+, from 1 loss$/);
  assert.match(cardWords(flow, "R_z", 1).from, /^norm 0, from 3 losses: all that it multiplies there is 0$/);
  const truncated = readFlow(answerOf("truncated"));
  assert.equal(cardWords(truncated, "W_z", 2).needs, "no loss reaches it");
  assert.equal(spokenFrames(flow, [1, null, 3], "W_z"), "Three gradients of W_z: step 1 needs J(1) to J(3); step 3 needs J(3) only.");
  const { sum, all } = sumWords({ name: "W", norms: [3, 4], total: 5, steps: null, sums: null, before: null, taken: null, after: null });
  assert.deepEqual([sum, all], ["5.00", "7.00"]);
});
