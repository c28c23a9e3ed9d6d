import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { frame } from "../../static/js/pure/frame.js";
import { hitAt } from "../../static/js/pure/hit.js";
import { columnX, layOut } from "../../static/js/pure/layout.js";
import { inkWidth } from "../../static/js/pure/scales.js";
import { buildTimeline, gatherIndex, phaseStart } from "../../static/js/pure/timeline.js";
import { answerOf } from "./fixtures.js";

/** @param {string} name @param {{still?: boolean, width?: number}} [how] */
function scene(name, { still = false, width = 880 } = {}) {
  const flow = readFlow(answerOf(name));
  const layout = layOut(flow.graph, { steps: flow.steps, width, height: 392 });
  const timeline = buildTimeline(flow.answer.cell, flow.graph, flow.steps, still);
  const at = (/** @type {number} */ event, fraction = 1, pan = null) => frame(flow, layout, timeline, { pan }, { event, fraction });
  return { flow, layout, timeline, at };
}

for (const name of ["lstm-peephole", "lstm-text", "rnn-last", "three-states", "stateless"]) {
  test(`a frame of ${name} is a function of the moment: scrubbing back shows the same`, () => {
    const { timeline, at } = scene(name);
    const moments = Array.from({ length: timeline.events }, (_, event) => [0, 0.3, 0.7, 1].map((fraction) => ({ event, fraction }))).flat();
    const there = moments.map(({ event, fraction }) => JSON.stringify(at(event, fraction)));
    const back = [...moments].reverse().map(({ event, fraction }) => JSON.stringify(at(event, fraction)));
    assert.deepEqual([...back].reverse(), there);
  });
}

test("columns with the same key look the same", () => {
  const { timeline } = scene("lstm-peephole");
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (let event = 0; event < timeline.events; event++) {
    for (const { key, ...column } of scene("lstm-peephole").at(event).columns) {
      const look = JSON.stringify(column);
      assert.equal(seen.get(key) ?? look, look);
      seen.set(key, look);
    }
  }
});

test("an arrow is drawn as wide as its message says, once it has arrived", () => {
  const { flow, layout, timeline, at } = scene("lstm-peephole");
  const { columns } = at(timeline.events - 1);
  for (const { t, arrows } of columns) {
    assert.equal(arrows.length, t < flow.steps ? 4 : 2);
    for (const arrow of arrows) {
      const carried = flow.carried.find(({ arrow: { id } }) => id === arrow.id);
      assert.equal(arrow.norm, carried?.norms[t - 1]);
      assert.equal(arrow.width, inkWidth(arrow.look, layout.k));
    }
  }
});

test("messages start in the order of the terms, arrive, and stay", () => {
  const { timeline, at } = scene("lstm-peephole");
  const event = gatherIndex(timeline, "c", 2);
  assert.deepEqual(at(event, 0).live.arrows, []);
  const early = at(event, 0.4).live.arrows;
  assert.ok(early.length === 2 && early[0].progress > early[1].progress);
  const late = at(event, 1).live;
  assert.ok(late.arrows.every(({ progress }) => progress === 1));
  const node = late.nodes.find(({ state }) => state === "gathering");
  assert.deepEqual([node?.name, node?.t, node?.filled, node?.ring.every(({ arrived }) => arrived)], ["c", 2, 1, true]);
  const settled = at(event + 1).columns.find(({ t }) => t === 2);
  assert.deepEqual(settled?.arrows.map(({ id }) => id).sort(), ["J_y", "b_y", "c_c", "y_c"]);
});

test("with reduced motion an event is a cut: all its messages are there at once", () => {
  const { timeline, at } = scene("lstm-peephole", { still: true });
  const event = gatherIndex(timeline, "c", 2);
  assert.deepEqual(at(event, 0), at(event, 1));
  assert.ok(at(event, 0).live.arrows.every(({ progress }) => progress === 1));
});

test("a loss that takes no part is dashed and sends nothing", () => {
  const { timeline, at } = scene("rnn-last");
  const { columns } = at(timeline.events - 1);
  assert.deepEqual(columns.map(({ loss }) => loss), ["masked", "masked", "known"]);
  assert.deepEqual(columns.map(({ arrows }) => arrows.map(({ id }) => id)), [["h_h"], ["h_h"], ["J_h"]]);
});

