import assert from "node:assert/strict";
import test from "node:test";
import { readAddress, writeAddress } from "../../../static/js/pure/address.js";
import { countCutAt, countCuts, cutsAsked, cutsOf, cutsWithin, extentOf, readCuts, recut, whereCut } from "../../../static/js/pure/routes/cuts.js";
import { initialSettings, settingAt, toRequest } from "../../../static/js/pure/settings.js";

const TEXT = "c>obar c>c@1:3:6";

test("a text of cuts is read, and asked for as the request has it", () => {
  assert.deepEqual(readCuts(TEXT), [{ edge: "c>obar", at: null }, { edge: "c>c@1", at: [3, 6] }]);
  assert.deepEqual(readCuts(""), []);
  assert.deepEqual(cutsAsked(TEXT), ["c>obar", { edge: "c>c@1", at: [3, 6] }]);
  assert.deepEqual(cutsOf(["c>obar", { edge: "c>c@1", at: [3, 6] }, { edge: "y>J", at: null }]), [...readCuts(TEXT), { edge: "y>J", at: null }]);
  assert.deepEqual(cutsAsked("c>y:six"), [{ edge: "c>y", at: [NaN] }], "what is no step is for the server to name");
});

test("one knows what is cut where", () => {
  const cuts = readCuts(TEXT);
  assert.deepEqual(["c>obar", "c>c@1", "c>y"].map((edge) => extentOf(cuts, edge, 6)), ["every", "here", ""]);
  assert.equal(extentOf(cuts, "c>c@1", 5), "");
  assert.deepEqual([countCuts(cuts), countCutAt(cuts, ["c>c@1", "c>ibar@1"], 3), countCutAt(cuts, ["c>c@1"], 4)], [2, 1, 0]);
});

test("it is said where a route is cut", () => {
  const words = ["a>b", "a>b:6", "a>b:6 a>b:3:6", "a>b:1:2:3:4"].map((text) => whereCut(readCuts(text)));
  assert.deepEqual(words, ["at every step", "at step 6", "at steps 3 and 6", "at 4 steps"]);
});

test("routes are cut here, at every step, and mended", () => {
  assert.equal(recut("", "c>c@1", 6, "here"), "c>c@1:6");
  assert.equal(recut("c>c@1:6", "c>c@1", 3, "here"), "c>c@1:3:6");
  assert.equal(recut(TEXT, "c>c@1", 6, "every"), "c>obar c>c@1");
  assert.equal(recut(TEXT, "c>c@1", 6, ""), "c>obar c>c@1:3");
  assert.equal(recut("c>c@1:6", "c>c@1", 6, ""), "");
  assert.equal(recut(TEXT, "c>obar", 2, ""), "c>c@1:3:6");
});

test("a shorter sequence keeps the cuts of the steps that it has", () => {
  assert.equal(cutsWithin(TEXT, 4), "c>obar c>c@1:3");
  assert.equal(cutsWithin(TEXT, 2), "c>obar");
});

test("cuts go into the address, one field each, and into the request", () => {
  const address = { settings: { ...initialSettings(), cut: TEXT }, position: null, pins: [], view: "box", framed: { on: false, frames: null, parameter: null }, theme: null };
  const query = new URLSearchParams(writeAddress(address));
  assert.deepEqual(query.getAll("cut"), ["c>obar", "c>c@1:3:6"]);
  assert.deepEqual(readAddress(`?${query}`, {}), { ...address, amendments: [] });
  assert.deepEqual(toRequest(address.settings).cut, cutsAsked(TEXT));
  assert.equal("cut" in toRequest(initialSettings()), false);
  assert.equal(settingAt("/cut/0/at/1")?.name, "cut");
});
