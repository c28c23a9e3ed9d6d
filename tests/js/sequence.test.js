import assert from "node:assert/strict";
import test from "node:test";
import { hintsAt, inputWords, signOf, targetWords } from "../../static/js/pure/sequence.js";

/** An answer of two steps, as far as it is about the sequence. @param {Record<string, any>} request @param {number[][]} inputs @param {number[][]} targets */
const answer = (request, inputs, targets) => /** @type {import("../../static/js/pure/types.js").Answer} */ (/** @type {unknown} */ ({ request: { loss: { kind: "squared_error" }, inputs: null, targets: null, ...request }, inputs, targets }));

test("the letters of a text stand at x, and the next one is the target", () => {
  const text = answer({ task: { name: "text", text: "a b" } }, [[1, 0], [0, 1]], [[0, 1], [1, 0]]);
  assert.deepEqual([signOf(text, 1), signOf(text, 2)], ["a", "␣"]);
  assert.equal(targetWords(text, 2), "target: b, the next letter");
  assert.deepEqual(hintsAt(text, 1), []);
});

test("the adding problem shows its values and which of them are to be added", () => {
  const adding = answer({ task: { name: "adding" } }, [[0.5, 1], [-0.25, -1]], [[0], [0.75]]);
  assert.deepEqual([signOf(adding, 1), signOf(adding, 2)], ["+", null]);
  assert.deepEqual(hintsAt(adding, 2), ["−0.250"]);
  assert.deepEqual(inputWords(adding, 1), ["value 0.500, marker 1.00"]);
  assert.equal(targetWords(adding, 1), "target: 0");
  assert.equal(targetWords(adding, 2), "target: 0.750, half plus a quarter of the sum of both marked values");
});

test("the weather shows its temperature and its day", () => {
  const weather = answer({ task: { name: "weather" } }, Array.from({ length: 60 }, () => [0, 1.5, -1, 2]), Array.from({ length: 60 }, () => [0.5]));
  assert.deepEqual(hintsAt(weather, 60), ["1.50", "29 Feb"], "2012 is a leap year");
  assert.deepEqual(inputWords(weather, 1).slice(0, 3), ["1 Jan 2012", "rain or snow 0", "highest temperature 1.50"]);
  assert.equal(targetWords(weather, 1), "target: 0.500, the highest temperature of the next day");
});

test("other numbers are told one by one, many are cut short, one-hot rows are told as that", () => {
  const many = answer({ task: { name: "noise" } }, [Array.from({ length: 9 }, (_, i) => i)], [[1, 2]]);
  assert.deepEqual(inputWords(many, 1), ["numbers 1 to 9: 0, 1.00, 2.00, 3.00, 4.00, 5.00, 6.00, 7.00, …"]);
  assert.equal(targetWords(many, 1), "target: numbers 1 to 2: 1.00, 2.00");
  const posted = answer({ task: { name: "adding" }, inputs: [[0, 1, 0]], targets: [[3]] }, [[0, 1, 0]], [[3]]);
  assert.deepEqual([signOf(posted, 1), hintsAt(posted, 1), inputWords(posted, 1)], [null, [], ["one-hot, 1 at number 2 of 3"]]);
  assert.equal(targetWords(posted, 1), "target: 3.00");
});

test("the copying problem shows its symbols, its blanks and the sign to begin", () => {
  const codes = [2, 8, 9].map((place) => Array.from({ length: 10 }, (_, i) => Number(i === place)));
  const copy = answer({ task: { name: "copy" } }, codes, codes);
  assert.deepEqual([1, 2, 3].map((t) => signOf(copy, t)), ["c", "·", "|"]);
  assert.equal(targetWords(copy, 1), "target: c");
});
