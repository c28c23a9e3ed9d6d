/** The one thing a first visit asks for, until it has been done or put away. */

import { element } from "./element.js";

const KEY = "unrolled:hinted";

/** Storage may be forbidden; then the hint comes again. @param {() => string | null | void} use */
function stored(use) {
  try {
    return use() ?? null;
  } catch {
    return null;
  }
}

/** @param {HTMLElement} root  the control to try @param {string} words @returns {() => void} it has been tried */
export function showHint(root, words) {
  if (stored(() => localStorage.getItem(KEY))) return () => {};
  const close = element("button", { type: "button", "aria-label": "Put the hint away" }, "×");
  const hint = element("p", { class: "hint" }, element("span", {}, words), close);
  const done = () => {
    hint.remove();
    stored(() => localStorage.setItem(KEY, "yes"));
  };
  close.addEventListener("click", done);
  root.append(hint);
  return done;
}
