/** Three gradients: the mode in which colour says which gradient, what is asked of the server for it, and the sum on the stage. */

import { createLookup, renewedBody } from "./lookup.js";
import { createCards } from "./ink/cards.js";
import { byId } from "./ink/element.js";
import { createRenewal } from "./ink/renewal.js";
import { createParameterHead } from "./ink/parameters.js";
import { createStrip } from "./ink/strip.js";
import { addedBack, firstFrames, fitted, moved, takenAway, withLanes } from "./pure/frames.js";
import { spokenFrames } from "./pure/framing.js";
import { gatheredAt } from "./pure/gradients.js";
import { chosenOf, firstParameter, runningNorms } from "./pure/parameters.js";
import { stripOf } from "./pure/strip.js";
import { sumAt } from "./pure/sum.js";
import { norm, numbers } from "./pure/vectors.js";

/**
 * @typedef {import("./pure/flow.js").Flow} Flow
 * @typedef {import("./pure/frame.js").Frame} Frame
 * @typedef {import("./pure/frames.js").Frames} Frames
 * @typedef {import("./pure/frames.js").Framed} Framed
 * @typedef {import("./pure/layout.js").Layout} Layout
 */

/** Of the server's calls. */
const BASE = "api/v1/";
/** More numbers than this are not asked for only to be looked at; the norms are known anyway. */
const MOST = 400_000;

/**
 * @param {Framed} asked  of the address
 * @param {object} does
 * @param {number} does.most  updates that the server takes
 * @param {() => void} does.changed
 * @param {(on: boolean) => void} does.turned
 * @param {() => void} does.renew
 */
export function createFramed(asked, { most, changed, turned, renew }) {
  let { on, frames, parameter } = asked;
  /** @type {{flow: Flow, chosen: import("./pure/parameters.js").Chosen, key: unknown[]} | null} */
  let made = null;
  const weights = createLookup(BASE, gradientsBody, (answer) => ({ answer, running: answer.step_gradients ? runningNorms(answer.step_gradients) : null }), changed);
  const renewed = createLookup(BASE, renewedBody(most, ["parameters"]), (answer) => answer, changed);
  const loss = createLookup(BASE, renewedBody(most, []), (answer) => answer.loss, changed);
  /** Once the parameters are renewed. @param {Flow} flow */
  const lossAfter = (flow) => loss(flow)?.total;
  const page = /** @type {HTMLElement} */ (document.querySelector(".page"));
  const buttons = [byId("mode-errors", HTMLButtonElement), byId("mode-gradients", HTMLButtonElement)];
  const head = createParameterHead((name) => set(() => (parameter = name)));
  const move = (/** @type {number} */ i, /** @type {number} */ step) => steps && set(() => (frames = moved(standing(), i, step, steps)));
  const takeAway = (/** @type {number} */ i) => set(() => (frames = takenAway(standing(), i)));
  const strip = createStrip(byId("strip", HTMLElement), { move, takeAway });
  const cards = createCards(byId("cards", HTMLElement), { move, takeAway, addBack: (i) => set(() => (frames = addedBack(standing(), i, steps))) });
  const renewal = createRenewal(byId("renewal", HTMLElement), renew);
  const spoken = byId("spoken-frames", HTMLElement);
  /** Of the run shown. */
  let steps = 0;

  buttons[0].addEventListener("click", () => turn(false));
  // On a narrow page there is room for this one alone, and it turns the mode off as well.
  buttons[1].addEventListener("click", () => turn(!on || buttons[0].offsetParent !== null));
  show();

  /** @param {() => void} act */
  function set(act) {
    act();
    changed();
  }

  /** @param {boolean} next */
  function turn(next) {
    if (next === on) return;
    on = next;
    show();
    turned(on);
  }

  function show() {
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(on === (i === 1))));
    page.dataset.mode = on ? "gradients" : "errors";
    for (const id of ["parameters", "cards"]) byId(id, HTMLElement).hidden = !on;
    byId("sizes", HTMLElement).hidden = on;
    const tab = byId("tab-sizes", HTMLElement);
    tab.textContent = on ? "Gradients" : "Sizes";
    tab.setAttribute("aria-controls", on ? "parameters" : "sizes");
    if (!on) spoken.textContent = "";
  }

  /** Where the frames stand in the run shown. */
  const standing = () => standingIn(steps);
  /** @param {number} count  of steps */
  const standingIn = (count) => (frames ? fitted(frames, count) : firstFrames(count));
  /** @param {Flow} flow */
  const parameterOf = ({ answer: { cell } }) => (parameter !== null && cell.parameters.some(({ name }) => name === parameter) ? parameter : firstParameter(cell));

  /** What of the parameter chosen is known; the same object until something else is. @param {Flow} flow */
  function chosen(flow) {
    const [found, next] = [weights(flow), renewed(flow)];
    const key = [parameterOf(flow), found, next];
    if (made?.flow === flow && key.every((part, i) => part === made?.key[i])) return made.chosen;
    made = { flow, key, chosen: chosenOf(parameterOf(flow), flow.answer, found && found.answer, next) };
    return made.chosen;
  }

  return {
    get asked() {
      return { on, frames, parameter };
    },
    lossAfter,
    turn,
    toggle: () => turn(!on),
    /** Another address. @param {Framed} next */
    restore(next) {
      ({ on, frames, parameter } = next);
      show();
    },
    /** A moment with the lanes of its arrows and the sum of the gradients. @param {Frame} frame @param {Flow} flow @param {Layout} layout @returns {Frame} */
    dress(frame, flow, layout) {
      const { phase } = frame.event;
      const adding = phase === "sum" || phase === "update";
      const { norms, clip, request } = flow.answer;
      const clips = request.clip && request.clip.mode !== "delta";
      const known = () => ({ running: weights(flow)?.running ?? null, total: norm(numbers(Object.values(norms.totals))), clipped: clips ? (clip?.clipped_norm ?? NaN) : null, rate: request.learning_rate ?? 0.1 });
      const sum = adding ? sumAt(frame, layout, known()) : null;
      const at = on ? standingIn(flow.steps) : null;
      return { ...(at ? withLanes(frame, flow, at, parameterOf(flow)) : frame), sum, frames: at };
    },
    /** @param {Flow} flow @param {import("./pure/timeline.js").Timeline} timeline @param {Frame} shown @param {Layout} layout */
    draw(flow, timeline, { event, fraction }, layout) {
      steps = flow.steps;
      if (!on) return;
      const one = chosen(flow);
      const at = standing();
      const known = gatheredAt(timeline, event);
      const joined = event.phase === "sum" && !known.whole && fraction < 1 ? known.to - 1 : known.to;
      const gathered = { from: known.from, to: joined };
      const updating = event.phase === "update";
      head.tell(flow, one, layout);
      strip.draw({ chosen: one, layout, frames: at, gathered });
      cards.draw(flow, at, one, stripOf(layout).how === "bars");
      renewal.draw(one, { added: joined, whole: known.whole, renewed: updating && fraction === 1, answer: flow.answer, lossAfter: updating ? lossAfter(flow) : undefined, last: (flow.answer.request.updates ?? 0) >= most });
      const words = spokenFrames(flow, at, one.name);
      if (spoken.textContent !== words) spoken.textContent = words;
    },
  };
}

/** The gradient of every step where that is not too much. @param {Flow} flow */
function gradientsBody({ answer: { request }, parameters, steps }) {
  return { ...request, include: [...(parameters * steps <= MOST ? ["step_gradients"] : []), "gradients", "parameters"] };
}
