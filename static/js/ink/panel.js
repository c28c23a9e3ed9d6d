/** The right rail: what the current event is, the messages it adds up, and the sum. */

import { readLedger } from "../pure/ledger.js";
import { percent, three } from "../pure/numbers.js";
import { headline, list, nameOf, symbolOf } from "../pure/words.js";
import { norm, numbers } from "../pure/vectors.js";
import { element, italics, svg } from "./element.js";
import { readFormula } from "./formula.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/timeline.js").Event} Event
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/ledger.js").Ledger} Ledger
 * @typedef {import("../pure/ledger.js").Entry} Entry
 */

const UNITS = 16;
const [SHARES_WIDTH, UNITS_WIDTH, GRADIENT_WIDTH, HEIGHT] = [100, 48, 130, 20];

/** @param {{title: HTMLElement[], body: HTMLElement}} place @param {(edge: string | null, t: number) => void} point  at the arrow of an edge */
export function createPanel({ title, body }, point) {
  let shown = "";
  /** @type {Flow | null} */
  let of = null;

  /** The panel is written anew when the event changes; while it runs, rows only light up. @param {Flow} flow @param {Frame} frame */
  function draw(flow, frame) {
    const { event } = frame;
    const key = `${event.index}`;
    if (key !== shown || flow !== of) {
      [shown, of] = [key, flow];
      for (const heading of title) heading.replaceChildren(...italics(headline(flow, event)));
      body.replaceChildren(...contents(flow, event));
    }
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll("[data-edge]"))) {
      const state = stateOf(flow, frame, row.dataset.edge ?? "");
      if (row.dataset.state !== state) row.dataset.state = state;
    }
  }

  /** @param {globalThis.Event} event */
  const over = ({ target }) => {
    const row = target instanceof Element ? target.closest("[data-edge]") : null;
    if (row instanceof HTMLElement) point(row.dataset.edge ?? null, Number(row.dataset.t));
    else point(null, 0);
  };
  for (const type of ["pointerover", "focusin"]) body.addEventListener(type, over);
  for (const type of ["pointerleave", "focusout"]) body.addEventListener(type, () => point(null, 0));
  return { draw };
}

/** Where the message of an edge is; one that travels inside the box is on its way as long as its event lasts. */
/** @param {Flow} flow @param {Frame} frame @param {string} edge @returns {"" | "moving" | "arrived"} */
function stateOf({ graph }, { fraction, live }, edge) {
  const arrow = graph.arrows.find(({ edges }) => edges.includes(edge));
  const drawn = arrow && live.arrows.find(({ id }) => id === arrow.id);
  if (drawn) return drawn.progress < 1 ? "moving" : "arrived";
  if (fraction === 1) return "arrived";
  return arrow ? "" : "moving";
}

/** @param {Flow} flow @param {Event} event @returns {Node[]} */
function contents(flow, event) {
  const { phase, t, variables } = event;
  if (phase === "forward") return [element("div", { class: "ledger-head" }, element("span", {}, "norm"), element("span", {}, "units")), ...variables.map((name) => valueOf(flow, name, t))];
  if (phase === "loss") return lossOf(flow, t);
  if (phase === "backward") {
    const ledgers = variables.map((name) => readLedger(flow, name, t));
    return [ledgerHead(ledgers), ...ledgers.map((ledger) => ledgerOf(flow, ledger)), residual(flow, ledgers)];
  }
  if (phase === "sum") return gradients(flow, t);
  const { updates = 0, learning_rate: rate = 0.1 } = flow.answer.request;
  return [
    element("p", {}, `Each parameter moves once, against its summed gradient, by a step of ${three(rate)}.`),
    element("p", { class: "lo" }, updates ? `This run is shown after ${updates} such update${updates === 1 ? "" : "s"}.` : "“Renew the parameters once” runs the next pass with them."),
  ];
}

/** @param {string} name @param {number} t */
const delta = (name, t) => element("span", { class: "formula" }, "δ", element("i", {}, symbolOf(name)), `(${t})`);

/** @param {Ledger[]} ledgers */
const ledgerHead = ([{ cancelling, delta: units }]) =>
  element("div", { class: "ledger-head" }, element("span", {}, "norm"), element("span", {}, cancelling ? "norms" : "shares, end to end"), element("span", {}, unitsLabel(units)));

