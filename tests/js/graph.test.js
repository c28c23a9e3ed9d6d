import assert from "node:assert/strict";
import test from "node:test";
import { readGraph } from "../../static/js/pure/graph.js";
import { answerOf } from "./fixtures.js";

const graphOf = (/** @type {string} */ name) => readGraph(answerOf(name).cell);
const arrowsOf = (/** @type {string} */ name) => Object.fromEntries(graphOf(name).arrows.map(({ id, edges }) => [id, [...edges].sort()]));
const lanesOf = (/** @type {string} */ name) => graphOf(name).lanes.map((lane) => lane.name);

test("an LSTM with peepholes has the four arrows of the design", () => {
  assert.deepEqual(arrowsOf("lstm-peephole"), {
    J_y: ["y>J"],
    y_c: ["c>obar", "c>y"],
    c_c: ["c>c@1", "c>fbar@1", "c>ibar@1"],
    b_y: ["y>fbar@1", "y>ibar@1", "y>obar@1", "y>zbar@1"],
  });
  const { lanes, arrows } = graphOf("lstm-peephole");
  assert.deepEqual(lanes.map(({ name, highway }) => [name, highway]), [["c", true], ["y", false]]);
  assert.deepEqual(Object.fromEntries(arrows.map(({ id, kind }) => [id, kind])), { J_y: "loss", y_c: "plain", c_c: "highway", b_y: "recurrent" });
});

test("without peepholes the arrows are the same, of fewer edges", () => {
  assert.deepEqual(arrowsOf("lstm"), { J_y: ["y>J"], y_c: ["c>y"], c_c: ["c>c@1"], b_y: ["y>fbar@1", "y>ibar@1", "y>obar@1", "y>zbar@1"] });
});

test("a read-out is inside the arrow to J, whatever it is called", () => {
  assert.deepEqual(arrowsOf("lstm-text").J_y, ["y>s"]);
  assert.deepEqual(lanesOf("lstm-text"), ["c", "y"]);
});

test("a simple RNN has one lane and its two arrows", () => {
  assert.deepEqual(arrowsOf("rnn-last"), { J_h: ["h>o"], h_h: ["h>a@1"] });
  assert.deepEqual(graphOf("rnn-last").lanes, [{ name: "h", recurrent: true, highway: false, output: true }]);
});

test("a cell of one's own with three states: the highway on top, the output lowest", () => {
  assert.deepEqual(lanesOf("three-states"), ["slow", "fast", "y"]);
  assert.deepEqual(arrowsOf("three-states"), {
    J_y: ["y>J"],
    y_slow: ["slow>y"],
    slow_slow: ["slow>slow@1"],
    y_fast: ["fast>y"],
    b_fast: ["fast>fast@1", "fast>slow@1"],
    b_y: ["y>fast@1"],
  });
});

test("a leaky integrator's memory is a highway, a number on the way is no slope", () => {
  const { lanes } = graphOf("leaky");
  assert.deepEqual(lanes.map(({ name, highway }) => [name, highway]), [["m", true], ["y", false]]);
});

test("a cell of one's own may call its variables as it likes", () => {
  const edge = (/** @type {string} */ source, /** @type {string} */ target, lag = 0) => ({ id: `${source}>${target}${lag ? "@1" : ""}`, source, target, lag, carriers: [[{ kind: "slope" }]] });
  const edges = [edge("y", "J"), edge("b", "y"), edge("a", "b"), edge("a", "y"), edge("a", "b", 1), edge("b", "b", 1)];
  const terms = (/** @type {string} */ name) => edges.filter(({ source }) => source === name).map(({ id }) => ({ edge: id }));
  const order = ["a", "b", "y"];
  const cell = { ...answerOf("stateless").cell, output: "y", state: ["a", "b"], edges, forward: order.map((variable) => ({ variable })), backward: order.map((variable) => ({ variable, terms: terms(variable) })) };
  const { arrows } = readGraph(cell);
  assert.equal(new Set(arrows.map(({ id }) => id)).size, arrows.length);
  assert.deepEqual(arrows.filter(({ into }) => into === "a").map(({ from, lag, edges: group }) => [from, lag, group]), [["b", 0, ["a>b"]], ["y", 0, ["a>y"]], [null, 1, ["a>b@1"]]]);
});

test("a cell without memory still has its output", () => {
  assert.deepEqual(lanesOf("stateless"), ["y"]);
  assert.deepEqual(arrowsOf("stateless"), { J_y: ["y>J"] });
});
