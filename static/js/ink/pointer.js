/** The pointer on the stage: pointing at an arrow, jumping to a node, and dragging the view. */

import { hitAt } from "../pure/hit.js";

/**
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {{flow: import("../pure/flow.js").Flow, layout: import("../pure/layout.js").Layout, camera: number}} Seen
 */

/** A press that moves less than this is a click. */
const STILL = 4;

/**
 * @param {HTMLElement} stage
 * @param {() => Seen | null} seen
 * @param {{point: (hit: Hit | null) => void, choose: (hit: Hit) => void, walk: (key: string) => void, pin: () => void, pan: (camera: number) => void}} does
 */
export function listenToPointer(stage, seen, does) {
  /** @type {{x: number, camera: number, moved: boolean} | null} */
  let press = null;

  /** @param {PointerEvent} event */
  function under({ clientX, clientY }) {
    const view = seen();
    const box = stage.getBoundingClientRect();
    return view && hitAt(view.flow, view.layout, clientX - box.left + view.camera, clientY - box.top);
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.target instanceof HTMLButtonElement) return;
    press = { x: event.clientX, camera: seen()?.camera ?? 0, moved: false };
  });
  stage.addEventListener("pointermove", (event) => {
    if (!press) return does.point(under(event));
    if (Math.abs(event.clientX - press.x) < STILL && !press.moved) return;
    if (!press.moved) stage.setPointerCapture(event.pointerId);
    press.moved = true;
    does.pan(press.camera - (event.clientX - press.x));
  });
  stage.addEventListener("pointerup", (event) => {
    const hit = press && !press.moved ? under(event) : null;
    press = null;
    if (hit) does.choose(hit);
  });
  stage.addEventListener("keydown", (event) => {
    const { key, target, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (target !== stage || shiftKey || altKey || ctrlKey || metaKey) return;
    if (key.startsWith("Arrow")) does.walk(key);
    else if (key === "Enter") does.pin();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  stage.addEventListener("blur", () => does.point(null));
  stage.addEventListener("pointercancel", () => (press = null));
  stage.addEventListener("pointerleave", () => does.point(null));
  stage.addEventListener(
    "wheel",
    (event) => {
      const by = event.shiftKey ? event.deltaY : event.deltaX;
      const view = seen();
      if (!by || !view || view.layout.content <= view.layout.width) return;
      event.preventDefault();
      does.pan(view.camera + by);
    },
    { passive: false },
  );
}
