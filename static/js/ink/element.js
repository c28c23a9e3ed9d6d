/** Making elements, and setting single letters of a label in italics. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null>} [attributes]  true sets an empty one, false and null none
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** @param {string} tag @param {Record<string, string | number | boolean | null>} [attributes] @param {...(Node | string)} children */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** @param {Element} made @param {Record<string, string | number | boolean | null>} attributes */
function setAttributes(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, String(value));
  }
}

/** `Sequence length _T_` with T in italics. @param {string} label @returns {Node[]} */
export const italics = (label) =>
  label.split("_").map((part, i) => (i % 2 ? element("i", {}, part) : document.createTextNode(part)));

/** @template {HTMLElement} Kind @param {string} id @param {{new (): Kind}} kind @returns {Kind} */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${id}`);
}
