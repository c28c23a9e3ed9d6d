/** The keyboard: what a key does, wherever the focus is, unless a field or button there has a use for it. */

import { VIEWS } from "./views.js";

/**
 * @typedef {object} Does
 * @property {() => void} toggle
 * @property {(by: 1 | -1, size: import("../pure/walk.js").Size) => void} step
 * @property {() => void} toStart
 * @property {() => void} toEnd
 * @property {(number: number) => void} toPhase
 * @property {(by: 1 | -1) => void} speed
 * @property {() => void} follow
 * @property {() => void} theme
 * @property {() => void} cut
 * @property {() => void} list
 * @property {() => void} letGo
 * @property {(view: string) => void} look
 * @property {() => void} gradients
 */

/** @param {Does} does */
export function listenToKeys(does) {
  const by = (/** @type {KeyboardEvent} */ { key }) => /** @type {1 | -1} */ (key === "ArrowRight" ? 1 : -1);
  const size = (/** @type {KeyboardEvent} */ { shiftKey, altKey }) => (shiftKey ? "arrow" : altKey ? "time" : "node");
  /** @type {Record<string, (event: KeyboardEvent) => void>} */
  const keys = {
    " ": () => does.toggle(),
    ArrowLeft: (event) => does.step(by(event), size(event)),
    ArrowRight: (event) => does.step(by(event), size(event)),
    Home: () => does.toStart(),
    End: () => does.toEnd(),
    "[": () => does.speed(-1),
    "]": () => does.speed(1),
    f: () => does.follow(),
    d: () => does.theme(),
    x: () => does.cut(),
    g: () => does.gradients(),
    "?": () => does.list(),
    Escape: () => does.letGo(),
    ...Object.fromEntries(VIEWS.map(({ id, key }) => [key, () => does.look(id)])),
    ...Object.fromEntries(["1", "2", "3", "4", "5"].map((key, i) => [key, () => does.toPhase(i)])),
  };
  document.addEventListener("keydown", (event) => {
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || isModified(event) || isTaken(event)) return;
    event.preventDefault();
    act(event);
  });
}

/** With Ctrl, Alt or Meta a key is the browser's; only the arrows have sizes, and signs may need a modifier to be written. */
/** @param {KeyboardEvent} event */
function isModified(event) {
  const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
  if ("[]?".includes(key)) return metaKey || ((ctrlKey || altKey) && !event.getModifierState("AltGraph"));
  const sized = key === "ArrowLeft" || key === "ArrowRight";
  return ctrlKey || metaKey || (!sized && (altKey || shiftKey));
}

/** What the kinds of fields do with keys themselves; all others write. @type {Record<string, RegExp>} */
const USES = { range: /^(Arrow|Home|End|Page)/, radio: /^(Arrow| $)/ };

/** @param {KeyboardEvent} event */
function isTaken({ target, key }) {
  if (!(target instanceof HTMLElement) || target.id === "scrub") return false;
  if (target.closest("dialog")) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return USES[target.type]?.test(key) ?? true;
  if (target.getAttribute("role") === "tab") return key.startsWith("Arrow") || key === " ";
  return key === " " && (target instanceof HTMLButtonElement || target.tagName === "SUMMARY");
}
