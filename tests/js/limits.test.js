import assert from "node:assert/strict";
import test from "node:test";
import { fits, smaller } from "../../static/js/pure/limits.js";
import { initialSettings } from "../../static/js/pure/settings.js";

const TOO_LARGE = { numbers: 2534500, most: 2e6 };

test("the nearest length that fits, or size where the length is the text's", () => {
  const noise = { ...initialSettings(), task: "noise", steps: 500, hidden_size: 128 };
  assert.deepEqual(smaller(noise, TOO_LARGE), { name: "steps", value: 390 });
  assert.deepEqual(smaller({ ...noise, task: "text" }, TOO_LARGE), { name: "hidden_size", value: 99 });
});

test("vectors are asked for where they surely fit", () => {
  const noise = { ...initialSettings(), task: "noise", hidden_size: 100 };
  const bounds = { max_numbers: 2e6 };
  assert.deepEqual([200, 201].map((steps) => fits({ ...noise, steps }, bounds)), [true, false]);
  const text = { ...initialSettings(), steps: 1e6, hidden_size: 16 };
  assert.deepEqual(["a", "ab"].map((letters) => fits({ ...text, text: letters.repeat(1200 / letters.length) }, bounds)), [true, true]);
  assert.equal(fits({ ...text, text: "abcdefghijklmnopqrstuvwxyz0123456789".repeat(34) }, bounds), false);
});

test("another refusal has no such way out", () => {
  assert.equal(smaller(initialSettings(), {}), null);
});
