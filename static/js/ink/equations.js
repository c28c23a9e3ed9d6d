/** The cell's own lines, shortened, the current one marked. */

import { nameOf, shortEquation, symbolOf } from "../pure/words.js";
import { element } from "./element.js";
import { parameter } from "./gradients.js";

/** Functions and numbers stand upright. */
const UPRIGHT = /^(\d.*|tanh|relu|identity|softplus|hard_sigmoid|exp|softmax|σ)$/;

/** Names as symbols: in italics, a bar over its letter, an index below. @param {string} text @returns {(string | Element)[]} */
const inked = (text) => text.split(/(\w+)/).map((part) => (!/\w/.test(part) || UPRIGHT.test(part) ? part : parameter(symbolOf(part))));

/** @param {HTMLElement} root */
export function createEquations(root) {
  let text = "";
  /** @type {{name: string, row: HTMLElement}[]} */
  let rows = [];

  /** @param {import("../pure/types.js").Cell} cell @param {boolean} edited  in the text area, which shows them already */
  function tell(cell, edited) {
    root.hidden = edited;
    if (cell.equations === text) return;
    text = cell.equations;
    const lines = text.split("\n").filter((line) => /^\s*\w+\s*\[t\]/.test(line));
    rows = lines.map((line) => {
      const [name, rest] = shortEquation(line);
      return { name, row: element("div", { title: `${nameOf(cell, name)}: ${line.trim()}` }, element("b", {}, parameter(symbolOf(name))), " = ", ...inked(rest)) };
    });
    root.replaceChildren(...rows.map(({ row }) => row));
  }

  /** @param {string[]} variables  of the current event */
  function mark(variables) {
    for (const { name, row } of rows) row.classList.toggle("hit", variables.includes(name));
  }

  return { tell, mark };
}
