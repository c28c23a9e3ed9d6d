import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { percent, power, three } from "../../static/js/pure/numbers.js";
import { buildTimeline, eventAt, gatherIndex, lossIndex, phaseStart } from "../../static/js/pure/timeline.js";
import { visible } from "../../static/js/pure/sequence.js";
import { arrowCard, headline, nameOf, nodeCard, nodeSentence, overflowWords, sentence, shortEquation, waitingWords } from "../../static/js/pure/words.js";
import { answerOf } from "./fixtures.js";

/** @param {string} name */
function run(name) {
  const flow = readFlow(answerOf(name));
  const timeline = buildTimeline(flow.answer.cell, flow.graph, flow.steps);
  return { flow, timeline, at: (/** @type {string} */ variable, /** @type {number} */ t) => eventAt(timeline, gatherIndex(timeline, variable, t)) };
}

test("numbers have three digits, small ones a power of ten", () => {
  assert.deepEqual([0.944, 1.478, 12.34, 123.4, 31700, 0.07123, 0.001].map(three), ["0.944", "1.48", "12.3", "123", "31\u202f700", "0.0712", "0.00100"]);
  assert.deepEqual([1.9e-5, -2.2e-16, 5.5e9].map(three), ["1.9\u2009×\u200910⁻⁵", "−2.2\u2009×\u200910⁻¹⁶", "5.5\u2009×\u200910⁹"]);
  assert.deepEqual([0, 0.9996, 9.996, NaN, Infinity, -Infinity].map(three), ["0", "1.00", "10.0", "NaN", "∞", "−∞"]);
  assert.equal(power(-12), "10⁻¹²");
  assert.deepEqual([0.634, -0.04, 0, NaN].map(percent), ["+63\u202f%", "−4\u202f%", "0\u202f%", "–"]);
});

test("an event is said in the present tense", () => {
  const { flow, timeline, at } = run("lstm-peephole");
  assert.equal(headline(flow, at("c", 2)), "The cell at _t_ = 2 gathers its error");
  assert.equal(headline(flow, at("o", 2)), "Output gate at _t_ = 2 gathers its error");
  assert.equal(headline(flow, at("i", 2), 44), "Block input, input gate and forget gate at _t_ = 2 gather their errors");
  assert.equal(headline(flow, at("i", 2)), "_z_, _i_ and _f_ at _t_ = 2 gather their errors");
  assert.equal(headline(flow, at("obar", 2), 44), "The sum before the output gate at _t_ = 2 gathers its error");
  assert.equal(headline(flow, at("ibar", 2)), "_z\u0304_, _i\u0304_ and _f\u0304_ at _t_ = 2 gather their errors");
  assert.equal(headline(flow, eventAt(timeline, 2)), "The cell at _t_ = 1 is computed");
  assert.equal(headline(flow, eventAt(timeline, lossIndex(timeline, 3))), "The loss of step 3");
  const sum = phaseStart(timeline, "sum");
  assert.equal(headline(flow, eventAt(timeline, sum)), "The gradient of step 1 joins the sum");
  assert.equal(headline(flow, eventAt(timeline, timeline.events - 2)), "The gradients of 3 steps are one sum");
  assert.equal(headline(flow, eventAt(timeline, timeline.events - 1)), "The parameters are renewed, once");
});

test("a cell of one's own is spoken of by its symbols", () => {
  const { flow, at } = run("three-states");
  assert.equal(headline(flow, at("y", 1)), "_y_ at _t_ = 1 gathers its error");
  assert.equal(headline(flow, at("slow", 1)), "_slow_ and _fast_ at _t_ = 1 gather their errors");
  assert.equal(nameOf(flow.answer.cell, "slow"), "slow");
});

test("every variable of a built-in cell has a name in words", () => {
  for (const name of ["lstm", "lstm-text", "lstm-peephole", "rnn-last"]) {
    const { cell } = answerOf(name);
    for (const variable of ["x", ...cell.variables.map((one) => one.name)]) assert.match(nameOf(cell, variable), /^(the|before the) [a-z]/, `${name}: ${variable}`);
  }
  assert.equal(nameOf(answerOf("rnn-last").cell, "a"), "before the hidden state");
});

