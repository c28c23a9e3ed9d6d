/** Above the chart: which errors it shows, what the dotted line is, and what became of each error. */

import { three } from "../pure/numbers.js";
import { chosenAtFirst, trendOf } from "../pure/trend.js";
import { symbolOf } from "../pure/words.js";
import { markOf } from "./chart.js";
import { element, svg } from "./element.js";

/** @typedef {import("../pure/flow.js").Flow} Flow */

/** So many sentences are read beside a chart. */
const TOLD = 2;

/** @param {HTMLElement} key @param {HTMLElement} trend @param {() => void} changed  what is chosen */
export function createSeries(key, trend, changed) {
  /** @type {string[]} */
  let chosen = [];
  /** Of the variables among which it was chosen. */
  let lanes = "";
  /** @type {Flow | null} */
  let of = null;

  /** @param {Flow} flow */
  function show(flow) {
    of = flow;
    const names = flow.graph.lanes.map(({ name }) => name);
    if (lanes !== names.join()) chosen = chosenAtFirst(flow.graph.lanes);
    lanes = names.join();
    const focused = key.contains(document.activeElement) ? document.activeElement?.getAttribute("data-name") : null;
    const chips = names.map((name) => chipOf(name, chosen.indexOf(name)));
    key.replaceChildren(...chips, ...(flow.fresh > 0 ? [freshKey(flow.fresh)] : []));
    chips.find((chip) => chip.dataset.name === focused)?.focus();
    trend.replaceChildren(...chosen.slice(0, TOLD).map((name) => element("span", {}, trendOf(flow, name))));
  }

  key.addEventListener("click", ({ target }) => {
    const name = target instanceof Element && target.closest("button")?.dataset.name;
    if (!name || !of) return;
    const next = of.graph.lanes.map((lane) => lane.name).filter((one) => (one === name ? !chosen.includes(one) : chosen.includes(one)));
    if (next.length === 0) return;
    chosen = next;
    show(of);
    changed();
  });

  return {
    show,
    get chosen() {
      return chosen;
    },
  };
}

/** @param {string} name @param {number} i  among the lines shown, -1 if it is not */
function chipOf(name, i) {
  const sample = svg("svg", { width: 20, height: 12, class: i < 0 ? "series" : `series s${i % 4}` }, ...(i < 0 ? [] : [svg("path", { d: "M0,6H20" }), markOf(i, 10, 6)]));
  return element("button", { type: "button", "data-name": name, "aria-pressed": String(i >= 0) }, sample, "δ", element("i", {}, symbolOf(name)));
}

/** @param {number} fresh */
const freshKey = (fresh) => element("span", { class: "fresh-key" }, svg("svg", { width: 20, height: 12 }, svg("line", { class: "fresh", x1: 0, x2: 20, y1: 6, y2: 6 })), `largest fresh error ${three(fresh)}`);
