/** The way of a route as a row of pills, and the chain of its factors. */

import { three } from "../pure/numbers.js";
import { linkWords } from "../pure/routes/factor.js";
import { list, symbolOf } from "../pure/words.js";
import { element, svg } from "./element.js";
import { withParameters } from "./formula.js";

/**
 * @typedef {import("../pure/routes/path.js").Stop} Stop
 * @typedef {import("../pure/routes/chain.js").Chain} Chain
 */

/** @param {Stop} stop */
const spoken = ({ names, t }) => list(names.map((name) => `${symbolOf(name)}${t === null ? "" : `(${t})`}`));

/** @param {Stop[]} path */
export function drawPath(path) {
  const stops = path.map(({ names, t }, i) => {
    const letters = names.flatMap((name, at) => [...(at ? [", "] : []), element("i", {}, symbolOf(name))]);
    return element("span", { class: i ? "pill" : "pill own" }, ...letters, ...(t === null ? [] : [`(${t})`]));
  });
  const parts = stops.flatMap((stop, i) => (i ? [drawArrow(), stop] : [stop]));
  const way = element("span", { class: "pills", "aria-hidden": "true" }, ...parts);
  return element("span", { class: "path" }, element("span", { class: "unseen" }, [...path].reverse().map(spoken).join(" to ")), way);
}

function drawArrow() {
  return svg("svg", { width: 12, height: 10, viewBox: "0 0 12 10", class: "onto" }, svg("path", { d: "M0 5 6 .8 5 3.7h7v2.6H5l1 2.9z" }));
}

/** `1.03 × 0.916 = 0.944`, each with what it is beneath. @param {Chain} chain */
export function drawChain({ start, links, norm }) {
  if (!start?.norm || !links.length) return element("div", { class: "chain" }, part("norm", element("b", {}, three(norm))));
  const delta = [`δ`, element("i", {}, symbolOf(start.name)), `(${start.t})`];
  return element(
    "div",
    { class: "chain" },
    part(delta, three(start.norm)),
    ...links.map((link) => after("×", part(withParameters(linkWords(link)), three(link.gain)))),
    after("=", part("norm", element("b", {}, three(norm)))),
  );
}

/** @param {string | (Node | string)[]} label @param {Node | string} value */
const part = (label, value) => element("span", { class: "part" }, element("span", {}, value), element("span", { class: "lo" }, ...(Array.isArray(label) ? label : [label])));

/** A sign keeps with what follows it. @param {string} sign @param {Node} what */
const after = (sign, what) => element("span", { class: "factor" }, element("span", { class: "sign" }, sign), what);
