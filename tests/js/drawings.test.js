import assert from "node:assert/strict";
import test from "node:test";
import { circuitOf, odysseyOf } from "../../static/js/pure/circuit/drawings.js";
import { loadOf } from "../../static/js/pure/circuit/carry.js";
import { routeOf } from "../../static/js/pure/circuit/routes.js";
import { readFlow } from "../../static/js/pure/flow.js";
import { answerOf } from "./fixtures.js";

/**
 * @typedef {import("../../static/js/pure/circuit/drawing.js").Drawing} Drawing
 * @typedef {import("../../static/js/pure/geometry.js").Point} Point
 */

const DRAWN = ["lstm-peephole", "lstm", "lstm-nig", "lstm-nfg", "lstm-nog", "lstm-niaf", "lstm-noaf", "gru", "rnn"];

/** Cells that nobody has drawn. */
const LAID_OUT = ["lstm-cifg", "lstm-fgr"];

const drawings = [...DRAWN, ...LAID_OUT].flatMap((name) => {
  const answer = answerOf(`inside-${name}`);
  const both = [["circuit", circuitOf(answer.cell)], ["odyssey", odysseyOf(answer.cell)]];
  return both.flatMap(([kind, drawing]) => (drawing ? [{ title: `${name}, ${kind}`, answer, drawing: /** @type {Drawing} */ (drawing) }] : []));
});

test("which cells have which drawing", () => {
  assert.deepEqual(
    drawings.map(({ title }) => title),
    [
      ...DRAWN.flatMap((name) => (name.startsWith("lstm") ? [`${name}, circuit`, `${name}, odyssey`] : [`${name}, circuit`])),
      ...LAID_OUT.map((name) => `${name}, circuit`),
    ],
  );
  const { cell } = answerOf("leaky");
  assert.deepEqual([circuitOf(cell), odysseyOf(cell)], [null, null], "without its operations a cell can't be laid out");
  for (const name of LAID_OUT) assert.equal(odysseyOf(answerOf(`inside-${name}`).cell), null);
});

test("another answer about the same cell has the same circuit, not one made anew; only the last ones are kept", () => {
  const { cell } = answerOf("inside-lstm-fgr");
  const first = circuitOf(cell);
  assert.equal(circuitOf(structuredClone(cell)), first);
  for (let i = 0; i < 40; i++) odysseyOf({ ...cell, equations: `${i}` });
  const again = circuitOf(structuredClone(cell));
  assert.notEqual(again, first);
  assert.deepEqual(again, first);
});

/** How far a point is from the rim of what a wire says that it touches. @param {Drawing} drawing @param {string} name @param {Point} point @param {number} shift */
function offRim({ nodes, ops, params, forks, past, block }, name, [px, y], shift) {
  const x = px + shift * block.pitch;
  const round = nodes[name] || (name === "past" && past) || ops.find(({ id, r }) => id === name && r);
  if (round) return Math.abs(Math.hypot(x - round.x, y - round.y) - (round.r ?? 0));
  const box = ops.find(({ id }) => id === name) ?? params.find(({ id }) => id === name);
  if (box) return Math.abs(Math.max(Math.abs(x - box.x) - (box.w ?? 0) / 2, Math.abs(y - box.y) - (box.h ?? 0) / 2));
  const fork = forks[name.replace("fork:", "")];
  return fork ? Math.hypot(x - fork[0], y - fork[1]) : NaN;
}

