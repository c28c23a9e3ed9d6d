/** The three gradients in words: a card for each frame, the sum and the renewal, and what is an error and what a gradient. */

import { LOOKS, roomOf } from "../pure/frames.js";
import { cardWords, sumWords } from "../pure/framing.js";
import { largestOf } from "../pure/parameters.js";
import { element, italics } from "./element.js";
import { parameter } from "./gradients.js";
import { gradientAt, gradientSum, renewalOf } from "./math.js";
import { squareOf } from "./square.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/frames.js").Frames} Frames
 * @typedef {import("../pure/parameters.js").Chosen} Chosen
 * @typedef {{move: (i: number, step: number) => void, takeAway: (i: number) => void, addBack: (i: number) => void}} Does
 */

const SIDE = 64;

/** @param {HTMLElement} root @param {Does} does */
export function createCards(root, does) {
  const cards = LOOKS.map((_, i) => createCard(i, does));
  const equations = element("div", { class: "equation-lines" });
  const added = element("p");
  root.replaceChildren(
    element("h2", {}, "Three gradients, each with its own arrows"),
    element("p", { class: "lo" }, "A gradient in a coloured frame needs every arrow of that colour and no other. Size is not shown: colour says which gradient."),
    ...cards.map((card) => card.root),
    element("h2", {}, "Then one sum, one renewal"),
    equations,
    added,
    element("h2", {}, "Errors and gradients"),
    element("p", { class: "lo" }, "Arrows carry errors: gradients with respect to neurons, one for each step. Frames hold gradients with respect to parameters."),
  );
  let shown = "";
  /** @type {Chosen | null} */
  let of = null;

  /** @param {Flow} flow @param {Frames} frames @param {Chosen} chosen @param {boolean} squares  which have no room elsewhere */
  function draw(flow, frames, chosen, squares) {
    const { name, steps } = chosen;
    const key = `${frames}|${squares}`;
    if (chosen === of && key === shown) return;
    [of, shown] = [chosen, key];
    cards.forEach((card, i) => {
      const step = frames[i];
      card.tell(flow, frames, name, squares && steps && step !== null ? squareOf(steps[step - 1], SIDE, largestOf(steps)) : null);
    });
    equations.replaceChildren(gradientSum(name), renewalOf(name));
    const { before, sum, between, all, after } = sumWords(chosen);
    added.replaceChildren("Every step uses the same ", parameter(name), before, element("b", {}, sum), between, element("b", {}, all), after);
  }

  return { draw };
}

/** @param {number} i @param {Does} does */
function createCard(i, does) {
  const { token, colour, letter } = LOOKS[i];
  const formula = element("span", { class: "card-formula" });
  const number = element("input", { type: "number", min: 1, step: 1, "aria-label": `step of the ${colour} frame, ${letter}` });
  const away = element("button", { type: "button", class: "away", "aria-label": `Take the ${colour} frame away` }, "×");
  const needs = element("span");
  const size = element("span");
  const back = element("button", { type: "button", class: "plain" }, `Add the ${colour} frame, ${letter}`);
  const body = element("div", { class: "card-body" }, formula, element("div", { class: "card-words" }, element("label", {}, "step ", number), needs, size), away);
  const root = element("div", { class: `gradient-card ${token}` }, body, back);
  number.addEventListener("change", () => number.value.trim() && does.move(i, Number(number.value)));
  away.addEventListener("click", () => (does.takeAway(i), back.focus()));
  back.addEventListener("click", () => (does.addBack(i), number.focus()));

  return {
    root,
    /** @param {Flow} flow @param {Frames} frames @param {string} name @param {SVGElement | null} square */
    tell(flow, frames, name, square) {
      const step = frames[i];
      root.classList.toggle("empty", step === null);
      body.hidden = step === null;
      back.hidden = step !== null;
      const [least, most] = roomOf(frames, i, flow.steps);
      back.toggleAttribute("disabled", least > most);
      if (step === null) return;
      formula.replaceChildren(gradientAt(name, letter), ...(square ? [square] : []));
      Object.assign(number, { value: String(step), min: String(least), max: String(most) });
      const words = cardWords(flow, name, step);
      needs.replaceChildren(...italics(words.needs));
      size.textContent = words.from;
    },
  };
}
