import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { cardOf, inRun, pin, readPins, walk, writePins } from "../../static/js/pure/selection.js";
import { answerOf } from "./fixtures.js";

/** @typedef {import("../../static/js/pure/hit.js").Hit} Hit */

const flow = readFlow(answerOf("lstm-peephole"));
const arrow = (/** @type {string} */ id, /** @type {number} */ t) => /** @type {Hit} */ ({ kind: "arrow", id, t });
const node = (/** @type {string} */ id, /** @type {number} */ t) => /** @type {Hit} */ ({ kind: "node", id, t });

test("one is pinned, a second is compared, a third takes its place, the same lets go", () => {
  const [a, b, c] = [arrow("c_c", 1), arrow("c_c", 2), arrow("y_c", 1)];
  assert.deepEqual(pin([], a), [a]);
  assert.deepEqual(pin([a], b), [a, b]);
  assert.deepEqual(pin([a, b], c), [a, c]);
  assert.deepEqual(pin([a, b], { ...a }), [b]);
});

test("arrow keys walk through time and lanes, and stop at the ends", () => {
  const start = walk(flow, null, 2, "ArrowLeft");
  assert.deepEqual(start, node("c", 2));
  assert.deepEqual(walk(flow, start, 2, "ArrowLeft"), node("c", 1));
  assert.deepEqual(walk(flow, node("c", 1), 2, "ArrowLeft"), node("c", 1));
  assert.deepEqual(walk(flow, start, 2, "ArrowDown"), node("y", 2));
  assert.deepEqual(walk(flow, node("y", 3), 2, "ArrowRight"), node("y", 3));
});

test("the second card says how many times the first", () => {
  const plain = cardOf(flow, arrow("c_c", 1));
  const compared = cardOf(flow, arrow("c_c", 1), arrow("c_c", 2));
  assert.equal(compared?.lines.length, (plain?.lines.length ?? 0) + 1);
  assert.match(compared?.lines.at(-1) ?? "", /^[\d.]+ times c\(3\) → c\(2\)$/);
  assert.deepEqual(cardOf(flow, arrow("c_c", 1), arrow("c_c", 1)), plain);
});

test("pins go into the address and back, and only those of the run are kept", () => {
  const pins = [arrow("c_c", 1), node("y", 3)];
  assert.deepEqual(readPins(writePins(pins)), pins);
  assert.deepEqual(readPins("nonsense-arrow.c_c.x"), []);
  assert.deepEqual(inRun(flow, [...pins, arrow("c_c", 3), arrow("h_h", 1), node("y", 99)]), pins);
});
