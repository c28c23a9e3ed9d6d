/** The gradient of a parameter at each step, as squares or, in a long run, as bars of their norms; and the frames on them. */

import { LOOKS, roomOf } from "../pure/frames.js";
import { three } from "../pure/numbers.js";
import { largestOf } from "../pure/parameters.js";
import { labelsIn, placeIn, stepIn, stripOf } from "../pure/strip.js";
import { element, svg } from "./element.js";
import { squareOf, tableOf } from "./square.js";

/**
 * @typedef {import("../pure/parameters.js").Chosen} Chosen
 * @typedef {import("../pure/frames.js").Frames} Frames
 * @typedef {import("../pure/strip.js").Strip} Strip
 * @typedef {{from: number, to: number}} Gathered  known from a step on, in the sum up to a step
 * @typedef {{chosen: Chosen, layout: import("../pure/layout.js").Layout, frames: Frames, gathered: Gathered}} Shown
 */

/** Under the squares stand their numbers, under these the line to the sum. */
const [NUMBERS, LINE] = [24, 22];
const BARS = 64;
const BORDER = 3;
/** Narrower steps have room for a number alone. */
const SPELT = 56;

/** @param {HTMLElement} root @param {{move: (i: number, step: number) => void, takeAway: (i: number) => void}} does */
export function createStrip(root, does) {
  const steps = element("div", { class: "strip-steps" });
  const tie = svg("svg", { class: "tie", "aria-hidden": "true" });
  const handles = LOOKS.map(({ colour, letter }, i) => {
    const handle = element("div", { class: `handle ${LOOKS[i].token}`, role: "slider", tabindex: 0, "aria-label": `${colour} frame, ${letter}` }, element("span", { class: "tag-line", "aria-hidden": "true" }, element("span", { class: "badge" }, letter), element("span")));
    listen(handle, i);
    return handle;
  });
  const tables = element("div");
  const inner = element("div", { class: "strip" }, ...handles, steps, tie);
  root.replaceChildren(inner, tables);
  /** @type {Strip | null} */
  let strip = null;
  /** @type {Shown | null} */
  let last = null;

  /** @param {Shown} shown */
  function draw(shown) {
    const { chosen, layout, frames, gathered } = shown;
    const other = chosen !== last?.chosen || layout !== last?.layout;
    const told = other || gathered.from !== last?.gathered.from || gathered.to !== last?.gathered.to;
    const put = told || String(frames) !== String(last?.frames);
    last = shown;
    if (other) lay(chosen, (strip = stripOf(layout)));
    if (!strip) return;
    if (told) [...steps.children].forEach((step, i) => step.classList.toggle("waiting", i + 1 < gathered.from));
    if (put) place(strip, shown);
  }

  /** @param {Chosen} chosen @param {Strip} at */
  function lay({ steps: gradients, norms }, at) {
    const largest = gradients ? largestOf(gradients) : 0;
    const most = Math.max(Number.MIN_VALUE, ...norms.filter(Number.isFinite));
    const height = at.how === "squares" ? at.side : BARS;
    inner.dataset.how = at.how;
    inner.style.width = `${at.width}px`;
    inner.style.height = `${height + NUMBERS + LINE}px`;
    tie.setAttribute("width", String(at.width));
    tie.setAttribute("height", String(LINE));
    steps.replaceChildren(
      ...norms.map((size, i) => {
        const width = at.how === "squares" ? at.side : Math.max(0.7, 0.8 * at.pitch);
        const bar = element("b", { class: "bar" });
        bar.style.height = `${Number.isFinite(size) ? Math.max(1, (size / most) * (height - 6)) : height}px`;
        const square = at.how === "squares" && gradients ? squareOf(gradients[i], at.side, largest) : bar;
        const number = at.how === "squares" ? [element("span", { class: "number" }, String(i + 1))] : [];
        const step = element("div", { class: "step" }, square, ...number);
        Object.assign(step.style, { left: `${placeIn(at, i + 1) - width / 2}px`, width: `${width}px`, height: `${height}px` });
        return step;
      }),
    );
  }

  /** @param {Strip} at @param {Shown} shown */
  function place(at, shown) {
    const { chosen: { name, norms, steps: gradients }, frames } = shown;
    const height = at.how === "squares" ? at.side : BARS;
    const width = at.how === "squares" ? at.side : Math.max(10, at.pitch);
    [...steps.children].forEach((step, i) => step.classList.toggle("framed", frames.includes(i + 1)));
    const there = frames.filter((step) => step !== null);
    const labels = labelsIn(at, there);
    handles.forEach((handle, i) => {
      const step = frames[i];
      handle.hidden = step === null;
      if (step === null) return;
      const [least, most] = roomOf(frames, i, norms.length);
      Object.assign(handle.style, { left: `${placeIn(at, step) - width / 2}px`, width: `${width}px`, height: `${height}px` });
      const tag = /** @type {HTMLElement} */ (handle.firstElementChild);
      tag.lastElementChild?.replaceChildren(at.pitch < SPELT && at.how === "squares" ? String(step) : `step ${step}`);
      tag.style.left = `${labels[there.indexOf(step)] - (placeIn(at, step) - width / 2) - BORDER}px`;
      for (const [name, value] of Object.entries({ valuemin: least, valuemax: most, valuenow: step, valuetext: `step ${step}, norm ${three(norms[step - 1])}` })) handle.setAttribute(`aria-${name}`, String(value));
    });
    handles.find((handle) => handle === document.activeElement)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    drawTie(tie, at, shown);
    tables.replaceChildren(...there.flatMap((step) => (gradients ? [tableOf(`Gradient of ${name} at step ${step}`, gradients[step - 1], three)] : [])));
  }

  /** A frame is dragged, or moved by the arrow keys, to another step. @param {HTMLElement} handle @param {number} i */
  function listen(handle, i) {
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
      handle.focus({ focusVisible: false });
    });
    handle.addEventListener("pointermove", ({ buttons, clientX }) => {
      if (buttons && strip) does.move(i, stepIn(strip, clientX - inner.getBoundingClientRect().left));
    });
    handle.addEventListener("keydown", (event) => {
      const step = last?.frames[i] ?? null;
      if (step === null || event.ctrlKey || event.metaKey || event.altKey) return;
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity }[event.key];
      if (by) does.move(i, Math.min(1e6, Math.max(0, step + by)));
      else if (event.key === "Delete" || event.key === "Backspace") does.takeAway(i);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  return { draw };
}

/** The line that joins the steps into one sum, dark as far as they are in it. @param {Element} tie @param {Strip} at @param {Shown} shown */
function drawTie(tie, at, { frames, gathered: { to }, layout: { steps } }) {
  const y = LINE - 2;
  const x = (/** @type {number} */ t) => placeIn(at, t).toFixed(1);
  const ticks = Array.from({ length: steps }, (_, i) => i + 1).filter((t) => at.how === "squares" || frames.includes(t));
  const tick = (/** @type {number} */ t) => svg("path", { class: `${LOOKS[frames.indexOf(t)]?.token ?? ""} ${t <= to ? "in" : ""}`, d: `M${x(t)},0V${y}` });
  tie.replaceChildren(svg("path", { d: `M${x(1)},${y}H${x(steps)}` }), ...(to ? [svg("path", { class: "in", d: `M${x(1)},${y}H${x(to)}` })] : []), ...ticks.map(tick));
}
