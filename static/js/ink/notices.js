/** Banners over the stage, one for each subject; the picture stays beneath. */

import { element } from "./element.js";

/** @param {HTMLElement} root */
export function createNotices(root) {
  /** @type {Map<string, HTMLElement>} */
  const shown = new Map();

  /** @param {string} subject */
  function hide(subject) {
    shown.get(subject)?.remove();
    shown.delete(subject);
  }

  /** @param {string} subject @param {string} title @param {string} text @param {{label: string, does: () => void}} [action] */
  function show(subject, title, text, action) {
    hide(subject);
    const button = action ? element("button", { type: "button" }, action.label) : null;
    if (action && button) button.addEventListener("click", action.does);
    const notice = element("div", { class: "notice" }, element("div", {}, element("b", {}, title), " ", element("span", {}, text)), ...(button ? [button] : []));
    shown.set(subject, notice);
    root.append(notice);
  }

  return { show, hide };
}
