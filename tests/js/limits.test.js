import assert from "node:assert/strict";
import test from "node:test";
import { smaller } from "../../static/js/pure/limits.js";
import { initialSettings } from "../../static/js/pure/settings.js";

const DETAIL = "The answer would hold 2,534,500 numbers, and the most is 2,000,000; leave messages out of include.";

test("the nearest length that fits, or size where the length is the text's", () => {
  const noise = { ...initialSettings(), task: "noise", steps: 500, hidden_size: 128 };
  assert.deepEqual(smaller(noise, DETAIL, 2e6), { name: "steps", value: 390 });
  assert.deepEqual(smaller({ ...noise, task: "text" }, DETAIL, 2e6), { name: "hidden_size", value: 99 });
});

test("another refusal has no such way out", () => {
  assert.equal(smaller(initialSettings(), "steps is 5000; the most is 1,000.", 2e6), null);
  assert.equal(smaller(initialSettings(), "2,534,500 numbers", NaN), null);
});