test("a reader without the picture hears norm, count and the largest share", () => {
  const { flow, at } = run("lstm-peephole");
  assert.match(sentence(flow, at("c", 2)), /^Cell, step 2: error [^,]+, from five messages, most .+, \d+ percent\.$/);
  assert.match(sentence(flow, at("o", 2)), /^Output gate, step 2: error .+, from one message\.$/);
  const { flow: last, timeline } = run("rnn-last");
  assert.match(sentence(last, eventAt(timeline, lossIndex(timeline, 1))), /^Step 1 takes no part in the loss/);
});

test("a node's card tells its value from its error, and where it leads", () => {
  const { flow } = run("lstm-peephole");
  const [value, error] = [flow.answer.norms.values, flow.answer.norms.deltas].map((norms) => three(norms.c[1] ?? NaN));
  assert.notEqual(value, error);
  assert.deepEqual(nodeCard(flow, "c", 2).lines, [`value: norm ${value}; error: norm ${error}`, "click or Enter: where it gathers its error"]);
  assert.equal(nodeSentence(flow, { kind: "node", id: "c", t: 2 }), `Cell, step 2: error ${error}, value ${value}.`);
});

test("a single unit walked to is spoken with its number", () => {
  const { flow } = run("units-rnn");
  const [value, error] = [flow.answer.values, flow.answer.deltas].map((rows) => three(rows?.h[1][2] ?? NaN));
  assert.match(value, /\d/);
  assert.equal(nodeSentence(flow, { kind: "node", id: "h", t: 2, unit: 3 }), `Hidden state, unit 3, step 2: error ${error}, value ${value}.`);
});

test("the card of a trunk lists its parts", () => {
  const { flow } = run("lstm-peephole");
  const card = arrowCard(flow, "c_c", 1);
  assert.equal(card?.title, "c(2) → c(1), three edges together");
  assert.match(card?.lines[0] ?? "", /^norm .+% of the largest fresh error$/);
  const [leaving, arriving] = [flow.errors.c[1], flow.carried.find(({ arrow }) => arrow.id === "c_c")?.norms[0] ?? NaN];
  assert.equal(card?.lines[2], `‖δc(2)‖ = ${three(leaving)} on leaving, factor ${three(arriving / leaving)}`);
  assert.equal(card?.lines.length, 3);
  assert.equal(arrowCard(flow, "J_y", 1)?.lines.length, 1, "a loss has no error of its own");
  assert.equal(arrowCard(flow, "c_c", 3), null);
});

test("an overflow names its place", () => {
  assert.match(overflowWords({ phase: "forward", variable: "J", step: 9, value: "+inf" }, []).then, /values that it reads are finite/);
  assert.equal(overflowWords({ phase: "forward", variable: "z", step: 9, value: "+inf" }, []).title, "Infinity at step 9, in z.");
  assert.equal(overflowWords({ phase: "backward", variable: "fbar", step: 2, value: "nan" }, []).title, "Not a number at step 2, in the error of f\u0304.");
  assert.equal(
    overflowWords({ phase: "backward", variable: "W", step: 3, value: "+inf" }, [{ name: "W" }]).title,
    "Infinity in the gradient of W, summed from the last step back to step 3.",
  );
});

test("equations are short, letters can be seen", () => {
  assert.deepEqual(shortEquation("c[t] = z[t] * i[t] + c[t-1] * f[t]  # the highway"), ["c", "z ⊙ i + c′ ⊙ f"]);
  assert.deepEqual(shortEquation("h[t] = (1 - z[t]) * n[t]"), ["h", "(1 − z) ⊙ n"]);
  assert.deepEqual(shortEquation("f[t] = sigmoid(R @ y[t-1])"), ["f", "σ(R y′)"]);
  assert.deepEqual([" ", "\n", "a"].map(visible), ["␣", "↵", "a"]);
});

test("who waits for a large run is told how large it is", () => {
  assert.equal(waitingWords({ task: "noise", text: "", steps: 12, hidden_size: 4 }), "Running forward and back…");
  assert.equal(waitingWords({ task: "noise", text: "", steps: 1000, hidden_size: 100 }), "Running 1\u202f000 steps of 100 units forward and back…");
  assert.equal(waitingWords({ task: "text", text: "x".repeat(101), steps: 12, hidden_size: 64 }), "Running 100 steps of 64 units forward and back…");
});
