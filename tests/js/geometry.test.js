import assert from "node:assert/strict";
import test from "node:test";
import { bezier } from "../../static/js/pure/ease.js";
import { bend, distanceTo, lengthOf, placeOn, upTo } from "../../static/js/pure/geometry.js";
import { mix } from "../../static/js/pure/oklab.js";

test("mixing ends at its two colours, and passes between them", () => {
  assert.equal(mix("#6121B8", 1, "#FFFFFF"), "rgb(97 33 184)");
  assert.equal(mix("#6121B8", 0, "#FFFFFF"), "rgb(255 255 255)");
  assert.equal(mix("#ff0000", 0.5, "#0000ff"), "rgb(140 83 162)"); // as CSS says it
});

test("a curve of motion begins, ends and never turns back", () => {
  const curve = bezier(0.35, 0, 0.25, 1);
  const values = Array.from({ length: 101 }, (_, i) => curve(i / 100));
  assert.deepEqual([values[0], values[100]], [0, 1]);
  assert.ok(values.every((value, i) => i === 0 || value >= values[i - 1]));
  assert.ok(Math.abs(bezier(0, 0, 1, 1)(0.3) - 0.3) < 1e-6);
});

test("a line can be cut at a length", () => {
  /** @type {[number, number][]} */
  const line = [[0, 0], [3, 4], [3, 14]];
  assert.equal(lengthOf(line), 15);
  assert.deepEqual(upTo(line, 10), [[0, 0], [3, 4], [3, 9]]);
  assert.deepEqual(placeOn(line, 15), { x: 3, y: 14, angle: Math.PI / 2 });
  assert.equal(distanceTo([13, 9], line), 10);
  const curve = bend([0, 0], [5, 10], [10, 0]);
  assert.deepEqual([curve[0], curve[curve.length - 1]], [[0, 0], [10, 0]]);
});
