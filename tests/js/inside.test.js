import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { frame } from "../../static/js/pure/frame.js";
import { insideAt } from "../../static/js/pure/inside.js";
import { columnX, layOut } from "../../static/js/pure/layout.js";
import { buildTimeline, eventAt, forwardIndex, gatherIndex } from "../../static/js/pure/timeline.js";
import { answerOf } from "./fixtures.js";

/** @param {string} name */
function scene(name) {
  const flow = readFlow(answerOf(name));
  const layout = layOut(flow.graph, { steps: flow.steps, width: 880, height: 392 });
  const timeline = buildTimeline(flow.answer.cell, flow.graph, flow.steps);
  return { flow, layout, timeline };
}

for (const name of ["lstm-peephole", "lstm-text", "rnn-last", "three-states", "leaky"]) {
  test(`every event of ${name} moves something, forward and backward`, () => {
    const { flow, layout, timeline } = scene(name);
    for (let index = 0; index < timeline.events; index++) {
      const { phase, t, variables } = eventAt(timeline, index);
      if (phase !== "forward" && phase !== "backward") continue;
      if (phase === "backward" && variables.every((variable) => flow.answer.norms.deltas[variable][t - 1] === 0)) continue;
      const [early, late] = [0.3, 0.95].map((fraction) => frame(flow, layout, timeline, { pan: null }, { event: index, fraction }).live);
      assert.notDeepEqual(early, late, `${phase} of ${variables}`);
      const inner = variables.filter((variable) => !flow.graph.lanes.some((lane) => lane.name === variable));
      assert.ok(inner.every((variable) => late.nodes.some((node) => node.name === variable)));
    }
  });
}

for (const [name, variable] of [["lstm-peephole", "f"], ["lstm-peephole", "fbar"], ["lstm-text", "f"]]) {
  test(`variables of ${name} that are computed together with ${variable} do not overlap`, () => {
    const { flow, timeline } = scene(name);
    const layout = layOut(flow.graph, { steps: 12, width: 820, height: 440 });
    const { nodes } = insideAt(flow, layout, eventAt(timeline, forwardIndex(timeline, variable, 2)), 0.5);
    assert.ok(nodes.length > 2);
    nodes.forEach((a, i) => nodes.slice(i + 1).forEach((b) => assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 2.2 * a.r)));
    assert.ok(nodes[0].r > 6, "there is room for their letters");
  });
}

test("inner variables stand in the box, over its cap, side by side", () => {
  const { flow, layout, timeline } = scene("lstm-peephole");
  const event = eventAt(timeline, gatherIndex(timeline, "fbar", 2));
  const { nodes, pulses } = insideAt(flow, layout, event, 0.5);
  assert.deepEqual(nodes.map(({ name }) => name), ["zbar", "ibar", "fbar"]);
  assert.equal(pulses.length, 0, "their errors come from the gates, which are inside as well");
  for (const { x, y, r } of nodes) {
    assert.ok(Math.abs(x - columnX(layout, 2)) + r <= layout.block.half + 1e-9);
    assert.ok(y + r < layout.block.bottom - layout.block.cap && y - r > layout.nodes.y.y + layout.nodes.y.r);
  }
  nodes.slice(1).forEach(({ x, r }, i) => assert.ok(x - nodes[i].x >= 2 * r - 1e-9));
});

test("a pulse comes from the shown node that sends the error, and forward from what is used", () => {
  const { flow, layout, timeline } = scene("lstm-peephole");
  const [start] = insideAt(flow, layout, eventAt(timeline, gatherIndex(timeline, "o", 2)), 0).pulses;
  assert.ok(Math.hypot(start[0] - columnX(layout, 2) - layout.nodes.y.x, start[1] - layout.nodes.y.y) < 1e-3);
  const forward = insideAt(flow, layout, eventAt(timeline, forwardIndex(timeline, "obar", 2)), 0);
  assert.deepEqual(forward.nodes.map(({ state }) => state), ["computing"]);
  assert.equal(forward.pulses.length, 3, "from x(2), y(1) and c(2)");
  assert.equal(insideAt(flow, layout, eventAt(timeline, forwardIndex(timeline, "obar", 1)), 0).pulses.length, 2, "there is no y(0) to be seen");
});

test("an error that is exactly zero fills nothing", () => {
  const { flow, layout, timeline } = scene("rnn-last");
  const [node] = insideAt(flow, layout, eventAt(timeline, gatherIndex(timeline, "o", 1)), 1).nodes;
  assert.equal(node.filled, 0);
});
