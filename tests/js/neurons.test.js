import assert from "node:assert/strict";
import test from "node:test";
import { readFlow } from "../../static/js/pure/flow.js";
import { gatheredBy, linesAt } from "../../static/js/pure/neurons/messages.js";
import { netOf, readNet } from "../../static/js/pure/neurons/net.js";
import { isClear, placesOf } from "../../static/js/pure/neurons/places.js";
import { hasUnits, readUnits } from "../../static/js/pure/neurons/read.js";
import { tableOf, unitCard } from "../../static/js/pure/neurons/words.js";
import { inRun, readPins, writePins } from "../../static/js/pure/selection.js";
import { answerOf } from "./fixtures.js";

/** @typedef {import("../../static/js/pure/neurons/net.js").Net} Net */

const rnn = answerOf("units-rnn");
const dense = answerOf("units-dense");
const own = answerOf("units-own");
/** A recurrent layer that the loss reads itself. */
const bare = { ...own.cell, variables: own.cell.variables.filter(({ name }) => name === "h"), forward: own.cell.forward.slice(0, 1), edges: own.cell.edges.filter(({ target }) => target === "h").concat({ ...own.cell.edges[0], id: "h>J", source: "h", target: "J" }), backward: [{ variable: "h", terms: [{ edge: "h>J" }, { edge: "h>h@1" }] }] };
const net = (/** @type {import("../../static/js/pure/types.js").Answer} */ answer) => /** @type {Net} */ (netOf(answer));

test("a simple RNN and dense layers are layers, each sum with its function one unit", () => {
  const shape = (/** @type {Net} */ { layers }) => layers.map(({ name, inside, does, size, recurrent }) => [name, inside, does, size, recurrent]);
  assert.deepEqual(shape(net(rnn)), [["x", "x", undefined, 2, false], ["h", "a", "tanh", 3, true], ["o", "o", undefined, 2, false]]);
  assert.deepEqual(shape(net(dense)).map(([name, inside]) => [name, inside]), [["x", "x"], ["h1", "a1"], ["h2", "a2"], ["y", "y"]]);
  assert.deepEqual([net(rnn).softmax, net(rnn).prediction, net(dense).softmax, net(dense).prediction], [true, "yhat", false, null]);
  assert.deepEqual(net(rnn).links.map(({ id, edge, parameter }) => [id, edge, parameter]), [["J_o", "o>yhat", undefined], ["o_h", "h>o", "V"], ["h_h'", "h>a@1", "W"], ["h_x", "x>a", "U"]]);
});

test("a sum that has no name, within a function, is a layer by its operation", () => {
  const { layers, links } = net(own);
  assert.deepEqual(layers.map(({ name, inside, into, does }) => [name, inside, into, does]), [["x", "x", "x", undefined], ["h", "h.3", "h", "tanh"], ["y", "y", "y", undefined]]);
  assert.deepEqual(links.map(({ id, parameter }) => [id, parameter]), [["J_y", undefined], ["y_h", "V"], ["h_h'", "W"], ["h_x", "U"]]);
  assert.equal(hasUnits(own), true);
});

test("cells with factors between their units have no such view, nor have layers that are too large", () => {
  for (const name of ["lstm", "lstm-peephole", "lstm-text", "leaky", "three-states"]) assert.equal(hasUnits(answerOf(name)), false, name);
  assert.equal(hasUnits(rnn), true);
  assert.equal(hasUnits({ ...rnn, messages: undefined }), false);
  const sizes = { X: 8, H: 8, K: 8 };
  assert.notEqual(readNet(rnn.cell, sizes), null);
  for (const symbol of ["X", "H", "K"]) assert.equal(readNet(rnn.cell, { ...sizes, [symbol]: 9 }), null, symbol);
});

test("an edge that does more than its matrix, or a use of the sum beside its function, is no layer", () => {
  const sizes = { X: 2, H: 3, K: 2 };
  const changed = (/** @type {string} */ id, /** @type {object} */ change) => ({ ...rnn.cell, edges: rnn.cell.edges.map((edge) => (edge.id === id ? { ...edge, ...change } : edge)) });
  assert.equal(readNet(changed("h>a@1", { carriers: [[{ kind: "matrix", parameter: "W" }, { kind: "number", number: -1 }]] }), sizes), null);
  assert.equal(readNet(changed("h>a@1", { carriers: [[{ kind: "matrix", parameter: "W" }], [{ kind: "matrix", parameter: "R" }]] }), sizes), null);
  assert.equal(readNet(changed("h>o", { source: "a" }), sizes), null);
  assert.equal(readNet(changed("x>a", { lag: 1 }), sizes), null);
});

test("no line runs through a unit that is not its end, whatever the sizes", () => {
  const each = [1, 2, 3, 4, 5, 8];
  for (const cell of [rnn.cell, dense.cell, own.cell, bare])
    for (const X of each)
      for (const H of each)
        for (const K of each) assert.ok(isClear(/** @type {Net} */ (readNet(cell, { X, H, K }))), `${cell.id} X ${X} H ${H} K ${K}`);
});

test("a line past a layer, through its units, is found", () => {
  const { links, ...rest } = /** @type {Net} */ (readNet(rnn.cell, { X: 1, H: 1, K: 1 }));
  assert.equal(isClear({ ...rest, links: [...links, { id: "o_x", edge: "x>o", into: "x", from: "o", lag: 0, parameter: "S" }] }), false);
});

