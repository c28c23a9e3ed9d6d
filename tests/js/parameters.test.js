import assert from "node:assert/strict";
import test from "node:test";
import { hinton } from "../../static/js/pure/hinton.js";
import { blocksOf, chosenOf, firstParameter, largestOf, matrixOf, runningNorms, sizeOf } from "../../static/js/pure/parameters.js";
import { labelsIn, placeIn, stepIn, stripOf } from "../../static/js/pure/strip.js";
import { answerOf, renewals } from "./fixtures.js";

/** @typedef {import("../../static/js/pure/parameters.js").Matrix} Matrix */

/** @param {Matrix | null | undefined} a @param {Matrix | null | undefined} b @param {string} what */
function near(a, b, what) {
  if (!a || !b || a.length !== b.length) return assert.fail(`${what}: matrices of one size`);
  a.forEach((row, i) => row.forEach((value, j) => assert.ok(Math.abs(value - b[i][j]) < 1e-8 * Math.max(1, Math.abs(value)), `${what} (${i}, ${j}): ${value}, ${b[i][j]}`)));
}

for (const [how, { now, renewed }] of Object.entries(renewals())) {
  const names = Object.keys(now.norms.totals);

  test(`${how}: the gradients of the steps are the server's sum, and their norms are its norms`, () => {
    for (const name of names) {
      const { steps, sums, norms, total } = chosenOf(name, now, now, renewed);
      near(sums?.at(-1), matrixOf(now.gradients?.[name].total ?? []), name);
      steps?.forEach((step, t) => assert.ok(Math.abs(sizeOf(step) - norms[t]) < 1e-8, `${name} ${t}`));
      assert.ok(Math.abs(sizeOf(sums?.at(-1) ?? []) - total) < 1e-8, name);
    }
  });

  test(`${how}: the parameter before, less the gradient taken, is the server's parameter after`, () => {
    const rate = now.request.learning_rate;
    for (const name of names) {
      const { before, taken, after } = chosenOf(name, now, now, renewed);
      near(before?.map((row, i) => row.map((value, j) => value - rate * (taken?.[i][j] ?? NaN))), after, name);
    }
  });
}

test("the running sum of all parameters ends in the norm of the whole", () => {
  const { plain } = renewals();
  const running = runningNorms(plain.now.step_gradients ?? {});
  assert.equal(running.length, 4);
  assert.ok(Math.abs(running[3] - Math.hypot(...Object.values(plain.now.norms.totals).map((total) => total ?? NaN))) < 1e-8);
  const first = Object.values(plain.now.norms.gradients).map(([size]) => size ?? NaN);
  assert.ok(Math.abs(running[0] - Math.hypot(...first)) < 1e-8);
});

test("what is not known yet is undefined, and what cannot be had is null", () => {
  const { now } = renewals().plain;
  const asked = chosenOf("U", now, undefined, undefined);
  assert.deepEqual([asked.steps, asked.sums, asked.before, asked.taken, asked.after], [undefined, undefined, undefined, undefined, undefined]);
  const refused = chosenOf("U", now, null, null);
  assert.deepEqual([refused.steps, refused.before, refused.taken, refused.after], [null, null, null, null]);
  const { step_gradients: _, ...large } = now;
  assert.equal(chosenOf("U", now, large, undefined).steps, null);
  assert.ok(chosenOf("U", now, large, undefined).before);
});

test("a matrix of the input is looked at first, since a memory of zeros gives the others nothing at step 1", () => {
  const { cell, norms } = answerOf("lstm-peephole");
  assert.equal(firstParameter(cell), "W_z");
  assert.deepEqual([norms.gradients.R_z[0] === 0, norms.gradients.W_z[0] === 0], [true, false]);
  assert.equal(firstParameter({ ...cell, edges: cell.edges.filter(({ source }) => source !== "x") }), "R_z");
  assert.equal(firstParameter({ ...cell, parameters: [] }), "");
});

test("vectors are columns, and what is not finite is NaN", () => {
  assert.deepEqual(matrixOf([1, null, 3]), [[1], [NaN], [3]]);
  assert.deepEqual(matrixOf([[1, null], [3, 4]]), [[1, NaN], [3, 4]]);
  assert.equal(largestOf([[[1, NaN], [-3, Infinity]]]), 3);
});

test("a large matrix is shown in blocks, each by its largest entry", () => {
  const matrix = Array.from({ length: 40 }, (_, i) => Array.from({ length: 10 }, (_, j) => (i === 7 && j === 3 ? -5 : 1)));
  const { matrix: blocks, height, width } = blocksOf(matrix, 16);
  assert.deepEqual([height, width, blocks.length, blocks[0].length], [3, 1, 14, 10]);
  assert.equal(blocks[2][3], -5);
  assert.equal(blocks.flat().filter((value) => value === 1).length, 139);
  assert.equal(blocksOf([[1, 2]], 16).matrix.length, 1);
});

test("the area of a square is the size of its entry, and hollow is negative", () => {
  const { filled, hollow, broken } = hinton([[1, -0.25], [0, NaN]], 40, 1);
  const widths = (/** @type {string} */ path) => [...path.matchAll(/h([\d.]+)v/g)].map(([, width]) => Number(width));
  assert.deepEqual(widths(filled), [18]);
  assert.deepEqual(widths(hollow).map((width) => width + 1.2), [9]);
  assert.equal(broken.match(/M/g)?.length, 1);
});

test("squares stand in the stage's columns where there is room, else they are panned, and a long run has bars", () => {
  const layout = { steps: 12, width: 880, content: 880, lens: false, pitch: 67, first: 85 };
  const wide = stripOf(layout);
  assert.deepEqual([wide.how, placeIn(wide, 3), stepIn(wide, 219)], ["squares", 219, 3]);
  const narrow = stripOf({ ...layout, width: 390, content: 914 });
  assert.deepEqual([narrow.how, narrow.width > 390, stepIn(narrow, placeIn(narrow, 12))], ["squares", true, 12]);
  const long = stripOf({ ...layout, steps: 200, lens: true });
  assert.deepEqual([long.how, long.width, stepIn(long, placeIn(long, 200))], ["bars", 880, 200]);
});

test("the names of frames keep apart and inside", () => {
  const strip = stripOf({ steps: 200, width: 880, content: 1000, lens: true, pitch: 20, first: 30 });
  const places = labelsIn(strip, [1, 2, 200]);
  assert.ok(places[0] >= 42 && places[1] - places[0] >= 83.9 && places[2] <= 838);
  const late = labelsIn(strip, [198, 199, 200]);
  assert.ok(late[2] <= 838 && late[1] - late[0] >= 83.9 && late[2] - late[1] >= 83.9, `${late}`);
  assert.deepEqual(labelsIn(strip, []), []);
});
