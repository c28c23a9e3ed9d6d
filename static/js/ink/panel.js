/** The right rail: what the current event is, the messages it adds up, and the sum. */

import { carrierSentence } from "../pure/carriers.js";
import { readLedger } from "../pure/ledger.js";
import { three } from "../pure/numbers.js";
import { headline, list, nameOf, symbolOf } from "../pure/words.js";
import { numbers } from "../pure/vectors.js";
import { units } from "./bars.js";
import { element, italics } from "./element.js";
import { withParameters } from "./formula.js";
import { drawLedger, residual } from "./ledger.js";
import { listenToRows, markRows, rewrite, rowsOf } from "./rows.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/timeline.js").Event} Event
 * @typedef {import("../pure/frame.js").Frame} Frame
 */

/** Letters that the subject of a headline may have in the caption of a narrow page. */
const NARROW = 20;

/** @param {{title: HTMLElement[], body: HTMLElement}} place @param {import("./rows.js").Does & {renew: () => void}} does */
export function createPanel({ title, body }, does) {
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
      rewrite(body, contents(flow, event, after));
      // Who renews from the keyboard stays on the button.
      if (renewing) /** @type {HTMLElement | null} */ (body.querySelector(".again"))?.focus();
    }
    markRows(body, flow, frame, selected);
    tell(flow);
  }

  /** What the carriers of the selected message did, else those of the largest. @param {Flow} flow */
  function tell(flow) {
    const place = body.querySelector(".told");
    const rows = rowsOf(body);
    const row = rows.find(({ classList }) => classList.contains("selected")) ?? rows.reduce((a, b) => (Number(b.dataset.norm) > Number(a.dataset.norm) ? b : a), rows[0]);
    if (!place || !row || told === row) return;
    told = row;
    const sentence = carrierSentence(flow, row.dataset.edge ?? "", Number(row.dataset.t));
    // A row has no room for its way and for what each factor is.
    const [tag, path, chain] = [".tag", ".path", ".chain"].map((part) => row.querySelector(part)?.cloneNode(true) ?? "");
    place.replaceChildren(rows.length > 1 ? tag : "", element("div", {}, path, chain, element("p", {}, ...withParameters(sentence))));
  }

  listenToRows(body, does);
  body.addEventListener("click", ({ target }) => target instanceof Element && target.closest(".again") && does.renew());
  return { draw };
}

/** @param {Flow} flow @param {Event} event @param {number | null | undefined} after @returns {Node[]} */
function contents(flow, event, after) {
  const { phase, t, variables } = event;
  if (phase === "forward") return [element("div", { class: "ledger-head" }, element("span", {}, "norm"), element("span", {}, "units")), ...variables.map((name) => valueOf(flow, name, t))];
  if (phase === "loss") return lossOf(flow, t);
  if (phase === "backward") {
    const ledgers = variables.map((name) => readLedger(flow, name, t));
    return [...ledgers.map((ledger) => drawLedger(flow, ledger)), element("div", { class: "told" }), residual(flow, ledgers)];
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
