/** The pointer on the stage: pointing at an arrow, jumping to a node, and dragging the view, or time where all of it is seen. */

import { same } from "../pure/selection.js";

/**
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {{seen: import("../pure/flow.js").Flow, view: import("./views.js").View, layout: import("../pure/layout.js").Layout, camera: number}} Seen
 *
 * @typedef {object} Does
 * @property {(hit: Hit | null) => void} point
 * @property {(hit: Hit) => void} choose
 * @property {(key: string) => void} walk
 * @property {() => void} enter  what is pointed at, as a click there
 * @property {() => void} pin  what is pointed at
 * @property {(camera: number) => void} pan
 * @property {(factor: number, x: number) => void} zoom  about a place of the view
 * @property {(place: number) => void} scrub  to a place among the columns, in steps
 */

/** A press that moves less than this is a click; a finger that stays so long is a long press. */
const [STILL, LONG] = [4, 500];
/** So far a wheel turns with the control key, as a pad says that it is pinched, until columns are 2.7 times as wide. */
const NOTCH = 240;

/** @param {HTMLElement} stage @param {() => Seen | null} seen @param {Does} does */
export function listenToPointer(stage, seen, does) {
  /** @type {{x: number, camera: number, moved: boolean, held: boolean, timer: number} | null} */
  let press = null;
  /** What a finger touched last: it stays pointed at when the finger leaves. @type {Hit | null} */
  let touched = null;

  /** The fingers on the stage, by their ids. @type {Map<number, {x: number, y: number}>} */
  const fingers = new Map();

  /** @param {number} clientX */
  const inView = (clientX) => clientX - stage.getBoundingClientRect().left;

  /** Two fingers take the columns between them along. @param {PointerEvent} event */
  function pinch({ pointerId, clientX: x, clientY: y }) {
    const apart = () => {
      const [a, b] = fingers.values();
      return { size: Math.hypot(a.x - b.x, a.y - b.y), middle: (a.x + b.x) / 2 };
    };
    const before = apart();
    fingers.set(pointerId, { x, y });
    const { size, middle } = apart();
    if (before.size && size) does.zoom(size / before.size, inView(middle));
  }

  /** @param {PointerEvent} event */
  function lift({ pointerId }) {
    fingers.delete(pointerId);
    letGo();
  }

  /** @param {PointerEvent} event */
  function under({ clientX, clientY }) {
    const what = seen();
    const box = stage.getBoundingClientRect();
    return what && what.view.hitAt(what.seen, what.layout, clientX - box.left + what.camera, clientY - box.top);
  }

  /** @param {PointerEvent} event @param {{x: number, camera: number}} from */
  function drag({ clientX }, { x, camera }) {
    const view = seen();
    if (!view) return;
    const { content, width, first, pitch } = view.layout;
    if (content > width) does.pan(camera - (clientX - x));
    else does.scrub((clientX - stage.getBoundingClientRect().left - first) / pitch + 1);
  }

  /** As the mouse does by hovering, a finger points by a tap; a second tap on the same is a click. @param {PointerEvent} event */
  function tap(event) {
    const hit = under(event);
    if (hit && (event.pointerType !== "touch" || same(hit, touched))) does.choose(hit);
    if (event.pointerType === "touch") does.point((touched = hit));
  }

  function letGo() {
    clearTimeout(press?.timer);
    press = null;
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.target instanceof HTMLButtonElement) return;
    if (event.pointerType === "touch") fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size > 1) return letGo();
    const pressed = { x: event.clientX, camera: seen()?.camera ?? 0, moved: false, held: false, timer: 0 };
    press = pressed;
    if (event.pointerType !== "touch") return;
    pressed.timer = setTimeout(() => {
      pressed.held = true;
      does.point((touched = under(event)));
      does.pin();
    }, LONG);
  });
  stage.addEventListener("pointermove", (event) => {
    if (fingers.size > 1) return pinch(event);
    if (!press) return does.point(under(event));
    if (press.held || (Math.abs(event.clientX - press.x) < STILL && !press.moved)) return;
    if (!press.moved) stage.setPointerCapture(event.pointerId);
    clearTimeout(press.timer);
    press.moved = true;
    drag(event, press);
  });
  stage.addEventListener("pointerup", (event) => {
    if (press && !press.moved && !press.held) tap(event);
    lift(event);
  });
  stage.addEventListener("contextmenu", (event) => press?.timer && event.preventDefault());
  stage.addEventListener("keydown", (event) => {
    const { key, target, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (target !== stage || altKey || ctrlKey || metaKey) return;
    if (key === "Enter") shiftKey ? does.pin() : does.enter();
    else if (key.startsWith("Arrow") && !shiftKey) does.walk(key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  stage.addEventListener("blur", () => does.point(null));
  stage.addEventListener("pointercancel", lift);
  stage.addEventListener("pointerleave", ({ pointerType }) => pointerType === "touch" || does.point(null));
  stage.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        return does.zoom(Math.exp(-event.deltaY / NOTCH), inView(event.clientX));
      }
      const by = event.shiftKey ? event.deltaY : event.deltaX;
      const view = seen();
      if (!by || !view || view.layout.content <= view.layout.width) return;
      event.preventDefault();
      does.pan(view.camera + by);
    },
    { passive: false },
  );
}
