import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { readFlow } from "../../../static/js/pure/flow.js";
import { distanceTo } from "../../../static/js/pure/geometry.js";
import { mapHeight, routeMap } from "../../../static/js/pure/routes/map.js";
import { answerOf } from "../fixtures.js";

const flow = readFlow(answerOf("lstm-peephole"));
const mapOf = (/** @type {string} */ variable, /** @type {number} */ t, fraction = 1) => routeMap(flow, variable, t, { width: 640, height: mapHeight(5), fraction });
const named = (/** @type {ReturnType<typeof routeMap>} */ { pills }) => pills.map(({ stop: { names, t } }) => `${names}${t ?? ""}`).sort();

test("the routes of a cell meet where they lead to the same state, and come from one loss", () => {
  const map = mapOf("c", 1);
  assert.deepEqual(named(map), ["J", "c1", "c2", "fbar2", "ibar2", "obar1", "y1"]);
  assert.deepEqual(map.routes.map(({ number, edge }) => [number, edge]), [[1, "c>y"], [2, "c>obar"], [3, "c>c@1"], [4, "c>ibar@1"], [5, "c>fbar@1"]]);
  assert.deepEqual(map.further.filter(({ dashed }) => dashed).length, 2, "all later routes from y and from c");
  assert.ok(map.later);
});

test("a ribbon has the width of its norm, and its routes come one after another", () => {
  const { routes } = mapOf("c", 1);
  for (const { ribbon, edge } of routes) assert.ok(Math.abs(ribbon.norm - (flow.answer.norms.messages[edge][0] ?? NaN)) < 1e-5);
  const widths = [...routes].sort((a, b) => a.ribbon.norm - b.ribbon.norm).map(({ ribbon }) => ribbon.width);
  assert.deepEqual(widths, [...widths].sort((a, b) => a - b));
  const half = mapOf("c", 1, 0.5).routes.map(({ ribbon }) => ribbon.progress);
  assert.deepEqual(half, [...half].sort((a, b) => b - a));
  assert.ok(half[0] > half[4]);
  assert.ok(mapOf("c", 1).routes.every(({ ribbon }) => ribbon.progress === 1));
});

test("a cut route is marked as cut", () => {
  const answer = answerOf("lstm-peephole");
  answer.request.cut = [{ edge: "c>c@1", at: [1] }];
  const map = routeMap(readFlow(answer), "c", 1, { width: 640, height: 250, fraction: 1 });
  assert.deepEqual(map.routes.filter(({ ribbon }) => ribbon.edges).map(({ edge }) => edge), ["c>c@1"]);
  assert.equal(map.routes.find(({ edge }) => edge === "c>c@1")?.ribbon.edges?.every, false);
  answer.request.cut = ["c>c@1"];
  const every = routeMap(readFlow(answer), "c", 1, { width: 640, height: 250, fraction: 1 });
  assert.equal(every.routes.find(({ edge }) => edge === "c>c@1")?.ribbon.edges?.every, true);
});

for (const name of readdirSync(new URL("../fixtures", import.meta.url)).map((/** @type {string} */ file) => file.replace(".json", "")).filter((/** @type {string} */ file) => answerOf(file).cell)) {
  test(`in ${name} no ribbon passes through a pill that it does not touch`, () => {
    const any = readFlow(answerOf(name));
    for (const { variable } of any.answer.cell.backward) {
      if (variable === "x") continue;
      for (let t = 1; t <= any.steps; t++) {
        const { pills, routes, further } = routeMap(any, variable, t, { width: 640, height: 250, fraction: 1 });
        for (const { line } of [...further, ...routes.map(({ ribbon }) => ribbon)]) {
          for (const { x, y, half } of pills) {
            const ends = line.some(([px, py]) => Math.abs(px - x) <= half + 3 && Math.abs(py - y) < 20);
            if (!ends) assert.ok(distanceTo([x, y], line) > 15, `${variable}(${t})`);
          }
        }
      }
    }
  });
}