test("the forward pass comes column by column", () => {
  const { at } = scene("rnn-last");
  assert.deepEqual(at(0).columns.map(({ future }) => future), [false, true, true]);
  assert.deepEqual(at(8).columns.map(({ future }) => future), [false, false, false]);
});

test("where not all columns fit, the view follows, unless the reader holds it", () => {
  const flow = readFlow(answerOf("lstm-peephole"));
  const layout = layOut(flow.graph, { steps: 100, width: 390, height: 336, narrow: true });
  const timeline = buildTimeline(flow.answer.cell, flow.graph, 100);
  assert.equal(layout.pitch, 72);
  const centred = (/** @type {number} */ t) => columnX(layout, t) + layout.loss.x / 2 - layout.width / 2;
  const long = { ...flow, steps: 100, masked: Array(100).fill(false), carried: [] };
  const at = (/** @type {number} */ event, /** @type {number | null} */ pan) => frame(long, layout, timeline, { pan }, { event, fraction: 1 }).camera;
  assert.ok(Math.abs(at(gatherIndex(timeline, "o", 50), null) - centred(50)) < 1e-9);
  assert.equal(at(phaseStart(timeline, "backward") + 1, null), layout.content - layout.width);
  assert.equal(at(gatherIndex(timeline, "o", 50), 123), 123);
});

test("what is pointed at is the node, else the nearest arrow", () => {
  const { flow, layout } = scene("lstm-peephole");
  const x = columnX(layout, 2);
  const { c } = layout.nodes;
  assert.deepEqual(hitAt(flow, layout, x + c.x, c.y), { kind: "node", id: "c", t: 2 });
  assert.deepEqual(hitAt(flow, layout, x + layout.pitch / 2, c.y), { kind: "arrow", id: "c_c", t: 2 });
  assert.equal(hitAt(flow, layout, x + layout.pitch / 2, layout.input.y), null);
});

test("the black box stands where the design puts it", () => {
  const { layout } = scene("lstm-peephole");
  const steps12 = layOut(readFlow(answerOf("lstm-peephole")).graph, { steps: 12, width: 888, height: 344 });
  assert.equal(steps12.pitch, 68);
  assert.deepEqual([steps12.nodes.c.y, steps12.nodes.y.y, steps12.input.y].map(Math.round), [138, 220, 308]);
  assert.equal(layout.level, "blocks");
  const pitches = [12, 30, 50, 100].map((steps) => layOut(readFlow(answerOf("rnn-last")).graph, { steps, width: 888, height: 344 }));
  assert.deepEqual(pitches.map(({ level }) => level), ["blocks", "dots", "blocks", "blocks"]);
  assert.deepEqual(pitches.map(({ lens }) => lens), [false, false, true, true]);
  assert.ok(pitches[3].content > pitches[3].width);
  const [whole, panned] = [12, 16].map((steps) => layOut(readFlow(answerOf("lstm-peephole")).graph, { steps, width: 544, height: 380 }));
  assert.deepEqual([whole.level, whole.content, panned.level, panned.content > panned.width], ["blocks", 544, "blocks", true]);
});

test("neighbours that are cut alike say so once, where the error has just come to", () => {
  const answer = answerOf("lstm-peephole");
  answer.request.cut = ["c>c@1"];
  const flow = readFlow(answer);
  const layout = layOut(flow.graph, { steps: flow.steps, width: 880, height: 392 });
  const timeline = buildTimeline(flow.answer.cell, flow.graph, flow.steps, false);
  const saying = (/** @type {number} */ event) => {
    const { columns, live } = frame(flow, layout, timeline, { pan: null }, { event, fraction: 1 });
    return [...columns.flatMap(({ arrows }) => arrows), ...live.arrows].filter(({ edges }) => edges && !edges.wordless).map(({ t }) => t);
  };
  for (let t = flow.steps - 1; t >= 1; t--) assert.deepEqual(saying(gatherIndex(timeline, "c", t)), [t]);
  assert.deepEqual(saying(gatherIndex(timeline, "c", 1) - 1), [2], "until it gathers, the step after it says so");
  assert.deepEqual(saying(timeline.events - 1), [flow.steps - 1]);
});
