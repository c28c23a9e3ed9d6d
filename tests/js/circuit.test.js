import assert from "node:assert/strict";
import test from "node:test";
import { circuitOf, odysseyOf } from "../../static/js/pure/circuit/drawings.js";
import { circuitFrame, edgesOver } from "../../static/js/pure/circuit/frame.js";
import { readFine } from "../../static/js/pure/circuit/grain.js";
import { circuitHitAt, circuitPlaceOf, isInCircuit, messagesOn } from "../../static/js/pure/circuit/hit.js";
import { layOutBlocks } from "../../static/js/pure/circuit/layout.js";
import { circuitCardOf } from "../../static/js/pure/circuit/words.js";
import { readFlow } from "../../static/js/pure/flow.js";
import { lengthOf } from "../../static/js/pure/geometry.js";
import { columnX } from "../../static/js/pure/layout.js";
import { inkWidth, lookOf } from "../../static/js/pure/scales.js";
import { buildTimeline, gatherIndex, phaseStart } from "../../static/js/pure/timeline.js";
import { answerOf } from "./fixtures.js";

/** @typedef {import("../../static/js/pure/circuit/drawing.js").Drawing} Drawing */
/** @typedef {import("../../static/js/pure/hit.js").Hit} Hit */

/** @param {string} name @param {{still?: boolean, drawingOf?: (cell: import("../../static/js/pure/types.js").Cell) => Drawing | null, width?: number, height?: number}} [how] */
function scene(name, { still = false, drawingOf = circuitOf, width = 1440, height = 580 } = {}) {
  const answer = answerOf(`inside-${name}`);
  const flow = readFine(readFlow(answer));
  const drawing = /** @type {Drawing} */ (drawingOf(answer.cell));
  const layout = layOutBlocks(drawing, answer.cell, { steps: flow.steps, width, height, zoom: 1 });
  const timeline = buildTimeline(answer.cell, flow.graph, flow.steps, still);
  const at = (/** @type {number} */ event, fraction = 1, pan = null) => circuitFrame(flow, layout, timeline, { pan }, { event, fraction });
  return { answer, flow, drawing, layout, timeline, at };
}

