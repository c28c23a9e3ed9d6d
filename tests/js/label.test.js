import assert from "node:assert/strict";
import test from "node:test";
import { apart } from "../../static/js/pure/label.js";

test("labels that have room stay, others move down until they have", () => {
  assert.deepEqual(apart([10, 40], 14), [10, 40]);
  assert.deepEqual(apart([40, 38, 100, 39], 14), [66, 38, 100, 52]);
  assert.deepEqual(apart([], 14), []);
});
