import assert from "node:assert/strict";
import test from "node:test";
import { barPlace, positionOnBar } from "../../static/js/pure/bar.js";
import { readGraph } from "../../static/js/pure/graph.js";
import { advance, buildTimeline, eventAt, forwardIndex, gatherIndex, lossIndex, phaseStart, positionAt, sumIndex, timeOf } from "../../static/js/pure/timeline.js";
import { carryOver, momentAt, stepFrom } from "../../static/js/pure/walk.js";
import { answerOf } from "./fixtures.js";

const timelineOf = (/** @type {string} */ name, steps = 12, still = false) => {
  const { cell } = answerOf(name);
  return buildTimeline(cell, readGraph(cell), steps, still);
};

test("an LSTM with peepholes has T * 14 + 2 events, an RNN T * 10 + 2", () => {
  for (const T of [1, 2, 12, 500]) {
    assert.equal(timelineOf("lstm-peephole", T).events, T * 14 + 2);
    assert.equal(timelineOf("rnn-last", T).events, T * 10 + 2);
  }
});

test("backward runs from the last step, at each step from the output to the pre-activations", () => {
  const T = 3;
  const timeline = timelineOf("lstm-peephole", T);
  const start = phaseStart(timeline, "backward");
  const events = Array.from({ length: 6 * T }, (_, i) => eventAt(timeline, start + i));
  const order = [["y"], ["o"], ["obar"], ["c"], ["z", "i", "f"], ["zbar", "ibar", "fbar"]];
  assert.deepEqual(events.map(({ variables }) => variables), [...order, ...order, ...order]);
  assert.deepEqual(events.map(({ t }) => t), [3, 2, 1].flatMap((t) => Array(6).fill(t)));
});

test("the phases follow one another, and the sum and the update belong to no step", () => {
  const timeline = timelineOf("lstm-peephole", 2);
  const phases = Array.from({ length: timeline.events }, (_, i) => eventAt(timeline, i).phase);
  const counted = phases.filter((phase, i) => phase !== phases[i - 1]);
  assert.deepEqual(counted, ["forward", "loss", "backward", "sum", "update"]);
  assert.deepEqual([timeline.events - 2, timeline.events - 1].map((i) => eventAt(timeline, i).t), [0, 0]);
});

test("an index can be asked for by name and step", () => {
  const timeline = timelineOf("lstm-peephole");
  for (const t of [1, 5, 12]) {
    for (const name of ["c", "y", "fbar"]) {
      const gathers = eventAt(timeline, gatherIndex(timeline, name, t));
      assert.deepEqual([gathers.phase, gathers.t, gathers.variables.includes(name)], ["backward", t, true]);
      const computed = eventAt(timeline, forwardIndex(timeline, name, t));
      assert.deepEqual([computed.phase, computed.t, computed.variables.includes(name)], ["forward", t, true]);
    }
    assert.deepEqual([eventAt(timeline, lossIndex(timeline, t)).phase, eventAt(timeline, lossIndex(timeline, t)).t], ["loss", t]);
    assert.deepEqual([eventAt(timeline, sumIndex(timeline, t)).phase, eventAt(timeline, sumIndex(timeline, t)).t], ["sum", t]);
  }
});

for (const still of [false, true]) {
  test(`time to event to time, ${still ? "with reduced motion" : "in motion"}`, () => {
    const timeline = timelineOf("lstm-peephole", 5, still);
    for (let event = 0; event < timeline.events; event++) {
      for (const fraction of [0, 0.25, 0.99]) {
        const ms = timeOf(timeline, { event, fraction });
        const back = positionAt(timeline, ms + 1e-6);
        const again = timeOf(timeline, back);
        assert.ok(Math.abs(again - ms) < 1e-3, `event ${event} at ${fraction}`);
        if (timeOf(timeline, { event, fraction: 1 }) > timeOf(timeline, { event, fraction: 0 })) assert.equal(back.event, event);
      }
    }
    assert.deepEqual(positionAt(timeline, timeline.duration), { event: timeline.events - 1, fraction: 1 });
    assert.deepEqual(positionAt(timeline, -5), { event: 0, fraction: 0 });
  });
}

test("reduced motion changes no more than three times a second", () => {
  const timeline = timelineOf("lstm-peephole", 4, true);
  const visible = timeline.stretches.flatMap(({ phase, beats }) => (phase === "forward" ? [beats.reduce((a, b) => a + b)] : beats.filter((ms) => ms > 0)));
  assert.ok(visible.every((ms) => ms > 1000 / 3));
});

