import assert from "node:assert/strict";
import test from "node:test";
import { circuitOf } from "../../static/js/pure/circuit/drawings.js";
import { placeNames, placeTags, thingsIn } from "../../static/js/pure/circuit/free.js";
import { layOutBlocks } from "../../static/js/pure/circuit/layout.js";
import { answerOf } from "./fixtures.js";

/** @typedef {import("../../static/js/pure/circuit/free.js").Box} Box */

/** @param {Box} a @param {Box} b */
const overlap = (a, b) => 2 * Math.abs(a.x - b.x) < a.w + b.w && 2 * Math.abs(a.y - b.y) < a.h + b.h;
const measure = (/** @type {string} */ text) => 7 * text.length;

/** @param {string} name @param {number} width @param {number} height */
function laidOut(name, width, height) {
  const { cell } = answerOf(`inside-${name}`);
  const drawing = /** @type {import("../../static/js/pure/circuit/drawing.js").Drawing} */ (circuitOf(cell));
  return { cell, layout: layOutBlocks(drawing, cell, { steps: 12, width, height, zoom: 1 }) };
}

for (const name of ["lstm-peephole", "gru", "rnn", "lstm-fgr"]) {
  for (const [width, height] of [[1440, 519], [1024, 380], [390, 446]]) {
    test(`${name} at ${width} x ${height}: no norm and no gate's name covers anything`, () => {
      const { cell, layout } = laidOut(name, width, height);
      for (const { name: variable } of cell.variables) {
        const edges = cell.edges.filter(({ source }) => source === variable);
        const places = placeTags(layout, edges.map(({ id }) => ({ edge: id, wide: 40 })));
        const numbers = places.flatMap((place) => (place?.number ? [{ ...place.number, w: 40, h: 13 }] : []));
        const tags = places.flatMap((place) => (place ? [{ ...place.tag, w: 18, h: 18 }] : []));
        numbers.forEach((number, i) => {
          const next = number.x > layout.pitch / 2;
          assert.ok(!thingsIn(layout).some((box) => overlap({ ...number, x: number.x - (next ? layout.pitch : 0) }, box)), `${variable}: ${JSON.stringify(number)}`);
          assert.ok(!tags.some((tag) => overlap(number, tag)) && !numbers.some((other, k) => k !== i && overlap(number, other)));
        });
      }
      const names = placeNames(layout, measure);
      for (const one of names) {
        const box = { ...one, w: measure(one.name), h: 13 };
        assert.ok(!thingsIn(layout).some((thing) => overlap(box, thing)), one.name);
        assert.ok(!names.some((other) => other !== one && overlap(box, { ...other, w: measure(other.name), h: 13 })));
      }
    });
  }
}

test("at full size every message of the LSTM's memory has its tag and its norm, and every gate its name", () => {
  const { layout } = laidOut("lstm-peephole", 1440, 640);
  const edges = ["c>y", "c>obar", "c>c@1", "c>ibar@1", "c>fbar@1"];
  assert.ok(placeTags(layout, edges.map((edge) => ({ edge, wide: 33 }))).every((place) => place?.number));
  assert.deepEqual(placeNames(layout, measure).map(({ name }) => name), ["forget", "input", "block input", "output"]);
});

test("a circuit that is higher than the stage is drawn smaller, and whole", () => {
  for (const height of [519, 380, 250]) {
    const { layout } = laidOut("lstm-fgr", 1440, height);
    const { J, x } = layout.nodes;
    assert.ok(J.y - J.r >= 0 && x.y + x.r <= height);
  }
});
