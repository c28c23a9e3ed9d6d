/** The server's typeset terms, with the numbers of steps in the place of t; and sentences with parameters in them. */

import { parameter } from "./gradients.js";

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** It is parsed in a document of its own, and adopted whole: the server sets it from letters and digits that it has read. */
/** @param {string} text @param {number} t @returns {Element | null} */
export function readFormula(text, t) {
  const math = new DOMParser().parseFromString(`<math>${text}</math>`, "text/html").querySelector("math");
  if (!math) return null;
  for (const letter of [...math.querySelectorAll("mi")].filter(({ textContent }) => textContent === "t")) writeStep(letter, t);
  return document.adoptNode(math);
}

/** `t`, `t + 1` or `t − 1` becomes its number. @param {Element} letter @param {number} t */
function writeStep(letter, t) {
  const sign = letter.nextElementSibling;
  const one = sign?.nextElementSibling;
  const later = sign?.textContent === "+" && one?.textContent === "1" ? 1 : sign?.textContent === "−" && one?.textContent === "1" ? -1 : 0;
  if (later) (sign?.remove(), one?.remove());
  const number = letter.ownerDocument.createElementNS(MATHML, "mn");
  number.textContent = String(t + later);
  letter.replaceWith(number);
}

/** A sentence with the names of parameters set as such. @param {string} sentence @returns {Node[]} */
export const withParameters = (sentence) => sentence.split(/\b([A-Za-z]+_\w+)\b/).map((part, i) => (i % 2 ? parameter(part) : document.createTextNode(part)));
