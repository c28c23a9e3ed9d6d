/** Gradients gathered so far: for each parameter a bar a step, and at the end the norm of their sum. */

import { byLetter, gatheredAt, gradientsOf, largestOf } from "../pure/gradients.js";
import { three } from "../pure/numbers.js";
import { element, svg } from "./element.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/timeline.js").Timeline} Timeline
 * @typedef {import("../pure/timeline.js").Event} Event
 * @typedef {import("../pure/gradients.js").Gradient} Gradient
 */

const [WIDTH, HEIGHT] = [130, 20];

/** @param {HTMLElement} root */
export function createGradients(root) {
  const title = element("h2");
  const norms = element("span", { class: "lo" });
  const rows = element("div");
  root.replaceChildren(element("div", { class: "gradients-head" }, title, norms), rows);
  /** @type {Flow | null} */
  let of = null;
  /** @type {{gradient: Gradient, number: Element, largest: Element}[]} */
  let lines = [];
  let shown = "";

  /** One letter a row while errors flow back, every parameter a row while their gradients are added. */
  /** @param {Flow} flow @param {Timeline} timeline @param {Event} event */
  function draw(flow, timeline, event) {
    const each = event.phase === "sum" || event.phase === "update";
    const { from, to, whole } = gatheredAt(timeline, event);
    const key = `${each}|${from}|${to}|${whole}`;
    if (flow === of && key === shown) return;
    root.hidden = from > flow.steps;
    if (root.hidden) return;
    const gradients = gradientsOf(flow.answer);
    if (flow !== of || !shown.startsWith(String(each))) lay(each ? gradients : byLetter(gradients));
    [of, shown] = [flow, key];
    root.classList.toggle("summing", each);
    root.style.setProperty("--known", `${((from - 1) / flow.steps) * 100}%`);
    root.style.setProperty("--summed", `${(1 - to / flow.steps) * 100}%`);
    const step = each ? to : from;
    title.textContent = each ? `Gradients in the sum: ${to} of ${flow.steps} steps` : `Gradients so far: ${flow.steps - from + 1} of ${flow.steps}`;
    norms.textContent = whole ? "norm of the sum" : `norm at step ${step}`;
    for (const { gradient, number, largest } of lines) {
      number.textContent = three(whole ? gradient.total : gradient.steps[step - 1]);
      const most = largestOf(gradient, each ? 1 : from, each ? to : flow.steps);
      largest.textContent = `largest ${three(most.size)}, step ${most.t}`;
    }
  }

  /** @param {Gradient[]} gradients */
  function lay(gradients) {
    lines = gradients.map((gradient) => ({ gradient, number: element("b"), largest: element("span", { class: "largest" }) }));
    const row = (/** @type {typeof lines[number]} */ { gradient, number, largest }) =>
      element("div", { class: "gradient", title: gradient.of.length > 1 ? gradient.of.join(", ") : null }, parameter(gradient.name), element("span", {}, barsOf(gradient.steps), largest), number);
    rows.replaceChildren(...lines.map(row));
  }

  return { draw };
}

/** The bars of all steps, three times over one another: to come, known, and in the sum. @param {number[]} sizes */
function barsOf(sizes) {
  const widest = Math.max(...sizes.filter(Number.isFinite), Number.MIN_VALUE);
  const pitch = WIDTH / sizes.length;
  const bar = (/** @type {number} */ size, /** @type {number} */ i) => {
    const height = Number.isFinite(size) ? Math.max(1, (size / widest) * (HEIGHT - 2)) : HEIGHT;
    return `M${(i * pitch).toFixed(2)},${HEIGHT}v${-height.toFixed(2)}h${Math.max(0.7, 0.8 * pitch).toFixed(2)}v${height.toFixed(2)}z`;
  };
  const picture = (/** @type {string} */ name, /** @type {string} */ d) => svg("svg", { width: WIDTH, height: HEIGHT, class: name }, svg("path", { d }));
  const d = sizes.map(bar).join("");
  const floor = `M0,${HEIGHT - 0.5}h${WIDTH}`;
  return element("span", { class: "step-bars", "aria-hidden": "true" }, picture("to-come", floor), picture("known", d), picture("summed", d));
}

/** `W_out` with its index below, a word upright. @param {string} name */
export function parameter(name) {
  const [letter, ...index] = name.split("_");
  return element("i", {}, letter, ...(index.length ? [element("sub", { class: index.join("").length > 1 ? "word" : null }, index.join("_"))] : []));
}
