import assert from "node:assert/strict";
import test from "node:test";
import { carrierSentence } from "../../static/js/pure/carriers.js";
import { readFlow } from "../../static/js/pure/flow.js";
import { answerOf } from "./fixtures.js";

const flowOf = (/** @type {string} */ name) => readFlow(answerOf(name));
const lstm = flowOf("lstm-peephole");
const begins = (/** @type {import("../../static/js/pure/flow.js").Flow} */ flow, /** @type {string} */ edge, /** @type {string} */ start, t = 2) => {
  const sentence = carrierSentence(flow, edge, t);
  assert.equal(sentence.slice(0, start.length), start);
  assert.match(sentence, /\.$/);
};

test("a carrier is told in the words of its kind", () => {
  begins(lstm, "c>c@1", "The forget gate scales the error of the next cell unit by unit: (0.23, 0.65). Norm 0.217 to 0.139, a factor of 0.641.");
  begins(lstm, "y>zbar@1", "The matrix R_z, transposed, mixes the error of the sum before the next block input over the units. Norm");
  begins(lstm, "fbar>f", "The slope of sigmoid at f\u0304(2) scales the error of the forget gate unit by unit: (");
  begins(lstm, "c>obar", "The weight p_out scales the error of the sum before the output gate unit by unit: (");
  begins(lstm, "f>c", "The cell one step earlier scales the error of the cell unit by unit: (");
  begins(lstm, "y>J", "The loss sends y \u2212 target, the fresh error of step 2. Norm 1.75.");
  begins(flowOf("leaky"), "m>m@1", "The number 0.9 scales the error of m one step later. Norm");
  begins(flowOf("lstm-text"), "s>yhat", "The softmax spreads the error of the prediction over the classes. Norm");
  begins(flowOf("rnn-last"), "o>yhat", "The error of the prediction is passed on as it is.");
});

test("the factors of a chain are told one after another", () => {
  begins(lstm, "c>y", "The error of the output is scaled by o(2) and scaled by the slope of tanh at c(2). Norm");
  begins(flowOf("three-states"), "slow>y", "The error of y is scaled by the slope of tanh and mixed by A, transposed. Norm");
});

test("ways that are added are told apart, and values are named where the answer has them", () => {
  const answer = structuredClone(answerOf("lstm-peephole"));
  answer.values = { f: [[0, 0], [0, 0], [0.95, -0.9]], o: [[0, 0], [0.5, 123.4], [0, 0]] };
  const use = answer.cell.edges.find(({ id }) => id === "c>c@1");
  use?.carriers.push([{ kind: "number", number: 2 }]);
  const flow = readFlow(answer);
  begins(flow, "c>c@1", "The error of the next cell comes by 2 ways, which are added: scaled by f(3) = (0.95, \u22120.90); scaled by 2. Norm");
  begins(flow, "c>y", "The error of the output is scaled by o(2) = (0.50, 123) and scaled by");
  use?.carriers.pop();
  begins(flow, "c>c@1", "The forget gate scales the error of the next cell unit by unit: f(3) = (0.95, \u22120.90). Norm");
});

test("the identity changes nothing", () => {
  const answer = structuredClone(answerOf("rnn-last"));
  const use = answer.cell.edges.find(({ id }) => id === "a>h");
  if (use) use.carriers = [[{ kind: "slope", function: "identity", expression: "a[t]" }]];
  begins(readFlow(answer), "a>h", "The error of the hidden state passes as it is. Norm");
});

test("where nothing arrives or numbers are not finite, the sentence says so", () => {
  assert.match(carrierSentence(flowOf("rnn-last"), "h>o", 2), /There is no error to pass on\.$/);
  const answer = structuredClone(answerOf("lstm-peephole"));
  answer.messages["c>c@1"][1][0] = null;
  assert.match(carrierSentence(readFlow(answer), "c>c@1", 2), /no longer finite\.$/);
});

test("of what is cut, it is not the carrier that is told of", () => {
  const cut = (/** @type {import("../../static/js/pure/types.js").Answer["request"]["cut"]} */ cuts) => {
    const answer = answerOf("lstm-peephole");
    answer.request.cut = cuts;
    return readFlow(answer);
  };
  assert.equal(carrierSentence(cut([{ edge: "c>c@1", at: [2] }]), "c>c@1", 2), "Cut here: nothing passes. The error of the next cell has norm 0.217.");
  assert.equal(carrierSentence(cut(["c>c@1", "y>J"]), "c>c@1", 2), "Cut at every step: nothing passes. The error of the next cell has norm 0.217.");
  assert.equal(carrierSentence(cut(["y>J"]), "y>J", 2), "Cut at every step: the loss sends nothing.");
  begins(cut([{ edge: "c>c@1", at: [1] }]), "c>c@1", "The forget gate scales");
});
