/** Play, step, scrub and speed, and the bar on which the phases lie. */

import { barOf, barPlace } from "../pure/bar.js";
import { PHASES, eventAt } from "../pure/timeline.js";
import { byId, element } from "./element.js";

/**
 * @typedef {import("../pure/timeline.js").Timeline} Timeline
 * @typedef {import("../pure/timeline.js").Position} Position
 */

/**
 * @param {{toggle: () => void, step: (by: 1 | -1, size: "node" | "arrow" | "time") => void, scrub: (place: number) => void, speed: () => void}} does
 */
export function createTransport(does) {
  const play = byId("play", HTMLButtonElement);
  const speed = byId("speed", HTMLButtonElement);
  const slider = byId("scrub", HTMLInputElement);
  const count = byId("event-count", HTMLElement);
  const phases = byId("phases", HTMLElement);
  const track = byId("track", HTMLElement);
  const parts = PHASES.map((phase) => element("div", { class: `phase ${phase}` }, element("span", { class: "fill" }), element("span", { class: "name" }, phase)));
  phases.replaceChildren(...parts);

  play.addEventListener("click", does.toggle);
  speed.addEventListener("click", does.speed);
  const sized = (/** @type {MouseEvent} */ { shiftKey, altKey }) => (shiftKey ? "arrow" : altKey ? "time" : "node");
  byId("back", HTMLButtonElement).addEventListener("click", (event) => does.step(-1, sized(event)));
  byId("forward", HTMLButtonElement).addEventListener("click", (event) => does.step(1, sized(event)));
  slider.addEventListener("input", () => does.scrub(Number(slider.value)));
  // The arrow keys step through events here as everywhere; a slider's own steps would land between them.
  slider.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow") || event.key.startsWith("Page")) event.preventDefault();
  });

  /** @type {Timeline | null} */
  let shown = null;
  let told = -1;

  /** @param {Timeline} timeline */
  function lay(timeline) {
    if (timeline === shown) return;
    shown = timeline;
    barOf(timeline).forEach(({ begins, ends }, i) => parts[i].style.setProperty("flex-grow", String(ends - begins)));
  }

  /** @param {Timeline} timeline @param {Position} position @param {boolean} playing @param {number} rate @param {() => string} say  the event in words */
  function draw(timeline, position, playing, rate, say) {
    const place = barPlace(timeline, position);
    const { phase } = eventAt(timeline, position.event);
    barOf(timeline).forEach(({ begins, ends, phase: name }, i) => {
      const done = Math.min(1, Math.max(0, (place - begins) / (ends - begins)));
      parts[i].style.setProperty("--done", String(done));
      parts[i].classList.toggle("now", name === phase);
    });
    track.style.setProperty("--place", String(place));
    slider.value = String(place);
    if (position.event !== told || timeline !== shown) {
      told = position.event;
      slider.setAttribute("aria-valuetext", `event ${position.event + 1} of ${timeline.events}: ${say()}`);
      count.lastChild?.replaceWith(`${position.event + 1} of ${timeline.events}`);
    }
    lay(timeline);
    play.setAttribute("aria-label", playing ? "Pause" : "Play");
    play.classList.toggle("playing", playing);
    speed.textContent = rate === Infinity ? "max" : `${rate === 0.5 ? "½" : rate}×`;
    speed.setAttribute("aria-label", rate === Infinity ? "Speed: as fast as possible" : `Speed: ${rate} times`);
  }

  return { draw };
}
