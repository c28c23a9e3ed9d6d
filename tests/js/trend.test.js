import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { readGraph } from "../../static/js/pure/graph.js";
import { chosenAtFirst, trendOf } from "../../static/js/pure/trend.js";
import { answerOf } from "./fixtures.js";

const flow = readFlow(answerOf("rnn-last"));
const said = (/** @type {number[]} */ ...h) => trendOf({ ...flow, steps: h.length, errors: { h } }, "h").replace("The error of the hidden state ", "");

test("what becomes of an error over the run, from its last step to its first", () => {
  assert.equal(said(1.3e-5, 0.01, 0.21), "shrinks from 0.210 at step 3 to 1.3\u2009×\u200910⁻⁵ at step 1: a factor of 6.2\u2009×\u200910⁻⁵.");
  assert.equal(said(6e56, 2), "grows from 2.00 at step 2 to 6.0\u2009×\u200910⁵⁶ at step 1: a factor of 3.0\u2009×\u200910⁵⁶.");
  assert.equal(said(1.01, 1), "goes from 1.00 at step 2 to 1.01 at step 1: a factor of 1.01.");
  assert.equal(said(2, 1, 0, 0), "grows from 1.00 at step 2 to 2.00 at step 1: a factor of 2.00.", "later steps that no loss reaches say nothing");
});

test("zero and what is not finite are said as what they are", () => {
  assert.equal(said(0, 0), "is exactly zero at every step.");
  assert.equal(said(0, 0, 0.5), "goes from 0.500 at step 3 to exactly zero at step 2.");
  assert.equal(said(0.5, 0, 0), "is 0.500 at step 1 and exactly zero after it.");
  assert.equal(said(0.5), "");
  assert.equal(said(NaN, Infinity, 8, 2), "grows from 2.00 at step 4 until it is no longer finite, at step 2.");
  assert.equal(said(NaN, NaN), "is not a finite number, from step 2 down.");
});

test("of many memories the uppermost few are shown at first, and the output", () => {
  const { lanes } = readGraph(answerOf("three-states").cell);
  assert.deepEqual(chosenAtFirst(lanes), lanes.map(({ name }) => name));
  const many = [..."abcdef"].map((name) => ({ name, recurrent: true, highway: false, output: name === "f" }));
  assert.deepEqual(chosenAtFirst(many), ["a", "b", "c", "f"]);
});
