import assert from "node:assert/strict";
import test from "node:test";
import { withoutReadout } from "../../static/js/pure/examples.js";
import { quoteAt } from "../../static/js/pure/quote.js";
import { answerOf } from "./fixtures.js";

test("a cell to start from leaves its read-out to the task", () => {
  const rnn = withoutReadout(answerOf("rnn-last").cell);
  assert.deepEqual(rnn.split("\n").map((line) => line.split("[")[0]), ["a", "h"]);
  const lstm = withoutReadout(answerOf("lstm-text").cell).split("\n");
  assert.deepEqual([lstm.length, lstm.at(-1)], [10, "y[t] = o[t] * tanh(c[t])"]);
});

test("the caret stands under the word that is wrong", () => {
  const text = "m[t] = x[t]\ny[t] = tanh(V @ mm[t])";
  const { quote, indent, letters } = quoteAt(text, 2, 17);
  assert.equal(quote.slice(indent, indent + letters), "mm");
  assert.deepEqual(quoteAt(text, 9, 1), { quote: "", indent: 0, letters: 1 });
});

test("of a long line a part is quoted, round the column", () => {
  const line = `h[t] = ${"a * ".repeat(40)}wrong + ${"b + ".repeat(40)}b`;
  const column = line.indexOf("wrong") + 1;
  const { quote, indent, letters } = quoteAt(line, 1, column);
  assert.equal(quote.slice(indent, indent + letters), "wrong");
  assert.match(quote, /^….{44}…$/);
  const end = quoteAt(line, 1, line.length);
  assert.deepEqual([end.quote.at(end.indent), end.quote.at(0), end.indent], ["b", "…", end.quote.length - 1]);
});
