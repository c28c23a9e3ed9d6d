/** The ledger of an error: a table of the routes whose messages it adds up, in the rail or as wide as the page. */

import { inWords, percent, three } from "../pure/numbers.js";
import { chainOf } from "../pure/routes/chain.js";
import { extentOf } from "../pure/routes/cuts.js";
import { routeName } from "../pure/routes/name.js";
import { pathOf } from "../pure/routes/path.js";
import { nameOf, symbolOf } from "../pure/words.js";
import { UNITS, shareBar, sumBar, units } from "./bars.js";
import { element, italics, svg } from "./element.js";
import { readFormula } from "./formula.js";
import { drawChain, drawPath } from "./path.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/ledger.js").Ledger} Ledger
 * @typedef {import("../pure/ledger.js").Entry} Entry
 * @typedef {import("../pure/routes/cuts.js").Extent} Extent
 */

/** @param {Flow} flow @param {Ledger} ledger */
export function drawLedger(flow, ledger) {
  const { variable, t, entries, delta } = ledger;
  const widest = Math.max(...delta.map(Math.abs), ...entries.flatMap(({ message }) => message.map(Math.abs)));
  const name = nameOf(flow.answer.cell, variable);
  const caption = element("caption", {}, deltaOf(variable, t), " =", element("span", { class: "lo" }, name === symbolOf(variable) ? "" : name));
  const heads = ["route to _J_", "product of its local factors", ledger.shared || !ledger.norm ? "shares, end to end" : "norms", "share", unitsLabel(delta), "cut"];
  const head = element("tr", { class: "ledger-head" }, ...heads.map((text, i) => element("th", { scope: "col", class: HEADS[i] }, ...italics(text))));
  const rows = entries.map((entry, i) => rowOf(flow, ledger, entry, i, widest));
  const foot = entries.length > 1 ? [element("tfoot", {}, sumRow(ledger, widest))] : [];
  return element("div", { class: "ledger" }, element("table", {}, caption, element("thead", {}, head), element("tbody", {}, ...rows), ...foot));
}

const HEADS = ["at-route", "at-chain", "at-shares", "at-share unseen", "at-units", "at-cut unseen"];

/** @param {string} name @param {number} t */
const deltaOf = (name, t) => element("span", { class: "formula" }, "δ", element("i", {}, symbolOf(name)), `(${t})`);

/** @param {number[]} vector */
const unitsLabel = (vector) => (vector.length > UNITS ? `${UNITS} largest` : vector.length ? `units 1–${vector.length}` : "");

/** @param {Flow} flow @param {Ledger} ledger @param {Entry} entry @param {number} i @param {number} widest */
function rowOf(flow, ledger, entry, i, widest) {
  const { edge, norm: size, share, message, mathml } = entry;
  const { t } = ledger;
  const name = routeName(flow, edge, t);
  const extent = extentOf(flow.cuts, edge, t);
  const pin = element("button", { type: "button", class: "name", "data-act": "pin" }, element("span", { class: "tag" }, String(i + 1)), element("span", {}, ...italics(name)));
  const formula = mathml ? readFormula(mathml, t) : null;
  const said = extent ? element("p", { class: "severed" }, extent === "here" ? `cut at step ${t}` : "cut at every step") : drawChain(chainOf(flow, edge, t));
  return element(
    "tr",
    { class: "entry", "data-edge": edge, "data-t": t, "data-norm": size, "data-cut": extent || null },
    element("th", { scope: "row", class: "at-route" }, pin, drawPath(pathOf(flow, edge, t))),
    element("td", { class: "at-chain" }, ...(formula ? [element("span", { class: "route" }, formula)] : []), said),
    element("td", { class: "at-shares" }, shareBar(ledger, entry)),
    element("td", { class: "at-share" }, ledger.shared ? percent(share) : ""),
    element("td", { class: "at-units" }, units(message, widest)),
    element("td", { class: "at-cut" }, ...cutButtons(name.replaceAll("_", ""), extent)),
  );
}

/** @param {string} route @param {Extent} extent */
function cutButtons(route, extent) {
  const button = (/** @type {string} */ act, /** @type {string} */ label, /** @type {Node | string} */ face, /** @type {string} */ title) =>
    element("button", { type: "button", class: "small", "data-act": act, "aria-label": label, title }, face);
  if (!extent) return [button("here", `Cut ${route} at this step`, scissors(), "Cut this route at this step (X)")];
  const every = button("every", `Cut ${route} at every step`, "At every step", "Cut this route at every step");
  return [...(extent === "here" ? [every] : []), button("", `Mend ${route}`, "Mend", "Let this route carry again (X)")];
}

const scissors = () =>
  svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", class: "scissors", "aria-hidden": "true" }, svg("circle", { cx: 4, cy: 12.2, r: 2.1 }), svg("circle", { cx: 12, cy: 12.2, r: 2.1 }), svg("path", { d: "M5.2 10.4 11 1.6M10.8 10.4 5 1.6" }));

/** @param {Ledger} ledger @param {number} widest */
function sumRow(ledger, widest) {
  const { variable, t, entries, norm, shared, delta } = ledger;
  return element(
    "tr",
    { class: "entry sum" },
    element("th", { scope: "row", class: "at-route" }, `sum of the ${inWords(entries.length)} messages`),
    element("td", { class: "at-chain" }, deltaOf(variable, t), " norm ", element("b", {}, three(norm))),
    element("td", { class: "at-shares" }, sumBar(ledger)),
    element("td", { class: "at-share" }, shared ? "100\u202f%" : ""),
    element("td", { class: "at-units" }, units(delta, widest)),
  );
}

/** What is to be said of the sum. @param {Flow} flow @param {Ledger[]} ledgers */
export function residual({ answer, masked, vectors }, ledgers) {
  const say = (/** @type {string} */ text) => element("p", { class: "lo" }, text);
  if (ledgers.some(({ finite }) => !finite)) return say("These numbers are no longer finite, so nothing adds up here.");
  if (ledgers.every(({ norm: size }) => !size)) return say(`No error reaches this place.${masked[ledgers[0].t - 1] ? " The loss of this step takes no part." : ""}`);
  if (!vectors) return say("This run is too large for its vectors to be sent, so only norms are known.");
  if (ledgers.some(({ cancelling }) => cancelling)) return say("The messages cancel: their sum is so small that shares mean nothing.");
  if (ledgers.every(({ entries }) => entries.length < 2)) return say(ledgers.length > 1 ? "Each has one message, which is its whole error." : "One message is the whole error.");
  return say(`Adds up in every unit. In the whole run the books balance to within ${three(answer.balance.worst ?? NaN)}.`);
}
