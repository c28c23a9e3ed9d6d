import assert from "node:assert/strict";
import test from "node:test";
import { crossing, freest } from "../../static/js/pure/label.js";

const box = (/** @type {number} */ x, /** @type {number} */ y) => ({ x, y, width: 100, height: 10 });

test("a line crosses a box only where it runs through it", () => {
  assert.equal(crossing(box(0, 0), [[0, 20], [200, 20]]), 0);
  assert.ok(crossing(box(0, 0), [[0, 5], [200, 5]]) > 100);
  assert.ok(crossing(box(0, 0), [[50, -50], [50, 50]]) > 0, "straight down");
  assert.ok(crossing(box(0, 0), [[-10, -10], [10, 10]]) > 0);
  assert.equal(crossing(box(0, 0), [[-30, 0], [-10, 9]]), 0);
});

test("a label takes the first free place, else the least crossed", () => {
  const lines = /** @type {[number, number][][]} */ ([[[0, 5], [150, 5]]]);
  assert.deepEqual(freest([box(0, 0), box(0, 20), box(200, 0)], lines), box(0, 20));
  assert.deepEqual(freest([box(0, 0), box(100, 0)], lines), box(100, 0));
});
