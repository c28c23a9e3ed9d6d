/** The right rail: what the current event is, the messages it adds up, and the sum. */

import { carrierSentence } from "../pure/carriers.js";
import { readLedger } from "../pure/ledger.js";
import { percent, three } from "../pure/numbers.js";
import { headline, list, nameOf, symbolOf } from "../pure/words.js";
import { numbers } from "../pure/vectors.js";
import { UNITS, shareBar, sumBar, units } from "./bars.js";
import { element, italics } from "./element.js";
import { readFormula } from "./formula.js";
import { parameter } from "./gradients.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/timeline.js").Event} Event
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/ledger.js").Ledger} Ledger
 * @typedef {import("../pure/ledger.js").Entry} Entry
 */

/** Letters that the subject of a headline may have in the caption of a narrow page. */
const NARROW = 20;

/** @param {{title: HTMLElement[], body: HTMLElement}} place @param {{point: (edge: string | null, t: number) => void, pin: () => void, renew: () => void}} does  with the arrow of an edge */
export function createPanel({ title, body }, { point, pin, renew }) {
  let shown = "";
  /** @type {Flow | null} */
  let of = null;
  /** The row whose carriers are told of. @type {HTMLElement | null} */
  let told = null;

  /**
   * The panel is written anew when the event changes; while it runs, rows only light up.
   * @param {Flow} flow @param {Frame} frame
   * @param {{edges: string[], t: number} | null} selected  the messages of the arrow or row selected
   * @param {number | null | undefined} after  the loss after the update, where it is known
   */
  function draw(flow, frame, selected, after) {
    const { event } = frame;
    const key = `${event.index}|${after}`;
    if (key !== shown || flow !== of) {
      [shown, of] = [key, flow];
      title.forEach((heading, i) => heading.replaceChildren(...italics(headline(flow, event, i ? NARROW : undefined))));
      const renewing = document.activeElement?.matches("#event-body .again") ?? false;
      body.replaceChildren(...contents(flow, event, after));
      // Who renews from the keyboard stays on the button.
      if (renewing) /** @type {HTMLElement | null} */ (body.querySelector(".again"))?.focus();
    }
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll(".entry[data-edge]"))) {
      const state = stateOf(flow, frame, row.dataset.edge ?? "");
      if (row.dataset.state !== state) row.dataset.state = state;
      row.classList.toggle("selected", selected?.t === Number(row.dataset.t) && selected.edges.includes(row.dataset.edge ?? ""));
    }
    tell(flow);
  }

  /** What the carriers of the selected message did, else those of the largest. @param {Flow} flow */
  function tell(flow) {
    const place = body.querySelector(".told");
    const rows = [.../** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll(".entry[data-edge]"))];
    const row = rows.find(({ classList }) => classList.contains("selected")) ?? rows.reduce((a, b) => (Number(b.dataset.norm) > Number(a.dataset.norm) ? b : a), rows[0]);
    if (!place || !row || told === row) return;
    told = row;
    const sentence = carrierSentence(flow, row.dataset.edge ?? "", Number(row.dataset.t));
    const number = row.querySelector(".tag")?.cloneNode(true);
    place.replaceChildren(...(number && rows.length > 1 ? [number] : []), element("span", {}, ...withParameters(sentence)));
  }

  /** @param {globalThis.Event} event */
  const over = ({ target }) => {
    const row = target instanceof Element ? target.closest(".entry[data-edge]") : null;
    if (row instanceof HTMLElement) point(row.dataset.edge ?? null, Number(row.dataset.t));
    else point(null, 0);
  };
  for (const type of ["pointerover", "focusin"]) body.addEventListener(type, over);
  for (const type of ["pointerleave", "focusout"]) body.addEventListener(type, () => point(null, 0));
  body.addEventListener("click", ({ target }) => target instanceof Element && target.closest(".again") && renew());
  body.addEventListener("click", (event) => event.target instanceof Element && event.target.closest(".entry[data-edge]") && pin());
  body.addEventListener("keydown", ({ key }) => key === "Enter" && pin());
  return { draw };
}

/** Where the message of an edge is; one that travels inside the box is on its way as long as its event lasts. */
/** @param {Flow} flow @param {Frame} frame @param {string} edge @returns {"" | "moving" | "arrived"} */
function stateOf({ graph }, { fraction, live }, edge) {
  const arrow = graph.arrows.find(({ edges }) => edges.includes(edge));
  const drawn = live.messages.find(({ edges }) => edges.includes(edge));
  if (drawn) return drawn.progress < 1 ? "moving" : "arrived";
  if (fraction === 1) return "arrived";
  return arrow ? "" : "moving";
}

/** @param {Flow} flow @param {Event} event @param {number | null | undefined} after @returns {Node[]} */
function contents(flow, event, after) {
  const { phase, t, variables } = event;
  if (phase === "forward") return [element("div", { class: "ledger-head" }, element("span", {}, "norm"), element("span", {}, "units")), ...variables.map((name) => valueOf(flow, name, t))];
  if (phase === "loss") return lossOf(flow, t);
  if (phase === "backward") {
    const ledgers = variables.map((name) => readLedger(flow, name, t));
    return [ledgerHead(ledgers), ...ledgers.map((ledger) => ledgerOf(flow, ledger)), element("p", { class: "told" }), residual(flow, ledgers)];
  }
  if (phase === "sum") return [element("p", { class: "lo" }, t ? "The parameters are the same at every step, so each step gives them a gradient." : "The gradients are added as vectors; the norm of the sum is not the sum of the norms.")];
  return updateOf(flow, after);
}

/** @param {Flow} flow @param {number | null | undefined} after  the loss with the parameters renewed, where it is known @returns {Node[]} */
function updateOf({ answer }, after) {
  const { updates = 0, learning_rate: rate = 0.1 } = answer.request;
  const before = three(answer.loss.total ?? NaN);
  const losses = after === undefined ? [" = ", before] : [": ", before, " → ", three(after ?? NaN)];
  return [
    element("p", { class: "big" }, element("i", {}, "J"), ...losses),
    element("p", { class: "lo" }, after === undefined ? "The loss before the update." : "The loss before and after the update."),
    element("p", {}, `Each parameter moves once, against its summed gradient, by ${three(rate)} times that gradient.`),
    element("p", { class: "lo" }, updates ? `This run is shown after ${updates} such update${updates === 1 ? "" : "s"}.` : "“Renew the parameters once” runs the next pass with them."),
    element("button", { type: "button", class: "again" }, updates ? "Renew again" : "Renew once"),
  ];
}

/** @param {string} name @param {number} t */
const delta = (name, t) => element("span", { class: "formula" }, "δ", element("i", {}, symbolOf(name)), `(${t})`);

/** @param {Ledger[]} ledgers */
const ledgerHead = ([{ shared, norm: size, delta: units }]) =>
  element("div", { class: "ledger-head" }, element("span", {}, "norm"), element("span", {}, shared || !size ? "shares, end to end" : "norms"), element("span", {}, unitsLabel(units)));

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
  const share = !ledger.shared ? "" : "100\u202f%";
  return element("div", { class: "entry sum" }, element("div", { class: "figures" }, element("b", {}, three(ledger.norm)), sumBar(ledger), element("span", { class: "share" }, share), units(ledger.delta, widest)));
}

