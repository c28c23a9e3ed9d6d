import assert from "node:assert/strict";
import test from "node:test";
import { smaller } from "../../static/js/pure/limits.js";
import { initialSettings } from "../../static/js/pure/settings.js";

const TOO_LARGE = { numbers: 2534500, most: 2e6 };

test("the nearest length that fits, or size where the length is the text's", () => {
  const noise = { ...initialSettings(), task: "noise", steps: 500, hidden_size: 128 };
  assert.deepEqual(smaller(noise, TOO_LARGE), { name: "steps", value: 390 });
  assert.deepEqual(smaller({ ...noise, task: "text" }, TOO_LARGE), { name: "hidden_size", value: 99 });
});

test("another refusal has no such way out", () => {
  assert.equal(smaller(initialSettings(), {}), null);
});