/** @param {Flow} flow @param {Ledger} ledger */
function ledgerOf(flow, ledger) {
  const { variable, t, entries } = ledger;
  const widest = Math.max(...ledger.delta.map(Math.abs), ...entries.flatMap(({ message }) => message.map(Math.abs)));
  const name = nameOf(flow.answer.cell, variable);
  const head = element("div", { class: "ledger-sum-of" }, delta(variable, t), " =", element("span", { class: "lo" }, name === symbolOf(variable) ? "" : name));
  const rows = entries.map((entry, i) => entryRow(ledger, entry, i, widest));
  return element("section", { class: "ledger" }, head, ...rows, ...(entries.length > 1 ? [sumRow(ledger, widest)] : []));
}

/** @param {Ledger} ledger @param {number} widest */
function sumRow(ledger, widest) {
  const share = ledger.cancelling || !ledger.norm || !ledger.finite ? "" : "100\u202f%";
  return element("div", { class: "entry sum" }, element("div", { class: "figures" }, element("b", {}, three(ledger.norm)), sumBar(ledger), element("span", { class: "share" }, share), units(ledger.delta, widest)));
}

/** @param {number[]} vector */
const unitsLabel = (vector) => (vector.length > UNITS ? `${UNITS} largest units` : `units 1–${vector.length}`);

/** @param {Ledger} ledger @param {Entry} entry @param {number} i @param {number} widest */
function entryRow(ledger, entry, i, widest) {
  const { edge, from, norm: size, share, message, mathml } = entry;
  const source = element("span", { class: "route" });
  const formula = mathml ? readFormula(mathml, ledger.t) : null;
  if (formula) source.append(formula);
  else if (from.name === "J") source.append("from the loss ", element("i", {}, "J"), `(${from.t})`);
  else source.append("from ", element("i", {}, symbolOf(from.name)), `(${from.t})`);
  return element(
    "div",
    { class: "entry", "data-edge": edge, "data-t": ledger.t, tabindex: 0 },
    element("div", { class: "what" }, element("span", { class: "tag" }, String(i + 1)), source),
    element("div", { class: "figures" }, element("b", {}, three(size)), shareBar(ledger, entry), element("span", { class: "share" }, ledger.cancelling || !ledger.finite || !ledger.norm ? "" : percent(share)), units(message, widest)),
  );
}

/** From share to x; the bars lie end to end between the smallest and the largest running sum. @param {Ledger} ledger */
function shareScale({ entries }) {
  const ends = entries.flatMap(({ before, share }) => [before, before + share]);
  const [low, high] = [Math.min(0, ...ends), Math.max(1, ...ends)];
  return (/** @type {number} */ share) => 4 + ((share - low) / (high - low)) * (SHARES_WIDTH - 8);
}

/** @param {Ledger} ledger @param {Entry} entry */
function shareBar(ledger, { before, share, norm: size }) {
  const picture = svg("svg", { width: SHARES_WIDTH, height: HEIGHT, class: "shares", "aria-hidden": "true" });
  if (!ledger.finite || !ledger.norm) return picture;
  if (ledger.cancelling) {
    const largest = Math.max(...ledger.entries.map((entry) => entry.norm), Number.MIN_VALUE);
    picture.append(svg("rect", { x: 4, y: 4, width: ((SHARES_WIDTH - 8) * size) / largest, height: 12, class: "bar" }));
    return picture;
  }
  const x = shareScale(ledger);
  for (const line of [0, 0.5, 1]) picture.append(svg("line", { x1: x(line), x2: x(line), y1: 0, y2: HEIGHT, class: "grid" }));
  const [a, b] = [x(Math.min(before, before + share)), x(Math.max(before, before + share))];
  picture.append(svg("rect", { x: a, y: 4, width: Math.max(0.8, b - a), height: 12, class: share < 0 ? "bar hollow" : "bar" }));
  return picture;
}

/** @param {Ledger} ledger */
function sumBar(ledger) {
  const picture = svg("svg", { width: SHARES_WIDTH, height: HEIGHT, class: "shares", "aria-hidden": "true" });
  if (!ledger.finite || ledger.cancelling || !ledger.norm) return picture;
  const x = shareScale(ledger);
  picture.append(svg("rect", { x: x(0), y: 5, width: x(1) - x(0), height: 10, class: "total" }));
  return picture;
}

