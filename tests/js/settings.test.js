import assert from "node:assert/strict";
import test from "node:test";
import { readAddress, writeAddress } from "../../static/js/pure/address.js";
import { amendments } from "../../static/js/pure/amendments.js";
import { SETTINGS, byTask, fromQuery, initialSettings, knowCells, knowTasks, rangeWords, readValue, settingAt, stopOf, toQuery, toRequest } from "../../static/js/pure/settings.js";

const cell = (/** @type {string} */ id, /** @type {string} */ title, bias = true, recurrent = true) => ({ id, title, forget_bias: bias, recurrent });
knowCells([
  { family: "RNN", cells: [cell("rnn", "Simple RNN", false)] },
  { family: "LSTM", cells: [cell("lstm", "LSTM"), cell("lstm-peephole", "LSTM with peepholes"), cell("lstm-nfg", "LSTM without forget gate", false)] },
  { family: "Dense", cells: [cell("dense", "Densely connected", false, false)] },
]);
const BOUNDS = { max_steps: 1000, max_hidden_size: 256, max_text: 20, max_updates: 100 };

/** Another value than the first one, of the same setting. @param {import("../../static/js/pure/settings.js").Setting} setting */
function otherValue({ initial, options, step = 1 }) {
  if (options) return options.find(([value]) => value !== initial)?.[0] ?? initial;
  return typeof initial === "number" ? initial + step : "a & b = ü +%\n#";
}

for (const setting of SETTINGS) {
  test(`${setting.name} goes into the address and back`, () => {
    const own = { cell: "own", task: "text", equations: "b_for" };
    const choices = [initialSettings(), { ...initialSettings(), ...own }, { ...initialSettings(), cell: "rnn", task: "noise" }];
    const base = choices.find((settings) => !setting.when || setting.when(settings));
    assert.ok(base, "no choice of the others shows it");
    const settings = { ...base, [setting.name]: otherValue(setting) };
    const query = toQuery(settings);
    assert.deepEqual(fromQuery(new URLSearchParams(query.toString()), BOUNDS)[setting.name], settings[setting.name]);
    assert.equal(toQuery(fromQuery(query, BOUNDS)).toString(), query.toString());
  });
}

test("a first visit has an empty address", () => {
  assert.equal(toQuery(initialSettings()).toString(), "");
});

test("nonsense in the address falls back, numbers are held within their bounds", () => {
  const settings = fromQuery(new URLSearchParams("cell=nonsense&steps=1e9&task=noise&hidden_size=-4&seed=x&forget_bias=&recurrent_gain=2.5"), BOUNDS);
  const { cell, steps, hidden_size: size, seed, forget_bias: bias, recurrent_gain: gain } = settings;
  assert.deepEqual([cell, steps, size, seed, bias, gain], ["lstm-peephole", 1000, 1, 0, 1, 2.5]);
  const text = SETTINGS.find(({ name }) => name === "text");
  assert.equal(text && readValue(text, "x".repeat(30), BOUNDS), "x".repeat(20));
});

test("what a link asks for in vain is said, with what is shown instead", () => {
  const said = (/** @type {string} */ query) => amendments(new URLSearchParams(query), BOUNDS);
  assert.deepEqual(said("cell=cru&forget_bias=abc&task=noise&steps=5000&at=5"), [
    "Cell: asked “cru”, shown LSTM with peepholes",
    "Sequence length T: asked “5000”, shown 1000",
    "Forget-gate bias: asked “abc”, shown 1",
    "Loss at: asked “5”, shown by task",
  ]);
  assert.deepEqual(said("cell=rnn&forget_bias=3&equations=h%5Bt%5D&event=abc&fraction=9&theme=blue&text="), [
    "Equations: asked “h[t]”, does nothing here",
    "Text: asked “”, shown hello, world!",
    "Forget-gate bias: asked “3”, does nothing here",
    "Event: asked “abc”, shown the beginning",
    "Fraction: asked “9”, shown 1",
    "Theme: asked “blue”, shown your own",
  ]);
  assert.deepEqual(said("steps=20"), ["Sequence length T: asked “20”, set by the text"]);
  assert.deepEqual(said(`text=${"a".repeat(30)}`), [`Text: asked “${"a".repeat(24)}…”, shortened`]);
  assert.deepEqual(said("hidden_sise=5&event=3&hidden_sise=6&pin=x"), ["hidden_sise: there is no such setting"]);
  assert.deepEqual(said(`${"s".repeat(30)}=5`), [`${"s".repeat(24)}…: there is no such setting`]);
  assert.deepEqual(said("cell=rnn&recurrent_gain=1.50&seed=007&learning_rate=0.5&forget_bias=1&event=3&fraction=.25&theme=dark"), []);
});

test("what the task says of the loss stands beside its name", () => {
  knowTasks({ text: { loss: "cross_entropy", at: "every" }, adding: { loss: "squared_error", at: "last" } });
  const words = (/** @type {string} */ name, /** @type {string} */ task) =>
    byTask(/** @type {import("../../static/js/pure/settings.js").Setting} */ (SETTINGS.find((one) => one.name === name)), { ...initialSettings(), task });
  assert.equal(words("at", "text"), "by task: every step");
  assert.equal(words("at", "adding"), "by task: last step");
  assert.equal(words("loss", "text"), "by task: cross-entropy");
  assert.equal(words("cell", "text"), null);
});