test("playing on is time going on", () => {
  const timeline = timelineOf("rnn-last");
  const position = { event: 40, fraction: 0.5 };
  assert.ok(Math.abs(timeOf(timeline, advance(timeline, position, 1234)) - timeOf(timeline, position) - 1234) < 1e-6);
});

test("a place on the bar is a moment, and back", () => {
  const timeline = timelineOf("lstm-peephole");
  for (let event = 0; event < timeline.events; event += 7) {
    const { event: same, fraction } = positionOnBar(timeline, barPlace(timeline, { event, fraction: 0.5 }));
    assert.equal(same, event);
    assert.ok(Math.abs(fraction - 0.5) < 1e-6);
  }
  assert.deepEqual(positionOnBar(timeline, 0), { event: 0, fraction: 0 });
  assert.equal(barPlace(timeline, { event: timeline.events - 1, fraction: 1 }), 1);
});

test("steps go by event, by message and by time step", () => {
  const timeline = timelineOf("lstm-peephole");
  const y = gatherIndex(timeline, "y", 5);
  assert.deepEqual(stepFrom(timeline, { event: y, fraction: 1 }, 1, "node"), { event: y + 1, fraction: 1 });
  assert.deepEqual(stepFrom(timeline, { event: y, fraction: 1 }, -1, "node"), { event: y - 1, fraction: 1 });
  assert.deepEqual(stepFrom(timeline, { event: y, fraction: 1 }, 1, "time"), { event: gatherIndex(timeline, "y", 4), fraction: 1 });
  const first = stepFrom(timeline, { event: y, fraction: 0 }, 1, "arrow");
  const second = stepFrom(timeline, first, 1, "arrow");
  assert.ok(first.event === y && second.event === y && 0 < first.fraction && first.fraction < second.fraction && second.fraction < 1);
  assert.deepEqual(stepFrom(timeline, { event: timeline.events - 1, fraction: 1 }, 1, "node"), { event: timeline.events - 1, fraction: 1 });
  assert.deepEqual(stepFrom(timeline, { event: 0, fraction: 1 }, -1, "time"), { event: 0, fraction: 1 });
});

test("a moment is carried into another run by phase, step and variable", () => {
  const [long, short, rnn] = [timelineOf("lstm-peephole", 12), timelineOf("lstm-peephole", 4), timelineOf("rnn-last", 12)];
  const at = (/** @type {import("../../static/js/pure/timeline.js").Timeline} */ timeline, /** @type {string} */ name, /** @type {number} */ t) => ({ event: gatherIndex(timeline, name, t), fraction: 0.4 });
  assert.deepEqual(carryOver(long, short, at(long, "c", 3)), at(short, "c", 3));
  assert.deepEqual(carryOver(long, short, at(long, "c", 9)), at(short, "c", 4));
  assert.equal(eventAt(rnn, carryOver(long, rnn, at(long, "c", 9)).event).t, 9);
  const end = { event: long.events - 1, fraction: 1 };
  assert.deepEqual(carryOver(long, short, end), { event: short.events - 1, fraction: 1 });
});

test("dragging through the columns goes the phase's own way through each", () => {
  const timeline = timelineOf("lstm-peephole");
  const y = gatherIndex(timeline, "y", 6);
  const at = (/** @type {number} */ place) => momentAt(timeline, { event: y, fraction: 0.4 }, place);
  assert.deepEqual(at(6.5), { event: y, fraction: 0 });
  assert.deepEqual(at(5.5), { event: gatherIndex(timeline, "y", 5), fraction: 0 });
  assert.equal(eventAt(timeline, at(6).event).t, 6);
  assert.deepEqual(at(99), { event: phaseStart(timeline, "backward"), fraction: 0 });
  assert.deepEqual(at(-9), { event: phaseStart(timeline, "sum") - 1, fraction: 1 });
  const forward = momentAt(timeline, { event: 0, fraction: 0 }, 2.75);
  assert.deepEqual([eventAt(timeline, forward.event).phase, eventAt(timeline, forward.event).t], ["forward", 3]);
  const last = { event: timeline.events - 1, fraction: 0.5 };
  assert.deepEqual(momentAt(timeline, last, 3), last);
});