/** One bar for each unit, filled above the line, hollow below; one scale for all rows of a ledger. @param {number[]} vector @param {number} widest */
function units(vector, widest) {
  const picture = svg("svg", { width: UNITS_WIDTH, height: HEIGHT, class: "units", "aria-hidden": "true" });
  const middle = HEIGHT / 2;
  picture.append(svg("line", { x1: 0, x2: UNITS_WIDTH, y1: middle, y2: middle, class: "zero" }));
  if (!Number.isFinite(widest) || widest === 0) return picture;
  const kept = vector.map((value, i) => ({ value, i }));
  if (kept.length > UNITS) kept.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).splice(UNITS);
  const pitch = Math.min(11, UNITS_WIDTH / kept.length);
  kept.sort((a, b) => a.i - b.i).forEach(({ value }, i) => {
    const height = Math.max(0.8, (Math.abs(value) / widest) * (middle - 1.5));
    const hollow = value < 0;
    const inset = hollow && pitch > 5 ? 0.6 : 0;
    picture.append(svg("rect", { x: i * pitch + 1 + inset, y: hollow ? middle : middle - height, width: Math.max(1, pitch - 3 - 2 * inset), height, class: hollow ? "bar hollow" : "bar" }));
  });
  return picture;
}

/** What is to be said of the sum. @param {Flow} flow @param {Ledger[]} ledgers */
function residual({ answer, masked }, ledgers) {
  const say = (/** @type {string} */ text) => element("p", { class: "lo" }, text);
  if (ledgers.some(({ finite }) => !finite)) return say("These numbers are no longer finite, so nothing adds up here.");
  if (ledgers.every(({ norm: size }) => !size)) return say(`No error reaches this place.${masked[ledgers[0].t - 1] ? " The loss of this step takes no part." : ""}`);
  if (ledgers.some(({ cancelling }) => cancelling)) return say("The messages cancel: their sum is so small that shares mean nothing.");
  if (ledgers.every(({ entries }) => entries.length < 2)) return say(ledgers.length > 1 ? "Each has one message, which is its whole error." : "One message is the whole error.");
  return say(`Adds up in every unit. In the whole run the books balance to within ${three(answer.balance.worst ?? NaN)}.`);
}

/** @param {Flow} flow @param {string} name @param {number} t */
function valueOf({ answer }, name, t) {
  const value = numbers(answer.values[name]?.[t - 1] ?? []);
  const widest = Math.max(...value.map(Math.abs));
  return element(
    "div",
    { class: "entry" },
    element("div", { class: "what" }, element("span", { class: "formula" }, element("i", {}, symbolOf(name)), `(${t})`), element("span", { class: "lo" }, nameOf(answer.cell, name))),
    element("div", { class: "figures" }, element("b", {}, three(norm(value))), element("span", { class: "share" }), units(value, widest)),
  );
}

/** @param {Flow} flow @param {number} t @returns {Node[]} */
function lossOf({ answer, masked }, t) {
  const { per_step: each, total } = answer.loss;
  const taken = each.slice(0, t).filter((_, i) => !masked[i]);
  const soFar = taken.reduce((/** @type {number} */ sum, value) => sum + (value ?? NaN), 0);
  return [
    element("p", { class: "big" }, element("i", {}, "J"), `(${t}) = ${three(each[t - 1] ?? NaN)}`),
    element("p", { class: "lo" }, masked[t - 1] ? "It is computed, but does not count." : `${list([`${taken.length} of ${masked.filter((no) => !no).length} losses`])} so far: ${three(soFar)} of ${three(total ?? NaN)}.`),
  ];
}

/** `W_out` with its index below. @param {string} name */
function parameter(name) {
  const [letter, ...index] = name.split("_");
  return element("i", {}, letter, ...(index.length ? [element("sub", {}, index.join("_"))] : []));
}

/** @param {Flow} flow @param {number} t  0 is the whole sum @returns {Node[]} */
function gradients({ answer, steps }, t) {
  const rows = Object.entries(answer.norms.gradients).map(([name, each]) => {
    const sizes = numbers(each);
    const widest = Math.max(...sizes.filter(Number.isFinite), Number.MIN_VALUE);
    const picture = svg("svg", { width: GRADIENT_WIDTH, height: HEIGHT, class: "units", "aria-hidden": "true" });
    sizes.forEach((size, i) => {
      const width = GRADIENT_WIDTH / steps;
      const height = Number.isFinite(size) ? Math.max(1, (size / widest) * (HEIGHT - 2)) : 1;
      const reached = t === 0 || i < t;
      picture.append(svg("rect", { x: i * width, y: HEIGHT - height, width: Math.max(1, width - 2), height, class: reached ? "bar" : "bar waiting" }));
    });
    return element("div", { class: "gradient" }, parameter(name), picture, element("b", {}, t ? three(sizes[t - 1]) : three(Math.hypot(...sizes))));
  });
  const note = t ? "Norm of each parameter’s gradient at this step." : "Norms of the steps’ gradients, taken together. They are added before the parameters are renewed.";
  return [...rows, element("p", { class: "lo" }, note)];
}