for (const name of ["lstm-peephole", "lstm", "lstm-cifg", "lstm-fgr", "gru", "rnn"]) {
  test(`a moment of the circuit of ${name} is a function of it: scrubbing back shows the same`, () => {
    const { timeline, at } = scene(name);
    const moments = Array.from({ length: timeline.events }, (_, event) => [0, 0.3, 0.7, 1].map((fraction) => ({ event, fraction }))).flat();
    const there = moments.map(({ event, fraction }) => JSON.stringify(at(event, fraction)));
    const back = [...moments].reverse().map(({ event, fraction }) => JSON.stringify(at(event, fraction)));
    assert.deepEqual([...back].reverse(), there);
  });

  test(`blocks of ${name} with the same key look the same`, () => {
    /** @type {Map<string, string>} */
    const seen = new Map();
    const { timeline } = scene(name);
    for (let event = 0; event < timeline.events; event++) {
      for (const { key, ...column } of scene(name).at(event).columns) {
        const look = JSON.stringify(column);
        assert.equal(seen.get(key) ?? look, look);
        seen.set(key, look);
      }
    }
  });

  test(`every ribbon of ${name} is as wide as the answer's norm says`, () => {
    const { answer, flow, drawing, layout, timeline, at } = scene(name);
    const { columns } = at(timeline.events - 1);
    const { norms, messages } = answer;
    let count = 0;
    for (const { t, arrows } of columns) {
      for (const { id, width, norm } of arrows) {
        const { carry, lag } = drawing.wires.find((wire) => wire.id === id) ?? assert.fail(id);
        const row = t - lag - 1;
        const sum = (/** @type {string[]} */ edges) => Math.hypot(...messages[edges[0]][row].map((_, i) => edges.reduce((total, edge) => total + (messages[edge][row][i] ?? NaN), 0)));
        const said = "delta" in carry ? norms.deltas[carry.delta][row] : "part" in carry ? norms.parts?.deltas[carry.part][row] : "use" in carry ? norms.parts?.messages[carry.use][row] : sum(carry.edges);
        assert.ok(Math.abs(norm - Number(said)) < 1e-5, `${id}(${t})`);
        assert.equal(width, inkWidth(lookOf(norm, flow.fresh), layout.k));
        count++;
      }
    }
    const inner = drawing.wires.filter(({ kind, carry }) => kind !== "input" && !("delta" in carry && norms.deltas[carry.delta] === undefined));
    assert.ok(count > inner.length, `${count} ribbons`);
  });

  test(`after the backward pass every wire of ${name} that an error can take has its ribbon, and none before`, () => {
    const { drawing, flow, layout, timeline, at } = scene(name);
    const lastStep = flow.steps;
    const all = at(phaseStart(timeline, "sum")).columns;
    const open = (/** @type {number} */ t) => new Set(all.find((column) => column.t === t)?.arrows.map(({ id }) => id));
    for (const wire of layout.circuit.drawing.wires) {
      assert.equal(open(2).has(wire.id), edgesOver(layout.circuit, wire).length > 0, wire.id);
      if (wire.kind !== "input" && wire.lag === 1) assert.ok(open(2).has(wire.id), wire.id);
    }
    const silent = drawing.wires.filter(({ id }) => !open(2).has(id));
    assert.ok(silent.every(({ from }) => from === "x" || from.startsWith("fork:") || drawing.params.some(({ id, edge }) => id === from && edge.startsWith("x>")) || /\.\d+$/.test(from)), "only the input's wires");
    assert.ok([...open(1)].every((id) => drawing.wires.find((wire) => wire.id === id)?.lag === 0), "nothing comes from before the first step");
    const before = at(phaseStart(timeline, "backward"), 0).columns;
    assert.ok(before.every(({ arrows }) => arrows.length === 0));
    assert.equal(before.find(({ t }) => t === lastStep)?.future, false);
  });

  test(`each message of ${name} goes its whole way, from where its error comes to what gathers`, () => {
    const { flow, layout, timeline, at } = scene(name);
    for (const { arrow } of flow.carried) {
      const t = 2;
      const index = gatherIndex(timeline, arrow.into, t);
      const end = at(index, 1).live;
      const message = end.messages.find(({ edges }) => edges.includes(arrow.id));
      assert.equal(message?.progress, 1, arrow.id);
      const pieces = layout.circuit.routes.get(arrow.id)?.ways.flat() ?? [];
      for (const { wire, back } of pieces) {
        assert.ok(end.arrows.some(({ id, t: block }) => id === wire.id && block === t + arrow.lag - back), `${arrow.id} takes ${wire.id}`);
      }
      const { x, y, r } = layout.nodes[arrow.into];
      const reached = end.arrows.map(({ line }) => line[line.length - 1]).map(([px, py]) => Math.hypot(px - columnX(layout, t) - x, py - y) - r);
      assert.ok(Math.min(...reached.map(Math.abs)) < 1, `${arrow.id} reaches ${arrow.into}`);
    }
  });
}

test("messages of one node start in the order of its terms and take the same time", () => {
  const { timeline, at } = scene("lstm-peephole");
  const event = gatherIndex(timeline, "c", 1);
  assert.deepEqual(at(event, 0).live.arrows, []);
  const sent = (/** @type {number} */ fraction) => at(event, fraction).live.messages.map(({ edges: [edge], progress }) => ({ edge, progress }));
  const early = sent(0.5);
  assert.deepEqual(early.map(({ edge }) => edge), ["c>y", "c>obar", "c>c@1", "c>ibar@1", "c>fbar@1"].slice(0, early.length));
  assert.ok(early.every(({ progress }, i) => i === 0 || progress <= early[i - 1].progress));
  assert.ok(sent(1).every(({ progress }) => progress === 1));
  assert.equal(at(event, 1).live.nodes[0].ring.filter(({ arrived }) => arrived).length, 5);
});

test("the width changes exactly at the operator that changes it", () => {
  const { timeline, at, answer } = scene("lstm-peephole");
  const { arrows } = at(timeline.events - 1).columns[0];
  const norm = (/** @type {string} */ id) => arrows.find((arrow) => arrow.id === id)?.norm;
  assert.equal(norm("mul_y"), answer.norms.deltas.y[0]);
  assert.equal(norm("tanh_mul"), answer.norms.parts?.deltas["y.1"][0]);
  assert.equal(norm("c_tanh"), answer.norms.messages["c>y"][0]);
});

