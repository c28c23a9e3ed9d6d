import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { readLedger, readRing } from "../../static/js/pure/ledger.js";
import { norm } from "../../static/js/pure/vectors.js";
import { answerOf } from "./fixtures.js";

/** The stored numbers have six digits. */
const ROUNDED = 1e-4;

for (const name of ["lstm-peephole", "lstm-text", "rnn-last", "three-states"]) {
  test(`in ${name} the shares of every node sum to one`, () => {
    const flow = readFlow(answerOf(name));
    for (const { variable } of flow.answer.cell.backward) {
      for (let t = 1; t <= flow.steps; t++) {
        const ledger = readLedger(flow, variable, t);
        if (ledger.norm === 0) continue;
        assert.ok(Math.abs(ledger.entries.reduce((sum, { share }) => sum + share, 0) - 1) < ROUNDED, `${variable}(${t})`);
        assert.ok(ledger.residual <= ROUNDED * ledger.norm, `${variable}(${t})`);
        if (ledger.entries.length > 1) assert.ok(Math.abs(readRingSum(flow, variable, t) - 1) < ROUNDED || !flow.graph.lanes.some((lane) => lane.name === variable));
      }
    }
  });
}

/** @param {import("../../static/js/pure/flow.js").Flow} flow @param {string} variable @param {number} t */
const readRingSum = (flow, variable, t) => readRing(flow, variable, t).reduce((sum, { share }) => sum + share, 0);

test("entries keep the order of the equation's terms, each starting where the last ended", () => {
  const { entries } = readLedger(readFlow(answerOf("lstm-peephole")), "c", 2);
  const terms = answerOf("lstm-peephole").cell.backward.find(({ variable }) => variable === "c")?.terms ?? [];
  assert.deepEqual(entries.map(({ edge }) => edge), terms.map(({ edge }) => edge));
  entries.slice(1).forEach(({ before }, i) => assert.ok(Math.abs(before - entries[i].before - entries[i].share) < 1e-12));
});

test("at the last step nothing comes from a later one", () => {
  const { entries } = readLedger(readFlow(answerOf("lstm-peephole")), "c", 3);
  assert.deepEqual(entries.map(({ edge }) => edge).sort(), ["c>obar", "c>y"]);
  assert.ok(entries.every(({ from }) => from.t === 3));
});

test("messages that cancel are told apart from small ones", () => {
  const answer = answerOf("rnn-last");
  answer.messages["h>o"][1] = [1, 1];
  answer.messages["h>a@1"][1] = [-1, -0.9999];
  answer.deltas.h[1] = [0, 0.0001];
  assert.equal(readLedger(readFlow(answer), "h", 2).cancelling, true);
  answer.messages["h>a@1"][1] = [-1, -0.5];
  answer.deltas.h[1] = [0, 0.5];
  assert.equal(readLedger(readFlow(answer), "h", 2).cancelling, false);
});

test("the trunk carries the norm of the vector sum", () => {
  const answer = answerOf("lstm-peephole");
  const { messages } = answer;
  const flow = readFlow(answer);
  const sum = messages["c>c@1"][0].map((_, i) => ["c>c@1", "c>ibar@1", "c>fbar@1"].reduce((all, edge) => all + (messages[edge][0][i] ?? NaN), 0));
  const trunk = flow.carried.find(({ arrow }) => arrow.id === "c_c");
  assert.ok(Math.abs((trunk?.norms[0] ?? NaN) - norm(sum)) < 1e-12);
});

test("n0 is the largest fresh error, over the edge to the loss whatever its name", () => {
  for (const [name, edge] of [["lstm-peephole", "y>J"], ["lstm-text", "y>s"], ["rnn-last", "h>o"]]) {
    const flow = readFlow(answerOf(name));
    const norms = flow.answer.norms.messages[edge].map((size) => size ?? NaN);
    assert.ok(Math.abs(flow.fresh - Math.max(...norms)) < 1e-5, name);
  }
});

test("the shared parameters are counted once", () => {
  // Three gates and the block input: W 2 x 3, R 2 x 2, b 2 each, and three peepholes of 2.
  assert.equal(readFlow(answerOf("lstm-peephole")).parameters, 4 * (6 + 4 + 2) + 3 * 2);
});

test("where a number is not finite the message says so, infinite where that began", () => {
  const answer = answerOf("rnn-last");
  answer.messages["h>a@1"][0] = [null, 1];
  answer.messages["h>a@1"][1] = [null, 1];
  answer.overflow = { phase: "backward", variable: "h", step: 2, value: "+inf" };
  const flow = readFlow(answer);
  const trunk = flow.carried.find(({ arrow }) => arrow.id === "h_h");
  assert.deepEqual(trunk?.looks.map(({ state }) => state), ["nan", "inf", "zero"]);
  assert.equal(readLedger(flow, "h", 1).finite, false);
});
