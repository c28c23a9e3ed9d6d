import assert from "node:assert/strict";
import test from "node:test";
import { headOf, hotOf, inkWidth, lookOf, sleeveOf, strengthOf } from "../../static/js/pure/scales.js";

const N0 = 0.37;
const close = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 1e-12, `${a} is not ${b}`);

test("ten times the error is twice the width", () => {
  for (const k of [1, 1.25, 1.3]) {
    close(inkWidth(lookOf(N0, N0), k), 7 * k);
    close(inkWidth(lookOf(10 * N0, N0), k), 14 * k);
    close(inkWidth(lookOf(N0 / 10, N0), k), 3.5 * k);
    close(inkWidth(lookOf(1e9 * N0, N0), k), 18 * k);
    close(inkWidth(lookOf(1e-4 * N0, N0), k), k);
  }
});

test("strength and heat follow the formulas", () => {
  close(strengthOf(0), 1);
  close(strengthOf(-1), 0.78);
  close(strengthOf(-4), 0.3);
  close(strengthOf(2), 1);
  assert.deepEqual([-1, 0, 0.75, 1.5, 4].map(hotOf), [0, 0, 0.5, 1, 1]);
  assert.equal(lookOf(N0, N0).core, false);
  assert.equal(lookOf(10 * N0, N0).core, true);
});

test("a message below a hundred-thousandth of the largest fresh error is lost", () => {
  assert.equal(lookOf(0.9e-5, 1).state, "lost");
  assert.equal(lookOf(1.1e-5, 1).state, "live");
  assert.equal(lookOf(1e-300, 1e-100).state, "lost");
});

test("zero, not a number and infinity are said as what they are", () => {
  assert.equal(lookOf(0, 1).state, "zero");
  assert.equal(lookOf(3, 0).state, "zero");
  assert.equal(lookOf(NaN, 1).state, "nan");
  assert.equal(lookOf(Infinity, 1).state, "inf");
  close(inkWidth(lookOf(Infinity, 1), 1), 18);
});

test("a head never takes more than its part of the wire", () => {
  assert.deepEqual(headOf(0, 1000), { length: 7, half: 3.6 });
  close(headOf(10, 1000).length, 16.5);
  close(headOf(10, 20).length, 12.4);
});

test("the rim of a coloured wire grows with the ribbon, to a limit", () => {
  close(sleeveOf(1), 2.1);
  close(sleeveOf(18), 3.4);
});
