import assert from "node:assert/strict";
import test from "node:test";
import { carrierSentence } from "../../static/js/pure/carriers.js";
import { lossBefore, readFlow } from "../../static/js/pure/flow.js";
import { readLedger } from "../../static/js/pure/ledger.js";
import { arrowCard, freshWords } from "../../static/js/pure/words.js";
import { answerOf } from "./fixtures.js";

test("the loss before the last update is known where it is the run shown before, and nothing else changed", () => {
  const before = answerOf("lstm-peephole");
  const now = structuredClone(before);
  now.request.updates = (before.request.updates ?? 0) + 1;
  assert.equal(lossBefore(before, now), before.loss.total);
  assert.equal(lossBefore(null, now), null);
  assert.equal(lossBefore(before, before), null);
  now.request.seed = 99;
  assert.equal(lossBefore(before, now), null);
});

test("a run is drawn from its norms alone, an arrow of several messages as the largest", () => {
  const whole = answerOf("lstm-peephole");
  const { messages, deltas, values, ...rest } = whole;
  const [flow, full] = [readFlow(rest), readFlow(whole)];
  assert.deepEqual([flow.vectors, full.vectors], [false, true]);
  for (const [i, { arrow, norms }] of flow.carried.entries()) {
    const sizes = arrow.edges.map((edge) => whole.norms.messages[edge].map((size) => size ?? NaN));
    norms.forEach((size, t) => {
      assert.equal(size, Math.max(...sizes.map((each) => each[t])));
      if (arrow.edges.length === 1) assert.ok(Math.abs(size - full.carried[i].norms[t]) <= 2e-6 * size, `${arrow.id}(${t + 1})`);
    });
  }
  const { entries, shared, norm } = readLedger(flow, "c", 2);
  assert.equal(shared, false);
  assert.equal(norm, whole.norms.deltas.c[1]);
  assert.deepEqual(entries.map((entry) => entry.norm), entries.map(({ edge }) => whole.norms.messages[edge][1]));
  const said = carrierSentence(flow, "c>c@1", 2);
  assert.match(said, /^The forget gate scales the error of the next cell unit by unit\. Norm/);
  assert.equal(said.split(" Norm ")[1], carrierSentence(full, "c>c@1", 2).split(" Norm ")[1]);
  assert.match(arrowCard(flow, "c_c", 1)?.lines[0] ?? "", /the largest of them$/);
  assert.match(freshWords(flow), /shows the largest\.$/);
  assert.doesNotMatch(freshWords(full), /largest\.$/);
});
