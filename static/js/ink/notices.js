/** Banners over the stage, one for each subject; the picture stays beneath. */

import { element } from "./element.js";

/** @typedef {{label: string, does: () => void}} Action */

/** @param {HTMLElement} root */
export function createNotices(root) {
  /** @type {Map<string, HTMLElement>} */
  const shown = new Map();

  /** @param {string} subject */
  function hide(subject) {
    shown.get(subject)?.remove();
    shown.delete(subject);
  }

  /** @param {Action} action */
  function buttonOf({ label, does }) {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", does);
    return button;
  }

  /** @param {string} subject @param {string} title @param {string} text @param {...Action} actions */
  function show(subject, title, text, ...actions) {
    hide(subject);
    const notice = element("div", { class: "notice", "data-subject": subject }, element("div", {}, element("b", {}, title), " ", element("span", {}, text)), ...actions.map(buttonOf));
    shown.set(subject, notice);
    root.append(notice);
  }

  return { show, hide };
}