test("a message by two ways comes by both", () => {
  const { layout } = scene("gru");
  const ways = layout.circuit.routes.get("z>h")?.ways.map((way) => way.map(({ wire }) => wire.id));
  assert.deepEqual(ways, [["u_up", "u_mul", "hw_us", "hw_h"], ["u_up", "u_1m", "m_n", "n_sum", "hw_h"]]);
});

test("an edge that is cut is severed where the error would enter it", () => {
  const { flow, layout, timeline } = scene("lstm-peephole");
  const cut = { ...flow, cuts: [{ edge: "c>c@1", at: [1] }] };
  const { columns } = circuitFrame(cut, layout, timeline, { pan: null }, { event: timeline.events - 1, fraction: 1 });
  const severed = columns.flatMap(({ arrows }) => arrows.filter(({ edges }) => edges).map(({ id, t }) => `${id}(${t})`));
  assert.deepEqual(severed, ["hw_f(2)"]);
});

test("an event without motion is complete at once", () => {
  const { timeline, at } = scene("lstm", { still: true });
  assert.ok(at(gatherIndex(timeline, "c", 2), 0).live.messages.every(({ progress }) => progress === 1));
});

for (const drawingOf of [circuitOf, odysseyOf]) {
  test(`${drawingOf === circuitOf ? "the circuit" : "the Space Odyssey"}: all that is drawn is found where it is, and says something`, () => {
    const { flow, drawing, layout } = scene("lstm-peephole", { drawingOf, height: 800 });
    const t = 2;
    /** @type {Hit[]} */
    const hits = [
      ...Object.keys(drawing.nodes).map((id) => ({ kind: id === "J" ? /** @type {const} */ ("loss") : id === "x" ? /** @type {const} */ ("input") : /** @type {const} */ ("node"), id, t })),
      ...drawing.ops.map(({ id }) => ({ kind: /** @type {const} */ ("op"), id, t })),
      ...drawing.params.map(({ id }) => ({ kind: /** @type {const} */ ("param"), id, t })),
    ];
    for (const hit of hits) {
      const { x, y } = circuitPlaceOf(layout, hit);
      assert.deepEqual(circuitHitAt(flow, layout, x, y), hit);
      assert.ok(circuitCardOf(flow, drawing, hit)?.lines.every((line) => !/NaN|undefined/.test(line)), hit.id);
    }
    for (const { id } of drawing.wires) {
      /** @type {Hit} */
      const hit = { kind: "wire", id, t };
      const card = circuitCardOf(flow, drawing, hit);
      assert.ok(card && isInCircuit(flow, drawing, hit), id);
      assert.ok(!/undefined|NaN/.test(JSON.stringify(card)), JSON.stringify(card));
    }
    const long = drawing.wires.filter(({ id }) => lengthOf(layout.circuit.lines[id]) > 90);
    for (const { id } of long) {
      const { x, y } = circuitPlaceOf(layout, { kind: "wire", id, t });
      assert.equal(circuitHitAt(flow, layout, x, y)?.kind === "wire" || layout.circuit.gaps[id] !== undefined, true, id);
    }
  });
}

test("a wire lights the rows of its messages, and a delta none", () => {
  const { layout } = scene("lstm-peephole");
  assert.deepEqual(messagesOn(layout, { kind: "wire", id: "hw_in", t: 3 }), { edges: ["c>c@1", "c>ibar@1", "c>fbar@1"], t: 2 });
  assert.deepEqual(messagesOn(layout, { kind: "arrow", id: "c>y", t: 3 }), { edges: ["c>y"], t: 3 });
  assert.equal(messagesOn(layout, { kind: "wire", id: "mul_y", t: 3 }), null);
});

test("blocks fit the stage, and letters can still be read on a small one", () => {
  for (const [width, height] of [[1440, 580], [1024, 500], [768, 700], [390, 400]]) {
    const { layout } = scene("lstm-peephole", { width, height });
    const { scale } = layout.circuit;
    assert.ok(scale >= 0.52);
    assert.ok(layout.pitch <= width, "at least one whole block is seen");
    assert.ok(layout.nodes.J.y - layout.nodes.J.r >= 0 && layout.nodes.x.y + layout.nodes.x.r <= height);
  }
});
