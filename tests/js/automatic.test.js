import assert from "node:assert/strict";
import test from "node:test";
import { layOutCircuit } from "../../static/js/pure/circuit/automatic.js";
import { problemsOf } from "./circuit/checker.js";
import { answerOf } from "./fixtures.js";

/** @typedef {import("../../static/js/pure/circuit/drawing.js").Drawing} Drawing */

const cellOf = (/** @type {string} */ name) => answerOf(`inside-${name}`).cell;
const LSTM = cellOf("lstm-peephole");
const laidOut = layOutCircuit(LSTM);
const wireOf = (/** @type {string} */ edge) => laidOut.wires.filter(({ carry }) => "edges" in carry && carry.edges.join() === edge);

test("the layout of a cell is always the same, and keeps all rules", () => {
  assert.deepEqual(layOutCircuit(LSTM), laidOut);
  assert.deepEqual(problemsOf(laidOut, LSTM), []);
});

test("a memory is a level highway from block to block, above all else", () => {
  const road = laidOut.wires.filter(({ kind }) => kind === "highway");
  const heights = new Set(road.flatMap(({ points }) => points.map(([, y]) => y)));
  assert.deepEqual([...heights], [laidOut.nodes.c.y]);
  assert.deepEqual(road.filter(({ lag }) => lag === 0).map(({ from, to }) => `${from} ${to}`), ["c.2 act:c", "act:c c"]);
  const inside = Object.values(laidOut.nodes).filter(({ outside }) => !outside);
  assert.equal(Math.min(...inside.map(({ y }) => y)), laidOut.nodes.c.y);
});

test("a gate is a capsule: its activation above its sum, fed by its squares", () => {
  const { gates, nodes, params } = laidOut;
  assert.deepEqual(gates.map(({ id }) => id).sort(), ["f", "i", "o", "z"]);
  for (const { id, x, y, w, h } of gates) {
    assert.equal(nodes[id].x, nodes[`${id}bar`].x);
    assert.ok(nodes[id].y < nodes[`${id}bar`].y && x < nodes[id].x && nodes[id].x < x + w);
    const feet = params.filter(({ edge }) => edge.includes(`>${id}bar`));
    assert.equal(feet.length, id === "z" ? 2 : 3);
    assert.ok(feet.every((foot) => foot.y > y + h && Math.abs(foot.x - nodes[id].x) < 30));
  }
});

test("what comes from the step before is yellow, through a peephole blue, with its p in a circle", () => {
  assert.deepEqual([...new Set(wireOf("y>zbar@1").map(({ kind, lag }) => `${kind} ${lag}`))], ["recurrent 1"]);
  assert.deepEqual([...new Set(wireOf("c>ibar@1").map(({ kind }) => kind))], ["peephole"]);
  assert.deepEqual(laidOut.params.filter(({ round }) => round).map(({ label }) => label), ["p", "p", "p"]);
  assert.deepEqual(wireOf("y>J").map(({ kind, to }) => [kind, to]), [["output", "J"]]);
});

test("a trunk carries the sum of what it forks into, a wire of one use of two that use alone", () => {
  const gru = layOutCircuit(cellOf("gru"));
  const first = (/** @type {string} */ from) => gru.wires.filter((wire) => wire.from === from).map(({ carry }) => ("edges" in carry ? [...carry.edges].sort() : carry));
  assert.deepEqual([first("x"), first("z")], [[["x>nbar", "x>rbar", "x>zbar"]], [["z>h"]]]);
  const uses = gru.wires.flatMap(({ carry }) => ("use" in carry ? [carry.use] : []));
  assert.deepEqual([...new Set(uses)].sort(), ["z>h.1", "z>h.3"]);
});

/** @type {Record<string, (drawing: Drawing) => void>} */
const SPOILT = {
  "a bridge too few": ({ bridges }) => bridges.pop(),
  "a bridge too many": ({ bridges }) => bridges.push({ ...bridges[0], at: [1, 2] }),
  "a wire too few": ({ wires }) => wires.pop(),
  "a slanted wire": ({ wires }) => (wires[0].points[0][0] += 1),
  "a node elsewhere": ({ nodes }) => (nodes.z.x += 30),
  "a node out of the block": ({ nodes }) => (nodes.z.y = -20),
  "a node under a wire": ({ nodes, wires }) => ([nodes.z.x, nodes.z.y] = (wires.find(({ from }) => from === "x") ?? wires[0]).points[1]),
  "two things in one place": ({ ops, params }) => ([params[0].x, params[0].y] = [ops[0].x, ops[0].y]),
  "a wire that carries something else": ({ wires }) => wires.filter(({ from }) => from === "zbar").forEach((wire) => (wire.carry = { delta: "z" })),
  "a wire on another": ({ wires }) => wires.push({ ...wires[0], id: "again" }),
  "no variable": ({ nodes }) => delete nodes.z,
};

for (const [what, spoil] of Object.entries(SPOILT)) {
  test(`the checker sees ${what}`, () => {
    const drawing = structuredClone(laidOut);
    spoil(drawing);
    assert.notDeepEqual(problemsOf(drawing, LSTM), []);
  });
}
