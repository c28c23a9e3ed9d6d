/** The card beside an arrow or node pointed at. */

import { element } from "./element.js";

/** @param {HTMLElement} root */
export function createCard(root) {
  /** What it is about, and where that is. @type {unknown[]} */
  let shown = [];

  function hide() {
    shown = [];
    root.hidden = true;
  }

  /**
   * @param {() => {title: string, lines: string[]} | null} write  is asked only for another subject or place
   * @param {{x: number, y: number, width: number, height: number}} place  of the arrow, in the stage of that size
   * @param {unknown[]} subject
   */
  function show(write, place, subject) {
    const now = [...subject, ...Object.values(place)];
    if (now.length === shown.length && now.every((part, i) => part === shown[i])) return;
    shown = now;
    const content = write();
    root.hidden = content === null;
    if (!content) return;
    root.replaceChildren(element("b", {}, content.title), ...content.lines.map((line) => element("span", {}, line)));
    const { offsetWidth: w, offsetHeight: h } = root;
    // On the side of the past, which is still untouched, unless there is no room.
    const left = place.x - w - 26 > 8 ? place.x - w - 26 : Math.min(place.width - w - 8, place.x + 26);
    const top = Math.min(place.height - h - 8, Math.max(8, place.y - h - 12));
    root.style.transform = `translate(${Math.max(8, left)}px, ${top}px)`;
  }
  return { show, hide };
}