test("a recurrent gain applies where a matrix stands before something of the step before", () => {
  const asks = (/** @type {string} */ equations) => "recurrent_gain" in (toRequest({ ...initialSettings(), cell: "own", equations }).initialization ?? {});
  for (const text of ["h[t] = tanh(W @ h[t-1])", "h[t] = R @ (r[t] * (1 - h[ t - 1 ]))", "h[t] = R @ tanh((x[t]) + h[t-1])"]) assert.ok(asks(text), text);
  for (const text of ["h[t] = W @ x[t] + h[t-1]", "h[t] = W @ x[t-1] + p * h[t-1]", "h[t] = W @ (x[t]) # R @ h[t-1]", "h[t] = W @\nc[t] = h[t-1]"]) assert.ok(!asks(text), text);
  assert.ok(!("recurrent_gain" in (toRequest({ ...initialSettings(), cell: "dense" }).initialization ?? {})));
});

test("a number out of range is told the range, by its symbol", () => {
  const setting = (/** @type {string} */ name) => /** @type {import("../../static/js/pure/settings.js").Setting} */ (SETTINGS.find((one) => one.name === name));
  assert.equal(rangeWords(setting("hidden_size"), BOUNDS, "1000"), "H is 1 to 256.");
  assert.equal(rangeWords(setting("hidden_size"), BOUNDS, "2.5"), "H is a whole number from 1 to 256.");
  assert.equal(rangeWords(setting("forget_bias"), BOUNDS, "11"), "Forget-gate bias is −5 to 10.");
  assert.equal(rangeWords(setting("steps"), BOUNDS, "9999"), "T is 1 to 1,000.");
});

test("a request says what applies, and nothing else", () => {
  assert.deepEqual(toRequest(initialSettings()), {
    include: ["values", "deltas", "messages"],
    cell: "lstm-peephole",
    hidden_size: 4,
    initialization: { forget_bias: 1, recurrent_gain: 1 },
    learning_rate: 0.1,
    seed: 0,
    task: { name: "text", text: "hello, world!" },
    updates: 0,
  });
  const own = toRequest({ ...initialSettings(), cell: "own", task: "noise", equations: "h[t] = x[t]" });
  assert.equal("cell" in own, false);
  assert.deepEqual([own.equations, own.steps, own.task], ["h[t] = x[t]", 12, { name: "noise" }]);
  assert.equal("initialization" in own, false);
});

test("what a task says of its loss stands unless the reader says otherwise", () => {
  const settings = { ...initialSettings(), task: "adding" };
  const asked = toRequest(settings);
  assert.deepEqual([asked.task, asked.steps, "loss" in asked], [{ name: "adding" }, 12, false]);
  assert.deepEqual(toRequest({ ...settings, at: "every" }).loss, { at: "every" });
});

test("the forget-gate bias is asked for where the cell has one", () => {
  const has = (/** @type {string} */ id) => "forget_bias" in toRequest({ ...initialSettings(), cell: id }).initialization;
  assert.deepEqual(["rnn", "lstm", "lstm-nfg"].map(has), [false, true, false]);
  assert.equal("activation" in toRequest({ ...initialSettings(), cell: "rnn" }), true);
  assert.equal("activation" in toRequest({ ...initialSettings(), cell: "lstm" }), false);
});

test("an error of the server finds its control", () => {
  assert.equal(settingAt("/equations")?.name, "equations");
  assert.equal(settingAt("/task/text")?.name, "text");
  assert.equal(settingAt("/task")?.name, "task");
  assert.equal(settingAt("/initialization/forget_bias")?.name, "forget_bias");
  assert.equal(settingAt("/parameters/W_z"), null);
});

test("the address holds settings, moment and theme", () => {
  const address = { settings: { ...initialSettings(), seed: 7 }, position: { event: 123, fraction: 0.25 }, pins: [{ kind: /** @type {const} */ ("arrow"), id: "c_c", t: 6 }], view: "circuit", framed: { on: false, frames: null, parameter: null }, theme: /** @type {const} */ ("dark") };
  assert.equal(writeAddress(address), "seed=7&event=124&fraction=0.25&pin=arrow.c_c.6&view=circuit&theme=dark");
  assert.deepEqual(readAddress(`?${writeAddress(address)}`, BOUNDS), { ...address, amendments: [] });
  const rested = { ...address, position: { event: 123, fraction: 1 }, pins: [], view: "box", theme: null };
  assert.equal(writeAddress(rested), "seed=7&event=124");
  assert.deepEqual(readAddress(writeAddress(rested), BOUNDS), { ...rested, amendments: [] });
  const framed = { ...rested, framed: { on: true, frames: [2, null, 9], parameter: "R_z" } };
  assert.equal(writeAddress(framed), "seed=7&event=124&frames=2--9&parameter=R_z");
  assert.deepEqual(readAddress(writeAddress(framed), BOUNDS), { ...framed, amendments: [] });
  assert.deepEqual(readAddress("?frames=", BOUNDS).framed, { on: true, frames: null, parameter: null });
  assert.deepEqual(readAddress("?frames=9-2-1", BOUNDS).amendments, ["Frames: asked “9-2-1”, shown at the first, middle and last step"]);
  assert.equal(readAddress("?event=0", BOUNDS).position, null);
  assert.equal(readAddress("?event=x&theme=pink", BOUNDS).theme, null);
});

test("the slider of the sequence length goes to 500 in comfortable steps", () => {
  const steps = /** @type {import("../../static/js/pure/settings.js").Setting} */ (SETTINGS.find(({ name }) => name === "steps"));
  const stops = steps.stops ?? [];
  assert.deepEqual([stops[0], stops.at(-1), stops.includes(12), stops.includes(200)], [2, 500, true, true]);
  assert.ok(stops.every((stop, i) => i === 0 || stop > stops[i - 1]) && stops.length < 90);
  assert.deepEqual(stops.map((stop) => stopOf(steps, stop)), stops.map((_, i) => i));
  assert.equal(stops[stopOf(steps, 207)], 200);
  assert.equal(stopOf({ ...steps, stops: undefined }, 207), 207);
});
