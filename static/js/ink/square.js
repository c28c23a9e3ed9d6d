/** A matrix as a picture of squares; one too large for it as blocks, each shown by its largest entry. */

import { hinton } from "../pure/hinton.js";
import { blocksOf } from "../pure/parameters.js";
import { element, svg } from "./element.js";

/** @typedef {import("../pure/parameters.js").Matrix} Matrix */

/** More rows or columns than this are shown as blocks. */
export const MOST = 16;
const PAD = 3;

/** @param {Matrix} matrix @param {number} side @param {number} largest  the size of a full square @returns {SVGElement} */
export function squareOf(matrix, side, largest) {
  const { filled, hollow, broken } = hinton(blocksOf(matrix, MOST).matrix, side - 2 * PAD, largest);
  const group = svg("g", { transform: `translate(${PAD} ${PAD})` });
  group.append(svg("path", { class: "filled", d: filled }), svg("path", { class: "hollow", d: hollow }), svg("path", { class: "broken", d: broken }));
  return svg("svg", { class: "hinton", width: side, height: side, "aria-hidden": "true" }, group);
}

/** Where blocks stand for entries, this is said. @param {Matrix} matrix */
export function blockWords(matrix) {
  const { height, width } = blocksOf(matrix, MOST);
  if (height === 1 && width === 1) return "";
  return `${matrix.length} × ${matrix[0].length} entries: each square is the largest of ${height} × ${width}`;
}

/** The entries as a table, for readers who do not see the squares; of a large matrix the blocks. */
/** @param {string} caption @param {Matrix} matrix @param {(value: number) => string} write */
export function tableOf(caption, matrix, write) {
  const rows = blocksOf(matrix, MOST).matrix.map((row, i) => element("tr", {}, element("th", { scope: "row" }, `row ${i + 1}`), ...row.map((value) => element("td", {}, write(value)))));
  return element("table", { class: "unseen" }, element("caption", {}, `${caption}${blockWords(matrix) && `. ${blockWords(matrix)}`}`), element("tbody", {}, ...rows));
}