/** @param {number[]} vector */
const unitsLabel = (vector) => (vector.length > UNITS ? `${UNITS} largest` : vector.length ? `units 1–${vector.length}` : "");

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
    { class: "entry", "data-edge": edge, "data-t": ledger.t, "data-norm": size, tabindex: 0 },
    element("div", { class: "what" }, element("span", { class: "tag" }, String(i + 1)), source),
    element("div", { class: "figures" }, element("b", {}, three(size)), shareBar(ledger, entry), element("span", { class: "share" }, ledger.shared ? percent(share) : ""), units(message, widest)),
  );
}

/** What is to be said of the sum. @param {Flow} flow @param {Ledger[]} ledgers */
function residual({ answer, masked, vectors }, ledgers) {
  const say = (/** @type {string} */ text) => element("p", { class: "lo" }, text);
  if (ledgers.some(({ finite }) => !finite)) return say("These numbers are no longer finite, so nothing adds up here.");
  if (ledgers.every(({ norm: size }) => !size)) return say(`No error reaches this place.${masked[ledgers[0].t - 1] ? " The loss of this step takes no part." : ""}`);
  if (!vectors) return say("This run is too large for its vectors to be sent, so only norms are known.");
  if (ledgers.some(({ cancelling }) => cancelling)) return say("The messages cancel: their sum is so small that shares mean nothing.");
  if (ledgers.every(({ entries }) => entries.length < 2)) return say(ledgers.length > 1 ? "Each has one message, which is its whole error." : "One message is the whole error.");
  return say(`Adds up in every unit. In the whole run the books balance to within ${three(answer.balance.worst ?? NaN)}.`);
}

/** @param {Flow} flow @param {string} name @param {number} t */
function valueOf({ answer }, name, t) {
  const value = numbers(answer.values?.[name]?.[t - 1] ?? []);
  const widest = Math.max(...value.map(Math.abs));
  return element(
    "div",
    { class: "entry" },
    element("div", { class: "what" }, element("span", { class: "formula" }, element("i", {}, symbolOf(name)), `(${t})`), element("span", { class: "lo" }, nameOf(answer.cell, name))),
    element("div", { class: "figures" }, element("b", {}, three(answer.norms.values[name]?.[t - 1] ?? NaN)), element("span", { class: "share" }), units(value, widest)),
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

/** A sentence with the names of parameters set as such. @param {string} sentence */
const withParameters = (sentence) => sentence.split(/\b([A-Za-z]+_\w+)\b/).map((part, i) => (i % 2 ? parameter(part) : document.createTextNode(part)));
