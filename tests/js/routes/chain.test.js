import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { readFlow } from "../../../static/js/pure/flow.js";
import { chainOf } from "../../../static/js/pure/routes/chain.js";
import { linkWords } from "../../../static/js/pure/routes/factor.js";
import { answerOf } from "../fixtures.js";

/** The largest slope that a function has. @type {Record<string, number>} */
const STEEPEST = { sigmoid: 0.25, tanh: 1, relu: 1 };
/** Stored numbers have six digits. */
const ROUNDED = 1e-5;

/** Of one run each. */
const NAMES = readdirSync(new URL("../fixtures", import.meta.url)).map((/** @type {string} */ name) => name.replace(".json", "")).filter((/** @type {string} */ name) => answerOf(name).cell);

for (const name of NAMES) {
  test(`in ${name} every chain multiplies out to the norm of its message, and no slope or number exceeds what it can be`, () => {
    const flow = readFlow(answerOf(name));
    for (const { id, lag } of flow.answer.cell.edges) {
      for (let t = 1; t <= flow.steps - lag; t++) {
        const { start, links, norm } = chainOf(flow, id, t);
        const product = links.reduce((size, { gain }) => size * gain, start?.norm ?? norm);
        assert.ok(Math.abs(product - norm) <= 1e-12 * norm, `${id} at ${t}: ${product} is not ${norm}`);
        assert.ok(Math.abs(norm - (flow.answer.norms.messages[id][t - 1] ?? NaN)) <= ROUNDED * norm, `${id} at ${t}`);
        for (const { gain, factors } of links) {
          const [[factor, ...more], ...ways] = factors;
          if (ways.length || more.length) continue;
          if (factor.kind === "slope") assert.ok(gain <= STEEPEST[factor.function ?? ""] + ROUNDED, `${id} at ${t}: slope ${gain}`);
          if (factor.kind === "number") assert.ok(gain === 0 || Math.abs(gain - Math.abs(factor.number ?? 0)) < ROUNDED, `${id} at ${t}: number ${gain}`);
        }
      }
    }
  });
}

test("an error inside an edge is known where it was multiplied by values", () => {
  const answer = answerOf("inside-gru");
  const { links } = chainOf(readFlow(answer), "h>rh@1", 1);
  assert.deepEqual(links.map(linkWords), ["(1 − z)", "tanh′", "R_n\u1d40", "r(2)"]);
  const peephole = answerOf("lstm-peephole");
  const flow = () => readFlow(peephole);
  assert.deepEqual(chainOf(flow(), "c>y", 2).links.map(linkWords), ["o ⊙ tanh′"].map(() => "o(2) ⊙ tanh′"), "without values both factors have one gain");
  peephole.values = { o: [[1, 1], [0.5, 0.25], [1, 1]] };
  const [first, second] = chainOf(flow(), "c>y", 2).links;
  const delta = peephole.deltas.y[1].map((value) => value ?? NaN);
  const passed = Math.hypot(delta[0] * 0.5, delta[1] * 0.25);
  assert.ok(Math.abs(first.gain - passed / Math.hypot(...delta)) < 1e-12);
  assert.deepEqual([first, second].map(linkWords), ["o(2)", "tanh′"]);
});

test("where the parts of equations are known, every factor has its own gain", () => {
  for (const name of ["inside-gru", "gates"]) {
    const flow = readFlow(answerOf(name));
    for (const { id } of flow.answer.cell.edges) {
      const { links } = chainOf(flow, id, 1);
      assert.ok(links.every(({ factors }) => factors.length > 1 || factors[0].length === 1), `${name}: ${id}`);
    }
  }
  const answer = answerOf("gates");
  const whole = chainOf(readFlow(answer), "k>u", 1).links;
  assert.deepEqual(whole.map(linkWords), ["relu′", "0.5", "D\u1d40"]);
  delete answer.norms.parts;
  const joint = chainOf(readFlow(answer), "k>u", 1).links;
  assert.deepEqual(joint.map(linkWords), ["relu′ ⊙ 0.5 ⊙ D\u1d40"]);
  assert.ok(Math.abs(joint[0].gain - whole.reduce((product, { gain }) => product * gain, 1)) < 1e-12);
});

test("a chain begins with the error that it comes from", () => {
  const flow = readFlow(answerOf("lstm-text"));
  assert.equal(chainOf(flow, "y>s", 2).start?.name, "yhat");
  assert.deepEqual(chainOf(flow, "y>s", 2).links.map(linkWords), ["softmax′", "V\u1d40"]);
  assert.deepEqual([chainOf(flow, "c>ibar@1", 2).start?.name, chainOf(flow, "c>ibar@1", 2).start?.t], ["c", 3]);
  assert.equal(chainOf(flow, "yhat>J", 2).start, null);
  const answer = answerOf("lstm-text");
  answer.deltas.yhat[1] = answer.deltas.yhat[1].map(() => null);
  assert.equal(chainOf(readFlow(answer), "y>s", 2).start?.name, "s", "not with one that is not finite, where the joint form goes round it");
});

test("ways that are added have one gain, and are written as a sum where there is room", () => {
  const answer = answerOf("inside-gru");
  assert.equal(linkWords(chainOf(readFlow(answer), "h>zbar@1", 1).links[0]), "−n(2) + h(1)");
  const long = { at: 2, gain: 1, factors: [[{ kind: "times", expression: "abcdefgh[t]" }], [{ kind: "times", expression: "ijklmnop[t-1]" }]] };
  assert.equal(linkWords(long), "2 ways");
});
