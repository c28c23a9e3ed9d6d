import assert from "node:assert/strict";
import test from "node:test";
import { lossBefore } from "../../static/js/pure/flow.js";
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
