import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../../static/js/pure/flow.js";
import { routeName } from "../../../static/js/pure/routes/name.js";
import { pathOf } from "../../../static/js/pure/routes/path.js";
import { answerOf } from "../fixtures.js";

const flowOf = (/** @type {string} */ name) => readFlow(answerOf(name));
const peephole = flowOf("lstm-peephole");

/** @param {import("../../../static/js/pure/flow.js").Flow} flow @param {string} edge @param {number} t */
const path = (flow, edge, t) => pathOf(flow, edge, t).map(({ names, t: at }) => names.join() + (at === null ? "" : `(${at})`)).join(" ");

test("a route is followed to the next state or output, and from there to the loss", () => {
  assert.equal(path(peephole, "c>ibar@1", 1), "c(1) ibar(2) c(2) J");
  assert.equal(path(peephole, "c>obar", 1), "c(1) obar(1) y(1) J");
  assert.equal(path(peephole, "c>c@1", 2), "c(2) c(3) J");
  assert.equal(path(peephole, "y>J", 3), "y(3) J(3)");
  assert.equal(path(flowOf("lstm-text"), "y>s", 2), "y(2) s(2) J(2)");
  assert.equal(path(flowOf("inside-gru"), "h>rbar@1", 1), "h(1) rbar(2) h(2) J");
});

test("a way that forks inside the cell names all that it leads to", () => {
  const answer = answerOf("inside-gru");
  answer.cell.state.push("n");
  answer.cell.edges.push({ id: "rh>n", source: "rh", target: "n", lag: 0, carriers: [[]] }, { id: "rh>h", source: "rh", target: "h", lag: 0, carriers: [[]] });
  assert.equal(path(readFlow(answer), "h>rh@1", 1), "h(1) rh(2) n,h(2) J");
});

test("what leads to no loss says so", () => {
  const answer = answerOf("leaky");
  answer.cell.edges.push({ id: "m>dead", source: "m", target: "dead", lag: 0, carriers: [[]] });
  assert.equal(path(readFlow(answer), "m>dead", 1), "m(1) dead(1)");
  assert.equal(routeName(readFlow(answer), "m>dead", 1), "to no loss");
});

test("routes are called by what their first step is for", () => {
  const names = (/** @type {import("../../../static/js/pure/flow.js").Flow} */ flow, /** @type {string} */ source) =>
    flow.answer.cell.edges.filter((edge) => edge.source === source).map(({ id }) => routeName(flow, id, 1));
  assert.deepEqual(names(peephole, "c"), ["straight to the output", "output gate, peephole", "the highway", "input gate, peephole", "forget gate, peephole"]);
  assert.deepEqual(names(peephole, "y"), ["fresh error", "output gate", "block input", "input gate", "forget gate"]);
  assert.deepEqual(names(flowOf("inside-gru"), "h"), ["fresh error", "the highway", "reset hidden state", "update gate", "reset gate"]);
  assert.deepEqual(names(flowOf("rnn-last"), "h"), ["fresh error", "to the next hidden state"]);
  assert.deepEqual(names(flowOf("three-states"), "fast"), ["straight to _y_", "to the next _slow_", "to the next _fast_"]);
});

test("a cell of one's own has gates and peepholes by what its equations do", () => {
  const answer = answerOf("lstm-peephole");
  answer.cell.id = null;
  const flow = readFlow(answer);
  assert.equal(routeName(flow, "c>ibar@1", 1), "gate _i_, peephole");
  assert.equal(routeName(flow, "y>zbar@1", 1), "through _z_");
  assert.equal(routeName(flow, "c>c@1", 1), "the highway");
});

test("two uses by one equation, now and a step later, are told apart", () => {
  const answer = answerOf("leaky");
  answer.cell.edges.push({ id: "m>y@1", source: "m", target: "y", lag: 1, carriers: [[{ kind: "matrix", parameter: "R" }]] });
  const flow = readFlow(answer);
  assert.deepEqual(["m>y", "m>y@1"].map((edge) => routeName(flow, edge, 1)), ["straight to _y_, in this step", "to the next _y_, one step later"]);
});
