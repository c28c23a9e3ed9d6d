/** A matrix as squares: filled for a positive entry, hollow for a negative one, the area its size. */

/** @typedef {import("./parameters.js").Matrix} Matrix */

/** The part of a cell that the largest entry fills, and the line of a hollow square, in px. */
const [FULL, LINE] = [0.9, 1.2];
/** Smaller squares are a point, so that an entry that is not zero can be seen. */
const LEAST = 0.8;

/**
 * @typedef {object} Hinton  as paths of a picture
 * @property {string} filled
 * @property {string} hollow  along the middle of the line
 * @property {string} broken  crosses, where an entry is not finite
 */

/** @param {Matrix} matrix @param {number} side  of the picture, in px @param {number} largest  the size of a full square @returns {Hinton} */
export function hinton(matrix, side, largest) {
  const cell = side / Math.max(matrix.length, matrix[0].length);
  const [left, top] = [(side - cell * matrix[0].length) / 2, (side - cell * matrix.length) / 2];
  const picture = { filled: "", hollow: "", broken: "" };
  matrix.forEach((row, i) =>
    row.forEach((value, j) => {
      const [x, y] = [left + (j + 0.5) * cell, top + (i + 0.5) * cell];
      if (!Number.isFinite(value)) picture.broken += `M${at(x - 2)},${at(y - 2)}l4,4m0,-4l-4,4`;
      else if (value !== 0 && largest > 0) {
        const width = Math.max(LEAST, FULL * cell * Math.sqrt(Math.abs(value) / largest));
        if (value > 0) picture.filled += square(x, y, width);
        else picture.hollow += square(x, y, Math.max(LEAST, width - LINE));
      }
    }),
  );
  return picture;
}

/** @param {number} x @param {number} y @param {number} width */
const square = (x, y, width) => `M${at(x - width / 2)},${at(y - width / 2)}h${at(width)}v${at(width)}h${at(-width)}z`;

/** @param {number} px */
const at = (px) => px.toFixed(2);