for (const { title, answer, drawing } of drawings) {
  test(`${title}: every wire's ends touch something`, () => {
    const { wires, block } = drawing;
    for (const { id, from, to, points, lag } of wires) {
      const ends = /** @type {const} */ ([[from, points[0], lag], [to, points[points.length - 1], 0]]);
      for (const [name, point, back] of ends) {
        const off = Math.min(...[0, back].map((shift) => offRim(drawing, name, point, shift)).filter((one) => !Number.isNaN(one)));
        // Where nothing stands, another wire goes on from here.
        const goesOn = wires.some((other) =>
          other.id !== id && [other.points[0], other.points[other.points.length - 1]].some(([x, y]) => y === point[1] && [0, block.pitch, -block.pitch].includes(x - point[0])));
        assert.ok(off <= 2 || goesOn, `${id} ends in nothing at ${name}: ${point}, off by ${off}`);
      }
    }
  });

  test(`${title}: every crossing is a bridge, and every bridge a crossing`, () => {
    const { wires, bridges, block } = drawing;
    const crossings = wires.flatMap((a) => wires.flatMap((b) => [-1, 0, 1].flatMap((shift) => (a === b ? [] : crossingsOf(a.points, b.points, shift * block.pitch).map((at) => ({ a: a.id, b: b.id, at }))))));
    const listed = (/** @type {{a: string, b: string, at: Point}} */ { a, b, at }) =>
      bridges.some(({ over, under, at: place }) => [over, under].includes(a) && [over, under].includes(b) && (Math.abs(at[0] - place[0]) % block.pitch) < 1 && Math.abs(at[1] - place[1]) < 1);
    for (const crossing of crossings) assert.ok(listed(crossing), `${JSON.stringify(crossing)} is no bridge`);
    for (const { over, under, at } of bridges) {
      assert.ok(crossings.some(({ a, b }) => [a, b].includes(over) && [a, b].includes(under)), `${over} does not cross ${under} at ${at}`);
    }
  });

  test(`${title}: every use has its ways, from its source to its target, wire by wire`, () => {
    for (const edge of answer.cell.edges) {
      const route = routeOf(drawing, edge);
      if (!route) return assert.fail(edge.id);
      for (const way of route.ways) {
        assert.equal(way[0].wire.from, edge.source);
        const last = way[way.length - 1].wire;
        assert.ok(last.to === edge.target || route.foot.length === 2, `${edge.id} ends at ${last.to}`);
        for (let i = 1; i < way.length; i++) assert.equal(way[i].wire.from, way[i - 1].wire.to);
      }
    }
  });

  test(`${title}: what every wire carries is in the answer`, () => {
    const flow = readFlow(answer);
    for (const { id, carry } of drawing.wires) {
      const load = loadOf(flow, carry);
      if (!load) return assert.fail(`${id} carries ${JSON.stringify(carry)}`);
      assert.ok(load.norms.every(Number.isFinite), id);
    }
  });

  test(`${title}: nothing that the cell lacks is drawn, and all that it has is`, () => {
    const { nodes, params, gates } = drawing;
    const names = answer.cell.variables.map(({ name }) => name);
    assert.deepEqual(Object.keys(nodes).sort(), [...names, "J", "x"].sort());
    const written = answer.cell.parameters.filter(({ name }) => /^[RWpUV]/.test(name)).length;
    assert.equal(params.length, written);
    for (const { id } of gates) assert.ok(names.includes(id));
  });
}

/** Where pieces of two lines cross inside both; the second is moved to the right. @param {Point[]} a @param {Point[]} b @param {number} shift @returns {Point[]} */
function crossingsOf(a, b, shift) {
  /** @type {Point[]} */
  const found = [];
  const moved = b.map(([x, y]) => /** @type {Point} */ ([x + shift, y]));
  for (let i = 1; i < a.length; i++) {
    for (let j = 1; j < moved.length; j++) {
      const [[p, q], [r, s]] = [[a[i - 1], a[i]], [moved[j - 1], moved[j]]];
      const flat = p[1] === q[1] && r[0] === s[0];
      if (!flat) continue; // each pair is met in both orders
      const inside = (/** @type {number} */ v, /** @type {number} */ from, /** @type {number} */ to) => v > Math.min(from, to) && v < Math.max(from, to);
      if (inside(r[0], p[0], q[0]) && inside(p[1], r[1], s[1])) found.push([r[0], p[1]]);
    }
  }
  return found;
}