test("units of a block stand within it and apart; four and three of them where they were drawn first", () => {
  for (const cell of [rnn.cell, dense.cell, bare])
    for (const size of [1, 4, 5, 8]) {
      const { r, units } = placesOf(/** @type {Net} */ (readNet(cell, { X: size, H: size, K: size })));
      const all = Object.values(units).flat();
      all.forEach(([x, y], i) => {
        assert.ok(x > r && x < 400 - r && y > r && y < 470 - r, `${cell.id} ${size}`);
        for (const [a, b] of all.slice(i + 1)) assert.ok(Math.hypot(a - x, b - y) > 2 * r);
      });
    }
  const { units, r } = placesOf(/** @type {Net} */ (readNet(rnn.cell, { X: 3, H: 4, K: 3 })));
  assert.deepEqual([r, units.o[0], units.o[2], units.x[0], units.h.map(([x]) => x)], [15, [130, 62], [290, 62], [100, 420], [96, 164, 232, 300]]);
});

test("what the lines of a unit carry adds up to the message of their edge", () => {
  for (const answer of [rnn, dense, own])
    for (const link of net(answer).links)
      answer.messages[link.edge].forEach((message, t) => {
        if (link.lag && t === answer.request.steps - 1) return;
        linesAt(answer, net(answer), link, t + 1).forEach((senders, i) => {
          const sum = senders.reduce((a, b) => a + b, 0);
          const size = Math.max(...senders.map(Math.abs));
          assert.ok(Math.abs(sum - Number(message[i])) <= 1e-10 * size, `${link.edge} ${t} ${i}: ${sum} ${message[i]}`);
        });
      });
});

test("all that a unit gathers is its error", () => {
  const flow = readFlow(rnn);
  for (const t of [1, 2, 3])
    for (const unit of [1, 2, 3]) {
      const entries = gatheredBy(flow, { id: "h", unit, t });
      assert.equal(entries.length, t < 3 ? 5 : 2);
      const sum = entries.reduce((a, { message }) => a + message, 0);
      assert.ok(Math.abs(sum - Number(rnn.deltas.h[t - 1][unit - 1])) < 1e-10);
    }
});

test("an edge that is cut carries nothing on any line, and a masked loss sends nothing", () => {
  const cut = { ...rnn, messages: { ...rnn.messages, "h>a@1": rnn.messages["h>a@1"].map((row) => row.map(() => 0)) } };
  const link = /** @type {import("../../static/js/pure/neurons/net.js").Link} */ (net(rnn).links.find(({ lag }) => lag === 1));
  assert.deepEqual(linesAt(cut, net(cut), link, 1), [[0, 0, 0], [0, 0, 0], [0, 0, 0]]);
  const flow = readFlow({ ...rnn, request: { ...rnn.request, loss: { ...rnn.request.loss, at: "last" } } });
  assert.equal(gatheredBy(flow, { id: "o", unit: 1, t: 1 }).length, 0);
  assert.equal(gatheredBy(flow, { id: "o", unit: 1, t: 3 }).length, 1);
});

test("the table of a unit says where its messages come from", () => {
  const flow = readFlow(rnn);
  const table = tableOf(flow, { id: "h", unit: 2, t: 2 });
  assert.equal(table.caption, "Unit 2 of the middle layer at _t_ = 2 gathers five messages: two from the output layer and three from the next step");
  assert.deepEqual(table.entries.map(({ name, unit, t }) => `${name}${unit}(${t})`), ["o1(2)", "o2(2)", "a1(3)", "a2(3)", "a3(3)"]);
  assert.match(table.inside, /^The slope of tanh at a₂\(2\) makes [+−]/);
  assert.equal(tableOf(flow, { id: "o", unit: 1, t: 2 }).caption, "Unit 1 of the output layer at _t_ = 2 gathers one message from the loss");
  assert.equal(tableOf(readFlow(dense), { id: "h1", unit: 3, t: 1 }).caption, "Unit 3 of the first layer at _t_ = 1 gathers three messages, all from the second layer");
});

test("the card of a line has the product that its message is", () => {
  const card = unitCard(readFlow(rnn), { kind: "arrow", id: "h_h'", t: 1, unit: 2, of: 3 });
  assert.equal(card?.title, "a₃(2) → h₂(1)");
  assert.match(card?.lines[1] ?? "", /^weight [−\d.]+ × error [+−][\d.]+$/);
  assert.match(unitCard(readFlow(rnn), { kind: "node", id: "o", t: 1, unit: 2 })?.lines[1] ?? "", /^prediction [\d.]+, target/);
});

test("pins of units go into the address and back, and only into views that have them", () => {
  const flow = readFlow(rnn);
  const pins = readPins("node.h.2.3-arrow.h_h'.1.2.3");
  assert.deepEqual(pins, [{ kind: "node", id: "h", t: 2, unit: 3 }, { kind: "arrow", id: "h_h'", t: 1, unit: 2, of: 3 }]);
  assert.deepEqual(readPins(writePins(pins)), pins);
  const units = readUnits(flow);
  assert.deepEqual(inRun(units, pins), pins);
  assert.deepEqual(inRun(flow, pins), []);
  assert.deepEqual(inRun(units, readPins("node.h.2.4-node.h.2")), []);
  assert.deepEqual(inRun(units, readPins("arrow.J_o.1.2.0-arrow.J_o.1.2.1")), readPins("arrow.J_o.1.2.0"));
});
